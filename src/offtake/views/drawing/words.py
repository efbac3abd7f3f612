"""Numbers and bands in words, for people.

>>> quantity(1_234_567), quantity(45_321), quantity(0.5)
('1.23 million', '45,300', '0.5')
>>> money(1234.5, "EUR"), money(12.34, "EUR"), money(-0.4, "EUR")
('EUR 1.23 billion', 'EUR 12.3 million', 'EUR −0.4 million')
>>> money(0.000756, "EUR"), money(0.0, "EUR")
('EUR 756', 'EUR 0')
>>> share(0.876), share(0.004), share(0.0)
('88%', 'under 1%', '0%')
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import floor, isfinite, log10
from typing import Any

from offtake.notebook import significant as significant

NOT_KNOWN = "not known"


def quantity(value: float, digits: int = 3) -> str:
    """A number of things; what is in the millions keeps its zeros, so that 10.0 stands beside 9.27."""
    for size, word in ((1e9, "billion"), (1e6, "million")):
        if abs(value) >= 0.9995 * size:
            return f"{_kept(value / size, digits)} {word}"
    return significant(value, digits)


def _kept(value: float, digits: int) -> str:
    """At `digits` significant digits, zeros behind the point kept.

    >>> _kept(10.04, 3), _kept(9.266, 3), _kept(120.4, 3)
    ('10.0', '9.27', '120')
    """
    text = significant(value, digits)
    places = digits - 1 - floor(log10(abs(float(text.replace(",", "").replace("−", "-")))))
    whole, _, part = text.partition(".")
    return f"{whole}.{part.ljust(places, '0')}" if places > 0 else text


def goods(value: float, unit: str, *, named: bool = True, digits: int = 3) -> str:
    """A number of goods; a unit that counts thousands or millions is spelt out.

    >>> goods(9_400.0, "thousand rounds"), goods(269.0, "units of pumping"), goods(1.0, "units of pumping")
    ('9.40 million rounds', '269 units of pumping', '1 unit of pumping')
    """
    size, unit = counted_in(unit)
    text = quantity(value * size, digits)
    if not named:
        return text
    return f"{text} {singular(unit) if text == '1' else unit}"


def about(value: float, unit: str, digits: int = 3) -> str:
    """A number of goods, a mean over futures: five to a hundred are told whole, and said to be about so many.

    >>> about(8.97, "pumps"), about(9.0, "pumps"), about(3.5, "pumps"), about(46.3, "thousand rounds")
    ('about 9 pumps', '9 pumps', '3.5 pumps', '46,300 rounds')
    """
    size, thing = counted_in(unit)
    count = value * size
    if not 5 <= count < 100 or abs(count - round(count)) < 1e-6:
        return goods(value, unit, digits=digits)
    return f"about {goods(round(count), thing)}"


def counted_in(unit: str) -> tuple[float, str]:
    """How many things one unit stands for, and what they are.

    >>> counted_in("thousand rounds"), counted_in("tonnes")
    ((1000.0, 'rounds'), (1.0, 'tonnes'))
    """
    for word, size in (("thousand ", 1e3), ("million ", 1e6)):
        if unit.startswith(word):
            return size, unit.removeprefix(word)
    return 1.0, unit


def alike(values: Sequence[float], digits: int = 3) -> list[str]:
    """Amounts to be compared, all rounded at one place: where what lies between them still has `digits` digits, and each at
    six at most; where they are one, at three.

    >>> alike([-151_978.0, -149_586.0]), alike([9_346.2, 9_359.5], 2), alike([308.0, 308.0]), alike([0.0, 3.5])
    (['−151,980', '−149,590'], ['9,346', '9,360'], ['308', '308'], ['0', '3.5'])
    >>> alike([40.52, 40.4745], 2)
    ['40.520', '40.474']
    """
    largest, spread = (
        max(map(abs, values), default=0.0),
        max(values, default=0.0) - min(values, default=0.0),
    )
    if spread <= 1e-6 * largest or largest <= 0:
        return [significant(value) for value in values]
    place = digits - 1 - floor(log10(spread))
    place = max(min(place, 5 - floor(log10(largest))), 2 - floor(log10(largest)))
    told = [significant(round(value, place), 12) for value in values]
    parts = max(len(text.partition(".")[2]) for text in told)
    return [text if text == "0" else _padded(text, parts) for text in told]


def _padded(text: str, parts: int) -> str:
    """With so many digits behind the point.

    >>> _padded("40.52", 3), _padded("9", 1), _padded("9,346", 0)
    ('40.520', '9.0', '9,346')
    """
    whole, _, part = text.partition(".")
    return f"{whole}.{part.ljust(parts, '0')}" if parts else text


def money(millions: float, currency: str, digits: int = 3, *, zeros: bool = False) -> str:
    """An amount given in millions; the sign stands at the number.  `zeros`: those behind the point are kept, so that two
    amounts side by side end at one place.

    >>> money(44_004.0, "EUR", 4), money(44_004.0, "EUR", 4, zeros=True)
    ('EUR 44 billion', 'EUR 44.00 billion')
    """
    told = _kept if zeros and millions else significant
    if not isfinite(millions):
        return NOT_KNOWN
    size = abs(millions)
    if size < 0.1:
        return f"{currency} {told(millions * 1e6, digits)}"
    if size >= 0.9995e6:
        return f"{currency} {told(millions / 1e6, digits)} trillion"
    if size >= 999.5:
        return f"{currency} {told(millions / 1e3, digits)} billion"
    return f"{currency} {told(millions, digits)} million"


def size_of_clause(size: float, unit: str, covers: str, currency: str, goods_unit: str = "") -> str:
    """The size of a clause, whose unit is money, a share or a rate; `goods_unit` is the unit of what it covers.

    >>> size_of_clause(0.5, "share of profit", "all", "EUR"), size_of_clause(40.0, "money", "x", "EUR")
    ('50% of profit', 'EUR 40 million')
    >>> size_of_clause(0.00175, "money/unit", "powder", "EUR", "tonnes")
    'EUR 1,750 a tonne'
    >>> size_of_clause(3.5, "money/unit", "shell", "EUR", "thousand shells")
    'EUR 3,500 a shell'
    >>> size_of_clause(0.000756, "money/unit", "powder", "EUR")
    'EUR 756 per unit of powder'
    >>> size_of_clause(60.0, "unit/year", "round", "EUR", "thousand rounds")
    '60,000 rounds a year'
    """
    if unit.startswith("share of "):
        return f"{share(size)} of {unit.removeprefix('share of ')}"
    what, _, per = unit.partition("/")
    of = f" of {covers}" if covers and covers != "all" else ""
    if what == "money" and per == "unit" and goods_unit:
        return price(size, goods_unit, currency)
    if what == "money":
        rate = {"": "", "unit": f" per unit{of}", "year": " a year"}.get(per, f" per {per}")
        return f"{money(size, currency)}{rate}"
    if unit == "unit/year":
        return f"{goods(size, goods_unit or f'units{of}')} a year"
    return f"{significant(size)} {unit}"


def price(millions: float, goods_unit: str, currency: str) -> str:
    """An amount in millions for one unit of goods, as people say it.

    >>> price(0.00175, "tonnes", "EUR"), price(1.2, "units of pumping", "EUR")
    ('EUR 1,750 a tonne', 'EUR 1.2 million a unit of pumping')
    """
    size, thing = counted_in(goods_unit)
    one = singular(thing)
    article = "an" if one[:1] in "aeio" else "a"
    return f"{money(millions / size, currency)} {article} {one}"


def singular(unit: str) -> str:
    """One of what a unit counts.

    >>> [singular(u) for u in ("tonnes", "rounds", "units of pumping", "batteries", "boxes", "goods", "MW", "gas masks")]
    ['tonne', 'round', 'unit of pumping', 'battery', 'box', 'unit', 'MW', 'gas mask']
    """
    thing, of, rest = unit.partition(" of ")
    if thing == "goods":
        thing = "units"
    if thing.endswith("ies"):
        thing = f"{thing[:-3]}y"
    elif thing.endswith(("ches", "shes", "xes", "sses")):
        thing = thing[:-2]
    elif thing.endswith("s") and not thing.endswith("ss"):
        thing = thing[:-1]
    return f"{thing}{of}{rest}"


def share(value: float, places: int = 0) -> str:
    """A share as a percentage, a whole one where nothing else is said.

    >>> share(0.248), share(0.248, 1), share(0.005)
    ('25%', '24.8%', 'under 1%')
    """
    if not isfinite(value):
        return NOT_KNOWN
    if 0 < value <= 0.005:
        return "under 1%"
    if 0.995 <= value < 1:
        return "over 99%"
    return f"{value:.{places}%}"


def points(difference: float) -> str:
    """A difference of shares in points of a hundred.

    >>> points(-0.07), points(-0.013), points(-0.001), points(0.0)
    ('-7 points', '-1.3 points', '-0.1 points', '0 points')
    """
    points = 100 * difference
    if abs(points) < 0.05:
        return "0 points"
    return f"{points:+.0f} points" if abs(points) >= 5 else f"{points:+.1f} points"


def places(one: float, other: float) -> tuple[int, int]:
    """How many places behind the point two shares may have: whole percents hide, or double, a change of few points.

    >>> places(0.302, 0.315), places(0.13, 0.19)
    ((1, 2), (0, 1))
    """
    return (1, 2) if 0 < abs(one - other) < 0.05 else (0, 1)


def apart(one: float, other: float, word: Callable[[float, int], str], digits: Sequence[int] = (3, 4)) -> int:  # fmt: skip
    """How many digits tell two amounts apart: the first of `digits` where they do not, or are one.

    >>> apart(10.208, 10.164, significant), apart(3.0, 3.0, significant), apart(5.0, 5.1, significant)
    (4, 3, 3)
    """
    if abs(one - other) > 1e-6 * max(abs(one), abs(other)):
        for n in digits:
            if word(one, n) != word(other, n):
                return n
    return digits[0]


def most_futures(number: int, rarest: float = 0.0) -> str:
    """What a band from 5% to 95% holds, among so many futures: few of them carry no percentages, and where each has at
    least 5% of the probability, `rarest`, it is all of them.

    >>> most_futures(27), most_futures(1000), most_futures(8, 0.07), most_futures(2, 0.4), most_futures(1, 1.0)
    ('9 in 10 of 27 futures', '90% of 1,000 futures', 'all 8 futures', 'both futures', 'the one future')
    """
    if rarest >= 0.05:
        return {1: "the one future", 2: "both futures"}.get(number, f"all {number:,} futures")
    return f"{'90%' if number >= 100 else '9 in 10'} of {count(number, 'future')}"


def at_most(number: int, rarest: float = 0.0) -> str:
    """What the 95% quantile over so many futures is; where each has 5% of the probability it is the most of any.

    >>> at_most(27), at_most(8, 0.07)
    ('at most, in 95% of 27 futures', 'at most, in any of 8 futures')
    """
    part = "any" if rarest >= 0.05 else "95%"
    return f"at most, in {part} of {count(number, 'future')}"


def months(value: float, digits: int = 2) -> str:
    """A time in months."""
    text = significant(value, digits)
    return f"{text} month{'' if text == '1' else 's'}"


def lasting(years: float) -> str:
    """A duration in the unit in which people say it.

    >>> lasting(0.25), lasting(1.0), lasting(2.5), lasting(0.0)
    ('3 months', '1 year', '2.5 years', '0 months')
    """
    if years < 1:
        return months(12 * years)
    return "1 year" if years == 1 else f"{years:g} years"


def count(number: int, singular: str, plural: str | None = None) -> str:
    """1 project, 12 projects."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def listed(names: Sequence[str], most: int = 3) -> str:
    """A, B and C; no more than `most` names, then how many others; names with an "and" of their own stand apart.

    >>> listed(["A", "B", "C"]), listed(["A", "B", "C", "D"]), listed(["Pfizer and BioNTech", "Moderna"])
    ('A, B and C', 'A, B, C and 1 other', 'Pfizer and BioNTech; Moderna')
    """
    shown, rest = list(names[:most]), len(names) - most
    if len(names) > 1 and any(" and " in name for name in names):
        return "; ".join([*shown, *([f"and {count(rest, 'other')}"] if rest > 0 else [])])
    if rest > 0:
        return f"{', '.join(shown)} and {count(rest, 'other')}"
    return " and ".join(filter(None, [", ".join(shown[:-1]), *shown[-1:]]))


