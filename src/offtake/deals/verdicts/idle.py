r"""Lines that stand idle where nobody orders a producer to run them: nobody sells below its cost unbidden.

At node n, for line l of producer f that makes j, with recipe R, unit cost c and asked price p:

    cost_fj = min over f's lines l of j (c_l + Σ_i R_ij part_fi)          what j costs f on its own lines
    part_fi = min(cost_fi, lowest p_i that anybody else asks)             cheapest way to the part
    idle    iff  max(p_l, price of an open order) + what signed clauses add a unit  <  c_l + Σ_i R_ij part_fi

All of these are data, so that being idle is one bound on what is made: the minimum rate, or what open orders oblige.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from offtake.market.figures import Figures

Vector = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
_EQUAL = 1e-9  # money per unit; a price below cost by no more is not below it


def making_cost(f: Figures) -> Vector:
    """(nodes, lines): money per unit, with the cheapest parts that the line's producer can get."""
    return f.q.part_cost


def best_price(f: Figures) -> Vector:
    """(nodes, lines): the best that a unit can earn: the asked price, or that of an order that is open."""
    price, orders = f.price.copy(), f.q.orders
    for step, worth in enumerate(orders.price.tolist()):
        at = np.ix_(orders.open[f.tree.period, step], step_lines(f, step))
        price[at] = np.maximum(price[at], worth)
    return price


def step_lines(f: Figures, step: int) -> Indices:
    """The lines that serve a step of orders."""
    orders = f.q.orders
    of_producer = f.producer == orders.producer[step]
    return np.flatnonzero(of_producer & (f.q.lines.product == orders.product[step]))


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
    due, orders = np.zeros(f.price.shape), f.q.orders
    fresh = np.diff(orders.due, axis=0, prepend=np.zeros((1, orders.price.size)))
    for step in range(orders.price.size):
        due[:, step_lines(f, step)] += fresh[f.tree.period, step][:, None]
    return due
