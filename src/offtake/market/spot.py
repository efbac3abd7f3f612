r"""The market without looking ahead: what is made and sold in each period for given projects.

In every period, buyers take what they need and can pay; goods are made as far as capacity and parts of
the same period allow; lines that cost less run first, and those that cost the same share by capacity,
what stands without any project first (`cash.split`).
Nothing is stocked, so no program has to be solved: this is quick enough to ask what each producer would
gain by each of its options.  The plans of the three arrangements themselves come from the full program.

    wanted_j   = Σ_r min(open_r / contribution, money of the buyer / price)      pooled over buyers
    make_j     = min(wanted_j, capacity left, parts that can be made)            best worth for money first
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from offtake.market.cash import split
from offtake.market.figures import Figures
from offtake.plan.plan import Plan
from offtake.stochastic.program.blocks import Labels

Vector = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]


def spot_plan(f: Figures, begun: Vector) -> Plan:
    """Make, deliver, late and missed for the projects `begun`, period by period; nothing is held."""
    tree, of = f.tree, f.q.requirements
    capacity = f.capacity(begun)
    deliver = np.zeros((tree.size, of.deliveries.size))
    still = np.zeros((tree.size, of.labels.size))
    money = np.zeros((tree.size, len(f.buyers)))
    order = [(j, _by_turn(f, j)) for j in _order(f)]
    made = np.zeros((tree.size, f.q.products.labels.size))
    for t in range(tree.periods):
        nodes = tree.at(t)
        before = tree.parent[nodes]
        carried = still[before] * of.is_stock if t else np.zeros((nodes.size, of.labels.size))
        open_ = of.need[nodes] + carried
        purse = _purse(f, money, nodes, before, t)
        works = _Works(f, capacity[nodes])
        for j, turns in order:
            deliver[nodes] += _sell(f, works, nodes, j, turns, open_, purse)
        made[nodes] = works.made
        still[nodes], money[nodes] = open_, purse
    make = _by_line(f, capacity, made)
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


def _by_turn(f: Figures, product: int) -> list[Indices]:
    """Deliveries of a product: the first of every buyer, then the second of those that have one, …"""
    of = f.q.requirements
    ways = np.flatnonzero(of.product == product)
    seen: dict[int, int] = {}
    turns: list[list[int]] = []
    for way, buyer in zip(ways.tolist(), of.buyer[of.requirement[ways]].tolist(), strict=True):
        turn = seen.get(buyer, 0)
        seen[buyer] = turn + 1
        if turn == len(turns):
            turns.append([])
        turns[turn].append(way)
    return [np.array(turn, np.int64) for turn in turns]


def _sell(
    f: Figures,
    works: _Works,
    nodes: Indices,
    product: int,
    turns: list[Indices],
    open_: Vector,
    purse: Vector,
) -> Vector:
    """(nodes, deliveries): what is sold of one product, cut to what can be made, evenly over buyers."""
    of = f.q.requirements
    price = np.maximum(f.q.products.price[nodes, product], 1e-12)[:, None]
    wanted = np.zeros((nodes.size, of.deliveries.size))
    left = purse / price
    for ways in turns:
        b, r = of.buyer[of.requirement[ways]], of.requirement[ways]
        units = np.minimum(open_[:, r] / of.contribution[ways], left[:, b])
        wanted[:, ways] = np.maximum(units, 0.0)
        left[:, b] -= wanted[:, ways]
    total = wanted.sum(axis=1)
    made = works.produce(product, total)
    share = np.divide(made, total, out=np.zeros_like(total), where=total > 0.0)
    sold: Vector = wanted * share[:, None]
    for ways in turns:
        b, r = of.buyer[of.requirement[ways]], of.requirement[ways]
        open_[:, r] = np.maximum(open_[:, r] - sold[:, ways] * of.contribution[ways], 0.0)
        purse[:, b] -= np.where(np.isfinite(purse[:, b]), sold[:, ways] * price, 0.0)
    return sold


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


def _by_line(f: Figures, capacity: Vector, made: Vector) -> Vector:
    """(nodes, lines): what each line makes of the products `made`, cheapest lines first."""
    make, left = np.zeros_like(capacity), made.copy()
    groups = f.alike
    cost = np.stack([f.q.lines.unit_cost[:, lines[0]] for lines in groups], axis=1)
    order = np.argsort(cost, axis=1, kind="stable")
    for turn in range(len(groups)):
        for g, lines in enumerate(groups):
            nodes = np.flatnonzero(order[:, turn] == g)
            if nodes.size:
                j, here = int(f.q.lines.product[lines[0]]), np.ix_(nodes, lines)
                used = np.minimum(left[nodes, j], capacity[here].sum(axis=1))
                make[here] = split(used, capacity[here], f.stands[here])
                left[nodes, j] -= used
    return make


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
