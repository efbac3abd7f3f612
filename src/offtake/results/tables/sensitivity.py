"""What moves the answer, as tables to be kept with a run."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from offtake.plan.sensitivity.draws import HOLDS, Drawn
from offtake.plan.sensitivity.tornado import Tornado
from offtake.stochastic.program.blocks import Vector
from offtake.study.dictionary import table
from offtake.study.study import Study

TORNADO = ("name", "table", "column", "rows", "figures", "status", "grade", "reason", "stated", "operation", "low", "high", "measure", "unit", "at_low", "base", "at_high", "swing", "first_at_low", "first_at_high", "turn_low", "turn_high")  # fmt: skip

Turn = tuple[int, str, Vector]
"""See `offtake.plan.sensitivity.turning.turns`."""


def tornado_frame(study: Study, found: Tornado, turned: Sequence[Turn] = ()) -> pd.DataFrame:
    """One row an assumption and measure, by the measure, then the widest swing first: see `TORNADO`.

    `at_low`, `base` and `at_high` are first-best's value of the measure with the figures at the low end of their range,
    as they are, and at the high end, NaN where the study would be refused there; `first_at_low` and `first_at_high` name
    the projects of which another number is begun at the start, `turn_low` and `turn_high` the value of the assumption at
    which that turns, to within a hundredth of the range, NaN where it does not.  Money is in present millions, `unit` says so.
    """
    unit = dict(zip(study.products["product"], study.products["unit"], strict=True))
    turn = {(k, end): float(ends.mean()) for k, end, ends in turned}
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
                    "turn_low": turn.get((k, "low"), float("nan")),
                    "turn_high": turn.get((k, "high"), float("nan")),
                }
            )
    frame = pd.DataFrame(rows, columns=list(TORNADO))
    order = {measure: k for k, measure in enumerate(found.measures)}
    frame["place"] = frame["measure"].map(order)
    frame = frame.sort_values(["place", "swing"], ascending=[True, False], kind="stable")
    return frame.drop(columns="place").reset_index(drop=True)


def spread_frame(found: Drawn) -> pd.DataFrame:
    """measure, group (a table of the study), alone, alone_error, total, total_error: shares of the spread, widest first.

    `alone` is the share of the variance over the draws that the group's figures explain by themselves, `total` that in
    which they have a hand; the errors are half widths of 95% intervals.
    """
    frames = []
    for m, measure in enumerate(found.measures):
        own = found.shares(m)
        frame = pd.DataFrame(
            {
                "measure": measure,
                "group": list(own.groups),
                "alone": own.alone,
                "alone_error": own.alone_error,
                "total": own.total,
                "total_error": own.total_error,
            }
        )
        frames.append(frame.sort_values("total", ascending=False, kind="stable"))
    return pd.concat(frames, ignore_index=True)


def first_frame(found: Drawn) -> pd.DataFrame:
    """project, begun (at the start, in the plan at hand), same (share of draws with as many), holds (nine of ten)."""
    begun = found.base[len(found.measures) :]
    frame = pd.DataFrame({"project": list(found.projects), "begun": begun, "same": found.same})
    frame["holds"] = frame["same"] >= HOLDS - 1e-9
    order = (frame["begun"] <= 0).sort_values(kind="stable").index
    return frame.loc[order].reset_index(drop=True)


def turn_words(row: pd.Series, end: str) -> str:
    """The value at which what is begun at the start turns, in words; '' where it does not."""
    value = float(row[f"turn_{end}"])
    if value != value:
        return ""
    if row["operation"] == "scale":
        return f"{value - 1.0:+.0%}"
    return f"{value:.4g}"


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
