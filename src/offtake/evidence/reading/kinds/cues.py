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

_FINITE = r"(?:has|have|had|is|are|was|were|can|could|will|would)"
_CLAUSE = re.compile(
    rf";|—| after (?=[a-z]+ing\b)|, each (?!of\b)|: (?!\w+%)|,? but |, (?:of which |davon |dont )?(?:only|just|nur|seulement) |, against |, (?=(?:twice|\w+ times)\b)|, (?:up|down) from |,? while |,? whereas |,? (?:al)?though | because (?!of)| so that |, (?:which|who|where|when|with|thanks to|in line with|as) | that (?={_FINITE}\b)|, (?=\w+ing )|, or (?=\d)| – | — |, not |, aber |, mais |, obwohl |, während |, including |,? and (?=(?:{_FINITE}|made|makes|runs|got|wants?|plans?|aims?|expects?|hopes?|intends?)\b)|, and (?=(?:[\w-]+ ){{1,7}}{_FINITE} )| und (?=(?:will|wollen|soll|sollen|wird|werden|plant|planen|möchte|kann|können|hat|haben|rechnet|erwartet)\b)| et (?=(?:veut|vise|prévoit|compte|devrait|va|sera|doit|entend|espère)\b)|, darunter |, dont "
)
"""Where one clause ends and another begins: a cue counts only in the figure's own."""


_NO_SUBJECT = re.compile(rf"(?:{_FINITE})\b")
"""A clause whose subject stands in the one before: "covers 40 rounds and is worth €3m"."""
_ATTRIBUTE = re.compile(r"\w-(?:year|month|week|day|hour|decade)$", re.IGNORECASE)
"""A length of time that belongs to a noun: "a seven-year contract", "a two-year plan"."""
_FRAMES: dict[str, Callable[[str, int, int, Closed], Frame]] = {"en": english, "de": german, "fr": french}  # fmt: skip


def kind_of(
    sentence: str, start: int, end: int, sort: str, rules: Rules, language: str = "en"
) -> tuple[str, str]:
    """Kind and the number of the rule, for a figure at `start` to `end` of a sentence (0, 0 without a figure)."""
    sentence, start, end = _without_asides(sentence, start, end)
    first, last = _clause(sentence, start, end, _CLAUSE) if sort != "none" else (0, len(sentence))
    text, after = sentence[first:last], sentence[end:last]
    marked = f"{sentence[first:start]}#{after}" if sort != "none" else text
    words = closed(rules, language) if language in _FRAMES else None
    if sort == "time" and words and _ATTRIBUTE.search(sentence[start:end]):
        return ("order" if words.head(after[:30]) == "order" else "statement"), "verb"
    frame = _FRAMES[language](text, start - first, end - first, words) if words and sort not in ("none", "time") else None  # fmt: skip
    for number, kind in enumerate(rules.kinds):
        if sort not in kind.sorts:
            continue
        if kind.name == "verb":
            if frame and (known := kind_by_frame(frame, sort, after, strong=True)):
                return known, "verb"
        elif kind.cue is None:
            if first and _NO_SUBJECT.match(text):
                earlier, _ = _clause(sentence, first - 8, first - 7, _CLAUSE)
                told = sentence[earlier:first]
                if sort == "money" and words and words.head(told) == "order":
                    return "order", "subject"
            found = frame and kind_by_frame(frame, sort, after)
            return (found, "frame") if found else (kind.name, f"kind {number + 1}")
        elif kind.cue.search(text) or kind.cue.search(marked):
            moved = frame and kind.name == "output" and sort == "goods" and frame.role == "object"
            name = {"planned": "target", "future": "target"}.get(frame.mood, kind.name) if moved and frame else kind.name  # fmt: skip
            return name, f"kind {number + 1}"
    return "statement", "kind 0"


_ASIDE = re.compile(
    rf", (?:which|who|whose|where|whom)\b[^,;:]{{2,90}}, (?=(?:\w+ly )?(?:{_FINITE}|now|also|still|said|says|[a-z]+(?:s|ed)) )"
)
"""A relative clause between commas, after which the main clause goes on."""


def _without_asides(sentence: str, start: int, end: int) -> tuple[str, int, int]:
    """The sentence without relative clauses that do not hold the figure, and where the figure is then."""
    for match in reversed(list(_ASIDE.finditer(sentence))):
        if match.end() <= start:
            gone = match.end() - match.start() - 1
            sentence, start, end = (
                f"{sentence[: match.start()]} {sentence[match.end() :]}",
                start - gone,
                end - gone,
            )
        elif match.start() >= end:
            sentence = f"{sentence[: match.start()]} {sentence[match.end() :]}"
    return sentence, start, end


def _clause(sentence: str, start: int, end: int, stop: re.Pattern[str]) -> tuple[int, int]:
    first, last = 0, len(sentence)
    for match in stop.finditer(sentence):
        short = match[0] == ": " and len(sentence[first : match.start()].split()) <= 4
        if short or (0 <= match.start() - end <= 1 and match[0].startswith(" that")):
            continue  # "Output in May: 40", "the 40 that were promised"
        if match.end() <= start:
            first = match.end()
        elif match.start() >= end:
            last = match.start()
            break
    return first, last
