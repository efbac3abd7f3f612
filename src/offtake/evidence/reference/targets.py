"""One target announced several times: how fast its date moves while one waits for it.

Statements k = 0 … K of one target, made on days t_k for dates d_k.  From the first to the last the date moved by

    s = (d_K - d_0) / (t_K - t_0)      years a year.

At that pace the distance to the date shrinks by 1 - s a year, so it is reached on

    t_K + (d_K - t_K) / (1 - s)        for s < 1, and never for s ≥ 1;

where the date was brought forward (s < 0) the last one stands.  The pace of a few statements is a rough figure: it
shows whether a newest date can be taken at its word.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from offtake.evidence.reference.cases import Paper, last_day, middle_day


@dataclass(frozen=True)
class Statement:
    """A date given for a target, and where it was read."""

    stated_on: date
    promised: date
    paper: Paper
    grade: str
    note: str


@dataclass(frozen=True)
class Target:
    """A target and its statements, oldest first."""

    target: str
    what: str
    statements: tuple[Statement, ...]

    @property
    def pace(self) -> float:
        """s: years by which the date moves in a year."""
        return pace([(s.stated_on, s.promised) for s in self.statements])

    @property
    def expected(self) -> date | None:
        """Where the date ends up at that pace; None for never."""
        return day_at_pace([(s.stated_on, s.promised) for s in self.statements])


def pace(said: Sequence[tuple[date, date]]) -> float:
    """s of dates (t_k, d_k), oldest first; 0 where there is one only, or all were said on one day."""
    (t0, d0), (t, d) = said[0], said[-1]
    return (d - d0) / (t - t0) if t > t0 else 0.0


def day_at_pace(said: Sequence[tuple[date, date]]) -> date | None:
    """The day on which the target is reached at the pace of dates (t_k, d_k); None for never.

    >>> day_at_pace([(date(2021, 1, 1), date(2022, 1, 1)), (date(2022, 1, 1), date(2022, 7, 2))])
    datetime.date(2022, 12, 30)
    """
    (t, d), s = said[-1], max(pace(said), 0.0)
    if s >= 1.0:
        return None
    days = (d - t).days / (1.0 - s)
    return t + timedelta(days=round(days)) if days < 36525 else None


@cache
def targets() -> tuple[Target, ...]:
    """The targets that come with offtake, in the order of the file."""
    text = files("offtake.evidence.reference").joinpath("targets.csv").read_text(encoding="utf-8")
    rows: dict[str, list[dict[str, str]]] = {}
    for row in csv.DictReader(text.splitlines()):
        rows.setdefault(row["target"], []).append(row)
    return tuple(
        Target(name, found[0]["what"], tuple(_statement(row) for row in found))
        for name, found in rows.items()
    )


def _statement(row: dict[str, str]) -> Statement:
    stated, promised = middle_day(row["stated_on"]), last_day(row["promised"])
    assert stated is not None, row
    assert promised is not None, row
    paper = Paper(row["publisher"], row["title"], row["date"], row["address"])
    return Statement(stated, promised, paper, row["grade"], row["note"])
