"""The L-shaped method step by step: buy x at 2, then demand 10 (chance 1/4) or 20, each unit short at 10."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.stochastic.benders.news_vendor import news_vendor

from offtake.stochastic.benders.l_shaped import (
    Benders,
    Decomposition,
    SpreadFutures,
    first_point,
    relaxed,
)
from offtake.stochastic.benders.master import Master
from offtake.stochastic.parallel.executor import SerialExecutor
from offtake.stochastic.solver.program import Until


def started(most=np.inf, upper=100.0, groups=400, demand=(10.0, 20.0), **options):
    """A run of the method before its first cut; at most `most` may be short."""
    problem = news_vendor(demand, chances=(0.25, 0.75), most=most, upper=upper, offset=3.0)
    spread = SpreadFutures(problem, SerialExecutor(), groups)
    master = Master(problem.first, spread.groups)
    return Decomposition(problem, Benders(**options), spread, master, until=Until(1e-9))


@pytest.mark.parametrize("groups", [400, 1])
def test_a_cut_costs_what_its_point_costs_and_lies_below_elsewhere(groups):
    run = started(groups=groups)
    cost, _ = run.cut(np.array([12.0]))

    # 3 + 24, nothing short in the first future, 8 units in the second
    assert cost == pytest.approx(27 + 0.75 * 80)
    assert run.spread.groups == min(groups, 2)
    # slopes at 12: 0 and -10
    at = np.array([[0.0], [12.0], [25.0]])
    assert run.master.estimate(at) == pytest.approx([3 + 150, 87, 53 - 0.75 * 50])


def test_futures_stand_in_their_own_order_whatever_order_they_are_cut_in():
    for demand in ((10.0, 20.0), (20.0, 10.0)):
        run = started(demand=demand)
        assert run.spread.cuts(np.zeros(1)).value.tolist() == [10 * d for d in demand]
        value, bound = run.spread.values(np.array([5.0]), 0.0, 1.0)
        assert value.tolist() == bound.tolist() == [10 * (d - 5) for d in demand]


@pytest.mark.parametrize(("groups", "cut"), [(400, [-1, 0]), (1, [-1])])
def test_a_point_without_a_second_stage_is_cut_off_and_its_group_left_open(groups, cut):
    run = started(most=5.0, groups=groups)  # x >= 15
    cost, _ = run.cut(np.array([8.0]))

    assert cost == np.inf
    of = run.master.group
    # futures may be ranked either way: the second is the one that is broken
    named = [-1 if g < 0 else 0 if g == run.spread.group[0] else 1 for g in of.tolist()]
    assert named == cut
    row = run.master.constant[0] + run.master.slope[0] * np.array([8.0, 15.0])
    assert row[0] > 0
    assert row[1] == pytest.approx(0)


def test_a_plan_is_kept_where_it_is_the_cheapest():
    run = started()
    assert run.value(np.array([20.0])) == pytest.approx(43)
    assert run.value(np.array([10.0])) == pytest.approx(23 + 75)
    assert (run.plan.tolist(), run.objective) == ([20], pytest.approx(43))
    assert [step.what for step in run.steps] == ["plan"]


def test_it_starts_from_mean_futures_and_ends_at_the_critical_fractile():
    run = started(clusters=1)
    x = first_point(run)
    assert x == pytest.approx([0.25 * 10 + 0.75 * 20])  # one future, bought at 2 and not at 10
    assert first_point(started()) == pytest.approx([20])
    assert relaxed(run, x)

    # up to 20 a unit is short in three of four futures: 7.5 > 2
    assert run.plan == pytest.approx([20])
    assert (run.objective, run.bound) == (pytest.approx(43), pytest.approx(43))


def test_where_nothing_is_possible_it_says_so():
    assert not relaxed(started(most=5.0, upper=10.0), np.zeros(1))


def test_where_the_futures_differ_in_technology_one_stands_for_its_group_and_has_its_weight():
    run = started(clusters=1)
    run.problem = replace(run.problem, technology_data=np.array([[1.0], [2.0]]))
    # a mean of technologies is no future: the point is the best for one of them, 10 / 1 or 20 / 2
    assert first_point(run) == pytest.approx([10])
