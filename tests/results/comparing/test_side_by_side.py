"""Policies side by side are the runs that each policy has by itself."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from offtake.cli import cli
from offtake.results.comparing.side_by_side import AS_IT_STANDS, side_by_side, solved_all
from offtake.results.solving.request import request
from offtake.results.solving.solve import solve
from offtake.stochastic.parallel.executor import executor_for
from offtake.study.examples import case_path
from offtake.study.reading.read import read_study


def runs(store, workers=1):
    study = read_study(case_path("two-states"))
    asked = {p or AS_IT_STANDS: request(study, policy=p) for p in ("", "fearful-50", "fearful-100")}
    return dict(zip(asked, solved_all(list(asked.values()), store, executor_for(workers)), strict=True))  # fmt: skip


def test_each_column_is_what_the_policy_has_by_itself(tmp_path):
    frame = side_by_side(runs(tmp_path)).set_index(["arrangement", "name"])
    alone = solve(read_study(case_path("two-states")), policy="fearful-50").headline
    of = alone["arrangements"]
    for arrangement in ("no-deal", "deal", "first-best"):
        for measure in ("social_value", "public_paid"):
            said = frame.loc[(arrangement, measure), "fearful-50"]
            assert said == pytest.approx(of[arrangement][measure], abs=1e-6)
    for clause in of["deal"]["clauses"]:
        name = f"{clause['instrument']}, {clause['buyer']} with {clause['producer']}"
        assert frame.loc[("deal", name), "fearful-50"] == pytest.approx(clause["size"])
    assert frame.loc[("first-best", "build"), AS_IT_STANDS] == 1


def test_a_policy_that_is_there_is_not_solved_again_and_workers_change_nothing(tmp_path):
    first = side_by_side(runs(tmp_path / "one"))
    marks = {f: f.stat().st_mtime_ns for f in (tmp_path / "one").rglob("run.json")}
    assert side_by_side(runs(tmp_path / "one")).equals(first)
    assert {f: f.stat().st_mtime_ns for f in (tmp_path / "one").rglob("run.json")} == marks
    assert side_by_side(runs(tmp_path / "two", workers=2)).equals(first)


def test_as_a_user_types_it(tmp_path):
    words = [
        "policies",
        "two-states",
        "--policies",
        "fearful-50",
        "--store",
        str(tmp_path),
        "--json",
    ]
    result = CliRunner().invoke(cli, words)
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert list(found["runs"]) == [AS_IT_STANDS, "fearful-50"]
    assert {row["part"] for row in found["rows"]} == {"headline", "begun at the start", "clauses"}
