r"""Lines that stand idle where nobody orders a producer to run them: nobody sells below its cost unbidden.

    idle    iff  max(price asked, price of an order while it falls due) + what signed clauses add a unit
                 < unit cost, with the cheapest parts that the producer can get

All of these are data (`model.figures.asked`), so being idle is one bound on what is made: the minimum rate, or what
falls due of orders, which their producer has signed to make, once, whatever lines it makes it on:

    Σ_{idle lines l of a producer and product} x_ln  ≤  max(due_n, Σ_l minimum rate_ln)      units
"""

from __future__ import annotations

import numpy as np

from offtake.frozen import Flags, Indices, Vector
from offtake.market.figures import Figures
from offtake.model.most import Most

_EQUAL = 1e-9  # money per unit; a price below cost by no more is not below it
_MET = 1e-6  # share of what may be made, units below 1: so far a solver meets its rows


def most_made(f: Figures, lift: Vector | None = None) -> Most | None:
    """Units that lines may make at most, those of one producer and product together; None where none is idle.

    `lift` (nodes, lines): money per unit that signed clauses add.
    """
    price, due = _orders(f)
    lacking = f.q.part_cost - price - (0.0 if lift is None else lift)
    idle = lacking > _EQUAL
    if not idle.any():
        return None
    node, lines = _together(f, idle & (due > 0.0))
    units = np.where(lines, due[node], 0.0).max(axis=1, initial=0.0)
    each = np.where(idle, due, np.inf)
    least = np.where(lines, _least(f)[node], 0.0).sum(axis=1)
    beyond = units > least  # else the minimum rates alone
    group, line = np.nonzero(lines)
    each[node[group], line] = np.where(beyond, np.inf, 0.0)[group]
    return Most(each, node[beyond], lines[beyond], units[beyond])


def beyond_due(f: Figures, make: Vector) -> Flags:
    """(nodes, lines): those that `make`, units, more than they may at a price below cost, with such as lack no less.

    Where these are brought to run, what the others of their producer make falls due, or is their minimum rate.
    """
    short, due, floor = lacking(f), _orders(f)[1], _least(f)
    found = np.zeros(make.shape, bool)
    for line in np.flatnonzero((short > 0.0).any(axis=0)).tolist():
        own, least = _same(f, line), short[:, [line]]
        stays = (short[:, own] > 0.0) & (short[:, own] >= least - _EQUAL)
        total, must = (np.where(stays, of[:, own], 0.0).sum(axis=1) for of in (make, floor))
        most = np.maximum(due[:, line], must)
        runs = (short[:, line] > 0.0) & (make[:, line] > _MET)
        found[:, line] = runs & (total > most + _MET * np.maximum(1.0, most))
    return found


def _together(f: Figures, idle: Flags) -> tuple[Indices, Flags]:
    """(groups,) nodes and (groups, lines): where several of a producer's lines for one product are `idle`."""
    nodes, lines = [np.zeros(0, np.int64)], [np.zeros((0, idle.shape[1]), bool)]
    for line in range(idle.shape[1]):
        own = _same(f, line)
        if own.size > 1 and own[0] == line:
            held = idle & np.isin(np.arange(idle.shape[1]), own)
            several = np.flatnonzero(held.sum(axis=1) > 1)
            nodes.append(several)
            lines.append(held[several])
    return np.concatenate(nodes), np.concatenate(lines)


def _same(f: Figures, line: int) -> Indices:
    """Lines of the same producer for the same product."""
    product = f.q.lines.product
    return np.flatnonzero((f.producer == f.producer[line]) & (product == product[line]))


def _least(f: Figures) -> Vector:
    """(nodes, lines): units of the minimum rate."""
    lines = f.q.lines
    return np.asarray(lines.min_rate * lines.reliability * lines.capacity * f.q.step)


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
