r"""Lines that stand idle where nobody orders a producer to run them: nobody sells below its cost unbidden.

    idle    iff  max(price asked, price of an order while it falls due) + what signed clauses add a unit
                 < unit cost, with the cheapest parts that the producer can get

All of these are data (`model.figures.asked`), so being idle is one bound on what is made: the minimum rate, or what
falls due of orders, which their producer has signed to make.
"""

from __future__ import annotations

import numpy as np

from offtake.frozen import Vector
from offtake.market.figures import Figures

_EQUAL = 1e-9  # money per unit; a price below cost by no more is not below it


def most_made(f: Figures, lift: Vector | None = None) -> Vector | None:
    """(nodes, lines): units that each line may make at most, infinite where it is not idle; None where none is.

    `lift` (nodes, lines): money per unit that signed clauses add.
    """
    price, due = _orders(f)
    lacking = f.q.part_cost - price - (0.0 if lift is None else lift)
    if not (lacking > _EQUAL).any():
        return None
    return np.where(lacking > _EQUAL, due, np.inf)


def lacking(f: Figures) -> Vector:
    """(nodes, lines): money per unit by which the best price is below cost; 0 where it is not."""
    short = f.q.part_cost - _orders(f)[0]
    return np.where(short > _EQUAL, short, 0.0)


def margin(f: Figures) -> Vector:
    """(nodes, lines): money per unit that the best price is above cost; 0 where it is not."""
    return np.nan_to_num(np.maximum(_orders(f)[0] - f.q.part_cost, 0.0), posinf=0.0)


def _orders(f: Figures) -> tuple[Vector, Vector]:
    """(nodes, lines) each: the best price of a unit, and units that fall due of orders in the period."""
    q, period = f.q, f.tree.period
    price, due = q.asked.copy(), np.zeros_like(q.asked)
    falls = np.diff(q.orders.due, axis=0, prepend=0.0)[period]  # (nodes, steps)
    for step in range(q.orders.price.size):
        own = np.flatnonzero(
            (f.producer == q.orders.producer[step]) & (q.lines.product == q.orders.product[step])
        )
        at = np.ix_(q.orders.open[period, step], own)
        price[at] = np.maximum(price[at], q.orders.price[step])
        due[:, own] += falls[:, [step]]
    return price, due
