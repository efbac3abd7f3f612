"""Which of several currencies of one name is meant: crowns are Czech where the sentence names one country of crowns and it is that.

The country is named by its adjective or its name; where two of them are named, or none, the whole document is asked, and else the
currency stays open.  A bare dollar is of the one country of dollars that a document speaks of more than twice as often as of others.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from offtake.evidence.reading.figures.quantity import Quantity
from offtake.evidence.reading.language.lexicon import Lexicon


def of_country(sentence: str, found: Sequence[Quantity], lexicon: Lexicon) -> list[Quantity]:
    """The quantities with the currency of the one country that their sentence names, where only its name was open."""
    done = list(found)
    for name, countries in lexicon.crowns.items() if any(q.unit in lexicon.crowns for q in done) else ():  # fmt: skip
        if not any(q.unit == name for q in done):
            continue
        named = {code for code, words in countries.items() if words.search(sentence)}
        if len(named) == 1:
            (code,) = named
            done = [replace(q, unit=code) if q.unit == name else q for q in done]
        elif named:
            done = [replace(q, unit=_nearest(sentence[: q.start], countries)) if q.unit == name == "crowns" and "kron" in sentence[q.start : q.end].lower() else q for q in done]  # fmt: skip
    return done


def of_document(document: str, sentence: str, found: Sequence[Quantity], lexicon: Lexicon) -> list[Quantity]:  # fmt: skip
    """The quantities with the currency of the one country that their document names, where their sentence leaves it open."""
    if not any(q.unit in lexicon.crowns or _is_dollar(sentence, q) for q in found):
        return list(found)
    told = {name: code for name in {q.unit for q in found} if (code := _told_by(document, name, lexicon))}  # fmt: skip
    return [replace(q, unit=told[q.unit], assumed=True) if q.unit in told and not _is_again(sentence, q, told[q.unit], found) else q for q in found]  # fmt: skip


_AGAIN = re.compile(r" ?\((?:or |about |around |some |roughly |nearly |soit |rund |etwa )*")


def _is_again(sentence: str, q: Quantity, code: str, found: Sequence[Quantity]) -> bool:
    """Whether brackets say a sum once more in another currency: "60 billion Canadian dollars ($43.5 billion)"."""
    before = [o for o in found if o.end <= q.start]
    return bool(before) and before[-1].unit == code and _AGAIN.fullmatch(sentence, before[-1].end, q.start) is not None  # fmt: skip


_DOLLAR = re.compile(r"(?<![A-Za-z])(?:[MGk]?\$(?! ?US)|[dD]ollars?\b(?! américains))")


def _is_dollar(sentence: str, q: Quantity) -> bool:
    """Whether a sum is in dollars of which nobody says whose they are."""
    return q.unit == "USD" and _DOLLAR.search(sentence[max(q.start - 1, 0) : q.end]) is not None


@lru_cache(maxsize=64)
def _told_by(document: str, name: str, lexicon: Lexicon) -> str:
    """The code that a document tells an open name of a currency by the countries it names; '' for none."""
    if name == "USD":
        return _dollar_of(document, lexicon)
    countries = lexicon.crowns.get(name, {})
    named = [code for code, words in countries.items() if words.search(document)]
    return named[0] if len(named) == 1 else ""


def _dollar_of(document: str, lexicon: Lexicon) -> str:
    """The code of the country of dollars that a document speaks of most; '' where it speaks as much of others."""
    home, abroad = lexicon.home
    counts = {code: len(words.findall(document)) for code, words in home.items()}
    most, count = max(counts.items(), key=lambda c: c[1])
    others = sum(counts.values()) - count + len(abroad.findall(document))
    return most if count > 2 * others else ""


def _nearest(before: str, countries: Mapping[str, re.Pattern[str]]) -> str:
    """The currency of the country that is named last before a figure in its part of the sentence; open where none is."""
    clause = before[max(before.rfind("; "), before.rfind(", and "), 0) :]
    named = [(m.start(), code) for code, words in countries.items() for m in words.finditer(clause)]
    return max(named)[1] if named else "crowns"
