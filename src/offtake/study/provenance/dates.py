"""Dates of publication as they are found: a day, a month, a year, or words around one."""

from __future__ import annotations

import re
from datetime import date

_DATE = re.compile(r"(?<![\d-])((?:19|20)\d\d)(?:-(\d\d))?(?:-(\d\d))?(?!\d)")


def earliest_day(text: str) -> date | None:
    """The first day that a date of publication can mean, the first that words around it name; None where none is read.

    >>> earliest_day("2024-02 (undated in store)"), earliest_day("snapshot of May 2026"), earliest_day("undated")
    (datetime.date(2024, 2, 1), datetime.date(2026, 1, 1), None)
    """
    match = _DATE.search(text)
    if match is None:
        return None
    year, month, day = (int(part) if part else 1 for part in match.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None
