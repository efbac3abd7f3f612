"""The one firm that a sentence tells of beside a noun for a firm that nobody was called by: "Acme hat 40 Züge verkauft, teilte der Konzern mit".

Whoever sells, builds, wins or employs, or whose sales or orders are told.  Nobody where another name stands beside, which may be
the one that speaks; where something is bought; or where the name may be a place's, a force's, a person's or a word of the language.
"""

from __future__ import annotations

import re
from functools import lru_cache

from offtake.evidence.reading.language.dictionaries import dictionary
from offtake.evidence.reading.language.lexicon import Lexicon
from offtake.evidence.reading.speakers.identity.introduced import firms
from offtake.evidence.reading.speakers.identity.known import Named
from offtake.evidence.reading.speakers.identity.names import TOKEN
from offtake.evidence.reading.speakers.identity.patterns import firm_ends, pattern, times, written
from offtake.evidence.reading.speakers.identity.people import is_common, nobody
from offtake.evidence.reading.speakers.verbs import listed

_NAMES = {"en": rf"{TOKEN}(?: (?:& )?{TOKEN}){{0,3}}", "de": TOKEN}
"""How long a name may be: in German any noun may follow it."""


@lru_cache(maxsize=4)
def _told(lexicon: Lexicon) -> re.Pattern[str]:
    text = written("firm_beside", lexicon).replace("NO_NAME", written("no_name", lexicon))
    return re.compile(text.replace("NAME", _NAMES.get(lexicon.language, TOKEN)))


def firm_beside(before: str, named: Named, lexicon: Lexicon) -> str:
    """The firm that the words before a noun tell of; '' where they tell of none, or hold another name."""
    found = _told(lexicon).search(before)
    name = re.sub(r"['’]s$", "", found[found.lastgroup or 0]) if found else ""
    if not name or pattern("other_side", lexicon).search(before) or not may_be_firm(name, named, lexicon):  # fmt: skip
        return ""
    start = found.start(found.lastgroup or 0) if found else 0
    others = (m[0] for m in _WORD.finditer(before, 1) if m.end() <= start or m.start() >= start + len(name))  # fmt: skip
    return "" if any(_is_name(word, lexicon) for word in others) else name


_WORD = re.compile(rf"(?<![\w'’.-]){TOKEN}")


def _is_name(word: str, lexicon: Lexicon) -> bool:
    """Whether a word with a capital may be somebody's name: no time, no place, no nation, no sum or model, no noun."""
    if any(sign.isdigit() for sign in word) or word in times(lexicon) or word in _places(lexicon):
        return False
    if pattern("countries", lexicon).fullmatch(word) or is_common(word):
        return False
    return word.lower() not in dictionary(lexicon.language) and not (len(word) == 3 and word.isupper())  # fmt: skip


@lru_cache(maxsize=4)
def _places(lexicon: Lexicon) -> frozenset[str]:
    known = listed(str(lexicon.speech["places"]))
    return frozenset(known).union(*(place.split(" ") for place in known))


@lru_cache(maxsize=4096)
def may_be_firm(name: str, named: Named, lexicon: Lexicon) -> bool:
    """Whether a name is neither a person's nor a place's nor a force's, no known body that is no firm, and no word of the language."""
    first, last = name.split(" ")[0], name.split(" ")[-1]
    if any(p.surname == last and " von " not in p.name for p in named.people):
        return False
    if {name, last} & _no_firms(lexicon) or pattern("countries", lexicon).fullmatch(last):
        return False
    body = next((b for b in named.bodies if name in b.name), None)
    if body is not None and body.nouns and not body.nouns & firms(lexicon):
        return False
    if is_common(first) or name in times(lexicon) or name.lower() in dictionary(lexicon.language):
        return False
    return last in firm_ends(lexicon) or last.lower() not in nobody(lexicon)


@lru_cache(maxsize=4)
def _no_firms(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(w for key in ("places", "no_firms", "forces") for w in listed(str(lexicon.speech.get(key, ""))))  # fmt: skip
