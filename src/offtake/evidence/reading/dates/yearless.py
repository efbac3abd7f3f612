"""Dates that name no year: halves, seasons, feasts, the first months, a quarter by its last month, the start of the year.

The year is the one that puts them nearest: behind a sentence that looks back, before one that looks ahead.
"""

from __future__ import annotations

import re
from datetime import date

from offtake.evidence.reading.dates.intervals import Ahead, Groups, Said
from offtake.evidence.reading.dates.words import Words
from offtake.evidence.reading.language.numerals import numerals

STARTS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
_SECOND = re.compile(r"second|latter")


def _nearest(first: int, last: int, step: int | None, ahead: bool, today: date) -> int:
    """The year of a stretch of months: the next (1), the last (-1), this year's (0), or by where the sentence looks (None)."""
    if step == 0:
        return today.year
    if step == 1 or (step is None and ahead):
        return today.year + (today.month >= first if step == 1 else today.month > last)
    return today.year - (today.month <= last if step == -1 else today.month < last)


def _half(g: Groups, ahead: Ahead, w: Words, today: date | None) -> Said:
    if today is None:
        return "", "unresolved"
    number = 2 if _SECOND.match(g["hh"]) else 1
    first, last = (1, 6) if number == 1 else (7, 12)
    return f"{_nearest(first, last, None, ahead(), today)}-H{number}", "resolved"


def _season(g: Groups, ahead: Ahead, w: Words, today: date | None) -> Said:
    if today is None:
        return "", "unresolved"
    said = next(g[k] for k in ("seaw", "seaw2") if k in g)
    name = next(k for k, p in w.data["seasons"].items() if re.fullmatch(p, said, re.IGNORECASE))
    which = f"{g.get('sean', '')} {g.get('seaf', '')}".strip()
    step = w.relation(which) if which else None
    start = STARTS[name]
    return f"{name}-{_nearest(start, min(start + 2, 12), step, ahead(), today)}", "resolved"


def _feast(g: Groups, ahead: Ahead, w: Words, today: date | None) -> Said:
    return (f"{_nearest(12, 12, None, ahead(), today)}-12" if today else ""), "resolved"


def _first_months(g: Groups, ahead: Ahead, w: Words, today: date | None) -> Said:
    number = int(g["fm"]) if g["fm"].isdigit() else int(numerals(w.language)[g["fm"]])
    if not 1 < number <= 12:
        return None
    if "fmy" not in g and today is None:
        return "", "unresolved"
    year = g.get("fmy") or _nearest(1, number, None, ahead(), today or date.min)
    return f"{year}-01/{year}-{number:02d}", "stated" if "fmy" in g else "resolved"


def _quarter_by_month(g: Groups, ahead: Ahead, w: Words, today: date | None) -> Said:
    month = w.months[g["mq"]]
    if "mqy" in g:
        return f"{g['mqy']}-Q{month // 3}", "stated"
    return (f"{_nearest(month - 2, month, None, ahead(), today)}-Q{month // 3}" if today else ""), "resolved"  # fmt: skip


def _start(g: Groups, ahead: Ahead, w: Words, today: date | None) -> Said:
    return (f"early-{today.year}" if today else ""), "resolved"


READERS = (
    ({"hh"}, _half),
    ({"seaw", "seaw2"}, _season),
    ({"feast"}, _feast),
    ({"fm"}, _first_months),
    ({"mq"}, _quarter_by_month),
    ({"starty"}, _start),
)
