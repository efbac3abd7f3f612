"""The least of squares from a point near it: by hand, from wrong sides, and with rows that say the same twice."""

from __future__ import annotations

import numpy as np
import pytest
from tests.stochastic.solver.written import program

from offtake.stochastic.solver.sharpened import FREE, HIGH, LOW, Near, sharpened
from offtake.stochastic.solver.squares import least_squares

INF = np.inf


@pytest.mark.parametrize("third", [LOW, FREE, HIGH])
@pytest.mark.parametrize("second", [LOW, FREE])
@pytest.mark.parametrize("row", [LOW, FREE])
def test_from_whichever_sides_the_point_is_the_same(row, second, third):
    # x + y + z = 6 with z <= 1 and x + y >= 3 (open): x² + y² / 2 + z² / 3 is least at x = λ, y = 2λ, z = 3λ: z = 1,
    # and x + y = 5 is shared as 5/3 and 10/3
    asked = program([[1, 1, 1], [1, 1, 0]], [6, 3], [6, INF], [INF, INF, 1])
    near = Near(
        np.array([1.5, 3.0, 0.9]),
        np.array([-3.0, 0.0]),
        np.array([FREE, second, third]),
        np.array([HIGH, row]),
    )

    found = sharpened(asked, np.array([1, 1 / 2, 1 / 3]), near)

    assert found is not None
    assert found.x == pytest.approx([5 / 3, 10 / 3, 1], abs=1e-12)
    assert found.column.tolist() == [FREE, FREE, HIGH]
    assert found.row.tolist() == [HIGH, FREE]
    # 2 x + y1 = 0 at the free column x
    assert found.price == pytest.approx([-10 / 3, 0], abs=1e-9)


def test_a_sum_that_grows_to_its_bound_and_stays_there_is_no_hindrance():
    # a counter c_1 = x_1, c_2 = c_1 + x_2, c_3 = c_2 + x_3 up to 4, and y_t + x_t = 3: x_1 takes 2 of 4 by itself, so does x_2,
    # so x_1 + x_2 + x_3 = 4 with x_t = 4/3 each; then c_3 alone is at its bound
    rows = [
        [1, 0, 0, 0, 0, 0, -1, 0, 0],
        [0, 1, 0, 0, 0, 0, 1, -1, 0],
        [0, 0, 1, 0, 0, 0, 0, 1, -1],
        [1, 0, 0, 1, 0, 0, 0, 0, 0],
        [0, 1, 0, 0, 1, 0, 0, 0, 0],
        [0, 0, 1, 0, 0, 1, 0, 0, 0],
    ]
    sides = [0, 0, 0, 3, 3, 3]
    asked = program(rows, sides, sides, [INF] * 6 + [4] * 3)
    squares = np.array([1.0] * 6 + [0.0] * 3)

    found = least_squares(asked, squares)

    # by itself x = y = 3/2, 4.5 in all; the bound takes 1/6 from each
    assert found[:6] == pytest.approx([4 / 3] * 3 + [5 / 3] * 3, abs=1e-11)
    assert found[6:] == pytest.approx([4 / 3, 8 / 3, 4], abs=1e-11)


def test_bounds_and_rows_that_say_the_same_twice_leave_one_answer():
    # x_1 <= 1 is a bound, a row, and follows from x_1 + x_2 <= 1 with x_2 >= 0; y = 3 - x_1
    rows = [[1, 0, 0], [1, 1, 0], [1, 0, 1], [2, 0, 2]]
    asked = program(rows, [-INF, -INF, 3, 6], [1, 1, 3, 6], [1, INF, INF])

    assert least_squares(asked, np.array([0.01, 1, 1])) == pytest.approx([1, 0, 2], abs=1e-11)
