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
_ARE = re.compile(r" (?:(?:more|others?|further|extra) )?(?:[a-z]{3,}ed|are|were|have|had|sind|waren|sont|étaient|of them|order(?:ed)?|deliver(?:ed)?|bought|built|sold|promised|made|sent|shipped|lost|returned|leased|installed|repaired|recruited|trained)\b")  # fmt: skip
_SERIES = re.compile(r"\b(?:one|some|series|class|fleet|batch|total|crew|tranche|lot|group|set|convoy|options? (?:for|on)(?: (?:another|a further))?) (?:of )?$")  # fmt: skip
"""Where things are told and no length of time: "one of three left", "210 are free", "an option for 36"."""
_OTHERS = re.compile(r" (?:others?|of (?:them|whom))\b")
_MEASURED = frozenset("tonnes tons km miles metres litres barrels hectares acres MW GW kW MWh GWh TWh kWh kg points times".split())  # fmt: skip
"""What is measured has no others."""
_SPAN_NOUN = re.compile(r"\b(?:stays?|waits?|(?:waiting|lead|delivery|journey|travel|waiting|transit|repair) times?|turnaround|durations?|lifespan|queue|cycle|backlog of work)\b[^;.]{0,60}$")  # fmt: skip
"""What lasts: "the mean stay, planned at 110 days, came to 196"."""
_STAFF = re.compile(r"\b(?:employ|recruit|hir|dismiss|sack)(?:e|s|es|ed|ing)? (?:about |some |only |another |a further )*$|\b(?:crew|staff|team|panel|(?:sub-?)?committee|board|squad|family|gang|council) of (?:about |some |only )?$|\b(?:workforce|headcount|payroll|population|membership|attendance|audience|crowd|circulation)\b[^;.]{0,40}$")  # fmt: skip
"""Words that number people, or copies, whatever was counted before."""
_HIRES = re.compile(r"\bhir(?:e|es|ed|ing) (?:about |some |only |another |a further )*$")
"""Buses are hired too."""
_PEOPLE = frozenset("people workers employees staff jobs members men women soldiers troops inhabitants residents copies".split())  # fmt: skip
_WHO = ("ers", "ors", "ists", "ants", "ees", "pilots", "nurses", "cadets")
_ATTRIBUTE = re.compile(r"[\w,.]+-(?!year|month|week|day|hour)[a-z]+$")
"""A figure that only says of what size something else is: "the 57-vessel programme"."""
_PRICE = re.compile(
    r" (?:an?|per) (?!year\b|month\b|week\b|day\b|hour\b)[a-z]+|,? (?:each|apiece)\b"
)
_ANOTHER = re.compile(r"\b(?:against|from|to|than|at|with|or|and|old|new|now|was|is) (?:about |around |some )?$")  # fmt: skip
_LESS = re.compile(r" (?:more|less|higher|lower|cheaper|dearer|below|above)\b")
"""Around a price, and around another of its sort: "$11 a pound, up from 9", "22 cents a litre, five less"."""
_FOR = re.compile(r"^ ?(?:,|\))? for (?:about |some |just |up to |the )?$")
"""Between a sum and what it pays for: "€164 million for 15 million"."""
_IN_ALONE = re.compile(r"\b(?:in|within|en) $")
"""What was done "in three" took so long, where a length was told before."""
_DID = re.compile(
    r"\b(?!last|wait|delay|extend|shorten|lengthen|reach|averag|add|slipp|postpon|need|promis|agre|allow|requir|quot|lower|rais|reduc|propos|offer|shav|trimm|total|exceed|stretch|work|serv|plann|expect|licens|recommend|grant|permit|approv|allott|budget|claim|want|ask)[a-z]{3,}ed $"
)
"""Who did something to so many did it to things: "in 11 years it has towed two"."""
_FAR_APART = 7
"""Powers of ten between two counts of one thing, at most: no "three tugs" and billions of them."""
_LONGEST = 3
"""Powers of ten of a length of time, at most."""
_VOTED = re.compile(r" (?:against|in favour|opposed|undecided|for it|dagegen|dafür|contre|pour)\b")
"""How many are of which mind, after those of the other: "52% were for it and 39 against"."""
_CLOSE = 40
_OF_A_SUM = re.compile(
    r"\b(?:[A-ZÄÖÜ]\w*(?:kosten|preis|wert|summe|volumen|budget|etat|strafe|bürgschaft|hilfen?|kredite?n?|mittel|verlust|gewinn|umsatz|zuschuss|schaden)|Kosten|Preis|Wert|Summe|Volumen|Budget|Etat|Verlust|Gewinn|Umsatz|Schaden|coûts?|prix|budget|montant|enveloppe|facture|ardoise|astreinte|amende|perte|bénéfice|excédent|déficit|subvention|aide|dette|valeur|somme|crédit|prêt|indemnité|chiffre d['’]affaires)\b(?: (?:total|totale|annuel|annuelle|globale?|estimée?|insgesamt|jährlich))? ?(?:von|auf|um|bei|in Höhe von|beträgt|liegt bei|:|de|d['’]|à|est de|est estimée? à|s['’]élève à) $"
)
"""What a number with a magnitude is of, when it is a sum: "une astreinte de 1,8 million"."""
_A_SUM_AND_THINGS = 3.5
"""Powers of ten by which a number with a magnitude is no count of the things told before it, but a sum."""
_GROUPED = 3
_SUMS = 5
"""Powers of ten from which on sums are told in millions."""


