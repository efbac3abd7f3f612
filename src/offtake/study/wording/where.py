"""The `where` of edits and effects: which rows of a table are meant.

    column=value;column=value|value

Conditions joined by `;` must all hold; values joined by `|` are alternatives; nothing at all means
every row.  Values are compared as they would be written in a cell, numbers as numbers.

>>> frame = pd.DataFrame({"line": ["A1", "A2", "B1"], "capacity": [10.0, 20.0, 10.0]})
>>> matching_rows(frame, "line=A1|B1;capacity=10").tolist()
[0, 2]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from offtake.errors import UsageError
from offtake.study.wording.near import did_you_mean


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
    columns = {str(name): frame[name] for name in frame.columns}
    return np.array(rows_meant(columns, len(frame), where), dtype=np.int64)


def rows_meant(columns: Mapping[str, Iterable[object]], size: int, where: str) -> list[int]:
    """Positions of the rows that `where` means, rising, of `size` rows of `columns`.

    Raises UsageError where a condition is malformed or names a column that there is not.
    """
    return Rows(columns, size).meant(where)


class Rows:
    """Rows to be found by what `where` says; a column is gone through once, however many ask for it."""

    def __init__(self, columns: Mapping[str, Iterable[object]], size: int) -> None:
        self.columns, self.size = columns, size
        self._texts: dict[str, dict[str, list[int]]] = {}
        self._numbers: dict[str, dict[float, list[int]]] = {}

    def meant(self, where: str) -> list[int]:
        """Positions of the rows that `where` means, rising; errors as of `rows_meant`."""
        found: set[int] | None = None
        for column, values in conditions(where):
            if column not in self.columns:
                raise UsageError(
                    f"there is no column {column!r}" + did_you_mean(column, self.columns)
                )
            hit = {row for value in values for row in self._bearing(column, value)}
            found = hit if found is None else found & hit
        return list(range(self.size)) if found is None else sorted(found)

    def _bearing(self, column: str, value: str) -> Iterator[int]:
        """The rows whose cell is this text, or this number however it is written."""
        if column not in self._texts:
            texts: dict[str, list[int]] = {}
            for row, cell in enumerate(self.columns[column]):
                texts.setdefault(as_text(cell), []).append(row)
            self._texts[column] = texts
        yield from self._texts[column].get(value, ())
        number = _number(value)
        if number is None:
            return
        if column not in self._numbers:
            numbers: dict[float, list[int]] = {}
            for text, rows in self._texts[column].items():
                if (found := _number(text)) is not None:
                    numbers.setdefault(found, []).extend(rows)
            self._numbers[column] = numbers
        yield from self._numbers[column].get(number, ())


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


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
