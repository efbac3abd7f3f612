"""Columns and rows that are alike as one: a bound from below, exact where nothing tells them apart."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.sparse as sp

from offtake.stochastic.program.grouped import grouped, with_rows
from offtake.stochastic.solver.highs import Handle
from offtake.stochastic.solver.program import LinearProgram


def two_buyers(amounts: tuple[float, float], worth: tuple[float, float] = (3.0, 3.0)):
    """Two buyers of one good, of which 4 can be made at cost 1; each needs 3 and pays 1 a unit within its amount."""
    return LinearProgram(
        cost=np.array([1.0, -worth[0], -worth[1]]),
        lower=np.zeros(3),
        upper=np.array([4.0, 3.0, 3.0]),
        integer=np.zeros(3, bool),
        matrix=sp.csr_array(np.array([[1.0, -1.0, -1.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])),
        row_lower=np.array([0.0, -np.inf, -np.inf]),
        row_upper=np.array([0.0, *amounts]),
    )


def least(program: LinearProgram) -> float:
    handle = Handle(program)
    handle.run()
    return handle.value


def test_two_buyers_alike_are_one_with_both_their_budgets():
    small = grouped(two_buyers((1.0, 5.0)), np.array([0, 1, 1]))

    assert small.column.tolist() == [0, 1, 1]
    assert small.row.tolist() == [0, 1, 1]
    assert small.program.upper.tolist() == [4.0, 6.0]
    assert small.program.row_upper.tolist() == [0.0, 6.0]


def test_what_one_cannot_pay_for_the_other_buys_so_that_the_cost_is_a_bound():
    # apart: 1 and 3 units at a gain of 2 each; as one 4 units can be paid for, of which 4 can be made
    assert least(two_buyers((1.0, 2.5))) == pytest.approx(-2.0 * 3.5)
    small = grouped(two_buyers((1.0, 2.5)), np.array([0, 1, 1]))
    assert least(small.program) == pytest.approx(-2.0 * 3.5)
    small = grouped(two_buyers((0.5, 5.0)), np.array([0, 1, 1]))
    assert least(two_buyers((0.5, 5.0))) == pytest.approx(-2.0 * 3.5)
    assert least(small.program) == pytest.approx(-2.0 * 4.0)


def test_buyers_to_whom_a_unit_is_worth_another_sum_stay_apart():
    program = two_buyers((1.0, 5.0), worth=(3.0, 2.0))
    small = grouped(program, np.array([0, 1, 1]))
    assert len(set(small.column.tolist())) == 3
    assert least(small.program) <= least(program) + 1e-12


@pytest.mark.parametrize("seed", range(20))
def test_whatever_is_grouped_it_bounds_from_below_and_its_duals_have_its_value(seed):
    rng = np.random.default_rng(seed)
    rows, columns = 6, 10
    program = LinearProgram(
        cost=rng.integers(1, 3, columns).astype(float),
        lower=np.zeros(columns),
        upper=np.full(columns, np.inf),
        integer=np.zeros(columns, bool),
        matrix=sp.csr_array(rng.integers(0, 3, (rows, columns)).astype(float) + np.eye(rows, columns)),
        row_lower=rng.integers(1, 9, rows).astype(float),
        row_upper=np.full(rows, np.inf),
    )  # fmt: skip
    kind, row = (
        rng.integers(0, 3, columns),
        np.unique(rng.integers(0, 3, rows), return_inverse=True)[1],
    )

    for small in (grouped(program, kind), with_rows(program, kind, row)):
        handle = Handle(small.program)
        handle.run()
        dual = handle.row_dual[small.row]

        assert handle.value <= least(program) + 1e-9
        assert (program.cost - program.matrix.T @ dual >= -1e-9).all()
        assert dual @ program.row_lower == pytest.approx(handle.value)