def antecedent(text: str, q: Quantity, found: Sequence[Quantity]) -> Quantity | None:
    """The figure whose unit a bare one takes; None where none is of its sort."""
    before = [o for o in found if o.end <= q.start and (o.unit or o.per)]
    before = [o for o in before if not _ATTRIBUTE.match(text, o.start, o.end)] or before
    if before and _VOTED.match(text, q.end) and (share := _last_share(q, before)):
        return share
    if _in_a_row(text, before):
        return None
    if not _OF_TIME.search(text[: q.start]) and (whole := _whole(text, q, before)) is not None:
        return whole
    if numbers_people(text[: q.start]):
        people = [o for o in before if o.unit in _PEOPLE or o.unit.endswith(_WHO)]
        before = people or (before if _HIRES.search(text[: q.start]) else [])
    weighed = [(_against(text, q, o, rank), rank, o) for rank, o in enumerate(reversed(before)) if _may(text, q, o, before)]  # fmt: skip
    return min(weighed, key=lambda w: w[:2])[2] if weighed else None


def numbers_people(before: str) -> bool:
    """Whether the words before a figure number people, or copies: "plans to hire another", "a workforce of"."""
    return _STAFF.search(before) is not None


def _whole(text: str, q: Quantity, before: Sequence[Quantity]) -> Quantity | None:
    """The things of which a sentence tells one part after the other: "Of the 88 tanks that four donors pledged, 51 came"."""
    wholes = [o for o in before if o.sort == "goods" and _OF_ALL.search(text[: o.start]) and not _STATES.search(text[o.end : q.start])]  # fmt: skip
    whole = wholes[-1] if wholes else None
    if whole is None or q.value is None or whole.value is None:
        return None
    return whole if 1 <= whole.value / max(q.value, 1.0) <= _WHOLE else None


_OF_ALL = re.compile(
    r"(?:^[“\"]?|[;:.] |[;,] and |, that |\bthat )[Oo]f (?:the |its |their |all |these |those |some )*$"
)
_STATES = re.compile(r"; (?!a further|another|\d)|\. ")


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
    if o.unit in _MEASURED and _OTHERS.match(text, q.end):
        return False
    small = o.sort == "money" and _magnitude(o) < _SUMS  # a price
    if small and text[: o.start].endswith(" at ") and not _ANOTHER.search(text[: q.start]):
        return False
    if small and o.unit not in ("cents", "pence") and _magnitude(q) >= _GROUPED and _PRICE.match(text, o.end) and not _ANOTHER.search(text[: q.start]) and not _LESS.match(text, q.end):  # fmt: skip
        return False
    if o.sort == "money" and (
        (small and _ARE.match(text, q.end)) or _FOR.match(text[o.end : q.start])
    ):
        return False
    if o.sort == "money" and o.unit not in ("cents", "pence") and not q.figures and not q.strong:
        return False  # "£35 a year, and land for another dozen"
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
    if o.sort == "time" and (q.per or _DID.search(text[: q.start])):
        return False  # "ten years of work at two a month"
    if o.sort == "time":
        return _magnitude(q) < _LONGEST and not _ARE.match(text, q.end) and not _SERIES.search(text[: q.start])  # fmt: skip
    large = q.strong and not q.grouped
    if large and o.unit and (_magnitude(q) - _magnitude(o) > _A_SUM_AND_THINGS or _OF_A_SUM.search(text[: q.start])):  # fmt: skip
        return False  # "two tankers – volume: 870 million"
    return o.sort in ("goods", "bare") and abs(_magnitude(o) - _magnitude(q)) < _FAR_APART


