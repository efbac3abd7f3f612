"""Which figure before it a number without a noun is another of.

The nearest one of its size: a sum in millions is no count of ships, and 186 of the names that were looked at are not of the
millions of farmers told before them.  What stands after the same preposition is of the same sort: "after 30 days … after 60".
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from offtake.evidence.reading.figures.quantity import Quantity

_PREPOSITION = re.compile(r"\b(by|after|within|in|for|over|than|from|to|at|nach|binnen|um|après|en|sous) (?:(?:the|about|around|some|only|just|another) )?$", re.IGNORECASE)  # fmt: skip
_OF_TIME = re.compile(r"\b(?:by|after|within|in|over|lasts?|take[sn]?|took|wait(?:s|ed)?|nach|binnen|innerhalb von|après|en|dans) (?:(?:about|around|some|only|just|another) )?$", re.IGNORECASE)  # fmt: skip
_A_SUM, _A_TIME = 1.0, 2.0
"""What counts against a sum and a length of time, in powers of ten and figures between."""
_ROW = re.compile(r",? (?:and|or|und|oder|et|ou) (?:about |some |around )?")
_WHOLE = 100
_ARE = re.compile(r" (?:are|were|have|had|sind|waren|sont|étaient|of them)\b")
_SERIES = re.compile(r"\b(?:one|some|a series|a class|a fleet|a batch|a total|a crew) of $")
"""Where things are told and no length of time: "one of three left", "210 are free"."""
_IN_ALONE = re.compile(r"\b(?:in|within|en) $")
"""What was done "in three" took so long, where a length was told before."""
_LONGEST = 3
"""Powers of ten of a length of time, at most."""
_VOTED = re.compile(r" (?:against|in favour|opposed|undecided|for it|dagegen|dafür|contre|pour)\b")
"""How many are of which mind, after those of the other: "52% were for it and 39 against"."""
_CLOSE = 40
_SUMS = 5
"""Powers of ten from which on sums are told in millions."""


def antecedent(text: str, q: Quantity, found: Sequence[Quantity]) -> Quantity | None:
    """The figure whose unit a bare one takes; None where none is of its sort."""
    before = [o for o in found if o.end <= q.start and (o.unit or o.per)]
    if before and _VOTED.match(text, q.end) and (share := _last_share(q, before)):
        return share
    if _in_a_row(text, before):
        return None
    weighed = [(_against(text, q, o, rank), rank, o) for rank, o in enumerate(reversed(before)) if _may(text, q, o, before)]  # fmt: skip
    return min(weighed, key=lambda w: w[:2])[2] if weighed else None


def _last_share(q: Quantity, before: Sequence[Quantity]) -> Quantity | None:
    """The percentage right before a figure, with no other between."""
    return before[-1] if before[-1].unit == "%" and q.end - before[-1].end < _CLOSE else None


def _in_a_row(text: str, before: Sequence[Quantity]) -> bool:
    """Whether the last two figures are things of one row, either of which may be meant."""
    if len(before) < 2:
        return False
    one, other = before[-2:]
    between = text[one.end : other.start]
    return one.sort == other.sort == "goods" and one.unit != other.unit and _ROW.fullmatch(between) is not None  # fmt: skip


def _may(text: str, q: Quantity, o: Quantity, before: Sequence[Quantity]) -> bool:
    """Whether a figure can be of the sort of another: no share where things are counted, no sum of another magnitude, no scaled length of time."""
    if o.sort == "money":
        large = _magnitude(o) >= _SUMS
        return large == (_magnitude(q) >= _SUMS) and (large or is_near(o, q))
    if o.sort == "ratio":
        return (
            o.unit == "%"
            and not q.strong
            and not text.startswith(" of ", q.end)
            and (q.value or 0) < _WHOLE
            and not any(b.sort == "goods" for b in before)
        )
    if o.sort == "time":
        return _magnitude(q) < _LONGEST and not _ARE.match(text, q.end) and not _SERIES.search(text[: q.start])  # fmt: skip
    return o.sort in ("goods", "bare")


def _against(text: str, q: Quantity, o: Quantity, rank: int) -> float:
    apart = abs(_magnitude(q) - _magnitude(o))
    if o.sort == "time":
        same = _same_preposition(text, q, o) or _IN_ALONE.search(text[: q.start])
        return rank + apart + (-_A_TIME if same else 0.0 if _OF_TIME.search(text[: q.start]) else _A_TIME)  # fmt: skip
    if o.sort == "money":
        return rank + apart + (0.0 if q.strong else _A_SUM)
    return rank + apart


def _same_preposition(text: str, q: Quantity, o: Quantity) -> bool:
    one, other = (_PREPOSITION.search(text[: x.start]) for x in (q, o))
    return one is not None and other is not None and one[1].lower() == other[1].lower()


def _magnitude(q: Quantity) -> float:
    """Powers of ten."""
    amount = q.value if q.value is not None else q.low if q.low is not None else q.high
    return math.log10(max(amount or 1.0, 0.1))


_IN_ALL = re.compile(r"\b(?:ha(?:s|ve|d)(?: not| never| already| so far| only| just)? (?:been )?[a-z]+(?:ed|en|lt|nt|de|ld)|so far|in all|in total|altogether|overall|since|to date|already|order(?:ed|s)?|contracts?|backlog|stocks?|bisher|insgesamt|bereits|bestell\w*|depuis|au total|déjà|(?:in the|im|in der|la|le|au) (?:first|ersten?|premi[eè]re?) (?:year|month|Jahr|Monat|année|mois)|command\w*)\b", re.IGNORECASE)  # fmt: skip
"""Words beside a figure that make it no rate but what there was, or is, in all."""
_DONE = re.compile(
    r"\b(?:was|were|[a-z]{2,}ed|made|built|sold|got|had|took|won|lost|sent|spent|wurden|baute|lieferte|verkaufte|a|ont|avait|avaient)\b"
)
_WHEN = re.compile(
    r" (?:in \x1a|\x1a|last (?:year|month|week)|in the|over|between|during|that year|by \x1a|im \x1a|en \x1a|l['’]an dernier)"
)
"""What was done in a certain time is told in all: "it makes 40 a month and sold 90 in 2024"."""
_OF_THEM = re.compile(
    r" of (?:which|whom|them|these|those)\b| outstanding\b| on order\b| in (?:stock|service|use)\b|,? dont\b"
)
"""Some of what there is are no rate: "six hulls a month, a dozen of which stand idle"."""
_AVERAGED = re.compile(r"\b(?:averag|manag)(?:es?|ed|ing) (?:only |just |about |some )?$")
_FARTHEST = 2.0
"""Powers of ten between two rates of one sort, at most."""


def is_near(one: Quantity, other: Quantity) -> bool:
    """Whether two figures may be of one sort by their size."""
    return abs(_magnitude(one) - _magnitude(other)) <= _FARTHEST


def rate_of(text: str, q: Quantity, like: Quantity) -> str:
    """Per what time a figure is that leaves out its noun: as that whose noun it takes, unless it is told in all."""
    if not like.per or not is_near(q, like):
        return ""
    if _OF_THEM.match(text, q.end):
        return ""
    if _AVERAGED.search(text[like.end : q.start]):
        return like.per
    if _DONE.search(text[like.end : q.start]) and _WHEN.match(text, q.end) and not q.step:
        return ""
    return "" if _IN_ALL.search(text[like.end : q.end + 12]) else like.per
