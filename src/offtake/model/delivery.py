r"""Delivery: what is needed, what is delivered, what is late or missed.

At node n, for requirement r with need q, met by deliveries d with contribution c:

.. math::
    u_{r,n} &= u_{r,a(n)} + q_{r,n} - \sum_{d \in r} c_d\, y_{d,n}   && \text{late: a stock stands until delivered} \\
    v_{r,n} &= q_{r,n} - \sum_{d \in r} c_d\, y_{d,n}                && \text{missed: a flow lapses}

=============  ========  ============================================  =====
symbol         name      meaning                                       unit
=============  ========  ============================================  =====
:math:`y`      deliver   units delivered at the end of the period      units
:math:`u ≥ 0`  late      needed and not yet delivered (stock)          units
:math:`v ≥ 0`  missed    needed in the period and never delivered      units
=============  ========  ============================================  =====

Each unit late costs `late_cost` for every year, a unit missed for its one period; a unit delivered is worth
`value`.  Both rows can be met whatever was decided before: that is what late and missed are for.
"""

from __future__ import annotations

import numpy as np

from offtake.model.figures.quantities import Quantities
from offtake.stochastic.program.blocks import Block, Indices, Labels, Rows, Terms, Variables
from offtake.uncertainty.tree import ScenarioTree


def delivery_block(q: Quantities, tree: ScenarioTree, n: int) -> Block:
    """Variables `deliver`, `late`, `missed` and the rows of every requirement at node n."""
    end = q.end_factor[tree.period[n]]
    of = q.requirements.requirement
    deliver = Variables(
        "deliver",
        q.requirements.deliveries,
        lower=np.zeros(of.size),
        upper=np.full(of.size, np.inf),
        cost=-q.requirements.value[n, of] * q.requirements.contribution * end,
    )
    stock, flow = np.flatnonzero(q.requirements.is_stock), np.flatnonzero(~q.requirements.is_stock)
    parent = int(tree.parent[n])
    return Block(
        (deliver, _short("late", q, n, stock, end), _short("missed", q, n, flow, end)),
        (_rows("late", q, n, stock, parent), _rows("missed", q, n, flow, -1)),
    )


def _short(name: str, q: Quantities, n: int, which: Indices, end: float) -> Variables:
    return Variables(
        name,
        _labels(q, which),
        lower=np.zeros(which.size),
        upper=np.full(which.size, np.inf),
        cost=q.requirements.late_cost[n, which] * q.step * end,
    )


def _labels(q: Quantities, which: Indices) -> Labels:
    return Labels(("buyer", "need"), tuple(q.requirements.labels.keys[r][:2] for r in which))


def _rows(name: str, q: Quantities, n: int, which: Indices, parent: int) -> Rows:
    """late (or missed) + deliveries - late before = need; `parent` is -1 where nothing carries over."""
    place = np.full(q.requirements.labels.size, -1)
    place[which] = np.arange(which.size)
    row = place[q.requirements.requirement]
    used = row >= 0
    own = np.arange(which.size)
    terms = [
        Terms(name, own, own, np.ones(which.size)),
        Terms("deliver", row[used], np.flatnonzero(used), q.requirements.contribution[used]),
    ]
    if parent >= 0:
        terms.append(Terms(name, own, own, -np.ones(which.size), parent))
    return Rows(
        f"{name}_balance",
        _labels(q, which),
        tuple(terms),
        q.requirements.need[n, which],
        q.requirements.need[n, which],
    )
