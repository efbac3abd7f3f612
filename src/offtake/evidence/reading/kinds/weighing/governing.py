"""The frame of a figure in the clause that governs it, in whatever language."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from offtake.evidence.reading.kinds.frames.clauses import clause_of, without_asides
from offtake.evidence.reading.kinds.frames.closed import Closed, closed
from offtake.evidence.reading.kinds.frames.english import english
from offtake.evidence.reading.kinds.frames.frame import Frame
from offtake.evidence.reading.kinds.frames.french import french
from offtake.evidence.reading.kinds.frames.german import german
from offtake.evidence.reading.kinds.frames.moods import mood_around
from offtake.evidence.rules.rules import Rules

_FRAMES: dict[str, Callable[[str, int, int, Closed], Frame]] = {"en": english, "de": german, "fr": french}  # fmt: skip
_DOING = re.compile(
    r"^(?:and |by |including |by |thereby |also |further |then |later )*(?:[a-z]+ly )?[a-z]+ing\b"
)
"""A clause without a finite verb has the mood of the one before: "would help, raising output by 10%"."""
_HAS_VERB = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|can|could)\b")
_WHICH = re.compile(r"\b(?:which|that) $")
"""A relative clause is told of the noun before it: "its backlog, which has reached 40"."""
_MAIN = 160
"""Characters of the clause before, in which its verb is looked for."""
_NOUN = 80
"""Characters before a relative clause in which its noun is looked for."""


def frame_of(sentence: str, start: int, end: int, language: str, rules: Rules) -> Frame:
    """What governs the figure at `start` to `end` of a sentence."""
    if language not in _FRAMES:
        return Frame()
    sentence, start, end = without_asides(sentence, start, end, language)
    first, last = clause_of(sentence, start, end, language)
    text, earlier = sentence[first:last], sentence[:first]
    words = closed(rules, language)
    frame = _FRAMES[language](text, start - first, end - first, words)
    if language == "en":
        frame = _mood_of_main(frame, text, earlier, words)
    if not frame.head and frame.role in ("oblique", "complement") and _DOING.match(text):
        frame = replace(frame, head=words.head(earlier[-120:]))
    if frame.role == "complement" and not frame.head and _WHICH.search(earlier):
        frame = replace(frame, head=words.head(earlier[-_NOUN:]))
    return frame


def _mood_of_main(frame: Frame, text: str, earlier: str, words: Closed) -> Frame:
    """The mood of the clause before, where a clause has no finite verb of its own."""
    if earlier.endswith(": ") and frame.role == "agent" and not frame.verb:
        return replace(frame, role="complement", verb="reach", mood=mood_around(earlier[-120:], words))  # fmt: skip
    if frame.mood != "real":
        return frame
    alone = frame.role == "object" and re.search(r"\b[a-z]{3,}ing\b", text) and not _HAS_VERB.search(text)  # fmt: skip
    if earlier.endswith("with ") and (alone or frame.head in ("capacity", "output")):
        return replace(frame, mood=mood_around(earlier[-120:], words))  # of what is yet to be built
    if frame.role in ("by", "object", "oblique") and _DOING.match(text) and not earlier.endswith("after "):  # fmt: skip
        return replace(frame, mood=mood_around(earlier[-_MAIN:], words))
    return frame
