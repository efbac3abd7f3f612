r"""Delivery: what is needed, what is delivered, what is late (backlog) or missed (lost demand).

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

A unit of stock costs `late_cost` a year, by the mean of what is late at the period's beginning and end; a unit
missed costs it once; a unit delivered is worth `value`.  Both rows can be met whatever was decided before: that is
what late and missed are for.  Where what is delivered is what is bought on its one way, its cost stands here too.
"""

from __future__ import annotations

import numpy as np

from offtake.frozen import Indices, Vector
from offtake.model.figures.quantities import Quantities
from offtake.stochastic.program.blocks import Block, Labels, Rows, Terms, Variables
from offtake.uncertainty.tree import ScenarioTree


def delivery_block(
    q: Quantities, tree: ScenarioTree, n: int, weighed: Vector | None = None
) -> Block:
    """Variables `deliver`, `late`, `missed` and the rows of every requirement at node n.

    `weighed` (nodes, requirements) is what a unit late costs, of `late_costs`; without it a node bears the half
    of its own period only, and the other half is an outlay of the nodes after it (`late_outlay`).
    """
    t = int(tree.period[n])
    end, needs = q.end_factor[t], q.requirements
    worth = needs.value[n, needs.requirement] * needs.contribution * end
    stock, flow = np.flatnonzero(needs.is_stock), np.flatnonzero(~needs.is_stock)
    late_cost = half_late_cost(q, tree, n) if weighed is None else weighed[n]
    return Block(
        (
            Variables.of("deliver", needs.deliveries, cost=_cost_of_direct(q, n, t) - worth),
            Variables.of("late", _labels(q, stock), cost=late_cost[stock]),
            Variables.of("missed", _labels(q, flow), cost=needs.late_cost[n, flow] * end),
        ),
        (_rows("late", q, n, stock, int(tree.parent[n])), _rows("missed", q, n, flow, -1)),
    )


def half_late_cost(q: Quantities, tree: ScenarioTree, n: int) -> Vector:
    """(requirements,): what half a unit late over node n's period costs, discounted."""
    return np.asarray(q.requirements.late_cost[n] * (q.step * q.end_factor[tree.period[n]] / 2.0))


def late_costs(q: Quantities, tree: ScenarioTree) -> Vector:
    """(nodes, requirements): expected cost of a unit late at the end of a node's period, in it and the next."""
    half = np.stack([half_late_cost(q, tree, n) for n in range(tree.size)])
    cost = half.copy()
    for n in np.flatnonzero(tree.parent >= 0).tolist():
        before = int(tree.parent[n])
        cost[before] += half[n] * (tree.probability[n] / tree.probability[before])
    return cost


def late_outlay(q: Quantities, tree: ScenarioTree, n: int) -> tuple[Terms, ...]:
    """What node n pays for what was late at the beginning of its period."""
    stock = np.flatnonzero(q.requirements.is_stock)
    if tree.parent[n] < 0:
        return ()
    own, row = np.arange(stock.size), np.zeros(stock.size, np.int64)
    return (Terms("late", row, own, half_late_cost(q, tree, n)[stock], int(tree.parent[n])),)


def waiting(q: Quantities, tree: ScenarioTree, short: Vector) -> Vector:
    """(nodes, requirements), millions: what `short`, units late or missed of each requirement, costs in a period."""
    needs = q.requirements
    late = short * needs.is_stock
    before = np.where(tree.parent[:, None] >= 0, late[tree.parent], 0.0)
    units = (late + before) * (q.step / 2.0) + short * ~needs.is_stock
    return np.asarray(needs.late_cost * units)


def _cost_of_direct(q: Quantities, n: int, t: int) -> Vector:
    """(deliveries,): extra cost and burden of what is bought by being delivered."""
    ways = q.ways
    each = ways.extra_cost[n] * q.end_factor[t]
    each = each + q.buyers.burden[t, ways.buyer] * ways.cost[n]
    way = ways.of_delivery
    return np.where(way >= 0, np.append(each, 0.0)[way], 0.0)


def _labels(q: Quantities, which: Indices) -> Labels:
    return Labels(("buyer", "need"), tuple(q.requirements.labels.keys[r][:2] for r in which))


def _rows(name: str, q: Quantities, n: int, which: Indices, parent: int) -> Rows:
    """late (or missed) + deliveries - late before = need; `parent` is -1 where nothing carries over."""
    place = np.full(q.requirements.labels.size, -1)
    place[which] = np.arange(which.size)
    row = place[q.requirements.requirement]
    used, own = np.flatnonzero(row >= 0), np.arange(which.size)
    given = Terms("deliver", row[used], used, q.requirements.contribution[used])
    terms = [Terms.each(name, own), given]
    if parent >= 0:
        terms.append(Terms.each(name, own, -1.0, parent))
    need = q.requirements.need[n, which]
    return Rows(f"{name}_balance", _labels(q, which), tuple(terms), need, need)
