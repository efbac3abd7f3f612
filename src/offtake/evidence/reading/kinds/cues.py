"""What a claim is about: the first rule whose cue stands in the figure's clause, content before reporting verb."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from offtake.evidence.reading.kinds.closed import Closed, closed
from offtake.evidence.reading.kinds.decision import kind_by_frame
from offtake.evidence.reading.kinds.english import english
from offtake.evidence.reading.kinds.frame import Frame
from offtake.evidence.reading.kinds.french import french
from offtake.evidence.reading.kinds.german import german
from offtake.evidence.reading.kinds.moods import mood_around
from offtake.evidence.rules.rules import Rules

_FINITE = r"(?:has|have|had|is|are|was|were|can|could|will|would)"
_CLAUSE = re.compile(
    rf"^(?:Despite|Following|Besides|Apart from|Excluding|Amid)\b[^,;]{{3,80}}, |;|—| after (?=[a-z]+ing\b)|, each (?!of\b)|: (?!\w+%)|,? but |, (?:of which |davon |dont )?(?:only|just|nur|seulement) |, against |, (?=(?:twice|\w+ times)\b)|, (?:up|down) from |,? while |,? whereas |,? (?:al)?though | because (?!of)| so that |, (?:which|who|where|when|with|thanks to|in line with|as) | that (?={_FINITE}\b)|, (?=\w+ing )|, or (?=\d)| – | — |, not |, aber |, mais |, obwohl |, während |, including |,? and (?=(?:{_FINITE}|made|makes|runs|got|wants?|plans?|aims?|expects?|hopes?|intends?)\b)|, and (?=(?:[\w-]+ ){{1,7}}{_FINITE} )| und (?=(?:will|wollen|soll|sollen|wird|werden|plant|planen|möchte|kann|können|hat|haben|rechnet|erwartet)\b)| und (?!damit|mit|seit|fast|erst|jetzt|nicht|somit|zuletzt|selbst|sonst)(?=[a-zäöü]{{3,}}t (?:für|bis|im|in|an|mit|auf|den|die|das|eine?n?|sich)\b)| et (?=(?:veut|vise|prévoit|compte|devrait|va|sera|doit|entend|espère)\b)|, darunter |, dont "
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
    sentence, start, end = _without_asides(sentence, start, end, language)
    first, last = _clause(sentence, start, end, _CLAUSE) if sort != "none" else (0, len(sentence))
    text, after = sentence[first:last], sentence[end:last]
    marked = f"{sentence[first:start]}#{after}" if sort != "none" else text
    words = closed(rules, language) if language in _FRAMES else None
    if sort == "time" and words and _ATTRIBUTE.search(sentence[start:end]):
        return ("order" if words.head(after[:30]) == "order" else "statement"), "verb"
    if sort == "money" and words and _is_public_pledge(sentence, start, end, words):
        return "pledge", "public"
    frame = _FRAMES[language](text, start - first, end - first, words) if words and sort not in ("none", "time") else None  # fmt: skip
    if frame and language == "en" and frame.mood == "real" and (frame.role in ("by", "object", "oblique")) and _DOING.match(text) and not sentence[:first].endswith("after "):  # fmt: skip
        frame = replace(frame, mood=mood_around(sentence[:first][-90:], words)) if words else frame
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
            if (
                not found
                and sort == "goods"
                and words
                and words.head_at_end(sentence[start:end]) == "order"
            ):
                return "order", "noun"  # "in May 41 orders came in"
            return (found, "frame") if found else (kind.name, f"kind {number + 1}")
        elif kind.cue.search(text) or kind.cue.search(marked):
            moved = frame and kind.name == "output" and sort == "goods" and frame.role == "object"
            name = {"planned": "target", "future": "target"}.get(frame.mood, kind.name) if moved and frame else kind.name  # fmt: skip
            return name, f"kind {number + 1}"
    return "statement", "kind 0"


_DOING = re.compile(r"^(?:and |by |including by |thereby |also )*(?:[a-z]+ly )?[a-z]+ing\b")
"""A clause without a finite verb has the mood of the one before: "would help, raising output by 10%"."""
_GIVES = {
    "en": re.compile(r"\b(?:announced|announces|unveiled|offered|offers|(?:will|would) (?:\w+ly )?(?:spend|provide|contribute|give|pay|fund|invest|support|grant|allocate))\b", re.IGNORECASE),
    "de": re.compile(r"\b(?:kündig\w+ (?:.{0,60} )?an|in Aussicht|gewähr\w+)\b", re.IGNORECASE),
    "fr": re.compile(r"\b(?:annonc\w+|accorde\w*|débloque\w*|(?:vers|financ|apport)era|(?:vers|financ|apport)eront|consacrer\w*|va (?:verser|investir|débloquer|consacrer))\b", re.IGNORECASE),
}  # fmt: skip
"""What somebody who spends public money says when he owes it from then on."""


def _is_public_pledge(sentence: str, start: int, end: int, words: Closed) -> bool:
    """Money that a government announces, offers or grants is promised by whoever owes it."""
    first = max((m.end() for m in _CUT.finditer(sentence, 0, start)), default=0)
    last = next((m.start() for m in _CUT.finditer(sentence, end)), len(sentence))
    part = sentence[first:last]
    if (
        words.head(part) == "order"
        or (words.language == "en" and _EACH.match(sentence[end:]))
        or part[: start - first].endswith("budget of ")
    ):
        return False
    gives = _GIVES[words.language].search(part)
    if gives is None or not words.is_public(
        part[: gives.start()] if words.language != "de" else part
    ):
        return False
    between = part[gives.end() : start - first] if gives.end() <= start - first else ""
    return (
        len(between) < 60
        and not _WORTH.search(between)
        and not words.head_at_end(re.sub(r"\b(?:of|worth)\s*$", "", between))
    )


_EACH = re.compile(r" (?:each|apiece|per|an?) ")
_CUT = re.compile(r"; |, (?:but|while|which|who|davon|dont) | but | – ")
_WORTH = re.compile(
    r"\b(?:orders?|contracts?|deals?|impairments?|loss(?:es)?|profits?|cuts?|savings?)\b",
    re.IGNORECASE,
)
_ASIDES = {
    "fr": re.compile(r", (?:qui|que|dont|où)\b[^,;:]{2,90}, (?=[a-zà-ÿ]+ )"),
    "de": re.compile(r", (?:der|die|das|deren|dessen) [^,;:]{2,90}, (?=[a-zäöü]+(?:t|te|en|ten) )"),
}
_ASIDE = re.compile(
    rf", (?:which|who|whose|where|whom)\b[^,;:]{{2,90}}, (?=(?:\w+ly )?(?:{_FINITE}|now|also|still|said|says|[a-z]+(?:s|ed)) )"
)
"""A relative clause between commas, after which the main clause goes on."""


def _without_asides(sentence: str, start: int, end: int, language: str) -> tuple[str, int, int]:
    """The sentence without relative clauses that do not hold the figure, and where the figure is then."""
    for match in reversed(list(_ASIDES.get(language, _ASIDE).finditer(sentence))):
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
