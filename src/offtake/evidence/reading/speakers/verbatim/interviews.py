"""Interviews without labels: a question in one paragraph, the answer in the next, and whoever answers named before the first.

A text is one where a question stands alone in a paragraph twice, or once with the name of whoever is asked, and answers follow.
Who answers is the one person named before the first question, or asked by name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from offtake.evidence.reading.language.lexicon import Lexicon
from offtake.evidence.reading.speakers.identity.heading import called
from offtake.evidence.reading.speakers.identity.speaker import HIDDEN, Person, Speaker
from offtake.evidence.reading.speakers.verbatim.transcripts import Turn, has_label, says_i

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
    asks = [k for k, (start, end) in enumerate(paragraphs) if k + 1 < len(paragraphs) and _asks(text[start:end])]  # fmt: skip
    if not asks:
        return None
    begins = paragraphs[asks[0]][0]
    asked = {name for k in asks for name in called(text[slice(*paragraphs[k])], people, lexicon)}
    named = asked or {p.name for p in people if p.at < begins}
    if len(named) != 1 or len(asks) < (1 if asked else FEWEST):
        return None
    answers = _answers(text, paragraphs, asks)
    if any(has_label(text[start:end]) for start, end in paragraphs if start in answers):
        return None
    if not any(says_i(text[start:end], lexicon) for start, end in paragraphs if start in answers):
        return None
    return Interview(Speaker(next(iter(named)), "running"), answers)


def _asks(paragraph: str) -> bool:
    """Whether a paragraph is a question, or a remark that ends in one."""
    return paragraph.rstrip(" ”»").endswith("?") and len(paragraph) < LONGEST and HIDDEN not in paragraph  # fmt: skip


def _answers(text: str, paragraphs: Sequence[tuple[int, int]], asks: Sequence[int]) -> frozenset[int]:  # fmt: skip
    """Where answers begin: every paragraph behind a question up to the next, as long as nothing is quoted there; behind the last one only the next."""
    found: list[int] = []
    for k, following in zip(asks, [*asks[1:], asks[-1] + 2], strict=True):
        for start, end in paragraphs[k + 1 : following]:
            if HIDDEN in text[start:end]:
                break
            found.append(start)
    return frozenset(found)
