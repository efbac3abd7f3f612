"""Frames as tables for people and as CSV for programs."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

import pandas as pd

from offtake.views import words

MOST_TABLE_ROWS = 150


@dataclass(frozen=True)
class Cell:
    """One cell: its text, and whether it is a number."""

    text: str
    number: bool


@dataclass(frozen=True)
class Grid:
    """A table ready to be written: headings, rows, and how many rows were left out."""

    headings: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    left_out: int


def grid(frame: pd.DataFrame, most: int = MOST_TABLE_ROWS) -> Grid:
    """A frame as text, numbers at four significant digits, at most `most` rows."""
    numeric = [pd.api.types.is_numeric_dtype(frame[c]) for c in frame.columns]
    headings = tuple(Cell(_heading(str(c)), n) for c, n in zip(frame.columns, numeric, strict=True))
    rows = tuple(
        tuple(
            Cell(_text(value, str(column)), number)
            for value, column, number in zip(row, frame.columns, numeric, strict=True)
        )
        for row in frame.head(most).itertuples(index=False)
    )
    return Grid(headings, rows, max(len(frame) - most, 0))


_QUANTILES = {
    "p05": "5% below",
    "p25": "25% below",
    "p50": "median",
    "p75": "25% above",
    "p95": "5% above",
}


def _heading(column: str) -> str:
    return _QUANTILES.get(column, column.replace("_", " "))


def _text(value: object, column: str) -> str:
    if isinstance(value, str):
        return value
    if value is None or pd.isna(value):  # type: ignore[call-overload]
        return ""
    if column.lower() == "year":
        return str(int(value))  # type: ignore[call-overload]
    return words.significant(float(value), 4)  # type: ignore[arg-type]


def csv_address(frame: pd.DataFrame) -> str:
    """The frame as the address of a CSV file inside the page; numbers at seven digits.

    A byte-order mark comes first, without which spreadsheets misread letters beyond ASCII.
    """
    text = frame.to_csv(index=False, lineterminator="\n", float_format="%.7g")
    return "data:text/csv;charset=utf-8,%EF%BB%BF" + quote(text, safe=",;:!*()[]@$-_.~/")
