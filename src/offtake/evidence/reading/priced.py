"""Of which good a price is: "each boat costs", "€3m a boat", "the price of a boat", "boats at €3m each".

A price is money for one of something; what that is stands right behind the figure, or is what costs so much.
"""

from __future__ import annotations

import re

from offtake.evidence.reading.language.lexicon import Lexicon

_PHRASE = r"(?P<good>t\b|[^\W\d_][\w-]+(?: (?!of\b|in\b|at\b|from\b|for\b|is\b|are\b|was\b|were\b|has\b|had\b|will\b|would\b|and\b|to\b|as\b|von\b|de\b|du\b)[a-zà-ÿ][\w-]+){0,2}?)"
_BEHIND = re.compile(
    rf" ?(?:/|,? (?:an?|per|for (?:each|every|one|an?)|pro|je|par|l[ae]|für (?:jede[sn]?|eine?n?)) |,? l['’]) ?{_PHRASE}(?=$|[^\w-]| )"
)
"""Behind the figure: "a boat", "per artillery shell", "/t", "pro Boot", "la tonne"."""
_ONE = r"(?:[Ee]ach|[Ee]very|[Aa]n?|[Oo]ne|[Aa] single|[Jj]ede[rs]?|[Ee]ine?n?|[Cc]haque|[Uu]ne?)"
_COSTS = r"(?:(?:now|currently|will|would|could|can|may|to|has|had|soll|wird|jetzt) )*(?:costs?|sells?|sold|goes|rose|risen|fell|fallen|climbed|dropped|is|was|kostete?t?|coûte(?:ra)?)\b"
_SUBJECT = re.compile(rf"\b{_ONE} {_PHRASE}(?: (?:of|in|from|von|de) [\w ]{{1,30}}?)? {_COSTS}")
"""What costs so much: "each boat costs", "ein Boot kostet"."""
_THEY = re.compile(r"\b(?!prices|costs|this|lines|plants|its)(?P<good>[A-Za-z][a-z-]{2,}s) (?:now )?(?:cost|sell|sold|go|went)(?: for)?\b")  # fmt: skip
"""The same of several: "shells now cost"."""
_PRICE_OF = re.compile(
    rf"\b(?:[Pp]rices?|[Cc]ost|[Pp]reis|[Pp]rix)(?: per| pro| je| of| for| für| d['’]| de)+ ?(?:(?:an?|each|every|one|the|its|eine?[ns]?|une?|la|le) )?{_PHRASE}(?=$|[^\w-]| )"
)
"""Whose price it is: "the price of a boat", "price per tonne"."""
_EACH = re.compile(r",? (?:each|apiece|a piece|das Stück|pièce|l['’]unité)\b")
_MANY = re.compile(rf"\b(?P<good>[A-Za-zäöüà-ÿ-]{{3,}}) (?:that |which )?(?:(?:at|for|à|zu) |{_COSTS} )(?:[a-z]+ ){{0,2}}$")  # fmt: skip
"""What stands before a figure "each": "boats at €3m each", "the boats cost €3m each"."""
_PRONOUN = re.compile(r"they|these|those|them|it|sie|diese|ils|elles|price|prices|preis", re.IGNORECASE)  # fmt: skip
_TIMES = re.compile(r"(?:year|month|week|day|quarter|hour|annum|jahr|monat|woche|tag|an|mois|semaine|jour|cent)\b", re.IGNORECASE)  # fmt: skip


def good_of(sentence: str, start: int, end: int, lexicon: Lexicon) -> str:
    """What a price from `start` to `end` is of, in the plural; '' where the sentence does not say."""
    behind = _BEHIND.match(sentence, end) or _BEHIND.search(sentence[start:end])
    if behind and not _TIMES.match(behind["good"]):
        return _plural(behind["good"], lexicon)
    before = sentence[:start]
    if (
        _EACH.match(sentence, end)
        and (many := _MANY.search(before))
        and not _PRONOUN.fullmatch(many["good"])
    ):
        return _plural(many["good"], lexicon)
    for pattern in (_PRICE_OF, _SUBJECT, _THEY):
        found = list(pattern.finditer(before))
        if found and not _TIMES.match(found[-1]["good"]):
            return _plural(found[-1]["good"], lexicon)
    return ""


def _plural(good: str, lexicon: Lexicon) -> str:
    """A good by the one name that it has where it is counted."""
    *sort, head = good.split(" ")
    low = head.lower()
    if low == "t":
        low = "tonne"
    forms = (low, f"{low}s", f"{low[:-1]}ies", f"{low}n", f"{low}en", f"{low}e")
    known = next((lexicon.counted[form] for form in forms if form in lexicon.counted), "")
    added = "" if low.endswith("s") or lexicon.language != "en" else "s"
    return " ".join([*sort, known or f"{low}{added}"])
