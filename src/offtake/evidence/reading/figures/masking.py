"""A sentence with its dates, calibres and names of models covered, so that their figures are not counted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from offtake.evidence.reading.dates.calendar import When
from offtake.evidence.reading.dates.words import UNITS
from offtake.evidence.reading.figures.asides import asides_of
from offtake.evidence.reading.figures.numbers import MASK
from offtake.evidence.reading.language.holding import holds_one
from offtake.evidence.reading.language.numerals import numerals
from offtake.evidence.rules.rules import Rules

_COUNTS = re.compile(r"\d|\bago\b|^vor\b|^il y a\b|\bpremiers mois\b", re.IGNORECASE)
"""A date that holds a number: "two years ago" counts no years of anything."""


_FEW_WORDS = "two three four five six seven eight nine ten eleven twelve zwei drei vier fünf sechs sieben acht neun zehn deux trois quatre cinq sept huit neuf dix".split()
_FEW = rf"(?:\d{{1,3}}|{'|'.join(_FEW_WORDS)})"
_MODEL = re.compile(
    rf"\b{_FEW} (?P<model>7[0-8]7(?: [A-Z]{{2,5}}(?: \d{{1,2}}\b)?(?= [a-z]))?|(?<=[a-z] )\d{{3}}|\d{{1,3}}(?:,\d{{3}})+[ -]?[A-Za-z³]{{0,5}})(?= [A-Za-z])(?! ?(?:million|billion|m|bn|per)\b)",
    re.IGNORECASE,
)
"""Two numbers side by side: how many, and of which model or size ("40 737 MAX jets", "four 9,700 teu ships")."""
_KIND = re.compile(
    rf"\b(?:{_FEW}|\d{{1,3}}(?:[.,]\d{{3}})*|a dozen) (?:(?=[A-Z]\w*[A-Z])|(?=[A-Z][a-z]+ \d{{1,4}} [a-z]))(?!(?:USD|EUR|GBP|CHF|SEK|NOK|DKK|JPY|CNY|KRW|INR|Euros?|Dollars?|Uhr|MW|GW|MWh|GWh|kW|TEU|GMT|ICE|IC) )(?:[A-Z][\w-]* ){{1,3}}(?P<model>\d{{1,4}}[A-Z]{{0,3}})(?= (?:[a-z-]+ ){{0,3}}[a-z]{{3,}}s\b| [A-ZÄÖÜ][a-zäöüß]{{3,}})",
)
"""How many, and of which kind by a name that ends in a number: "84 KRT 155 howitzers", "12 Harrier 9 rockets"."""
_PERIOD = re.compile(rf"(?<!\bby )\b(?:first |last )?(?:{_FEW}) (?:days?|weeks?|months?|quarters?|years?) (?:to|ended|ending|through|until)(?: in| on| the)? (?:the end of |late |early )?$", re.IGNORECASE)  # fmt: skip
"""A span that a date ends is that date's: "the nine months to September"."""
_TO_DATE = re.compile(rf"\b{_FEW} (?:weeks|months|quarters|years) to (?:(?:that|this|the same) (?:date|day|month|point)|end-[A-Z][a-z]+)\b", re.IGNORECASE)  # fmt: skip
_FIRST = re.compile(rf"\b(?:in(?: each of)?|for(?= the first)|during|in den|während der|au cours des|dans les) (?:(?:the|its|their|les) )?(?:first|last|past|previous|final|ersten|letzten|vergangenen|derniers|dernières|premiers|premières) {_FEW} (?:full )?(?:days|weeks|months|quarters|years|tagen|wochen|monaten|quartalen|jahren|jours|mois|ans)\b|\b(?:au cours d|pendant l|durant l|dans l|lors d)es {_FEW} (?:premiers|premières|derniers|dernières) (?:jours|semaines|mois|trimestres|années|ans)\b|(?<=[a-zäöüß] )der (?:ersten|letzten|vergangenen) {_FEW} (?:tage|wochen|monate|quartale|jahre)\b", re.IGNORECASE)  # fmt: skip
"""A span by which a date is fixed: "in the last two months", "der Zuwachs der letzten zehn Jahre"."""
_EXTENT = re.compile(r"\b(?:over|for) the (?:next|coming) |\bin the next (?!(?:a|one) )|^(?:over|within) ", re.IGNORECASE)  # fmt: skip
"""Over how long something goes on: a length, whatever day it leads to."""
_YEARS = re.compile(r"(?<=[a-z] )\(\d{2}(?: ans| Jahre)?\)(?=,? [A-Za-z]|\.(?:$| ))")
"""An age behind a name; several in a row are counts: "France (12), Greece (18)"."""
_AGED = re.compile(
    r"(?<=[a-zé] )d(?:e |['’])(?:(?:plus|moins) d(?:e |['’]))?(?P<years>\d{1,2}|[a-z-]{3,16}) ans\b"
)
"""How old somebody is, where the noun before is a person: "le soudeur de 35 ans"."""
_WORDS_BEFORE = re.compile(
    r"(?:\b(?P<governs>[\wéèô]+) (?=d[eu'’]))?(?:de )?(?P<article>\b(?:[Aa]ux|[Uu]ne?|[Ll]e|[Ll]a|[Dd]u|[Aa]u|[Cc]et?|[Cc]ette|[SsMmTt](?:on|a)|[NnVv]otre|[Ll]eur|[Cc]haque|[Dd]eux|[Pp]lusieurs|[Ll]es|[Dd]es) |\b[LlDd][’'])?(?P<adjective>\b(?:[Jj]eune|[Vv]ieux|[Vv]ieil(?:le)?|[Aa]ncien(?:ne)?|[Ff]utur(?:e)?) |\b[Ee]x-)?\b(?P<noun>[\wéè-]+) $"
)
YOUNGEST = 14
"""Years from which on "de 35 ans" behind an office, or behind a contract of somebody, is an age rather than a term."""
_PARTED = re.compile(rf"(?<![\w.,/$€£¥])(?<![$€£¥] )v?\d{{1,2}}([./])\d{{1,2}}\1\d{{1,3}}(?![\d/]|[.,]\d)(?!(?<=/\d)(?i:{UNITS})|(?<=/\d\d)(?i:{UNITS})|(?<=/\d\d\d)(?i:{UNITS}))")  # fmt: skip
"""Three numbers of a version, a dose or a score, where they are no date; parted by strokes beside a currency or a unit they are prices or weights."""


