"""Magnitudes that stand with the currency and not with the figure: "MSEK 4,511", "4,511 MSEK", "€m 40", "500 T€", "Mio. EUR 40".

Accounts print so.  A T is a thousand here (Tausend), a G a milliard, a double M a million; whatever the figure's own letter says stays.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from offtake.evidence.reading.figures.numbers import Number
from offtake.evidence.reading.language.lexicon import Lexicon

_FACTORS = {
    "k": 1e3, "K": 1e3, "T": 1e3, "Tsd": 1e3, "m": 1e6, "M": 1e6, "MM": 1e6, "mn": 1e6, "mln": 1e6, "Mio": 1e6,
    "bn": 1e9, "B": 1e9, "G": 1e9, "Mrd": 1e9, "Md": 1e9, "Mds": 1e9,
}  # fmt: skip
_LONGEST = 16
"""Characters before a figure in which its currency and magnitude stand."""


@lru_cache(maxsize=8)
def _patterns(lexicon: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A magnitude with a currency before a figure, and a magnitude before a currency behind one."""
    currency = (
        rf"(?:(?:CN)?[€£¥]|(?:US|R)?\$|(?:{'|'.join(lexicon.data['currency']['codes'].split())}))"
    )
    before = rf"(?<![A-Za-z])(?:(?P<glued>MM|[MKkTGB])(?={currency}[ \u00a0]?$)|(?P<apart>Mio|Mrd|Mds?|Tsd|mln|bn|MM)\.? (?={currency}[ \u00a0]?$))?{currency}(?P<behind>MM|mn|mln|bn|[mMk])?[ \u00a0]?$"
    after = rf"[ \u00a0]?(MM|[MKkTGB])(?={currency}(?![A-Za-z]))"
    return re.compile(before), re.compile(after)


def denominated(text: str, number: Number, lexicon: Lexicon) -> Number:
    """The number times the magnitude that stands with its currency; as it is where none does."""
    if not number.figures or number.scaled or number.value is None:
        return number
    before, after = _patterns(lexicon)
    if found := after.match(text, number.end):
        return _times(number, found[1], found.end())
    found = before.search(text[max(0, number.start - _LONGEST) : number.start])
    said = found and (found["glued"] or found["apart"] or found["behind"])
    return _times(number, said, number.end) if said else number


def _times(number: Number, magnitude: str, end: int) -> Number:
    value = float(f"{(number.value or 0) * _FACTORS[magnitude]:.12g}")
    return replace(number, value=value, end=end, scaled=True)
