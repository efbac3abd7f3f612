r"""Payments of buyers, and what is left of their budget years as time goes on.

At the end of a period, with what was spent in the budget year before it, and carried into the year from the last:

    purse_b = B_b + carried_b - spent_b                               B as it is known at the node
    carried into the next year = κ · max(0, B_b - max(0, spent_b - carried_b))

Money that was carried is spent first and is not carried again.  All in millions.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from offtake.frozen import Indices, Vector
from offtake.market.flows import grouped
from offtake.model.figures.quantities import Quantities
from offtake.model.purchase import bought_units, call_cost
from offtake.uncertainty.tree import ScenarioTree


def payments(q: Quantities, values: Mapping[str, Vector]) -> Vector:
    """(nodes, buyers): what buyers pay for goods bought and called, and for what orders oblige to uncalled."""
    units = np.maximum(bought_units(q, values["buy"], values["deliver"]), 0.0)
    call, count = np.maximum(values["call"], 0.0), q.buyers.labels.size
    due = values["unused"] * q.orders.firm_price
    return np.asarray(
        grouped(units * q.ways.cost, q.ways.buyer, count)
        + grouped(call * call_cost(q), q.orders.buyer[q.ways.call_step], count)
        + grouped(due, q.orders.buyer[q.orders.firm_step], count)
    )


def still_paid(q: Quantities, tree: ScenarioTree, paid: Vector) -> Vector:
    """(nodes, buyers): expected payments after each node within its budget year, in a plan over `tree`."""
    later, year = np.zeros_like(paid), q.buyers.year
    for n in np.flatnonzero(tree.parent >= 0)[::-1].tolist():
        before = tree.parent[n]
        same = year[tree.period[n]] == year[tree.period[before]]
        chance = tree.probability[n] / tree.probability[before]
        later[before] += np.where(same, chance * (paid[n] + later[n]), 0.0)
    return later


class Purse:
    """What buyers may still pay in their budget year, period after period."""

    def __init__(self, q: Quantities, tree: ScenarioTree) -> None:
        self.q, self.tree = q, tree
        self.spent = np.zeros_like(q.buyers.budget)  # in the year so far, the period included
        self.carried = np.zeros_like(q.buyers.budget)  # into the year

    def begin(self, t: int) -> Vector:
        """(nodes of t, buyers): below 0 where a budget was cut under what had been spent."""
        nodes, buyers = self.tree.at(t), self.q.buyers
        if t:
            before = self.tree.parent[nodes]
            goes_on = buyers.year[t] == buyers.year[t - 1]
            own = np.maximum(self.spent[before] - self.carried[before], 0.0)
            left = np.maximum(buyers.budget[before] - own, 0.0)
            kept = buyers.carry_over * np.where(np.isfinite(left), left, 0.0)
            self.spent[nodes] = np.where(goes_on, self.spent[before], 0.0)
            self.carried[nodes] = np.where(goes_on, self.carried[before], kept)
        return np.asarray(buyers.budget[nodes] + self.carried[nodes] - self.spent[nodes])

    def pay(self, nodes: Indices, paid: Vector) -> None:
        """Take what was paid in the period from the year's money."""
        self.spent[nodes] += paid


def purses(q: Quantities, tree: ScenarioTree, paid: Vector) -> Vector:
    """(nodes, buyers): the year's money before the payments of each node, in a plan over `tree`."""
    purse, found = Purse(q, tree), np.zeros_like(paid)
    for t in range(tree.periods):
        nodes = tree.at(t)
        found[nodes] = purse.begin(t)
        purse.pay(nodes, paid[nodes])
    return found
