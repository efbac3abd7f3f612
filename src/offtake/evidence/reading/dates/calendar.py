"""Temporal expressions, dates in a sentence, as intervals that say no more than the words do.

A date is written as in EDTF where that has a form (2027, 2027-Q3, 2027-03, 2027-03-15, 2026/2027) and else in the
same style: early-2027, spring-2026, FY2026, 1990s.  A relative date ("last month", "Thursday") is resolved from the
article's own date, and stays in words where the article has none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from offtake.evidence.reading.dates.anchored import anchored
from offtake.evidence.reading.dates.intervals import READERS, iso
from offtake.evidence.reading.dates.words import Words, words_of
from offtake.evidence.reading.dates.yearless import READERS as YEARLESS
from offtake.evidence.reading.language.alternatives import small
from offtake.evidence.rules.rules import Rules


@dataclass(frozen=True)
class When:
    """A date where it stands.

    `text` is the interval; in the words of the sentence where it is relative and could not be resolved.
    `bound`: by, since or ''.  `basis`: stated, resolved (from the article's date) or unresolved.
    """

    start: int
    end: int
    text: str
    bound: str = ""
    basis: str = "stated"
    weekday: bool = False
    """A day of the week, which more often says when somebody spoke than what was spoken of."""


@dataclass(frozen=True)
class Calendar:
    """Dates of all languages that are read."""

    rules: Rules

    def in_sentence(self, text: str, language: str, published: str) -> list[When]:
        """The dates of a sentence, in order; none overlaps another."""
        return _found(text, words_of(self.rules, language), _day(published))


def first_day(text: str, calendar: Calendar) -> str:
    """The first whole date in a heading, ISO 8601, read in any language; '' where there is none.

    Its day is written: "by the end of 2024" dates no article.
    """
    if found := re.search(r"\b(\d{4})-(\d\d)-(\d\d)", text):
        return iso(int(found[1]), int(found[2]), int(found[3]))
    for language in calendar.rules.read:
        for when in _found(text, words_of(calendar.rules, language), None):
            written = re.search(r"(?<!\d)\d{1,2}(?!\d)", text[when.start : when.end])
            if written and re.fullmatch(r"\d{4}-\d\d-\d\d", when.text):
                return when.text
    return ""


def _day(published: str) -> date | None:
    try:
        return date.fromisoformat(published[:10])
    except ValueError:
        return None


_WORD_TOO = re.compile(r"\b(?:may|march)\b")
"""A month of English has a capital: "this may take 40 weeks" and "they march 30 miles" name none."""


_ROUND = ("1900", "2000")
_THINGS = {
    "de": re.compile(r" (?:(?:neue|weitere|zusätzliche)[nr]? )?[A-ZÄÖÜ][a-zäöüß]{2,}"),
    "fr": re.compile(r" (?!(?:ses|les|des|ces|leurs|mais|puis|plus|dans|sans|sous|vers|nous|vous|alors|depuis|après|lors|aux|deux|trois|six|dix)\b)[a-zà-ÿ]{3,}[sx]\b"),
}  # fmt: skip
_OF_A_YEAR = re.compile(r"\b(?:seit|bis|jahr|jahre|jahres|ende|anfang|mitte|dem|en|depuis|avant|après|dès|fin|début|vers|année|l['’]an|d['’]ici) $", re.IGNORECASE)  # fmt: skip


def _counts(text: str, start: int, end: int, language: str) -> bool:
    """Whether a year is a round number of things: "2000 Betten", "quelque 2000 emplois"; any other number of four is a year more often."""
    things = _THINGS.get(language)
    if things is None or text[start:end] not in _ROUND or not things.match(text, end):
        return False
    return not _OF_A_YEAR.search(text[max(0, start - 12) : start])


def _found(text: str, words: Words, today: date | None) -> list[When]:
    low = small(text)
    if not words.may_stand_in(low):
        return []
    found = [
        w
        for m in words.pattern.finditer(low)
        if not (words.language == "en" and _WORD_TOO.search(text[m.start() : m.end()]))
        and not _counts(text, *m.span(), words.language)
        and (w := _read(m, text, words, today)) is not None
    ]
    known = [(w.start, w.end, w.text) for w in found if not w.weekday]
    others = [When(*said, basis="resolved") for said in anchored(low, known, words, today)]
    return [_bounded(w, text, words) for w in sorted([*found, *others], key=lambda w: w.start)]


def _bounded(when: When, text: str, words: Words) -> When:
    before = text[max(0, when.start - 16) : when.start]
    own = text[when.start : when.end].lower()
    for pattern, name in words.before:
        if pattern.search(before) or (name == "by" and re.match(r"bis |d['’]ici|avant", own)):
            return replace(when, bound=name)
    return when


_NO_DAY = re.compile(r"\b(?:v\.?|(?:version|release|firmware|dose|dosis|score|ratio|spielstand)\w*(?: (?:of|von|de|is|ist|est))?) ?$", re.IGNORECASE)  # fmt: skip
"""Before three numbers that are a version, a dose or a score."""
_MEASURED = re.compile(r" ?(?:mg|µg|ml|g|mm|cm)\b")


_EVERY = (*YEARLESS, *READERS)
_FORMS = {name: form for form, (names, _) in reversed([*enumerate(_EVERY)]) for name in names}
"""Name of what a form of dates holds -> which form that is, the first of several."""


def _read(match: re.Match[str], text: str, words: Words, today: date | None) -> When | None:
    groups = {k: v for k, v in match.groupdict().items() if v is not None}
    if len(groups.get("n3", "year")) == 2 and (
        _NO_DAY.search(text[: match.start()]) or _MEASURED.match(text, match.end())
    ):
        return None
    form = min((_FORMS[name] for name in groups if name in _FORMS), default=None)
    if form is None:
        return None
    said = _EVERY[form][1](groups, lambda absent=False: _ahead(text, match.start(), words, absent), words, today)  # fmt: skip
    if said is None:
        return None
    value, basis = said
    return When(
        match.start(),
        match.end(),
        value or text[match.start() : match.end()],
        "",
        basis if value else "unresolved",
        "wd" in groups,
    )


_SINCE = re.compile(r"\b(?:seit|depuis) (?:dem |der |le |l['’])?$", re.IGNORECASE)
_ENDS = re.compile(r"[,;:]")
_HAS = re.compile(r"(?:hat|haben|ist|sind|a|ont)\b", re.IGNORECASE)
"""What may be of what will be: "bis zum Sommer haben wir das"."""
_BEGUN = re.compile(r"\b(?:von|zwischen|ab|de|entre) (?:\w+ )?\w+ $", re.IGNORECASE)
"""Before "bis" where a stretch of time began: "von Januar bis Mai"."""


def _ahead(text: str, at: int, words: Words, absent: bool = False) -> bool:
    """Whether a sentence looks ahead at a date: by the nearest verb before it, else the first one after it; `absent` where there is none."""
    by = words.before[0][0].search(text[:at]) if words.language != "en" else None
    if _SINCE.search(text[:at]):
        return False
    if by and absent:
        return True
    future, past = words.looks_ahead(text), words.looks_back(text)
    before = (
        max((e for _, e in future if e <= at), default=-1),
        max((e for _, e in past if e <= at), default=-1),
    )
    alone = by and before[1] < 0 and all(e > by.start() for _, e in future if e <= at)
    if max(before) >= 0 and not alone:
        return before[0] >= before[1]
    after = [min((s for s, _ in spans if s >= at), default=len(text)) for spans in (future, past)]
    if by and not _BEGUN.search(text[: by.start()]):
        was = after[1] < after[0] and not _HAS.match(text, after[1])
        return not (was and _ENDS.search(text, at, after[1]) is None)
    return after[0] < after[1] or (absent and after[0] == after[1])
