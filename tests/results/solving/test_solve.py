"""From a study to a run: what is refused, what is told on the way, and what is kept of a run that is stopped."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from offtake.errors import UsageError
from offtake.plan.information import Worth
from offtake.results.solving import solve as solving
from offtake.results.solving.solve import information_frame, solve
from offtake.study.examples import case_path
from offtake.study.reading.read import read_study


def test_an_arrangement_that_there_is_not_is_refused(study):
    with pytest.raises(UsageError, match=r"arrangement 'best' is none; choose from .*first-best"):
        solve(study, arrangements=("best",))


def test_sampled_futures_are_solved_in_python_too_and_their_parts_kept(study, tmp_path):
    run = solve(study, arrangements=("first-best",), futures=40, seed=5, parts=tmp_path)
    assert (run.options.futures, run.headline["sampled"]["drawn"]) == (40, 40)
    assert run.stats.batches()["first"].tolist() == [40, 50, 60, 70]
    assert len(list(tmp_path.rglob("*.np[yz]"))) == 1 + 4


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"futures": 7}, "7 sampled futures are too few: 8 or more"),
        ({"parts": "here"}, "go with sampled futures"),
        ({"futures": 8, "workers": 0}, "workers must be 1 or more"),
    ],
)
def test_what_cannot_be_done_with_sampled_futures_is_refused(study, asked, why):
    with pytest.raises(UsageError, match=why):
        solve(study, **asked)


def test_solving_twice_finds_the_same(study):
    one, other = solve(study), solve(study)
    assert one.headline == other.headline
    assert all(one.tables[name].equals(other.tables[name]) for name in one.tables)


def test_progress_is_told_with_the_arrangement(study):
    heard = []
    solve(study, progress=lambda *said: heard.append(said))
    assert {said[0] for said in heard} == {"no-deal", "first-best"}


def test_a_user_who_stops_before_anything_is_solved_gets_nothing(study, monkeypatch):
    def stop(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(solving, "solve_first_best", stop)
    with pytest.raises(KeyboardInterrupt):
        solve(study)


def test_a_user_who_stops_once_there_is_a_plan_keeps_it(study):
    def stop(arrangement, doing, objective, bound):
        if doing == "plan":
            raise KeyboardInterrupt

    run = solve(study, progress=stop)
    assert run.status == "stopped"
    assert run.plans["first-best"].status == "stopped"
    assert run.headline["arrangements"]["first-best"]["objective"] >= run.plans["first-best"].bound


def test_a_deal_without_instruments_says_who_does_its_part_unbidden():
    two = read_study(case_path("two-states"))
    bare = replace(two, tables={**two.tables, "instruments": two.instruments.iloc[:0]})
    run = solve(bare, arrangements=("no-deal", "deal", "first-best"))
    (judged,) = run.headline["deal"]["acceptance"]
    assert judged["without_clauses"]["acceptance"] == pytest.approx(-17.1051, abs=1e-4)
    assert judged["stands"] == "refuses"
    assert run.headline["deal"]["left_out"] == ["Maker"]
    assert run.headline["deal"]["clauses"] == []
    assert run.headline["value_of_commitment"] == pytest.approx(0)
    richer = replace(bare, tables={**bare.tables, "projects": bare.projects.assign(capex=60.0)})
    (judged,) = solve(richer, arrangements=("deal",)).headline["deal"]["acceptance"]
    assert judged["without_clauses"]["acceptance"] == pytest.approx(40 - 17.1051, abs=1e-4)
    assert judged["stands"] == "unbidden"


def test_what_knowing_is_worth_has_a_row_a_driver():
    worths = [Worth("war", -7e-15, 0.0, 0.1), Worth("yield", 3.0, 1.0, 0.1)]
    frame = information_frame(worths)
    assert frame["name"].tolist() == ["war", "yield"]
    assert frame["value"].tolist() == [0, 2]
    assert not np.signbit(frame["dearer"].to_numpy()).any()  # no zero with a sign
