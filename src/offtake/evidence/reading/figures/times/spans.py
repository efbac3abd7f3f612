"""Ranges of time of which one end holds no number: "six months to a year", "between a year and 18 months"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from offtake.evidence.reading.figures.pairs import in_one_unit
from offtake.evidence.reading.figures.quantity import Quantity

_BETWEEN = re.compile(r"\bbetween (?:about |around )?$", re.IGNORECASE)
_A_LENGTH = re.compile(
    r" (?P<word>to|or|and) (?:an?|one) (?P<unit>year|month|week|day|decade)(?P<half> and a half)?\b(?! (?:ago|earlier|later|before|after|from|to)\b|['’-])"
)
_TO = re.compile(r" (to|or|and) ")
_BY = re.compile(r"\bfrom $|\b(?:cut|reduced|shortened|extended|raised|lengthened)\b[^,;.]{0,30}$")
"""Before what something was changed from: "cut from 18 months to a year"."""


def spanned(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """The quantities of a sentence, lengths of time that make a range put together."""
    done: list[Quantity] = []
    for q in found:
        last = done[-1] if done else None
        if last is not None and last.end > q.start and last.high is not None:
            continue  # the second end of a range
        word = _TO.fullmatch(text[last.end : q.start]) if last is not None else None
        if last is not None and word and (whole := _range(text, last, q, word[1])):
            done[-1] = whole
            continue
        done.append(q)
        if q.sort == "time" and q.value is not None and (m := _A_LENGTH.match(text, q.end)):
            second = replace(q, start=m.start("unit"), end=m.end(), value=1.5 if m["half"] else 1.0, unit=m["unit"])  # fmt: skip
            done[-1] = _range(text, q, second, m["word"]) or q
    return done


def _range(text: str, a: Quantity, b: Quantity, word: str) -> Quantity | None:
    """From the one to the other, in the shorter of their units; None where they are no range."""
    if a.sort != "time" or b.sort != "time" or a.step or b.step or a.per or b.per or a.unit == b.unit:  # fmt: skip
        return None
    if (word == "and") != bool(_BETWEEN.search(text[: a.start])) or _BY.search(text[: a.start]):
        return None
    ends = in_one_unit(a, b)
    if ends is None:
        return None
    first, second = ends
    return replace(second, start=a.start, value=None, low=first.value, high=second.value, strong=True)  # fmt: skip
