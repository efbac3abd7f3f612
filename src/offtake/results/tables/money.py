r"""Money: what a plan costs society and the taxpayer, and the path from pledge to delivery.

With start-of-period factors s and end-of-period factors e at the planner's rate, and π the probability of a
node n in period t:

.. math::
    \text{resource cost} = \sum_n π_n \big( & s_t \text{capex} + e_t (\text{making} + \text{holding} + \text{standing})
                           - e_T (\text{use left of projects and stock}) \big) \\
    \text{social value}  = \sum_n π_n e_t   & (\text{value delivered} - \text{cost of being late})
                           - \text{resource cost} - \sum_b (φ_b - 1)\, \text{clauses}_b \\
    \text{public cost}   = \sum_b φ_b       & \sum_n π_n e_{b,t}\, \text{paid}_{b,n}
                           \qquad e_b \text{ at the buyer's own rate}, φ_b \text{ its cost of public funds}

A clause is a transfer and uses nothing up; raising the money for it does.
Millions of the study's currency.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from offtake.formulas.discounting import discount_factors
from offtake.market.flows import discounted
from offtake.model.capacity import completions
from offtake.results.tables.account import Account
from offtake.results.tables.futures import BAND, Array, by_future, by_year, summary

STEPS = ("pledged", "contracted", "paid", "delivered")


def resources(a: Account) -> Array:
    """Discounted resources used at each node, the use left at the end taken off: (nodes,)."""
    q, t = a.q, a.tree.period
    start, end, last = q.start_factor[t], q.end_factor[t], q.end_factor[-1]
    values = a.plan.values
    building = a.increments * q.projects.capex * (start[:, None] - q.projects.end_share[t] * last)
    making = (q.lines.unit_cost * values["make"]).sum(axis=1)
    holding = (q.products.holding_cost * values["hold"]).sum(axis=1) * q.step
    standing = q.lines.fixed_cost.sum(axis=1) * q.step + _projects_standing(a)
    stock = (q.products.stock_value * values["hold"]).sum(axis=1)
    left = np.where(t == a.tree.periods - 1, stock, 0.0)
    used: Array = building.sum(axis=1) + end * (making + holding + standing) - last * left
    return used


def social(a: Account) -> Array:
    """Discounted worth of what is delivered, less lateness, the resources used, and what it costs beyond
    the money itself to raise the money for clauses: (nodes,)."""
    q, r = a.q, a.q.requirements
    worth = (r.value[:, r.requirement] * r.contribution * a.plan.values["deliver"]).sum(axis=1)
    waiting = (r.late_cost * q.step * a.short).sum(axis=1)
    burden = _clauses(a) @ (_fund(a) - 1.0)
    gained: Array = q.end_factor[a.tree.period] * (worth - waiting) - resources(a) - burden
    return gained


def public(a: Account) -> Array:
    """What buyers pay, each at its own rate, times its cost of public funds: (nodes,)."""
    factors = [discount_factors(rate, a.study.step, a.tree.periods)[1] for rate in _rates(a)]
    goods = a.goods * np.stack(factors, axis=1)[a.tree.period]
    cost: Array = (goods + _clauses(a)) @ _fund(a)
    return cost


def paid(a: Account) -> Array:
    """What each buyer pays at each node, for goods and under clauses: (nodes, buyers)."""
    return a.goods + _clause_cash(a)


def expected(a: Account, values: Array) -> float:
    """Expected sum over a future of values at the nodes."""
    return float(a.tree.probability @ values)


def in_each_future(a: Account, values: Array) -> Array:
    """Sum over each future of values at the nodes: (leaves,)."""
    sums: Array = by_future(a.tree, values[:, None])[:, :, 0].sum(axis=1)
    return sums


def money_path(a: Account) -> pd.DataFrame:
    """Money by calendar year, all buyers: year, step, mean, p05, p50, p95.

    pledged: budgets; contracted: existing orders, spread evenly over their time, and what falls due under the
    clauses of a deal, credits not taken off; paid: what buyers pay; delivered: what is delivered, at its price.  A buyer without a budget pledges nothing that is known.
    """
    amounts = {
        "pledged": _pledged(a),
        "contracted": _contracted(a) + _yearly(a, _dues(a)),
        "paid": _yearly(a, paid(a).sum(axis=1)),
        "delivered": _yearly(a, a.goods.sum(axis=1)),
    }
    rows = []
    for step in STEPS:
        figures = summary(np.asarray(amounts[step]), a.weight, BAND)
        rows.append(pd.DataFrame({"year": a.years, "step": step, **figures}))
    return pd.concat(rows, ignore_index=True)


def _rates(a: Account) -> Array:
    return a.study.buyers["discount_rate"].to_numpy(float)


def _fund(a: Account) -> Array:
    """φ of every buyer."""
    return a.study.buyers["public_fund_cost"].to_numpy(float)


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
    """Value of existing orders by calendar year, spread evenly over their days: (years,)."""
    amount = np.zeros(len(a.years))
    orders = a.study.orders
    worth = orders["quantity"].to_numpy(float) * orders["price"].to_numpy(float)
    for value, starts, ends in zip(worth, orders["starts"], orders["ends"], strict=True):
        first, last = pd.Timestamp(starts), pd.Timestamp(ends)
        days = (last - first).days + 1
        for k, year in enumerate(a.years):
            begin = max(first, pd.Timestamp(year, 1, 1))
            end = min(last, pd.Timestamp(year, 12, 31))
            amount[k] += value * max((end - begin).days + 1, 0) / days
    return amount


def _yearly(a: Account, values: Array) -> Array:
    return by_year(a.q.year, by_future(a.tree, values[:, None]))[:, :, 0]
