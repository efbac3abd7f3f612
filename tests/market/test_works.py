"""What one period's capacity and stocks can give, against a linear program and by hand."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import linprog

from offtake.market.works import Works, by_line, parts_last

# Product 0 takes two of 1 and one of 2; 1 takes three of 2: part 2 is used in two ways.
RECIPE = np.array([[0.0, 0, 0], [2, 0, 0], [1, 3, 0]])


def best(wanted: float, capacity: np.ndarray, stock: np.ndarray) -> float:
    """Most units of product 0, as a linear program: leave, make >= 0, stock + make - R make - leave >= 0."""
    size = capacity.size
    net = np.eye(size) - RECIPE
    leave = np.zeros((size, 1))
    leave[0] = 1.0
    found = linprog(
        [-1.0, *[0.0] * size],
        A_ub=np.hstack([leave, -net]),
        b_ub=stock,
        bounds=[(0, wanted), *[(0, c) for c in capacity]],
    )
    return float(-found.fun)


@pytest.mark.parametrize("seed", range(20))
def test_the_most_that_can_leave_is_what_a_linear_program_finds(seed):
    rng = np.random.default_rng(seed)
    capacity, stock = rng.integers(0, 30, (6, 3)).astype(float), rng.integers(0, 12, (6, 3)) * 1.0
    wanted = rng.integers(0, 40, 6).astype(float)

    works = Works(RECIPE, capacity, stock)
    most = works.most(0, wanted, np.zeros((6, 3)), capacity)

    expected = [best(w, c, s) for w, c, s in zip(wanted, capacity, stock, strict=True)]
    assert most == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("seed", range(10))
def test_goods_are_conserved_and_capacity_is_kept_when_they_leave(seed):
    rng = np.random.default_rng(seed)
    capacity, stock = rng.uniform(0, 30, (6, 3)), rng.uniform(0, 12, (6, 3))
    works = Works(RECIPE, capacity, stock)

    units = works.most(0, np.full(6, 40.0), np.zeros((6, 3)), capacity)
    works.take(0, units, np.zeros((6, 3)))

    left = stock + works.made - works.made @ RECIPE.T
    left[:, 0] -= units
    assert works.stock == pytest.approx(left)
    assert works.stock.min() > -1e-9
    assert (works.made <= capacity + 1e-9).all()


def test_stock_that_is_kept_stays():
    works = Works(np.zeros((1, 1)), np.array([[3.0]]), np.array([[10.0]]))

    most = works.most(0, np.array([99.0]), np.array([[6.0]]), works.capacity)
    works.take(0, most, np.array([[6.0]]))

    assert most.tolist() == [3 + 10 - 6]
    assert works.stock.tolist() == [[6.0]]


def test_what_is_stored_is_made_anew_from_parts_in_stock_first():
    works = Works(np.array([[0.0, 0], [1, 0]]), np.array([[9.0, 2.0]]), np.array([[5.0, 4.0]]))

    most = works.most_made(0, np.array([20.0]))
    works.store(0, most)

    assert most.tolist() == [4 + 2]  # parts in stock and parts that can be made
    assert works.stock.tolist() == [[5 + 6, 0.0]]
    assert works.made.tolist() == [[6.0, 2.0]]


def test_products_stand_before_their_parts():
    assert parts_last(RECIPE) == [0, 1, 2]


def split(made: float, capacity: list[float], least: list[float], cost: list[float]) -> list[float]:
    rows = (np.array([row], float) for row in (capacity, least, cost))
    product = np.zeros(len(capacity), np.int64)
    return by_line(np.array([[float(made)]]), product, *rows)[0].tolist()


def test_lines_that_cost_less_run_first_and_equal_ones_share_by_capacity():
    assert split(40, [10, 20, 30], [0, 0, 0], [5, 1, 5]) == [5, 20, 15]


def test_every_line_makes_its_least_first():
    assert split(12, [10, 20], [4, 0], [5, 1]) == [4, 8]


def test_lines_share_the_want_where_parts_fall_short_even_of_the_least():
    assert split(3, [10, 20], [4, 2], [5, 1]) == [2, 1]
