"""The command simulate, as a user types it."""

from __future__ import annotations

import json
import shutil

from click.testing import CliRunner

from offtake.cli import cli
from offtake.study.examples import case_path


def told(tmp_path, *words: str) -> str:
    store = str(tmp_path / "runs")
    result = CliRunner().invoke(cli, ["simulate", *words, "--store", store])
    assert result.exit_code == 0, result.output
    return result.output


def test_a_study_is_solved_and_followed_and_then_the_run_is_found_again(tmp_path):
    text = told(tmp_path, str(case_path("two-states")), "--paths", "400")
    assert "the tree said" in text
    assert "-127 (80%: -221 to -33.9; 90%: -221 to -33.9)" in " ".join(text.split())
    # Two-states needs flows, and all of them are delivered: nothing is waited for.
    assert [line.split() for line in text.splitlines() if line.startswith("goods")] == [
        ["goods", "0.0%", "-"]
    ]

    run = next((tmp_path / "runs").iterdir()).name
    document = json.loads(told(tmp_path, run, "--paths", "400", "--json"))
    cost = document["totals"][0]
    assert (document["run"], document["paths"], document["tree_futures"]) == (run, 400, 2)
    assert abs(cost["fresh_mean"] - cost["tree_mean"]) < 4 * cost["standard_error"]


def test_a_study_whose_run_is_there_is_not_solved_again(tmp_path):
    study, store = str(case_path("two-states")), tmp_path / "runs"
    assert CliRunner().invoke(cli, ["run", study, "--store", str(store), "-q"]).exit_code == 0
    (whole,) = (folder.name for folder in store.iterdir())

    text = told(tmp_path, study, "--paths", "50")

    assert f"first-best of run {whole}" in text
    assert [folder.name for folder in store.iterdir()] == [whole]


def test_where_no_driver_moves_all_futures_are_said_to_be_the_same(tmp_path):
    study = tmp_path / "still"
    shutil.copytree(case_path("two-states"), study)
    for name in ("drivers", "driver_states", "driver_effects"):
        (study / f"{name}.csv").unlink()
    text = told(tmp_path, str(study), "--paths", "20")
    # five years at 3%: 70 a unit, less 100
    assert "its tree of 1 future, and 20 fresh ones" in text
    assert f"{100 - 70 * sum(1.03**-t for t in range(1, 6)):.0f} in all futures" in text
    assert "No driver moves: every future is the same" in text


def test_the_same_seed_says_the_same_with_more_workers(tmp_path):
    case = str(case_path("two-states"))
    told(tmp_path, case, "--paths", "20", "-q")  # solves the study and keeps the run
    run = next((tmp_path / "runs").iterdir()).name
    once = told(tmp_path, run, "--paths", "30", "--seed", "9", "--json")
    assert told(tmp_path, run, "--paths", "30", "--seed", "9", "--workers", "2", "--json") == once
    assert told(tmp_path, run, "--paths", "30", "--seed", "8", "--json") != once


def test_an_arrangement_that_the_run_has_not_is_refused(tmp_path):
    told(tmp_path, str(case_path("two-states")), "--paths", "20", "-q")
    run = next((tmp_path / "runs").iterdir()).name
    words = ["simulate", run, "--arrangement", "deal"]
    result = CliRunner().invoke(cli, [*words, "--store", str(tmp_path / "runs")])
    assert result.exit_code == 2
    assert "has no deal" in result.output
    assert "hint: it has first-best" in result.output
