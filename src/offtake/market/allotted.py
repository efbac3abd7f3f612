"""Proportional rationing, whose goods buyers take, in a plan that says only what is made and delivered.

Fast markets propose such plans; what a plan of the full program says of it is never worked out again.  Each period
for itself: calls on orders first, as far as they are open, then every way of a buyer in proportion to what is
left in the sources that it leads to.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from offtake.frozen import Vector
from offtake.model.figures.quantities import Quantities
from offtake.model.figures.ways import POOL
from offtake.uncertainty.tree import ScenarioTree


def allotted(q: Quantities, tree: ScenarioTree, values: Mapping[str, Vector]) -> dict[str, Vector]:
    """`values` with buy, call, called, unused, draw and use."""
    ways, orders, offers = q.ways, q.orders, q.offers
    make, deliver = values["make"], values["deliver"]
    owner = q.requirements.buyer[q.requirements.requirement]
    left = np.zeros((tree.size, offers.product.size))
    for line, source in enumerate(offers.line_source.tolist()):
        left[:, source] += make[:, line]
    call = np.zeros((tree.size, ways.call_step.size))
    called = np.zeros((tree.size, orders.buyer.size))
    units = np.zeros((tree.size, ways.direct.size))
    goods = q.products.labels.size
    open_ = np.zeros((tree.size, q.buyers.labels.size * goods))
    for d, (b, j) in enumerate(zip(owner.tolist(), q.requirements.product.tolist(), strict=True)):
        open_[:, b * goods + j] += deliver[:, d]
    for t in range(tree.periods):
        at = tree.at(t)
        if t:
            called[at] = called[tree.parent[at]]
        for c, (step, source) in enumerate(zip(ways.call_step, ways.call_source, strict=True)):
            pair = int(orders.buyer[step]) * goods + int(orders.product[step])
            own = make[np.ix_(at, ways.call_lines[c])].sum(axis=1)
            room = np.maximum(orders.most[at, step] - called[at, step], 0.0)
            taken = np.minimum.reduce([open_[at, pair], room, own, left[at, source]])
            call[at, c] = taken
            called[at, step] += taken
            open_[at, pair] -= taken
            left[at, source] -= taken
    reach = np.stack([_reach(q, w) for w in range(units.shape[1])], axis=1) if units.size else None
    for pair in range(open_.shape[1] if reach is not None else 0):
        mine = np.flatnonzero(ways.buyer * goods + ways.product == pair)
        if mine.size and reach is not None:
            units[:, mine] = open_[:, [pair]] * _shares(left @ reach[:, mine])
    draw = np.zeros((tree.size, ways.drawn.size))
    for k in np.unique(offers.offer[ways.drawn]).tolist():
        own = np.flatnonzero(offers.offer[ways.drawn] == k)
        pooled = units[:, (ways.offer == k) & (ways.source == POOL)].sum(axis=1, keepdims=True)
        draw[:, own] = pooled * _shares(left[:, ways.drawn[own]])
    use = np.zeros((tree.size, offers.shared.size))
    needed = make @ q.products.recipe[:, q.lines.product].T
    for j in np.unique(offers.product[offers.shared]).tolist():
        own = np.flatnonzero(offers.product[offers.shared] == j)
        use[:, own] = needed[:, [j]] * _shares(left[:, offers.shared[own]])
    due = orders.firm_ends[None, :] == tree.period[:, None]
    rest = orders.firm_most - orders.firm_share * called[:, orders.firm_step]
    return {
        **values,
        "buy": units[:, ~ways.direct],
        "call": call,
        "called": called,
        "unused": np.where(due, np.maximum(rest, 0.0), 0.0),
        "draw": draw,
        "use": use,
    }


def _shares(there: Vector) -> Vector:
    """Each one's share of what is there in its row; equal ones where there is nothing."""
    total, even = there.sum(axis=1, keepdims=True), np.full_like(there, 1.0 / there.shape[1])
    return np.asarray(np.divide(there, total, out=even, where=total > 1e-12))


def _reach(q: Quantities, way: int) -> Vector:
    """(sources,): 1 for those that a way leads to."""
    offer, source = int(q.ways.offer[way]), int(q.ways.source[way])
    if source != POOL:
        return np.asarray(np.arange(q.offers.product.size) == source, float)
    return np.asarray(q.offers.offer == offer, float)
