"""Whole numbers: bounds that are bounds, plans that are plans, limits that are kept."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.sparse as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from offtake.plan.search.integers import solve_integers
from offtake.plan.search.local_search import Moves
from offtake.stochastic.solver.highs import Highs
from offtake.stochastic.solver.program import LinearProgram, Until
from offtake.uncertainty.tree import ScenarioTree


def knapsack(weights, values, room) -> LinearProgram:
    n = len(weights)
    return LinearProgram(
        cost=-np.asarray(values, float),
        lower=np.zeros(n),
        upper=np.ones(n),
        integer=np.ones(n, bool),
        matrix=sp.csr_array(np.asarray([weights], float)),
        row_lower=np.array([-np.inf]),
        row_upper=np.array([float(room)]),
    )


def best_by_enumeration(weights, values, room) -> float:
    n = len(weights)
    choices = (np.arange(2**n)[:, None] >> np.arange(n)) & 1
    return float((choices @ values)[choices @ weights <= room].max())


items = st.lists(st.tuples(st.integers(1, 20), st.integers(1, 20)), min_size=1, max_size=8)


@settings(max_examples=30, deadline=None)
@given(items, st.integers(1, 60))
def test_the_answer_is_the_best_of_all_choices(pairs, room):
    weights, values = (np.array(column) for column in zip(*pairs, strict=True))
    found = solve_integers(knapsack(weights, values, room), Until(gap=0.0))

    assert -found.objective == pytest.approx(best_by_enumeration(weights, values, room))
    assert found.bound <= found.objective + 1e-9


@settings(max_examples=30, deadline=None)
@given(items, st.integers(1, 60))
def test_a_loose_gap_still_brackets_the_optimum(pairs, room):
    weights, values = (np.array(column) for column in zip(*pairs, strict=True))
    found = solve_integers(knapsack(weights, values, room), Until(gap=0.3))

    best = -best_by_enumeration(weights, values, room)
    assert found.bound - 1e-6 <= best <= found.objective + 1e-6
    assert found.status in ("optimal", "gap")


def test_a_program_without_integers_is_solved_once():
    program = LinearProgram(
        np.array([1.0, 2.0]), np.zeros(2), np.full(2, np.inf), np.zeros(2, bool),
        sp.csr_array(np.array([[1.0, 1.0]])), np.array([3.0]), np.array([np.inf]),
    )  # fmt: skip
    found = solve_integers(program, Until())

    assert (found.status, found.objective, found.x.tolist()) == ("optimal", 3.0, [3.0, 0.0])
    assert found.row_dual.tolist() == [1.0]


def test_a_program_without_a_point_is_called_infeasible():
    program = LinearProgram(
        np.zeros(1), np.zeros(1), np.ones(1), np.ones(1, bool),
        sp.csr_array(np.array([[1.0]])), np.array([2.0]), np.array([np.inf]),
    )  # fmt: skip

    assert solve_integers(program, Until()).status == "infeasible"


def test_the_same_program_gives_the_same_point():
    program = knapsack([3, 4, 5, 6], [4, 5, 6, 7], 10)

    points = [solve_integers(program, Until(gap=0.0), Highs(seed=3)).x.tolist() for _ in range(2)]
    assert points[0] == points[1]


@settings(max_examples=20, deadline=None)
@given(items, st.integers(1, 60))
def test_integers_on_a_tree_are_bracketed_too(pairs, room):
    # A chain of nodes with one item each: what is begun at a node counts there only (levels may fall here).
    weights, values = (np.array(column) for column in zip(*pairs, strict=True))
    n = len(pairs)
    chain = ScenarioTree(np.arange(n) - 1, np.arange(n), np.ones(n))
    moves = Moves(chain, np.arange(n)[:, None], np.ones((n, 1), bool), np.ones((n, 1)))
    found = solve_integers(knapsack(weights, values, room), Until(gap=1e-3), moves=moves)

    best = -best_by_enumeration(weights, values, room)
    assert found.bound - 1e-6 <= best <= found.objective + 1e-6
    assert found.objective <= best * (1 - 2e-3) + 1e-6
