r"""What buyers pay beyond their budgets, for goods, orders and clauses together.

In the year that ends at node e, with what is left of the year before carried in once and spent first:

    over_e = (paid_e - carried_e - B_e)+,   carried_e = κ (B_e' - own_e'),   own_e = min(B_e, (paid_e - carried_e)+)
"""

from __future__ import annotations

import numpy as np

from offtake.results.tables.account import Account
from offtake.results.tables.futures import Array
from offtake.results.tables.money import paid

_NOTHING = 1e-9  # share of the budget


def overspent(a: Account) -> dict[str, dict[str, dict[str, float]]]:
    """buyer -> budget year -> mean, worst; years in which nobody overspends in any future are left out."""
    buyers, cash, found = a.q.buyers, paid(a), {}
    for b in buyers.limited.tolist():
        years = buyers.year[:, b]
        carried = np.zeros(a.tree.leaves.size)
        own: dict[str, dict[str, float]] = {}
        for year in np.unique(years).tolist():
            paths = a.tree.leaf_paths[:, years == year]
            amount = buyers.budget[paths[:, -1], b]
            spent = cash[paths, b].sum(axis=1)
            beyond = np.maximum(spent - carried, 0.0)
            over = np.maximum(beyond - amount, 0.0)
            over = np.where(over > _NOTHING * np.maximum(amount, 1.0), over, 0.0)
            carried = buyers.carry_over * (amount - np.minimum(beyond, amount))
            if over.any():
                own[str(year)] = _told(over, a.weight)
        if own:
            found[buyers.labels.keys[b][0]] = own
    return found


def _told(over: Array, weight: Array) -> dict[str, float]:
    return {"mean": float(weight @ over), "worst": float(over.max())}
