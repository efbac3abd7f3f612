r"""Money: what a plan costs society and the taxpayer, and the path from pledge to delivery.

With start-of-period factors s and end-of-period factors e at the planner's rate, e_b at buyer b's own, φ_b its cost
of public funds, and π the probability of a node n in period t:

.. math::
    \text{resource cost} = \sum_n π_n \big( & s_t \text{capex} + e_t (\text{making} + \text{holding} + \text{standing}
                           + \text{extra cost}) - e_T (\text{use left of projects and stock}) \big) \\
    \text{public paid}   = \sum_b \sum_n π_n & \, e_{b,t}\, \text{paid}_{b,n}, \qquad
    \text{public burden}  = \sum_b φ_b \sum_n π_n e_{b,t}\, \text{paid}_{b,n}                                     \\
    \text{social value}  = \sum_n π_n e_t   & (\text{value delivered} - \text{cost of being late})
                           - \text{resource cost} - (\text{public burden} - \text{public paid})

Goods and clauses alike are paid with public money.  A payment is a transfer and uses nothing up; raising the money
for it does.  Millions of the study's currency.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from offtake.formulas.bands import BAND, summary
from offtake.market.budgets import overspent
from offtake.market.flows import discounted
from offtake.model.capacity import completions, worth_left
from offtake.model.delivery import waiting
from offtake.results.dictionary import result
from offtake.results.tables.account import Account
from offtake.results.tables.futures import Array, by_future, by_year


def resources(a: Account) -> Array:
    """Discounted resources used at each node, the use left at the end taken off: (nodes,)."""
    q, t = a.q, a.tree.period
    start, end, last = q.start_factor[t], q.end_factor[t], q.end_factor[-1]
    values = a.plan.values
    building = a.increments * q.projects.capex * start[:, None]
    left_over = worth_left(q, a.tree, values["begun"]).sum(axis=1)
    making = (q.lines.unit_cost * values["make"]).sum(axis=1)
    held = values["hold"]
    holding = (q.products.holding_cost[:, q.offers.product] * held).sum(axis=1) * q.step
    standing = q.lines.fixed_cost.sum(axis=1) * q.step + _projects_standing(a)
    stock = (q.products.stock_value[:, q.offers.product] * held).sum(axis=1)
    left = np.where(t == a.tree.periods - 1, stock, 0.0) + left_over
    running = making + holding + standing + a.extra.sum(axis=1)
    running = running if a.waste is None else running + a.waste
    used: Array = building.sum(axis=1) + end * running - last * left
    return used


def social(a: Account) -> Array:
    """Discounted worth of what is delivered, less lateness, the resources used, and what it costs beyond
    the money itself to raise what buyers pay: (nodes,)."""
    q, r = a.q, a.q.requirements
    worth = (r.value[:, r.requirement] * r.contribution * a.plan.values["deliver"]).sum(axis=1)
    late = waiting(q, a.tree, a.short).sum(axis=1)
    gained: Array = q.end_factor[a.tree.period] * (worth - late) - resources(a)
    return np.asarray(gained - (public_burden(a) - public_paid(a)))


def public_paid(a: Account) -> Array:
    """What buyers pay, for goods and under clauses, each at its own rate: (nodes,)."""
    return np.asarray(_discounted(a).sum(axis=1))


def public_burden(a: Account) -> Array:
    """The same, times each buyer's cost of public funds: (nodes,)."""
    return np.asarray(burden_of_each(a).sum(axis=1))


def burden_of_each(a: Account) -> Array:
    """The same of each buyer: (nodes, buyers)."""
    return np.asarray(_discounted(a) * a.q.buyers.fund_cost)


def _discounted(a: Account) -> Array:
    """(nodes, buyers): what each pays, counted back to the start at its own rate."""
    return np.asarray(a.goods * a.q.buyers.end_factor[a.tree.period] + _clauses(a))


def paid(a: Account) -> Array:
    """What each buyer pays at each node, for goods and under clauses: (nodes, buyers)."""
    return a.goods + _clause_cash(a)


