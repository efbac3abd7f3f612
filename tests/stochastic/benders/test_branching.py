"""Branch and cut over whole first decisions: boxes that lose no plan, bounds that hold, moves along rows."""

from __future__ import annotations

import heapq
from itertools import product
from types import SimpleNamespace

import numpy as np
import pytest
import scipy.sparse as sp

from offtake.stochastic.benders.branching import (
    Box,
    Search,
    _candidates,
    _moved,
    _narrowed,
    _take_out,
    rounded_points,
)
from offtake.stochastic.solver.program import LinearProgram, Until


def first_stage(rows, low, high, upper) -> LinearProgram:
    size = len(upper)
    return LinearProgram(
        cost=np.zeros(size),
        lower=np.zeros(size),
        upper=np.array(upper, float),
        integer=np.ones(size, bool),
        matrix=sp.csr_array(np.array(rows, float).reshape(-1, size)),
        row_lower=np.array(low, float),
        row_upper=np.array(high, float),
    )


def search_of(first: LinearProgram, objective: float = np.inf, gap: float = 0.01) -> Search:
    """A search whose master knows nothing: every plan costs at least 5."""
    run = SimpleNamespace(
        problem=SimpleNamespace(first=first, integer_recourse=True),
        objective=objective,
        until=Until(gap),
        bound=-np.inf,
        master=SimpleNamespace(estimate=lambda x: np.full(len(x), 5.0)),
    )
    run.raise_bound = lambda bound: setattr(run, "bound", max(run.bound, bound))
    return Search(run)


STAIRS = first_stage([[-1, 1, 0], [0, -1, 1]], [0, 0], [np.inf] * 2, [2, 2, 2])
"""x0 <= x1 <= x2: cumulative numbers of what was begun."""


def test_taking_a_plan_out_leaves_every_other_plan_in_one_box_alone():
    tree, x = search_of(STAIRS), np.array([1.0, 0.0, 2.0])

    _take_out(tree, Box(np.zeros(3), np.full(3, 2.0), 1.0), x)

    boxes = [box for _, _, box in tree.open]
    times = {
        plan: sum(bool((b.lower <= plan).all() and (plan <= b.upper).all()) for b in boxes)
        for plan in product(range(3), repeat=3)
    }
    assert times.pop((1, 0, 2)) == 0
    assert set(times.values()) == {1}
    assert tree.closed == 5.0  # what the cuts say that the plan costs at least


def test_the_bound_is_the_least_of_what_is_open_at_work_and_given_up():
    tree = search_of(STAIRS, objective=100.0)  # within 1%: from 99 on nothing matters
    for bound in (97.0, 99.5, 98.0):
        tree.push(Box(np.zeros(3), np.ones(3), bound))

    assert sorted(bound for bound, _, _ in tree.open) == [97.0, 98.0]
    assert tree.closed == 99.5
    heapq.heappop(tree.open)
    tree.refresh(97.5)
    assert tree.run.bound == 97.5
    heapq.heappop(tree.open)
    tree.refresh(np.inf)
    assert tree.run.bound == 99.5


def test_a_reduced_cost_bars_what_alone_would_pass_the_cutoff():
    # the bound is 90 and what matters ends at 99: 9 of room.  At x = (0, 2, 1) the next unit of x0 costs 4, so two
    # units fit and no third; one less of x1 costs 10; x2 costs nothing
    tree = search_of(STAIRS, objective=100.0)
    point = SimpleNamespace(x=np.array([0.0, 2, 1]), bound=90.0, reduced_cost=np.array([4.0, -10, 0]))  # fmt: skip

    lower, upper = _narrowed(tree, Box(np.zeros(3), np.full(3, 9.0), 0.0), point)

    assert (lower.tolist(), upper.tolist()) == ([0, 2, 0], [2, 9, 9])


def test_of_neighbours_with_one_fraction_the_ends_are_split_and_the_most_broken_first():
    tree = search_of(first_stage([], [], [], [9] * 6))
    # 1 to 3 share .3; 4 stands by itself at .5; 5 is whole
    assert _candidates(tree, np.array([0.0, 0.3, 1.3, 0.3, 0.5, 2.0])) == [4, 1, 3]
    assert _candidates(tree, np.arange(6.0)) == []


def test_a_move_takes_along_what_its_rows_ask():
    columns = STAIRS.matrix.tocsc()
    # begun one step earlier: all that count it count it from there
    assert _moved(STAIRS, columns, np.zeros(3), 0, 1.0).tolist() == [1, 1, 1]
    assert _moved(STAIRS, columns, np.array([0.0, 1, 2]), 0, 1.0).tolist() == [1, 1, 2]
    # one less at the end: those before it fall too
    assert _moved(STAIRS, columns, np.array([2.0, 2, 2]), 2, -1.0).tolist() == [1, 1, 1]
    assert _moved(STAIRS, columns, np.full(3, 2.0), 0, 1.0) is None  # above its bound


def test_a_move_that_no_neighbour_can_mend_is_none():
    # 2 x0 + x1 = 2 with x1 <= 1: x0 = 0 would need x1 = 2
    alone = first_stage([[2, 1]], [2], [2], [1, 1])
    assert _moved(alone, alone.matrix.tocsc(), np.array([1.0, 0]), 0, -1.0) is None


@pytest.mark.parametrize(
    ("x", "whole"),
    [
        # up from a fraction of .35, .5 and .2: both, x1 alone, both
        ([0.4, 0.7], [[1, 1], [0, 1]]),
        # x0 alone, up from .2; else none, where x0 + x1 >= 1 is broken
        ([0.3, 0.1], [[1, 0]]),
        ([0.1, 0.1], []),
    ],
)
def test_rounding_gives_whole_plans_within_the_rows_each_once(x, whole):
    run = SimpleNamespace(problem=SimpleNamespace(first=first_stage([[1, 1]], [1], [2], [1, 1])))
    assert [point.tolist() for point in rounded_points(run, np.array(x))] == whole
