"""Programs as arrays: parts of them, more rows and columns, what hangs together, and how near an answer is."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.sparse as sp

from offtake.errors import SolveError
from offtake.stochastic.solver.program import (
    LinearProgram,
    refuse_nonsense,
    relative_gap,
    status_at,
    tied_together,
)

MATRIX = sp.csr_array([[1.0, 2.0, 0.0], [0.0, 0.0, 3.0]])
PROGRAM = LinearProgram(
    cost=np.array([1.0, 2.0, 3.0]),
    lower=np.zeros(3),
    upper=np.array([4.0, 5.0, 6.0]),
    integer=np.array([True, False, False]),
    matrix=MATRIX,
    row_lower=np.array([-np.inf, 1.0]),
    row_upper=np.array([7.0, np.inf]),
)


def test_a_part_has_its_rows_and_columns_alone():
    part = PROGRAM.part(np.array([1]), np.array([False, True, True]))
    assert part.cost.tolist() == [2.0, 3.0]
    assert part.matrix.toarray().tolist() == [[0.0, 3.0]]
    assert (part.row_lower.tolist(), part.row_upper.tolist()) == ([1.0], [np.inf])


def test_rows_come_below_and_columns_to_the_right():
    taller = PROGRAM.at_most(np.array([1.0, 0.0, 1.0]), 9.0)
    assert taller.matrix.toarray()[2].tolist() == [1.0, 0.0, 1.0]
    assert (taller.row_lower[2], taller.row_upper[2]) == (-np.inf, 9.0)
    wider = PROGRAM.with_columns(sp.csr_array([[8.0], [0.0]]), cost=5.0, upper=2.0)
    assert wider.matrix.toarray()[:, 3].tolist() == [8.0, 0.0]
    assert (wider.cost[3], wider.lower[3], wider.upper[3], wider.integer[3]) == (5.0, 0.0, 2.0, 0)


def test_what_no_entry_ties_are_two_parts():
    rows, columns = tied_together(MATRIX)
    assert rows.tolist() == [0, 1]
    assert columns.tolist() == [0, 0, 1]


def test_a_gap_is_a_share_of_the_plan_and_unknown_where_either_is():
    assert relative_gap(200.0, 190.0) == pytest.approx(0.05)
    assert relative_gap(np.inf, 3.0) == np.inf
    assert [status_at(gap, 0.01) for gap in (0.0, 0.01, 0.02)] == ["optimal", "gap", "time_limit"]


def test_a_point_within_a_millionth_of_a_side_meets_the_rows():
    assert PROGRAM.rows_hold(np.array([1.0, 3.0 + 4e-7, 1.0]))
    assert not PROGRAM.rows_hold(np.array([1.0, 3.0, 0.3]))


def test_what_is_no_number_reaches_no_solver():
    with pytest.raises(SolveError, match="not finite in cost"):
        refuse_nonsense(PROGRAM.with_columns(sp.csr_array((2, 1)), cost=np.inf))
    with pytest.raises(SolveError, match="not numbers in upper"):
        refuse_nonsense(PROGRAM.with_columns(sp.csr_array((2, 1)), upper=np.nan))
