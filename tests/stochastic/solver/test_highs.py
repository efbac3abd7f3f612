"""The handle over HiGHS: what it refuses, and that it keeps silent."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
import scipy.sparse as sp

from offtake.errors import SolveError
from offtake.stochastic.solver.highs import METHODS, Handle, Highs
from offtake.stochastic.solver.program import LinearProgram, relative_gap, status_at


def program(entries: list[tuple[float, int, int]]) -> LinearProgram:
    """min x + 2 y  subject to the row of `entries` at least 6, both between 0 and 4."""
    value, row, column = zip(*entries, strict=True)
    return LinearProgram(
        cost=np.array([1.0, 2.0]),
        lower=np.zeros(2),
        upper=np.full(2, 4.0),
        integer=np.zeros(2, bool),
        matrix=sp.csr_array((value, (row, column)), shape=(1, 2)),
        row_lower=np.array([6.0]),
        row_upper=np.array([np.inf]),
    )


PLAIN = program([(1.0, 0, 0), (1.0, 0, 1)])  # x = 4, y = 2: 8


@pytest.mark.parametrize("method", METHODS)
def test_every_method_finds_the_optimum(method: str):
    assert Highs()(PLAIN, method=method).objective == pytest.approx(8.0, rel=1e-4)


@pytest.mark.parametrize("method", ["hipo", "ipm", "simplx"])
def test_a_method_that_is_not_there_is_refused_and_not_passed_over(method: str):
    with pytest.raises(SolveError, match=f"no solver called {method}; there are choose"):
        Handle(PLAIN, method)


def test_an_option_that_is_not_there_is_refused():
    with pytest.raises(SolveError, match="option presolv"):
        Handle(PLAIN).set(presolv="off")


def test_a_basis_whose_size_is_wrong_is_refused():
    other, held = Handle(PLAIN), Handle(PLAIN)
    other.add_rows(np.array([1.0]), np.array([np.inf]), PLAIN.matrix)
    other.run()
    with pytest.raises(SolveError, match="a basis to start from"):
        held.start_from(other.basis)


def test_changes_are_solved_again():
    handle = Handle(PLAIN)
    handle.fix(np.array([0]), np.array([3.0]))
    handle.run()
    assert (handle.status, handle.value) == ("optimal", pytest.approx(3 + 2 * 3))
    handle.bounds(np.array([0, 1]), np.zeros(2), np.ones(2))
    handle.run()
    assert handle.status == "infeasible"
    assert handle.ray() is not None
    assert handle.clash()[0].tolist() == [0]


@pytest.mark.parametrize(("below", "status"), [(70.0, "failed"), (101.0, "optimal")])
def test_a_program_that_comes_not_below_what_is_enough_is_given_up(below, status):
    # 50 times x + y >= 1 at costs 1 and 2: 50; without any x 100, one change of the basis after another
    one = sp.eye_array(50)
    many = LinearProgram(
        cost=np.repeat([1.0, 2.0], 50),
        lower=np.zeros(100),
        upper=np.ones(100),
        integer=np.zeros(100, bool),
        matrix=sp.csr_array(sp.hstack([one, one])),
        row_lower=np.ones(50),
        row_upper=np.full(50, np.inf),
    )
    handle = Handle(many)
    handle.run()
    handle.fix(np.arange(50), np.zeros(50))
    handle.run(below=below)
    assert handle.status == status

    handle.run()
    assert (handle.status, handle.value) == ("optimal", pytest.approx(100.0))


@pytest.mark.parametrize(
    ("objective", "bound", "wanted", "status"),
    [(100, 100, 0, "optimal"), (100, 99, 0.01, "gap"), (100, 98, 0.01, "time_limit"), (np.inf, 0, 1, "time_limit")],
)  # fmt: skip
def test_a_gap_says_how_a_search_ended(objective, bound, wanted, status):
    assert status_at(relative_gap(objective, bound), wanted) == status


def at_most_four(matrix: sp.csr_array) -> LinearProgram:
    """maximise x  subject to  matrix @ x <= 4."""
    one = np.ones(1)
    return LinearProgram(-one, 0 * one, 9 * one, one < 0, matrix, 0 * one, 4 * one)


def test_two_entries_in_one_place_count_as_their_sum():
    """x + x <= 4, so that x = 2; the caller's matrix stays as it was."""
    twice = sp.csr_array((np.ones(2), np.zeros(2, int), np.array([0, 2])), shape=(1, 1))
    assert Highs()(at_most_four(twice)).x.tolist() == [2.0]
    assert twice.nnz == 2


def test_a_program_that_the_solver_does_not_take_is_told_and_not_solved():
    """Column 5 of a program of one column."""
    wide = sp.csr_array((np.ones(1), np.array([5]), np.array([0, 1])), shape=(1, 6))
    with pytest.raises(SolveError, match="refused the program"):
        Highs()(at_most_four(wide))


CODE = """
import numpy as np, scipy.sparse as sp
from offtake.stochastic.solver.highs import Highs
from offtake.stochastic.solver.program import LinearProgram
one = np.ones(1)
Highs()(LinearProgram(-one, 0 * one, 9 * one, one > 0, sp.csr_array([[1.0]]), 0 * one, 4 * one))
"""


@pytest.mark.parametrize("before", ["", "import os; os.close(1)\n", "import sys; sys.stdout = None\n"])  # fmt: skip
def test_solving_prints_nothing_and_needs_no_standard_output(before):
    done = subprocess.run(
        [sys.executable, "-c", before + CODE], check=False, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
