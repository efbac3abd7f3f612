"""What was changed between two studies: settings, and tables cell by cell, rows met by their keys."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd

from offtake.study.dictionary import TABLES
from offtake.study.schema import Table
from offtake.study.study import Study

COLUMNS = ["table", "row", "column", "what", "before", "after", "unit", "source"]


def changed_inputs(before: Study, after: Study) -> pd.DataFrame:
    """One row a difference: table, row, column, what (changed, added, removed), before, after, unit, source.

    Rows are met by the key columns of their table, whatever their order; `source` is that of the row afterwards.
    Texts in all columns, as the user would write the values.
    """
    rows = _settings(before, after)
    for table in TABLES:
        if not before.tables[table.name].equals(after.tables[table.name]):
            rows += _table(table, before.tables[table.name], after.tables[table.name])
    return pd.DataFrame(rows, columns=COLUMNS).astype("str")


def summary_of_inputs(changes: pd.DataFrame) -> pd.DataFrame:
    """One row a table and column: how many rows differ, and the factor where it is the same in all."""
    rows = []
    for (table, column, what), group in changes.groupby(["table", "column", "what"], sort=False):
        first = group.iloc[0]
        rows.append(
            {
                "table": table,
                "column": column,
                "what": what,
                "rows": len(group),
                "first": first["row"],
                "before": first["before"],
                "after": first["after"],
                "factor": _factor(group),
            }
        )
    columns = ["table", "column", "what", "rows", "first", "before", "after", "factor"]
    return pd.DataFrame(rows, columns=columns)


def _settings(before: Study, after: Study) -> list[tuple[str, ...]]:
    one, other = before.settings.model_dump(), after.settings.model_dump()
    return [
        ("settings", "", name, "changed", _said(one[name]), _said(other[name]), "", "")
        for name in one
        if one[name] != other[name]
    ]


def _table(table: Table, before: pd.DataFrame, after: pd.DataFrame) -> list[tuple[str, ...]]:
    one, other = _by_key(table, before), _by_key(table, after)
    rows: list[tuple[str, ...]] = []
    for key in [*one, *(key for key in other if key not in one)]:
        old, new = one.get(key), other.get(key)
        source = _said((new if new is not None else old or {}).get("source", ""))
        if old is None or new is None:
            what = "removed" if new is None else "added"
            rows.append((table.name, key, "", what, "", "", "", source))
            continue
        rows += [
            (table.name, key, c.name, "changed", _said(old[c.name]), _said(new[c.name]), c.unit, source)
            for c in table.columns
            if c.name in old and not _same(old[c.name], new[c.name])
        ]  # fmt: skip
    return rows


def _by_key(table: Table, frame: pd.DataFrame) -> dict[str, dict[str, object]]:
    """Rows by what their key columns say; rows of one key are numbered."""
    seen: Counter[str] = Counter()
    found: dict[str, dict[str, object]] = {}
    for row in frame.to_dict("records"):
        key = ", ".join(_said(row[name]) for name in table.key if name in row)
        seen[key] += 1
        named = {str(name): value for name, value in row.items()}
        found[f"{key} ({seen[key]})" if seen[key] > 1 else key] = named
    return found


def _same(one: object, other: object) -> bool:
    if isinstance(one, float) and isinstance(other, float) and np.isnan(one) and np.isnan(other):
        return True
    return bool(one == other) or (one is pd.NA and other is pd.NA)


def _said(value: object) -> str:
    if value is None or value is pd.NA or (isinstance(value, float) and np.isnan(value)):
        return ""
    if isinstance(value, float):
        return f"{value:.10g}"
    if isinstance(value, tuple):
        return ";".join(_said(v) for v in value)
    return str(value)


def _factor(group: pd.DataFrame) -> float:
    """What every number was multiplied by, NaN where that is not one number."""
    before = pd.to_numeric(group["before"], errors="coerce").to_numpy(float)
    after = pd.to_numeric(group["after"], errors="coerce").to_numpy(float)
    if np.isnan(before).any() or np.isnan(after).any() or (before == 0).any():
        return float("nan")
    ratio = after / before
    return float(ratio[0]) if np.allclose(ratio, ratio[0], rtol=1e-9) else float("nan")
