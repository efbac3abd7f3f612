"""Which numbers are quantities at all, and lengths of time that hold no number."""

from __future__ import annotations

import re
from collections.abc import Sequence

from offtake.evidence.reading.figures.numbers import MASK
from offtake.evidence.reading.figures.quantity import Quantity

_DURATION_A = re.compile(
    r"\b(?:(?P<in>within|by|over|takes?|dauert|um|about|nearly|almost|more than|less than|under|at least|up to) )?(?:a|one|half a|an|ein|eine|einem|einen|un|une) (?P<u>year|month|week|day|decade|jahr|monat|woche|an|mois|semaine)\b(?P<half> and a half)?(?P<after> (?:late|later than|behind|of delay|overdue|de retard|zu spät|long))?",
    re.IGNORECASE,
)
_UNIT_OF_TIME = {
    "jahr": "year",
    "monat": "month",
    "an": "year",
    "mois": "month",
    "woche": "week",
    "semaine": "week",
}


_MOVED_TO = re.compile(
    r"\b(?:stood|stands?|remain(?:s|ed)?) at $|\b(?:br(?:ing|ings|ought|inging)|takes?|took|taking) to $|\b(?:cut|rose|fell|raised|reduced|up|down|grew|dropped|increased|climbed|halved|raise|increase|cut|reduce|lift|boost|bring|grow|expand|rise|fall|climb|drop|sank|shrank|soared|surged|plunged|[a-z]{3,}ed) (?:to|by) $|\b(?:rais|increas|lift|boost|cut|reduc|lower|bring)\w* (?:[\w-]+ ){1,3}to $"
)


_OBJECT = re.compile(r"\b(?:options? (?:for|on)|orders? for|contracts? for|have|has|had|got|make|makes|made|send|sent|build|built|order|ordered|buy|bought|deliver|delivered|signed for|received|lost|sold|added|reçu|livré|donné|commandé|vendu|acheté|perdu|produit|cédé|fourni|aux|erhalten|geliefert|bestellt) $")  # fmt: skip
"""What stands before a number that is the object: "and could make 70"."""
_SUBJECT = re.compile(
    r" (?:have|has|had|were) (?:so far |already |not )?(?:been )?\w+(?:ed|en|lt|nt|de)\b"
)
"""What follows a number that is the subject: "only 44 have been delivered"."""

_TOLD_ALONE = re.compile(r"\b(?:(?:its|the|their) (?:first|last|next|remaining|other)|another|a further|only|just|to (?!be\b)[a-z]+|(?:built|designed|meant|room|money|enough) for(?: only| about| some)?|against|compared with|instead of|rather than|up from(?: about| around| some| nearly)?|down from(?: about| around| some| nearly)?|(?:bring|tak)ing (?:the|its|their) [\w ]{3,40} to|there (?:are|were|will be)|it was|[Ss]tatt|gegenüber|contre) $")  # fmt: skip
"""What stands before a number whose noun was named already: "is enlarged to ship 300", "another 19"."""
_TOLD_OF = re.compile(r" (?:are|were|will|remain|went|came|sind|waren|wurden|sont|étaient|ont été)\b(?! (?:years|old)\b)")  # fmt: skip


_PART_OF = re.compile(
    r" of (?:them|these|those|which|whom)\b| of (?:the|its|their|his|her|our|(?:the )?\w+['’]s) (?:[\w-]+ ){0,3}(?:[a-z]{3,}s|people|aircraft)\b| d['’]entre (?:eux|elles)\b| de (?:ses|leurs|ces|nos) \w+s\b| (?:der|ihrer|seiner|dieser) [A-ZÄÖÜ]\w+"
)
"""Some of what was named: "five of them", "two of its furnaces"."""
OF_WHICH = re.compile(
    r"(?:\bof which|, davon|, dont|, darunter) (?:about |approximately |some |around |only |just |nearly |rund |etwa |environ |près de )?$"
)


def counts(text: str, q: Quantity) -> bool:
    """Whether a number is a quantity at all: small bare numbers and "one" are not."""
    amount = q.value if q.value is not None else q.low
    assert amount is not None
    if q.unit == "share" and amount >= 1:
        return False  # "all four quarters of 2017"
    if q.sort in ("goods", "money") and q.value == 1 and not q.strong and not q.figures:
        return False
    if q.sort == "time":
        return not (q.value == 1 and not q.figures and not q.strong)
    if q.sort != "bare":
        return True
    if q.strong or q.step or q.per:
        return True
    if q.figures and (
        re.match(r" (?:more|fewer|others?|de plus|autres|weitere)\b", text[q.end :])
        or _MOVED_TO.search(text[: q.start])
    ):
        return True
    if q.figures and _SUBJECT.match(text[q.end :]):
        return True
    if (
        re.match(
            r" (?:more|fewer)(?= (?:than|on|this|next|last|in|by|for|from|at)\b| \x1a|[.,;]|$)",
            text[q.end :],
        )
        and (q.value or 0) > 1
    ):
        return True
    if amount >= 2 and (_PART_OF.match(text[q.end :]) or OF_WHICH.search(text[: q.start])):
        return True
    if q.figures and amount >= 10 and (_TOLD_ALONE.search(text[: q.start]) or _TOLD_OF.match(text[q.end :])):  # fmt: skip
        return True
    before = text[max(0, q.start - 14) : q.start].lower()
    hedged = re.search(
        r"(?:about|some|nearly|almost|over|than|only|from|of|around|least|hire|statt|rund|fast) $",
        before,
    )
    if q.figures and amount >= 10 and _OBJECT.search(text[: q.start]):
        return True
    if (
        amount >= 2
        and q.figures
        and _IN_BRACKETS.search(text[: q.start])
        and _CLOSES.match(text[q.end :])
    ):
        return True
    if q.figures and amount >= 10 and _TOTAL.search(text[: q.start]):
        return True
    if amount >= 2 and _OF_A_MODEL.match(text[q.end :]) and not _A_NAME.search(text[: q.start]):
        return True
    if amount >= 2 and _SUBJECT_AGAIN.search(text[: q.start]) and _VERB.match(text[q.end :]):
        return True
    if amount >= 2 and _LEFT_OUT.search(text[: q.start]) and _GOES_ON.match(text[q.end :]):
        return True
    if q.figures and amount >= 1000 and _A_NOUN.match(text[q.end :]) and not q.grouped:
        return False
    return q.figures and (amount >= 1000 or (amount >= 100 and bool(hedged)))


