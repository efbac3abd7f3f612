"""Coreference of bodies by their field: "the defence ministry" for "Ministry of Defence", "Verkehrsministerium" for "Ministerium für Verkehr"."""

from __future__ import annotations

import re
from functools import lru_cache

from offtake.evidence.reading.language.lexicon import Lexicon

_SORTS = "ministry|department|committee|agency|bureau"
_ENGLISH = re.compile(rf"(?P<field>[A-Za-z][\w-]+(?: [\w-]+)?) (?P<sort>{_SORTS})", re.IGNORECASE)
_GERMAN = re.compile(r"(?P<field>\w{4,}?)s?(?P<sort>ministerium)s?", re.IGNORECASE)
_TOLD = {"en": _ENGLISH, "de": _GERMAN}
_ENDS = r"(?:(?:, (?:the )?| and (?:the )?| und (?:für )?| & )(?!Minist|Department|Committee|Agency|Bureau)[A-ZÄÖÜ][\w-]*(?: [A-ZÄÖÜ][\w-]+)?)*"
"""More fields of a body: "for Food, Farming and Forests"."""


def by_field(name: str, text: str, lexicon: Lexicon) -> str:
    """The one body that a text has by the words of its name, and a name by its field; '' where there is none or several."""
    told = _TOLD[lexicon.language].fullmatch(name) if lexicon.language in _TOLD else None
    if told is None:
        return ""
    found = {m[0] for m in _named(told["field"].lower(), told["sort"].lower(), lexicon.language).finditer(text)}  # fmt: skip
    return found.pop() if len(found) == 1 else ""


@lru_cache(maxsize=256)
def _named(field: str, sort: str, language: str) -> re.Pattern[str]:
    words = rf"(?i:{re.escape(field)})"
    if language == "de":
        return re.compile(rf"\b(?:Bundes|Landes)?[Mm]inisterium (?:für|der|des) {words}(?:s|en)?\b{_ENDS}|\b(?:Bundes|Landes){words}s?{sort}\b")  # fmt: skip
    return re.compile(rf"\b{sort.title()} (?:of|for) (?:the )?{words}\b{_ENDS}")
