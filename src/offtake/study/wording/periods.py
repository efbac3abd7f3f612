"""Periods as people write them: 2027, 2027-H1, 2027-Q3, 2027-03."""

from __future__ import annotations

import re
from datetime import date

from offtake.study.study import PERIODS_PER_YEAR

FIRST_YEAR, LAST_YEAR = 1900, 2200
"""Years that anything in a study may lie in."""
_PATTERN = re.compile(r"(\d{4})(?:-(?:H([12])|Q([1-4])|(0[1-9]|1[0-2])))?", re.ASCII)


def period_span(text: str) -> tuple[date, date] | None:
    """First day of the period and the day after its last; None where the text is no period.

    >>> period_span("2027-Q3")
    (datetime.date(2027, 7, 1), datetime.date(2027, 10, 1))
    """
    match = _PATTERN.fullmatch(text)
    if match is None or not FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
        return None
    year, half, quarter, month = int(match[1]), match[2], match[3], match[4]
    if half:
        first, months = 6 * int(half) - 5, 6
    elif quarter:
        first, months = 3 * int(quarter) - 2, 3
    elif month:
        first, months = int(month), 1
    else:
        first, months = 1, 12
    after = first + months
    return date(year, first, 1), date(year + (after - 1) // 12, (after - 1) % 12 + 1, 1)


def months_of(span: tuple[date, date]) -> int:
    """Number of months from a first of a month to another."""
    first, after = span
    return 12 * (after.year - first.year) + after.month - first.month


def period_holding(day: date, period: str) -> date:
    """First day of the calendar's month, quarter, half-year or year that holds `day`.

    >>> period_holding(date(2026, 5, 17), "quarter")
    datetime.date(2026, 4, 1)
    """
    months = 12 // PERIODS_PER_YEAR[period]
    return date(day.year, (day.month - 1) // months * months + 1, 1)
