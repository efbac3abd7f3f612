r"""What is left for one producer when the others do as they do: open demand and parts to be had.

For product j at node n, the others' deliveries taken off, pooled over buyers:

    lapsing   Σ_r (need_r - others' deliveries to r)+ of flow requirements, as far as money allows,
              and what other lines could use of j as a part, less what others sell of it
    standing  Σ over the path of stock requirements still open and payable            (cumulative)
    parts     what other lines could make of part j, less what they use themselves

A line could use of a part what its capacity, its own demand and its other parts allow.  This is a
producer's guess of its market, from which it proposes a plan; what the plan is worth is then found by
solving the whole market with it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from offtake.deals.cash import Cash, grouped
from offtake.deals.figures import Figures
from offtake.deals.flows import path_sums
from offtake.solve.plan import Plan

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
    capacity = cash.capacity
    theirs_cap = grouped(capacity[:, others], product[others], count)
    use, room = _part_demand(f, plan, theirs_cap, everyone)
    sold = grouped((cash.sold - cash.delivered)[:, others], product[others], count)
    parts = np.maximum(theirs_cap - use, 0.0)
    return Market(
        lapsing=lapsing + np.maximum(room - sold, 0.0),
        standing=standing,
        parts=parts,
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


def _part_demand(
    f: Figures, plan: Plan, capacity: Vector, delivered: Vector
) -> tuple[Vector, Vector]:
    """What other lines use of each part now, and could use if there were enough of it."""
    recipe, count = f.q.products.recipe, f.q.products.labels.size
    of = f.q.requirements
    open_ = delivered.copy()
    short = np.zeros((f.tree.size, of.labels.size))
    short[:, of.is_stock], short[:, ~of.is_stock] = plan.values["late"], plan.values["missed"]
    for d, r in enumerate(of.requirement.tolist()):
        open_[:, of.product[d]] += short[:, r] / of.contribution[d]
    made = grouped(plan.values["make"], f.q.lines.product, count)
    use = np.minimum(made, capacity) @ recipe.T
    room = np.zeros_like(use)
    for part in np.flatnonzero(recipe.any(axis=1)).tolist():
        for k in np.flatnonzero(recipe[part]).tolist():
            could = np.minimum(capacity[:, k], _wanted(f, open_, capacity, k))
            for other in np.flatnonzero(recipe[:, k]).tolist():
                if other != part:
                    could = np.minimum(could, capacity[:, other] / recipe[other, k])
            room[:, part] += recipe[part, k] * could
    return use, room


def _wanted(f: Figures, open_: Vector, capacity: Vector, product: int) -> Vector:
    """(nodes,): units of a product that buyers and the lines after it could take."""
    recipe = f.q.products.recipe
    total: Vector = open_[:, product].copy()
    for k in np.flatnonzero(recipe[product]).tolist():
        after = np.minimum(capacity[:, k], _wanted(f, open_, capacity, k))
        total += recipe[product, k] * after
    return total


def lowest_price(f: Figures) -> Vector:
    """(nodes, products): the lowest price that any line asks; 0 where no line makes it."""
    lowest = np.zeros((f.tree.size, f.q.products.labels.size))
    for j in np.unique(f.q.lines.product).tolist():
        lowest[:, j] = f.price[:, f.q.lines.product == j].min(axis=1)
    return lowest
