"""Dates told from another of the sentence: "a year earlier", "the year before", "im Vorquartal", "un an plus tard".

Anchored at the date before them, else at the first after them, of the same grain; where there is none, at the article's year.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from offtake.evidence.reading.dates.words import Words
from offtake.evidence.reading.language.numerals import numerals

_MOVABLE = re.compile(r"(?:(?:early|mid|late|spring|summer|autumn|winter)-|FY)?(\d{4})(?:-(?:Q\d|H\d|\d\d))?(?:/\d{4}-\d\d)?")  # fmt: skip


_COMPARED = re.compile(r"\b(?:als|gegenüber|seit|nach|qu['’]en|depuis|par rapport à) $")
"""Before a date with which a year is compared, and from which it is not told: "im Vorjahr 19 Prozent mehr als 2022"."""


_WHOLE_YEAR = ("l'année", "l’année")
"""A year as a whole, whatever stretch of another it is told from."""


def anchored(low: str, known: Sequence[tuple[int, int, str]], words: Words, today: date | None) -> list[tuple[int, int, str]]:  # fmt: skip
    """Start, end and interval of these dates in a text of small letters, beside those that are `known`."""
    made = []
    for found in words.anchored_in(low):
        if any(start < found.end() and found.start() < end for start, end, _ in known):
            continue
        movable = [k for k in known if _MOVABLE.fullmatch(k[2])]
        before = [k for k in movable if k[1] <= found.start()]
        after = [k for k in movable if not _COMPARED.search(low[: k[0]])]
        anchor = before[-1] if before else after[0] if after else None
        if text := _moved(found, anchor[2] if anchor else "", words, today):
            made.append((found.start(), found.end(), text))
    return made


def _moved(found: re.Match[str], anchor: str, words: Words, today: date | None) -> str:
    groups = found.groupdict()
    if groups.get("decades"):
        many = numerals(words.language).get(groups["decades"], 1)
        return str(today.year - 10 * int(many)) if today else ""
    if groups.get("quarter"):
        return _quarter_before(anchor)
    step = 1 if groups.get("later") else -1
    if not anchor:
        return str(today.year + step) if today and step < 0 else ""
    if found[0].startswith(_WHOLE_YEAR):
        anchor = anchor[:4] if anchor[:4].isdigit() else anchor
    return re.sub(r"\d{4}", lambda m: str(int(m[0]) + step), anchor)


def _quarter_before(anchor: str) -> str:
    said = re.fullmatch(r"(\d{4})-Q(\d)", anchor)
    if said is None:
        return ""
    at = int(said[1]) * 4 + int(said[2]) - 2
    return f"{at // 4}-Q{at % 4 + 1}"