def overspending(a: Account) -> dict[str, dict[str, dict[str, float]]]:
    """Buyer -> budget year -> mean and worst over the futures of what is paid beyond the budget, millions."""
    over, found = overspent(a.q, a.tree, paid(a)), {}
    for b in a.q.buyers.limited.tolist():
        paths = by_future(a.tree, over[:, [b]])[:, :, 0]
        year = a.q.buyers.year[:, b]
        found[a.q.buyers.labels.keys[b][0]] = {
            str(y): {
                "mean": float(a.weight @ paths[:, year == y].sum(axis=1)),
                "worst": float(paths[:, year == y].sum(axis=1).max()),
            }
            for y in np.unique(year).tolist()
        }
    return found


def expected(a: Account, values: Array) -> float:
    """Expected sum over a future of values at the nodes."""
    return float(a.tree.probability @ values)


def in_each_future(a: Account, values: Array) -> Array:
    """Sum over each future of values at the nodes: (leaves,)."""
    sums: Array = by_future(a.tree, values[:, None])[:, :, 0].sum(axis=1)
    return sums


def money_path(a: Account) -> pd.DataFrame:
    """Money by calendar year, all buyers.

    pledged: budgets; contracted: existing orders, spread evenly over their time, and what falls due under the
    clauses of a deal, credits not taken off; paid: what buyers pay; delivered: what is delivered, at its price.  A buyer without a budget pledges nothing that is known.
    """
    amounts = {
        "pledged": _pledged(a),
        "contracted": _contracted(a) + _yearly(a, _dues(a)),
        "paid": _yearly(a, paid(a).sum(axis=1)),
        "delivered": _yearly(a, a.goods.sum(axis=1)),
    }
    about = {"arrangement": a.arrangement, "year": a.years}
    return result("money_path").stacked(
        {**about, "step": step, **summary(np.asarray(values), a.weight, BAND)}
        for step, values in amounts.items()
    )


def _rates(a: Account) -> Array:
    return a.study.buyers["discount_rate"].to_numpy(float)


def _clauses(a: Account) -> Array:
    """Payments under clauses, counted back to the start at each buyer's rate: (nodes, buyers)."""
    worth = [
        discounted(flow, a.tree, rate, a.study.step)
        for flow, rate in zip(a.clauses, _rates(a).tolist(), strict=False)
    ]
    return np.stack(worth, axis=1) if worth else np.zeros_like(a.goods)


def _clause_cash(a: Account) -> Array:
    """Payments under clauses as they fall due: (nodes, buyers)."""
    return np.stack([f.cash for f in a.clauses], axis=1) if a.clauses else np.zeros_like(a.goods)


def _dues(a: Account) -> Array:
    """What falls due under clauses, credits not taken off: (nodes,)."""
    return np.zeros(a.tree.size) if a.dues is None else a.dues


def _projects_standing(a: Account) -> Array:
    """Fixed cost of completed projects in each period: (nodes,)."""
    cost = np.zeros(a.tree.size)
    if not a.q.projects.fixed_cost.any():
        return cost
    begun = a.plan.values["begun"]
    for n, done in enumerate(completions(a.q, a.tree)):
        rate = a.q.projects.fixed_cost[n, done.project] * a.q.step * done.share
        cost[n] = float(rate @ begun[done.ancestor, done.project])
    return cost


def _pledged(a: Account) -> Array:
    """Budgets of all buyers, as known at the end of each year: (leaves, years)."""
    known = np.where(np.isfinite(a.q.buyers.budget), a.q.buyers.budget, 0.0).sum(
        axis=1, keepdims=True
    )
    paths = by_future(a.tree, known)[:, :, 0]
    last = [int(np.flatnonzero(a.q.year == year)[-1]) for year in a.years]
    return paths[:, last]


def _contracted(a: Account) -> Array:
    """Value of what falls due under existing orders, year by year, without what was delivered before: (years,)."""
    amount = np.zeros(len(a.years))
    due = a.q.orders.due
    fresh = np.diff(due, axis=0, prepend=np.zeros((1, due.shape[1]))) @ a.q.orders.price
    for k, year in enumerate(a.years):
        amount[k] = fresh[a.q.year == year].sum()
    return amount


def _yearly(a: Account, values: Array) -> Array:
    return by_year(a.q.year, by_future(a.tree, values[:, None]))[:, :, 0]
