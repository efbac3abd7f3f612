r"""The market without looking ahead: what is made and sold in each period for given projects.

In every period, buyers take what they need and can pay; goods are made as far as capacity and parts of
the same period allow; lines that cost less run first, and those that cost the same share by capacity.
Nothing is stocked, so no program has to be solved: this is quick enough to ask what each producer would
gain by each of its options.  The plans of the three arrangements themselves come from the full program.

    wanted_j   = Σ_r min(open_r / contribution, money of the buyer / price)      pooled over buyers
    make_j     = min(wanted_j, capacity left, parts that can be made)            best worth for money first
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from offtake.deals.figures import Figures
from offtake.model.blocks import Labels
from offtake.solve.plan import Plan

Vector = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]


def spot_plan(f: Figures, begun: Vector) -> Plan:
    """Make, deliver, late and missed for the projects `begun`, period by period; nothing is held."""
    tree, of = f.tree, f.q.requirements
    capacity = f.capacity(begun)
    make = np.zeros_like(capacity)
    deliver = np.zeros((tree.size, of.deliveries.size))
    still = np.zeros((tree.size, of.labels.size))
    money = np.zeros((tree.size, len(f.buyers)))
    order = _order(f)
    for t in range(tree.periods):
        nodes = np.flatnonzero(tree.period == t)
        before = tree.parent[nodes]
        carried = still[before] * of.is_stock if t else np.zeros((nodes.size, of.labels.size))
        open_ = of.need[nodes] + carried
        purse = _purse(f, money, nodes, before, t)
        works = _Works(f, capacity[nodes])
        for j in order:
            ways = np.flatnonzero(of.product == j)
            _sell(f, works, nodes, j, ways, open_, purse, deliver)
        make[nodes] = works.make(nodes)
        still[nodes], money[nodes] = open_, purse
    values = {
        "begun": begun,
        "make": make,
        "deliver": deliver,
        "hold": np.zeros((tree.size, f.q.products.labels.size)),
        "late": still[:, of.is_stock],
        "missed": still[:, ~of.is_stock],
    }
    return Plan("", tree, values, _labels(f), "optimal", np.nan, np.nan)


def _order(f: Figures) -> list[int]:
    """Products that buyers take, best contribution for money first."""
    of = f.q.requirements
    price = np.maximum(f.q.products.price.mean(axis=0), 1e-12)
    worth = {int(j): 0.0 for j in of.product}
    for j, contribution in zip(of.product.tolist(), of.contribution.tolist(), strict=True):
        worth[j] = max(worth[j], contribution / price[j])
    return sorted(worth, key=lambda j: (-worth[j], j))


def _purse(f: Figures, money: Vector, nodes: Indices, before: Indices, t: int) -> Vector:
    """(nodes, buyers): money of the period, with what the year has left and may be carried over."""
    fresh = f.q.buyers.budget[nodes] * f.q.step
    if t == 0:
        return fresh
    same_year = f.q.year[t] == f.q.year[t - 1]
    kept = np.where(np.isfinite(money[before]), money[before], 0.0)
    return np.asarray(fresh + kept * (1.0 if same_year else f.q.buyers.carry_over))


def _sell(
    f: Figures,
    works: _Works,
    nodes: Indices,
    product: int,
    ways: Indices,
    open_: Vector,
    purse: Vector,
    deliver: Vector,
) -> None:
    """Sell one product: what is wanted is cut to what can be made, evenly over buyers."""
    of = f.q.requirements
    price = np.maximum(f.q.products.price[nodes, product], 1e-12)
    wanted = np.zeros((nodes.size, ways.size))
    room = purse / price[:, None]
    left = room.copy()
    for k, d in enumerate(ways.tolist()):
        b, r = int(of.buyer[of.requirement[d]]), int(of.requirement[d])
        wanted[:, k] = np.maximum(np.minimum(open_[:, r] / of.contribution[d], left[:, b]), 0.0)
        left[:, b] -= wanted[:, k]
    total = wanted.sum(axis=1)
    made = works.produce(product, total)
    share = np.divide(made, total, out=np.zeros_like(total), where=total > 0.0)
    sold = wanted * share[:, None]
    deliver[np.ix_(nodes, ways)] = sold
    for k, d in enumerate(ways.tolist()):
        b, r = int(of.buyer[of.requirement[d]]), int(of.requirement[d])
        open_[:, r] = np.maximum(open_[:, r] - sold[:, k] * of.contribution[d], 0.0)
        paid = np.where(np.isfinite(purse[:, b]), sold[:, k] * price, 0.0)
        purse[:, b] -= paid


@dataclass
class _Works:
    """Capacity of one period, used up as goods are made."""

    f: Figures
    capacity: Vector  # (nodes, lines)

    def __post_init__(self) -> None:
        count = self.f.q.products.labels.size
        self.left = np.zeros((self.capacity.shape[0], count))
        for line, j in enumerate(self.f.q.lines.product.tolist()):
            self.left[:, j] += self.capacity[:, line]
        self.made = np.zeros_like(self.left)

    def can(self, product: int) -> Vector:
        """Units that capacity and parts still allow."""
        recipe = self.f.q.products.recipe
        most: Vector = self.left[:, product].copy()
        for part in np.flatnonzero(recipe[:, product]).tolist():
            most = np.minimum(most, self.can(part) / recipe[part, product])
        return most

    def produce(self, product: int, wanted: Vector) -> Vector:
        """Make what is wanted, as far as possible, with all its parts."""
        units = np.minimum(wanted, self.can(product))
        self._take(product, units)
        return units

    def _take(self, product: int, units: Vector) -> None:
        self.left[:, product] -= units
        self.made[:, product] += units
        for part in np.flatnonzero(self.f.q.products.recipe[:, product]).tolist():
            self._take(part, units * self.f.q.products.recipe[part, product])

    def make(self, nodes: Indices) -> Vector:
        """(nodes, lines): what is made of each product, cheapest lines first."""
        q = self.f.q
        result = np.zeros_like(self.capacity)
        for j in np.unique(q.lines.product).tolist():
            lines = np.flatnonzero(q.lines.product == j)
            rest = self.made[:, j].copy()
            cost = q.lines.unit_cost[nodes].mean(axis=0)[lines].round(9)
            for level in np.unique(cost):
                group = lines[cost == level]
                room = self.capacity[:, group].sum(axis=1)
                used = np.minimum(rest, room)
                part = np.divide(used, room, out=np.zeros_like(room), where=room > 0.0)
                result[:, group] = self.capacity[:, group] * part[:, None]
                rest -= used
        return result


def _labels(f: Figures) -> dict[str, Labels]:
    of = f.q.requirements
    keys = [key[:2] for key in of.labels.keys]
    return {
        "begun": f.q.projects.labels,
        "make": f.q.lines.labels,
        "deliver": of.deliveries,
        "hold": f.q.products.labels,
        "late": Labels(
            ("buyer", "need"), tuple(k for k, s in zip(keys, of.is_stock, strict=True) if s)
        ),
        "missed": Labels(
            ("buyer", "need"), tuple(k for k, s in zip(keys, of.is_stock, strict=True) if not s)
        ),
    }
