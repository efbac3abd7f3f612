"""The headline numbers with their bands, one row for each arrangement and measure."""

from __future__ import annotations

import numpy as np
import pandas as pd

from offtake.formulas.bands import BAND, summary
from offtake.market.timeliness import told
from offtake.results.dictionary import result
from offtake.results.tables.account import Account
from offtake.results.tables.futures import Array, by_future
from offtake.results.tables.plan.deliveries import delivered, timely
from offtake.results.tables.plan.money import (
    in_each_future,
    public_burden,
    public_paid,
    resources,
    social,
)


def answer(a: Account) -> pd.DataFrame:
    """One row a measure: delivered:PRODUCT (units in all); never_delivered:PRODUCT (share of need) and wait:PRODUCT (months that
    delivered stock units wait), whose mean is over all units and whose band is over futures; public_paid,
    public_burden, resource_cost and social_value (present values); begun (projects).
    """
    money = f"million {a.study.settings.currency}"
    units = a.study.units
    names, values = delivered(a)
    totals = by_future(a.tree, values).sum(axis=1)
    rows = [
        _row(a, f"delivered:{name}", units.get(name, "units"), totals[:, k])
        for k, name in enumerate(names)
    ]
    for name, found in timely(a).items():
        never, wait = found.never(a.weight), told(list(found.waits), a.weight).mean
        if never is not None:
            row = _row(a, f"never_delivered:{name}", "share", found.never_by_path())
            rows.append(row | {"mean": never})
        if wait is not None:
            row = _row(a, f"wait:{name}", "months", 12.0 * found.wait_by_path())
            rows.append(row | {"mean": 12.0 * wait})
    begun = np.rint(a.plan.values["begun"][a.tree.leaves]).sum(axis=1)
    rows.append(_row(a, "public_paid", money, in_each_future(a, public_paid(a))))
    rows.append(_row(a, "public_burden", money, in_each_future(a, public_burden(a))))
    rows.append(_row(a, "resource_cost", money, in_each_future(a, resources(a))))
    rows.append(_row(a, "social_value", money, in_each_future(a, social(a))))
    rows.append(_row(a, "begun", "projects", begun))
    return result("answer").frame(rows)


def _row(a: Account, measure: str, unit: str, values: Array) -> dict[str, object]:
    named = {"arrangement": a.arrangement, "measure": measure, "unit": unit}
    return {**named, **summary(values, a.weight, BAND)}
