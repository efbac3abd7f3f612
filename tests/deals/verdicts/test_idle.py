"""Idle lines make what falls due of orders once, on however many lines their producer writes down.

On paper: asked 9 and 9 a unit of an order for 6 in 2026, at a unit cost of 12; 10 are needed a year, at 50 a unit.
So 6 are made in 2026, 1.5 in each of its quarters, and nothing in 2027, or the minimum rate where that is more.
"""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from tests.deals.cheapest.test_deal import Make, needs

from offtake.deals.verdicts.idle import beyond_due, most_made
from offtake.deals.verdicts.market import market
from offtake.stochastic.solver.program import Until
from offtake.study.study import Study
from offtake.uncertainty.reduction.build import build_tree

WHOLE = ((20, 12),)
HALVES = ((10, 12), (10, 12))
UNLIKE = ((10, 12), (10, 13))
PARTS = ((5, 12), (5, 12), (10, 12))


def ordered(
    study: Make, lines: tuple[tuple[float, float], ...], *, quarters: bool = False, **cells: object
) -> Study:
    """One producer with these capacities and unit costs, and an order for 6."""
    quantity = 2.5 if quarters else 10
    times = [f"2026-Q{t}" for t in (1, 2, 3, 4)] + ["2027-Q1"] if quarters else ["2026", "2027"]
    return study(
        periods=len(times), period="quarter" if quarters else "year", settings={"discount_rate": 0.04},
        producers=[{"producer": "maker", "cost_of_capital": 0.08}],
        lines=[{"line": f"l{k}", "producer": "maker", "product": "good", "capacity": c, "unit_cost": cost} | cells
               for k, (c, cost) in enumerate(lines)],
        projects=[{"project": "p", "line": "l0", "kind": "expand", "adds": 4, "capex": 1, "build_time": 0}],
        prices=[{"producer": "maker", "product": "good", "price": 9}],
        orders=[{"order": "o", "buyer": "state", "producer": "maker", "product": "good", "quantity": 6, "price": 9,
                 "starts": "2026-01-01", "ends": "2026-12-31"}],
        requirements=[row | {"period": t, "quantity": quantity} for t in times for row in needs("good", 1, 50)],
    )  # fmt: skip


def made(of: Study, begun: float = 0.0) -> np.ndarray:
    """(periods, lines): units made with the project as it is."""
    here = market(of, build_tree(of))
    return here.hold(np.full((here.f.tree.size, 1), begun)).cash.make


@pytest.mark.parametrize("lines", [WHOLE, HALVES, UNLIKE, PARTS])
@pytest.mark.parametrize("begun", [0.0, 1.0])
def test_what_falls_due_is_made_once_however_lines_are_written(study: Make, lines, begun):
    assert made(ordered(study, lines), begun).sum(axis=1) == pytest.approx([6, 0])
    assert made(ordered(study, lines, quarters=True), begun).sum(axis=1) == pytest.approx([1.5] * 4 + [0], abs=1e-9)  # fmt: skip


def test_equals_make_in_proportion_and_the_dearer_nothing(study: Make):
    for order in set(permutations(PARTS)):
        assert sorted(made(ordered(study, order))[0]) == pytest.approx([1.5, 1.5, 3])
    for order in (UNLIKE, UNLIKE[::-1]):
        of = ordered(study, order)
        dear = of.lines["unit_cost"].to_numpy() == 13
        assert made(of)[0] == pytest.approx(np.where(dear, 0, 6))


@pytest.mark.parametrize(("rate", "makes"), [(0.2, [6, 4]), (0.4, [8, 8])])
@pytest.mark.parametrize("lines", [WHOLE, HALVES, PARTS])
def test_what_must_run_runs_and_counts_for_what_falls_due(study: Make, lines, rate, makes):
    assert made(ordered(study, lines, min_rate=rate)).sum(axis=1) == pytest.approx(makes)


def test_a_plan_starts_from_one_held_under_other_sums(study: Make):
    # lifted by 4 both run; by less both stand idle; the plan of either is the same whatever was held before
    of = ordered(study, UNLIKE)
    here = market(of, build_tree(of))
    levels = np.zeros((here.f.tree.size, 1))
    there = here.under(np.full((here.f.tree.size, 2), 4.0))
    half = here.under(np.array([[3.0, 3.0]] * here.f.tree.size))
    for looked in (here, there, half, here, half, there):
        makes = [6, 0] if looked is here else [10, 0]
        assert looked.hold(levels).cash.make[0] == pytest.approx(makes)
        assert looked.position(levels).cash.make[1] == pytest.approx([0 if looked is here else 10, 0])  # fmt: skip


def test_the_search_for_whole_numbers_keeps_to_sums_too(study: Make):
    of = ordered(study, HALVES)
    here = market(of, build_tree(of))
    levels = np.zeros((here.f.tree.size, 1))
    here.under(np.full((here.f.tree.size, 2), 4.0)).hold(levels)
    for held in (levels == 0, levels > 0):  # all that is begun settled, and nothing
        plan = here.dispatch.plan_with(levels, held, Until(0.0), "deal", here.most)
        assert plan.values["make"].sum(axis=1) == pytest.approx([6, 0])


def test_a_sum_stands_only_where_several_are_idle_and_something_falls_due(study: Make):
    for lines, sums in ((WHOLE, 0), (HALVES, 1), (((10, 12), (10, 8)), 0)):
        of = ordered(study, lines)
        found = most_made(market(of, build_tree(of)).f)
        assert found is not None
        assert found.node.tolist() == [0] * sums
        assert found.units.tolist() == [6.0] * sums


def test_lines_that_run_beyond_what_falls_due_run_so_together(study: Make):
    for lines, makes, beyond in (
        (WHOLE, [6], [False]), (WHOLE, [7], [True]), (HALVES, [3, 3], [False, False]), (HALVES, [4, 3], [True, True]),
        (UNLIKE, [4, 3], [True, False]), (UNLIKE, [0, 7], [False, True]),
    ):  # fmt: skip
        of = ordered(study, lines)
        f = market(of, build_tree(of)).f
        assert beyond_due(f, np.array([makes, [0] * len(makes)], float))[0].tolist() == beyond


def test_what_must_run_runs_beyond_nothing(study: Make):
    # 0.2 of 20 must run whatever falls due, 6 in 2026 and nothing in 2027; of two lines each its own part
    for lines, makes in ((WHOLE, [4]), (HALVES, [2, 2])):
        of = ordered(study, lines, min_rate=0.2)
        f = market(of, build_tree(of)).f
        assert not beyond_due(f, np.array([makes, makes], float)).any()
        more = np.array([[0.0] * len(makes), [x + 0.01 for x in makes]])
        assert beyond_due(f, more).tolist() == [[False] * len(makes), [True] * len(makes)]


def test_a_sum_that_a_solver_met_within_its_tolerance_is_met(study: Make):
    of = ordered(study, HALVES)
    f = market(of, build_tree(of)).f
    for more, beyond in ((1e-6, False), (1e-5, True)):  # of 3, so 2e-6 and 2e-5 of 6
        assert beyond_due(f, np.array([[3 + more] * 2, [0, 0]])).any() == beyond