_IN_BRACKETS = re.compile(r"[A-Za-zà-ÿ] \($|\([^()]{2,60}(?: and| et| und|;|,) $")
_CLOSES = re.compile(r"\)| (?:pour|dont|for|from|of which|to|à|für|davon|au|aux|en)\b")
"""Counts behind names: "Qatar (36), Greece (12)"."""
_TOTAL = re.compile(r"\btotals?\b[^,;\d]{0,40} (?:to|at|reached|was|is)(?: about| around| some)? $|, (?:surpassing|beating|topping|exceeding|trailing) [\w ]{2,30}['’]s?(?: \([A-Z]+\))? $")  # fmt: skip
_OF_A_MODEL = re.compile(rf" {MASK}+(?=[ ,.;)]|$)")
"""A name with a number after a count: "76 F-35A are meant for Oslo"."""
_A_NAME = re.compile(r"[A-ZÄÖÜ][\w-]* $")
_SUBJECT_AGAIN = re.compile(
    r"(?:^|, |; |, and |, while |, but | only | just | seuls | nur )$", re.IGNORECASE
)
_VERB = re.compile(r" (?:were|have (?:been )?\w+ed|had (?:been )?\w+ed|have been|are (?:now |still )?(?:in|on|under|being|\w+ed)|met|failed|passed|survived|remain|devraient|doivent|peuvent|davon|of them|d['’]entre|vont|seront|ont été|sont|wurden|sind|werden|waren)\b(?! (?:years|old|ans|Jahre)\b)")  # fmt: skip
"""A number that is the subject itself: "and six were lost", "only three met it"."""
_LEFT_OUT = re.compile(r"\b(?:including|of which|of whom|plus|another|a further|just|only|compared (?:to|with)|versus|vs\.?|against|(?<!down )to|of|and|but|or|than|for|the|contre|dont|atteindre|davon|darunter|gegenüber)(?: (?:about|around|some|nearly|almost|just|only|at least|environ|près de|rund|etwa))? $")  # fmt: skip
"""What stands before a number whose noun is left out: "including seven shipped to Oslo"."""
_GOES_ON = re.compile(rf" (?!aged\b)(?:from|to|for|by|were|was|are|have|had|[a-z]{{2,}}ed|sold|built|made|sent|last (?:year|month|quarter|week)|a year (?:earlier|ago|before)|the (?:previous|prior) (?:year|month|quarter)|l['’]an|im Vorjahr|à|dont|in{MASK}?|en)\b(?! the world\b)| {MASK}|[.;)]| —| –|$")  # fmt: skip
_A_NOUN = re.compile(r" (?!from\b|to\b|for\b|by\b|in\b|on\b|at\b|of\b|and\b|or\b|but\b|per\b|a\b|last\b|this\b|next\b|than\b|more\b|with\b|while\b|as\b|after\b|before\b|since\b|under\b|over\b|with\w*|will\b|would\b|can\b|could\b|were\b|was\b|are\b|have\b|had\b|has\b|de\b|des\b|en\b|par\b|et\b|im\b|in\b|auf\b|und\b|[a-z]+ed\b)[a-z]{3,}")  # fmt: skip
"""What makes a bare figure of four the name of a thing: "its 2710 cell"."""


_GAP = re.compile(r"(?:,|,? and|,? but) (?:another |about |some |just |only )?$")
_GAP_ENDS = re.compile(rf" (?:to|for|from|in|by|at|with)\b| {MASK}")


def is_gapped(text: str, q: Quantity, before: Sequence[Quantity]) -> bool:
    """Whether noun and verb of a number stand with the one before: "seven jets to Oslo, five to Bergen and two in May"."""
    amount = q.value or 0
    if q.sort != "bare" or amount < 2 or not _GAP.search(text[: q.start]) or not _GAP_ENDS.match(text[q.end :]):  # fmt: skip
        return False
    last = before[-1] if before else None
    return last is not None and q.start - last.end < 60 and (last.sort == "goods" or bool(last.step) or is_gapped(text, last, before[:-1]))  # fmt: skip


def lengths(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """A year, a month and a half: lengths of time without a number, where they are no rate."""
    lengths = []
    for m in _DURATION_A.finditer(text):
        used = any(q.start < m.end() and m.start() < q.end for q in found)
        if used or not (m["in"] or m["after"] or m["half"]):
            continue
        if (
            m["in"]
            and not m["after"]
            and re.match(r" (?:ago|earlier|later|before)", text[m.end() :])
        ):
            continue
        said = m[0].lower()
        unit = _UNIT_OF_TIME.get(m["u"].lower(), m["u"].lower())
        value = 0.5 if "half a " in said and not m["half"] else 1.5 if m["half"] else 1.0
        lengths.append(Quantity(m.start(), m.end(), value, unit=unit, sort="time", strong=True))
    return lengths
