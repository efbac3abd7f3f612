"""A linear program as it is written on paper: full rows, and columns from 0 at no cost unless said."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp

from offtake.stochastic.solver.program import LinearProgram


def program(rows, low, high, upper, *, lower=None, cost=None) -> LinearProgram:
    """low <= rows · x <= high, lower <= x <= upper."""
    size = len(upper)
    return LinearProgram(
        cost=np.zeros(size) if cost is None else np.array(cost, float),
        lower=np.zeros(size) if lower is None else np.array(lower, float),
        upper=np.array(upper, float),
        integer=np.zeros(size, bool),
        matrix=sp.csr_array(np.array(rows, float).reshape(-1, size)),
        row_lower=np.array(low, float),
        row_upper=np.array(high, float),
    )
