"""The headline numbers with their bands, one row for each arrangement and measure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd

from offtake.formulas.bands import BAND, summary
from offtake.market.timeliness import Timeliness, told
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


@dataclass(frozen=True)
class Measure:
    """A headline number: (leaves,) its value in each future; and, of a mean over units, what it is with futures so weighted."""

    name: str
    unit: str
    values: Array
    over_units: Callable[[Array], float | None] | None = None
    """None where there is no such unit."""


def answer(a: Account) -> pd.DataFrame:
    """One row a measure; the band of each is over futures."""
    rows: list[dict[str, object]] = []
    for m in measures(a):
        named = {"arrangement": a.arrangement, "measure": m.name, "unit": m.unit}
        row: dict[str, object] = {**named, **summary(m.values, a.weight, BAND)}
        if m.over_units is None:
            rows.append(row)
        elif (mean := m.over_units(a.weight)) is not None:
            rows.append({**row, "mean": mean})
    return result("answer").frame(rows)


def measures(a: Account) -> Iterator[Measure]:
    """delivered:PRODUCT (units in all); never_delivered:PRODUCT (share of need) and wait:PRODUCT (months that delivered stock
    units wait), means over all units; public_paid, public_burden, resource_cost and social_value (present values); begun (projects).
    """
    money = f"million {a.study.settings.currency}"
    names, values = delivered(a)
    totals = by_future(a.tree, values).sum(axis=1)
    for k, name in enumerate(names):
        yield Measure(f"delivered:{name}", a.study.units.get(name, "units"), totals[:, k])
    for name, t in timely(a).items():
        yield Measure(f"never_delivered:{name}", "share", t.never_by_path(), t.never)
        yield Measure(f"wait:{name}", "months", 12.0 * t.wait_by_path(), partial(_wait, t))
    yield Measure("public_paid", money, in_each_future(a, public_paid(a)))
    yield Measure("public_burden", money, in_each_future(a, public_burden(a)))
    yield Measure("resource_cost", money, in_each_future(a, resources(a)))
    yield Measure("social_value", money, in_each_future(a, social(a)))
    begun = np.rint(a.plan.values["begun"][a.tree.leaves]).sum(axis=1)
    yield Measure("begun", "projects", begun)


def _wait(found: Timeliness, weight: Array) -> float | None:
    """Months that delivered units wait."""
    wait = told(list(found.waits), weight).mean
    return None if wait is None else 12.0 * wait
