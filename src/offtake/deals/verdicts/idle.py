r"""Lines that stand idle where nobody orders a producer to run them: nobody sells below its cost unbidden.

At node n, for line l of producer f that makes j, with recipe R, unit cost c and asked price p:

    cost_fj = min over f's lines l of j (c_l + Σ_i R_ij part_fi)          what j costs f on its own lines
    part_fi = min(cost_fi, lowest p_i that anybody else asks)             cheapest way to the part
    idle    iff  max(p_l, price of an open order) + what signed clauses add a unit  <  c_l + Σ_i R_ij part_fi

All of these are data, so that being idle is one bound on what is made: the minimum rate, or what open orders oblige.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from offtake.market.figures import Figures

Vector = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
_EQUAL = 1e-9  # money per unit; a price below cost by no more is not below it


def making_cost(f: Figures) -> Vector:
    """(nodes, lines): money per unit, with the cheapest parts that the line's producer can get."""
    recipe, product = f.q.products.recipe, f.q.lines.product
    never = np.full(f.tree.size, np.inf)

    def lowest(columns: list[Vector]) -> Vector:
        return np.minimum.reduce(columns) if columns else never

    def asked(producer: int, part: int) -> list[Vector]:
        lines = np.flatnonzero((product == part) & (f.producer != producer))
        return [f.price[:, k] for k in lines.tolist()]

    @cache
    def part_cost(producer: int, part: int) -> Vector:
        own = np.flatnonzero((product == part) & (f.producer == producer)).tolist()
        return lowest([line_cost(k) for k in own] + asked(producer, part))

    @cache
    def line_cost(line: int) -> Vector:
        total: Vector = f.q.lines.unit_cost[:, line]
        for part in np.flatnonzero(recipe[:, product[line]]).tolist():
            needed = recipe[part, product[line]]
            total = total + needed * part_cost(int(f.producer[line]), part)
        return total

    return np.stack([line_cost(k) for k in range(product.size)], axis=1)


def best_price(f: Figures) -> Vector:
    """(nodes, lines): the best that a unit can earn: the asked price, or that of an order that is open."""
    price = f.price.copy()
    for order in f.orders:
        open_ = np.flatnonzero((f.tree.period >= order.first) & (f.tree.period <= order.last))
        at = np.ix_(open_, order.lines)
        price[at] = np.maximum(price[at], order.price)
    return price


def most_made(f: Figures, lift: Vector | None = None) -> Vector | None:
    """(nodes, lines): units that each line may make at most, infinite where it is not idle; None where none is.

    `lift` (nodes, lines): money per unit that signed clauses add.
    """
    price = best_price(f) if lift is None else best_price(f) + lift
    idle: Flags = price < making_cost(f) - _EQUAL
    if not idle.any():
        return None
    return np.where(idle, _obliged(f), np.inf)


def _obliged(f: Figures) -> Vector:
    """(nodes, lines): what falls due of open orders in the period, which their producer has signed to make."""
    due = np.zeros(f.price.shape)
    for order in f.orders:
        periods = order.last - order.first + 1
        open_ = np.flatnonzero((f.tree.period >= order.first) & (f.tree.period <= order.last))
        due[np.ix_(open_, order.lines)] += order.quantity / periods
    return due
