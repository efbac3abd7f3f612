"""Two-stage programs: choice of futures, means, and the extensive form."""

from __future__ import annotations

import numpy as np
import pytest
from bench.ramp import ramp

from offtake.errors import FormulationError
from offtake.stochastic.program.clusters import groups, order
from offtake.stochastic.program.two_stage import TwoStage, extensive
from offtake.stochastic.solver.highs import Highs

SMALL = {"sites": 4, "products": 3, "periods": 3}


def optimum(problem: TwoStage) -> float:
    return Highs()(extensive(problem)).objective


def test_mean_futures_cost_no_more_than_their_members():
    # Jensen: the second stage is convex in its right-hand side.
    problem = ramp(8, **SMALL)
    for number in (1, 2, 4):
        assert optimum(problem.mean(groups(problem, number))) <= optimum(problem) * (1 + 1e-9)


def test_groups_of_one_are_the_problem_itself():
    problem = ramp(5, **SMALL)
    each = [np.array([k]) for k in range(5)]
    assert optimum(problem.mean(each)) == pytest.approx(optimum(problem))


def test_a_choice_of_all_futures_is_the_problem_itself():
    problem = ramp(5, **SMALL)
    assert optimum(problem.select([4, 3, 2, 1, 0])) == pytest.approx(optimum(problem))


def test_no_group_is_empty_and_every_future_is_in_one():
    problem = ramp(11, **SMALL)
    members = groups(problem, 4)
    assert all(g.size for g in members)
    assert sorted(np.concatenate(members).tolist()) == list(range(11))


def test_the_order_puts_futures_that_are_alike_side_by_side():
    problem = ramp(20, **SMALL)
    total = problem.row_upper[order(problem)].sum(axis=1)
    steps = np.abs(np.diff(total)).sum()
    as_drawn = np.abs(np.diff(problem.row_upper.sum(axis=1))).sum()
    assert steps < as_drawn / 2


def test_arrays_of_another_number_of_futures_are_refused():
    problem = ramp(3, **SMALL)
    with pytest.raises(FormulationError, match="cost has 2 rows for 3 futures"):
        TwoStage(**{**problem.__dict__, "cost": np.repeat(problem.cost, 2, axis=0)})
