"""simulate where the study states noise of output."""

from __future__ import annotations

import json
import shutil

from click.testing import CliRunner

from offtake.cli import cli
from offtake.study.examples import case_path


def test_noise_is_followed_beside_the_futures_of_the_drivers(tmp_path):
    case = tmp_path / "noisy"
    shutil.copytree(case_path("two-states"), case)
    (case / "noise.csv").write_text(
        "noise,where,mean,spread,memory,source,note\nall,,1,0.2,0.5,assumed,invented\n"
    )
    words = ["simulate", str(case), "--paths", "60", "--store", str(tmp_path / "runs")]
    result = CliRunner().invoke(cli, words)
    assert result.exit_code == 0, result.output
    assert "80% of futures" in result.output

    found = json.loads(CliRunner().invoke(cli, [*words, "--json"]).stdout)
    rows = [r for r in found["noise"]["years"] if (r["variable"], r["by"]) == ("made", "all")]
    assert all(r["p05"] <= r["p10"] <= r["p50"] <= r["p90"] <= r["p95"] for r in rows)
    assert any(r["p10"] < r["p90"] for r in rows)
    again = json.loads(CliRunner().invoke(cli, [*words, "--workers", "2", "--json"]).stdout)
    assert again == found
