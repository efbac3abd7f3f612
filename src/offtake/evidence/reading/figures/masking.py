"""A sentence with its dates, calibres and names of models covered, so that their figures are not counted."""

from __future__ import annotations

from collections.abc import Sequence

from offtake.evidence.reading.figures.dates import When
from offtake.evidence.reading.figures.numbers import MASK
from offtake.evidence.rules.rules import Rules


def masked(text: str, dates: Sequence[When], rules: Rules) -> str:
    """The sentence at its full length, every character of such parts replaced by one sign."""
    if not any(sign.isdigit() for sign in text):
        return text
    spans = [(w.start, w.end) for w in dates if any(c.isdigit() for c in text[w.start : w.end])]
    spans += [m.span() for m in rules.asides.finditer(text)]
    for start, end in spans:
        text = text[:start] + MASK * (end - start) + text[end:]
    return text
