"""One answer among all optimal ones: by hand, and against a general solver of smooth programs."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import LinearConstraint, minimize
from tests.stochastic.solver.written import program

import offtake.stochastic.solver.settled as settled_module
from offtake.errors import SolveError
from offtake.stochastic.solver.face import bounds_for_rows, optimal_face, rest
from offtake.stochastic.solver.highs import Highs
from offtake.stochastic.solver.settled import _at_once, _least, settled
from offtake.stochastic.solver.squares import least_squares

INF = np.inf
NO_COLUMNS = np.zeros(0, np.int64)


def test_what_has_a_price_stays_and_what_has_none_is_free():
    # x + y + z >= 4 at costs 1, 1, 2: z is dear, x and y share 4 as they like
    asked = program([[1, 1, 1]], [4], [INF], [3, 3, 3], cost=[1, 1, 2])

    face = optimal_face(asked, Highs()(asked, method="simplex"))

    assert face.upper.tolist() == [3, 3, 0]
    assert (face.row_lower.tolist(), face.row_upper.tolist()) == ([4], [4])


def test_rows_of_one_column_become_bounds_and_chains_of_rows_leave_no_room():
    # y <= 2 is a row; x = y = z, z + w = 5, w <= 3: so x = y = z = 2
    face = program(
        [[0, 2, 0, 0], [1, -1, 0, 0], [0, 1, -1, 0], [0, 0, 1, 1]],
        [-INF, 0, 0, 5],
        [4, 0, 0, 5],
        [9, 9, 9, 3],
    )

    bounded = bounds_for_rows(face)
    left = rest(bounded, np.array([2.0, 2, 2, 3]))

    assert bounded.upper.tolist() == [9, 2, 9, 3]
    assert bounded.matrix.shape == (3, 4)
    assert left.free.size == 0
    assert left.whole(np.zeros(0)).tolist() == [2, 2, 2, 3]


def test_an_aim_is_met_before_squares_count_and_squares_share_in_proportion():
    # x + y + z = 6 with z unwanted: z = 0, and x²/1 + y²/2 is least at x = 2, y = 4
    face = program([[1, 1, 1]], [6], [6], [9, 9, 9])

    found = settled(
        face, np.array([6.0, 0, 0]), [np.array([0.0, 0, 1])], np.array([1, 0.5, 1]), NO_COLUMNS
    )

    assert found == pytest.approx([2, 4, 0], abs=1e-9)


def test_columns_that_differ_in_size_alone_share_as_if_they_had_not_been_taken_together():
    upper, squares = [1, 3, 4, 4], np.array([1, 1 / 3, 1 / 4, 1])
    face = program([[1, 1, 1, 1]], [6], [6], upper)
    start = np.array([1.0, 3, 2, 0])

    apart = settled(face, start, [], squares, NO_COLUMNS)
    together = settled(face, start, [], squares, np.arange(4))

    # x_i proportional to 1/squares: 1, 3, 4, 1 of 9 parts
    assert apart == pytest.approx(np.array([1, 3, 4, 1]) * 6 / 9, abs=1e-9)
    assert together == pytest.approx(apart, abs=1e-9)


@pytest.mark.parametrize("seed", range(6))
def test_least_squares_on_rows_and_bounds_is_what_a_general_solver_finds(seed):
    draw = np.random.default_rng(seed)
    rows, inside = draw.integers(-2, 3, (4, 7)), draw.uniform(0, 3, 7)
    squares, upper = draw.uniform(0.1, 2, 7), inside + draw.uniform(0, 2, 7)
    activity = rows @ inside
    low = activity - np.array([0, 0, 1, INF])
    high = activity + np.array([0, 0, INF, 1])
    asked = program(rows, low, high, upper)

    found = least_squares(asked, squares)
    other = minimize(
        lambda x: squares @ x**2,
        inside,
        jac=lambda x: 2 * squares * x,
        bounds=list(zip(np.zeros(7), upper, strict=True)),
        constraints=[LinearConstraint(rows[k], low[k], high[k]) for k in range(4)],
        method="SLSQP",
        options={"ftol": 1e-14, "maxiter": 500},
    )

    assert found == pytest.approx(other.x, abs=1e-6)
    assert squares @ found**2 <= other.fun + 1e-9


def test_inequalities_left_out_at_first_hold_in_the_end():
    """The point in rounds is that of the program as it stands.  Draw 16 once broke a row by 0.39: its aims keep further
    off with the inequalities than without."""
    for seed in range(12, 20):
        draw = np.random.default_rng(seed)
        equal = (draw.random((6, 30)) < 0.3) * 1.0
        rows = np.vstack([equal, (draw.random((10, 30)) < 0.3) * draw.integers(1, 4, (10, 30))])
        inside = draw.uniform(0, 2, 30) * (draw.random(30) < 0.7)
        at = rows @ inside
        high = at + np.concatenate([np.zeros(6), draw.uniform(0, 0.3, 10)])
        asked = program(rows, [*at[:6], *[-INF] * 10], high, [INF] * 30)
        aims = tuple((draw.random(30) < 0.3) * draw.uniform(0, 1, 30) for _ in range(2))
        squares = draw.uniform(0.5, 2, 30)

        assert _least(asked, aims, squares, inside) == pytest.approx(_at_once(asked, aims, squares), abs=1e-6)  # fmt: skip


def test_rows_that_are_alike_leave_what_the_aims_leave_of_each_of_them():
    """Rows share out over five columns each, whose sums are given too.  Where a sum is all that an aim settles, its
    parts are still open: taken for settled, draw 449 was 2.1 off in a column."""
    for seed in (74, 150, 449):
        draw = np.random.default_rng(seed)
        each = draw.integers(2, 8)
        equal = np.vstack([np.kron(np.eye(each), np.ones(5)), np.tile(np.eye(5), each)])
        rows = np.vstack(
            [equal, (draw.random((6, 5 * each)) < 0.3) * draw.integers(1, 4, (6, 5 * each))]
        )
        inside = draw.uniform(0, 2, 5 * each) * (draw.random(5 * each) < 0.7)
        at = rows @ inside
        low = [*at[: each + 5], *[-INF] * 6]
        high = at + np.concatenate([np.zeros(each + 5), draw.uniform(0, 0.3, 6)])
        asked = program(rows, low, high, [INF] * 5 * each)
        aims = tuple(
            (draw.random(5 * each) < 0.15) * draw.uniform(0, 1, 5 * each) for _ in range(2)
        )
        squares = np.outer(draw.uniform(0.5, 2, each), draw.uniform(0.5, 2, 5)).ravel()

        assert _least(asked, aims, squares, inside) == pytest.approx(_at_once(asked, aims, squares), abs=1e-5)  # fmt: skip


@pytest.mark.parametrize("large", [1, 3, 100])
def test_parts_that_no_row_ties_are_settled_as_if_each_stood_alone(monkeypatch, large):
    # x + x' = 3 at squares 1 and 2: 2 and 1.  y + y' + y'' = 6 at squares 1, 2 and 2: 3, 1.5 and 1.5.  z + z' = 4, at most 3
    # each, with the least z first: 1 and 3.  Columns stand as x y z y' x' z' y''.
    monkeypatch.setattr(settled_module, "SMALL", large)
    rows = [[0, 1, 0, 1, 0, 0, 1], [1, 0, 0, 0, 1, 0, 0], [0, 0, 1, 0, 0, 1, 0]]
    asked = program(rows, [6, 3, 4], [6, 3, 4], [9, 9, 3, 9, 9, 3, 9])
    start, aim = np.array([0, 6, 2, 0, 3, 2, 0.0]), np.array([0, 0, 1, 0, 0, 0, 0.0])
    squares = np.array([1, 1, 1, 2, 2, 5, 2.0])

    found = settled(asked, start, (aim,), squares, NO_COLUMNS)
    assert found == pytest.approx([2, 3, 1, 1.5, 1, 3, 1.5], abs=1e-9)


def test_rows_that_miss_each_other_by_rounding_reach_as_far_as_the_point_at_hand():
    # u + v = 4, v + w = 4, u - w = 4e-7: three rows that have no point together; u unwanted, so u = w = 0 and v = 4
    face = program([[1, 1, 0], [0, 1, 1], [1, 0, -1]], [4, 4, 4e-7], [4, 4, 4e-7], [9, 9, 9])

    found = settled(face, np.array([1.0, 3, 1]), [np.array([1.0, 0, 0])], np.ones(3), NO_COLUMNS)

    assert found == pytest.approx([0, 4, 0], abs=1e-6)


def test_a_program_without_a_point_is_an_error():
    nowhere = program([[1]], [2], [2], [1])

    with pytest.raises(SolveError, match="settles ties"):
        least_squares(nowhere, np.ones(1))