def _against(text: str, q: Quantity, o: Quantity, rank: int) -> float:
    apart = abs(_magnitude(q) - _magnitude(o))
    if o.sort == "time":
        same = _same_preposition(text, q, o) or _IN_ALONE.search(text[: q.start])
        lasting = _OF_TIME.search(text[: q.start]) or (rank == 0 and _SPAN_NOUN.search(text[: o.start]))  # fmt: skip
        return rank + apart + (-_A_TIME if same else 0.0 if lasting else _A_TIME)
    if o.unit in _MEASURED and _ARE.match(text, q.end):
        return rank + apart + _A_SUM
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


_IN_ALL = re.compile(r"\b(?:ha(?:s|ve|d)(?: not| never| already| so far| only| just)? (?:been )?[a-z]+(?:ed|en|lt|nt|de|ld)|so far|in all|in total|altogether|overall|since|to date|already|order(?:ed|s)?|contracts?|backlog|stocks?|bisher|insgesamt|bereits|bestell\w*|depuis|au total|déjà|in (?:its|their) first|(?:in the|im|in der|la|le|au) (?:first|ersten?|premi[eè]re?) (?:year|month|Jahr|Monat|année|mois)|command\w*)\b", re.IGNORECASE)  # fmt: skip
"""Words beside a figure that make it no rate but what there was, or is, in all."""
_DONE = re.compile(
    r"\b(?:was|were|[a-z]{2,}ed|made|built|sold|got|had|took|won|lost|sent|spent|wurden|baute|lieferte|verkaufte|a|ont|avait|avaient)\b"
)
_WHEN = re.compile(
    r" (?:in \x1a|\x1a|last (?:year|month|week)|in the|over|between|during|that year|by \x1a|im \x1a|en \x1a|l['’]an dernier)"
)
"""What was done in a certain time is told in all: "it makes 40 a month and sold 90 in 2024"."""
_TIMES = {
    "year": r"last year|that year|in \x1a+|in the (?:previous|first|past|last) year",
    "month": r"last month|that month|in (?:\x1a+|(?:early |late )?(?:January|February|March|April|May|June|July|August|September|October|November|December))",
    "week": r"last week|that week|the week before",
    "day": r"yesterday|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|that day",
}
_SUCH = {per: re.compile(rf"(?:[,;]|\b(?:but|and|while)) (?:{times}) ?,?(?: [\w'’]+){{1,4}} $") for per, times in _TIMES.items()}  # fmt: skip
"""One such time as the rate is per, before what was done in it: "it can make 120 a month, but in August it made 71"."""


def _in_such_a_time(between: str, per: str) -> bool:
    return per in _SUCH and _SUCH[per].search(between) is not None


_OF_THEM = re.compile(
    r" of (?:which|whom|them|these|those)\b| outstanding\b| on order\b| in (?:stock|service|use)\b|,? dont\b"
)
"""Some of what there is are no rate: "six hulls a month, a dozen of which stand idle"."""
_APART = re.compile(r" (?:more|fewer|less|higher|lower|above|below|short) (?:than|of)\b")
"""By how much a rate differs is a rate: "27m barrels a day, 180,000 fewer than in May"."""
_STAND = re.compile(r" (?:are|were) (?:on|in|at|under|out|still|idle|waiting|left|there)\b")
"""What is there is no rate: "it connects 200 homes a week; 3,100 are on the list"."""
_AVERAGED = re.compile(r"\b(?:averag|manag)(?:es?|ed|ing) (?:only |just |about |some )?$")
_FARTHEST = 2.0
"""Powers of ten between two rates of one sort, at most."""


def is_near(one: Quantity, other: Quantity) -> bool:
    """Whether two figures may be of one sort by their size."""
    return abs(_magnitude(one) - _magnitude(other)) <= _FARTHEST


def rate_of(text: str, q: Quantity, like: Quantity) -> str:
    """Per what time a figure is that leaves out its noun: as that whose noun it takes, unless it is told in all."""
    if like.per and _APART.match(text, q.end) and not q.unit:
        return like.per
    if not like.per or not is_near(q, like):
        return ""
    if _OF_THEM.match(text, q.end):
        return ""
    if _STAND.match(text, q.end):
        return ""
    if _AVERAGED.search(text[like.end : q.start]):
        return like.per
    between = text[like.end : q.start]
    if _DONE.search(between) and not q.step and (_WHEN.match(text, q.end) or _in_such_a_time(between, like.per)):  # fmt: skip
        return ""
    return "" if _IN_ALL.search(text[like.end : q.end + 13]) else like.per
