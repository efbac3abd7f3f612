"""Where a sentence calls something untrue: "is pure invention", "called the figure a fairy tale", "Untrue, said Holm, that"."""

from __future__ import annotations

import re
from functools import lru_cache

from offtake.evidence.reading.language.alternatives import any_of
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
    *with_a_word, other = _patterns(language, rules)
    patterns = (
        [*with_a_word, other] if holds_one(text.lower(), _words(language, rules)) else [other]
    )
    return [m.span() for p in patterns for m in p.finditer(text)]


@lru_cache(maxsize=8)
def _words(language: str, rules: Rules) -> tuple[str, ...]:
    """Words for the untrue."""
    return tuple(w.replace("_", " ") for w in rules.data[language]["untrue"].lower().split())


@lru_cache(maxsize=8)
def _patterns(language: str, rules: Rules) -> tuple[re.Pattern[str], ...]:
    said = rules.data[language]
    word = any_of(_words(language, rules))
    calls = any_of(said["calls"].split())
    such = _SUCH[language]
    forms = (
        rf"{_IS[language]} {such}(?:{word}){_ENDS}",
        rf"\b(?:{calls})\b[^.;:]{{0,140}}? {such}(?:{word}){_ENDS}",
        rf"^{such}(?:{word})(?=[,!:] )",
        said["false"],
    )
    return tuple(re.compile(form, re.IGNORECASE) for form in forms)
