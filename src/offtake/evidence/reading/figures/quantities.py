"""Quantities in a sentence: a number with what it counts, or its currency, and per what time.

Ranges become one quantity with a low and a high end; "from a to b" beside a verb of change becomes two, before
and after.  What a range or a list says once (magnitude, currency, unit) goes to all its ends.  A bare amount
takes what all counts before it in its sentence count, and is marked so; a currency is not carried over.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from offtake.evidence.reading.figures.counting import counts, is_gapped
from offtake.evidence.reading.figures.currencies import of_country
from offtake.evidence.reading.figures.denominations import denominated
from offtake.evidence.reading.figures.ellipsis.alone import stands_alone
from offtake.evidence.reading.figures.ellipsis.carrying import carried, named_before
from offtake.evidence.reading.figures.ellipsis.scales import beside, follows, scaled_last
from offtake.evidence.reading.figures.nouns import counted, one_name
from offtake.evidence.reading.figures.numbers import Number, ends_loss, numbers_in
from offtake.evidence.reading.figures.pairs import joined, moved_back, shared
from offtake.evidence.reading.figures.percentages import in_points, of_gdp
from offtake.evidence.reading.figures.plurals import plural
from offtake.evidence.reading.figures.quantity import Quantity
from offtake.evidence.reading.figures.sizes import is_size
from offtake.evidence.reading.figures.times.lengths import lengths, or_two
from offtake.evidence.reading.figures.times.occasions import TIMES, with_occasions
from offtake.evidence.reading.figures.times.ones import ones
from offtake.evidence.reading.figures.times.rates import rated, rated_together
from offtake.evidence.reading.figures.times.spans import spanned
from offtake.evidence.reading.language.lexicon import Lexicon

_SCALED_BESIDE = re.compile(r"\d ?m \w+s (?:from|to|and|against|or) $")
"""A figure in millions before this one: "cut to 14.2m tonnes from 15m"."""
_LEVEL = re.compile(
    r"\b(?:fell|rose|grew|dropped|climbed|fall(?:s|en|ing)?|ris(?:e|es|en|ing)|up|down|increas\w+|decreas\w+|cut|raised)\b[^,;]{0,40} (?:from|to|by)(?: about| around| nearly| almost| just)? $|\d[\dA-Za-z]* ?(?:in \x1a+ )?to $|\x1a \($|\b(?:against|compared with|compared to|versus) $"
)
_MILLIONS = re.compile(
    r"\d ?m (?!long|wide|high|deep|tall|away|from|above)[A-Za-z]|[€$£]\d[\d.,]*m\b"
)
"""A figure in millions anywhere before this one: "hauled 3.2m tonnes, of which 1.9m arrived"."""
_SUM_BEFORE = re.compile(r"(?:[€$£¥]|\b[A-Z]{3} ?)\d[\d.,]*m?(?: ?[-–] ?| to | and )$")
"""The first end of a range of sums, whose magnitude stands with the second: "€40-50m"."""
_LETTERED = re.compile(r"[a-z,;:(] (?:[A-Z]|[A-Z][a-z]|Kr|Tp|Sh|Shs|Le|Nu) $")
"""Letters before a sum in millions that are a currency few have heard of: "cost Tp 40m more"."""
_MANAGED = re.compile(r"\b(?:promised|pledged|built|sold|made|delivered|shipped|produced|planned|needs?|wants?|handed out|printed|hatched) (?:about |some |only |just |nearly |over )?$")  # fmt: skip
_BY_WHEN = re.compile(r" (?:by|in) \x1a| (?:this|last|next) (?:year|month)\b")
"""Around a figure in millions whose noun was told before: "promised 1.5m by 2029"."""
_NO_LENGTH = re.compile(r"(?! ?(?:long|wide|high|deep|tall|above|below|away|from|\())(?=[ .,;)]|$)")
"""Where a letter after a level is a magnitude, though its noun is left out: "fell from 7.7m in May to 7.6m"."""
_ALONE = re.compile(
    r"(?=[.,;:)]|$| (?:from(?! (?:the|its|their|an?)\b)|of(?! (?:the|an?)\b)|to|in|by|for|and|or|at|against|more|fewer|less|last|this|next|were|are|was|is|have|had|planned|a \x1a|a (?:year|month|week|day)|given|sold|made|sent|built|lost|paid|bought|left|spent|[a-z]{3,}ed)\b)"
)
"""Behind a letter after which no thing of that length is told: "rides soared to 4.9m from 3.1m"."""
_A_LENGTH = re.compile(r"\b(?:lengths?|depths?|heights?|widths?|distances?|altitude|waves?|tides?|floods?|snow|water|sea|river|draught|drill(?:s|ed|ing)?|trench\w*|dig|dug|jump\w*|leaps?|leapt|throw\w*|threw|swims?|swam|swimming|div(?:e|es|ed|ing)|ran|runs?|runners?|race[sd]?|sprint\w*|hurdles|butterfly|freestyle|metres?|meters?|km|cables?|pipes?|walls?|fences?|beams?|masts?|cranes?|bridges?|tunnels?|hulls?|span|gap|clearance|gauge)\b|\b(?:within|the|an?|every) (?:nearly |about )?\x1a?$", re.IGNORECASE)  # fmt: skip
"""Where a letter may be metres."""
_LETTERS = {"m": 1e6, "mm": 1e6, "b": 1e9, "t": 1e12, "l": 1e5, "cr": 1e7}
_LETTER = re.compile(r"(?:[ \u00a0]?|-(?=[Cc]r\b))(MM|mm|[Cc]r|[mMbBtTL])(?![\w’'])")
_TWICE = ("mm", "l", "cr")
"""Letters that are a magnitude behind a sum alone: millions as accounts write them, lakhs and crores behind rupees; none where a thing of that size follows."""
_A_THING = re.compile(
    r" (?!(?:on|for|in|of|to|from|at|and|or|an?|per|this|last|next|by|over|under|was|were|is|are|has|had|will|as)\b)[a-z]"
)
_INDIAN = ("₹", "Rs", "Rs.", "INR")
_CRORE = re.compile(r"crore|lakh")
"""Magnitudes of India alone: "R350 crore" are no rand."""
GLUED = {"N": "NGN"}
"""A sign right before a figure and nowhere else: "N9.4bn"; N is a road and a force too."""
_ACRONYM = re.compile(
    r" (?!(?:MT|MAX|NEO|US|UK|EU|UN|NATO|UAE|GDP|CEO|AM|PM|GMT|CET|CEST|BST|EST|UTC|AD|BC|BIP|PIB|DNA|RNA)\b)([A-Z]{3,4})\b(?=[.,;:)]|$| (?:of|in|on|at|from|to|by|for|and|or|with|a|per|this|last|over|under|than|as|while|which|that|is|was|were|are|will|each|annually|pro|im|in|par|en)\b)"
)
"""Letters that are a unit: "10.03 million CGT", "81,000 DWT"."""
_AND_HALF = re.compile(r" et demie?\b| and a half\b")
"""After a unit of time: "deux ans et demi", "two years and a half"."""
_ONE_AND_HALF = re.compile(
    r" (?!million|milliard|heure|tiers|quart|fois)([a-zà-ÿ-]{3,}) et demie?\b"
)
"""After "un": "un satellite et demi par mois"."""
_EACH_DAY = re.compile(r"[ -]([a-z]+)-(?:per|a)-(hour|day|week|month|year)\b")
"""A rate before a noun: "a 1,500-ton-per-day works"."""
_WHO_EXPECTED = re.compile(
    r" (?:analysts|economists|experts|investors|forecasters|traders) (?:had |have |were |was )?(?:expect|forecast|predict|hop|look|pencil|estimat)"
)
"""A noun that begins a clause of its own: "the 880 analysts had expected"."""


_OR_TWO = re.compile(r"(?: or |-or-| to |-to-)(?:two|three|four)\b")
"""Behind a "one" that is the first end of a range."""


def quantities_in(text: str, lexicon: Lexicon, told: bool = False) -> list[Quantity]:
    """The quantities of a masked sentence, in order; `told` where the sentence before it counted something."""
    taken = or_two(text)
    plain = [n for n in with_occasions(text, numbers_in(text, lexicon), lexicon) if not any(a <= n.start < b for a, b in taken)]  # fmt: skip
    numbers = [_scaled(text, n, lexicon) for n in denominated(text, plain, lexicon)]  # fmt: skip
    found = [_named(text, n, lexicon, _next_start(numbers, k, text)) for k, n in enumerate(numbers)]
    found = [
        q
        for q in found
        if q.sort != "bare" or q.value != 1 or q.figures or q.strong or _OR_TWO.match(text, q.end)
    ]  # articles
    those = _counted(text, found, lexicon, told) if found else []
    return spanned(
        text,
        sorted([*those, *lengths(text, those), *ones(text, those, lexicon)], key=lambda q: q.start),
    )


def _counted(text: str, found: list[Quantity], lexicon: Lexicon, told: bool) -> list[Quantity]:
    """Those of the numbers that count something, each with what the sentence says of it elsewhere."""
    found = [q for q in joined(text, scaled_last(text, found)) if not is_size(text, q)]
    found = _said_once(text, moved_back(text, beside(text, shared(text, found), lexicon.language)))
    found = of_gdp(text, in_points(text, of_country(text, found, lexicon)))
    found = [named_before(text, q, lexicon, found) for q in found]
    found = rated_together(text, [rated(text, q, lexicon, found) for q in found])
    those: list[Quantity] = []
    for k, q in enumerate(found):
        if counts(text, q, lexicon.rules.bare) or is_gapped(text, q, found[:k]) or stands_alone(text, q, those, told, lexicon, next(iter(found[k + 1 :]), None)):  # fmt: skip
            those.append(follows(text, q, those, lexicon.language))
    for k, q in enumerate(those):
        those[k] = carried(text, q, those, lexicon)
    return those


def _said_once(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """Without a figure that brackets say once more in another notation: "40 million (4 crore)"."""
    done: list[Quantity] = []
    for q in found:
        last = done[-1] if done else None
        again = last is not None and not q.step and _is_same(last, q)
        if (
            last is not None
            and again
            and text[q.end : q.end + 1] == ")"
            and text[last.end : q.start] in (" (", "(")
        ):
            continue
        done.append(q)
    return done


_FACTORS = {"kW": ("W", 1e3), "MW": ("W", 1e6), "GW": ("W", 1e9), "kWh": ("Wh", 1e3), "MWh": ("Wh", 1e6), "GWh": ("Wh", 1e9), "TWh": ("Wh", 1e12), "kg": ("g", 1e3), "tonnes": ("g", 1e6)}  # fmt: skip


def _is_same(one: Quantity, other: Quantity) -> bool:
    """Whether two figures say the same, in one unit or in multiples of it: "61 GW (61,000 MW)"."""
    (unit, factor), (again, times) = (_FACTORS.get(q.unit, (q.unit, 1.0)) for q in (one, other))
    if other.unit and unit != again:
        return False
    times = times if other.unit else factor
    ends = zip((one.value, one.low, one.high), (other.value, other.low, other.high), strict=True)
    return all((a is None and b is None) or (a is not None and b is not None and math.isclose(a * factor, b * times)) for a, b in ends)  # fmt: skip


_EACH_LASTS = re.compile(r"\S+-(?:year|month|week|day|hour|minute)\b")
"""How long each of them is, between a number and its noun: "five one-year options", "two 10-hour shifts"."""


def _next_start(numbers: Sequence[Number], at: int, text: str) -> int:
    """Where the next number begins that ends what this one may count."""
    later = (n for n in numbers[at + 1 :] if not (text[n.start - 1] == " " and _EACH_LASTS.match(text, n.start)))  # fmt: skip
    return next((n.start for n in later), len(text))


def _scaled(text: str, number: Number, lexicon: Lexicon) -> Number:
    """A single letter after a figure is a magnitude beside a currency or before what is counted."""
    if not number.figures or number.scaled or number.value is None:
        return number
    found = _LETTER.match(text, number.end + ends_loss(text, number))
    if found is None:
        return number
    letter, end = found[1].lower(), found.end()
    before = lexicon.price_before(text[max(0, number.start - 10) : number.start])
    if letter in _TWICE and not (
        before
        and (letter == "mm" or before["s"] in _INDIAN)
        and (letter == "cr" or found[1] == "MM" or not _A_THING.match(text, end))
    ):
        return number
    money = before or lexicon.suffix.match(text, end)
    money = money or _LETTERED.search(text[: number.start])
    money = money or _SUM_BEFORE.search(text[max(0, number.start - 24) : number.start])
    goods = (
        letter == "m"
        and found[0] in ("m", "M")
        and re.match(
            r" (?!long|wide|high|deep|tall|away|from|above|of\b|in\b|on\b|at\b|by\b|to\b|and\b|or\b|under|over|off|into|down|up\b|across|behind|ahead|further|short|below|apart|thick|per\b|an?\b|the\b|inside|beneath|beyond|past)(?:(?:[a-z-]+(?:ed|ing|al|ic|ly)|new) )?(?:(?:[A-Z]{2,3} |cubic |square |metric )?[^\W\d_]{3,}s|people|men|women|children|aircraft|population|workforce)\b|[ ](?:TEUs?|teus?|t|b/d|bpd|bopd|boe/d|boepd|oz|ha|lbs?|[kMGT]Wh|CGT|DWT|dwt)\b|-[a-z]{3,}-(?:a|per)-|(?: ?[-–] ?| to )\d[\d.,]*m (?!long|wide|high|deep|tall|above|below|away|from)[a-z]{4,}s\b",
            text[end:],
        )
    )
    beside = found[0] == "m" and (_SCALED_BESIDE.search(text[: number.start]) or ((_MILLIONS.search(text[: number.start]) or _LEVEL.search(text[: number.start])) and _NO_LENGTH.match(text, end)))  # fmt: skip
    beside = beside or (found[0] == "m" and _MANAGED.search(text[: number.start]) and _BY_WHEN.match(text, end))  # fmt: skip
    if not money and not goods and not beside and not _is_millions(text, number, found):
        return number
    return replace(
        number, value=float(f"{number.value * _LETTERS[letter]:.12g}"), end=end, scaled=True
    )


def _is_millions(text: str, number: Number, letter: re.Match[str]) -> bool:
    """Whether a letter right after a number means millions of what was told before, and no metres: "2.2m fitted of 5.4m"."""
    if letter[0] != "m" or not _ALONE.match(text, letter.end()):
        return False
    if _A_LENGTH.search(text[: number.start]) or _A_LENGTH.search(text, letter.end()):
        return False
    return "." in text[number.start : number.end] or bool(_OTHER_MILLIONS.search(text))


_OTHER_MILLIONS = re.compile(
    r"\d(?:m (?:[a-z-]+ )?[a-z]{3,}s\b| million\b|\.\d+m\b)|[€$£]\d[\d.,]*(?:m|bn)\b"
)
"""Another figure that is told in millions for certain."""


def _named(text: str, n: Number, lexicon: Lexicon, stop: int) -> Quantity:
    """The quantity that a number makes with what stands beside it."""
    strong = n.scaled or n.grouped
    own = {"start": n.start, "end": n.end, "value": n.value, "low": n.low, "figures": n.figures, "grouped": n.grouped, "strong": strong, "unsure": n.unsure}  # fmt: skip

    def made(**told: Any) -> Quantity:
        return Quantity(**{**own, **told})

    if lexicon.language == "fr" and n.value == 1 and not n.figures and (half := _ONE_AND_HALF.match(text, n.end)) and not lexicon.time.match(text, n.end):  # fmt: skip
        name = one_name(f"{half[1]}s", lexicon)
        return made(end=half.end(), value=1.5, unit=name, sort="goods", words=half[1])
    if n.unit == TIMES:
        return made(unit=n.unit, sort="goods", words=n.unit, strong=True)
    if n.unit:
        return made(unit=n.unit, sort="ratio")
    before = lexicon.price_before(text[max(0, n.start - 12) : n.start])
    if before and (before["s"] or n.figures):
        start = n.start - len(before[0])
        signs = lexicon.data["currency"]["signs"]
        unit = (
            GLUED.get(before["s"]) or signs.get(before["s"], before["s"])
            if before["s"]
            else _prefix_word(before["o"])
        )
        unit = "INR" if before["s"] == "R" and _CRORE.search(text, n.start, n.end) else unit
        end = n.end
        if again := lexicon.suffix.match(text, end):  # "$5m (US dollars)" says it twice
            end = again.end() if again["code"] else end
        return made(start=start, end=end, unit=unit, sort="money", words=before[0].strip())
    if found := lexicon.percent.match(text, n.end):
        gdp = bool(found["gdp"])
        return made(end=found.end(), unit="%GDP" if gdp else "%", sort="gdp" if gdp else "ratio")
    if found := lexicon.suffix.match(text, n.end):
        return made(
            end=found.end(),
            unit=_suffix_unit(found, lexicon),
            sort="money",
            words=found[0].strip(" -"),
        )
    if found := lexicon.time.match(text, n.end):
        unit = next(k for k, v in found.groupdict().items() if v)
        half = _AND_HALF.match(text, found.end()) if n.value is not None else None
        if half is not None and lexicon.language in ("en", "fr"):
            return made(end=half.end(), value=(n.value or 0) + 0.5, unit=unit, sort="time")
        return made(end=found.end(), unit=unit, sort="time")
    for pattern, unit, factor, per in (
        lexicon.scaled if lexicon.any_scaled.match(text, n.end) else ()
    ):
        if (found := pattern.match(text, n.end)) and n.value is not None:
            factor = 1.0 if factor == 1e6 and (n.scaled or n.grouped) else factor  # "2 million mt"
            return made(
                end=found.end(),
                unit=unit,
                per=per,
                value=n.value * factor,
                sort="goods",
                strong=strong or factor >= 1000,
                words=found[0].strip(),
            )
    if rate := _EACH_DAY.match(text, n.end):
        name = one_name(plural(rate[1]), lexicon)
        return made(end=rate.end(), unit=name, per=rate[2], sort="goods", words=rate[1])
    if found := lexicon.symbols.match(text, n.end):
        return made(end=found.end(), unit=found[1], sort="goods", words=found[1])
    if found := _ACRONYM.match(text, n.end):
        return made(end=found.end(), unit=found[1], sort="goods", words=found[1])
    if _WHO_EXPECTED.match(text, n.end):
        return made(sort="bare", strong=True)
    unit, words, end = counted(text, n, lexicon, stop)
    return (
        made(
            unit=unit,
            words=words,
            end=end,
            sort="money" if unit in ("cents", "pence") else "goods",
        )
        if unit
        else made(sort="bare")
    )


def _prefix_word(word: str) -> str:
    return {"crowns": "crowns", "kroner": "crowns"}.get(
        word.lower(), "EUR" if word.lower().startswith("euro") else "USD"
    )


def _suffix_unit(found: re.Match[str], lexicon: Lexicon) -> str:
    if sign := found["sign"]:
        return str(lexicon.data["currency"]["signs"][sign])
    if code := found["code"]:
        return code.upper()
    named, opened = lexicon.currencies
    group = str(found.lastgroup)
    return (named if group[0] == "c" else opened)[int(group[1:])]
