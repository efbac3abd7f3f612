"""Magnitudes that stand with the currency and not with the figure: "MSEK 4,511", "4,511 MSEK", "€m 40", "500 T€", "Mio. EUR 40".

Accounts print so.  A T before € is a thousand (Tausend), a G behind a figure a milliard, a double M a million; whatever the figure's
own letter says stays.  Of a range the magnitude is that of both ends.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from offtake.evidence.reading.figures.numbers import Number
from offtake.evidence.reading.language.lexicon import Lexicon

_FACTORS = {
    "k": 1e3, "K": 1e3, "T": 1e3, "Tsd": 1e3, "m": 1e6, "M": 1e6, "MM": 1e6, "mn": 1e6, "mln": 1e6, "Mio": 1e6,
    "bn": 1e9, "G": 1e9, "Mrd": 1e9, "Md": 1e9, "Mds": 1e9,
}  # fmt: skip
_LONGEST = 16
"""Characters before a figure in which its currency and magnitude stand."""
_UP_TO = re.compile(r" ?(?:-|–|—|to|and|bis|und|à|et) ?")


@lru_cache(maxsize=8)
def _patterns(lexicon: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A magnitude with a currency before a figure, and a magnitude before a currency behind one."""
    codes = "|".join(lexicon.data["currency"]["codes"].split())
    currency = rf"(?:(?:CN|JP)?[€£¥]|[A-Z]{{0,3}}\$|RM|Rs?|kr|(?:{codes}))"
    before = rf"(?<![A-Za-z])(?:(?P<glued>(?:MM|[MKk])(?=(?:[€£¥$]|{codes})[ \u00a0]?$)|T(?=(?:€|EUR|CHF)[ \u00a0]?$))|(?P<apart>Mio|Mrd|Mds?|Tsd|mln|bn|MM)\.? (?={currency}[ \u00a0]?$))?{currency}(?P<behind>MM|mn|mln|bn|[mMk])?(?:[ \u00a0]?|\) ?: )$"
    after = rf"[ \u00a0]?((?:MM|[MKkG])(?={currency}(?![A-Za-z]))|T(?=(?:€|EUR|CHF)(?![A-Za-z])))"
    return re.compile(before), re.compile(after)


def denominated(text: str, numbers: Sequence[Number], lexicon: Lexicon) -> list[Number]:
    """The numbers, each times the magnitude that stands with its currency; those where none does as they are."""
    done: list[Number] = []
    magnitude, end = "", 0
    for number in numbers:
        goes_on = bool(magnitude) and _UP_TO.fullmatch(text, end, number.start) is not None
        magnitude = "" if not goes_on or number.scaled or not number.figures else magnitude
        end = number.end
        if number.figures and not number.scaled and number.value is not None:
            before, after = _patterns(lexicon)
            if found := after.match(text, number.end):
                done.append(_times(number, found[1], found.end()))
                continue
            beside = text[max(0, number.start - _LONGEST) : number.start]
            found = before.search(beside) if lexicon.may_price(beside) else None
            magnitude = (found and (found["glued"] or found["apart"] or found["behind"])) or magnitude  # fmt: skip
        done.append(_times(number, magnitude, number.end) if magnitude else number)
    return done


def _times(number: Number, magnitude: str, end: int) -> Number:
    value = float(f"{(number.value or 0) * _FACTORS[magnitude]:.12g}")
    return replace(number, value=value, end=end, scaled=True)
