"""Nouns of things, which never speak: "die Kapazität", "Strafzahlungen", with the capitals of names; "le contrat", "une demande"."""

from __future__ import annotations

import re
from functools import lru_cache

from offtake.evidence.reading.language.lexicon import Lexicon
from offtake.evidence.reading.speakers.identity.bodies import body
from offtake.evidence.reading.speakers.verbs import listed

_HEAD = re.compile(r"(?:[a-zäöüß]+ |(?:Die|Der|Das|Diese[rs]?|Eine?) )*(?:(?:Erste|Neue|Weitere|Konkrete|Höhere|Niedrigere|Zusätzliche|Zwei|Drei|Vier|Fünf|Sechs|Sieben|Acht|Neun|Zehn|Elf|Zwölf|Millionen|Milliarden)[nrs]? )?(?P<noun>[A-ZÄÖÜ][a-zäöüß]+)\b(?! [A-ZÄÖÜ])")  # fmt: skip
"""The first noun of what somebody is called, where no name stands behind it."""
_OBJECT = re.compile(r"[A-ZÄÖÜ][a-zäöüß-]+ (?:das|den|dem|ein|einen|einem) [A-ZÄÖÜ]")
"""Two nouns, of which the second is an object: "im Wahlkampf das Gegenteil"."""
_NO_NAME_FR = re.compile(
    r"(?:dont|jusqu|qui|où)\b|premi(?:er|ère)$|[\W\d]|.* (?:et|ou|d[eu]s?|l[ae]s?|à|[sn]['’]\w+ent \w.*|refuse d.*|veu(?:t|lent) .*)$"
)
"""French words that are part of a clause, and no noun: "dont la région", "opérateurs s'affairent autour de"."""


@lru_cache(maxsize=1 << 12)
def is_thing(called: str, lexicon: Lexicon) -> bool:
    """Whether words are a thing by their first noun, one of the list: bodies end as things do ("Koalition", "Flugsicherung")."""
    if lexicon.language == "fr":
        return bool(_NO_NAME_FR.match(called)) or called.split(" ")[0] in _ends(lexicon)
    if lexicon.language != "de":
        return False
    head = _HEAD.match(called)
    noun = head["noun"] if head else called.rsplit(" ", 1)[-1]
    return bool(_OBJECT.search(called)) or (_is_of(noun.lower(), _ends(lexicon)) and body(noun, lexicon) is None)  # fmt: skip


def _is_of(noun: str, ends: tuple[str, ...]) -> bool:
    """Whether a noun, in the dative too, ends as one of the list."""
    return noun.endswith(ends) or noun.removesuffix("n").endswith(ends)


@lru_cache(maxsize=2)
def _ends(lexicon: Lexicon) -> tuple[str, ...]:
    return tuple(sorted(listed(str(lexicon.speech["ends_of_things"]))))
