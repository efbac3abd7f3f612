r"""Binding limits: what lines and stocks let be delivered of a need, and what buyers could still pay for.

See `reasons` for the meaning.  What the plan gives everybody at a node stands; a limit says what more there could be.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from offtake.frozen import Flags
from offtake.model.figures.asked import parts_last
from offtake.model.figures.quantities import held
from offtake.model.figures.requirements import Requirements
from offtake.model.output import capacity_with
from offtake.results.tables.account import Account
from offtake.results.tables.forecast.purse import by_budget_year, free_money
from offtake.results.tables.futures import Array

MOST = 10  # limits that are told apart; the weaker ones stand under other
NOTHING = 1e-9


@dataclass(frozen=True)
class Wants:
    """What is open at every node, and what there is to meet it."""

    open: Array  # (nodes, requirements) late before and falling due
    units: Array  # (nodes, products) wanted of what buyers take, in its own units
    due: tuple[
        Array, Array
    ]  # (nodes, products) each: with all that goes into it, what falls due for stocks, for flows
    there: Array  # (nodes, products) lines of the period and what is taken out of stocks, in goods that hold it included
    into: Array  # (products, products) units of i in one of j, itself once


def wants(a: Account) -> Wants:
    """What buyers want at every node of the plan, and what there is to meet it."""
    q, tree = a.q, a.tree
    before = tree.parent[:, None] >= 0
    late = np.where(before, (a.short * q.requirements.is_stock)[tree.parent], 0.0)
    open_ = q.requirements.need + late
    into = _into(q.products.recipe)
    stock = held(q, a.plan.values["hold"])
    out = np.maximum(np.where(before, stock[tree.parent], 0.0) - stock, 0.0)  # each unit once
    lines = by_product(a, capacity_with(q, tree, a.plan.values["begun"]))
    of, units, due = q.requirements, np.zeros_like(lines), (np.zeros_like(lines), np.zeros_like(lines))  # fmt: skip
    for r in range(of.labels.size):
        units += _by_way(lines, open_[:, r], of, r)
        due[0 if of.is_stock[r] else 1][:] += _by_way(lines, of.need[:, r], of, r)
    stocks, flows = (units_due @ into.T for units_due in due)
    return Wants(open_, units, (stocks, flows), lines + out @ into.T, into)


def _by_way(lines: Array, open_: Array, of: Requirements, requirement: int) -> Array:
    """(nodes, products): units of `open_` (nodes,) by product; those that give one capability share it by what their
    lines could make."""
    ways = np.flatnonzero(of.requirement == requirement)
    goods, counts = of.product[ways], of.contribution[ways]
    could = lines[:, goods] * counts
    total = could.sum(axis=1, keepdims=True)
    part = np.divide(could, total, out=np.full_like(could, 1.0 / ways.size), where=total > 0)
    units = np.zeros_like(lines)
    units[:, goods] = open_[:, None] * part / counts
    return units


def _into(recipe: Array) -> Array:
    """(products i, products j): units of i in one unit of j, through all parts; 1 for j itself."""
    total = np.eye(recipe.shape[0])
    for j in reversed(parts_last(recipe)):
        for i in np.flatnonzero(recipe[:, j]).tolist():
            total[:, j] += recipe[i, j] * total[:, i]
    return total


def by_product(a: Account, lines: Array) -> Array:
    """(nodes, products): `lines` (nodes, lines) added up."""
    total = np.zeros((lines.shape[0], a.q.products.labels.size))
    for k, j in enumerate(a.q.lines.product.tolist()):
        total[:, j] += lines[:, k]
    return total


def supply(a: Account, w: Wants, own: Flags) -> dict[tuple[int, ...], Array]:
    """What lines and stocks of some products let be delivered of a need at most, other needs being served as they are,
    for every set of products: (nodes,) units of the need, infinite where nothing limits it."""
    of = a.q.requirements
    ways = np.flatnonzero(np.isin(of.requirement, np.flatnonzero(own)))
    goods, first = np.unique(of.product[ways], return_index=True)
    counts = of.contribution[ways][first]
    units = np.zeros_like(w.units)
    units[:, goods] = _units(a, w, own)[:, goods]
    elsewhere = np.zeros_like(w.units)
    for d in np.flatnonzero(~np.isin(of.requirement, np.flatnonzero(own))).tolist():
        elsewhere[:, of.product[d]] += a.plan.values["deliver"][:, d]
    rest, needed = np.maximum(w.there - elsewhere @ w.into.T, 0.0), units @ w.into.T
    got = np.divide(rest, needed, out=np.full_like(needed, np.inf), where=needed > NOTHING)
    family = np.flatnonzero((w.into[:, goods] > 0).any(axis=1))
    want = w.open[:, own].sum(axis=1)
    loss = a.tree.probability @ (np.maximum(1.0 - got[:, family], 0.0) * want[:, None])
    binding = family[loss > NOTHING]
    binding = np.sort(binding[np.argsort(-loss[loss > NOTHING], kind="stable")][:MOST])
    part = units[:, goods] * counts
    found = {}
    for size in range(binding.size + 1):
        for players in combinations(binding.tolist(), size):
            most = np.zeros(want.size)
            for k, j in enumerate(goods.tolist()):
                holding = [i for i in players if w.into[i, j] > 0]
                # A product that nothing limits could meet all of the need.
                ratio = got[:, holding].min(axis=1) if holding else np.full(want.size, np.inf)
                with np.errstate(invalid="ignore"):
                    most += np.where(part[:, k] > 0, ratio * part[:, k], 0.0)
            found[players] = most
    return found


def payable(a: Account) -> Array:
    """(nodes, requirements): units that each buyer could still pay for of what it is short of, at the least price.

    Of a stock, what the budget year leaves is there evenly, by period; of a flow, what of the year's shortfall it would meet.
    """
    q, of = a.q, a.q.requirements
    cost = _costs(a)
    late, missed = (by_buyer(a, cost, kind) for kind in (of.is_stock, ~of.is_stock))
    whole = late + by_budget_year(a, missed)
    free = free_money(a, whole)
    ratio = np.divide(free, whole, out=np.full_like(whole, np.inf), where=whole > 0)
    year = q.buyers.year
    part = 1.0 / (year[:, None] == year).sum(axis=1)  # (periods, buyers), of its budget year
    even = np.where(of.is_stock, part[a.tree.period][:, of.buyer], 1.0)
    with np.errstate(invalid="ignore"):
        found = a.short * ratio[:, of.buyer] * even
    return np.where(a.short > 0, found, 0.0)


def by_buyer(a: Account, values: Array, which: Flags) -> Array:
    """(nodes, buyers): `values` (nodes, requirements) of some requirements."""
    total = np.zeros((values.shape[0], a.q.buyers.labels.size))
    for r in np.flatnonzero(which).tolist():
        total[:, a.q.requirements.buyer[r]] += values[:, r]
    return total


def _units(a: Account, w: Wants, own: Flags) -> Array:
    """(nodes, products): what is wanted of some requirements, in units of what buyers take."""
    of, units = a.q.requirements, np.zeros_like(w.units)
    lines = by_product(a, capacity_with(a.q, a.tree, a.plan.values["begun"]))
    for r in np.flatnonzero(own).tolist():
        units += _by_way(lines, w.open[:, r], of, r)
    return units


def _costs(a: Account) -> Array:
    """(nodes, requirements): what all that the plan leaves open would cost, each need by its cheapest way."""
    q, of = a.q, a.q.requirements
    cost = np.zeros_like(a.short)
    for r in range(of.labels.size):
        best = np.full(a.tree.size, np.inf)
        for d in np.flatnonzero(of.requirement == r).tolist():
            ways = np.flatnonzero((q.ways.buyer == of.buyer[r]) & (q.ways.product == of.product[d]))
            if ways.size:
                best = np.minimum(best, q.ways.cost[:, ways].min(axis=1) / of.contribution[d])
        cost[:, r] = a.short[:, r] * np.where(np.isfinite(best), best, 0.0)
    return cost
