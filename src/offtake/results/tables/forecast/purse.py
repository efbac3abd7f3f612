r"""Budget slack, money that a buyer could still spend at a node, beyond what the plan spends: what nothing takes later.

With p what is paid in a budget year on a path, B its amount as known at its end, κ the share that may be carried a year:

.. math::
    \text{in}_y  &= κ\, \text{left}_{y-1},  \qquad \text{left}_y = \min\big(B_y,\ (B_y + \text{in}_y - p_y)^+\big)      && \text{carried in is spent first} \\
    \text{free}_y &= \big(\text{left}_y - \min(\text{in}_{y+1},\ p_{y+1}) / κ\big)^+                                    && \text{what the next year does not need}

A year whose money is all spent at its end has nothing free in any of its periods, however full the purse was when it
began: what would be bought earlier would be lacking later.  At a node it is the mean over the courses that are open there.
"""

from __future__ import annotations

import numpy as np

from offtake.formulas.flow import due
from offtake.frozen import Indices
from offtake.results.tables.account import Account
from offtake.results.tables.futures import Array


def free_money(a: Account) -> Array:
    """(nodes, buyers), millions; infinite without a budget."""
    paid = a.goods.copy()
    for b, flow in enumerate(a.clauses):
        paid[:, b] += due(flow)
    buyers, along = a.q.buyers, a.tree.leaf_paths
    found = np.full_like(paid, np.inf)
    for b in buyers.limited.tolist():
        free = _of_buyer(paid[along][:, :, b], buyers.budget[along][:, :, b], buyers.year[:, b], buyers.carry_over)  # fmt: skip
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


def _of_buyer(paid: Array, budget: Array, year: Indices, share: float) -> Array:
    """(paths, periods): what is free in the budget year of each period; `paid` and `budget` of the same shape."""
    years = np.unique(year)
    spent = np.stack([paid[:, year == y].sum(axis=1) for y in years], axis=1)
    amount = np.stack([budget[:, np.flatnonzero(year == y)[-1]] for y in years], axis=1)
    left, into = np.zeros_like(spent), np.zeros_like(spent)
    for k in range(years.size):
        into[:, k] = share * left[:, k - 1] if k else 0.0
        left[:, k] = np.minimum(
            amount[:, k], np.maximum(amount[:, k] + into[:, k] - spent[:, k], 0.0)
        )
    needed = np.zeros_like(left)
    if share > 0:
        needed[:, :-1] = np.minimum(into, spent)[:, 1:] / share
    free: Array = np.maximum(left - needed, 0.0)[:, np.searchsorted(years, year)]
    return free
