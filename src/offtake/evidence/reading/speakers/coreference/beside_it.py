"""The one firm that a German sentence names beside a noun for a firm that nobody was called by: "Acme hat 40 Züge verkauft, teilte der Konzern mit"."""

from __future__ import annotations

import re
from functools import lru_cache

from offtake.evidence.reading.kinds.weighing.translated import dictionary
from offtake.evidence.reading.language.lexicon import Lexicon
from offtake.evidence.reading.speakers.identity.known import Named
from offtake.evidence.reading.speakers.identity.names import TOKEN, UPPER
from offtake.evidence.reading.speakers.identity.patterns import days, months, pattern
from offtake.evidence.reading.speakers.identity.people import is_common, nobody
from offtake.evidence.reading.speakers.verbs import listed

_OF = re.compile(rf"(?<![\w-])(?:von|bei|Von|Bei) (?P<name>{TOKEN})(?! [{UPPER}]|[\w-])")
"""Of whom or with whom something is: "der Umsatz von Acme", "bei Acme fallen 40 Stellen weg"."""

_HAS = re.compile(
    rf"(?<![\w-])(?:hat|hatte|will|wollte|wird|kann|muss|soll|plant) (?P<name>{TOKEN})(?! [{UPPER}]|[\w-])|^(?:(?:Der|Die|Das) )?(?P<first>{TOKEN}) (?=(?:hat|hatte|will|wollte|wird|kann|muss|soll|plant|streicht|baut|schließt|investiert|erhält|bekommt|steigerte|senkt|erwartet|verkaufte?|lieferte?) )"
)
"""Who does something, behind a verb or at the head of the sentence."""


def firm_beside(before: str, named: Named, lexicon: Lexicon) -> str:
    """The only name in the words before the noun that a firm may have; '' where there is none, or several."""
    does = (m[m.lastgroup or 0] for m in pattern("does", lexicon).finditer(before))
    has = (m[m.lastgroup or 0] for m in _HAS.finditer(before))
    of = (m["name"] for m in _OF.finditer(before))
    names = {n for n in (*does, *has, *of) if n and _may_be_firm(n, named, lexicon)}
    return names.pop() if len(names) == 1 else ""


def _may_be_firm(name: str, named: Named, lexicon: Lexicon) -> bool:
    """Whether a name is neither a person's nor a place's, and no word of the language."""
    if (
        any(p.surname == name and " von " not in p.name for p in named.people)
        or name in _no_firms(lexicon)
        or is_common(name)
    ):
        return False
    low = name.lower()
    return low not in dictionary(lexicon.language) and low not in nobody(lexicon) and not re.fullmatch(f"{months(lexicon)}|{days(lexicon)}", name)  # fmt: skip


@lru_cache(maxsize=4)
def _no_firms(lexicon: Lexicon) -> frozenset[str]:
    return frozenset((*listed(str(lexicon.speech["places"])), "Der", "Die", "Das", "Es", "Er", "Sie", "Wer", "Man"))  # fmt: skip
