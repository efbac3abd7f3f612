"""What differs between two runs, in words: for the screen and for the page."""

from __future__ import annotations

from typing import Any

import pandas as pd

from offtake.views.drawing import words

NOTHING = 1e-6
"""Less is nothing: a currency unit where money is in millions."""


def headline(frame: pd.DataFrame, everything: bool = False) -> tuple[pd.DataFrame, int]:
    """arrangement, measure, before, after, difference (in brackets where plans proved to their gaps could differ so much by
    themselves), unit: each in words; and how many measures are the same, which stand there only with `everything`."""
    differs = frame["difference"].abs() > NOTHING
    shown = frame if everything else frame[differs]
    return pd.DataFrame([_measure(r) for r in shown.to_dict("records")]), int((~differs).sum())


def _measure(row: dict[Any, Any]) -> dict[str, str]:
    before, after = float(row["before"]), float(row["after"])
    if row["unit"] == "share":
        places = words.apart(before, after, words.share, (0, 1))
        told = [words.share(v, places) for v in (before, after)]
        difference, unit = words.points(after - before).removesuffix(" points"), "points"
    else:
        told, unit = words.alike((before, after)), str(row["unit"])
        difference = words.significant(after - before) if abs(after - before) > NOTHING else "0"
    told_apart = difference.replace("-", "−")
    within = 0 < abs(after - before) <= row["noise"]  # False where the noise is not known
    return {
        "arrangement": row["arrangement"],
        "measure": str(row["measure"]).replace("_", " ").replace(":", ", "),
        "before": told[0],
        "after": told[1],
        "difference": f"({told_apart})" if within else told_apart,
        "unit": unit,
    }


def decisions(frame: pd.DataFrame, currency: str) -> pd.DataFrame:
    """Decisions that differ, each cell in words; sizes of clauses and money with their units."""
    sides = [c for c in frame.columns if c.rpartition("_")[2] in ("before", "after")]
    rows = [
        {
            _heading(str(c), currency): _cell(r, str(c), currency) if c in sides else str(r[c]).replace("_", " ")
            for c in frame.columns
            if c != "unit"
        }
        for r in frame.to_dict("records")
    ]  # fmt: skip
    return pd.DataFrame(rows)


MONEY = ("expected_cost", "acceptance", "npv_mean")


def _heading(column: str, currency: str) -> str:
    unit = f", million {currency}" if column.rpartition("_")[0] in MONEY else ""
    return f"{column.replace('_', ' ')}{unit}"


def _cell(row: dict[Any, Any], column: str, currency: str) -> str:
    value, what = row[column], column.rpartition("_")[0]
    if value is None or value != value or value == "":
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if not isinstance(value, float):
        return str(value)
    value = value if abs(value) > NOTHING else 0.0
    if what == "size":
        return words.size_of_clause(value, str(row["unit"]), str(row["covers"]), currency)
    return words.share(value) if what == "share_begun" else words.significant(value)
