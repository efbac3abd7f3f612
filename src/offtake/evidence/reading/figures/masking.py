"""A sentence with its dates, calibres and names of models covered, so that their figures are not counted."""

from __future__ import annotations

import re
from collections.abc import Sequence

from offtake.evidence.reading.figures.dates import When
from offtake.evidence.reading.figures.numbers import MASK
from offtake.evidence.rules.rules import Rules

_COUNTS = re.compile(r"\d|\bago\b|^vor\b|^il y a\b", re.IGNORECASE)
"""A date that holds a number: "two years ago" counts no years of anything."""


_MODEL = re.compile(
    r"\b(?P<n>\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) (?P<model>\d{3}(?![\d.,]\d|\d|%)(?: [A-Z]{2,5}(?: \d{1,2}\b)?(?= [a-z]))?)(?= ?[A-Za-z])"
)
"""Two numbers side by side: how many, and of which model ("40 737 MAX jets", "two 777 freighters")."""


def _models(text: str) -> list[tuple[int, int]]:
    """Where names of models stand that are numbers, and stand right after another number."""
    found = [
        m for m in _MODEL.finditer(text) if m["n"].isalpha() or not m["model"][:3].endswith("0")
    ]
    return [m.span("model") for m in found if not re.match(r" ?(?:million|billion|m|bn|%|per)\b", text[m.end() :])]  # fmt: skip


def masked(text: str, dates: Sequence[When], rules: Rules) -> str:
    """The sentence at its full length, every character of such parts replaced by one sign."""
    figures = any(sign.isdigit() for sign in text)
    spans = [(w.start, w.end) for w in dates if figures and _COUNTS.search(text[w.start : w.end])]
    spans += [m.span() for m in rules.asides.finditer(text)]
    spans += _models(text)
    for start, end in spans:
        text = text[:start] + MASK * (end - start) + text[end:]
    return text
