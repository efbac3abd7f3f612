"""A clause with its figure between brackets, and what governs that figure."""

from __future__ import annotations

from offtake.evidence.reading.kinds.frames.closed import closed
from offtake.evidence.reading.kinds.frames.english import english
from offtake.evidence.reading.kinds.frames.frame import Frame
from offtake.evidence.reading.kinds.frames.french import french
from offtake.evidence.reading.kinds.frames.german import german
from offtake.evidence.rules.rules import rules

READ = {"en": english, "de": german, "fr": french}


def frame(text: str, language: str = "en") -> Frame:
    """The frame of the figure between brackets."""
    start, end = text.index("["), text.index("]") - 1
    plain = text.replace("[", "").replace("]", "")
    return READ[language](plain, start, end, closed(rules(), language))
