"""Periods as people write them: 2027, 2027-H1, 2027-Q3, 2027-03."""

from __future__ import annotations

import re
from datetime import date

_PATTERN = re.compile(r"(\d{4})(?:-(?:H([12])|Q([1-4])|(0[1-9]|1[0-2])))?", re.ASCII)


def period_span(text: str) -> tuple[date, date] | None:
    """First day of the period and the day after its last; None where the text is no period.

    >>> period_span("2027-Q3")
    (datetime.date(2027, 7, 1), datetime.date(2027, 10, 1))
    """
    match = _PATTERN.fullmatch(text)
    if match is None or not 1900 <= int(match[1]) <= 2200:
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
