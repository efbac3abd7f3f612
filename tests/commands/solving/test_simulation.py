"""simulate: what the tree said beside fresh futures, in words; and noise of output where the study states it."""

from __future__ import annotations

import json
import shutil

import pandas as pd
from click.testing import CliRunner

from offtake.cli import cli
from offtake.commands.solving.simulation import _band, _orders, _times, _told, _verdict
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


BAND = {"tree_mean": 5.0, "tree_p05": 1.0, "tree_p10": 2.0, "tree_p90": 8.0, "tree_p95": 9.0}


def test_a_band_is_told_by_its_ends_and_one_that_has_none_by_how_many_futures_agree():
    assert _band(BAND, "tree") == "5 (80%: 2 to 8; 90%: 1 to 9)"
    point = dict.fromkeys(BAND, 5.0)
    assert _band(point, "tree") == "5 in all futures"
    assert _band({**point, "tree_mean": 4.9}, "tree") == "4.9 in nearly all futures"
    unknown = {**dict.fromkeys(BAND, float("nan")), "tree_mean": 5.0}
    assert _band(unknown, "tree") == "5"


def test_what_lies_further_apart_than_chance_is_named_with_both_means():
    beyond = pd.DataFrame([("delivered good", 5.0, 3.0)], columns=["figure", "tree_mean", "fresh_mean"])  # fmt: skip
    assert _verdict(beyond, False, False) == "Further apart than chance explains: delivered good (5 said, 3 found)."  # fmt: skip
    assert _verdict(beyond, True, False).endswith("ask for more --leaves.")
    assert _verdict(beyond[:0], True, False).endswith("agree within three standard errors.")
    assert _verdict(beyond[:0], False, True).startswith("No driver moves")


def test_a_figure_has_the_unit_of_what_it_counts_and_lateness_years_with_it(study):
    made = study()
    assert _told("delivered good", made) == "delivered good (goods)"
    assert _told("late good", made) == "late good (goods × years)"
    assert _told("cost", made) == "cost less worth of deliveries (million EUR)"
    assert _told("cost worst 5%", made) == "cost less worth of deliveries, worst 5% (million EUR)"


def test_a_need_that_never_waits_or_is_never_missed_has_a_dash():
    times = {"never_delivered": {"flow": 0.125}, "wait_months": {"stock": 2.26}}
    rows = [line.split() for line in _times(times).splitlines()[1:]]
    assert rows == [["flow", "12.5%", "-"], ["stock", "-", "2.3"]]


def test_an_order_for_what_its_producer_does_not_make_says_so():
    orders = pd.DataFrame(
        [("one", True, "Maker", "good", 0.5, 7.4, 0.9), ("two", False, "Maker", "boats", 0.0, 0.0, 0.0)],
        columns=["order", "makes", "producer", "product", "in_time_mean", "months_late_mean", "completed"],
    )  # fmt: skip
    first, second = _orders(orders).splitlines()[1:]
    assert first.split() == ["one", "50%", "7", "90%"]
    assert second.startswith("two (Maker makes no boats)")
