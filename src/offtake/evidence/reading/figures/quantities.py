"""Quantities in a sentence: a number with what it counts, or its currency, and per what time.

Ranges become one quantity with a low and a high end; "from a to b" beside a verb of change becomes two, before
and after.  What a range or a list says once (magnitude, currency, unit) goes to all its ends.  A bare amount
takes what all counts before it in its sentence count, and is marked so; a currency is not carried over.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from offtake.evidence.reading.figures.counting import OF_WHICH, counts, is_gapped
from offtake.evidence.reading.figures.lengths import lengths, or_two
from offtake.evidence.reading.figures.numbers import MASK, Number, numbers_in
from offtake.evidence.reading.figures.pairs import joined, moved_back, shared
from offtake.evidence.reading.figures.quantity import Quantity
from offtake.evidence.reading.figures.rates import rated
from offtake.evidence.reading.language.lexicon import Lexicon

_SCALED_BESIDE = re.compile(r"\d ?m \w+s (?:from|to|and|against|or) $")
"""A figure in millions before this one: "cut to 14.2m tonnes from 15m"."""
_LETTERS = {"m": 1e6, "b": 1e9, "t": 1e12}
_WORD = re.compile(
    rf"{MASK}+|[A-Z]&[A-Z]\b|\d+(?:-\d+[a-z]*)?s\b|[^\W\d_][\w'’]*(?:-[\w'’{MASK}]+)*|[^\s\w]|\d+",
    re.UNICODE,
)
_BESIDE = re.compile(
    r"(?:or (?:more|fewer|less|so) (?=[a-z-]+s\b))?(?:(?:more|fewer|less|additional|extra) (?!than\b)(?=[a-z]))?"
)
_ACRONYM = re.compile(
    r" (?!(?:MAX|NEO|US|UK|EU|UN|NATO|UAE|GDP|CEO|AM|PM|GMT|CET|CEST|BST|EST|UTC|AD|BC|BIP|PIB|DNA|RNA)\b)([A-Z]{3,4})\b(?=[.,;:)]|$| (?:of|in|on|at|from|to|by|for|and|or|with|a|per|this|last|over|under|than|as|while|which|that|is|was|were|are|will|each|annually|pro|im|in|par|en)\b)"
)
"""Letters that are a unit: "10.03 million CGT", "81,000 DWT"."""
_WHO_EXPECTED = re.compile(
    r" (?:analysts|economists|experts|investors|forecasters|traders) (?:had |have |were |was )?(?:expect|forecast|predict|hop|look|pencil|estimat)"
)
"""A noun that begins a clause of its own: "the 880 analysts had expected"."""
LONGEST_NAME = 6
"""Words after a number among which what it counts is looked for."""


def quantities_in(text: str, lexicon: Lexicon) -> list[Quantity]:
    """The quantities of a masked sentence, in order."""
    taken = or_two(text)
    numbers = [_scaled(text, n, lexicon) for n in numbers_in(text, lexicon) if not any(a <= n.start < b for a, b in taken)]  # fmt: skip
    found = [_named(text, n, lexicon, _next_start(numbers, k, text)) for k, n in enumerate(numbers)]
    found = [
        q for q in found if q.sort != "bare" or q.value != 1 or q.figures or q.strong
    ]  # articles
    found = joined(text, found)
    found = _said_once(text, moved_back(text, shared(text, found)))
    found = [_number_of(text, q, lexicon) for q in found]
    found = [rated(text, q, lexicon, found) for q in found]
    found = _rated_together(text, found)
    counted = [
        q
        for k, q in enumerate(found)
        if counts(text, q, lexicon.rules.bare) or is_gapped(text, q, found[:k])
    ]
    counted = [_carried(text, q, counted, lexicon) for q in counted]
    return sorted([*counted, *lengths(text, counted)], key=lambda q: q.start)


_TOGETHER = re.compile(
    r"(?: of [\w -]{2,30})?,? (?:and|plus|und|et) (?:some |about |around |another |up to |rund |etwa |environ )?"
)


def _rated_together(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """A rate that two things share: "1,500 tanks and 3,000 vehicles a year"."""
    done = list(found)
    for k in range(len(done) - 1, 0, -1):
        one, other = done[k - 1], done[k]
        if other.per and not one.per and one.sort == other.sort == "goods" and one.unit != other.unit and _TOGETHER.fullmatch(text[one.end : other.start]):  # fmt: skip
            done[k - 1] = replace(one, per=other.per)
    return done


_PARTITIVE = re.compile(r" (?:of|des|der|von|sur|d['’])(?: [\w'’]+)? ?")


_HIGHER = re.compile(r" (?:higher|lower|more|less|höher|niedriger|mehr|weniger|de plus|de moins)\b")


_AND_NEXT = re.compile(
    r",? (?:and|or|und|oder|et|ou) (?:about |around |some |another |rund |etwa |environ )?"
)
"""Between two numbers of one noun: "40 and 60 guns"."""
_OF_THE = re.compile(r" of (?:the|its|their|his|her|our|these|those) (?:[A-Za-z][\w.-]* ){0,3}?((?!others\b|days\b|years\b|months\b|weeks\b)[a-z]{3,}(?<!s)s|people|aircraft)\b(?! (?:that |which )?\d)")  # fmt: skip
"""Some of what is named after it: "11 of the boats"."""


def _carried(text: str, q: Quantity, found: Sequence[Quantity], lexicon: Lexicon) -> Quantity:
    """What a figure counts whose noun is left out: what all amounts before it count, or the whole of which it is a part."""
    if q.unit or q.sort != "bare":
        return q
    whole = next((o for o in found if o.start >= q.end), None)
    if (
        whole is not None
        and whole.sort == "goods"
        and _PARTITIVE.fullmatch(text[q.end : whole.start])
    ):
        return replace(q, unit=whole.unit, carried=True)
    if (
        whole is not None
        and whole.sort == "goods"
        and _AND_NEXT.fullmatch(text[q.end : whole.start])
    ):
        return replace(q, unit=whole.unit, carried=True)
    if lexicon.language == "en" and (named := _OF_THE.match(text[q.end :])):
        return replace(q, unit=_one_name(named[1], lexicon), carried=True)
    before = [o for o in found if o.end <= q.start and o.sort in ("goods", "money")]
    units = {o.unit for o in before}
    told = OF_WHICH.search(text[: q.start]) or _HIGHER.match(text[q.end :])
    if len(units) != 1 or (before[0].sort == "money" and not (q.strong and told)):
        return q
    return replace(q, unit=units.pop(), carried=True)


_NUMBER_OF = re.compile(r"\b(?:total |overall )?number of (?:[a-z-]+ ){0,3}?(?P<en>[a-z]+s)\b[^,;]{0,90}? (?:to|at|reached)(?: about| around| some| nearly| almost)? $|(?P<subject>[a-z]{3,}s)\b(?: (?:for|in|of) (?:the |its )?[\w ]{2,25}?)? (?:(?:stood|stands) at|reached|total(?:l?ed|s)|amount(?:ed|s) to|numbered) $|\b(?:Zahl|Anzahl) (?:der|an) (?:\w+en )?(?P<de>[A-ZÄÖÜ]\w+)\b[^,;\d]{0,90}? (?:auf|bei|von|betrug|beträgt|erreichte)(?: (?:noch|nur|knapp|rund|etwa|fast|gut|mehr als|über))* $|\bnombre (?:de |d['’])(?P<fr>[a-zà-ÿ]+s)\b[^,;\d]{0,50}? (?:de|à|atteint|est|était)(?: \d+ à)? $")  # fmt: skip
"""What counts what: "the number of wards in the county to 41"."""


def _number_of(text: str, q: Quantity, lexicon: Lexicon) -> Quantity:
    told = _NUMBER_OF.search(text[: q.start]) if q.sort == "bare" and not q.unit else None
    if told is None:
        return q
    word = told["en"] or told["subject"] or told["fr"] or told["de"]
    if told["subject"] and not _is_counted(word, word, "en", lexicon, False):
        return q
    return replace(
        q, unit=_one_name(word, lexicon), words=word, sort="goods", strong=True, carried=True
    )


def _said_once(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """Without a figure that brackets say once more in another notation: "40 million (4 crore)"."""
    done: list[Quantity] = []
    for q in found:
        last = done[-1] if done else None
        again = last is not None and (last.value, last.low, last.high) == (q.value, q.low, q.high) and not q.step  # fmt: skip
        if (
            last is not None
            and again
            and q.unit in ("", last.unit)
            and text[q.end : q.end + 1] == ")"
            and text[last.end : q.start] in (" (", "(")
        ):
            continue
        done.append(q)
    return done


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
        and re.match(
            r" (?!long|wide|high|deep|tall|away|from|above)(?:(?:[A-Z]{2,3} )?[^\W\d_]{3,}s|people|men|women|children|aircraft|population|workforce)\b",
            text[end:],
        )
    )
    beside = found[0] == "m" and _SCALED_BESIDE.search(text[: number.start])
    if not money and not goods and not beside:
        return number
    return replace(
        number, value=float(f"{number.value * _LETTERS[letter]:.12g}"), end=end, scaled=True
    )


def _named(text: str, n: Number, lexicon: Lexicon, stop: int) -> Quantity:
    """The quantity that a number makes with what stands beside it."""
    strong = n.scaled or n.grouped
    q = Quantity(
        n.start,
        n.end,
        n.value,
        n.low,
        figures=n.figures,
        grouped=n.grouped,
        strong=strong,
        unsure=n.unsure,
    )
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
            factor = 1.0 if factor == 1e6 and (n.scaled or n.grouped) else factor  # "2 million mt"
            return replace(
                q,
                end=found.end(),
                unit=unit,
                value=n.value * factor,
                sort="goods",
                words=found[0].strip(),
            )
    if rate := _EACH_DAY.match(text, n.end):
        name = _one_name(rate[1] if rate[1].endswith("s") else f"{rate[1]}s", lexicon)
        return replace(q, end=rate.end(), unit=name, per=rate[2], sort="goods", words=rate[1])
    if found := lexicon.symbols.match(text, n.end):
        return replace(q, end=found.end(), unit=found[1], sort="goods", words=found[1])
    if found := _ACRONYM.match(text, n.end):
        return replace(q, end=found.end(), unit=found[1], sort="goods", words=found[1])
    if _WHO_EXPECTED.match(text, n.end):
        return replace(q, sort="bare", strong=True)
    unit, words, end = _counted(text, n, lexicon, stop)
    return (
        replace(
            q,
            unit=unit,
            words=words,
            end=end,
            sort="money" if unit in ("cents", "pence") else "goods",
        )
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


_NAME = re.compile(r" ([A-ZÄÖÜÉ][\w-]{2,})\b(?<!US)(?! (?:Uhr|million|Million))")
_COMPOUNDS = re.compile(
    r"[A-ZÄÖÜ]\w+-(?:, [A-ZÄÖÜ]\w+-)* (?:und|oder|sowie|bzw\.) ([A-ZÄÖÜ][\w-]+)"
)
_SHARED = re.compile(
    r"^(?:Erst|Zweit|Dritt|Haupt|Neben|Vor|Nach|Ober|Unter|Ein|Aus|An|Ab)(?=[a-zäöüß]{5})"
)
"""Compounds whose last part is said once: "Erst- und Zweitimpfungen"."""
_GOES_ON = re.compile(
    r" (?![\w-]+s\b|the |its |a |an |in |it )[a-z-]+,?(?: (?:and|or))?(?: [a-z-]+)? [a-z-]+s\b"
)
"""Adjectives in a row before a noun: "green, high-skilled jobs", "new and used cars"."""
_EACH_DAY = re.compile(r"[ -]([a-z]+)-(?:per|a)-(hour|day|week|month|year)\b")
"""A rate before a noun: "a 1,500-ton-per-day works"."""
_INITIALS = re.compile(r"\b[A-Z]\.[A-Z]\.(?= [A-Za-z])")
"""Initials before a noun: "five U.S. plants"."""
_SHORT = re.compile(r"(?<=[a-z] )\([A-Z]{2,6}\)(?= [a-z]+s\b)")
"""Letters in brackets between the words of a name: "heavy oil (HFO) tankers"."""
_ONE_OF = re.compile(r"-(?!year|month|week|day|hour|ton\b|tonne|pound|dollar|euro|won\b|yen\b|man\b|strong|plus|odd|figure|part|way|phase|stage|step|tier|party|point|pronged|per)([a-z]{3,})(?= (?:[\w-]+ ){0,2}(?:commitments?|pledges?|orders?|contracts?|deals?|targets?|goals?|donations?|shipments?|tenders?|purchases?)\b)")  # fmt: skip
"""What is counted, before the noun of its figure: "a six-million-bolt pledge"."""
_ONE_OF_MANY = re.compile(r" (?!production|output|sales|investment|budget|funding|spending|export|import|order|contract|supply|rescue|aid|support)([a-z]{3,})(?<!s)(?= (?:[a-z]+ )?(?:goals?|targets?|quotas?|orders?|contracts?|pledges?|harvests?|crops?)\b)")  # fmt: skip
"""The same without hyphens: "a 725 million bushel goal"."""


def _counted(text: str, n: Number, lexicon: Lexicon, stop: int) -> tuple[str, str, int]:
    """What a number counts: its one name, the words, where they end; ('', '', end) where it is not said."""
    language, nouns = lexicon.language, lexicon.nouns
    text = _INITIALS.sub(lambda m: m[0].replace(".", "_"), text)
    at, seen, found = n.end, 0, None
    text = _SHORT.sub(lambda m: MASK * len(m[0]), text)
    if (n.value or 0) >= 2 and (
        one := _ONE_OF.match(text, at) or (n.scaled and _ONE_OF_MANY.match(text, at))
    ):
        return _one_name(one[1] + "s", lexicon), one[1], one.end()
    first = re.compile(r"\+?\s*(?:of\b|d['’]|de\b|des\b|von\b)?\s*" if n.scaled or n.low is not None else r"\+?\s*(?:d['’](?=[a-zéèê]))?").match(text, at)  # fmt: skip
    start = first.end() if first else at
    if language == "en" and (beside := _BESIDE.match(text, start)):
        start = beside.end()
    for match in _WORD.finditer(text, start, min(stop, start + 120)):
        word = match[0]
        low = word.lower().strip("’'")
        if word[0] == MASK or word in "-[" or (word in "“\"„«‘'" and seen == 0):
            continue
        if (
            found is None
            and seen
            and (low in ("and", "or") or word == ",")
            and _GOES_ON.match(text, match.end())
        ):
            continue
        if (
            not (word[0].isalpha() or (word[0].isdigit() and low.endswith("s")))
            or low in nouns["stop"]
            or seen >= LONGEST_NAME
        ):
            break
        if n.low is not None and not seen and low.endswith("ing"):
            break  # "millions living near the coast"
        seen += 1
        if language == "fr" and low in nouns.get("skip", ()):
            continue
        if _is_counted(word, low, language, lexicon, found is not None):
            found = match
            if language != "en":
                break
        elif (found is not None and found[0][0].islower()) or (
            language == "fr" and low not in nouns.get("skip", ())
        ):
            break
    if found is None and language != "en" and (name := _NAME.match(text, n.end)):
        return name[1], name[1], name.end()  # "douze Rafale", "16 ICE"
    if found is None:
        return "", "", n.end
    if language == "de" and (last := _COMPOUNDS.match(text, found.start())):
        return _one_name(_SHARED.sub("", last[1]).capitalize(), lexicon), last[1], last.end()
    return (
        "tonnes" if text[: found.end()].endswith("metric tons") else _one_name(found[0], lexicon),
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


_WHOLE = frozenset("offs ups outs ins ons overs downs backs kilometres kilometers miles hours days years".split())  # fmt: skip
"""Last parts without which a name says something else: take-offs, tonne-kilometres."""


def _one_name(word: str, lexicon: Lexicon) -> str:
    low = word.lower().strip("’'")
    short = low not in lexicon.counted and sum(c.isupper() for c in word) > 1 and len(word) <= 6
    if short or any(c.isdigit() for c in low.rsplit("-", 1)[-1]):
        return word  # letters and figures that stand for a name: NGOs, 737-8s
    last = low.rsplit("-", 1)[-1]
    last = low if last in _WHOLE else last
    for name in (low, last):
        if name in lexicon.counted:
            return lexicon.counted[name]
    for ending, name in lexicon.endings:
        if last.endswith(ending):
            return name
    return last if lexicon.language == "en" else low
