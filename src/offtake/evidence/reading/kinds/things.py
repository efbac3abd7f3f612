"""What a figure measures: units, means, money, the price of one, a share of a country's product, a part of goods, a share, a multiple."""

from __future__ import annotations

import re

from offtake.evidence.reading.kinds.frames.frame import COMING, Frame
from offtake.evidence.reading.kinds.sorts.prices import is_price
from offtake.evidence.reading.kinds.sorts.shares import aspect_of_share, share_of

_ADDS_TO = re.compile(r"^[^,;]{0,14} (?:to|off|from) (?:the |its |their )?(?:[\w-]+ ){0,3}?(?:prices?|costs?|bills?|value|rates?)\b")  # fmt: skip
_ADDS = re.compile(r"\b(?:add|shed|lop|knock|shav|tak|lost|gain|cut)\w*(?: back)? (?:about |around |some |up to |another |nearly )?$")  # fmt: skip
_DEARER = re.compile(r"^ (?:more|less|extra)\b(?! (?:to|for|in))")
_MORE_THAN = re.compile(
    r"^(?: \([^()]{1,30}\))? (?:(?:more|less|fewer|higher|lower|dearer|cheaper|larger|smaller|bigger|longer|shorter|heavier|lighter|mehr|weniger) (?:[\w'’-]+ ){0,6}?(?:than|als)\b|(?:above|below|short of|shy of|ahead of) (?:its|the|their|last|that) (?!next|same)|(?:over|under) (?:budget\b|[\w-]+['’]s )|de (?:plus|moins) qu(?:e\b|['’]))",
    re.IGNORECASE,
)


def thing_of(sort: str, before: str, after: str, frame: Frame, language: str, own: str = "") -> str:
    """The thing that a figure of a sort measures, between the words of its clause."""
    if sort == "money":
        return "price" if is_price(before, after, frame, language) else "money"
    if sort == "ratio":
        return share_of(own, before, after, frame)
    return {"goods": "units", "bare": "units"}.get(sort, sort)


def of_which(thing: str, before: str, after: str, frame: Frame) -> str:
    """The aspect that the words after a figure give it: of a capacity, of a target, of a level, more than something."""
    compared = "meant" if frame.mood in COMING else "compared"
    if thing in ("money", "price") and _ADDS.search(before) and _ADDS_TO.match(after):
        return compared
    if thing in ("share", "part", "gdp", "multiple"):
        return aspect_of_share(thing, before, after, frame)
    if frame.verb == "cost" and _DEARER.match(after):
        return compared
    return compared if thing in ("units", "means", "money") and _MORE_THAN.match(after) else ""