def mid_year(period: str) -> float:
    """The middle of a period on a scale of calendar years, from its label.

    >>> mid_year("2027"), mid_year("2027-H2"), mid_year("2027-Q1"), mid_year("2027-07")
    (2027.5, 2027.75, 2027.125, 2027.5416666666667)
    """
    year, _, part = period.partition("-")
    if not part:
        return int(year) + 0.5
    parts = {"H": 2, "Q": 4}.get(part[0], 12)
    number = int(part.lstrip("HQ"))
    return int(year) + (number - 0.5) / parts


def month_of(year: float) -> str:
    """The month that holds a time given as a calendar year; what is never is so called.

    >>> month_of(2028.5), month_of(2028.0), month_of(float("nan"))
    ('2028-07', '2028-01', 'never')
    """
    if not isfinite(year):
        return "never"
    whole = floor(year + 1e-9)
    return f"{whole}-{min(int((year - whole) * 12 + 1e-6), 11) + 1:02d}"


def clock(moment: str) -> str:
    """An ISO date and time as the clock showed it; nothing for nothing.

    >>> clock("2026-11-25T14:41+01:00"), clock("")
    ('2026-11-25 14:41', '')
    """
    return moment[:16].replace("T", " ")


def period_word(period: str) -> str:
    """The length of a period with that label: year, half-year, quarter or month."""
    part = period.partition("-")[2]
    return {"": "year", "H": "half-year", "Q": "quarter"}.get(part[:1], "month")


def moves_by_judgement(found: Mapping[str, Any] | None) -> str:
    """How many of the assumptions that move the answer are judgement, as a sentence; '' where that was not measured."""
    if not found:
        return ""
    least = share(found["moved_by"])
    if not found["moving"]:
        return f"None of {count(found['looked_at'], 'assumption')} moves social value by {least} or more."
    return (
        f"Of {count(found['moving'], 'assumption')} that move social value by {least} or more, {found['judged']} "
        f"({share(found['share'])}) are judgement; the others stand in documents."
    )


def known_words(swings: Sequence[float], errors: Sequence[float], currency: str) -> tuple[str, ...]:
    """What the swings of social value (millions) are known to within, as a sentence; none where that is not known.

    >>> known_words([500.0, 20.0], [0.3, 1.9], "EUR"), known_words([500.0], [float("nan")], "EUR")
    (('Each of these changes is known to within EUR 1.9 million, whatever better plans there may be.',), ())
    """
    known = [e for e in errors if e == e]
    if not known or len(known) < len(errors) or max(known) <= 1e-9 * max(swings):
        return ()
    return (f"Each of these changes is known to within {money(max(known), currency)}, whatever better plans there may be.",)  # fmt: skip
