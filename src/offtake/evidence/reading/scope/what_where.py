"""Of what and where: only what the sentence itself says, in its words."""

from __future__ import annotations

import re

CAPITALS = r"[A-ZÄÖÜÉ][\w&'’.-]*\w(?: (?:of the |of |de |von |der )?[A-ZÄÖÜÉ][\w&'’-]*\w){0,3}"
"""A run of words with capitals, as names have."""
_WHERE = re.compile(rf"\b(?:in|at|near|across|à|en|au|aux) (?:the |its |der |la )?(?P<place>{CAPITALS}|(?:the )?alliance)\b(?! (?:fair|air ?show|show|summit|conference|congress|forum|meeting|exhibition|messe|hearing|briefing)\b)(?: (?:plant|works|site|factory|mill|yard))?")  # fmt: skip
_OF = re.compile(
    r" (?:of|de|d['’]|von) (?!(?:(?:the|its|their|all) )*\d)(?P<of>(?:the |its |all )?[\w-]+(?: [\w-]+){0,2})"
)
NO_SCOPE = re.compile(r"[A-Z]{3}\b(?= ?\d)|NOK|SEK|DKK|EUR|USD|PLN|CHF|GBP|Jahr|Höhe|Zukunft|Betrieb|Produktion|Monat|January|February|March|April|May|June|July|August|September|October|November|December|Q[1-4]|Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday")  # fmt: skip
"""Words with capitals that name neither a place nor an owner."""


def where_of(sentence: str) -> str:
    """The first place that the sentence names after "in" or "at"; '' where it names none."""
    for match in _WHERE.finditer(sentence):
        if not NO_SCOPE.match(match["place"]):
            return match["place"].strip()
    return ""


def what_of(words: str, sentence: str, end: int) -> str:
    """What is counted, with "of ..." where that follows and is no other figure ("40 of the 65 lines")."""
    after = _OF.match(sentence, end)
    return f"{words} of {after['of']}".strip() if after and words else words
