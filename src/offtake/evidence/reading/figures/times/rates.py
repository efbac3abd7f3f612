"""Per what time a quantity is: said right after it, later in its clause, or before it by an adjective."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from offtake.evidence.reading.figures.ellipsis.antecedents import is_near
from offtake.evidence.reading.figures.numbers import MASK
from offtake.evidence.reading.figures.quantity import Quantity
from offtake.evidence.reading.language.alternatives import in_small
from offtake.evidence.reading.language.lexicon import Lexicon

_ADJECTIVE = re.compile(
    r"(?:annual(?:i[sz]ed)?|yearly|monthly|weekly|daily|hourly|jährlich\w*|monatlich\w*|täglich\w*|wöchentlich\w*|stündlich\w*|vierteljährlich\w*|mensuel\w*|annuel\w*|quotidien\w*|journali(?:er|ère)s?|hebdomadaires?|trimestriel\w*|quarterly)\b",
    re.IGNORECASE,
)
_ANY_ADJECTIVE = in_small(_ADJECTIVE.pattern.removesuffix(r"\b"))
_AIM = re.compile(
    r" (?:\w+ )?(?:(?:[\w-]+,? )?(?:workers?|employees|staff|workforce|wages?|earnings|newspaper|magazine|paper|briefing|basis)|targets?|goals?|forecasts?|guidance|estimates?|reports?|results?|meeting|conference)\b"
)
_PAPER = re.compile(
    r" (?:[A-Z][a-z]|(?:that|which|said|says|reported|reports|wrote|has|had|claimed|quoted|citing|published|newspapers?|papers?|magazines?)\b)|[,.] "
)
_A_PAPER = re.compile(r"\b(?:an?|the|another|one|its|this|local|national|city|business|trade)(?: [\w-]+){0,2} $", re.IGNORECASE)  # fmt: skip
"""Around a daily that is a newspaper: "a report in the daily Kustbladet", "a Delhi weekly said"."""
_RESULT = re.compile(r" (?:\w+ ){0,2}(?:budgets?|loss(?:es)?|profits?|earnings|dividends?|results?|revenues?|turnover|income|sales|surplus|deficit|ebitda?|verluste?n?|gewinne?n?|etats?|umsatz|umsätze|überschuss|defizits?|fehlbetrag)\b", re.IGNORECASE)  # fmt: skip
_RESULT_FR = re.compile(r"\b(?:déficit|perte|bénéfice|budget|chiffre d['’]affaires|excédent|résultat)s? $")  # fmt: skip
"""The same before its adjective, in French: "un déficit annuel"."""
_BESIDE = re.compile(r" (?:\w+ ){0,2}")
_RATE = re.compile(r"output|production|capacit\w*|rates?|volume|throughput|sales|revenue|spending|demand|consumption|need|installations|additions|deliveries|shipments|exports|imports|orders|purchases|harvest|intake|usage|generation|\b(?:loadings?|crossings|arrivals|departures|traffic|ridership|registrations|births)\b|produktion|kapazität|ausstoß|cadence|capacité|stellt|fertigt|liefert|produziert|besoin|demande|consommation|ventes|livraisons|exportations|importations|récolte|débit|trafic|rythme|fabrication|assemblage|bedarf|verbrauch|nachfrage|absatz|förderung|durchsatz|lieferung|ausfuhr|einfuhr|ernte|erzeugung|fertigung|menge|leistung|umschlag", re.IGNORECASE)  # fmt: skip
_SUBJECT_RATE = re.compile(
    rf"(?:^|[,;] (?:and |but |while |whereas )?)(?:The |Its |Die |Sein\w* |Ihr\w* |La )?({_ADJECTIVE.pattern})(?= (?:[\w-]+ ){{0,3}}?(?:{_RATE.pattern}))",
    re.IGNORECASE,
)
"""A subject that is a rate: "Annual steel use is to rise to 8 tonnes, and later to 9"."""


_DOING_OF = re.compile(rf"({_ADJECTIVE.pattern}) (?:[a-z]+ ){{0,2}}?[a-z]+(?:ation|ing|ment|put|age|ance|tion|sions?) of (?:about |around |some |up to |nearly |at least )?$", re.IGNORECASE)  # fmt: skip
"""What is done so often: "monthly processing of 40 tonnes"."""
_BEFORE_IT = re.compile(
    r" an? (hour|day|week|month)(?= (?:before|after) (?:the|its|their|it|they)\b)"
)
"""A rate that held before something: "made 900 tonnes a day before the fire"."""
_OF_RATE = re.compile(r" of ((?:annual|yearly|monthly|weekly|daily|hourly) )(?:[a-z]+ )?(?:capacity|output|production|throughput|demand|consumption|sales|generation|supply|exports?|imports?)\b")  # fmt: skip
"""Right after what there is so often: "200 million doses of annual capacity"."""
_INSIDE = re.compile(r"^\S+ ((?:daily|weekly|monthly|hourly|annual|yearly)) ")
"""Between a number and its noun: "11 daily services"."""
_OF_ANOTHER = re.compile(
    r"(?:\band|\bbut|\bwhile|,|\bthe|\bits|\btheir|\ba|\bof|\bin|\bat|\bfrom) $"
)
"""Before an adjective of time that belongs to a noun of its own."""
_PARTS = {"minute": ("hour", "day", "week"), "hour": ("day", "week", "month", "year"), "day": ("week", "month", "year"), "week": ("month", "year")}  # fmt: skip
"""What a time is a part of."""
_EVERY = re.compile(r"(?:every|each|chaque|tou(?:s|tes) les|jede[ns]?|(?:jahr|monat|woche|tag) für) ", re.IGNORECASE)  # fmt: skip
_WHAT_A_YEAR = re.compile(r"\b(?P<unit>Jahres|Monats|Wochen|Tages|Stunden)(?:produktion|leistung|kapazität|ausstoß|förderung|fertigung|erzeugung|absatz|verbrauch|bedarf|umschlag|durchsatz|menge|tonnage|rate|ernte)(?:en)?\b(?:(?! \x1a)[^,;:\d]){0,60}$")  # fmt: skip
"""German compounds that are rates: "eine Jahresleistung von 45.000 Motoren"."""
_UNITS = {"Jahres": "year", "Monats": "month", "Wochen": "week", "Tages": "day", "Stunden": "hour"}
_DOING_FR = re.compile(r"(?:[ts]ion|ment|age|ance|ture|rée) (?P<rate>quotidienne?|mensuel(?:le)?|annuel(?:le)?|hebdomadaire) (?:de |d['’](?:environ )?)(?:quelque |près de |plus de )?$")  # fmt: skip
"""What is done so often: "la suppression quotidienne de 27 trains"."""
_OF_THE_NEXT = re.compile(r" (?:[a-zäöüß-]+ ){0,2}")
"""From an adverb of time to the figure whose rate it is: "450 Stellen abbauen und jährlich 35 Millionen Euro sparen"."""
_AT_FIRST = re.compile(
    r"(?:pro|je|par|(?:jähr|monat|wöchent|täg)lich|im (?:jahr|monat|quartal)|(?:(?:in der|die|am) \w+)(?= (?:schafft|schaffen|liefert|liefern|fertigt|produziert|produzieren|baut|bauen|macht|verl[aä](?:ss|ß)t?\w*|werden|wird|roll\w*|lauf\w*|läuft|entsteh\w*|fahr\w*|fähr\w*|verarbeite\w*)\b))",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r" (?!(?:der|des|nach|vor|vom|ab|danach|davor|darauf|zuvor)\b)[a-zäöü]|, (?=[\dl]|[a-z]+ )"
)
"""After a rate that begins a sentence: "Am Tag schafft das Werk 40", and not "Am Tag der Feier kamen 40"."""
_ENDS = re.compile(r"[;:]|, (?!and\b)| but | while |\u2013 ")


_PUT_IN = re.compile(r", (?:an?|the|une?|des|le|la|les|eine?n?|die|der|das) [^,;.()]{3,60}, (?=\w)")
"""What is told of a thing between its number and the rate: "six canons, des engins lourds, par mois"."""
_UNKNOWN = re.compile(r" ?[A-Za-zµ]{1,4}/[a-z]")
"""A unit that is none of ours, and its time: "40 mg/d"."""
_HYPHENS = re.compile(r"-(?:an?|per)-(hour|day|week|month|quarter|year)\b")
"""Right behind a figure: "a £40m-a-year works"."""


@lru_cache(maxsize=16)
def _has_adjective(text: str) -> bool:
    """Whether a sentence holds an adjective of time, found once for all its figures."""
    return _ANY_ADJECTIVE.search(text.lower()) is not None


def rated(text: str, q: Quantity, lexicon: Lexicon, others: Sequence[Quantity]) -> Quantity:
    """Per what time: said right after the quantity, later in its clause, or before it by an adjective."""
    if q.per:
        return q
    if q.sort in ("ratio", "gdp", "time"):
        found = lexicon.per.match(text, q.end + 1) if q.unit == "%" or q.unit in _PARTS else None
        if found and q.sort == "time" and (_group(found) not in _PARTS[q.unit] or found[0][:2].lower() in ("in", "on")):  # fmt: skip
            found = None  # "four days a week" is a rate, "two years a month" is none
        return replace(q, per=_group(found), end=found.end()) if found else q
    if not q.unit and _UNKNOWN.match(text, q.end):
        return q
    inside = _INSIDE.search(text[q.start : q.end]) if q.sort == "goods" else None
    if inside and (found_ := lexicon.per.match(inside[1])):
        return replace(q, per=_group(found_))
    if glued := _HYPHENS.match(text, q.end):
        return replace(q, per=glued[1], end=glued.end())
    stop = min([o.start for o in others if o.start >= q.end and o is not q], default=len(text))
    clause = _ENDS.search(text, q.end, stop)
    limit = clause.start() if clause else stop
    if (before_it := _BEFORE_IT.match(text, q.end)) and q.sort == "goods":
        return replace(q, per=before_it[1], end=before_it.end())
    if (of_rate := _OF_RATE.match(text, q.end)) and (found_ := lexicon.per.match(of_rate[1])):
        return replace(q, per=_group(found_))
    for found in lexicon.rates_in(text, q.end, limit):
        gap = re.sub(r" \([^()]*\)", "", text[q.end : found.start()])
        if (
            found[0].lower() in ("annual", "yearly")
            and not (gap == " of " and _RATE.match(text, found.end() + 1))
            and (len(gap) > 1 or _AIM.match(text[found.end() :]))
        ):
            continue  # "the annual report" is no rate
        if (
            q.sort == "money"
            and _ADJECTIVE.fullmatch(found[0])
            and _RESULT.match(text, found.end())
        ):
            continue  # "$1.9 billion quarterly revenue" is the quarter's
        if len(gap) > 1 and _ADJECTIVE.fullmatch(found[0]) and stop < len(text) and lexicon.language != "en" and _OF_THE_NEXT.fullmatch(text, found.end(), stop):  # fmt: skip
            continue
        if _ADJECTIVE.fullmatch(found[0]) and _OF_ANOTHER.search(gap):
            continue  # "three shifts to two, and daily output to 690"
        if (len(gap) <= 45 or " basis" in found[0]) and not re.search(
            r"\d" if gap.endswith(" for ") else r"\d|\bin\b (?!" + MASK + r")", gap
        ):
            return replace(
                q, per=_group(found), end=max(q.end, found.end()) if len(gap) <= 1 else q.end
            )
    if q.sort == "goods" and (put_in := _PUT_IN.match(text, q.end)) and (found_ := lexicon.per.match(text, put_in.end())):  # fmt: skip
        return replace(q, per=_group(found_))
    subjects = [m for m in _SUBJECT_RATE.finditer(text, 0, q.start) if not _AIM.match(text[m.end(1) :])] if q.sort == "goods" and _has_adjective(text) else []  # fmt: skip
    found_ = lexicon.per.match(text, subjects[-1].start(1)) if subjects else None
    if found_ and not any(o.unit != q.unit for o in others if o.sort == "goods" and o.start > found_.start()):  # fmt: skip
        return replace(q, per=_group(found_))
    before = text[: q.start]
    if lexicon.language == "de" and q.sort == "goods" and (whole := _WHAT_A_YEAR.search(_to_its_pair(before, q, others))):  # fmt: skip
        return replace(q, per=_UNITS[whole["unit"]])
    if q.sort == "goods" and (done := _DOING_FR.search(before)) and (found_ := lexicon.per.match(before, done.start("rate"))):  # fmt: skip
        return replace(q, per=_group(found_))
    if (
        q.sort == "money"
        and _has_adjective(text)
        and any(
            _RESULT.match(before[f.end() :])
            or (lexicon.language == "fr" and _RESULT_FR.search(before[: f.start()]))
            for f in _ADJECTIVE.finditer(before)
        )
    ):
        return q  # "an annual loss of 40m" is the year's, and no rate
    last = max((o.end for o in _apart(q, others) if o.end <= q.start), default=0)
    if (
        _has_adjective(text)
        and (doing := _DOING_OF.search(before))
        and (found_ := lexicon.per.match(before, doing.start(1)))
    ):
        return replace(q, per=_group(found_))
    for found in lexicon.rates_in(before, last, len(before)):
        said = found[0]
        if _PAPER.match(before, found.end()) and _A_PAPER.search(before[: found.start()]):
            continue
        if _AIM.match(before[found.end() :]):
            continue  # an annual target is no rate
        if _EVERY.match(said) and (
            found.start() == 0 or before[: found.start()].endswith((", ", "; "))
        ):
            return replace(q, per=_group(found))  # "Every year 40 wagons leave the hall"
        if found.start() == 0 and _AT_FIRST.match(text) and _GOES_ON.match(text, found.end()):
            return replace(q, per=_group(found))  # "Pro Monat verlassen 30 Wagen die Halle"
        if (_ADJECTIVE.fullmatch(said) or _EVERY.match(said)) and _BESIDE.fullmatch(
            before, found.end()
        ):
            return replace(q, per=_group(found))  # "jährlich rund 200.000 Granaten"
        if not _ADJECTIVE.fullmatch(said) or re.search(r"[;:]", before[found.end() :]):
            continue
        if (
            _RATE.search(before[max(0, found.start() - 30) : found.end() + 25])
            and len(before) - found.end() < 90
        ):
            return replace(q, per=_group(found))
    if q.step == "before" and not any(o.step == "after" and o.end <= q.start for o in others):
        after = next((o for o in others if o.start >= q.end), None)
        if after is not None and after.step == "after" and MASK not in text[q.end : after.start]:
            return replace(q, per=rated(text, after, lexicon, others).per)
    return q


def _apart(q: Quantity, others: Sequence[Quantity]) -> list[Quantity]:
    """Figures before which the rate of this one is not told: not the level from which it moved, no share, no article."""
    articles = [o for o in others if o.sort == "goods" and o.value == 1 and not o.figures]
    return [o for o in others if o.sort != "ratio" and not (q.step == "after" and o.step == "before") and o not in articles]  # fmt: skip


def _to_its_pair(before: str, q: Quantity, others: Sequence[Quantity]) -> str:
    """What stands before a figure; before both where it is the level to which something moved."""
    first = next((o for o in reversed(others) if o.step == "before" and o.end <= q.start), None)
    return before[: first.start] if q.step == "after" and first is not None else before


def _group(match: re.Match[str]) -> str:
    return next(k for k, v in match.groupdict().items() if v)


_AGAINST = re.compile(r"[^.;\d]{0,40}(?:,| \() ?(?:to|against|compared with|compared to|up from|down from|versus|instead of|rather than|not) (?:about |around |some |just |the )?")  # fmt: skip
"""Between two sums of one rate: "$1,060 a month in one land, against $330"."""
_TOGETHER = re.compile(
    r"(?: of [\w -]{2,30})?,? (?:and|plus|und|et) (?:some |about |around |another |up to |rund |etwa |environ )?"
)


def rated_together(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """A rate that two things share: "1,500 tanks and 3,000 vehicles a year"."""
    done = list(found)
    for k in range(1, len(done)):
        one, other = done[k - 1], done[k]
        if one.per and not other.per and one.sort == other.sort == "money" and one.unit == other.unit and _AGAINST.fullmatch(text[one.end : other.start]):  # fmt: skip
            done[k] = replace(other, per=one.per)
        if (one.step, other.step) == ("before", "after") and one.per and not other.per and (one.unit, one.sort) == (other.unit, other.sort):  # fmt: skip
            done[k] = replace(other, per=one.per)
    for k in range(len(done) - 1, 0, -1):
        one, other = done[k - 1], done[k]
        if other.per and not one.per and one.sort == other.sort == "goods" and one.unit != other.unit and is_near(one, other) and _TOGETHER.fullmatch(text[one.end : other.start]):  # fmt: skip
            done[k - 1] = replace(one, per=other.per)
    return done
