"""A sentence with its dates, calibres and names of models covered, so that their figures are not counted."""

from __future__ import annotations

import re
from collections.abc import Sequence

from offtake.evidence.reading.figures.dates import When
from offtake.evidence.reading.figures.numbers import MASK
from offtake.evidence.rules.rules import Rules

_COUNTS = re.compile(r"\d|\bago\b|^vor\b|^il y a\b", re.IGNORECASE)
"""A date that holds a number: "two years ago" counts no years of anything."""


def masked(text: str, dates: Sequence[When], rules: Rules) -> str:
    """The sentence at its full length, every character of such parts replaced by one sign."""
    figures = any(sign.isdigit() for sign in text)
    spans = [(w.start, w.end) for w in dates if figures and _COUNTS.search(text[w.start : w.end])]
    spans += [m.span() for m in rules.asides.finditer(text)]
    for start, end in spans:
        text = text[:start] + MASK * (end - start) + text[end:]
    return text
