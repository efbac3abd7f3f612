r"""What each limit alone would leave open of what buyers want, and what each is to blame for of all together.

See `reasons` for the meaning.  All limits are those of a node's own period, at the stocks, needs and money that the
plan has there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from math import factorial

import numpy as np

from offtake.formulas.flow import due
from offtake.market.works import parts_last
from offtake.model.figures.quantities import held
from offtake.results.tables.account import Account
from offtake.results.tables.futures import Array
from offtake.simulation.costs import capacity_with
from offtake.uncertainty.tree import Flags

MOST = 10  # limits that are told apart; the weaker ones stand under other
NOTHING = 1e-9
MONEY = -1


@dataclass(frozen=True)
class Wants:
    """What is open at every node, and what there is to meet it."""

    open: Array  # (nodes, requirements) late before and falling due
    units: Array  # (nodes, products) wanted of what buyers take, in its own units
    needed: Array  # (nodes, products) wanted with all that goes into it
    there: Array  # (nodes, products) lines of the period and stocks, those in goods that hold it included
    into: Array  # (products, products) units of i in one of j, itself once


def wants(a: Account) -> Wants:
    """What buyers want at every node of the plan, and what there is to meet it."""
    q, tree = a.q, a.tree
    before = tree.parent[:, None] >= 0
    late = np.where(before, (a.short * q.requirements.is_stock)[tree.parent], 0.0)
    open_ = q.requirements.need + late
    into = _into(q.products.recipe)
    stock = held(q, a.plan.values["hold"])
    stock = np.where(before, stock[tree.parent], 0.0)
    lines = by_product(a, capacity_with(q, tree, a.plan.values["begun"]))
    units = np.zeros_like(lines)
    for r in range(q.requirements.labels.size):
        ways = np.flatnonzero(q.requirements.requirement == r)
        goods, counts = q.requirements.product[ways], q.requirements.contribution[ways]
        could = (
            lines[:, goods] * counts
        )  # products that give one capability share it by what they can make
        total = could.sum(axis=1, keepdims=True)
        part = np.divide(could, total, out=np.full_like(could, 1.0 / ways.size), where=total > 0)
        units[:, goods] += open_[:, [r]] * part / counts
    return Wants(open_, units, units @ into.T, lines + stock @ into.T, into)


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


def lines_alone(a: Account, w: Wants, own: Flags) -> dict[tuple[int, ...], Array]:
    """What is left open by the lines of some products alone, for every set of them: (nodes,) shares of the want."""
    of = a.q.requirements
    ways = np.flatnonzero(np.isin(of.requirement, np.flatnonzero(own)))
    goods, first = np.unique(of.product[ways], return_index=True)
    counts = of.contribution[ways][first]
    want = w.open[:, own].sum(axis=1)
    got = np.divide(w.there, w.needed, out=np.full_like(w.needed, np.inf), where=w.needed > NOTHING)
    family = np.flatnonzero((w.into[:, goods] > 0).any(axis=1))
    loss = np.maximum(1.0 - got[:, family], 0.0) * want[:, None] * a.tree.probability[:, None]
    binding = family[loss.sum(axis=0) > NOTHING]
    binding = np.sort(binding[np.argsort(-loss.sum(axis=0)[loss.sum(axis=0) > NOTHING], kind="stable")][:MOST])  # fmt: skip
    part = w.units[:, goods] * counts
    total = part.sum(axis=1, keepdims=True)
    part = np.divide(part, total, out=np.zeros_like(part), where=total > NOTHING)
    found = {}
    for size in range(binding.size + 1):
        for players in combinations(binding.tolist(), size):
            met = np.zeros(want.size)
            for k, j in enumerate(goods.tolist()):
                holding = [i for i in players if w.into[i, j] > 0]
                # A product that nothing limits could meet all of the need.
                ratio = got[:, holding].min(axis=1) if holding else np.full(want.size, np.inf)
                with np.errstate(invalid="ignore"):
                    met += np.where(part[:, k] > 0, ratio * part[:, k], 0.0)
            found[players] = np.where(want > NOTHING, np.maximum(1.0 - met, 0.0), 0.0)
    return found


def shapley(lines: Mapping[tuple[int, ...], Array], money: Array) -> dict[int, Array]:
    """Limit (product, or MONEY) -> (nodes, buyers) Shapley value of what limits leave open."""
    everyone = (*max(lines, key=len), MONEY)
    found = {player: np.zeros_like(money) for player in everyone}
    count = len(everyone)

    def left(players: tuple[int, ...]) -> Array:
        own = lines[tuple(p for p in players if p >= 0)][:, None]
        return np.maximum(own, money) if MONEY in players else np.broadcast_to(own, money.shape)

    for player in everyone:
        others = tuple(p for p in everyone if p != player)
        for size in range(count):
            weight = factorial(size) * factorial(count - size - 1) / factorial(count)
            for players in combinations(others, size):
                with_it = tuple(p for p in everyone if p == player or p in players)
                found[player] += weight * (left(with_it) - left(players))
    return found


def paid_for(a: Account, w: Wants) -> Array:
    """(nodes, buyers): share of what each buyer wants that it can still pay in the budget year, at the least price."""
    cost = _cost(a, w)
    purse = _purse(a)
    return np.where(cost > purse, np.divide(purse, cost, out=np.ones_like(cost), where=cost > 0), 1.0)  # fmt: skip


def _cost(a: Account, w: Wants) -> Array:
    """(nodes, buyers): what all that is open would cost each buyer, each need by its cheapest way."""
    q, of = a.q, a.q.requirements
    cost = np.zeros((a.tree.size, q.buyers.labels.size))
    for r in range(of.labels.size):
        best = np.full(a.tree.size, np.inf)
        for d in np.flatnonzero(of.requirement == r).tolist():
            ways = np.flatnonzero((q.ways.buyer == of.buyer[r]) & (q.ways.product == of.product[d]))
            if ways.size:
                best = np.minimum(best, q.ways.cost[:, ways].min(axis=1) / of.contribution[d])
        cost[:, of.buyer[r]] += w.open[:, r] * np.where(np.isfinite(best), best, 0.0)
    return cost


def _purse(a: Account) -> Array:
    """(nodes, buyers): what is left of the budget year's money for goods when the node's period begins."""
    buyers, tree = a.q.buyers, a.tree
    clauses = np.zeros_like(a.goods)
    for b, flow in enumerate(a.clauses):
        clauses[:, b] = due(flow)
    paid = a.goods + clauses
    purse = buyers.budget - clauses
    spent, carried = np.zeros_like(purse), np.zeros_like(purse)
    for n in range(tree.size):
        m, t = int(tree.parent[n]), int(tree.period[n])
        if m < 0:
            continue
        same = buyers.year[t] == buyers.year[t - 1]
        spent[n] = np.where(same, spent[m] + paid[m], 0.0)
        own = buyers.budget[m] - np.maximum(spent[m] + paid[m] - carried[m], 0.0)
        left = np.where(np.isfinite(own), np.maximum(own, 0.0), 0.0)
        carried[n] = np.where(same, carried[m], buyers.carry_over * left)
        purse[n] += carried[n] - spent[n]
    return np.maximum(purse, 0.0)
