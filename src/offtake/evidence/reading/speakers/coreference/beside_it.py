"""The one firm that a sentence tells of beside a noun for a firm that nobody was called by: "Acme hat 40 Züge verkauft, teilte der Konzern mit".

Whoever does something, or whose sales or orders are told; nobody where two such are named, or where the name may be a place's, a
force's, a person's or a word of the language.
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
    """The only name in the words before the noun that a firm may have; '' where there is none, or several."""
    found = [m for told in _patterns(lexicon) for m in told.finditer(before)]
    names = {re.sub(r"['’]s$", "", m[m.lastgroup or 0]) for m in found}
    firm = {name for name in names if may_be_firm(name, named, lexicon)}
    alone = len(names) == 1 or lexicon.language != "en"
    return firm.pop() if len(firm) == 1 and alone else ""


def _patterns(lexicon: Lexicon) -> tuple[re.Pattern[str], ...]:
    return (_told(lexicon), pattern("does", lexicon)) if lexicon.language == "de" else (_told(lexicon),)  # fmt: skip


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
