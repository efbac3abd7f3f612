"""The words of dates of one language, compiled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import Any

from offtake.evidence.reading.dates.forms import yearless
from offtake.evidence.reading.language.alternatives import any_of, small
from offtake.evidence.reading.language.holding import holds_one
from offtake.evidence.reading.language.numerals import numerals
from offtake.evidence.rules.rules import Rules

YEAR = r"(?:19|20)\d\d"
UNITS = r"(?: ?[%€$£¥]|[ -](?:euros?|franken|francs?|dollars?|pfund|pounds|cents?|rappen|kilos?|kilogramm|kilograms|kilogrammes|kg|km|kilometern?|kilomet(?:re|er)s|kilomètres|[km]wh?|gw|mwh|gwh|cm|mm|lit(?:er|re)s?|litern?|tonne[ns]?|tons|prozent|per cent|percent|pour cent|stunden|minuten|hours|minutes|heures|eur|usd|chf|gbp)\b)"
"""Behind three numbers parted by strokes: what they cost or weigh, so that they are no day."""
_FIGURE = re.compile(r"\d")
_OWN_LETTERS = "(?-i:"
"""Before words whose letters are not small or large at will."""
_IN_ANY = ("l'an", "l’an", "mois", "semaine", "semestre", "jahr", "heuer")
"""Parts of words of the forms below that stand in the pattern of every language."""

_ANCHORS = {
    "en": ("year", "decade", "same "),
    "de": ("vorjahr", "vorquartal", "ein jahr "),
    "fr": ("un an ", "année ", "trimestre "),
}
"""Parts of words of which every date that is told from another holds one."""


@lru_cache(maxsize=16)
def words_of(rules: Rules, language: str) -> Words:
    """The words of dates of a language, compiled once."""
    return Words(rules.data[language], language)


class Words:
    """The words of dates of one language, compiled."""

    def __init__(self, data: dict[str, Any], language: str) -> None:
        self.data, self.language = data, language
        self.months = {w: k + 1 for k, ws in enumerate(data["months"]) for w in ws.split("|")}
        self.weekdays = {w: k for k, ws in enumerate(data["weekdays"]) for w in ws.split("|")}
        self.quarters = {w: k + 1 for k, ws in enumerate(data["quarters"]) for w in ws.split("|")}

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """All forms of dates; each begins where a word does, with a figure or as one of `date_opens`, which most words do not."""
        return re.compile(rf"\b(?=\d|{any_of(self.data['date_opens'])})(?:{self.forms})")

    @cached_property
    def forms(self) -> str:
        """All forms of dates as one pattern, the longest first; each is a group of its own."""
        d = self.data
        months = any_of(self.months)
        month = rf"(?:{months})\b\.?"
        n = rf"(?:{any_of(numerals(self.language))}|\d{{1,3}}|an?|une?|eine[mnr]?)"
        units = "(?:" + "|".join(f"(?:{w})" for w in self._units) + ")"
        quarter = "|".join(d["quarters"])
        parts = "|".join(d["parts"].values())
        seasons = "|".join(d["seasons"].values())
        of = {"en": "(?: of)?,?", "de": "(?: des jahres)?", "fr": "(?: de)?"}[self.language]
        the = {"en": "(?:the )?", "de": "", "fr": "(?:le )?"}[self.language]
        years = rf"(?P<{{0}}>{YEAR})(?!\d|[.,]\d|\s?%|\s(?:[kmgt]wh?|[mgk]wp|megawatt|mégawatts?|megawatts|gigawatts?|tonne[ns]?|tons|km|kilometern?|kilomet(?:re|er)s|kilomètres|hektar|hectares|euros?|dollars?|francs|franken|lit(?:re|er)s?|litern?|m³|teu)\b)"
        per = rf"(?:{d['next']}|{d['last']}|{d['this']})"
        unit_words = f"(?:{d['year']}|{d['month']}|{d['week']}|(?:{quarter})? ?{d['quarter']})"
        forms = [
            r"(?P<iso>(?:19|20)\d\d(?P<is>[-/.])[01]\d(?P=is)[0-3]\d\b)",
            rf"(?P<two1>\d{{1,2}})\.?(?:/|[-–]| and | und | et )(?P<two2>\d{{1,2}})\.? (?P<twom>{month})(?:,? {years.format('twoy')})?",
            rf"{the}(?P<dd>\d{{1,2}})(?:st|nd|rd|th|er|\.)?(?: of)? (?P<dm>{month}),?(?: {years.format('dy')})?",
            rf"(?P<mm>{month if self.language == 'en' else '(?!)'}) (?P<md>\d{{1,2}})(?:st|nd|rd|th)?\b(?![.,]\d)(?! ?(?:per cent|percent|%|million|billion))(?:,? {years.format('my')})?",
            rf"(?=\d)(?<![$€£¥])(?<![$€£¥] )(?P<n1>\d{{1,2}})(?P<ns>[./])(?P<n2>\d{{1,2}})(?P=ns)(?P<n3>(?:19|20)\d\d|[0-4]\d(?!(?<=/\d\d){UNITS}))\b(?![.,/]\d)",
            rf"(?:{d['fiscal']}) ?(?P<fy>(?:20)?\d\d)(?:[-/]\d\d)?\b",
            rf"(?P<dec>{d['decade']})\b",
            rf"{d['nineties']}\b",
            rf"(?P<q>{quarter})[ -](?:{d['quarter']})(?:{of} (?:{years.format('qy')}|(?P<qn>{d['next']}|{d['last']}|{d['this']}) (?:{d['year']})))?\b|q(?P<q2>[1-4])(?:(?: |/|-)?{years.format('q2y')})?\b|{years.format('q3y')}[- ]?q(?P<q3>[1-4])\b",
            rf"(?P<h>{quarter})[ -](?:{d['half']})(?:{of} (?:{years.format('hy')}|(?P<hn>{d['next']}|{d['last']}|{d['this']}) (?:{d['year']})))\b|h(?P<h2>[12])(?: |/|-)?{years.format('h2y')}\b|(?P<h3>{quarter})[ -](?:halbjahr|jahreshälfte|semestre)\b",
            rf"(?P<endw>{d['end']}) ?(?:(?P<endm>{month}) ?)?(?:{years.format('endy')})\b|(?P<endw2>{d['end']}) (?P<endm2>{month})|(?P<endw3>{d['end']}) (?:(?P<endn>{per}) (?:{d['year']}))|(?P<endw4>{d['year_end']})",
            rf"(?P<part>{parts})(?:[ -]|(?<=-))?(?:(?P<partm>{month}) )?{years.format('party')}\b",
            rf"(?:{self._part_of_a_year(parts, per)})",
            rf"(?P<sea>{seasons}){of}(?:/\d\d)? {years.format('seay')}\b",
            rf"(?P<mon>{month}){of} {years.format('mony')}\b",
            rf"{years.format('y1')}(?:-|–|/)(?P<y2>(?:{YEAR}|\d\d))\b(?![-/])",
            rf"(?:from|between|von|zwischen|de|entre) {years.format('y3')} (?:to|and|until|bis|und|à|et) {years.format('y4')}\b",
            rf"(?P<ago>{self._phrase('ago', n, units)})",
            rf"(?P<within>{self._phrase('within', n, units)})",
            rf"(?P<ahead>{self._phrase('ahead', n, units)})\b(?! (?:of|ago))",
            rf"(?P<rel>(?:(?:im|am|in der|in diesem|in the|au cours de|earlier|later) )?(?:{per}) (?:{unit_words}))\b|(?P<rel2>l['’](?:an|année) (?:dernier|dernière|prochaine?|passé)|(?:le )?mois (?:dernier|prochain)|la semaine (?:dernière|prochaine)|heuer)\b",
            rf"(?P<when>{d['today']}|{d['yesterday']}|{d['tomorrow']})\b",
            rf"(?:(?P<wdn>{d['next']}|{d['last']}|{d['this']}) )?(?P<wd>{'|'.join(self.weekdays)})s?\b(?: (?P<wdf>dernier|prochain))?{self._at_an_hour}",
            rf"(?P<bare>{self._bare_month(months)})",
            rf"(?=\d)(?<![\d.,/€$£-])(?<!\brs )(?<!\brs. )(?<!\beur )(?<!\busd )(?<!rund )(?<!knapp )\b{years.format('y')}\b(?! ?(?:{self._counted}))(?![-/]\d)",
        ]
        forms = [*yearless(d, self.months, self.language), *forms]
        return "|".join(forms)

    @cached_property
    def _holds(self) -> tuple[str, ...]:
        """Parts of words of which every date that holds no figure holds one."""
        seasons = "|".join(self.data["seasons"].values()).split("|")
        every = {*self.months, *self.weekdays, *seasons, *self.data["holds"], *_IN_ANY}
        return tuple(sorted(w for w in every if not any(o != w and o in w for o in every)))

    def may_stand_in(self, low: str) -> bool:
        """Whether a text in small letters may hold a date: most sentences hold nothing that a date needs."""
        return _FIGURE.search(low) is not None or holds_one(low, self._holds)

    @property
    def _units(self) -> tuple[str, ...]:
        return {
            "en": ("days?", "weeks?", "months?", "years?"),
            "de": ("tage?n?", "wochen?", "monate?n?", "jahre?n?"),
            "fr": ("jours?", "semaines?", "mois", "ans?"),
        }[self.language]

    @property
    def _counted(self) -> str:
        return "rounds|shells|doses|tonnes|tons|units|workers|jobs|people|employees|missiles|granaten|schuss|obus|stück|mitarbeiter|million|billion|bn|mn|crore|lakh|milliard|mrd|mio|oder 0|euros?|dollars?|per cent"

    def _phrase(self, name: str, n: str, units: str) -> str:
        return str(self.data[name]).replace("{n}", n).replace("{u}", units)

    @property
    def _at_an_hour(self) -> str:
        """After a day of the week, the hour of what is still to be; in English that is no clue."""
        return "" if self.language == "en" else r"(?=(?P<wdh> (?:um|ab|à|dès) \d)?)"

    def _part_of_a_year(self, parts: str, per: str) -> str:
        """ "Ende nächsten Jahres", "fin de l'année prochaine"; English leaves the year to stand alone."""
        if self.language == "de":
            return rf"(?:bis )?(?P<partr>{parts}) (?P<partw>{per}) (?:{self.data['year']})\b"
        if self.language == "fr":
            return rf"(?:d['’]ici (?:à )?|avant |à )?(?:la )?(?P<partr>{parts})(?: de)? (?P<partw>l['’]année (?:prochaine|dernière|passée)|cette année)\b"
        return "(?!)"

    def _bare_month(self, months: str) -> str:
        """A month alone: in English only with a word before it that makes it one."""
        begins = rf"(?=[{''.join(sorted({m[0] for m in self.months}))}])"
        full = "|".join(m for m in self.months if len(m) > 4 or m in ("juni", "juli", "août"))
        if self.language == "en":
            written = "january|february|april|june|july|august|september|october|november|december"
            before = _behind("in by since until of last next this from before after to during")
            return rf"{begins}(?:{before}(?:{months})\b|(?<=\band )(?:{written})\b|(?<=\bbetween )(?:{months})\b(?= and)|(?<=\bfor )(?:{written})\b)|\b(?:early|mid|late)[- ](?:{months})\b"
        if self.language == "de":
            return rf"{begins}(?:{_behind('von zwischen vor nach')}(?:{full})\b|{_behind('im bis seit ab')}(?:{months})\b)|(?:anfang|mitte|ende) (?:{months})\b"
        return rf"{begins}(?:(?<=\bde )(?:{full})\b(?= à )|(?<=\bentre )(?:{full})\b|(?:(?<=\bmi-)|(?<=\bmois d['’])|(?<=\bjusqu['’]en )|(?<=\bd['’]ici )|{_behind('mois_de dès avant en fin début depuis')})(?:{months})\b)"

    @cached_property
    def anchored(self) -> re.Pattern[str]:
        """Dates told from another date of the sentence."""
        return re.compile(self.data["anchored"])

    def anchored_in(self, low: str) -> Iterator[re.Match[str]]:
        """Dates of a text in small letters that are told from another: most texts hold no word of theirs."""
        return self.anchored.finditer(low) if holds_one(low, _ANCHORS[self.language]) else iter(())

    @cached_property
    def future(self) -> re.Pattern[str]:
        """Words that look ahead."""
        return self._verbs("future")

    @cached_property
    def past(self) -> re.Pattern[str]:
        """Words that look back."""
        return self._verbs("past")

    def _verbs(self, name: str) -> re.Pattern[str]:
        """Words in small letters, which are found more quickly; in letters of any size where some of them ask for their own."""
        flags = re.IGNORECASE if _OWN_LETTERS in self.data[name] else 0
        return re.compile(rf"(?<!\w)(?:{self.data[name]})(?!\w)", flags)

    def looks_ahead(self, text: str) -> list[tuple[int, int]]:
        """Where words of a text look ahead."""
        return _spans(self.future, text)

    def looks_back(self, text: str) -> list[tuple[int, int]]:
        """Where words of a text look back."""
        return _spans(self.past, text)

    @cached_property
    def before(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        """Words right before a date that make it a bound."""
        return tuple(
            (
                re.compile(
                    rf"(?<!\w)(?:{self.data[name]})(?: (?:the|le|la|den|dem|zum))?\s*$",
                    re.IGNORECASE,
                ),
                name,
            )
            for name in ("by", "since")
        )

    def relation(self, word: str) -> int:
        """1 for next, -1 for last, 0 for this."""
        return next((k for name, k in (("next", 1), ("last", -1), ("this", 0)) if re.match(rf"(?:{self.data[name]})", word, re.IGNORECASE)), 0)  # fmt: skip


def _behind(words: str) -> str:
    """A pattern of a place right behind one of these words."""
    return "(?:" + "|".join(rf"(?<=\b{word.replace('_', ' ')} )" for word in words.split()) + ")"


def _spans(words: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    """Where words stand that are written in letters of any size."""
    return [m.span() for m in words.finditer(text if words.flags & re.IGNORECASE else small(text))]
