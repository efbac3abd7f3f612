"""why --late, as a user types it."""

from __future__ import annotations

import json

from click.testing import CliRunner

from offtake.cli import cli
from offtake.study.examples import case_path


def told(tmp_path, *words: str, code: int = 0) -> str:
    result = CliRunner().invoke(cli, ["why", *words, "--store", str(tmp_path / "runs")])
    assert result.exit_code == code, result.output
    return result.output


def test_a_study_is_solved_and_says_how_late_each_need_is_and_why(tmp_path):
    text = told(tmp_path, str(case_path("toy")), "--late")
    assert "pumping: " in text
    assert "of the need is never delivered" in text
    assert "money of the buyer" in text
    run = next((tmp_path / "runs").iterdir()).name
    found = json.loads(told(tmp_path, run, "--late", "--json"))
    assert found["arrangement"] == "first-best"
    for buyers in found["late"].values():
        for said in buyers.values():
            for reasons in said["reasons"].values():
                assert len(reasons) <= 4
                assert abs(sum(r["share"] for r in reasons) - 1.0) < 1e-6
    assert "it has first-best" in told(tmp_path, run, "--late", "--arrangement", "deal", code=2)


def test_what_is_to_be_explained_must_be_said(tmp_path):
    assert "--late" in told(tmp_path, str(case_path("toy")), code=2)
