"""Nouns of things, which never speak: "die Kapazität", "Strafzahlungen", with the capitals of names; "le contrat", "une demande"."""

from __future__ import annotations

import re
from functools import lru_cache

from offtake.evidence.reading.language.dictionaries import dictionary
from offtake.evidence.reading.language.lexicon import Lexicon
from offtake.evidence.reading.speakers.identity.bodies import body
from offtake.evidence.reading.speakers.verbs import listed

_HEAD = re.compile(r"(?P<told>(?:[a-zäöüß]+ |(?:Die|Der|Das|Diese[rs]?|Eine?) )*)(?P<noun>[A-ZÄÖÜ][a-zäöüß]+)\b(?! [A-ZÄÖÜ])")  # fmt: skip
"""The first noun of what somebody is called, where no name stands behind it."""
_OBJECT = re.compile(r"[a-zäöüß] (?:das|den|dem|ein|einen|einem) [A-ZÄÖÜ]")
"""Two nouns, of which the second is an object: "im Wahlkampf das Gegenteil"."""
_NOUN = re.compile(
    r"\w{3,}(?<!schreib)(?<!rechn)(?<!verteidig)(?<!zähl)(?:ung|[stx]ion|tät|heit|keit)(?:en)?$"
)
"""Endings of what is done or how something is, and of bodies that the words for bodies have."""
SHORTEST = 5
"""Letters of the last part of a compound."""


_NO_NAME_FR = re.compile(
    r"(?:dont|jusqu|qui|où)\b|premi(?:er|ère)$|[\W\d]|.* (?:et|ou|d[eu]s?|l[ae]s?|à|[sn]['’]\w+ent \w.*|refuse d.*|veu(?:t|lent) .*)$"
)
"""French words that are part of a clause, and no noun: "dont la région", "opérateurs s'affairent autour de"."""


@lru_cache(maxsize=1 << 12)
def is_thing(called: str, lexicon: Lexicon) -> bool:
    """Whether words are a thing by their first noun: no person, body or paper."""
    if lexicon.language == "fr":
        named = called.istitle() and " " in called  # "Crédit Lormont"
        return bool(_NO_NAME_FR.match(called)) or (not named and called.lower().split(" ")[0] in _ends(lexicon))  # fmt: skip
    if lexicon.language != "de":
        return False
    if _OBJECT.search(called):
        return True
    head, last = _HEAD.match(called), called.rsplit(" ", 1)[-1]
    noun = head["noun"] if head else last
    if body(noun, lexicon) is not None:
        return False
    return _is_abstract(noun) or (head is not None and noun.lower().endswith(_ends(lexicon)))


def _is_abstract(noun: str) -> bool:
    """Whether a noun, or the last part of a compound, ends so and is known: "Hartung" is a name."""
    low = noun.lower().removesuffix("en")
    known = dictionary("de")
    return bool(_NOUN.fullmatch(noun)) and any(low[k:] in known for k in range(len(low) - SHORTEST))


@lru_cache(maxsize=2)
def _ends(lexicon: Lexicon) -> tuple[str, ...]:
    return tuple(sorted(listed(str(lexicon.speech["ends_of_things"]))))
