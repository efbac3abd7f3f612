"""The `where` of edits and effects: which rows of a table are meant.

    column=value;column=value|value

Conditions joined by `;` must all hold; values joined by `|` are alternatives; nothing at all means
every row.  Values are compared as they would be written in a cell, numbers as numbers.

>>> frame = pd.DataFrame({"line": ["A1", "A2", "B1"], "capacity": [10.0, 20.0, 10.0]})
>>> matching_rows(frame, "line=A1|B1;capacity=10").tolist()
[0, 2]
"""

from __future__ import annotations

from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from offtake.errors import UsageError
from offtake.study.near import did_you_mean


def conditions(where: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The columns that `where` names, each with its alternatives; UsageError where malformed."""
    found = []
    for part in where.split(";") if where.strip() else ():
        column, equals, values = part.partition("=")
        if not equals or not column.strip():
            raise UsageError(f"{part!r} is not a condition; write column=value;column=value|value")
        found.append((column.strip(), tuple(value.strip() for value in values.split("|"))))
    return tuple(found)


def matching_rows(frame: pd.DataFrame, where: str) -> npt.NDArray[np.int64]:
    """Positions of the rows of `frame` that `where` means, rising; may be none.

    Raises UsageError where a condition is malformed or names a column that the frame has not.
    """
    keep = np.ones(len(frame), dtype=bool)
    for column, values in conditions(where):
        if column not in frame.columns:
            names = [str(name) for name in frame.columns]
            raise UsageError(f"there is no column {column!r}" + did_you_mean(column, names))
        cells = [as_text(cell) for cell in frame[column]]
        keep &= np.array([any(_same(cell, v) for v in values) for cell in cells], dtype=bool)
    return np.flatnonzero(keep).astype(np.int64)


def as_text(value: object) -> str:
    """A typed value as it would be written in a cell: 2027, 0.5, 2027-01-31, 0.25;0.5."""
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return ";".join(as_text(part) for part in value)
    if isinstance(value, (bool, np.bool_)):
        return "yes" if value else "no"
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return ""
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, (float, np.floating)):
        number = float(value)
        return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)
    return str(value)


def _same(cell: str, wanted: str) -> bool:
    if cell == wanted:
        return True
    try:
        return float(cell) == float(wanted)
    except ValueError:
        return False