_FIGURE = re.compile(r"\d")
_LETTERS = re.compile(r"[^\W\d_]+")
_NUMERALS = frozenset({"one", "couple"} | {part for language in ("en", "de", "fr") for word, n in numerals(language).items() if n > 1 for part in _LETTERS.findall(word)})  # fmt: skip


def _may_count(text: str) -> bool:
    """Whether a sentence holds a figure or a word for a number above one: most hold none, and no part of them needs covering."""
    return _FIGURE.search(text) is not None or any(map(_is_number, text.split(" ")))


@lru_cache(maxsize=1 << 14)
def _is_number(word: str) -> bool:
    """Whether a word, or a part between its hyphens, is one for a number; remembered, since most words come again."""
    return not _NUMERALS.isdisjoint(_LETTERS.findall(word.lower()))


@lru_cache(maxsize=8)
def _who(rules: Rules, which: str) -> frozenset[str]:
    return frozenset(rules.data["ages"][which].split())


def _is_age(m: re.Match[str], text: str, rules: Rules) -> bool:
    """Whether "de 35 ans" tells an age: behind a noun of people, below that of who works none of an office or of whose contract it is."""
    said = _WORDS_BEFORE.search(text[: m.start()])
    noun = said["noun"].removesuffix("s") if said is not None else ""
    if said is None or not {noun, said["noun"]} & _who(rules, "people"):
        return False
    few = numerals("fr").get(m["years"], int(m["years"]) if m["years"].isdigit() else 99) < YOUNGEST
    nouns = {noun, said["noun"]}
    if few and (nouns & _who(rules, "offices") or said["governs"] in _who(rules, "terms")):
        return False
    return not nouns & _who(rules, "adjectives") or bool(said["article"] or said["adjective"])


def masked(text: str, dates: Sequence[When], rules: Rules) -> str:
    """The sentence at its full length, every character of such parts replaced by one sign."""
    text = text.replace("\u2010", "-").replace("\u2011", "-")
    spans = [
        (w.start, w.end)
        for w in dates
        if _COUNTS.search(text[w.start : w.end]) and not _EXTENT.match(text[w.start : w.end])
    ]
    spans += _no_counts(text, dates, rules) if _may_count(text) else []
    for start, end in spans:
        text = text[:start] + MASK * (end - start) + text[end:]
    return text


def _no_counts(text: str, dates: Sequence[When], rules: Rules) -> list[tuple[int, int]]:
    """Where figures, or words for them, count nothing."""
    low = text.lower()
    patterns = (
        *((_TO_DATE,) if holds_one(low, _TIMES_TO) else ()),
        *((_FIRST,) if holds_one(low, _NUMBERED_TIMES) else ()),
        *((_PARTED,) if _TWO_PARTINGS.search(text) else ()),
    )
    spans = [m.span() for pattern in patterns for m in pattern.finditer(text)]
    spans += asides_of(rules).spans_in(text)
    years = list(_YEARS.finditer(text)) if "(" in text else ()
    spans += [m.span() for m in years if len(years) == 1]
    spans += [m.span() for m in _AGED.finditer(text) if _is_age(m, text, rules)] if " ans" in text else []  # fmt: skip
    spans += [m.span("model") for m in _MODEL.finditer(text)] if _TWO_NUMBERS.search(text) else []
    spans += [m.span("model") for m in _KIND.finditer(text)] if _NUMBERED_NAME.search(text) else []
    spans += [m.span() for w in dates if (m := _ended_by(w, text)) is not None]
    return spans


def _ended_by(date: When, text: str) -> re.Match[str] | None:
    """The span that a date ends."""
    before = text[max(0, date.start - _SHORTEST) : date.start].lower()
    if not before.rstrip("\n").endswith(_BEFORE_A_DATE):
        return None
    return _PERIOD.search(text, max(0, date.start - _LONGEST), date.start)


_TIMES_TO = ("weeks to ", "months to ", "quarters to ", "years to ")
_NUMBERED_TIMES = ("first ", "last ", "past ", "previous ", "final ", "ersten ", "letzten ", "vergangenen ", "derniers ", "dernières ", "premiers ", "premières ")  # fmt: skip
_TWO_PARTINGS = re.compile(r"[./]\d\d?[./]\d")
_TWO_NUMBERS = re.compile(rf" (?=\d\d\d|\d{{1,2}},)(?:(?<=\d )|{'|'.join(f'(?<={word} )' for word in _FEW_WORDS)})", re.IGNORECASE)  # fmt: skip
_NUMBERED_NAME = re.compile(r"[A-Z][\w-]* \d")
"""What must stand in a text for the slower patterns above to meet anything."""
_BEFORE_A_DATE = ("to ", "ed ", "ng ", "gh ", "l ", "n ", "the ", "of ", "late ", "early ")
"""Ends of what stands between a span and the date that ends it."""
_SHORTEST = 8
_LONGEST = 64
"""Characters before a date in which the longest span that it ends stands."""
