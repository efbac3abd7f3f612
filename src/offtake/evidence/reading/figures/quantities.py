"""Quantities in a sentence: a number with what it counts, or its currency, and per what time.

Ranges become one quantity with a low and a high end; "from a to b" beside a verb of change becomes two, before
and after.  What a range or a list says once (magnitude, currency, unit) goes to all its ends.  A bare amount
keeps an empty unit: nothing is carried over from elsewhere in the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from offtake.evidence.reading.figures.numbers import MASK, Number, numbers_in
from offtake.evidence.reading.language.lexicon import Lexicon

_LETTERS = {"m": 1e6, "b": 1e9, "t": 1e12}
_CHANGE = re.compile(
    r"\b(?:ris\w*|rose|grew|grow\w*|gone|go(?:es)?|went|climb\w*|increas\w*|fell|fall\w*|cut\w*|drop\w*|lower\w*|rais\w*|expand\w*|stretch\w*|jump\w*|slip\w*|declin\w*|shr[aiu]nk\w*|up|down|moved?|lift\w*|boost\w*|ramp\w*|scal\w*|reduc\w*|stieg\w*|steig\w*|erhöh\w*|sank\w*|sink\w*|gesunken|gestiegen|senk\w*|wuchs|gewachsen|wachs\w*|pass[eé]\w*|augment\w*|mont\w*|baiss\w*|recul\w*|tomb\w*|port\w*)\b",
    re.IGNORECASE,
)
_HEDGED = r"(?:(?:around|about|nearly|some|roughly|almost|over|more than|up to|etwa|rund|fast|environ|près de|plus de) )?"
_TO = re.compile(rf" ?(?:-|–|—|to|and|bis|und|à|et|or|oder|auf|ou) ?{_HEDGED}$", re.IGNORECASE)
_OPENS = {
    "between": re.compile(r"(?:\bbetween|\bzwischen|\bentre) $", re.IGNORECASE),
    "from": re.compile(rf"(?:\bfrom|\bvon|\bde) {_HEDGED}$", re.IGNORECASE),
}
_LIST = re.compile(r" ?(?:,|and|und|et|, and|&|or) ?$")
_WORD = re.compile(rf"{MASK}+|[^\W\d_][\w'’]*(?:-[\w'’]+)*|[^\s\w]|\d+", re.UNICODE)
LONGEST_NAME = 6
"""Words after a number among which what it counts is looked for."""
_DURATION_A = re.compile(
    r"\b(?:(?P<in>within|by|over|takes?|dauert|um|about|nearly|almost|more than|less than|under|at least|up to) )?(?:a|one|half a|an|ein|eine|einem|einen|un|une) (?P<u>year|month|week|day|decade|jahr|monat|woche|an|mois|semaine)\b(?P<half> and a half)?(?P<after> (?:late|later than|ago|behind|of delay|overdue|de retard|zu spät|long))?",
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


@dataclass(frozen=True)
class Quantity:
    """What a number says.  One of `value`, `low`, `high` at least is there."""

    start: int
    end: int
    value: float | None
    low: float | None = None
    high: float | None = None
    unit: str = ""
    """What is counted, a currency (three letters), %, %GDP, x, share, or a unit of time; '' where open."""
    words: str = ""
    """The words that name what is counted, as they stand."""
    per: str = ""
    sort: str = ""
    """money, gdp, ratio, time, goods, or bare."""
    figures: bool = False
    strong: bool = False
    """Enough of a quantity to count without a unit."""
    step: str = ""
    """before or after, of "from a to b"."""
    unsure: bool = False


def quantities_in(text: str, lexicon: Lexicon) -> list[Quantity]:
    """The quantities of a masked sentence, in order."""
    numbers = [_scaled(text, n, lexicon) for n in numbers_in(text, lexicon)]
    found = [_named(text, n, lexicon, _next_start(numbers, k, text)) for k, n in enumerate(numbers)]
    found = _joined(text, found)
    found = _moved_back(text, _shared(text, found))
    found = [_rated(text, q, lexicon, found) for q in found]
    counted = [q for q in found if _counts(text, q)]
    return sorted([*counted, *_lengths(text, counted)], key=lambda q: q.start)


def _next_start(numbers: Sequence[Number], at: int, text: str) -> int:
    return numbers[at + 1].start if at + 1 < len(numbers) else len(text)


def _scaled(text: str, number: Number, lexicon: Lexicon) -> Number:
    """A single letter after a figure is a magnitude beside a currency or before what is counted."""
    if not number.figures or number.scaled or number.value is None:
        return number
    found = re.compile(r"[ \u00a0]?([mMbBtT])(?![\w’'])").match(text, number.end)
    if found is None:
        return number
    letter, end = found[1].lower(), found.end()
    money = lexicon.prefix.search(
        text[max(0, number.start - 10) : number.start]
    ) or lexicon.suffix.match(text, end)
    goods = (
        letter == "m"
        and found[0] == "m"
        and re.match(r" (?!long|wide|high|deep|tall|away|from|above)[^\W\d_]{3,}s\b", text[end:])
    )
    if not money and not goods:
        return number
    return replace(
        number, value=float(f"{number.value * _LETTERS[letter]:.12g}"), end=end, scaled=True
    )


def _named(text: str, n: Number, lexicon: Lexicon, stop: int) -> Quantity:
    """The quantity that a number makes with what stands beside it."""
    strong = n.scaled or n.grouped
    q = Quantity(n.start, n.end, n.value, n.low, figures=n.figures, strong=strong, unsure=n.unsure)
    if n.unit:
        return replace(q, unit=n.unit, sort="ratio")
    before = lexicon.prefix.search(text[max(0, n.start - 12) : n.start])
    if before and (before["s"] or n.figures):
        start = n.start - len(before[0])
        signs = lexicon.data["currency"]["signs"]
        unit = signs.get(before["s"], before["s"]) if before["s"] else _prefix_word(before["o"])
        end = n.end
        if again := lexicon.suffix.match(text, end):  # "$5m (US dollars)" says it twice
            end = again.end() if again["code"] else end
        return replace(q, start=start, end=end, unit=unit, sort="money", words=before[0].strip())
    if found := lexicon.percent.match(text, n.end):
        gdp = bool(found["gdp"])
        return replace(
            q, end=found.end(), unit="%GDP" if gdp else "%", sort="gdp" if gdp else "ratio"
        )
    if found := lexicon.suffix.match(text, n.end):
        return replace(
            q,
            end=found.end(),
            unit=_suffix_unit(found, lexicon),
            sort="money",
            words=found[0].strip(" -"),
        )
    if found := lexicon.time.match(text, n.end):
        unit = next(k for k, v in found.groupdict().items() if v)
        return replace(q, end=found.end(), unit=unit, sort="time")
    for pattern, unit, factor in lexicon.scaled:
        if (found := pattern.match(text, n.end)) and n.value is not None:
            return replace(
                q,
                end=found.end(),
                unit=unit,
                value=n.value * factor,
                sort="goods",
                words=found[0].strip(),
            )
    if found := lexicon.symbols.match(text, n.end):
        return replace(q, end=found.end(), unit=found[1], sort="goods", words=found[1])
    unit, words, end = _counted(text, n, lexicon, stop)
    return (
        replace(q, unit=unit, words=words, end=end, sort="goods")
        if unit
        else replace(q, sort="bare")
    )


def _prefix_word(word: str) -> str:
    return {"crowns": "crowns", "kroner": "crowns"}.get(
        word.lower(), "EUR" if word.lower().startswith("euro") else "USD"
    )


def _suffix_unit(found: re.Match[str], lexicon: Lexicon) -> str:
    named, opened = lexicon.currencies
    groups = found.groupdict()
    if groups["sign"]:
        return str(lexicon.data["currency"]["signs"][groups["sign"]])
    if groups["code"]:
        return groups["code"].upper()
    for k, unit in enumerate(named):
        if groups[f"c{k}"]:
            return unit
    return next(unit for k, unit in enumerate(opened) if groups[f"o{k}"])


def _counted(text: str, n: Number, lexicon: Lexicon, stop: int) -> tuple[str, str, int]:
    """What a number counts: its one name, the words, where they end; ('', '', end) where it is not said."""
    language, nouns = lexicon.language, lexicon.nouns
    at, seen, found = n.end, 0, None
    first = re.compile(r"\s*(?:of\b|d['’]|de\b|des\b|von\b)?\s*" if n.scaled or n.low is not None else r"\s*(?:d['’](?=[a-zéèê]))?").match(text, at)  # fmt: skip
    start = first.end() if first else at
    for match in _WORD.finditer(text, start, min(stop, start + 120)):
        word = match[0]
        low = word.lower().strip("’'")
        if word[0] == MASK or word in "-[" or (word in '“"„«' and seen == 0):
            continue
        if not word[0].isalpha() or low in nouns["stop"] or seen >= LONGEST_NAME:
            break
        seen += 1
        if _is_counted(word, low, language, lexicon, found is not None):
            found = match
            if language != "en":
                break
        elif found is not None or (language == "fr" and low not in nouns.get("skip", ())):
            break
    if found is None:
        return "", "", n.end
    return (
        _one_name(found[0], lexicon),
        text[start : found.end()].replace(MASK, "").strip(" -["),
        found.end(),
    )


def _is_counted(word: str, low: str, language: str, lexicon: Lexicon, again: bool) -> bool:
    nouns = lexicon.nouns
    last = low.rsplit("-", 1)[-1]
    if low in lexicon.counted or last in lexicon.counted or low in nouns["irregular"]:
        return True
    if language == "de":
        return word[0].isupper() or word.rsplit("-", 1)[-1][:1].isupper()
    if low in nouns.get("not_plural", ()) or word.endswith(
        ("'s", "’s", "s'", "s’", "ss", "us", "is")
    ):
        return False
    plural = low.endswith("s") or (language == "fr" and low.endswith(("x", "s")))
    return plural and len(low) > 2 and (word[0].islower() or not again)


def _one_name(word: str, lexicon: Lexicon) -> str:
    low = word.lower().strip("’'")
    last = low.rsplit("-", 1)[-1]
    for name in (low, last):
        if name in lexicon.counted:
            return lexicon.counted[name]
    for ending, name in lexicon.endings:
        if last.endswith(ending):
            return name
    return last if lexicon.language == "en" else low


def _joined(text: str, found: list[Quantity]) -> list[Quantity]:
    """Neighbours that make a range, or a before and an after."""
    done: list[Quantity] = []
    for q in found:
        last = done[-1] if done else None
        joined = (
            None if last is None or last.step or last.high is not None else _pair(text, last, q)
        )
        if joined is None:
            done.append(q)
        else:
            done[-1:] = joined
    return done


def _pair(text: str, a: Quantity, b: Quantity) -> list[Quantity] | None:
    between = text[a.end : b.start]
    plain = re.sub(rf" (?:in|im|en) {MASK}+", "", between)
    if (
        a.value is None
        or b.value is None
        or not _TO.fullmatch(plain)
        or (a.sort == "ratio" and b.sort != "ratio")
    ):
        return None
    before = text[max(0, a.start - 40) : a.start]
    word = plain.strip().lower().split(" ")[0]
    span, moved = bool(_OPENS["between"].search(before)), bool(_OPENS["from"].search(before))
    if word in ("and", "und", "et") and not span:
        return None
    if word == "auf" and not moved and not re.search(r"\bum $", before):
        return None
    if a.unit and b.unit and a.unit != b.unit and not (a.sort == "money" and not b.unit):
        return None
    a, b = _alike(a, b)
    if re.search(r"\b(?:by|um) $", before) and word in ("to", "auf") and _CHANGE.search(before):
        return [a, replace(b, step="after")]  # "fell by £40m to £210m": by how much, and to what
    rising = (a.value or 0.0) < (b.value or 0.0)
    if (
        moved
        and word not in ("-", "–", "—")
        and (word == "auf" or _CHANGE.search(text))
        and not re.search(r"anywhere from $", before)
    ):
        return [replace(a, step="before"), replace(b, step="after")]
    if not rising or (word in ("to", "à", "bis") and not a.figures and not b.unit):
        return (
            None
            if word != "to" or not moved
            else [replace(a, step="before"), replace(b, step="after")]
        )
    return [
        replace(
            b,
            start=a.start,
            value=None,
            low=a.value,
            high=b.value,
            words=b.words or a.words,
            strong=True,
        )
    ]


def _alike(a: Quantity, b: Quantity) -> tuple[Quantity, Quantity]:
    """Both ends with the magnitude, unit and currency that only one of them states."""
    assert a.value is not None
    assert b.value is not None
    if not a.strong and b.strong and a.value < 1000 and b.value >= 1000:
        for factor in (1e12, 1e9, 1e6, 1e3):
            if b.value >= factor and a.value * factor <= b.value * 10 and b.value / factor < 1000:
                a = replace(a, value=float(f"{a.value * factor:.12g}"), strong=True)
                break
    if not a.unit or a.sort == "bare":
        a = replace(a, unit=b.unit, sort=b.sort, words=b.words)
    if not b.unit or b.sort == "bare":
        b = replace(b, unit=a.unit, sort=a.sort, words=a.words)
    return replace(a, strong=True), replace(b, strong=True)


_NOT = re.compile(r"^[\w ]{0,12}, (?:and )?not (?:the |just |only )?$")
"""Between a figure and the one that it is not: "14 per cent, not 40"."""


def _shared(text: str, found: list[Quantity]) -> list[Quantity]:
    """Lists that name their unit once, at the end, and "a of the b shells"."""
    done = _split_share(text, found)
    for k in range(len(done) - 2, -1, -1):
        a, b = done[k], done[k + 1]
        between = text[a.end : b.start]
        if a.sort in ("ratio", "gdp", "money") and b.sort == "bare" and _NOT.search(between):
            done[k + 1] = replace(b, unit=a.unit, sort=a.sort, strong=True)
        if a.sort != "bare" or not b.unit:
            continue
        if _LIST.fullmatch(between) and b.sort in ("ratio", "gdp", "money") and a.value is not None:
            done[k] = replace(a, unit=b.unit, sort=b.sort, strong=True)
        elif (
            re.fullmatch(
                r" (?:of (?:(?:the|its|their|those|a planned) )?(?:promised |pledged |planned |ordered )?|von (?:den )?|der (?:\w+ )?|des |sur (?:les )?)",
                between,
            )
            and b.sort == "goods"
            and (a.figures or a.strong)
        ):
            done[k] = replace(a, unit=b.unit, sort="goods", words=b.words)
    return done


def _split_share(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """ "5% of GDP, including 3.5% on defence and 1.5% on roads": the parts are in the unit of the whole."""
    done = list(found)
    parts = False
    for k in range(len(done) - 1):
        a, b = done[k], done[k + 1]
        between = text[a.end : b.start]
        begins = re.search(r", (?:including|comprising|made up of|of which|davon|darunter|dont) ", between)  # fmt: skip
        goes_on = parts and re.search(r" (?:and|und|et) (?:up to |another )?$", between)
        parts = a.sort == "gdp" and b.sort == "ratio" and b.unit == "%" and bool(begins or goes_on)
        if parts:
            done[k + 1] = replace(b, unit=a.unit, sort="gdp")
        elif begins and a.sort == "money" and b.sort == "bare" and b.strong:
            done[k + 1] = replace(b, unit=a.unit, sort="money")
    return done


_AGAINST = r"(?: par an| par mois| a year| a month| im jahr)?(?: \w+){0,4},? (?:(?:up|down) from|against|contre|compared (?:with|to)|gegenüber|statt (?:bisher|derzeit))"


def _moved_back(text: str, found: list[Quantity]) -> list[Quantity]:
    """ "Rose to a from b": b is what it was before, in the unit of a."""
    done = list(found)
    for k in range(len(done) - 1):
        a, b = done[k], done[k + 1]
        between = re.sub(rf" (?:(?:in|im|en|last|by) )?(?:{MASK}+|last year|last month|last quarter)", "", text[a.end : b.start])  # fmt: skip
        if (
            re.fullmatch(rf",?{_AGAINST} (?:about |around |nearly |some |environ |rund )?", between)
            and not a.step
            and not b.step
        ):
            b = b if b.unit else replace(b, unit=a.unit, sort=a.sort, words=a.words)
            done[k] = replace(a, step="after")
            done[k + 1] = replace(b, step="before", strong=True)
            continue
        alike = b.sort == "bare" or b.unit == a.unit or (a.unit, b.unit) == ("%GDP", "%")
        if (
            re.search(r"\bto (?:\w+ )?$", text[: a.start])
            and re.fullmatch(r",? from (?:about |around |nearly |some )?", between)
            and alike
            and not a.step
        ):
            done[k] = replace(a, step="after")
            done[k + 1] = replace(
                b, step="before", unit=a.unit, sort=a.sort, words=b.words or a.words, strong=True
            )
    return done


_ADJECTIVE = re.compile(
    r"(?:annual|yearly|monthly|weekly|daily|hourly|jährlich\w*|monatlich\w*|täglich\w*|wöchentlich\w*|mensuel\w*|annuel\w*|quarterly)\b",
    re.IGNORECASE,
)
_BESIDE = re.compile(r" (?:\w+ ){0,2}")
_RATE = re.compile(r"output|production|capacit\w*|rates?|volume|throughput|sales|budget|revenue|spending|demand|need|produktion|kapazität|ausstoß|cadence|capacité|stellt|fertigt|liefert|produziert", re.IGNORECASE)  # fmt: skip


def _rated(text: str, q: Quantity, lexicon: Lexicon, others: Sequence[Quantity]) -> Quantity:
    """Per what time: said right after the quantity, later in its clause, or before it by an adjective."""
    if q.sort in ("ratio", "gdp", "time"):
        found = lexicon.per.match(text, q.end + 1) if q.unit == "%" else None
        return replace(q, per=_group(found), end=found.end()) if found else q
    stop = min([o.start for o in others if o.start >= q.end and o is not q], default=len(text))
    clause = re.compile(r"[;:]|, (?!and\b)| but | while |\u2013 ").search(text, q.end, stop)
    limit = clause.start() if clause else stop
    for found in lexicon.per.finditer(text, q.end, limit):
        gap = text[q.end : found.start()]
        if found[0].lower() in ("annual", "yearly") and len(gap) > 1:
            continue  # "the annual report" is no rate
        if len(gap) <= 45 and not re.search(r"\d|\bin\b (?!" + MASK + r")", gap):
            return replace(
                q, per=_group(found), end=max(q.end, found.end()) if len(gap) <= 1 else q.end
            )
    before = text[: q.start]
    last = max((o.end for o in others if o.end <= q.start and o.sort != "ratio"), default=0)
    for found in lexicon.per.finditer(before, last):
        said = found[0]
        if found.start() == 0 and lexicon.language == "de" and said[:4] in ("Pro ", "Im J", "Im M"):
            return replace(q, per=_group(found))  # "Pro Monat verlassen 30 Wagen die Halle"
        if _ADJECTIVE.fullmatch(said) and _BESIDE.fullmatch(before, found.end()):
            return replace(q, per=_group(found))  # "jährlich rund 200.000 Granaten"
        if not _ADJECTIVE.fullmatch(said) or re.search(r"[;:]", before[found.end() :]):
            continue
        if (
            _RATE.search(before[max(0, found.start() - 30) : found.end() + 25])
            and len(before) - found.end() < 60
        ):
            return replace(q, per=_group(found))
    if q.step == "before" and not any(o.step == "after" and o.end <= q.start for o in others):
        after = next((o for o in others if o.start >= q.end), None)
        if after is not None and after.step == "after":
            return replace(q, per=_rated(text, after, lexicon, others).per)
    return q


def _group(match: re.Match[str]) -> str:
    return next(k for k, v in match.groupdict().items() if v)


_MOVED_TO = re.compile(
    r"\b(?:cut|rose|fell|raised|reduced|up|down|grew|dropped|increased|climbed|halved) (?:to|by) $"
)


_OBJECT = re.compile(r"\b(?:have|has|had|got|make|makes|made|send|sent|build|built|order|ordered|buy|bought|deliver|delivered|signed for) $")  # fmt: skip
"""What stands before a number that is the object: "and could make 70"."""
_SUBJECT = re.compile(
    r" (?:have|has|had|were) (?:so far |already |not )?(?:been )?\w+(?:ed|en|lt|nt|de)\b"
)
"""What follows a number that is the subject: "only 44 have been delivered"."""


def _counts(text: str, q: Quantity) -> bool:
    """Whether a number is a quantity at all: small bare numbers and "one" are not."""
    amount = q.value if q.value is not None else q.low
    assert amount is not None
    if q.sort in ("goods", "money") and q.value == 1 and not q.strong and not q.figures:
        return False
    if q.sort == "time":
        return not (q.value == 1 and not q.figures and not q.strong)
    if q.sort != "bare":
        return True
    if q.strong or q.step or q.per:
        return True
    if q.figures and (
        re.match(r" (?:more|fewer|others?)\b", text[q.end :]) or _MOVED_TO.search(text[: q.start])
    ):
        return True
    if q.figures and _SUBJECT.match(text[q.end :]):
        return True
    before = text[max(0, q.start - 14) : q.start].lower()
    hedged = re.search(
        r"(?:about|some|nearly|almost|over|than|only|from|of|around|least|hire|statt|rund|fast) $",
        before,
    )
    if q.figures and amount >= 10 and _OBJECT.search(text[: q.start]):
        return True
    return q.figures and (amount >= 1000 or (amount >= 100 and bool(hedged)))


def _lengths(text: str, found: Sequence[Quantity]) -> list[Quantity]:
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
