r"""What is left for one producer when the others do as they do: open demand and parts to be had.

For product j at node n, the others' deliveries taken off, pooled over buyers:

    lapsing   Σ_r (need_r - others' deliveries to r)+ of flow requirements, as far as money allows,
              and what the others could use of j as a part, less what they sell of it to one another
    standing  Σ over the path of stock requirements still open and payable            (cumulative)
    parts     what the others could make of j with all its parts, less what they use of it

A line could use of a part what its capacity, its own demand and its other parts allow.  This is a
producer's guess of its market, from which it proposes a plan; what the plan is worth is then found by
solving the whole market with it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from offtake.market.cash import Cash, grouped
from offtake.market.figures import Figures
from offtake.market.flows import path_sums
from offtake.plan.plan import Plan

Vector = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Market:
    """What one producer finds, all (nodes, products) in units."""

    lapsing: Vector
    standing: Vector  # cumulative over the path
    parts: Vector


def market(f: Figures, plan: Plan, cash: Cash, lines: tuple[int, ...]) -> Market:
    """The market that the owner of `lines` finds beside the others' part of `plan`."""
    product = f.q.lines.product
    others = np.setdiff1d(np.arange(product.size), lines)
    count = f.q.products.labels.size
    theirs = grouped(cash.delivered[:, others], product[others], count)
    everyone = grouped(cash.delivered, product, count)
    share = np.divide(theirs, everyone, out=np.zeros_like(theirs), where=everyone > 0.0)
    lapsing, standing = _final_demand(f, plan, share)
    return Market(
        lapsing=lapsing + _part_demand(f, plan, cash, others),
        standing=standing,
        parts=_part_supply(f, cash, others),
    )


def _final_demand(f: Figures, plan: Plan, share: Vector) -> tuple[Vector, Vector]:
    """Lapsing and (cumulative) standing demand that the others leave open and buyers can pay."""
    tree, of = f.tree, f.q.requirements
    met = of.contribution * plan.values["deliver"] * share[:, of.product]
    others = grouped(met, of.requirement, of.labels.size)
    funds = _funds(f, plan, share)
    lapsing = np.zeros((tree.size, f.q.products.labels.size))
    standing = np.zeros_like(lapsing)
    still = np.zeros((tree.size, of.labels.size))
    price = np.maximum(f.q.products.price, 1e-12)
    first_way = np.unique(of.requirement, return_index=True)[1]
    for t in range(tree.periods):
        nodes = np.flatnonzero(tree.period == t)
        before = still[tree.parent[nodes]] * of.is_stock if t else 0.0
        open_ = of.need[nodes] - others[nodes] + before
        payable = funds[np.ix_(nodes, of.buyer[of.requirement])] / price[np.ix_(nodes, of.product)]
        wanted = np.maximum(open_[:, of.requirement], 0.0) / of.contribution
        units = np.minimum(wanted, payable)  # (nodes, deliveries), as if each were the only one
        stock = of.is_stock[of.requirement]
        lapsing[nodes] = grouped(units * ~stock, of.product, lapsing.shape[1])
        standing[nodes] = grouped(units * stock, of.product, lapsing.shape[1])
        still[nodes] = open_
        still[np.ix_(nodes, of.requirement[first_way])] -= (units * of.contribution)[:, first_way]
    return lapsing, np.maximum(path_sums(standing, tree), 0.0)


def _funds(f: Figures, plan: Plan, share: Vector) -> Vector:
    """(nodes, buyers): money of the period that the others' goods leave, as the budgets count it."""
    of = f.q.requirements
    spent = f.q.products.price[:, of.product] * plan.values["deliver"] * share[:, of.product]
    theirs = grouped(spent, of.buyer[of.requirement], len(f.buyers))
    left: Vector = np.maximum(f.q.buyers.budget * f.q.step - theirs, 0.0)
    return left


def _part_supply(f: Figures, cash: Cash, others: Indices) -> Vector:
    """What the others could make of each product, with all its parts, less what they use of it."""
    recipe, product = f.q.products.recipe, f.q.lines.product
    count = f.q.products.labels.size
    capacity = grouped(cash.capacity[:, others], product[others], count)
    could = np.stack([_possible(f, capacity, j) for j in range(count)], axis=1)
    use = grouped(cash.make[:, others], product[others], count) @ recipe.T
    return np.maximum(could - use, 0.0)


def _part_demand(f: Figures, plan: Plan, cash: Cash, others: Indices) -> Vector:
    """What the others could use of each part if there were enough of it, less what they sell one another."""
    recipe, product = f.q.products.recipe, f.q.lines.product
    count = f.q.products.labels.size
    open_ = grouped(cash.delivered, product, count)
    of = f.q.requirements
    short = np.zeros((f.tree.size, of.labels.size))
    short[:, of.is_stock], short[:, ~of.is_stock] = plan.values["late"], plan.values["missed"]
    for d, r in enumerate(of.requirement.tolist()):
        open_[:, of.product[d]] += short[:, r] / of.contribution[d]
    use = grouped(cash.make, product, count) @ recipe.T
    theirs = grouped(cash.make[:, others], product[others], count) @ recipe.T
    after = _After(
        f,
        open_,
        grouped(cash.capacity[:, others], product[others], count),
        grouped(cash.capacity, product, count),
        use - theirs,
    )
    sold = grouped((cash.sold - cash.delivered)[:, others], product[others], count)
    among = sold * np.divide(theirs, use, out=np.zeros_like(use), where=use > 0.0)
    room = np.zeros_like(use)
    for part in np.flatnonzero(recipe.any(axis=1)).tolist():
        room[:, part] = after.use(part)
    return np.maximum(room - among, 0.0)


@dataclass(frozen=True)
class _After:
    """The others' lines that come after a part: what they could use of it."""

    f: Figures
    open_: Vector  # (nodes, products) units that buyers could take
    theirs: Vector  # (nodes, products) units that the others' lines could make
    all: Vector  # (nodes, products) units that all lines could make
    own_use: Vector  # (nodes, products) units that the producer itself uses

    def use(self, part: int) -> Vector:
        """(nodes,): no more than the lines' other parts allow, with their own parts."""
        recipe = self.f.q.products.recipe
        total = np.zeros(self.f.tree.size)
        for k in np.flatnonzero(recipe[part]).tolist():
            could = np.minimum(self.theirs[:, k], self.open_[:, k] + self.use(k))
            for other in np.flatnonzero(recipe[:, k]).tolist():
                if other != part:
                    there = _possible(self.f, self.all, other) - self.own_use[:, other]
                    could = np.minimum(could, np.maximum(there, 0.0) / recipe[other, k])
            total += recipe[part, k] * could
        return total


def _possible(f: Figures, capacity: Vector, product: int) -> Vector:
    """(nodes,): units of a product that can be made with all its parts."""
    recipe = f.q.products.recipe
    most: Vector = capacity[:, product]
    for part in np.flatnonzero(recipe[:, product]).tolist():
        most = np.minimum(most, _possible(f, capacity, part) / recipe[part, product])
    return most


def lowest_price(f: Figures) -> Vector:
    """(nodes, products): the lowest price that any line asks; 0 where no line makes it."""
    lowest = np.zeros((f.tree.size, f.q.products.labels.size))
    for j in np.unique(f.q.lines.product).tolist():
        lowest[:, j] = f.price[:, f.q.lines.product == j].min(axis=1)
    return lowest
