"""Rows that set-ups add: the relaxation rises to what paper says, and no best plan is lost."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import scipy.sparse as sp

from offtake.stochastic.program.setups import with_setups
from offtake.stochastic.solver.highs import Highs
from offtake.stochastic.solver.program import LinearProgram, Until

PRECISE = Until(1e-9)


def two_periods(demand: tuple[float, float] = (3.0, 4.0), lost: float = 99.0) -> LinearProgram:
    """Set-ups cost 10; making costs 3 in the first period and 1 in the second; lots of up to 100.

    Columns: set up, made and used in the first period, the same in the second, then what is lost in the second.
    """
    rows = [
        ([1, 0], [1.0, -100.0], -np.inf, 0.0),  # made <= 100 set-ups
        ([4, 3], [1.0, -100.0], -np.inf, 0.0),
        ([2, 1], [1.0, -1.0], -np.inf, 0.0),  # used <= made
        ([2, 5, 1, 4], [1.0, 1.0, -1.0, -1.0], -np.inf, 0.0),  # so far
        ([2], [1.0], demand[0], np.inf),
        ([5, 6], [1.0, 1.0], demand[1], np.inf),
    ]
    matrix = sp.lil_array((len(rows), 7))
    for r, (columns, values, _, _) in enumerate(rows):
        matrix[r, columns] = values
    return LinearProgram(
        cost=np.array([10.0, 3.0, 0.0, 10.0, 1.0, 0.0, lost]),
        lower=np.zeros(7),
        upper=np.array([1.0, np.inf, np.inf, 1.0, np.inf, np.inf, np.inf]),
        integer=np.isin(np.arange(7), [0, 3]),
        matrix=sp.csr_array(matrix),
        row_lower=np.array([low for _, _, low, _ in rows]),
        row_upper=np.array([high for _, _, _, high in rows]),
    )


def test_two_periods_are_solved_by_their_relaxation():
    # One set-up makes all: 10 + 3 * 7 = 31.  Two: 10 + 3 * 3 + 10 + 1 * 4 = 33.
    # Relaxed, 3 and 4 of lots of 100 are set up: 0.3 + 9 + 0.4 + 4 = 13.7.
    program = two_periods()
    assert Highs()(program.relaxed).objective == pytest.approx(13.7)
    assert Highs()(with_setups(program).relaxed).objective == pytest.approx(31.0)
    assert Highs()(with_setups(program), PRECISE).objective == pytest.approx(31.0)


def test_what_may_be_lost_is_not_forced():
    # Losing at 2 each: 10 + 3 * 3 + 2 * 4 = 27, cheaper than 31; the rows must not forbid it.
    program = two_periods(lost=2.0)
    assert Highs()(with_setups(program), PRECISE).objective == pytest.approx(27.0)
    assert Highs()(with_setups(program).relaxed).objective <= 27.0 + 1e-9


def test_a_use_that_pays_for_itself_is_not_held_down():
    # Each unit used in the second period earns 5 beyond need; lots are full: 4 more is not the most of use.
    program = two_periods()
    cost = program.cost.copy()
    cost[5] = -5.0
    paying = replace(program, cost=cost)
    assert with_setups(paying).upper[5] == np.inf
    assert Highs()(with_setups(paying), PRECISE).objective == pytest.approx(
        Highs()(paying, PRECISE).objective
    )


def test_programs_without_set_ups_stay_as_they_are():
    program = two_periods()
    plain = program.relaxed
    assert with_setups(plain) is plain
    whole = replace(program, integer=np.ones(7, dtype=bool))
    assert with_setups(whole) is whole


def lots(seed: int, periods: int, sizes: int) -> LinearProgram:
    """Sizes made in lots, a larger one can be cut to serve a smaller; some demand may be lost; rows either way round."""
    draw = np.random.default_rng(seed)
    cost: list[float] = []
    upper: list[float] = []
    whole: list[bool] = []

    def column(price: float, most: float = np.inf, *, integer: bool = False) -> int:
        cost.append(price)
        upper.append(most)
        whole.append(integer)
        return len(cost) - 1

    z, y, x, lost = {}, {}, {}, {}
    for t in range(periods):
        for i in range(sizes):
            z[t, i] = column(float(draw.integers(5, 40)), 1.0, integer=True)
            y[t, i] = column(float(draw.integers(1, 6)))
            for j in range(i + 1):
                x[t, i, j] = column(float(draw.integers(0, 3)))
            if draw.random() < 0.3:
                lost[t, i] = column(float(draw.integers(8, 30)))
    rows: list[tuple[dict[int, float], float, float]] = []
    for t in range(periods):
        for j in range(sizes):
            serve = {x[t, i, j]: 1.0 for i in range(j, sizes)}
            if (t, j) in lost:
                serve[lost[t, j]] = 1.0
            rows.append((serve, float(draw.integers(1, 9)), np.inf))
            rows.append(({y[t, j]: 1.0, z[t, j]: -60.0}, -np.inf, 0.0))
            stock = {y[s, j]: -1.0 for s in range(t + 1)}
            stock |= {x[s, j, k]: 1.0 for s in range(t + 1) for k in range(j + 1)}
            turned = draw.random() < 0.3
            rows.append(
                ({c: -v for c, v in stock.items()}, 0.0, np.inf)
                if turned
                else (stock, -np.inf, 0.0)
            )
        rows.append(({y[t, i]: 1.0 for i in range(sizes)}, -np.inf, float(draw.integers(20, 60))))
    matrix = sp.lil_array((len(rows), len(cost)))
    for r, (terms, _, _) in enumerate(rows):
        for c, v in terms.items():
            matrix[r, c] = v
    return LinearProgram(
        cost=np.array(cost),
        lower=np.zeros(len(cost)),
        upper=np.array(upper),
        integer=np.array(whole),
        matrix=sp.csr_array(matrix),
        row_lower=np.array([low for _, low, _ in rows]),
        row_upper=np.array([high for _, _, high in rows]),
    )


@pytest.mark.parametrize("seed", range(12))
def test_no_best_plan_is_lost_and_the_relaxation_never_falls(seed: int):
    program = lots(seed, 2 + seed % 3, 1 + seed % 3)
    more = with_setups(program)
    best = Highs()(program, PRECISE)
    assert Highs()(more, PRECISE).objective == pytest.approx(best.objective, rel=1e-6)
    assert more.row_lower.size > program.row_lower.size
    relaxed, raised = Highs()(program.relaxed).objective, Highs()(more.relaxed).objective
    assert relaxed + 0.1 < raised <= best.objective * (1 + 1e-6)
