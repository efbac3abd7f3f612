"""Where a sentence calls something untrue: "is pure invention", "called the figure a fairy tale", "Untrue, said Holm, that"."""

from __future__ import annotations

import re
from functools import lru_cache

from offtake.evidence.reading.language.alternatives import any_of, in_small
from offtake.evidence.reading.language.holding import holds_one
from offtake.evidence.rules.rules import Rules

_SUCH = {
    "en": r"(?:(?:\w+ly|just|all|not only|a|an|sheer|pure|utter|outright|complete|plain|absolute|total|vulgar|old) ){0,4}",
    "de": r"(?:(?:reine?r?|purer?|völliger?|blanker?|glatte?r?|schlicht|einfach|frei|völlig|ein|eine|einen|so) ){0,3}",
    "fr": r"(?:(?:tout|totalement|parfaitement|purement|complètement|simplement|une?|de la|du|pure|pur|grossi\w+) ){0,3}",
}
"""What may stand before a word for the untrue."""
_IS = {
    "en": r"\b(?:is|are|was|were|be|been|as|it['’]s|that['’]s)",
    "de": r"\b(?:ist|sind|war|waren|sei|seien|wäre|als)(?: [\w-]+){0,2}?",
    "fr": r"\b(?:c['’]est|est|était|sont|étaient|serait|comme|d['’])(?: [\w-]+)?",
}
_ENDS = r"(?![\w-])(?! (?:of|to|for|with|about|before|again)\b)"
"""A word for the untrue is none where it is built on: "made up of 40 parts"."""


def untrue(text: str, language: str, rules: Rules) -> list[tuple[int, int]]:
    """Where something is called untrue, from the verb that calls it so to the word for it; text without quotation marks."""
    if language not in _IS:
        return []
    return _found(text, language, rules)


@lru_cache(maxsize=64)
def _found(text: str, language: str, rules: Rules) -> list[tuple[int, int]]:
    low = text.lower()
    with_a_word, other, may_be_other = _patterns(language, rules)
    found = [m.span() for p in with_a_word for m in p.finditer(text)] if holds_one(low, _parts(language, rules)) else []  # fmt: skip
    return [*found, *(m.span() for m in other.finditer(text))] if may_be_other.search(low) else found  # fmt: skip


@lru_cache(maxsize=8)
def _words(language: str, rules: Rules) -> tuple[str, ...]:
    """Words for the untrue."""
    return tuple(w.replace("_", " ") for w in rules.data[language]["untrue"].lower().split())


@lru_cache(maxsize=8)
def _parts(language: str, rules: Rules) -> tuple[str, ...]:
    """Those of these words that hold no other: where none of them stands, none of all stands."""
    words = _words(language, rules)
    return tuple(w for w in words if not any(other in w and other != w for other in words))


@lru_cache(maxsize=8)
def _patterns(language: str, rules: Rules) -> tuple[tuple[re.Pattern[str], ...], re.Pattern[str], re.Pattern[str]]:  # fmt: skip
    """What calls by one of these words, whatever else does, and what a text in small letters meets that may do so otherwise."""
    said = rules.data[language]
    word = any_of(_words(language, rules))
    calls = any_of(said["calls"].split())
    such = _SUCH[language]
    forms = (
        rf"{_IS[language]} {such}(?:{word}){_ENDS}",
        rf"\b(?:{calls})\b[^.;:]{{0,140}}? {such}(?:{word}){_ENDS}",
        rf"^{such}(?:{word})(?=[,!:] )",
    )
    with_a_word = tuple(re.compile(form, re.IGNORECASE) for form in forms)
    return with_a_word, re.compile(said["false"], re.IGNORECASE), in_small(said["false"])
