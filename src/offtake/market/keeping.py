r"""Shares of supply kept as goods are taken, before anybody knows what the rest of the budget year brings.

For a row e of table `supply` with shares [a, A], with T_e and T what the buyer has taken of the product in the budget
year so far, from the lines of the row and in all, and T*_e, T* the same at the node of the plan that is followed:

    T_e - a T  ≥  min(0, T*_e - a T*)          T_e - A T  ≤  max(0, T*_e - A T*)

So a share that the plan makes up for later in the year may wait here too.  What would break the first is cut from
others' goods, what would break the second from those of the row.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from offtake.frozen import Flags, Indices, Vector
from offtake.market.channels import Channels
from offtake.model.figures.quantities import Quantities
from offtake.model.shares import Share, can_deliver, shares_of
from offtake.uncertainty.tree import ScenarioTree


@dataclass(frozen=True)
class Ledger:
    """Taken in the budget year so far, (nodes, shares) each: from the lines of the row, and in all."""

    inside: Vector
    total: Vector


class Keeping:
    """The shares of a study at the nodes of a tree, and what was taken so far."""

    def __init__(self, q: Quantities, tree: ScenarioTree, x: Channels) -> None:
        self.q, self.tree = q, tree
        self.shares: list[Share] = list(shares_of(q))
        self.mine = [(x.buyer == s.buyer) & (x.product == s.product) for s in self.shares]
        self.inside = [m & (x.row == s.row) for s, m in zip(self.shares, self.mine, strict=True)]
        size = (tree.size, len(self.shares))
        self.so_far = Ledger(np.zeros(size), np.zeros(size))
        self.least = np.array([q.trade.min_share[s.row] for s in self.shares], float)
        self.most = np.array([q.trade.max_share[s.row] for s in self.shares], float)
        self._bound: dict[tuple[bytes, int, bool], Flags] = {}

    def begin(self, t: int) -> None:
        """Begin period t with what was taken in the year before it."""
        nodes = self.tree.at(t)
        if not t or not self.shares:
            return
        buyers, year = [s.buyer for s in self.shares], self.q.buyers.year
        same = (year[t] == year[t - 1])[buyers]
        for sums in (self.so_far.inside, self.so_far.total):
            sums[nodes] = np.where(same, sums[self.tree.parent[nodes]], 0.0)

    def note(self, nodes: Indices, units: Vector) -> None:
        """Add what leaves by channel, (nodes, channels)."""
        for e in range(len(self.shares)):
            self.so_far.inside[nodes, e] += units[:, self.inside[e]].sum(axis=1)
            self.so_far.total[nodes, e] += units[:, self.mine[e]].sum(axis=1)

    def slack(self) -> tuple[Vector, Vector]:
        """(nodes, shares) each: what may lack of the least share, and exceed the largest, as of `so_far`."""
        inside, total = self.so_far.inside, self.so_far.total
        return np.minimum(inside - self.least * total, 0.0), np.maximum(
            inside - self.most * total, 0.0
        )

    def within(
        self,
        nodes: Indices,
        units: Vector,
        own: Indices,
        more: Vector,
        slack: tuple[Vector, Vector],
    ) -> Vector:
        """`more` (nodes, own) of the channels `own` cut so that shares are kept, beyond the `units` (nodes, channels)
        of the period so far; `slack` is that of the nodes followed."""
        touched = [e for e, mine in enumerate(self.mine) if mine[own].any()]
        if not touched:
            return more
        kept = units.copy()
        kept[:, own] += more
        for _ in range(2 * len(self.shares) + 1):
            before = kept.copy()
            for e in touched:
                self._cut(kept, nodes, e, self.shares[e], slack)
            if (kept == before).all():
                break
        return np.maximum((kept - units)[:, own], 0.0)

    def _cut(
        self, kept: Vector, nodes: Indices, e: int, share: Share, slack: tuple[Vector, Vector]
    ) -> None:
        inside = self.inside[e]
        others = self.mine[e] & ~inside
        own, rest = kept[:, inside].sum(axis=1), kept[:, others].sum(axis=1)
        had, total = self.so_far.inside[nodes, e], self.so_far.total[nodes, e]
        least, most = self.least[e], self.most[e]
        if least > 0.0:
            room = (had - least * total - slack[0][:, e] + (1.0 - least) * own) / least
            binds = self._binds(nodes, e, share, inside=True) & (
                rest > room + _CLOSE * (1.0 + rest)
            )
            self._scale(kept, others, rest, room, binds)
            rest = kept[:, others].sum(axis=1)
        if most < 1.0:
            room = (most * total - had + slack[1][:, e] + most * rest) / (1.0 - most)
            binds = self._binds(nodes, e, share, inside=False) & (own > room + _CLOSE * (1.0 + own))
            self._scale(kept, inside, own, room, binds)

    def _binds(self, nodes: Indices, e: int, share: Share, *, inside: bool) -> Flags:
        at = (nodes.tobytes(), e, inside)
        if at not in self._bound:  # what can deliver by then is data: asked once a period
            found = [
                can_deliver(self.q, self.tree, n, share, inside=inside) for n in nodes.tolist()
            ]
            self._bound[at] = np.array(found, bool)
        return self._bound[at]

    @staticmethod
    def _scale(kept: Vector, which: Flags, total: Vector, room: Vector, binds: Flags) -> None:
        part = np.divide(
            np.maximum(room, 0.0), total, out=np.ones_like(total), where=binds & (total > 0.0)
        )
        kept[:, which] *= part[:, None]


_CLOSE = 1e-9  # relative: rounding breaks no share


def ledger(q: Quantities, tree: ScenarioTree, x: Channels, units: Vector) -> Keeping:
    """The shares of a plan over `tree` that takes `units` (nodes, channels)."""
    keeping = Keeping(q, tree, x)
    for t in range(tree.periods):
        keeping.begin(t)
        keeping.note(tree.at(t), units[tree.at(t)])
    return keeping
