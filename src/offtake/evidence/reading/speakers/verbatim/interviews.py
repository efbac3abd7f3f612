"""Interviews without labels: a question in one paragraph, the answer in the next, and whoever answers named before the first.

A text is one where a question stands alone in a paragraph twice, and behind each somebody says "I" or "we", or behind some "yes" or
"no"; or once with the name of whoever is asked.  What a paper asks for its readers ("What do we know?") is no question of an interview.
Who answers is the one person named before the first question, or asked by name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from offtake.evidence.reading.language.lexicon import Lexicon
from offtake.evidence.reading.speakers.identity.heading import called
from offtake.evidence.reading.speakers.identity.patterns import pattern
from offtake.evidence.reading.speakers.identity.speaker import HIDDEN, Person, Speaker
from offtake.evidence.reading.speakers.identity.standing import has
from offtake.evidence.reading.speakers.verbatim.transcripts import Turn, has_label

SOME = 4
"""Of so many first answers one may have neither "I" nor "yes"."""
LONGEST = 400
"""Characters of a question."""
FEWEST = 2
"""Questions of an interview in which nobody is asked by name."""


@dataclass(frozen=True)
class Interview:
    """Who answers in a text, and the paragraphs in which they do."""

    speaker: Speaker
    answers: frozenset[int]

    def turn(self, start: int, end: int) -> Turn | None:
        """The turn that a paragraph is."""
        return Turn(start, end, self.speaker) if start in self.answers else None


def interview(text: str, paragraphs: Sequence[tuple[int, int]], people: Sequence[Person], lexicon: Lexicon) -> Interview | None:  # fmt: skip
    """The interview that a text is, quotations hidden; None where it is none, or several might answer."""
    asks = [k for k, (start, end) in enumerate(paragraphs) if k + 1 < len(paragraphs) and _asks(text[start:end], lexicon)]  # fmt: skip
    if not asks:
        return None
    begins = paragraphs[asks[0]][0]
    asked = {name for k in asks for name in called(text[slice(*paragraphs[k])], people, lexicon)}
    named = asked or {p.name for p in people if p.at < begins}
    if len(named) != 1 or len(asks) < (1 if asked else FEWEST):
        return None
    answers = _answers(text, paragraphs, asks, frozenset(p.surname for p in people), lexicon)
    if any(has_label(text[start:end]) for start, end in paragraphs if start in answers):
        return None
    told = [text[slice(*paragraphs[k + 1])] for k in asks if paragraphs[k + 1][0] in answers]
    own = [bool(pattern("first_person", lexicon).search(t)) for t in told]
    said = [i or bool(pattern("yes_or_no", lexicon).search(t)) for i, t in zip(own, told, strict=True)]  # fmt: skip
    if not any(own) or not (asked or said.count(False) <= len(said) // SOME):
        return None
    return Interview(Speaker(next(iter(named)), "running"), answers)


def _asks(paragraph: str, lexicon: Lexicon) -> bool:
    """Whether a paragraph is a question, or a remark that ends in one; none that a paper asks for its readers."""
    question = paragraph.rstrip(" ”»").endswith("?") and len(paragraph) < LONGEST and HIDDEN not in paragraph  # fmt: skip
    return question and not pattern("asks_for_readers", lexicon).search(paragraph)


def _answers(text: str, paragraphs: Sequence[tuple[int, int]], asks: Sequence[int], surnames: frozenset[str], lexicon: Lexicon) -> frozenset[int]:  # fmt: skip
    """Where answers begin: every paragraph behind a question up to the next, as long as nothing is quoted and nobody named there; behind the last one only the next."""
    found: list[int] = []
    for k, following in zip(asks, [*asks[1:], asks[-1] + 2], strict=True):
        for start, end in paragraphs[k + 1 : following]:
            said = text[start:end]
            named = any(has(said, name) for name in surnames) and not pattern("first_person", lexicon).search(said)  # fmt: skip
            if HIDDEN in said or named:
                break
            found.append(start)
    return frozenset(found)
