"""Frames as tables for people and as CSV for programs."""

from __future__ import annotations

import gzip
import re
from base64 import b64encode
from dataclasses import dataclass
from urllib.parse import quote

import pandas as pd

from offtake.views.drawing import words

MOST_TABLE_ROWS = 140


@dataclass(frozen=True)
class Cell:
    """One cell: its text, whether it is a number, and where it leads, if anywhere."""

    text: str
    number: bool
    address: str = ""


@dataclass(frozen=True)
class Link:
    """A text that leads to an address; only web addresses are followed."""

    text: str
    address: str


@dataclass(frozen=True)
class Grid:
    """A table ready to be written: headings, rows, and how many rows were left out."""

    headings: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    left_out: int


def grid(frame: pd.DataFrame, most: int = MOST_TABLE_ROWS) -> Grid:
    """A frame as text, numbers at three significant digits, at most `most` rows."""
    numeric = [_numbers(frame[c]) for c in frame.columns]
    headings = tuple(Cell(_heading(str(c)), n) for c, n in zip(frame.columns, numeric, strict=True))
    rows = tuple(
        tuple(
            Cell(_text(value, str(column)), number, _address(value))
            for value, column, number in zip(row, frame.columns, numeric, strict=True)
        )
        for row in frame.head(most).itertuples(index=False)
    )
    return Grid(headings, rows, max(len(frame) - most, 0))


def _numbers(column: pd.Series) -> bool:
    """Whether a column holds numbers, or texts that are numbers and stand like them.

    >>> _numbers(pd.Series(["1,240.5", "−3%", "−1.3 points", ""])), _numbers(pd.Series(["EUR 3", "4"])), _numbers(pd.Series([""]))
    (True, False, False)
    """
    if pd.api.types.is_numeric_dtype(column):
        return True
    texts = [value for value in column if value != ""]
    return bool(texts) and all(isinstance(v, str) and _NUMBER.fullmatch(v) for v in texts)


_NUMBER = re.compile(r"[+−-]?[\d,]+(\.\d+)?(%| points)?")

_QUANTILES = {
    "p05": "at least, in 95%",
    "p10": "at least, in 90%",
    "p25": "at least, in 75%",
    "p50": "median",
    "p75": "at most, in 75%",
    "p90": "at most, in 90%",
    "p95": "at most, in 95%",
}


def _address(value: object) -> str:
    known = isinstance(value, Link) and value.address.startswith(("https://", "http://"))
    return value.address if isinstance(value, Link) and known else ""


def _heading(column: str) -> str:
    return _QUANTILES.get(column, column.replace("_", " "))


def _text(value: object, column: str) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Link):
        return value.text
    if isinstance(value, dict):
        return "; ".join(f"{key} {words.significant(float(v))}" for key, v in value.items())
    if value is None or pd.isna(value):  # type: ignore[call-overload]
        return ""
    if column.lower() == "year":
        return str(int(value))  # type: ignore[call-overload]
    return words.significant(float(value))  # type: ignore[arg-type]


LONG = 4_000
"""Letters beyond which a table is packed."""


def csv_address(frame: pd.DataFrame) -> str:
    """The frame as the address of a CSV file inside the page; numbers at seven digits.

    A long table is packed with gzip; the page's script unpacks it when it is saved, and without the script
    the packed file is saved.  A byte-order mark comes first, without which spreadsheets misread letters
    beyond ASCII.
    """
    text = "\ufeff" + frame.to_csv(index=False, lineterminator="\n", float_format="%.7g")
    if len(text) > LONG:
        packed = gzip.compress(text.encode(), mtime=0)
        return "data:application/gzip;base64," + b64encode(packed).decode()
    return "data:text/csv;charset=utf-8," + quote(text, safe=",;:!*()[]@$-_.~/")
