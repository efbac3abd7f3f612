"""A user's own cases, in the columns of those that come with offtake, read from the text of a CSV file.

All that is wrong is told at once, each with its cell.  What may be left out is taken as: design `known`, a group of
its own, vintage `original`, rate `observed`, and the outcome as read on the day on which it came.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import zip_longest
from math import isfinite

from offtake.errors import UsageError
from offtake.evidence.reference.cases import (  # fmt: skip
    Case,
    case_of,
    columns,
    last_day,
    middle_day,
    past_cases,
)
from offtake.evidence.reference.hopeful import KINDS
from offtake.study.cells.raw import letters
from offtake.study.wording.near import did_you_mean

NEEDED = ("case", "kind", "announced")
CHOICES = {
    "kind": KINDS,
    "design": ("known", "first"),
    "vintage": ("original", "rebased"),
    "rate_basis": ("observed", "forecast", "bound"),
    "grade": ("A", "B", "C", "D"),
}
USUAL = {"design": "known", "vintage": "original", "rate_basis": "observed"}
DAYS = ("announced", "promised", "rate_due", "started", "open_until", "rate_seen_on", "rate_reached_on", "outcome_date")  # fmt: skip
RATES = ("rate_promised", "rate_seen")
SAYS = "promised with started or open_until, or rate_promised and rate_due with rate_seen and rate_seen_on"
Row = Mapping[str, str]


def own_cases(text: str, name: str) -> tuple[Case, ...]:
    """The cases of a file `name`; UsageError with all its faults where it has any, or holds no case."""
    first = next(iter(text.splitlines()), "")
    mark = max(",;\t", key=first.count)
    grid = list(csv.reader(io.StringIO(text), delimiter=mark))
    header = [cell.strip().casefold() for cell in grid[0]] if grid else []
    faults = [*_header_faults(header)]
    rows = [] if faults else _rows(header, grid, faults)
    seen = {case.case for case in past_cases()}
    for line, row in rows:
        found = [*_row_faults(row)]
        if row["case"] in seen:
            found.append(("case", f"{row['case']!r} is a case already; use another name"))
        seen.add(row["case"])
        faults += [f"{letters(header.index(c))}{line}  {c}: {told}" if c in header else f"row {line}  {c}: {told}" for c, told in found]  # fmt: skip
    if not faults and not rows:
        faults.append("no case below the header")
    if faults:
        count = f"{len(faults)} fault{'' if len(faults) == 1 else 's'}"
        raise UsageError(f"{name}: {count}\n" + "\n".join(f"  {fault}" for fault in faults))
    return tuple(case_of({**dict.fromkeys(columns(), ""), **_completed(row)}) for _, row in rows)


def _header_faults(header: Sequence[str]) -> Iterator[str]:
    known = columns()
    for k, column in enumerate(header):
        if column not in known:
            yield f"{letters(k)}1  there is no column {column!r}" + (did_you_mean(column, known) or f"; there are {', '.join(known)}")  # fmt: skip
        elif column in header[:k]:
            yield f"{letters(k)}1  column {column!r} stands there twice"
    if missing := [column for column in NEEDED if column not in header]:
        yield f"row 1  columns {', '.join(missing)} are missing; needed are {', '.join(NEEDED)} and {SAYS}"  # fmt: skip


def _rows(
    header: Sequence[str], grid: Sequence[Sequence[str]], faults: list[str]
) -> list[tuple[int, dict[str, str]]]:
    """(line, row) of each line that is not empty; lines that are too long are faults."""
    rows = []
    for line, cells in enumerate(grid[1:], start=2):
        told = [cell.strip() for cell in cells]
        if any(told[len(header) :]):
            faults.append(f"row {line}  more cells than columns: {', '.join(told[len(header) :])}")
        elif any(told):
            rows.append((line, dict(zip_longest(header, told[: len(header)], fillvalue=""))))
    return rows


def _row_faults(row: Row) -> Iterator[tuple[str, str]]:
    """(column, what is wrong) of one case."""
    faulty = False
    for column in NEEDED:
        if not row[column]:
            faulty = True
            yield column, "is empty"
    for column, allowed in CHOICES.items():
        told = row.get(column, "")
        if told and told not in allowed:
            yield column, f"{told!r} is not one of {', '.join(allowed)}"
    for column in DAYS:
        if (told := row.get(column, "")) and _day(told) is None:
            faulty = True
            yield (
                column,
                f"{told!r} is not a year, month or day such as 2024, 2024-06 or 2024-06-30",
            )
    for column in RATES:
        if (told := row.get(column, "")) and not _above_nothing(told, column == "rate_seen"):
            faulty = True
            yield column, f"{told!r} is not a number above 0"
    if not faulty:
        yield from _order_faults(row)


def _order_faults(row: Row) -> Iterator[tuple[str, str]]:
    announced = middle_day(row["announced"])
    assert announced is not None
    for column in ("promised", "rate_due", "started", "open_until"):
        day = last_day(row.get(column, ""))
        if day is not None and day < announced.replace(day=1):
            yield column, f"{row[column]} is before announced, {row['announced']}"
    if row.get("started") and row.get("open_until"):
        yield "open_until", "is for what has not started; started is given"
    times = bool(row.get("promised")) and bool(row.get("started") or row.get("open_until"))
    rates = all(row.get(c) for c in ("rate_promised", "rate_due", "rate_seen", "rate_seen_on"))
    if not times and not rates:
        yield "case", f"{row['case']!r} says nothing: it needs {SAYS}"


def _day(text: str) -> date | None:
    parts = text.split("-")
    if [len(part) for part in parts] not in ([4], [4, 2], [4, 2, 2]):
        return None
    try:
        return last_day(text)
    except ValueError:
        return None


def _above_nothing(text: str, or_nothing: bool) -> bool:
    try:
        value = float(text)
    except ValueError:
        return False
    return isfinite(value) and (value > 0 or (or_nothing and value == 0))


def _completed(row: Row) -> dict[str, str]:
    """The row with what is usual where it says nothing."""
    read = row.get("outcome_date") or row.get("started") or row.get("open_until") or row.get("rate_seen_on", "")  # fmt: skip
    usual = {**USUAL, "group": row["case"], "outcome_date": read}
    return {**row, **{c: row.get(c) or value for c, value in usual.items()}}
