"""What moves the answer, as tables to be kept with a run."""

from __future__ import annotations

import pandas as pd

from offtake.plan.sensitivity.tornado import Tornado
from offtake.study.dictionary import table
from offtake.study.study import Study

TORNADO = ("name", "table", "column", "rows", "figures", "status", "grade", "reason", "stated", "operation", "low", "high", "measure", "unit", "at_low", "base", "at_high", "swing", "first_at_low", "first_at_high")  # fmt: skip


def tornado_frame(study: Study, found: Tornado) -> pd.DataFrame:
    """One row an assumption and measure, by the measure, then the widest swing first: see `TORNADO`.

    `at_low`, `base` and `at_high` are first-best's value of the measure with the figures at the low end of their range,
    as they are, and at the high end, NaN where the study would be refused there; `first_at_low` and `first_at_high` name
    the projects of which another number is begun at the start.  Money is in present millions, `unit` says so.
    """
    unit = dict(zip(study.products["product"], study.products["unit"], strict=True))
    rows = []
    for m, measure in enumerate(found.measures):
        product = measure.partition(":")[2]
        for k, s in enumerate(found.swings):
            a = s.assumption
            rows.append(
                {
                    "name": a.name,
                    "table": a.table,
                    "column": a.column,
                    "rows": a.what,
                    "figures": len(a.rows),
                    "status": a.status,
                    "grade": a.grade,
                    "reason": a.reason,
                    "stated": a.stated,
                    "operation": a.operation,
                    "low": a.low,
                    "high": a.high,
                    "measure": measure,
                    "unit": unit.get(product, f"million {study.settings.currency}, present value"),
                    "at_low": float("nan") if s.low is None else float(s.low[m]),
                    "base": float(found.base[m]),
                    "at_high": float("nan") if s.high is None else float(s.high[m]),
                    "swing": found.swing(k, m),
                    "first_at_low": ", ".join(found.changed(s.low)),
                    "first_at_high": ", ".join(found.changed(s.high)),
                }
            )
    frame = pd.DataFrame(rows, columns=list(TORNADO))
    order = {measure: k for k, measure in enumerate(found.measures)}
    frame["place"] = frame["measure"].map(order)
    frame = frame.sort_values(["place", "swing"], ascending=[True, False], kind="stable")
    return frame.drop(columns="place").reset_index(drop=True)


def range_words(row: pd.Series) -> str:
    """How far an assumption was moved, in words: ±30%, 0.9 to 1.2 times, 3 to 5."""
    low, high = float(row["low"]), float(row["high"])
    if row["operation"] == "scale":
        if abs(low + high - 2.0) < 1e-9:
            return f"±{high - 1.0:.0%}"
        return f"{low:g} to {high:g} times"
    unit = table(str(row["table"])).column(str(row["column"])).unit
    sign = "+" if row["operation"] == "add" else ""
    return f"{low:{sign}g} to {high:{sign}g} {unit}".rstrip()
