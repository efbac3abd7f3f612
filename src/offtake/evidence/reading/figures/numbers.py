"""Numbers in a sentence: in figures or words, with their magnitude; multiples and shares; vague words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from offtake.evidence.reading.language.alternatives import small
from offtake.evidence.reading.language.holding import holds_one
from offtake.evidence.reading.language.lexicon import Lexicon

MASK = "\x1a"
"""Stands in place of every character that is part of a date, a calibre, a name."""
_FRENCH_DOZENS = {"douzaine": 12, "dizaine": 10, "huitaine": 8, "quinzaine": 15, "vingtaine": 20, "trentaine": 30, "quarantaine": 40, "cinquantaine": 50, "soixantaine": 60, "centaine": 100}  # fmt: skip


@dataclass(frozen=True)
class Number:
    """A number where it stands.  `low` is set, and `value` is not, where a word says only how many at least."""

    start: int
    end: int
    value: float | None
    low: float | None = None
    figures: bool = False
    grouped: bool = False
    scaled: bool = False
    """A magnitude stands with it."""
    unit: str = ""
    """x or share, for multiples and shares."""
    unsure: bool = False
    """Its form can be read in two ways; the language of the document decided."""


def numbers_in(text: str, lexicon: Lexicon) -> list[Number]:
    """All numbers of a masked sentence, in order; none overlaps another."""
    text = small(text)
    ratios = [_of_a_million(text, n, lexicon) for n in _ratios(text, lexicon)]
    ratios += _sizes(text, lexicon)
    taken = [(n.start, n.end) for n in ratios]
    plain = [
        n
        for n in (_plain(text, lexicon) if lexicon.may_count(text) else ())
        if (n.value != 0 or n.figures) and not any(s < n.end and n.start < e for s, e in taken)
    ]
    return _summed(text, sorted([*ratios, *plain], key=lambda n: n.start), lexicon)


def _summed(text: str, found: Sequence[Number], lexicon: Lexicon) -> list[Number]:
    """Thousands and hundreds in words are one number ("two thousand five hundred"), so are magnitudes one behind the other ("3 million 400 thousand")."""
    done: list[Number] = []
    language = lexicon.language
    for n in found:
        last = done[-1] if done else None
        if (
            last is not None
            and last.value
            and n.value
            and not (last.figures or n.figures or last.unit or n.unit)
            and (
                text[last.end : n.start] == " "
                or (
                    text[last.end : n.start] == ", "
                    and language == "en"
                    and n.value >= 100
                    and not text.startswith(" of ", n.end)
                )
                or (
                    text[last.end : n.start] == " and "
                    and n.value < 100
                    and last.value >= 100
                    and language == "en"
                )
            )
            and any(last.value % size == 0 and n.value < size for size in (1e9, 1e6, 1e3, 100))
        ) or (
            last is not None
            and last.value
            and n.value
            and text[last.end : n.start] == " "
            and _is_rest(text, last, n, lexicon)
        ):
            done[-1] = replace(last, end=n.end, value=last.value + n.value)
        else:
            done.append(n)
    return done


def _is_rest(text: str, one: Number, other: Number, lexicon: Lexicon) -> bool:
    """Whether a number in figures goes on with the next smaller magnitude: "10 billion 54 million"."""
    if not (one.figures and one.scaled and other.figures and other.scaled):
        return False
    first, second = (
        lexicon.magnitudes.get(text[n.start : n.end].rpartition(" ")[2].lower(), 0.0)
        for n in (one, other)
    )
    return second >= _THOUSAND and (other.value or 0.0) < first


_THOUSAND = 1e3


def _ratios(text: str, lexicon: Lexicon) -> Iterator[Number]:
    used: list[tuple[int, int]] = []
    for pattern, value, unit, _ in lexicon.ratios_in(text):
        for match in pattern.finditer(text):
            if any(s < match.end() and match.start() < e for s, e in used):
                continue
            groups = match.groupdict()
            said = groups.get("n") or groups.get("m") or groups.get("part")
            if said is None and (figure := re.match(r"\d+(?:[.,]\d+)?", match[0])):
                said = figure[0]
            amount = 1.0 if said is None else _HALVES.get(said) or _amount(said, lexicon)
            if amount is None or (value < 0 and amount <= 1) or _is_ordinal(text, match):
                continue
            if groups.get("half"):
                amount += 0.5
            if value == 0 and not (amount := _part_of(groups, lexicon)):
                continue
            used.append(match.span())
            amount *= lexicon.parts.get(groups.get("of") or groups.get("fold") or "", 1.0)
            found = 1 / amount if value < 0 else (value or 1.0) * amount
            yield Number(match.start(), match.end(), float(f"{found:.9g}"), unit=unit)
    if lexicon.language == "en" and used:
        yield from _more_parts(text, used)


_HALVES = {"anderthalb": 1.5, "eineinhalb": 1.5}


def _amount(said: str, lexicon: Lexicon) -> float | None:
    word = said.lower()
    if word in lexicon.numerals:
        return float(lexicon.numerals[word])
    if word in lexicon.magnitudes:
        return lexicon.magnitudes[word]  # "acht von hundert"
    return figure(said, lexicon.language)[0]


def _part_of(groups: Mapping[str, str | None], lexicon: Lexicon) -> float:
    """The share of "three in four"; 0 where the part is no part."""
    part, whole = (_amount(groups[name] or "", lexicon) for name in ("part", "n"))
    return part / whole if part and whole and part < whole else 0.0


_PARTS_OF = {"third": 1 / 3, "quarter": 0.25, "fifth": 0.2, "sixth": 1 / 6, "tenth": 0.1}
_ANY_PART = re.compile(
    r"(?:(?<=, )|(?<=; )|(?<= and ))an? (third|quarter|fifth|sixth|tenth)\b(?! of\b)(?=,? [a-z])"
)


def _more_parts(text: str, used: Sequence[tuple[int, int]]) -> Iterator[Number]:
    """What follows on a share in words is one too, whatever stands behind it: "half is wages, a quarter fuel"."""
    for match in _ANY_PART.finditer(text):
        if any(s < match.end() and match.start() < e for s, e in used):
            continue
        if any(_A_SHARE.fullmatch(text, s, e) for s, e in used if e <= match.start()):
            yield Number(match.start(), match.end(), float(f"{_PARTS_OF[match[1]]:.9g}"), unit="share")  # fmt: skip


_A_SHARE = re.compile(r"(?:.* )?(?:half|third|quarter|fifth|sixth|tenth|thirds|quarters|fifths)")
_NTH = re.compile(
    r"(?:an?|one)[ -](?:half|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|twelfth|twentieth|thirtieth|fortieth|fiftieth)"
)
_TOO = re.compile(r"\btoo [a-z-]+ by $")
_GOVERNED = re.compile(
    r"\b(?:by|than|nearly|almost|about|around|roughly|only|over|under|just|least|of|to|for) $"
)
_OF_ALL = re.compile(
    r" (?:of|more|less|fewer|lower|higher|below|above|cheaper|dearer|since|too|itself|a year)\b|, [$€£]?\d"
)
_SHARES = re.compile(r"\b(?:half|third|quarter|fifth|tenth|per ?cent|pc)\b|%")
_A_FEW = {
    "third": re.compile(r"(?<![\d.,$€£])\b(?:two|second|2)\b(?![.,]?\d|%| ?per)"),
    "fourth": re.compile(r"(?<![\d.,$€£])\b(?:three|third|3)\b(?![.,]?\d|%| ?per)"),
    "fifth": re.compile(r"(?<![\d.,$€£])\b(?:four|fourth|4)\b(?![.,]?\d|%| ?per)"),
    "sixth": re.compile(r"(?<![\d.,$€£])\b(?:five|fifth|5)\b(?![.,]?\d|%| ?per)"),
    "seventh": re.compile(r"(?<![\d.,$€£])\b(?:six|sixth|6)\b(?![.,]?\d|%| ?per)"),
}
"""Where things are counted one by one, "a third" is the next of them: "two ferries, and an option for a third"."""


def _is_ordinal(text: str, match: re.Match[str]) -> bool:
    """Whether "a third" is one more thing, and no share; "too cautious by half" is none either."""
    before = text[: match.start()]
    if _TOO.search(before):
        return True
    if (
        not _NTH.fullmatch(match[0])
        or match[0].startswith("one")
        or _OF_ALL.match(text, match.end())
    ):
        return False
    if _SHARES.search(before):
        return False
    few = _A_FEW.get(re.split("[ -]", match[0])[1])
    if few is not None and few.search(before):
        return True
    return not _GOVERNED.search(before) and before.endswith((", ", "and "))


_DIGITS = {"single": 1, "two": 2, "double": 2, "three": 3, "triple": 3, "ein": 1, "zwei": 2, "drei": 3, "2": 2, "3": 3}  # fmt: skip
_SIZE = re.compile(r"(?:(?P<en>single|two|double|three|triple|2|3)[- ](?:digit|figure)[- ]|(?P<de>ein|zwei|drei)stellige?[nrms]? |(?P<multi>multi)-?)(?P<m>million|billion|milliarden)(?:en)?(?:s?(?:höhe|betr[aä]ge?s?|summen?|bereich)\b)?", re.IGNORECASE)  # fmt: skip


def _sizes(text: str, lexicon: Lexicon) -> Iterator[Number]:
    """How many only by the number of digits: "a three-digit million sum", "a multi-billion plan"; the least that they say."""
    if not holds_one(text, ("digit", "figure", "stellig", "multi")):
        return
    for m in _SIZE.finditer(text):
        least = 2.0 if m["multi"] else 10.0 ** (_DIGITS[(m["en"] or m["de"]).lower()] - 1)
        yield Number(m.start(), m.end(), None, least * lexicon.magnitudes[m["m"].lower()], scaled=True)  # fmt: skip


_OF_A = {
    "en": re.compile(r" of an? (million|billion|trillion)\b"),
    "fr": re.compile(r" d(?:e |['’]un )(million|milliard)\b"),
}


def _of_a_million(text: str, n: Number, lexicon: Lexicon) -> Number:
    """ "A quarter of a million" is a number, and no share."""
    of = _OF_A.get(lexicon.language) if n.unit == "share" else None
    found = of.match(text, n.end) if of else None
    if found is None or n.value is None:
        return n
    return Number(n.start, found.end(), n.value * lexicon.magnitudes[found[1]], scaled=True)


_PARTS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}
_MIXED = re.compile(r"(\d{1,4})[- ]([1-7])/([2348])\b")
"""Quarters and eighths, as markets quote them: "2-1/4 cents"."""


def _plain(text: str, lexicon: Lexicon) -> Iterator[Number]:
    done = 0
    for match in lexicon.number.finditer(text):
        start, end, groups = match.start(), match.end(), match.groupdict()
        if start < done:
            continue
        if groups["v"]:
            yield Number(start, end, None, lexicon.vague[groups["v"].lower()], scaled=True)
            continue
        if groups["f"] and (mixed := _MIXED.match(text, start)):
            value = float(mixed[1]) + float(mixed[2]) / float(mixed[3])
            yield Number(start, mixed.end(), value, figures=True)
            done = mixed.end()
            continue
        if groups["f"]:
            if _glued_before(text, start, lexicon) or _NAMES.match(text, start):
                continue
            value, unsure = figure(groups["f"], lexicon.language)
            if text[end : end + 1] in _PARTS:
                value, end = value + _PARTS[text[end]], end + 1
            number = Number(
                start, end, value, figures=True, grouped=bool(groups["g"]), unsure=unsure
            )
        else:
            number = Number(
                start,
                end,
                _in_words(groups, lexicon),
                scaled=bool(
                    groups["dm"]
                    or groups["h"]
                    or groups.get("fdoz")
                    or groups.get("mil")
                    or groups.get("mille")
                    or groups.get("vm")
                    or (lexicon.language == "fr" and (groups.get("doz") or groups.get("hdoz")))
                ),
            )
        number = _with_magnitude(text, number, lexicon, article=bool(groups["a"] or groups["ha"]))
        done = number.end
        yield number


_NAMES = re.compile(r"\d+(?:-\d+[a-z]*)?s\b")
"""A figure in the plural is the name of a model: "eight 787s"."""


_FROM = re.compile(r"\d[\d.,]*(?:k|m|bn)?-to-$")
_FROM_SO_MANY = re.compile(
    r"\d ?(?:bn|mn|[mkt]|million|billion|tonn?es?|tons|percent|pounds|dollars|euros|units|barrels|homes|jobs)-$"
)


def _glued_before(text: str, start: int, lexicon: Lexicon) -> bool:
    """Whether letters that are no currency stand right before a figure, as in a name."""
    before = text[max(0, start - 10) : start]
    if _FROM.search(before) or _FROM_SO_MANY.search(before):
        return False  # "$12bn-15bn"
    if not before[-1:].isalpha() and not (before[-1:] == "-" and before[-2:-1].isalpha()):
        return False
    return not (lexicon.any_case.search(before) or lexicon.prefix.search(before.upper()))


_LOSS = re.compile(r"[$€£]\($")
"""Before a loss as accounts write it: "$(38) million"."""
_AND_HALF = re.compile(r" et demie?\b| and a half\b")
"""After a magnitude: "deux millions et demi", "a billion and a half"."""


def ends_loss(text: str, number: Number) -> bool:
    """Whether a number is a loss in brackets, whose magnitude stands behind them: "€(3.8)m"."""
    return text.startswith(")", number.end) and _LOSS.search(text[: number.start]) is not None


def _with_magnitude(text: str, number: Number, lexicon: Lexicon, article: bool) -> Number:
    found = lexicon.after.match(text, number.end + ends_loss(text, number))
    if found is None and article:
        found = re.compile(rf"(?P<m>{lexicon.magnitude})\b", re.IGNORECASE).match(text, number.end)
    if found is None or number.value is None:
        return number
    word = found["m"].lower()
    if word in ("cent", "cents") and (number.figures or text[number.end : number.end + 1] == "-"):
        return number  # "4 cents" are money
    factor = lexicon.magnitudes[word]
    if number.scaled and not number.figures and number.value >= factor:
        return number  # "mille cent" is a sum, "cent mille" a product
    if number.unsure and number.value >= 1000 and lexicon.language == "fr" and word in ("million", "milliard"):  # fmt: skip
        factor /= 1000  # "1.677 milliard": no plural, so less than two
    second = lexicon.after.match(text, found.end())
    halved = _AND_HALF.match(text, found.end()) if lexicon.language in ("en", "fr") else None
    if halved is not None:
        return Number(number.start, halved.end(), (number.value + 0.5) * factor, figures=number.figures, scaled=True)  # fmt: skip
    end = found.end() - (found[0].endswith(".") and text[found.end() :].strip() == "")
    if second is not None and lexicon.magnitudes[second["m"].lower()] > factor:
        factor, end = factor * lexicon.magnitudes[second["m"].lower()], second.end()
    return Number(
        number.start, end, float(f"{number.value * factor:.12g}"), None, number.figures, number.grouped, True, "", number.unsure
    )  # fmt: skip


_BETWEEN_FIGURES = re.compile(r"[\s'’\u00a0\u202f\u2009]")


def figure(text: str, language: str) -> tuple[float, bool]:
    """The value of a number in figures, and whether another language would read it otherwise.

    A point or comma before exactly three figures parts thousands where that is the language's use: commas
    in English, points in German and French.  One or two figures after it are decimals in any language.

    >>> figure("1,250", "en"), figure("1,250", "de"), figure("2,4", "en"), figure("2.500.000", "en")
    ((1250.0, True), (1.25, True), (2.4, False), (2500000.0, False))
    """
    text = _BETWEEN_FIGURES.sub("", text)
    signs = [c for c in text if c in ".,"]
    if not signs:
        return float(text), False
    if len(set(signs)) == 2:
        last = max(text.rfind("."), text.rfind(","))
        whole = re.sub(r"[.,]", "", text[:last])
        return float(f"{whole}.{text[last + 1 :]}"), False
    sign, parts = signs[0], re.split(r"[.,]", text)
    if len(parts) > 2:
        return float("".join(parts)), False
    if len(parts[1]) != 3 or len(parts[0]) > 3 or parts[0] == "0":
        return float(f"{parts[0]}.{parts[1]}"), False
    thousands = sign == ("," if language == "en" else ".")
    return (float("".join(parts)) if thousands else float(f"{parts[0]}.{parts[1]}")), True


def _in_words(groups: dict[str, str | None], lexicon: Lexicon) -> float:
    known = lexicon.numerals

    def number(name: str, default: float) -> float:
        said = groups.get(name)
        return (
            default
            if said is None
            else float(known.get(said.lower(), said) if not said.isdigit() else said)
        )

    if half := groups["hw"]:
        if half.lower().endswith("halb"):
            return known.get(half.lower().removesuffix("einhalb"), 1) + 0.5
        return number("hw", 0) + 0.5
    if groups["ha"]:
        return 0.5
    if groups.get("cent"):
        return 100.0 + number("w3", 0)
    if groups.get("vm"):
        return 2.5e5 if groups["vm"] == "viertel" else 7.5e5
    if groups.get("fdoz"):
        return float(_FRENCH_DOZENS[str(groups["fdoz"]).lower()])
    if groups["a"]:
        return 1.0
    if groups.get("mil"):
        return 1000.0
    if groups["mille"]:
        return 1000.0
    if groups["dm"]:
        return _glued(str(groups["dm"]).lower(), known)
    if groups["w"]:
        return number("w", 0) * (100 if groups["h"] else 1) + number("w2", 0)
    if groups.get("couple"):
        return 2.0
    if pair := groups.get("pair"):
        return {"pair": 2.0, "trio": 3.0, "quartet": 4.0}[pair.lower()]
    return 6.0 if groups.get("hdoz") else 12 * number("doz", 1)


def _glued(word: str, known: Mapping[str, int]) -> float:
    """A German number above ninety-nine, in one word: "zweihunderttausend", "tausendeinhundert"."""
    total = 0.0
    for name, size in (("tausend", 1000), ("hundert", 100)):
        if name in word:
            times, word = word.split(name, 1)
            total += size * (_glued(times, known) if times else 1)
            word = word if word in known else word.removeprefix("und")
    return total + known.get(word, 0)
