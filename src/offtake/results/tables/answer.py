"""The headline numbers with their bands, one row for each arrangement and measure."""

from __future__ import annotations

import numpy as np
import pandas as pd

from offtake.results.tables.account import Account
from offtake.results.tables.deliveries import delay_by_future, delivered, mean_delay
from offtake.results.tables.futures import BAND, Array, by_future, summary
from offtake.results.tables.money import (
    in_each_future,
    public_burden,
    public_paid,
    resources,
    social,
)

COLUMNS = ("arrangement", "measure", "unit", "mean", "p05", "p50", "p95")


def answer(a: Account) -> pd.DataFrame:
    """arrangement, measure, unit, mean, p05, p50, p95.

    measure: delivered:PRODUCT (units in all); delay (months that a unit waits); public_paid, public_burden,
    resource_cost and social_value (present values); begun (projects).  The mean delay is that over all units; its band is over futures.
    """
    money = f"million {a.study.settings.currency}"
    units = dict(zip(a.study.products["product"], a.study.products["unit"], strict=True))
    names, values = delivered(a)
    totals = by_future(a.tree, values).sum(axis=1)
    rows = [
        _row(a, f"delivered:{name}", str(units.get(name, "units")), totals[:, k])
        for k, name in enumerate(names)
    ]
    delay = mean_delay(a)
    if delay is not None:
        row = _row(a, "delay", "months", delay_by_future(a))
        rows.append(row | {"mean": delay})
    begun = np.rint(a.plan.values["begun"][a.tree.leaves]).sum(axis=1)
    rows.append(_row(a, "public_paid", money, in_each_future(a, public_paid(a))))
    rows.append(_row(a, "public_burden", money, in_each_future(a, public_burden(a))))
    rows.append(_row(a, "resource_cost", money, in_each_future(a, resources(a))))
    rows.append(_row(a, "social_value", money, in_each_future(a, social(a))))
    rows.append(_row(a, "begun", "projects", begun))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _row(a: Account, measure: str, unit: str, values: Array) -> dict[str, object]:
    figures = summary(values, a.weight, BAND)
    return {
        "arrangement": a.arrangement,
        "measure": measure,
        "unit": unit,
        **{name: float(value) for name, value in figures.items()},
    }
