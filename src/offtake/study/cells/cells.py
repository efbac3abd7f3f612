"""One cell: from what stands in it to a typed value, or what is wrong with it.

Accepted: numbers, and plain text of a number (15, 1.5, 2e6); dates, and text as 2026-01-31; lists
as 0.25;0.5;1; yes/no.  A number in a text column stands for its text, a whole one without `.0`, and a
date for its text.  Blank cells are empty.  Text is kept as it stands, blanks at its ends included:
nothing is corrected in silence, so `Alpha ` does not match `Alpha`, and the fault says so.
"""

from __future__ import annotations

import math
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time

import numpy as np
import pandas as pd

from offtake.study.schema import Column
from offtake.study.wording.periods import FIRST_YEAR, LAST_YEAR, period_span
from offtake.study.wording.where import as_text

Value = str | int | float | bool | date | tuple[float, ...] | None

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_COMMA = re.compile(r"[+-]?(\d+|\d{1,3}(\.\d{3})+),\d+", re.ASCII)
_GROUPED = re.compile(r"[+-]?\d{1,3}([ ,'\u00a0\u202f]\d{3})+(\.\d+)?", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]|[\ud800-\udfff]"
)
"""Characters that no page shows, or that turn round what it shows."""
_ERROR = re.compile(r"#(N/A|GETTING_DATA|[A-Z0-9/]+[!?])|Err:[0-9]{3}")
"""What Excel, and what LibreOffice, shows where a formula gives no value."""
LARGEST = 1e15
"""Larger whole numbers are not exact in every later table, and in no unit is a figure so large."""
ESCAPED = "=+-@'\t\r"


@dataclass(frozen=True)
class Problem:
    """What is wrong with a cell, without its place."""

    code: str
    found: str
    wanted: str


@dataclass(frozen=True)
class NotCalculated:
    """What stands in a cell whose formula no program has calculated yet."""


def parse_cell(value: object, column: Column, literal: bool = False) -> Value | Problem:
    """The typed value of a cell, None where it is empty, or the problem that it has.

    An apostrophe that guards text against being taken for a formula is taken off, unless `literal`.
    Bounds, choices and references are not looked at here: an edit may still change the value.
    """
    value = _plain(value)
    if problem := no_value(value, column.name):
        return problem
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    match column.kind:
        case "text":
            return _text(value if literal else unescaped(value), column)
        case "period":
            return _period(value, column)
        case "integer" | "number":
            return _number(value, column)
        case "numbers":
            return _numbers(value, column)
        case "date":
            return _date(value, column)
        case "boolean":
            return _boolean(value, column)


def is_error(text: str) -> bool:
    """Whether a cell that shows this text holds an error.

    >>> is_error("#DIV/0!"), is_error("Err:502"), is_error("#1")
    (True, True, False)
    """
    return bool(_ERROR.fullmatch(text.strip()))


def no_value(value: object, name: str) -> Problem | None:
    """The problem of a cell, called `name`, that holds an error or a formula without a value."""
    if isinstance(value, str) and is_error(value):
        found = f"{name}: the cell holds the error {value.strip()}"
        return Problem("E124", found, "mend its formula")
    if isinstance(value, NotCalculated):
        found = f"{name}: the formula in the cell has not been calculated"
        return Problem("E124", found, "open the workbook in a spreadsheet program and save it")
    return None


def _plain(value: object) -> object:
    """The value without the types of pandas and numpy; None for every kind of missing."""
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, pd.Timestamp):
        value = value.to_pydatetime()
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, datetime) and value.time() == time():
        return value.date()
    if isinstance(value, float) and math.isnan(value):
        return None
    return value


