r"""Budget slack, money that a buyer could still spend at a node, beyond what the plan spends: what nothing takes later.

With p what is paid in a budget year on a path, B its amount as known at its end, κ the share that may be carried a year, and
w what all that is short in the year would cost:

.. math::
    L_y &= (p_{y+1} + L_{y+1} - B_{y+1})^+ / κ                  && \text{own money to be left, since later years' own is not enough} \\
    \text{free}_y &= (B_y + \text{in}_y - p_y - L_y)^+          && \text{what can be spent beyond, later payments as they are} \\
    \text{in}_{y+1} &= κ\, \big(B_y - (p_y + \min(\text{free}_y, w_y) - \text{in}_y)^+\big)^+   && \text{carried, once what is short is bought}

A year whose money is all spent at its end has nothing free in any of its periods, however full the purse was when it
began: what would be bought earlier would be lacking later.  What the next year can pay of its own it does not need from this
one.  At a node it is the mean over the courses that are open there.
"""

from __future__ import annotations

import numpy as np

from offtake.formulas.flow import due
from offtake.frozen import Indices
from offtake.results.tables.account import Account
from offtake.results.tables.futures import Array


def free_money(a: Account, short: Array) -> Array:
    """(nodes, buyers), millions; infinite without a budget.  `short` (nodes, buyers): what all that is short would cost."""
    paid = a.goods.copy()
    for b, flow in enumerate(a.clauses):
        paid[:, b] += due(flow)
    buyers, along = a.q.buyers, a.tree.leaf_paths
    found = np.full_like(paid, np.inf)
    for b in buyers.limited.tolist():
        free = _of_buyer(paid[along][:, :, b], buyers.budget[along][:, :, b], short[along][:, :, b], buyers.year[:, b], buyers.carry_over)  # fmt: skip
        total = np.zeros(a.tree.size)
        np.add.at(total, along, free * a.weight[:, None])
        found[:, b] = total / a.tree.probability
    return found


def by_budget_year(a: Account, values: Array) -> Array:
    """(nodes, buyers): `values` (nodes, buyers) summed over the budget year of the node, in the mean over its courses."""
    along, year = a.tree.leaf_paths, a.q.buyers.year
    found = np.zeros_like(values)
    for b in range(values.shape[1]):
        same = (year[:, b, None] == year[:, b]).astype(float)
        total = np.zeros(a.tree.size)
        np.add.at(total, along, values[along][:, :, b] @ same * a.weight[:, None])
        found[:, b] = total / a.tree.probability
    return found


def _of_buyer(paid: Array, budget: Array, short: Array, year: Indices, share: float) -> Array:
    """(paths, periods): what is free in the budget year of each period; the first three of the same shape."""
    years = np.unique(year)
    last = [np.flatnonzero(year == y)[-1] for y in years]
    spent = np.stack([paid[:, year == y].sum(axis=1) for y in years], axis=1)
    amount, lacking = budget[:, last], short[:, last]
    free, kept = np.zeros_like(spent), np.zeros_like(spent)
    for k in range(years.size - 2, -1, -1) if share > 0 else ():
        kept[:, k] = np.maximum(spent[:, k + 1] + kept[:, k + 1] - amount[:, k + 1], 0.0) / share
    into = np.zeros(len(spent))
    for k in range(years.size):
        free[:, k] = np.maximum(amount[:, k] + into - spent[:, k] - kept[:, k], 0.0)
        own = np.maximum(spent[:, k] + np.minimum(free[:, k], lacking[:, k]) - into, 0.0)
        into = share * np.maximum(amount[:, k] - own, 0.0)
    found: Array = free[:, np.searchsorted(years, year)]
    return found
