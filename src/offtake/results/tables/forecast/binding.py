r"""Binding limits: what each would leave open of what buyers want, and what it is to blame for of all together.

See `reasons` for the meaning.  What the plan gives everybody at a node stands; a limit says what more there could be.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from math import factorial

import numpy as np

from offtake.frozen import Flags
from offtake.market.works import parts_last
from offtake.model.figures.quantities import held
from offtake.model.figures.requirements import Requirements
from offtake.results.tables.account import Account
from offtake.results.tables.forecast.purse import free_money
from offtake.results.tables.futures import Array
from offtake.simulation.costs import capacity_with

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
    of, units = q.requirements, np.zeros_like(lines)
    for r in range(of.labels.size):
        units += _by_way(lines, open_[:, r], of, r)
    return Wants(open_, units, units @ into.T, lines + stock @ into.T, into)


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


def affordable(a: Account, w: Wants) -> Array:
    """(nodes, buyers): share of what the plan leaves open that each buyer could still pay for, at the least price."""
    cost, free = _cost(a, w), free_money(a)
    return np.where(cost > free, np.divide(free, cost, out=np.ones_like(cost), where=cost > 0), 1.0)  # fmt: skip


@dataclass(frozen=True)
class Claims:
    """What buyers want of one need and what the plan gives them, (nodes, buyers) each; what they could still pay for of
    the rest, a share."""

    want: Array
    got: Array
    payable: Array

    def left(self, most: Array, money: bool) -> Array:
        """(nodes, buyers): share of the want that stays open where `most` (nodes,) can be delivered in all, and, with
        `money`, each can pay for so much only.

        All keep what they get; what there is beyond goes to all in proportion to what they still claim.
        """
        claim = (self.want - self.got) * (self.payable if money else 1.0)
        total = claim.sum(axis=1)
        more = np.maximum(most - self.got.sum(axis=1), 0.0)
        part = np.where(more < total, np.divide(more, total, out=np.ones_like(total), where=total > 0), 1.0)  # fmt: skip
        open_ = self.want - self.got - claim * part[:, None]
        return np.divide(np.maximum(open_, 0.0), self.want, out=np.zeros_like(open_), where=self.want > NOTHING)  # fmt: skip


def shapley(lines: Mapping[tuple[int, ...], Array], claims: Claims) -> dict[int, Array]:
    """Limit (product, or MONEY) -> (nodes, buyers) Shapley value of what limits leave open."""
    everyone = (*max(lines, key=len), MONEY)
    left = {
        (players, money): claims.left(most, money)
        for players, most in lines.items()
        for money in (False, True)
    }
    found = {player: np.zeros_like(claims.want) for player in everyone}
    count = len(everyone)

    def of(players: tuple[int, ...]) -> Array:
        return left[tuple(p for p in players if p >= 0), MONEY in players]

    for player in everyone:
        others = tuple(p for p in everyone if p != player)
        for size in range(count):
            weight = factorial(size) * factorial(count - size - 1) / factorial(count)
            for players in combinations(others, size):
                with_it = tuple(p for p in everyone if p == player or p in players)
                found[player] += weight * (of(with_it) - of(players))
    return found


def _units(a: Account, w: Wants, own: Flags) -> Array:
    """(nodes, products): what is wanted of some requirements, in units of what buyers take."""
    of, units = a.q.requirements, np.zeros_like(w.units)
    lines = by_product(a, capacity_with(a.q, a.tree, a.plan.values["begun"]))
    for r in np.flatnonzero(own).tolist():
        units += _by_way(lines, w.open[:, r], of, r)
    return units


def _cost(a: Account, w: Wants) -> Array:
    """(nodes, buyers): what all that the plan leaves open would cost each buyer, each need by its cheapest way."""
    q, of = a.q, a.q.requirements
    cost = np.zeros((a.tree.size, q.buyers.labels.size))
    for r in range(of.labels.size):
        best = np.full(a.tree.size, np.inf)
        for d in np.flatnonzero(of.requirement == r).tolist():
            ways = np.flatnonzero((q.ways.buyer == of.buyer[r]) & (q.ways.product == of.product[d]))
            if ways.size:
                best = np.minimum(best, q.ways.cost[:, ways].min(axis=1) / of.contribution[d])
        cost[:, of.buyer[r]] += a.short[:, r] * np.where(np.isfinite(best), best, 0.0)
    return cost
