r"""The answer by what becomes of the driver that moves payments most: war, ceasefire, settlement.

A mean and a band over all futures hide that they lie in heaps.  Of the futures that end in state s, of weights π_f, each
measure x is told by its mean and by the least and the most of any of them:

.. math::
    \bar x_s = \textstyle\sum_{f ∈ s} π_f x_f / \sum_{f ∈ s} π_f

Shares and waits are means over units, as in `answer`: Σ π_f lost_f / Σ π_f needed_f.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from offtake.deals.arrangements.dividing import largest_divide
from offtake.market.timeliness import told
from offtake.results.dictionary import result
from offtake.results.tables.account import Account
from offtake.results.tables.deal.agreement import states
from offtake.results.tables.futures import Array, by_future
from offtake.results.tables.plan.deliveries import delivered, timely
from offtake.results.tables.plan.money import in_each_future, public_paid, social


def dividing_driver(a: Account) -> int | None:
    """Place of the driver whose states at the end part what buyers pay most; None where none ends in several."""
    paid = a.goods.sum(axis=1) + sum((flow.cash for flow in a.clauses), np.zeros(a.tree.size))
    found = largest_divide(a.tree, by_future(a.tree, paid).sum(axis=1))
    return None if found is None else found.place


def by_state(a: Account, driver: int) -> pd.DataFrame:
    """A row for each measure and state at the end of `driver`.

    measure: needed:PRODUCT, delivered:PRODUCT, never_delivered:PRODUCT (share of need), wait:PRODUCT (months), public_paid
    and social_value (present values).
    """
    found = list(_measures(a))
    rows = []
    for state, leaves in states(a.tree, driver)[1:]:
        weight = np.zeros_like(a.weight)
        weight[leaves] = a.weight[leaves]
        chance = float(weight.sum())
        for measure, unit, values, mean in found:
            middle = _mean(a, measure, weight) if mean else float(weight @ values) / chance
            if middle is not None:
                span = (float(values[leaves].min()), float(values[leaves].max()))
                rows.append((a.arrangement, state, chance, measure, unit, middle, *span))
    return result("by_state").frame(rows)


def _measures(a: Account) -> Iterator[tuple[str, str, Array, bool]]:
    """Name, unit, value in each future, and whether the mean is over units."""
    money = f"million {a.study.settings.currency}"
    units = a.study.units
    names, values = delivered(a)
    totals = by_future(a.tree, values).sum(axis=1)
    for name, t in timely(a).items():
        yield f"needed:{name}", units.get(name, "units"), t.needed, False
    for k, name in enumerate(names):
        yield f"delivered:{name}", units.get(name, "units"), totals[:, k], False
    for name, t in timely(a).items():
        yield f"never_delivered:{name}", "share", t.never_by_path(), True
        yield f"wait:{name}", "months", 12.0 * t.wait_by_path(), True
    yield "public_paid", money, in_each_future(a, public_paid(a)), False
    yield "social_value", money, in_each_future(a, social(a)), False


def _mean(a: Account, measure: str, weight: Array) -> float | None:
    """Mean over the units of futures so weighted; None where there is no such unit."""
    kind, _, name = measure.partition(":")
    found = timely(a)[name]
    if kind == "never_delivered":
        return found.never(weight)
    wait = told(list(found.waits), weight).mean
    return None if wait is None else 12.0 * wait
