"""What the solver is given, and that it is heard where it refuses."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
import scipy.sparse as sp

from offtake.errors import SolveError
from offtake.stochastic.solver.highs import Highs, LinearProgram


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
    with pytest.raises(SolveError, match="does not take the program"):
        Highs()(at_most_four(wide))


CODE = """
import numpy as np, scipy.sparse as sp
from offtake.stochastic.solver.highs import Highs, LinearProgram
one = np.ones(1)
Highs()(LinearProgram(-one, 0 * one, 9 * one, one > 0, sp.csr_array([[1.0]]), 0 * one, 4 * one))
"""


@pytest.mark.parametrize("before", ["", "import os; os.close(1)\n", "import sys; sys.stdout = None\n"])  # fmt: skip
def test_solving_prints_nothing_and_needs_no_standard_output(before):
    done = subprocess.run(
        [sys.executable, "-c", before + CODE], check=False, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
