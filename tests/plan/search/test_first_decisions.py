"""First decisions in whole numbers, against all choices tried."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.sparse as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from offtake.plan.search.first_decisions import settle_first
from offtake.stochastic.solver.highs import Handle, Highs
from offtake.stochastic.solver.program import LinearProgram


def mixed(costs, gains, room) -> LinearProgram:
    """min costs·x - gains·y:  x whole in 0..1, y_i <= x_i, sum of y <= room."""
    n = len(costs)
    link = sp.hstack([-sp.eye_array(n), sp.eye_array(n)])
    total = sp.hstack([sp.csr_array((1, n)), np.ones((1, n))])
    return LinearProgram(
        cost=np.concatenate([costs, -np.asarray(gains, float)]),
        lower=np.zeros(2 * n),
        upper=np.ones(2 * n),
        integer=np.zeros(2 * n, bool),
        matrix=sp.csr_array(sp.vstack([link, total])),
        row_lower=np.full(n + 1, -np.inf),
        row_upper=np.append(np.zeros(n), room),
    )


def value(program, levels):
    n = levels.size
    lower, upper = program.lower.copy(), program.upper.copy()
    lower[:n] = upper[:n] = levels
    fixed = LinearProgram(**{**program.__dict__, "lower": lower, "upper": upper})
    return Highs()(fixed).objective


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 9), st.integers(1, 12)), min_size=1, max_size=4),
    st.floats(0.3, 3.7),
)
def test_the_levels_are_the_best_of_all_and_the_bound_is_their_value(pairs, room):
    costs, gains = (np.array(c, float) for c in zip(*pairs, strict=True))
    program, n = mixed(costs, gains, room), len(pairs)
    handle = Handle(program)
    handle.run()
    relaxed = handle.outcome()
    found = settle_first(
        handle, np.arange(n), np.zeros(n), np.ones(n), relaxed.x, relaxed.objective
    )

    choices = ((np.arange(2**n)[:, None] >> np.arange(n)) & 1).astype(float)
    best = min(value(program, c) for c in choices)
    assert found is not None
    assert found.bound == pytest.approx(best, abs=1e-7)
    assert value(program, found.levels) == pytest.approx(best, abs=1e-7)
    assert relaxed.objective <= found.bound + 1e-9
