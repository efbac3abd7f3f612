r"""The answer by what becomes of the driver that moves payments most: war, ceasefire, settlement.

A mean and a band over all futures hide that they lie in heaps.  Of the futures that end in state s, of weights π_f, each
measure x is told by its mean and by the least and the most of any of them:

.. math::
    \bar x_s = \textstyle\sum_{f ∈ s} π_f x_f / \sum_{f ∈ s} π_f

Shares and waits are means over units, as in `answer`: Σ π_f lost_f / Σ π_f needed_f.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from offtake.deals.arrangements.dividing import largest_divide
from offtake.results.dictionary import result
from offtake.results.tables.account import Account
from offtake.results.tables.answer import Measure, measures
from offtake.results.tables.deal.agreement import states
from offtake.results.tables.futures import by_future
from offtake.results.tables.plan.deliveries import timely

LEFT_OUT = ("public_burden", "resource_cost", "begun")


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
    units = a.study.units
    found = [Measure(f"needed:{p}", units.get(p, "units"), t.needed) for p, t in timely(a).items()]
    found += [m for m in measures(a) if m.name not in LEFT_OUT]
    rows = []
    for state, leaves in states(a.tree, driver)[1:]:
        weight = np.zeros_like(a.weight)
        weight[leaves] = a.weight[leaves]
        chance = float(weight.sum())
        for m in found:
            mean = float(weight @ m.values) / chance if m.over_units is None else m.over_units(weight)  # fmt: skip
            if mean is not None:
                span = (float(m.values[leaves].min()), float(m.values[leaves].max()))
                rows.append((a.arrangement, state, chance, m.name, m.unit, mean, *span))
    return result("by_state").frame(rows)
