"""Which numbers are quantities at all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from offtake.evidence.reading.figures.numbers import MASK
from offtake.evidence.reading.figures.quantity import Quantity
from offtake.evidence.rules.rules import Bare


def counts(text: str, q: Quantity, bare: Sequence[Bare]) -> bool:
    """Whether a number is a quantity at all: "one" is none, one without a unit where a rule of `bare` says so."""
    amount = q.value if q.value is not None else q.low
    assert amount is not None
    if q.unit == "share" and amount >= 1:
        return False  # "all four quarters of 2017"
    if q.sort in ("goods", "money") and q.value == 1 and not q.strong and not q.figures:
        return False
    if q.sort == "time":
        return not (q.value == 1 and not q.figures and not q.strong)
    if q.sort != "bare":
        return True
    if q.strong or q.step or q.per:
        return True
    if (amount == 2 and THE_TWO.search(text[: q.start])) or NUMBERED.search(text[: q.start]):
        return False
    if q.figures and amount >= 1000 and (q.grouped or not _A_NOUN.match(text[q.end :])):
        return True
    before, after = text[: q.start], text[q.end :]
    return any(
        amount >= b.least
        and (q.figures or not b.figures)
        and b.after.match(after)
        and b.before.search(before)
        for b in bare
    )


THE_TWO = re.compile(r"\b(?:the|these|those|die|les) $", re.IGNORECASE)
"""Two that were named already: "a wall between the two"."""
NUMBERED = re.compile(
    r"\b(?:Tor|Halle|Linie|Gleis|Phase|Block|Los|Abschnitt|Kapitel|Seite|Artikel|Nummer|Etappe|Saal|Raum|Ziffer|Absatz|Schacht|porte|halle|ligne|quai|phase|article|page|numéro|étape|salle|chapitre|alinéa|annexe) $"
)
"""What has a number in German and French, and is none of so many."""
_A_NOUN = re.compile(r" (?!from\b|to\b|for\b|by\b|in\b|on\b|at\b|of\b|and\b|or\b|but\b|per\b|a\b|last\b|this\b|next\b|than\b|more\b|with\b|while\b|as\b|after\b|before\b|since\b|under\b|over\b|with\w*|will\b|would\b|can\b|could\b|were\b|was\b|are\b|have\b|had\b|has\b|de\b|des\b|en\b|par\b|et\b|im\b|in\b|auf\b|und\b|[a-z]+ed\b)[a-z]{3,}")  # fmt: skip
"""What makes a bare figure of four the name of a thing: "its 2710 cell"."""


_GAP = re.compile(r"(?:,|,? and|,? but) (?:another |about |some |just |only )?$")
_GAP_ENDS = re.compile(rf" (?:to|for|from|in|by|at|with)\b| {MASK}")


def is_gapped(text: str, q: Quantity, before: Sequence[Quantity]) -> bool:
    """Whether noun and verb of a number stand with the one before: "seven jets to Oslo, five to Bergen and two in May"."""
    amount = q.value or 0
    if q.sort != "bare" or amount < 2 or not _GAP.search(text[: q.start]) or not _GAP_ENDS.match(text[q.end :]):  # fmt: skip
        return False
    last = before[-1] if before else None
    return last is not None and q.start - last.end < 60 and (last.sort == "goods" or bool(last.step) or is_gapped(text, last, before[:-1]))  # fmt: skip
