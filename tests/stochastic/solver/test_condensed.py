"""Rows that differ in size alone as one, by hand, and against the whole program."""

from __future__ import annotations

import numpy as np
import pytest
from tests.stochastic.solver.written import program

from offtake.stochastic.solver.condensed import condensed
from offtake.stochastic.solver.settled import settled
from offtake.stochastic.solver.squares import least_squares

INF = np.inf
NONE = np.zeros(0, np.int64)


def two_buyers(demand, counted=INF):
    """Buyers r = 1, 2 with needs 1 and 3 take x_r1, x_r2 of two offers, which give a and b; c counts x_11.

    Squares x_rw² k_w / n_r with k = 1, 2, and a² + b².
    """
    asked = program(
        # x11 x12 x21 x22  a   b   c
        [
            [1, 1, 0, 0, 0, 0, 0],
            [0, 0, 1, 1, 0, 0, 0],
            [1, 0, 1, 0, -1, 0, 0],
            [0, 1, 0, 1, 0, -1, 0],
            [1, 0, 0, 0, 0, 0, -1],
        ],
        [*demand, 0, 0, 0],
        [*demand, 0, 0, 0],
        [INF] * 6 + [counted],
    )
    return asked, np.array([1, 2, 1 / 3, 2 / 3, 1, 1, 0.0])


def unheld(asked):
    return np.zeros(asked.row_lower.size, bool)


def test_two_rows_become_one_and_a_counter_goes_with_its_equation():
    asked, squares = two_buyers([3, 5])

    small = condensed(asked, (), squares, unheld(asked), unheld(asked))

    # X1 + X2 = 8, X1 = a, X2 = b: k_w / (1 + 3) for X²
    assert small.program.matrix.shape == (3, 4)
    assert small.program.row_lower.max() == 8
    assert sorted(small.squares) == pytest.approx([0.25, 0.5, 1, 1])
    # least 1.25 X1² + 1.5 X2²: X1 = 8 · 1.5 / 2.75; x_1w = X_w / 4 + φ_w (3 - 8 / 4), φ = 2/3, 1/3
    one = 8 * 1.5 / 2.75
    x = small.restored(least_squares(small.program, small.squares))
    assert x[:2] == pytest.approx([one / 4 + 2 / 3, (8 - one) / 4 + 1 / 3], abs=1e-9)
    assert x[2:4] == pytest.approx([one * 3 / 4 - 2 / 3, (8 - one) * 3 / 4 - 1 / 3], abs=1e-9)
    assert x[6] == pytest.approx(x[0], abs=1e-9)
    assert x == pytest.approx(least_squares(asked, np.maximum(squares, 1e-14)), abs=1e-6)


def test_rows_of_other_proportions_stay_apart():
    asked, squares = two_buyers([3, 5])
    squares[3] = 1.0

    small = condensed(asked, (), squares, unheld(asked), unheld(asked))

    assert small.program.matrix.shape == (4, 6)


@pytest.mark.parametrize(
    ("demand", "counted"),
    [([8, 0.1], INF), ([3, 5], 0.5), ([8, 0.1], 0.5)],
    ids=["a share below nothing", "a counter at its bound", "both"],
)
def test_what_the_first_answer_oversteps_holds_in_the_last(demand, counted):
    asked, squares = two_buyers(demand, counted)
    point = np.array([0, demand[0], 0, demand[1], 0, sum(demand), 0.0])

    answer = settled(asked, point, (), squares, NONE)

    assert answer == pytest.approx(least_squares(asked, np.maximum(squares, 1e-14)), abs=1e-6)
    assert (answer >= -1e-8).all()
    assert answer[6] <= counted + 1e-8


def test_an_aim_that_inequalities_hold_off_is_met_as_far_as_they_let():
    # x + y = 4, x <= 3 as a row with z: x + z <= 3, z >= 1; the least y is 2
    asked = program([[1, 1, 0], [1, 0, 1]], [4, -INF], [4, 3], [INF, INF, 5])
    asked.lower[2] = 1.0

    answer = settled(asked, np.array([1.0, 3, 1]), (np.array([0, 1.0, 0]),), np.ones(3), NONE)

    assert answer == pytest.approx([2, 2, 1], abs=1e-8)
