"""Temporal expressions, dates in a sentence, as intervals that say no more than the words do.

A date is written as in EDTF where that has a form (2027, 2027-Q3, 2027-03, 2027-03-15, 2026/2027) and else in the
same style: early-2027, spring-2026, FY2026, 1990s.  A relative date ("last month", "Thursday") is resolved from the
article's own date, and stays in words where the article has none.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import Any

from offtake.evidence.reading.language.alternatives import any_of, small
from offtake.evidence.reading.language.numerals import numerals
from offtake.evidence.rules.rules import Rules

YEAR = r"(?:19|20)\d\d"
_UNITS = ("day", "week", "month", "year")


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
        return _found(text, _patterns(self.rules, language), _day(published))


def first_day(text: str, calendar: Calendar) -> str:
    """The first whole date in a heading, ISO 8601, read in any language; '' where there is none.

    Its day is written: "by the end of 2024" dates no article.
    """
    if found := re.search(r"\b(\d{4})-(\d\d)-(\d\d)", text):
        return _iso(int(found[1]), int(found[2]), int(found[3]))
    for language in calendar.rules.read:
        for when in _found(text, _patterns(calendar.rules, language), None):
            written = re.search(r"(?<!\d)\d{1,2}(?!\d)", text[when.start : when.end])
            if written and re.fullmatch(r"\d{4}-\d\d-\d\d", when.text):
                return when.text
    return ""


def _day(published: str) -> date | None:
    try:
        return date.fromisoformat(published[:10])
    except ValueError:
        return None


def _iso(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


@lru_cache(maxsize=16)
def _patterns(rules: Rules, language: str) -> Words:
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
        """All forms of dates, the longest first; each is a group of its own."""
        d = self.data
        months = "|".join(sorted(self.months, key=len, reverse=True))
        month = rf"(?:{months})\b\.?"
        n = rf"(?:{any_of(numerals(self.language))}|\d{{1,3}}|an?|une?|eine[mnr]?)"
        units = "(?:" + "|".join(f"(?:{w})" for w in self._units) + ")"
        quarter = "|".join(d["quarters"])
        parts = "|".join(d["parts"].values())
        seasons = "|".join(d["seasons"].values())
        of = {"en": "(?: of)?,?", "de": "(?: des jahres)?", "fr": "(?: de)?"}[self.language]
        the = {"en": "(?:the )?", "de": "", "fr": "(?:le )?"}[self.language]
        years = rf"(?P<{{0}}>{YEAR})(?!\d|[.,]\d{{{{3}}}}|\s?%)"
        per = rf"(?:{d['next']}|{d['last']}|{d['this']})"
        unit_words = f"(?:{d['year']}|{d['month']}|{d['week']}|(?:{quarter})? ?{d['quarter']})"
        forms = [
            r"(?P<iso>\b\d{4}-\d\d-\d\d\b)",
            rf"\b(?P<two1>\d{{1,2}})\.?(?:/|[-–]| and | und | et )(?P<two2>\d{{1,2}})\.? (?P<twom>{month})(?:,? {years.format('twoy')})?",
            rf"\b{the}(?P<dd>\d{{1,2}})(?:st|nd|rd|th|er|\.)?(?: of)? (?P<dm>{month}),?(?: {years.format('dy')})?",
            rf"\b(?P<mm>{month}) (?P<md>\d{{1,2}})(?:st|nd|rd|th)?\b(?![.,]\d)(?! ?(?:per cent|percent|%|million|billion))(?:,? {years.format('my')})?",
            r"\b(?P<n1>\d{1,2})(?P<ns>[./])(?P<n2>\d{1,2})(?P=ns)(?P<n3>(?:19|20)\d\d)\b",
            rf"\b(?:{d['fiscal']}) ?(?P<fy>(?:20)?\d\d)(?:[-/]\d\d)?\b",
            rf"\b(?P<dec>{d['decade']})\b",
            rf"{d['nineties']}\b",
            rf"\b(?P<q>{quarter})[ -](?:{d['quarter']})(?:{of} (?:{years.format('qy')}|(?P<qn>{d['next']}|{d['last']}|{d['this']}) (?:{d['year']})))?\b|\bq(?P<q2>[1-4])(?:(?: |/|-)?{years.format('q2y')})?\b|\b{years.format('q3y')}[- ]?q(?P<q3>[1-4])\b",
            rf"\b(?P<h>{quarter})[ -](?:{d['half']})(?:{of} (?:{years.format('hy')}|(?P<hn>{d['next']}|{d['last']}|{d['this']}) (?:{d['year']})))\b|\bh(?P<h2>[12])(?: |/|-)?{years.format('h2y')}\b|\b(?P<h3>{quarter})[ -](?:halbjahr|jahreshälfte|semestre)\b",
            rf"\b(?P<endw>{d['end']}) ?(?:(?P<endm>{month}) ?)?(?:{years.format('endy')})\b|\b(?P<endw2>{d['end']}) (?P<endm2>{month})|\b(?P<endw3>{d['end']}) (?:(?P<endn>{per}) (?:{d['year']}))|\b(?P<endw4>{d['year_end']})",
            rf"\b(?P<part>{parts})(?:[ -]|(?<=-))?(?:(?P<partm>{month}) )?{years.format('party')}\b",
            rf"\b(?P<sea>{seasons}){of}(?:/\d\d)? {years.format('seay')}\b",
            rf"\b(?P<mon>{month}){of} {years.format('mony')}\b",
            rf"\b{years.format('y1')}(?:-|–|/)(?P<y2>(?:{YEAR}|\d\d))\b(?![-/])",
            rf"\b(?:from|between|von|zwischen|de|entre) {years.format('y3')} (?:to|and|until|bis|und|à|et) {years.format('y4')}\b",
            rf"\b(?P<ago>{self._phrase('ago', n, units)})",
            rf"\b(?P<within>{self._phrase('within', n, units)})",
            rf"\b(?P<ahead>{self._phrase('ahead', n, units)})\b(?! (?:of|ago))",
            rf"\b(?P<rel>(?:(?:im|am|in der|in diesem|in the|au cours de|earlier|later) )?(?:{per}) (?:{unit_words}))\b|\b(?P<rel2>l['’](?:an|année) (?:dernier|dernière|prochaine?|passé)|(?:le )?mois (?:dernier|prochain)|la semaine (?:dernière|prochaine))\b",
            rf"\b(?P<when>{d['today']}|{d['yesterday']}|{d['tomorrow']})\b",
            rf"\b(?:(?P<wdn>{d['next']}|{d['last']}|{d['this']}) )?(?P<wd>{'|'.join(self.weekdays)})s?\b(?: (?P<wdf>dernier|prochain))?",
            rf"(?P<bare>{self._bare_month(months)})",
            rf"(?<![\d.,/€$£-])\b{years.format('y')}\b(?! ?(?:{self._counted}))(?![-/]\d)",
        ]
        whole = "|".join(form if form.startswith(r"(?<![") else f"(?:{form})" for form in forms)
        return re.compile(rf"(?<!\w)(?=\w)(?:{whole})")

    @property
    def _units(self) -> tuple[str, ...]:
        return {
            "en": ("days?", "weeks?", "months?", "years?"),
            "de": ("tage?n?", "wochen?", "monate?n?", "jahre?n?"),
            "fr": ("jours?", "semaines?", "mois", "ans?"),
        }[self.language]

    @property
    def _counted(self) -> str:
        return "rounds|shells|doses|tonnes|tons|units|workers|jobs|people|employees|missiles|granaten|schuss|obus|stück|mitarbeiter|million|euros?|dollars?|per cent"

    def _phrase(self, name: str, n: str, units: str) -> str:
        return str(self.data[name]).replace("{n}", n).replace("{u}", units)

    def _bare_month(self, months: str) -> str:
        """A month alone: in English only with a word before it that makes it one."""
        if self.language == "en":
            return rf"(?<=\bin )(?:{months})\b|(?<=\bby )(?:{months})\b|(?<=\bsince )(?:{months})\b|(?<=\buntil )(?:{months})\b|(?<=\bof )(?:{months})\b|(?<=\blast )(?:{months})\b|(?<=\bnext )(?:{months})\b|(?<=\bthis )(?:{months})\b|(?<=\bfrom )(?:{months})\b|(?<=\bbefore )(?:{months})\b|(?<=\bafter )(?:{months})\b|(?<!year to )(?<=\bto )(?:{months})\b|(?<=\band )(?:january|february|april|june|july|august|september|october|november|december)\b|(?<=\bduring )(?:{months})\b|(?<=\bfor )(?:january|february|april|june|july|august|september|october|november|december)\b|\b(?:early|mid|late)[- ](?:{months})\b"
        if self.language == "de":
            return rf"(?<=\bim )(?:{months})\b|(?<=\bbis )(?:{months})\b|(?<=\bseit )(?:{months})\b|(?<=\bab )(?:{months})\b|(?:anfang|mitte|ende) (?:{months})\b"
        return rf"(?<=\ben )(?:{months})\b|(?<=\bfin )(?:{months})\b|(?<=\bdébut )(?:{months})\b|(?<=\bdepuis )(?:{months})\b|(?<=\bd['’]ici )(?:{months})\b"

    @cached_property
    def future(self) -> re.Pattern[str]:
        """Words that look ahead."""
        return re.compile(rf"(?<!\w)(?:{self.data['future']})(?!\w)", re.IGNORECASE)

    @cached_property
    def past(self) -> re.Pattern[str]:
        """Words that look back."""
        return re.compile(rf"(?<!\w)(?:{self.data['past']})(?!\w)", re.IGNORECASE)

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


def _found(text: str, words: Words, today: date | None) -> list[When]:
    low = small(text)
    found = [
        w for m in words.pattern.finditer(low) if (w := _read(m, text, words, today)) is not None
    ]
    return [_bounded(w, text, words) for w in found]


def _bounded(when: When, text: str, words: Words) -> When:
    before = text[max(0, when.start - 16) : when.start]
    own = text[when.start : when.end].lower()
    for pattern, name in words.before:
        if pattern.search(before) or (name == "by" and re.match(r"bis |d['’]ici|avant", own)):
            return replace(when, bound=name)
    return when


def _read(match: re.Match[str], text: str, words: Words, today: date | None) -> When | None:
    groups = {k: v for k, v in match.groupdict().items() if v is not None}
    for names, reader in _READERS:
        if names & groups.keys():
            said = reader(groups, lambda: _ahead(text, match.start(), words), words, today)
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
    return None


def _ahead(text: str, at: int, words: Words) -> bool:
    """Whether a sentence looks ahead at a date: by the nearest verb before it, else the first one after it."""
    future = [m.span() for m in words.future.finditer(text)]
    past = [m.span() for m in words.past.finditer(text)]
    before = (
        max((e for _, e in future if e <= at), default=-1),
        max((e for _, e in past if e <= at), default=-1),
    )
    if max(before) >= 0:
        return before[0] >= before[1]
    after = [min((s for s, _ in spans if s >= at), default=len(text)) for spans in (future, past)]
    return after[0] < after[1]


Said = tuple[str, str] | None
"""The interval ('' where it cannot be resolved) and its basis; None where this is no date."""
Groups = dict[str, str]
Ahead = Callable[[], bool]


def _month(words: Words, text: str) -> int:
    return words.months[text.lower().rstrip(".")]


def _near_year(month: int, day: int, today: date) -> int:
    """The year that puts a day without a year nearest to today."""

    def away(year: int) -> int:
        try:
            return abs((date(year, month, day) - today).days)
        except ValueError:
            return 10**6

    return min((today.year - 1, today.year, today.year + 1), key=away)


def _whole(g: Groups, ahead: Ahead, w: Words, today: date | None) -> Said:
    if "iso" in g:
        return g["iso"], "stated"
    if "two1" in g:
        month, days = _month(w, g["twom"]), (int(g["two1"]), int(g["two2"]))
        year = (
            int(g["twoy"]) if "twoy" in g else (_near_year(month, days[0], today) if today else 0)
        )
        first, last = (_iso(year, month, d) if year else "" for d in days)
        return (
            f"{first}/{last}" if first and last else ""
        ), "stated" if "twoy" in g else "resolved"
    if "n1" in g:
        one, two, year = int(g["n1"]), int(g["n2"]), int(g["n3"])
        if g["ns"] == "/" and w.language == "en" and one <= 12 and two <= 12 and one != two:
            return "", "unresolved"
        day, month = (two, one) if two > 12 else (one, two)
        return (_iso(year, month, day) or ""), "stated"
    name, number, own = ("dm", "dd", "dy") if "dm" in g else ("mm", "md", "my")
    month, day = _month(w, g[name]), int(g[number])
    if day > 31 or day == 0:
        return None
    if own in g:
        return _iso(int(g[own]), month, day), "stated"
    return (_iso(_near_year(month, day, today), month, day) if today else ""), "resolved"


def _fiscal(g: Groups, ahead: Ahead, w: Words, today: date | None) -> Said:
    year = int(g["fy"])
    return f"FY{year + 2000 if year < 100 else year}", "stated"


def _decade(g: Groups, ahead: Ahead, w: Words, today: date | None) -> Said:
    if "decade" in g:
        return f"{g['decade']}s", "stated"
    return (f"{today.year // 10 * 10 + 9}-12-31" if today else ""), "resolved"


def _quarter(g: Groups, ahead: Ahead, w: Words, today: date | None) -> Said:
    number = int(g.get("q2") or g.get("q3") or 0) or _ordinal(w, g["q"])
    year = g.get("qy") or g.get("q2y") or g.get("q3y")
    if year:
        return f"{year}-Q{number}", "stated"
    if today is None:
        return "", "unresolved"
    if "qn" in g:
        return f"{today.year + w.relation(g['qn'])}-Q{number}", "resolved"
    if g.get("q", "").lower() == "last":  # the one before this, not the fourth
        at = today.year * 4 + (today.month - 1) // 3 - 1
        return f"{at // 4}-Q{at % 4 + 1}", "resolved"
    now = (today.month - 1) // 3 + 1
    return f"{today.year + (number < now if ahead() else -(number > now))}-Q{number}", "resolved"


def _half(g: Groups, ahead: Ahead, w: Words, today: date | None) -> Said:
    said = g.get("h") or g.get("h3")
    number = int(g["h2"]) if "h2" in g else _ordinal(w, str(said))
    if number > 2:
        return None
    year = g.get("hy") or g.get("h2y")
    if year:
        return f"{year}-H{number}", "stated"
    if today is None:
        return "", "unresolved"
    return f"{today.year + w.relation(g.get('hn', ''))}-H{number}", "resolved"


def _ordinal(w: Words, text: str) -> int:
    return next(
        (k for pattern, k in w.quarters.items() if re.fullmatch(pattern, text, re.IGNORECASE)), 4
    )


def _end(g: Groups, ahead: Ahead, w: Words, today: date | None) -> Said:
    year = g.get("endy")
    named = g.get("endm") or g.get("endm2")
    if year is None and today is None:
        return "", "unresolved"
    if named:
        month = _month(w, named)
        number = int(year) if year else _near_year(month, 28, today or date.min)
        last = date(number + month // 12, month % 12 + 1, 1) - timedelta(1)
        return last.isoformat(), "stated" if year else "resolved"
    if year is None:
        year = str((today or date.min).year + w.relation(g.get("endn", "")))
        return f"{year}-12-31", "resolved"
    return f"{year}-12-31", "stated"


def _part(g: Groups, ahead: Ahead, w: Words, today: date | None) -> Said:
    name = next(k for k, p in w.data["parts"].items() if re.fullmatch(p, g["part"], re.IGNORECASE))
    return f"{name}-{g['party']}" + (
        f"-{_month(w, g['partm']):02d}" if "partm" in g else ""
    ), "stated"


def _season(g: Groups, ahead: Ahead, w: Words, today: date | None) -> Said:
    name = next(k for k, p in w.data["seasons"].items() if re.fullmatch(p, g["sea"], re.IGNORECASE))
    return f"{name}-{g['seay']}", "stated"


def _of_year(g: Groups, ahead: Ahead, w: Words, today: date | None) -> Said:
    return f"{g['mony']}-{_month(w, g['mon']):02d}", "stated"


def _years(g: Groups, ahead: Ahead, w: Words, today: date | None) -> Said:
    if "y3" in g:
        return f"{g['y3']}/{g['y4']}", "stated"
    last = g["y2"] if len(g["y2"]) == 4 else g["y1"][:2] + g["y2"]
    return (f"{g['y1']}/{last}", "stated") if int(g["y1"]) < int(last) else None


def _year(g: Groups, ahead: Ahead, w: Words, today: date | None) -> Said:
    return g["y"], "stated"


def _moved(g: Groups, ahead: Ahead, w: Words, today: date | None) -> Said:
    """So many units of time ago, or from now; "in two years" only where the sentence looks ahead."""
    kind = next(k for k in ("ago", "within", "ahead") if k in g)
    said = g[kind].lower()
    if kind == "ahead" and not ahead():
        return None
    unit = next(k for k in (3, 2, 1, 0) if re.search(rf"\b{w._units[k]}\b", said))
    known = numerals(w.language) | dict.fromkeys(
        ("a", "an", "un", "une", "einem", "einer", "eine", "einen"), 1
    )
    number = next((int(t) if t.isdigit() else known[t] for t in re.findall(r"\d+|[^\W\d]+(?:-[^\W\d]+)*", said) if t.isdigit() or t in known), None)  # fmt: skip
    if today is None or number is None:
        return "", "unresolved"
    if kind != "ago" and unit < 3:
        return None  # within 18 months: a length of time, and no date that anybody named
    step = -number if kind == "ago" else number
    if unit == 3:
        return (
            f"{today.year + step}"
            if number > 1 or step > 0
            else f"{today.year - 1}-{today.month:02d}"
        ), "resolved"
    if unit == 2:
        at = today.year * 12 + today.month - 1 + step
        return f"{at // 12}-{at % 12 + 1:02d}", "resolved"
    return (today + timedelta(step * (7 if unit == 1 else 1))).isoformat(), "resolved"


def _relative(g: Groups, ahead: Ahead, w: Words, today: date | None) -> Said:
    said = (g.get("rel") or g.get("rel2") or "").lower()
    if today is None:
        return "", "unresolved"
    step = next(
        (
            k
            for name, k in (("next", 1), ("last", -1))
            if re.search(rf"(?<!\w)(?:{w.data[name]})(?!\w)", said)
        ),
        0,
    )
    if re.search(rf"\b(?:{w.data['week']})\b", said):
        monday = today - timedelta(today.weekday()) + timedelta(7 * step)
        return f"{monday.isoformat()}/{(monday + timedelta(6)).isoformat()}", "resolved"
    if re.search(rf"\b(?:{w.data['month']})\b", said):
        at = today.year * 12 + today.month - 1 + step
        return f"{at // 12}-{at % 12 + 1:02d}", "resolved"
    if re.search(rf"(?:{w.data['quarter']})\b", said):
        at = today.year * 4 + (today.month - 1) // 3 + step
        return f"{at // 4}-Q{at % 4 + 1}", "resolved"
    return str(today.year + step), "resolved"


def _day_word(g: Groups, ahead: Ahead, w: Words, today: date | None) -> Said:
    if today is None:
        return "", "unresolved"
    step = next(k for name, k in (("today", 0), ("yesterday", -1), ("tomorrow", 1)) if re.fullmatch(w.data[name], g["when"], re.IGNORECASE))  # fmt: skip
    return (today + timedelta(step)).isoformat(), "resolved"


def _weekday(g: Groups, ahead: Ahead, w: Words, today: date | None) -> Said:
    """The last one up to the article's date; the next one where the sentence looks ahead only."""
    if today is None:
        return "", "unresolved"
    back = (today.weekday() - w.weekdays[g["wd"].lower()]) % 7
    said = f"{g.get('wdn', '')} {g.get('wdf', '')}".strip()
    forward = w.relation(said) > 0 if said else ahead()
    return (
        today + timedelta(7 - back) if forward else today - timedelta(back)
    ).isoformat(), "resolved"


def _bare(g: Groups, ahead: Ahead, w: Words, today: date | None) -> Said:
    """A month alone: the last one up to now, or the next where the sentence looks ahead only."""
    said = g["bare"].lower()
    name = next(m for m in sorted(w.months, key=len, reverse=True) if said.endswith(m))
    if today is None:
        return "", "unresolved"
    month = w.months[name]
    year = today.year + (month < today.month if ahead() else -(month > today.month))
    return f"{year}-{month:02d}", "resolved"


_READERS = (
    ({"iso", "two1", "n1", "dm", "mm"}, _whole),
    ({"fy"}, _fiscal),
    ({"dec", "decade"}, _decade),
    ({"q", "q2", "q3"}, _quarter),
    ({"h", "h2", "h3"}, _half),
    ({"endw", "endw2", "endw3", "endw4"}, _end),
    ({"part"}, _part),
    ({"sea"}, _season),
    ({"mon"}, _of_year),
    ({"y1", "y3"}, _years),
    ({"y"}, _year),
    ({"ago", "within", "ahead"}, _moved),
    ({"rel", "rel2"}, _relative),
    ({"when"}, _day_word),
    ({"wd"}, _weekday),
    ({"bare"}, _bare),
)
