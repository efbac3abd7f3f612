r"""What each buyer has of an arrangement: what its deliveries are worth to it, less what it pays.

With end-of-period factors e at the planner's rate for goods, as in social value, e_b at buyer b's own for its payments, and
φ_b its cost of public funds:

.. math::
    \text{net}_b = \sum_n π_n \big( e_t (\text{value delivered}_b - \text{cost of being late}_b)
                   - φ_b\, e_{b,t}\, \text{paid}_b \big), \qquad
    \text{social value} = \sum_b \text{net}_b + (\text{public paid} - \text{resource cost}).

The last bracket is what producers, and whoever else is paid, keep of it.  Millions of the study's currency.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from offtake.model.delivery import waiting
from offtake.results.dictionary import result
from offtake.results.tables.account import Account
from offtake.results.tables.futures import Array, by_future
from offtake.results.tables.plan.money import burden_of_each

SMALL = 1e-6


def buyer_worth(accounts: Mapping[str, Account]) -> pd.DataFrame:
    """One row an arrangement and buyer; what is gained over no-deal is empty where the run has none."""
    alone = accounts.get("no-deal")
    before = None if alone is None else _sums(alone, _net(alone))
    return result("buyer_worth").stacked(_rows(a, before) for a in accounts.values())


def _rows(a: Account, before: Array | None) -> dict[str, object]:
    net = _sums(a, _net(a))
    gain = np.full_like(net, np.nan) if before is None else net - before
    return {
        "arrangement": a.arrangement,
        "buyer": list(a.study.buyers["buyer"]),
        "worth": a.weight @ _sums(a, _delivered(a)),
        "late_cost": a.weight @ _sums(a, _late(a)),
        "burden": a.weight @ _sums(a, burden_of_each(a)),
        "net": a.weight @ net,
        "gain": a.weight @ gain,
        "gain_least": gain.min(axis=0),
        "gain_most": gain.max(axis=0),
        "gain_chance": np.where(np.isnan(gain[0]), np.nan, a.weight @ (gain > SMALL)),
    }


def _net(a: Account) -> Array:
    """(nodes, buyers), discounted."""
    return _delivered(a) - _late(a) - burden_of_each(a)


def _delivered(a: Account) -> Array:
    r = a.q.requirements
    worth = r.value[:, r.requirement] * r.contribution * a.plan.values["deliver"]
    return _of_each(a, worth, r.buyer[r.requirement])


def _late(a: Account) -> Array:
    return _of_each(a, waiting(a.q, a.tree, a.short), a.q.requirements.buyer)


def _of_each(a: Account, values: Array, owner: NDArray[np.int64]) -> Array:
    """Columns of (nodes, k) added up by buyer and counted back to the start at the planner's rate: (nodes, buyers)."""
    sums = np.zeros((len(a.study.buyers), a.tree.size))
    np.add.at(sums, owner, values.T)
    return np.asarray(sums.T * a.q.end_factor[a.tree.period][:, None])


def _sums(a: Account, values: Array) -> Array:
    """Sums over each future of values at the nodes: (leaves, buyers)."""
    return np.asarray(by_future(a.tree, values).sum(axis=1))
