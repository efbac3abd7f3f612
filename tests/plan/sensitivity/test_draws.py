"""Shares of the spread beside those of arithmetic, and draws beside plans worked out from nothing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from offtake.errors import UsageError
from offtake.plan.first_best import solve_first_best
from offtake.plan.sensitivity.assumptions import assumptions
from offtake.plan.sensitivity.draws import design, drawn, shares
from offtake.plan.sensitivity.moving import moved
from offtake.plan.sensitivity.resolving import at_hand
from offtake.stochastic.parallel.executor import executor_for
from offtake.stochastic.solver.program import Until
from offtake.study.examples import case_path
from offtake.study.reading.read import read_study
from offtake.uncertainty.reduction.build import build_tree

pytest.importorskip("SALib", reason="the extra sensitivity is not installed")
UNITS = sum(w / 1.03**t for t, w in zip(range(1, 6), (1, 1, 0.5, 0.5, 0.5), strict=True))
MOVED = {("requirements", "value"): 80 * UNITS, ("lines", "unit_cost"): 10 * UNITS, ("projects", "capex"): 100.0}  # fmt: skip


@pytest.fixture(scope="module")
def two_states():
    study = read_study(case_path("two-states"))
    exact = Until(1e-9)
    return at_hand(study, solve_first_best(study, build_tree(study), exact), exact)


@pytest.fixture(scope="module")
def chosen(two_states):
    """Three assumptions that social value is linear in while the plant is built: see test_tornado."""
    every = {(a.table, a.column): a for a in assumptions(two_states[0].study)}
    return [every[key] for key in MOVED]


def test_groups_that_add_up_have_the_shares_of_their_variances(chosen):
    points = design(chosen, 1024, seed=1)
    slopes = np.array(list(MOVED.values())) * [1, -1, -1]
    value = points.points @ slopes
    found = shares(points, value)
    variance = slopes**2  # all ranges are as wide, 0.7 to 1.3
    assert found.groups == ("requirements", "lines", "projects")
    assert found.alone == pytest.approx(variance / variance.sum(), abs=0.02)
    assert found.total == pytest.approx(variance / variance.sum(), abs=0.02)


def test_what_needs_both_groups_belongs_to_neither_alone(chosen):
    # Y = u v on [-1, 1]²: Var E[Y|u] = 0, and all of the spread has a hand of both
    pair = [replace(a, low=-1.0, high=1.0) for a in chosen[:2]]
    points = design(pair, 1024, seed=1)
    found = shares(points, points.points.prod(axis=1))
    assert found.alone == pytest.approx([0, 0], abs=0.05)
    assert found.total == pytest.approx([1, 1], abs=0.1)


def test_every_draw_is_the_plan_that_a_solve_from_nothing_finds(two_states, chosen):
    hand, base = two_states
    points = design(chosen, 2, seed=3)
    found = drawn(hand, base, chosen, points, executor_for(1))
    for point, value in zip(points.points, found.values, strict=True):
        own = moved(hand.study, list(zip(chosen, point.tolist(), strict=True)))
        assert value[0] == pytest.approx(-solve_first_best(own, hand.tree, Until(1e-9)).objective)


def test_a_first_decision_holds_in_the_share_of_draws_that_arithmetic_says(two_states, chosen):
    hand, base = two_states
    # The plant is built where (80 v - 10) UNITS >= 100, v >= 0.510; v is drawn from 0.3 to 0.9
    value = replace(chosen[0], low=0.3, high=0.9)
    points = design([value], 16, seed=1)
    found = drawn(hand, base, [value], points, executor_for(1))
    own = points.points[points.independent, 0]
    threshold = (100 / UNITS + 10) / 80
    assert found.projects == ("build",)
    assert found.same[0] == pytest.approx((own >= threshold).mean())
    assert found.same[0] == pytest.approx((0.9 - threshold) / 0.6, abs=0.05)


def test_figures_of_one_table_have_all_of_the_spread_and_only_independent_draws(chosen):
    pair = [chosen[0], replace(chosen[0], low=0.5)]
    points = design(pair, 4, seed=1)
    found = shares(points, points.points.prod(axis=1))
    assert points.points.shape == (2 * 4, 2)
    assert points.independent.tolist() == list(range(8))
    assert len(np.unique(points.points, axis=0)) == 8
    assert (found.groups, found.alone.tolist(), found.total.tolist()) == (
        ("requirements",),
        [1],
        [1],
    )


def test_draws_that_move_nothing_have_no_shares(chosen):
    points = design(chosen, 4, seed=1)
    assert np.isnan(shares(points, np.ones(len(points.points))).alone).all()


def test_a_number_of_draws_that_is_no_power_of_two_is_refused(chosen):
    with pytest.raises(UsageError, match="power of 2"):
        design(chosen, 12, seed=1)
