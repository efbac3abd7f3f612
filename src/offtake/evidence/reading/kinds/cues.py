"""What a claim is about: the first rule whose cue stands in the figure's clause, content before reporting verb."""

from __future__ import annotations

import re
from collections.abc import Callable

from offtake.evidence.reading.kinds.closed import Closed, closed
from offtake.evidence.reading.kinds.decision import kind_by_frame
from offtake.evidence.reading.kinds.english import english
from offtake.evidence.reading.kinds.frame import Frame
from offtake.evidence.reading.kinds.french import french
from offtake.evidence.reading.kinds.german import german
from offtake.evidence.rules.rules import Rules

_CLAUSE = re.compile(
    r";|: (?!\w+%)|,? but |, (?:of which |davon |dont )?(?:only|just|nur|seulement) |, against |, (?=(?:twice|\w+ times)\b)|, (?:up|down) from |,? while |,? whereas | – | — |, not |, aber |, mais |, including |,? and (?=(?:has|have|had|made|makes|runs|can|is|was|got|wants?|plans?|will|aims?|expects?|hopes?|intends?|is to|are to)\b)|, darunter |, dont "
)
_PART = re.compile(";")


_FRAMES: dict[str, Callable[[str, int, int, Closed], Frame]] = {"en": english, "de": german, "fr": french}  # fmt: skip


def kind_of(
    sentence: str, start: int, end: int, sort: str, rules: Rules, language: str = "en"
) -> tuple[str, str]:
    """Kind and the number of the rule, for a figure at `start` to `end` of a sentence (0, 0 without a figure)."""
    clause = _clause(sentence, start, end, _CLAUSE) if sort != "none" else (0, len(sentence))
    whole = _clause(sentence, start, end, _PART) if sort != "none" else clause
    frame = _FRAMES[language](sentence[clause[0] : clause[1]], start - clause[0], end - clause[0], closed(rules, language)) if sort not in ("none", "time") and language in _FRAMES else None  # fmt: skip
    after = sentence[end : clause[1]]
    for first, last in (clause, whole):
        text = sentence[first:last]
        marked = f"{sentence[first:start]}#{sentence[end:last]}" if sort != "none" else text
        for number, kind in enumerate(rules.kinds):
            if sort not in kind.sorts:
                continue
            if kind.name == "verb":
                if frame and (found := kind_by_frame(frame, sort, after, strong=True)):
                    return found, "verb"
                continue
            if kind.cue is not None and not kind.cue.search(text) and not kind.cue.search(marked):
                continue
            if kind.cue is None and (first, last) != whole:
                break  # nothing in the clause says it: the sentence may
            if kind.cue is None and frame and (found := kind_by_frame(frame, sort, after)):
                return found, "frame"
            return kind.name, f"kind {number + 1}"
    return "statement", "kind 0"


def _clause(sentence: str, start: int, end: int, stop: re.Pattern[str]) -> tuple[int, int]:
    first, last = 0, len(sentence)
    for match in stop.finditer(sentence):
        if match.end() <= start:
            first = match.end()
        elif match.start() >= end:
            last = match.start()
            break
    return first, last
