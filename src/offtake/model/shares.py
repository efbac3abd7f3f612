r"""Shares of supply: what a buyer takes from some producers, of all it takes of a product in its budget year.

For a row e of table `supply` with shares [a_e, A_e] that holds for buyer b, at a node n that ends the buyer's
budget year on its path (or the study), with Y(n) the nodes of that year and T_m(·) what b takes of the product at
node m, bought and called:

.. math::
    \sum_{m \in Y(n)} \big( T_m(\text{lines of } e) - a_e\, T_m(\text{all}) \big) &\ge 0   && \text{min\_share} \\
    \sum_{m \in Y(n)} \big( T_m(\text{lines of } e) - A_e\, T_m(\text{all}) \big) &\le 0   && \text{max\_share}

Units.  A least share does not bind while none of the row's lines can have made anything by the end of the year,
whatever was begun; nor a largest share while no other line that the buyer may take from can.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from offtake.frozen import Indices, Vector
from offtake.model.figures.quantities import Quantities
from offtake.model.purchase import bought
from offtake.stochastic.program.blocks import OWN, Block, Labels, Rows, Terms
from offtake.uncertainty.tree import ScenarioTree


@dataclass(frozen=True)
class Share:
    """One row of `supply` for one buyer and product."""

    buyer: int
    product: int
    row: int


def share_block(q: Quantities, tree: ScenarioTree, n: int) -> Block:
    """The rows of shares at node n, where it ends a buyer's budget year."""
    if not q.trade.shared.any():
        return Block()
    found = [s for s in shares_of(q) if q.buyers.ends_year[tree.period[n], s.buyer]]
    least = [s for s in found if q.trade.min_share[s.row] > 0]
    most = [s for s in found if q.trade.max_share[s.row] < 1]
    least = [s for s in least if can_deliver(q, tree, n, s, inside=True)]
    most = [s for s in most if can_deliver(q, tree, n, s, inside=False)]
    rows = (
        _rows("min_share", q, tree, n, least, q.trade.min_share, np.inf),
        _rows("max_share", q, tree, n, most, q.trade.max_share, -np.inf),
    )
    return Block((), tuple(row for row in rows if row.lower.size))


def shares_of(q: Quantities) -> Iterator[Share]:
    """Every row with a share to be kept, buyer by buyer and product by product."""
    ways, orders = q.ways, q.orders
    step = ways.call_step
    called = zip(orders.buyer[step], orders.product[step], ways.call_row, strict=True)
    bought_ = zip(ways.buyer, ways.product, ways.row, strict=True)
    shared = q.trade.shared
    keys = {(int(b), int(j), int(r)) for b, j, r in (*bought_, *called) if shared[r]}
    yield from (Share(*key) for key in sorted(keys))


def can_deliver(q: Quantities, tree: ScenarioTree, n: int, share: Share, *, inside: bool) -> bool:
    """Whether lines of the row, or others that the buyer may take from, can have made anything by node n."""
    rows = q.trade.row[share.buyer]
    lines = (q.lines.product == share.product) & q.trade.allowed[rows]
    lines &= (rows == share.row) if inside else (rows != share.row)
    path = tree.path(n)
    made = np.asarray((q.lines.reliability[path] * q.lines.capacity[path] > 0).any(axis=0))
    ready = q.projects.window | q.projects.committed
    for p in np.flatnonzero(lines[q.projects.line]).tolist():
        began = np.flatnonzero(ready[: tree.period[n] + 1, p])
        if began.size and q.projects.limit[p] > 0:
            first = q.projects.begun[p] if q.projects.committed[p] else began[0]
            done = first + q.projects.build_time[path, p] / q.step < tree.period[path] + 1
            adds = q.projects.adds[path, p] * q.lines.reliability[path, q.projects.line[p]]
            made[q.projects.line[p]] |= bool((done & (adds > 0)).any())
    return bool((made & lines).any())


def _rows(
    name: str,
    q: Quantities,
    tree: ScenarioTree,
    n: int,
    shares: list[Share],
    limit: Vector,
    other: float,
) -> Rows:
    terms: list[Terms] = []
    for k, share in enumerate(shares):
        path = tree.path(n)
        year = q.buyers.year[tree.period[path], share.buyer]
        for m in path[year == year[-1]].tolist():
            terms += _taken(q, k, share, float(limit[share.row]), OWN if m == n else m)
    buyers, goods = q.buyers.labels.keys, q.products.labels.keys
    keys = tuple((*buyers[s.buyer], *goods[s.product]) for s in shares)
    lower, upper = min(other, 0.0), max(other, 0.0)
    return Rows.of(name, Labels(("buyer", "product"), keys), *terms, lower=lower, upper=upper)


def _taken(q: Quantities, k: int, share: Share, limit: float, node: int) -> list[Terms]:
    """Entries of what the buyer takes at a node: 1 - limit from lines of the row, -limit from others."""
    ways, orders = q.ways, q.orders
    mine = (ways.buyer == share.buyer) & (ways.product == share.product)
    value = np.where(ways.row == share.row, 1.0, 0.0) - limit
    step = ways.call_step
    called = (orders.buyer[step] == share.buyer) & (orders.product[step] == share.product)
    call: Indices = np.flatnonzero(called)
    part = np.where(ways.call_row[call] == share.row, 1.0, 0.0) - limit
    return [
        *bought(q, np.where(mine, k, -1), value, node),
        Terms("call", np.full(call.size, k), call, part, node),
    ]
