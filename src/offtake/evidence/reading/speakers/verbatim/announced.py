"""Statements without quotation marks behind whoever is announced: a paragraph that ends in "Holm said:", and what follows it.

A press release sets off what somebody says by its layout alone, of which a saved text keeps nothing.  The paragraph behind
the colon is theirs; those behind it are for as long as somebody says "I" or "we" there and nobody else is told to speak.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from offtake.evidence.reading.language.lexicon import Lexicon
from offtake.evidence.reading.speakers.identity.patterns import pattern
from offtake.evidence.reading.speakers.identity.speaker import HIDDEN, Attribution, Person, Speaker
from offtake.evidence.reading.speakers.identity.standing import has
from offtake.evidence.reading.speakers.verbatim.transcripts import Turn, has_label

LONGEST = 250
"""Characters of a paragraph that announces somebody: a longer one is a report of its own."""
_CLOSES = re.compile(r": ?$")
_STOPS = ".!?"
_ITEM = re.compile(r".*\d.*[^.!?]")
"""An item of a list holds a figure and ends without a full stop; a heading holds none."""


@dataclass(frozen=True)
class Announced:
    """Who is announced, and whether a verb says that they speak."""

    speaker: Speaker
    by_verb: bool


def announced(paragraph: str, verbs: Sequence[Attribution], people: Sequence[Person]) -> Announced | None:  # fmt: skip
    """Whom a paragraph announces, by the verbs of its last sentence, else by the one name in it ("Bo Lund, head of the yard:"); None where it is no announcement."""
    if len(paragraph) > LONGEST or HIDDEN in paragraph or not _CLOSES.search(paragraph):
        return None
    said = [v.speaker for v in verbs if v.speaker.name and v.attitude not in ("deny", "plan")]
    if said:
        return Announced(said[-1], by_verb=True)
    named = {p.name for p in people if has(paragraph, p.name)}
    return Announced(Speaker(named.pop(), "named"), by_verb=False) if len(named) == 1 else None


def statement(text: str, start: int, end: int, who: Announced, lexicon: Lexicon) -> Turn | None:
    """The turn that a paragraph behind an announcement is; None where somebody else may speak."""
    paragraph = text[start:end]
    if HIDDEN in paragraph or has_label(paragraph):
        return None
    before = text[:start].rstrip()[-1:]
    is_item = before not in _STOPS and _ITEM.fullmatch(paragraph)
    behind = who.by_verb and (before == ":" or is_item)
    if not behind and not pattern("first_person", lexicon).search(paragraph):
        return None
    return Turn(start, end, Speaker(who.speaker.name, "running"))
