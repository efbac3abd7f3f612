"""Figures that belong together: ends of a range, before and after, lists, parts of a whole.

What a range or a list says once (magnitude, currency, unit) goes to all its ends.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from offtake.evidence.reading.figures.numbers import MASK
from offtake.evidence.reading.figures.quantity import Quantity

_CHANGE = re.compile(
    r"\b(?:crept|creep\w*|balloon\w*|swell\w*|swollen|surg\w+|soar\w*|plung\w+|plummet\w*|tumbl\w+|slid(?:e|es|ing)?|slump\w*|dwindl\w+|narrow(?:s|ed|ing)|widen\w*|ratchet\w*|c[ao]mes? down|c[ao]mes? up|shorten\w*|extend\w*|lengthen\w*|trim(?:s|med|ming)?|slash\w*|whittl\w+|inch(?:ed|es|ing)|edg(?:ed|es|ing)|leap\w*|leapt|rocket\w*|par(?:ed|ing)|br(?:ing|ought)|port(?:és|ées)|passé(?:es|s)|grimp\w*|chut\w+|bondi\w*|relev\w+|abaiss\w*|descend\w*|kletter\w*|fiel\w*|fällt|gefallen|verringer\w*|verkürz\w*|verlänger\w*|aufgestockt|aufstock\w*|gekürzt|kürz\w*|schrumpf\w*|geschrumpft|wanderten|doubl\w*|tripl\w*|quadrupl\w*|halv\w*|chang\w*|mov\w*|ramèn\w*|réduir\w*|réduit\w*|ris\w*|rose|grew|grow\w*|gone|go(?:es)?|went|climb\w*|increas\w*|fell|fall\w*|cut\w*|drop\w*|lower\w*|rais\w*|expand\w*|stretch\w*|jump\w*|slip\w*|declin\w*|shr[aiu]nk\w*|up|down|moved?|lift\w*|boost\w*|ramp\w*|scal\w*|reduc\w*|stieg\w*|steig\w*|erhöh\w*|sank\w*|sink\w*|gesunken|gestiegen|senk\w*|wuchs|gewachsen|wachs\w*|pass(?:e|é|ée|és|er|ent|ant|era|eront|erait|ait)\b|augment\w*|mont(?:e|é|ée|er|ent|ait|era)\b|baiss\w*|recul\w*|tomb(?:e|é|ée|er|ent|ait)\b|port(?:e|é|ée|er|ant|ent|era)\b)\b",
    re.IGNORECASE,
)
_MOVED = re.compile(
    r"\b(?!rang|var|pric|estimat|need|spann|measur|wait|last|charg|stay)[a-z]+(?:ed|ing)(?: \w+ly| up| down| out| back)? from (?:about |around |some |nearly )?(?:[$€£¥]|[A-Z]{3} ?)?$"
)
"""Any verb before "from a to b" but one of ranging: "ballooned from"."""
_BY_WHAT = re.compile(r"\b(?:fell|rose|gained|lost|dropped|climbed|slid|jumped|eased|slipped|sank|added|tumbled|slumped|plunged|surged|soared|plummeted|declined|decreased|increased|advanced|retreated|crept|firmed|up|down|perdu|gagné|cédé|pris) (?:[$€£¥]|[A-Z]{3} ?)?$")  # fmt: skip
_GAPPED_FROM = re.compile(r"(?:[,;]| and| et) (?:and |et )?(?:(?:its|their|the|les|le|la|ses|leurs|sa|son) |l['’])?(?!(?:rang|var|cost|pric|stretch|run|go|measur)\w*\b)[\w’'-]+(?<!ed)(?: (?!(?:rang|var|cost|pric|stretch|run|go|measur)\w*\b)[\w’'-]+(?<!ed))? (?:from|de) (?:[$€£¥]|[A-Z]{3} ?)?$")  # fmt: skip
"""What moved as well, verb left out: "sales rose to £2m, and orders from £2m to £3m"."""
_GAVE = re.compile(r"\b(?:lost|gained|added) \S* ?$")
"""Verbs of no movement as often as of one: "lost £40m to £60m" by May, "lost 20 cents to $40"."""
_HEDGED = r"(?:(?:perhaps|maybe|possibly|as many as|as much as|künftig|dann|jetzt|now|then|eventually|around|about|nearly|some|roughly|almost|over|more than|up to|etwa|rund|fast|knapp|gut|über|mehr als|bis zu|mindestens|höchstens|maximal|weniger als|unter|nur noch|nur|lediglich|bloß|seulement|voraussichtlich|au maximum|environ|quelque|près de|plus de|(?:un peu )?moins de|un peu plus de|au moins|au plus) )?"
_TO = re.compile(
    rf"-? ?(?:-to-|-|–|—|to|up to|and|bis|und|à|et|or|oder|auf|ou) ?{_HEDGED}$", re.IGNORECASE
)
_OPENS = {
    "between": re.compile(
        rf"(?:\bbetween|\bzwischen|\bentre) [“\"«]?{_HEDGED}[“\"«]?$", re.IGNORECASE
    ),
    "from": re.compile(
        rf"(?:\bfrom|\bvon|\bde) (?:(?:an|a|its|their|the) (?:[a-z]+ ){{1,2}}|now |currently |today's |derzeit |heute |bislang |bisher |aktuell |zuletzt )?{_HEDGED}$",
        re.IGNORECASE,
    ),
}
_NOUN_LAST = re.compile(rf" ?(?:,|and|und|et|, and|or|zu|gegen|beziehungsweise|bzw\.|respektive)(?: (?:im|in|en) {MASK}+)? ")  # fmt: skip
"""Between two figures of which the second names what both count: "mit 14 zu 11 Stimmen"."""
_OPPOSED = re.compile(r" (?:contre|gegen|zu|to|against) ")
"""Between the votes of two sides: "94 voix contre 31 et 12 abstentions"."""
_VERSUS = re.compile(
    r",? (?:vs\.?|versus|rather than|instead of|statt|anstatt|au lieu de) (?:the |der |den |bisher |derzeit |heute )?"
)
_CAME = re.compile(
    r"[,;] (?:(?:aber|doch|but|and|und) )?(?:ge\w+t|ge\w+en|ver\w+t|aus\w+t|an\w+en|delivered|built|came|arrived|received) (?:(?:sind|waren|wurden|werden|were|have been) )?(?:(?:bisher|bislang|nur|erst|only|just) )?"
)
"""From what was promised to what came, which alone is named: "zugesagt waren 40, gekommen sind 60 Drohnen"."""
_ONE_WORD = re.compile(
    r" (?!more\b|fewer\b|new\b)[a-z]{4,}(?<!ly)(?<!ed)(?<!s) and (?:about |some |another )?"
)
"""Between two kinds of one thing: "4,000 weaving and 400 dyeing jobs"."""
_MAYBE = re.compile(r",? (?:maybe|perhaps|possibly|or even|even|vielleicht|peut-être|voire) $")
_LIST = re.compile(r" ?(?:,|and|und|et|, and|&|or) ?$")


def joined(text: str, found: list[Quantity]) -> list[Quantity]:
    """Neighbours that make a range, or a before and an after."""
    done: list[Quantity] = []
    for q in _spanned(text, found):
        last = done[-1] if done else None
        moved = any(o.step for o in done)
        joined = (
            None
            if last is None or last.step or last.high is not None
            else _pair(text, last, q, moved)
        )
        if joined is None:
            done.append(q)
        else:
            done[-1:] = joined
    return done


_SPAN = re.compile(r" ?[-–] ?| bis | à ")
_TARGET = re.compile(r"(?:\bto|\bauf|\bà) $", re.IGNORECASE)


def _spanned(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """Ranges to which something moved, before the movement: "from 9 to 12-15", "von 9 auf 12 bis 15"."""
    done: list[Quantity] = []
    for q in found:
        last = done[-1] if done else None
        if last is not None and _SPAN.fullmatch(text[last.end : q.start]) and _TARGET.search(text[: last.start]) and (pair := _pair(text, last, q)) and len(pair) == 1:  # fmt: skip
            done[-1] = pair[0]
        else:
            done.append(q)
    return done


_WHEN = re.compile(rf"^/[A-Za-z]+\b| (?:(?:in|im|en|im Jahre?) )?{MASK}+| (?:this|last|next) (?:year|month|quarter|season)|^ (?:aujourd['’]hui|actuellement|heute|derzeit|now|today|currently)(?= (?:à|auf|to)\b)|^ (?:a|per|each|every) (?:day|week|month|quarter|year)\b")  # fmt: skip
"""Between two ends, when each was: no part of what joins them."""


def _pair(text: str, a: Quantity, b: Quantity, gapped: bool = False) -> list[Quantity] | None:
    between = text[a.end : b.start]
    plain = _WHEN.sub("", between)
    if a.value is not None and b.high is not None and _TO.fullmatch(plain) and _OPENS["from"].search(text[: a.start]):  # fmt: skip
        return [
            replace(a, step="before", unit=a.unit or b.unit, sort=b.sort),
            replace(b, step="after"),
        ]
    if (
        a.value is None
        or b.value is None
        or not _TO.fullmatch(plain)
        or (a.sort == "ratio" and b.sort not in ("ratio", "gdp"))
    ):
        return None
    before = text[max(0, a.start - 40) : a.start]
    word = plain.strip().lower().split(" ")[0]
    said_range = _STATED_RANGE.search(before) or (
        a.sort == b.sort == "time" and a.unit != b.unit and _LATE.search(before)
    )
    span, moved = bool(_OPENS["between"].search(before)), bool(_OPENS["from"].search(before))
    if word in ("and", "und", "et") and not span:
        return None
    if word in ("or", "oder", "ou") and a.sort == b.sort == "money" and not text[b.start].isdigit():
        return None  # "€5 or €10" are two prices
    if word == "or" and a.figures and 4 * a.value <= b.value:
        return None  # "whether it is 2,000 or 20,000"
    if word == "auf" and not moved and not re.search(r"\bum $", before):
        return None
    if _IN_POINTS.search(text[a.start : a.end]) and not _IN_POINTS.search(text[b.start : b.end]):
        return [a, replace(b, step="after")]  # "fell 6.3 points to 68.9%"
    if a.unit == "%" and b.unit == "%GDP":
        a = replace(a, unit=b.unit, sort=b.sort)
    if a.sort == b.sort == "time" and (same := in_one_unit(a, b)):
        a, b = same
    if a.unit and b.unit and a.unit != b.unit and not (a.sort == "money" and not b.unit):
        return None
    if a.sort == "goods" and b.sort == "bare" and word in ("to", "à") and not (span or moved or _CHANGE.search(before) or before.endswith("by ")):  # fmt: skip
        return None  # "to refit four ships to 32 cells"
    if said_range and word == "to" and (a.value or 0.0) < (b.value or 0.0):
        return _as_range(*_alike(a, b))
    a = _of_one_scale(text, a, b)
    named, said = bool(a.unit), bool(a.unit or a.strong or not (b.strong or b.sort == "time"))
    a, b = _alike(a, b)
    if (
        re.search(rf"\b(?:by|um) {_HEDGED}$", before)
        and word in ("to", "auf")
        and (named or b.sort != "ratio")  # "by 20 to 30 per cent" is a range
        and (said or word == "auf" or b.grouped)  # "grew by 2 to 5 million" is a range
        and (a.unit or word == "auf" or _CHANGE.search(before) or _far(a, b))
    ):
        return [a, replace(b, step="after")]  # "fell by £40m to £210m": by how much, and to what
    if word in ("to", "à", "auf") and a.sort == b.sort in ("money", "goods") and a.unit == b.unit != "" and named and _BY_WHAT.search(before) and (_far(a, b) or not _GAVE.search(before)):  # fmt: skip
        return [a, replace(b, step="after")]
    if word == "to" and a.sort == b.sort == "bare" and _far(a, b) and _BY_WHAT.search(before):
        return [a, replace(b, step="after")]  # "fell £2,000 to £268,000"
    if span and a.value is not None and b.value is not None and a.value > b.value:
        a, b = replace(a, value=b.value), replace(b, value=a.value)  # "between 14 and 8"
    rising = (a.value or 0.0) < (b.value or 0.0)
    if moved and (MASK in between or gapped) and word in ("to", "auf", "à"):
        return [
            replace(a, step="before"),
            replace(b, step="after"),
        ]  # "from 2 in 2006 to 5 in 2017"
    if (
        moved
        and word not in ("-", "–", "—", "bis")
        and (
            word == "auf"
            or _CHANGE.search(_around(text, a.start, b.end).replace(between, " "))
            or _MOVED.search(before)
            or (_GAPPED_FROM.search(before) and _CHANGE.search(text[: a.start]))
        )
        and not re.search(
            r"(?:anywhere|anything|something|somewhere|rang(?:es?|ed|ing)|var(?:y|ies|ied|ying)) from $",
            before,
        )
    ):
        return [replace(a, step="before"), replace(b, step="after")]
    if not rising or (
        word in ("to", "à", "bis")
        and not a.figures
        and not b.unit
        and not b.strong
        and not _RANGED.search(before)
        and not _A_WEEK.match(text, b.end)
    ):
        return (
            None
            if word not in ("to", "à", "auf") or not moved
            else [replace(a, step="before"), replace(b, step="after")]
        )
    return _as_range(a, b)


def _as_range(a: Quantity, b: Quantity) -> list[Quantity]:
    words = b.words or a.words
    return [replace(b, start=a.start, value=None, low=a.value, high=b.value, words=words, strong=True)]  # fmt: skip


def _of_one_scale(text: str, a: Quantity, b: Quantity) -> Quantity:
    """The first end of "two to three dozen" and "Rs 40-60 crore", which say once of what."""
    first, second = (_SCALE.search(text[q.start : q.end].lower()) for q in (a, b))
    if first or not second or a.value is None:
        return a
    factor = _SCALES.get(second[1], 12.0)
    small = a.value < _SMALL and (factor > _SMALL or a.value < factor)
    return replace(a, value=a.value * factor, strong=a.strong or factor > _SMALL) if small else a


_SCALES = {"lakh": 1e5, "crore": 1e7, "lakh crore": 1e12}
_SCALE = re.compile(r"(?<=[\w.] )(?<!\ba )(dozen|dutzend|douzaine|lakh crore|lakh|crore)")
_SMALL = 1000
_STATED_RANGE = re.compile(
    r"\d[^;.]*, (?:up|down) from (?:about |around |some )?(?:[$€£¥]|[A-Z]{3} ?)?$"
)
"""A range from which a level came that was told before it: "12 months, up from six to eight"."""
_LATE = re.compile(
    r"\b(?:slip|delay|late|postpon|push|overrun|put off|put back)[\w ]* by (?:about |around |some )?$"
)
"""Before by how long something is late: "slipped by 18 months to two years"."""


def _far(a: Quantity, b: Quantity) -> bool:
    """Whether two ends are too far apart for a range: "by 350,000 to 11.2 million"."""
    return 2 * (a.value or 0.0) < (b.value or 0.0)


_A_WEEK = re.compile(r" (?:an?|per|each|every) (?:hour|day|week|month|quarter|year)\b")
_RANGED = re.compile(r"\b(?:rang|vary|vari|span)\w* from $")
_IN_POINTS = re.compile(r"points?$|punkten?$")
_DAYS = {"day": 1, "week": 7, "month": 365 / 12, "quarter": 365 / 4, "year": 365, "decade": 3650}


def in_one_unit(a: Quantity, b: Quantity) -> tuple[Quantity, Quantity] | None:
    """Two ends in the shorter of their units of time: "18 months to two years"."""
    if not (a.unit in _DAYS and b.unit in _DAYS and a.value and b.value) or a.unit == b.unit:
        return None
    unit = min(a.unit, b.unit, key=lambda u: _DAYS[u])
    first, second = (replace(q, unit=unit, value=round((q.value or 0.0) * _DAYS[q.unit] / _DAYS[unit], 6)) for q in (a, b))  # fmt: skip
    return (first, second) if (first.value or 0.0) < (second.value or 0.0) else None


def _around(text: str, start: int, end: int) -> str:
    """The part between commas in which a pair of figures stands, and the one after it."""
    first = max(text.rfind(", ", 0, start), text.rfind("; ", 0, start), 0)
    stop = text.find(", ", text.find(", ", end) + 1) if ", " in text[end:] else -1
    return text[first : stop if stop >= 0 else len(text)]


def _times(q: Quantity, factor: float) -> Quantity:
    """A quantity, or both ends of a range, so many times as large."""
    value, low, high = (n if n is None else float(f"{n * factor:.12g}") for n in (q.value, q.low, q.high))  # fmt: skip
    return replace(q, value=value, low=low, high=high, strong=True)


def _alike(a: Quantity, b: Quantity) -> tuple[Quantity, Quantity]:
    """Both ends with the magnitude, unit and currency that only one of them states."""
    small, large = a.value if a.value is not None else a.high, b.value if b.value is not None else b.low  # fmt: skip
    if (not a.strong or a.value is None) and b.strong and small is not None and large is not None and small < 1000 <= large:  # fmt: skip
        for factor in (1e12, 1e9, 1e6, 1e3):
            if large >= factor and small * factor <= large * 10 and large / factor < 1000:
                a = _times(a, factor)
                break
    if not a.unit or a.sort == "bare":
        a = replace(a, unit=b.unit, sort=b.sort, words=b.words)
    if not b.unit or b.sort == "bare":
        b = replace(b, unit=a.unit, sort=a.sort, words=a.words)
    return replace(a, strong=True), replace(b, strong=True)


_NOT = re.compile(r"^[\w ]{0,12}, (?:and )?not (?:the |just |only )?$")
"""Between a figure and the one that it is not: "14 per cent, not 40"."""


def shared(text: str, found: list[Quantity]) -> list[Quantity]:
    """Lists that name their unit once, at the end, and "a of the b shells"."""
    done = _split_share(text, found)
    for k in range(len(done) - 2, -1, -1):
        a, b = done[k], done[k + 1]
        between = text[a.end : b.start]
        if (
            a.sort in ("ratio", "gdp", "money")
            and b.sort == "bare"
            and _NOT.search(between)
            and (a.sort == "money" or not b.strong)
        ):
            done[k + 1] = replace(b, unit=a.unit, sort=a.sort, strong=True)
        if between == " (" and text[b.end : b.end + 1] == ")" and b.sort == "bare" and b.figures and a.unit and (then := _then(text, a, b)):  # fmt: skip
            done[k + 1] = b = then
        if _THAT_YEAR.fullmatch(between) and b.sort == "bare" and a.sort in ("money", "ratio") and a.value:  # fmt: skip
            done[k + 1] = _alike(b, replace(a, strong=a.value >= 1000))[0]
        if a.sort != "bare" or not b.unit:
            continue
        if (
            b.sort == "goods"
            and b.words.count(" ") == 1
            and a.strong
            and _ONE_WORD.fullmatch(between)
        ):
            done[k] = replace(a, unit=b.unit, sort="goods", words=f"{between.split()[0]} {b.unit}")
        elif _CAME.fullmatch(between) and b.sort == "goods" and (a.figures or a.strong):
            done[k] = replace(a, unit=b.unit, sort="goods", words=b.words, strong=True)
        elif _VERSUS.fullmatch(between) and b.sort in ("goods", "ratio", "gdp", "money"):
            same = a if b.grouped else _alike(a, b)[0]
            done[k] = replace(same, unit=b.unit, sort=b.sort, words=b.words, strong=True)
        elif k and done[k - 1].unit == "votes" and _OPPOSED.fullmatch(text[done[k - 1].end : a.start]):  # fmt: skip
            done[k] = replace(a, unit="votes", sort="goods", words=done[k - 1].words, strong=True)
        elif (
            b.sort == "goods"
            and a.figures
            and b.figures
            and not a.step
            and _NOUN_LAST.fullmatch(between)
            and not re.search(
                r"\b(?:[Ii]n|[Oo]n|[Aa]t|page|(?:crew|staff|team) of) $", text[: a.start]
            )
        ):
            done[k] = replace(a, unit=b.unit, sort="goods", words=b.words, strong=True)
        elif (
            (_LIST.fullmatch(between) or _MAYBE.fullmatch(between))
            and (
                b.sort in ("ratio", "gdp", "money")
                or (b.sort == "time" and between == " and " and b.figures and a.figures)
            )
            and (text[b.start].isdigit() or text[b.start].islower())
            and b.unit not in ("x", "share")
            and a.value is not None
            and (b.sort != "ratio" or a.value < 1000)
        ):
            done[k] = replace(a, unit=b.unit, sort=b.sort, strong=True)
        elif (
            re.fullmatch(
                r" (?:of (?:(?:the|its|their|those|a planned) )?(?:promised |pledged |planned |ordered )?|von (?:den )?|der (?:\w+ ){0,2}|des |sur (?:les )?)",
                between,
            )
            and b.sort == "goods"
            and (a.figures or a.strong or (a.value or 0) > 10)
        ):
            done[k] = replace(a, unit=b.unit, sort="goods", words=b.words)
    return done


_MILLIONS = re.compile(r"\d ?(?:m|mn|million|bn|billion|k|tn)$")


def _then(text: str, a: Quantity, b: Quantity) -> Quantity | None:
    """What brackets say the figure was before, in its unit and magnitude: "SEK 4.82bn (4.55)", "SEK 8,412m (4,190)"."""
    same = _alike(b, replace(a, strong=(a.value or 0.0) >= 1000))[0] if a.value and b.value else b
    if b.grouped and b.value and a.value and _MILLIONS.search(text[a.start : a.end]):
        factor = next((f for f in (1e3, 1e6, 1e9) if 0.2 < b.value * f / a.value < 5), 1.0)
        same = replace(same, value=float(f"{b.value * factor:.12g}"))
    ratio = (same.value or 0.0) / (a.value or 1.0)
    return replace(same, carried=a.sort == "goods") if 0.2 < ratio < 5 else None


_THAT_YEAR = re.compile(rf" \((?:in )?{MASK}+:? (?:about |around )?")
"""Before the same at another time: "revenue of NOK 2.2 billion (2023: 1.9)"."""
_LEVEL_OF = re.compile(
    r"(?:, (?:contre|gegenüber|nach|against|up from|compared with) (?:noch )?|\b(?:Ziel|Zielmarke|Zusage|Vorgabe|Marke|objectif|seuil|engagement|target|goal|pledge) (?:von|de|of) (?:\w+ )?)$"
)
"""Before another level of a share of a country's product."""


