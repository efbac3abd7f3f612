"""Policies side by side are the runs that each policy has by itself."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

import offtake.results.comparing.side_by_side as comparing
from offtake.cli import cli
from offtake.results.comparing.side_by_side import AS_IT_STANDS, at_hand, side_by_side, solved_all
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


def test_where_one_takes_long_first_best_of_the_others_is_told_before_the_rest(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(comparing, "LONG", 0.0)
    study = read_study(case_path("two-states"))
    policies = ("", "fearful-50")
    asked, quick = (
        [request(study, policy=p, arrangements=of) for p in policies]
        for of in (None, ["first-best"])
    )
    heard = []
    runs = solved_all(asked, tmp_path, executor_for(1), quick=quick, hear=heard.append)
    assert [list(run.plans) for run in heard[0]] == [list(runs[0].plans), ["first-best"]]
    assert [run.id for run in runs] == [a.id for a in asked]
    assert [run is None for run in at_hand([*asked, request(study, seed=5)], tmp_path)] == [
        False,
        False,
        True,
    ]


def test_a_stop_says_how_many_are_kept(tmp_path, monkeypatch):
    words = ["policies", "two-states", "--policies", "fearful-50", "--store", str(tmp_path)]
    solve_one = comparing.Solving.solve

    def stopped(self):
        if self.asked.options.policy:
            raise KeyboardInterrupt
        return solve_one(self)

    monkeypatch.setattr(comparing.Solving, "solve", stopped)
    result = CliRunner().invoke(cli, words)
    assert result.exit_code == 5
    assert "1 of 2 runs are kept" in result.stderr
