"""Which of several currencies of one name is meant: crowns are Czech where the sentence names one country of crowns and it is that.

The country is named by its adjective or its name; where two of them are named, or none, the currency stays open.  In a French text
that speaks of Canada a dollar is that country's where it does not say whose it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from offtake.evidence.reading.figures.quantity import Quantity
from offtake.evidence.reading.language.lexicon import Lexicon


def of_country(sentence: str, found: Sequence[Quantity], lexicon: Lexicon) -> list[Quantity]:
    """The quantities with the currency of the one country that their sentence names, where only its name was open."""
    done = list(found)
    for name, countries in lexicon.crowns.items():
        if not any(q.unit == name for q in done):
            continue
        named = {code for code, words in countries.items() if words.search(sentence)}
        if len(named) == 1:
            (code,) = named
            done = [replace(q, unit=code) if q.unit == name else q for q in done]
        elif named:
            done = [replace(q, unit=_nearest(sentence[: q.start], countries)) if q.unit == name and "kron" in sentence[q.start : q.end].lower() else q for q in done]  # fmt: skip
    return done


def _nearest(before: str, countries: Mapping[str, re.Pattern[str]]) -> str:
    """The currency of the country that is named last before a figure in its part of the sentence; open where none is."""
    clause = before[max(before.rfind("; "), before.rfind(", and "), 0) :]
    named = [(m.start(), code) for code, words in countries.items() for m in words.finditer(clause)]
    return max(named)[1] if named else "crowns"


_CANADA = re.compile(r"\b(?:Canad|canad|Québec|québéc|Ottawa|Montréal|Toronto|Ontario|Alberta)")
_UNITED_STATES = re.compile(r"\b(?:États-Unis|Etats-Unis|américain|Washington|Pentagone)")
_WHOSE = re.compile(r"US\b|américain|USD")


def is_canadian(text: str, language: str) -> bool:
    """Whether the dollars of a text are those of Canada."""
    return language == "fr" and len(_CANADA.findall(text)) > 2 * len(_UNITED_STATES.findall(text))


def in_dollars_of_canada(sentence: str, found: Sequence[Quantity]) -> list[Quantity]:
    """The quantities with dollars that do not say whose they are as those of Canada."""
    return [replace(q, unit="CAD") if q.unit == "USD" and not _WHOSE.search(sentence[q.start : q.end]) else q for q in found]  # fmt: skip