def escaped(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe goes before = + - @ and '."""
    return f"'{text}" if text[:1] in tuple(ESCAPED) and not _NUMBER.fullmatch(text) else text


def unescaped(value: object) -> object:
    """Text as it was before `escaped`; anything else as it is."""
    if isinstance(value, str) and value[:1] == "'" and value[1:2] in tuple(ESCAPED):
        return value[1:]
    return value


def _wrong(code: str, column: Column, value: object, what: str, wanted: str) -> Problem:
    return Problem(code, f"{column.name}: {shown(value)} {what}", wanted)


def _text(value: object, column: Column) -> Value | Problem:
    text = as_text(value)
    if isinstance(value, str):
        text = text.replace("\r\n", "\n")
        if bad := _CONTROL.search(text):
            found = f"{column.name}: {text!r} holds the character {bad[0]!r}"
            return Problem("E103", found, "write it without characters that cannot be seen")
    return text


def _number(value: object, column: Column) -> Value | Problem:
    number = _as_number(value)
    if number is None:
        return _wrong("E103", column, value, "is not a number", _number_wanted(value, column))
    if not math.isfinite(number):
        wanted = "write a number, or leave the cell empty"
        return _wrong("E103", column, value, "is not a finite number", wanted)
    if abs(number) > LARGEST:
        what = f"is above {LARGEST:.0e}, larger than any figure of a study"
        return _wrong("E103", column, value, what, "is it in another unit?")
    if column.kind == "integer":
        if not float(number).is_integer():
            return _wrong("E103", column, value, "is not a whole number", "write a whole number")
        return int(number)
    return float(number)


def _as_number(value: object) -> float | int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int) and abs(value) >= 10**300:
        return math.inf
    if isinstance(value, (int, float)):
        return value
    if isinstance(value, str):
        text = value.strip()
        if text.removeprefix("+").removeprefix("-").casefold() in {"inf", "infinity", "nan"}:
            return math.inf
        if _NUMBER.fullmatch(text):
            whole = text.lstrip("+-").isdigit() and len(text) <= 18
            return int(text) if whole else float(text)
    return None


def _number_wanted(value: object, column: Column) -> str:
    text = value.strip() if isinstance(value, str) else ""
    if re.fullmatch(r"[+-]?[1-9]\d{0,2},\d{3}", text):
        return f"write {text.replace(',', '')} or {text.replace(',', '.')} (the comma could mean either)"
    if _COMMA.fullmatch(text):
        plain = text.replace(".", "").replace(",", ".")
        return f"write {plain} as a number (this cell holds text with a decimal comma)"
    if _GROUPED.fullmatch(text):
        plain = re.sub(r"[ ,'\u00a0\u202f]", "", text)
        return f"write {plain} (this cell holds text with marks between thousands)"
    if text.endswith("%") and _NUMBER.fullmatch(text[:-1].strip()):
        return f"write {as_text(round(float(text[:-1]) / 100, 12))} (shares are written as numbers, without %)"
    unit = f" ({column.unit})" if column.unit else ""
    return f"write a number{unit}, with a decimal point and nothing else in the cell"


def _numbers(value: object, column: Column) -> Value | Problem:
    parts = value.split(";") if isinstance(value, str) else value
    parts = parts if isinstance(parts, (tuple, list)) else [parts]
    numbers = [_as_number(_plain(part)) for part in parts]
    if any(number is None or not abs(number) <= LARGEST for number in numbers):
        wanted = "write numbers with ; between them, for example 0.25;0.5;1"
        return _wrong("E103", column, value, "is not a list of numbers", wanted)
    return tuple(float(number) for number in numbers if number is not None)


def _date(value: object, column: Column) -> Value | Problem:
    if isinstance(value, datetime):
        wanted = "write the day alone, YYYY-MM-DD"
        return _wrong("E105", column, value, "has a time of day", wanted)
    day = value if isinstance(value, date) else None
    if isinstance(value, str) and _DATE.fullmatch(value.strip()):
        with suppress(ValueError):
            day = date.fromisoformat(value.strip())
    if day is None:
        return _wrong("E105", column, value, "is not a date", "write YYYY-MM-DD")
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        found = f"{column.name}: {day} is not within the years {FIRST_YEAR} to {LAST_YEAR}"
        return Problem("E105", found, "leave it empty for never" if not column.required else "")
    return day


def _period(value: object, column: Column) -> Value | Problem:
    text = as_text(value)
    if period_span(text) is None:
        wanted = "write 2027, 2027-H1, 2027-Q3 or 2027-03"
        return _wrong("E105", column, value, "is not a period", wanted)
    return text


def _boolean(value: object, column: Column) -> Value | Problem:
    word = value.strip().casefold() if isinstance(value, str) else value
    if word in ("yes", "true") or word is True:
        return True
    if word in ("no", "false") or word is False:
        return False
    return _wrong("E106", column, value, "is not known", "write yes or no")


def shown(value: object) -> str:
    """The value as a message shows it: text in quotes and cut, all else bare."""
    if isinstance(value, str):
        return repr(value if len(value) <= 60 else value[:57] + "...")
    if isinstance(value, datetime):
        return str(value)
    if isinstance(value, bool):
        return str(value).upper()
    return as_text(value)
