"""What one period's capacity and stocks can give, against a linear program and by hand."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import linprog

from offtake.market.works import Works, by_line
from offtake.model.figures.asked import parts_last

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


def works_of(
    recipe: np.ndarray, capacity: np.ndarray, stock: np.ndarray
) -> tuple[Works, np.ndarray]:
    """Works with one source a product, and the shares of sources in their products' parts: 1."""
    return Works(recipe, np.arange(recipe.shape[0]), capacity, stock), np.ones_like(stock)


def of_first(units: np.ndarray, like: np.ndarray) -> np.ndarray:
    """Units of source 0, none of others."""
    out = np.zeros_like(like)
    out[:, 0] = units
    return out


@pytest.mark.parametrize("seed", range(20))
def test_the_most_that_can_leave_is_what_a_linear_program_finds(seed):
    rng = np.random.default_rng(seed)
    capacity, stock = rng.integers(0, 30, (6, 3)).astype(float), rng.integers(0, 12, (6, 3)) * 1.0
    wanted = rng.integers(0, 40, 6).astype(float)
    none = np.zeros_like(stock)

    works, share = works_of(RECIPE, capacity, stock)
    part = works.most(none, of_first(wanted, stock), none, capacity, share)

    expected = [best(w, c, s) for w, c, s in zip(wanted, capacity, stock, strict=True)]
    assert part * wanted == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("seed", range(10))
def test_goods_are_conserved_and_capacity_is_kept_when_they_leave(seed):
    rng = np.random.default_rng(seed)
    capacity, stock = rng.uniform(0, 30, (6, 3)), rng.uniform(0, 12, (6, 3))
    works, share = works_of(RECIPE, capacity, stock)
    none, wanted = np.zeros_like(stock), of_first(np.full(6, 40.0), stock)

    out = wanted * works.most(none, wanted, none, capacity, share)[:, None]
    works.take(none, out, none, share)

    left = stock + works.made - works.made @ RECIPE.T - out
    assert works.stock == pytest.approx(left)
    assert works.stock.min() > -1e-9
    assert (works.made <= capacity + 1e-9).all()


def test_stock_that_is_kept_stays():
    works, share = works_of(np.zeros((1, 1)), np.array([[3.0]]), np.array([[10.0]]))
    none, wanted, kept = np.zeros((1, 1)), np.array([[99.0]]), np.array([[6.0]])

    out = wanted * works.most(none, wanted, kept, works.capacity, share)
    works.take(none, out, kept, share)

    assert out == pytest.approx(3 + 10 - 6)
    assert works.stock == pytest.approx(np.array([[6.0]]))


def test_calls_on_orders_are_made_in_the_period_whatever_is_in_stock():
    works, share = works_of(np.zeros((1, 1)), np.array([[3.0]]), np.array([[10.0]]))
    none, fresh, loose = np.zeros((1, 1)), np.array([[2.0]]), np.array([[4.0]])

    works.take(fresh, loose, none, share)

    assert works.made.tolist() == [[2.0]]
    assert works.stock.tolist() == [[10 + 2 - 6.0]]
    # 1 more can be made: of 2 more calls half.
    assert works.most(fresh, none, none, works.capacity, share).tolist() == [0.5]


def test_what_is_stored_is_made_anew_from_parts_in_stock_first():
    recipe = np.array([[0.0, 0], [1, 0]])
    works, share = works_of(recipe, np.array([[9.0, 2.0]]), np.array([[5.0, 4.0]]))

    works.store(0, np.array([20.0]), works.capacity, share)

    # parts in stock and parts that can be made: 4 + 2
    assert works.stock == pytest.approx(np.array([[5 + 6, 0.0]]))
    assert works.made == pytest.approx(np.array([[6.0, 2.0]]))


def test_parts_with_two_sources_come_from_both_by_their_shares():
    # One good of two parts; the parts have sources 1 and 2, of which three and one quarter are used.
    recipe = np.array([[0.0, 0], [2, 0]])
    works = Works(recipe, np.array([0, 1, 1]), np.array([[9.0, 8, 8]]), np.array([[0.0, 1, 0]]))
    none, out = np.zeros((1, 3)), np.array([[4.0, 0, 0]])
    share = works.share_by(np.array([[0.0, 3, 1]]))

    assert share.tolist() == [[1.0, 0.75, 0.25]]
    works.take(none, out, none, share)

    assert works.used.tolist() == [[0, 6, 2]]
    assert works.made.tolist() == [[4, 5, 2]]


def test_sources_that_compete_for_parts_are_served_in_the_shares_of_what_each_could_have():
    # Goods 0 and 1 take one part each; 6 and 3 could be made of them alone, but there are 6 parts.
    recipe = np.array([[0.0, 0, 0], [0, 0, 0], [1, 1, 0]])
    works, share = works_of(recipe, np.array([[6.0, 3, 6]]), np.zeros((1, 3)))
    none, wanted = np.zeros((1, 3)), np.array([[12.0, 6, 0]])

    able = works.able(none, wanted, none, works.capacity, share)

    assert (able * wanted)[0, :2] == pytest.approx([4, 2])


def test_what_one_history_lacks_changes_nothing_in_another():
    # As above, with parts for 6 of 9, for all, for none, and from stock: 4 and 2, 6 and 3, none, 6 and 3.
    recipe = np.array([[0.0, 0, 0], [0, 0, 0], [1, 1, 0]])
    capacity = np.array([[6.0, 3, 6], [6, 3, 9], [6, 3, 0], [6, 3, 5]])
    stock = np.array([[0.0, 0, 0], [0, 0, 0], [0, 0, 0], [0, 0, 4]])
    works, share = works_of(recipe, capacity, stock)
    none, wanted = np.zeros((4, 3)), np.array([[12.0, 6, 0]] * 4)

    able = works.able(none, wanted, none, works.capacity, share)

    expected = np.array([[4.0, 2], [6, 3], [0, 0], [6, 3]])
    assert (able * wanted)[:, :2] == pytest.approx(expected)


def test_products_stand_before_their_parts():
    assert parts_last(RECIPE) == [0, 1, 2]


def split(
    made: float, capacity: list[float], least: list[float], cost: list[float], *more: list[float]
) -> list[float]:
    room, floor, price, *planned = (
        np.array([row], float) for row in (capacity, least, cost, *more)
    )
    source = np.zeros(len(capacity), np.int64)
    return by_line(np.array([[float(made)]]), source, room, (floor, *planned), price)[0].tolist()


def test_lines_that_cost_less_run_first_and_equal_ones_share_by_capacity():
    assert split(40, [10, 20, 30], [0, 0, 0], [5, 1, 5]) == [5, 20, 15]


def test_every_line_makes_its_least_first():
    assert split(12, [10, 20], [4, 0], [5, 1]) == [4, 8]


def test_lines_share_the_want_where_parts_fall_short_even_of_the_least():
    assert split(3, [10, 20], [4, 2], [5, 1]) == [2, 1]


def test_lines_make_what_the_plan_lets_them_before_any_other():
    # 4 and 0 at least, 6 and 2 as planned, then the cheaper: 6 + 2, and 5 more.
    assert split(13, [10, 20], [4, 0], [5, 1], [6, 2]) == [6, 7]