_PARTS_BEGIN = re.compile(r", (?:including|comprising|made up of|of which|davon|darunter|dont) ")
_PARTS_GO_ON = re.compile(r" (?:and|und|et) (?:up to |another )?$")


def _split_share(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """ "5% of GDP, including 3.5% on defence and 1.5% on roads": the parts are in the unit of the whole."""
    done = list(found)
    parts = False
    for k in range(len(done) - 1):
        a, b = done[k], done[k + 1]
        between = text[a.end : b.start]
        if a.sort == "gdp" and b.sort == "ratio" and b.unit == "%" and _LEVEL_OF.search(between):
            done[k + 1] = replace(b, unit=a.unit, sort="gdp")
            continue
        begins = _PARTS_BEGIN.search(between)
        goes_on = parts and _PARTS_GO_ON.search(between)
        parts = a.sort == "gdp" and b.sort == "ratio" and b.unit == "%" and bool(begins or goes_on)
        if parts:
            done[k + 1] = replace(b, unit=a.unit, sort="gdp")
        elif begins and a.sort == "money" and b.sort == "bare" and b.strong:
            done[k + 1] = replace(b, unit=a.unit, sort="money")
    return done


_AGAINST = r"(?: par an| par mois| a year| a month| im jahr)?(?: \w+){0,4},? (?:(?:up|down) from|against|contre|compared (?:with|to)|gegenüber|statt (?:bisher|derzeit))"

_BEFORE_THIS = re.compile(rf" (?:(?:in|im|en|last|by) )?(?:{MASK}+|last year|last month|last quarter)")  # fmt: skip
_WAS_BEFORE = re.compile(rf",?{_AGAINST} (?:about |around |nearly |some |environ |rund )?")
_RISEN_TO = re.compile(r"\bto (?:about |around |some |nearly |over |just |only )?$")
_FROM = re.compile(r"(?: (?:a|per) (?:year|month|week|day))?(?: by the end of)?,? from (?:about |around |nearly |some )?")  # fmt: skip


def moved_back(text: str, found: list[Quantity]) -> list[Quantity]:
    """ "Rose to a from b": b is what it was before, in the currency or share of a; what is counted is not carried over."""
    done = list(found)
    for k in range(len(done) - 1):
        a, b = done[k], done[k + 1]
        between = _BEFORE_THIS.sub("", text[a.end : b.start])
        if _WAS_BEFORE.fullmatch(between) and not a.step and not b.step:
            b = (
                b
                if b.unit or a.sort == "goods"
                else replace(b, unit=a.unit, sort=a.sort, words=a.words)
            )
            done[k] = replace(a, step="after")
            done[k + 1] = replace(b, step="before", strong=True)
            continue
        alike = b.sort == "bare" or b.unit == a.unit or (a.unit, b.unit) == ("%GDP", "%")
        if (
            _FROM.fullmatch(between)
            and _RISEN_TO.search(text[: a.start])
            and (alike or (a.sort == "bare" and not a.strong and b.sort == "ratio"))
            and not a.step
        ):
            done[k] = replace(a, step="after")
            done[k + 1] = replace(b, step="before", strong=True)
            if a.sort == "bare" and b.sort in ("ratio", "gdp", "money", "time"):
                done[k] = replace(done[k], unit=b.unit, sort=b.sort)  # "to 9.9 from 7.2 per cent"
            elif a.sort != "goods":
                done[k + 1] = replace(
                    done[k + 1], unit=a.unit, sort=a.sort, words=b.words or a.words
                )
    return done
