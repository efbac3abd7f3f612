r"""Orders one by one: what of each is called, when, and how late.

What is called on a step of orders that began on one day is shared among them by what each still lacks of what has
fallen due:

.. math::  g_{o,t} = g_{o,t-1} + c_{s,t} \frac{D_{o,t} - g_{o,t-1}}{\sum_{o' \in s} (D_{o',t} - g_{o',t-1})}

with D what has fallen due by the end of t and c what is called in t.  An order may also stay open because its buyer does not
need the goods, or has no money: `called` is what the buyer takes, not what the producer could give.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from offtake.market.timeliness import Curves, told
from offtake.model.figures.orders import orders_due
from offtake.results.dictionary import result
from offtake.results.tables.account import Account
from offtake.results.tables.futures import Array

WHOLE = 1e-6  # share of an order: what a solver leaves of it is none


def orders(a: Account) -> pd.DataFrame:
    """Every order that binds: what falls due, what is never called, how late it comes."""
    rows: list[tuple[object, ...]] = []
    length = np.full(a.tree.periods, a.study.step)
    for key, due, got in _courses(a):
        paths = np.broadcast_to(due, got.shape)
        waits = told([Curves(np.diff(paths, prepend=0.0), np.diff(got, prepend=0.0), length).waits()], a.weight)  # fmt: skip
        months = [None if v is None else 12.0 * v for v in (waits.mean, *waits.levels)]
        whole = float(due[-1])
        never = float(a.weight @ (whole - got[:, -1])) / whole
        done = got[:, -1] >= whole * (1.0 - WHOLE)
        rows.append((a.arrangement, *key, whole, max(never, 0.0), *months, waits.on_time, float(a.weight[done].sum())))  # fmt: skip
    return result("orders").frame(rows)


def _courses(a: Account) -> list[tuple[tuple[str, ...], Array, Array]]:
    """Name, buyer, producer and product of every order that binds, what has fallen due, (periods,), and got, (paths, periods)."""
    if "called" not in a.plan.values:
        return []
    called = np.maximum(a.plan.values["called"], 0.0)[a.tree.leaf_paths]
    found = []
    steps = list(a.q.orders.steps.keys)
    for step, members in orders_due(a.study, a.tree.periods, steps).items():
        own = steps.index(step)
        due = np.stack([d for _, d in members], axis=1)
        got = np.zeros((called.shape[0], *due.shape))
        so_far = np.zeros((called.shape[0], due.shape[1]))
        for t in range(due.shape[0]):
            lacks = np.maximum(due[t] - so_far, 0.0)
            total = lacks.sum(axis=1, keepdims=True)
            fresh = np.maximum(called[:, t, [own]] - so_far.sum(axis=1, keepdims=True), 0.0)
            share = np.divide(lacks, total, out=np.zeros_like(lacks), where=total > 0)
            so_far = so_far + np.minimum(share * fresh, lacks)
            got[:, t] = so_far
        found += [((name, *step[:3]), due[:, k], got[:, :, k]) for k, (name, _) in enumerate(members)]  # fmt: skip
    return sorted(found, key=lambda row: row[0])
