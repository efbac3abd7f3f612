"""Promised and realised expansions: one case a row, with the document behind each end.

A date is as exact as it was read: a year, a month or a day.  A promise for a year is kept on its last day, and an
outcome counts from the last day of what was read; an announcement of which only the year is known is put into the
middle of it.  Cases of one programme bear one `group` and count together as one.
"""

from __future__ import annotations

import csv
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

MONTH = 365.25 / 12


@dataclass(frozen=True)
class Paper:
    """One end of a case as a document: what was read, and where."""

    publisher: str
    title: str
    date: str
    address: str


@dataclass(frozen=True)
class Case:
    """One promise.  Rates are in a unit of the case's own; None where a thing was not promised, or not read."""

    case: str
    group: str
    industry: str
    kind: str  # as in column kind of projects
    design: (
        str  # known, or first: nothing of the kind had been made before, by anybody or by this firm
    )
    firm: str
    site: str
    country: str
    announced: date | None
    promised: date | None  # first output, first delivery, or opening
    started: date | None
    open_until: (
        date | None
    )  # not started before this day: newest date given, last look, or end of the project
    rate_promised: float | None
    rate_due: date | None
    rate_seen: float | None
    rate_seen_on: date | None
    rate_reached_on: date | None
    rate_basis: str  # observed, forecast or bound
    vintage: str  # original, or rebased: promised after the plan had been cut or moved
    promise: Paper
    outcome: Paper
    grade: str
    note: str


def last_day(text: str) -> date | None:
    """The last day of a year, a month or a day; None for no text.

    >>> last_day("2024-02")
    datetime.date(2024, 2, 29)
    """
    parts = [int(part) for part in text.split("-")] if text else []
    if not parts:
        return None
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return date(year, month, parts[2] if len(parts) > 2 else monthrange(year, month)[1])


def middle_day(text: str) -> date | None:
    """The middle of a year, the last day of a month, or the day itself; None for no text."""
    return date(int(text), 7, 1) if len(text) == 4 else last_day(text)


def months_between(first: date, last: date) -> float:
    """Months of 30.4375 days from one day to another."""
    return (last - first).days / MONTH


@cache
def past_cases() -> tuple[Case, ...]:
    """The cases that come with offtake, in the order of the file."""
    return tuple(case_of(row) for row in csv.DictReader(_text().splitlines()))


@cache
def columns() -> tuple[str, ...]:
    """The columns of a file of cases, in the order of the file."""
    return tuple(next(csv.reader(_text().splitlines())))


def _text() -> str:
    return files("offtake.evidence.reference").joinpath("cases.csv").read_text(encoding="utf-8")


def case_of(row: dict[str, str]) -> Case:
    """The case that a row states, a text for every column."""
    same = ("case", "group", "industry", "kind", "design", "firm", "site", "country", "rate_basis", "vintage", "grade", "note")  # fmt: skip
    ends = ("promised", "started", "open_until", "rate_due", "rate_seen_on", "rate_reached_on")
    fields: dict[str, Any] = {name: row[name] for name in same}
    fields |= {name: last_day(row[name]) for name in ends}
    fields |= {name: _number(row[name]) for name in ("rate_promised", "rate_seen")}
    announced = middle_day(row["announced"])
    return Case(
        **fields,
        announced=announced,
        promise=_paper(row, "promise"),
        outcome=_paper(row, "outcome"),
    )


def _number(text: str) -> float | None:
    return float(text) if text else None


def _paper(row: dict[str, str], end: str) -> Paper:
    return Paper(*(row[f"{end}_{name}"] for name in ("publisher", "title", "date", "address")))


def known_by(cases: tuple[Case, ...], day: date) -> Iterator[Case]:
    """The cases as they stood on a day: later promises left out, later outcomes still open.

    What had neither started nor ended by then had not started by then: the case is open on that day.
    """
    for case in cases:
        if case.announced is None or case.announced > day:
            continue
        read = last_day(case.outcome.date[:10]) if case.outcome.date[:4].isdigit() else None
        told = read is not None and read <= day
        started = case.started if case.started and case.started <= day else None
        seen = case.rate_seen_on is not None and case.rate_seen_on <= day
        reached = case.rate_reached_on
        yield replace(
            case,
            started=started,
            open_until=case.open_until if told and not case.started else None if started else day,
            rate_seen=case.rate_seen if seen else None,
            rate_seen_on=case.rate_seen_on if seen else None,
            rate_reached_on=reached if reached and reached <= day else None,
        )
