"""Information extraction, from a document to its claims, sentence by sentence, in the order of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from offtake.evidence.claim import CONTEXT, Claim
from offtake.evidence.document import Document
from offtake.evidence.places import id_of
from offtake.evidence.reading.dates.calendar import Calendar, When
from offtake.evidence.reading.figures.bounds import hedges_of
from offtake.evidence.reading.figures.currencies import of_document
from offtake.evidence.reading.figures.masking import masked
from offtake.evidence.reading.figures.quantities import quantities_in
from offtake.evidence.reading.figures.quantity import Quantity
from offtake.evidence.reading.kinds.denials.denials import is_denied
from offtake.evidence.reading.kinds.kind import Told, kind_of_figure, kind_of_statement
from offtake.evidence.reading.kinds.weighing.clues import Around
from offtake.evidence.reading.kinds.weighing.governing import frame_of
from offtake.evidence.reading.language.holding import holds_one
from offtake.evidence.reading.scope.priced import good_of
from offtake.evidence.reading.scope.what_where import what_of, where_of
from offtake.evidence.reading.scope.whose import is_open, whose_of
from offtake.evidence.reading.sentences import sentences_of
from offtake.evidence.reading.speakers.identity.speaker import Speaker
from offtake.evidence.reading.speakers.quotations import SHORT
from offtake.evidence.reading.speakers.running import LONGEST, Outer, Reading, read
from offtake.evidence.reading.speakers.silence import is_silent, says_false
from offtake.evidence.reading.speakers.voices import Voice, outer_of, voice_of
from offtake.evidence.rules.rules import VERSION, Rules

_QUESTION = re.compile(r"\?[”\"“»]?$")
_MODEL = re.compile(r" ([A-Z]{1,4}-?\d{1,4}[A-Z]?)\b(?=[ ,;)]|\.(?!\d))")
"""The name of a model, of which there are several: "76 F-35A"."""
MANY = 100
"""Whoever counts more is no handful of sources that speak."""
_HEDGE = 15
"""Characters before those who are counted because they speak: "more than 40 residents said"."""
_NO_LONGER = ("no longer", "until recently")
_DATELINE = re.compile(
    r"[A-ZÄÖÜÉÈ][\w .,/'’-]{2,60}(?: ?\([\w .&-]{2,30}\))? ?[–—-] (?=[A-ZÄÖÜ\"“])"
)
"""Place, date and agency before a report begins: when it was written, not what it speaks of."""
_NOW_THEN = re.compile(
    r";|, (?:heute|derzeit|inzwischen|today|now|aujourd['’]hui)\b|\b(?:and|und|et) (?:can|could|kann|peut)\b",
    re.IGNORECASE,
)
"""A semicolon, or the turn from what was to what is or can be, parts a figure from a date."""


def claims_in(document: Document, rules: Rules) -> list[Claim]:
    """All claims of a document that is read; none of one that is not."""
    if not document.read:
        return []
    reading = read(document, rules)
    found: list[Claim] = []
    for start, end in document.paragraphs:
        found += _of_paragraph(reading, start, end)
    return found


def _of_paragraph(reading: Reading, start: int, end: int) -> Iterator[Claim]:
    text = reading.document.text
    pending: list[tuple[int, int]] = []
    alone: list[Claim] = []
    told = False
    for one, other in sentences_of(text[start:end]):
        span = (start + one, start + other)
        if other - one > LONGEST:
            continue
        claims = _of_sentence(reading, *span, told)
        told = any(c.words and c.value is not None and c.rule.startswith(_COUNTED) for c in claims)  # fmt: skip
        plain = (
            len(claims) == 1
            and claims[0].kind == "statement"
            and not claims[0].words
            and claims[0].form == "direct"
        )
        if plain and pending and _same_quotation(reading, pending[0][0], span[1]):
            pending.append(span)
            continue
        yield from _merged(reading, pending, alone)
        pending, alone = ([span], claims) if plain else ([], [])
        if not plain:
            yield from claims
    yield from _merged(reading, pending, alone)


def _same_quotation(reading: Reading, start: int, end: int) -> bool:
    return any(s.quotation.start - 1 <= start and end <= s.quotation.end + 80 and s.quotation.end > start for s in reading.said if s.quotation.start - 1 <= start < s.quotation.end and end - 2 <= outer_of(reading, start).end)  # fmt: skip


def _merged(reading: Reading, spans: list[tuple[int, int]], alone: list[Claim]) -> list[Claim]:
    """One claim for sentences of one quotation that hold no figure; `alone` is that of the first of them."""
    if len(spans) < 2:
        return alone
    start, end = spans[0][0], spans[-1][1]
    sentence = reading.document.text[start:end]
    return _without_figure(reading, start, end, sentence, _spoken_of(reading, sentence)[1])


def figures_in(document: Document, rules: Rules) -> Iterator[tuple[int, Around]]:
    """The figures of a document as their kinds are judged, each with where its sentence begins."""
    reading = read(document, rules)
    for start, end in document.paragraphs:
        told = False
        for one, other in sentences_of(document.text[start:end]):
            if other - one > LONGEST:
                continue
            dates, quantities = _quantities(reading, start + one, start + other, told)
            sentence = document.text[start + one : start + other]
            for q in quantities:
                voice = voice_of(reading, start + one + q.start, start + one + q.end)
                yield start + one, around_of(reading, voice, sentence, dates, q, quantities)
            told = any(q.value is not None and q.sort in _COUNTED for q in quantities)


_COUNTED = ("goods", "time", "bare")


def _of_sentence(reading: Reading, start: int, end: int, told: bool) -> list[Claim]:
    sentence = reading.document.text[start:end]
    dates, quantities = _quantities(reading, start, end, told)
    if quantities:
        return [_figure(reading, start, end, sentence, dates, q, quantities) for q in quantities]
    return _without_figure(reading, start, end, sentence, dates)


def _quantities(reading: Reading, start: int, end: int, told: bool) -> tuple[list[When], list[Quantity]]:  # fmt: skip
    """The dates that a sentence speaks of, and its figures; `told`: whether the sentence before has one."""
    document, rules = reading.document, reading.rules
    sentence = document.text[start:end]
    every, dates = _spoken_of(reading, sentence)
    found = quantities_in(masked(sentence, every, rules), reading.words, told)
    found = of_document(document.text, sentence, found, reading.words)
    return dates, _not_speaking(found, outer_of(reading, start), start, sentence)


def _spoken_of(reading: Reading, sentence: str) -> tuple[list[When], list[When]]:
    """The dates in a sentence, and those that it speaks of: not when it was written."""
    document = reading.document
    every = Calendar(reading.rules).in_sentence(sentence, document.language, document.heading.published)  # fmt: skip
    begins = _report_begins(sentence)
    return every, [w for w in every if w.start >= begins]


_SPOKE = re.compile(r"(?:\b(?:laut|nach (?:Angaben|Informationen|Auskunft) (?:von|aus)|selon|d['’]après|citant) |\b(?:unter Berufung auf) )(?:die |les )?$", re.IGNORECASE)  # fmt: skip
_SPEAK = re.compile(r" [^.;:]{0,60}?\b(?:sag(?:t|en|ten)|bestätig(?:en|ten)|berichte(?:n|ten)|erklär(?:en|ten)|ont (?:indiqué|confirmé|affirmé|déclaré|dit|précisé|expliqué))\b")  # fmt: skip
_WHO_SPEAK = frozenset("quellen sources sprecher spokesmen spokespeople insider insidern insiders quellen sprechern porte-parole spokespersons".split())  # fmt: skip
"""Who are counted because they speak, in German and French, and what stands around them."""
_SOURCES = re.compile(r"\b(?:according to|citing|quoting|(?:testimony|statements?|interviews?|letters?|comments?)\b[^,;.]{0,30} (?:by|from|with)) (?:the )?$", re.IGNORECASE)  # fmt: skip
"""Before those who are counted because they speak."""


def _not_speaking(quantities: Sequence[Quantity], outer: Outer, start: int, sentence: str) -> list[Quantity]:  # fmt: skip
    """Without those who are counted because they speak: "two sources said"."""
    subjects = [(outer.start + v.start, outer.start + v.at, v.speaker.name) for v in outer.verbs if v.before and v.speaker.basis == "body" and not v.speaker.name[:1].isdigit()]  # fmt: skip
    return [
        q
        for q in quantities
        if q.sort != "goods"
        or (q.value or 0) > MANY
        or sentence[: q.start].endswith(" of ")  # "a board of nine experts" is how large it is
        or (not (q.unit in _WHO_SPEAK and (_SPOKE.search(sentence[: q.start]) or _SPEAK.match(sentence, q.end))) and not _SOURCES.search(sentence[: q.start]) and not any(a <= start + q.start <= a + _HEDGE and start + q.end <= b and q.words.split(" ")[-1] in name for a, b, name in subjects))
    ]  # fmt: skip


def around_of(
    reading: Reading, voice: Voice, sentence: str, dates: Sequence[When], q: Quantity, quantities: Sequence[Quantity]
) -> Around:  # fmt: skip
    """A figure of a sentence, and what its kind is judged by."""
    language, published = reading.document.language, reading.document.heading.published[:4]
    _, form, attitude, _, _ = voice
    unmarked = _unmarked(sentence[: q.start])
    plain = unmarked + sentence[q.start : q.end] + _unmarked(sentence[q.end :])
    denied = is_denied(plain, len(unmarked), len(unmarked) + q.end - q.start, reading.words, attitude, form != "outlet")  # fmt: skip
    said = [year[0] for w in dates if published and (year := _YEAR.search(w.text))]
    years = sorted({(year > published) - (year < published) for year in said})
    frame = frame_of(sentence, q.start, q.end, language, reading.rules)
    return Around(sentence, q, quantities, frame, language, form, reading.words.is_means(q.unit), denied, tuple(years))  # fmt: skip


_YEAR = re.compile(r"(?:19|20)\d\d")


def _figure(
    reading: Reading,
    start: int,
    end: int,
    sentence: str,
    dates: Sequence[When],
    q: Quantity,
    quantities: Sequence[Quantity],
) -> Claim:
    voice = voice_of(reading, start + q.start, start + q.end)
    speaker, form, _, relayed, outer = voice
    model = _MODEL.match(sentence, q.end) if q.sort == "bare" and not q.unit else None
    named = f"{model[1]}s" if model else q.unit
    hedges, bound = hedges_of(sentence, q, reading.words, quantities)
    around = around_of(reading, voice, sentence, dates, q, quantities)
    told = Told("denial", "denied") if around.denied else kind_of_figure(around, reading.rules)
    polarity = "denied" if around.denied else "questioned" if _QUESTION.search(sentence) else "no longer" if any(h in _NO_LONGER for h in hedges) else "asserted"  # fmt: skip
    when, said = _dates(sentence, q, dates, outer, quantities)
    clause = _clause_of(sentence, q)
    whose = _whose(reading, clause, speaker)
    doubts = (("kind", bool(told.other)), ("unit", not named or q.carried), ("currency", q.assumed or q.unit in reading.words.crowns), ("value", q.unsure and not q.unit))  # fmt: skip
    unresolved = _unresolved(voice, when, whose, clause, doubts)
    return Claim(
        *_place(reading, start, end, (q.start, q.end)), kind=told.kind, kind_or=told.other,
        value=q.value, low=q.low, high=q.high, bound="vague" if q.value is None and q.high is None else bound, unit=named, per=q.per,
        words=sentence[q.start : q.end], speaker=speaker.name, speaker_basis=speaker.basis, relayed=relayed, reported_by=_outlet(reading), form=_form(reading, start, end, form), polarity=polarity,
        date_said=said, date_meant=when.text if when else "", date_bound=q.step or (when.bound if when else ""), date_basis=when.basis if when else "",
        what=_what(reading, sentence, q, told), where=where_of(sentence),
        whose=whose, hedges=tuple(hedges), unresolved=unresolved, rule=f"{q.sort}, {told.reason}, v{VERSION}",
    )  # fmt: skip


def _unresolved(voice: Voice, when: When | None, whose: str, clause: str, doubts: Sequence[tuple[str, bool]] = ()) -> tuple[str, ...]:  # fmt: skip
    """What a sentence leaves open; of a figure its own doubts too."""
    speaker, form, _, _, _ = voice
    every = (
        *doubts,
        ("speaker", form != "outlet" and not speaker.name),
        ("date_meant", when is not None and when.basis == "unresolved"),
        ("whose", not whose and is_open(clause)),
    )
    found = [name for name, is_so in every if is_so]
    return tuple(sorted(found, key=_OPEN.index)) if found else ()


_OPEN = ("kind", "whose", "unit", "currency", "value", "speaker", "date_meant")
"""What may be left open, in the order in which it is told."""


def _whose(reading: Reading, clause: str, speaker: Speaker) -> str:
    """Whose it is by name; goods that begin a sentence are nobody."""
    found = whose_of(
        clause, speaker, reading.people, reading.document.text, reading.document.language
    )
    return "" if found.lower() in reading.words.counted else found


def _what(reading: Reading, sentence: str, q: Quantity, told: Told) -> str:
    """What is counted; of a price, the good that it is of."""
    if q.sort in ("goods", "bare"):
        return what_of(q.words, sentence, q.end)
    is_price = q.sort == "money" and "price" in (told.kind, told.other)
    return good_of(sentence, q.start, q.end, reading.words) if is_price else ""


_AND_THAT = re.compile(r",? and that |,? und dass |,? et que |; |, while |, whereas ")
_PARTED = ("; ", ", wh", " and that ", " und dass ", " et que ")
"""Parts of words of which every such place holds one."""


def _clause_of(sentence: str, q: Quantity) -> str:
    """The part of a sentence that a figure stands in, where somebody says several things in one."""
    cuts = _cuts(sentence)
    if not cuts:
        return _after_dateline(sentence)
    first = max((b for _, b in cuts if b <= q.start), default=0)
    last = min((a for a, _ in cuts if a >= q.end), default=len(sentence))
    own = sentence[first:last]
    return f"that {own}" if first else _after_dateline(own)


@lru_cache(maxsize=16)
def _cuts(sentence: str) -> list[tuple[int, int]]:
    """Where one thing that is said ends and another begins, found once for all figures of a sentence."""
    return [m.span() for m in _AND_THAT.finditer(sentence)] if holds_one(sentence, _PARTED) else []


def _report_begins(sentence: str) -> int:
    """Where the report begins behind a dateline, which ends in a dash; 0 where there is none."""
    line = _DATELINE.match(sentence) if holds_one(sentence, ("– ", "— ", "- ")) else None
    return line.end() if line else 0


def _after_dateline(sentence: str) -> str:
    return sentence[_report_begins(sentence) :]


def document_title(reading: Reading) -> str:
    """The title, of which only figures are claims: a title is nobody's wording but the outlet's."""
    return reading.document.heading.title


def _without_figure(
    reading: Reading, start: int, end: int, sentence: str, dates: Sequence[When]
) -> list[Claim]:
    """A statement that somebody makes, or one of a kind that matters, though nobody is named."""
    inside = [
        s
        for s in reading.said
        if start < s.quotation.end and s.quotation.start < end and s.quotation.depth == 0
    ]
    long = [
        s
        for s in inside
        if len(reading.document.text[s.quotation.start : s.quotation.end].split()) >= SHORT
    ]
    at = (max(start, (long or inside)[0].quotation.start) if inside else start) - start
    speaker, form, attitude, relayed, outer = voice_of(
        reading, start + at, min(end, start + at + 1)
    )
    told = kind_of_statement(sentence, reading.rules)
    if form == "outlet" and (told.kind == "statement" or (told.kind == "target" and not dates)):
        return []
    unmarked = _unmarked(sentence)
    if is_silent(unmarked, reading.words) and not inside:
        return []
    if sentence.strip() == document_title(reading):
        return []
    denied = attitude == "deny" or says_false(unmarked, reading.words)
    hedges, _ = hedges_of(sentence, None, reading.words)
    polarity = "denied" if denied else "questioned" if _QUESTION.search(sentence) else "no longer" if any(h in _NO_LONGER for h in hedges) else "asserted"  # fmt: skip
    when, said = _dates(sentence, None, dates, outer)
    clause = _after_dateline(sentence)
    whose = _whose(reading, clause, speaker)
    unresolved = _unresolved((speaker, form, attitude, relayed, outer), when, whose, clause)
    return [
        Claim(
            *_place(reading, start, end, (0, 0)), kind="denial" if denied else told.kind, speaker=speaker.name, speaker_basis=speaker.basis, relayed=relayed,
            reported_by=_outlet(reading), form=_form(reading, start, end, form), polarity=polarity, date_said=said, date_meant=when.text if when else "", date_bound=when.bound if when else "",
            date_basis=when.basis if when else "", where=where_of(sentence), whose=whose, hedges=tuple(hedges),
            unresolved=unresolved, rule=f"none, {told.reason}, v{VERSION}",
        )
    ]  # fmt: skip


def _place(reading: Reading, start: int, end: int, figure: tuple[int, int]) -> tuple[str, str, int, int, str, str, str]:  # fmt: skip
    """Where a claim stands, as its first fields say it: id, document, start, end, exact, prefix, suffix."""
    document, text = reading.document.id, reading.document.text
    named = id_of(document, start + figure[0], start + figure[1] if figure[1] else end)
    return named, document, start, end, text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]  # fmt: skip


def _form(reading: Reading, start: int, end: int, form: str) -> str:
    """The form of what is said; what the outlet says in its title is a headline."""
    title = document_title(reading)
    is_title = form == "outlet" and title and reading.document.text[start:end].strip() == title
    return "headline" if is_title else form


def _outlet(reading: Reading) -> str:
    heading = reading.document.heading
    return heading.outlet or heading.origin


_MARKS = re.compile(r"[“”„\"‘]|«\s?|\s?»")
_ROUND = '“”„"‘'
"""Marks that stand beside no space of their own."""


def _unmarked(sentence: str) -> str:
    plain = sentence.replace("’", "'")
    if "«" in plain or "»" in plain:
        return _MARKS.sub("", plain)
    for mark in _ROUND:
        plain = plain.replace(mark, "")
    return plain


def _dates(
    sentence: str,
    q: Quantity | None,
    dates: Sequence[When],
    outer: Outer,
    others: Sequence[Quantity] = (),
) -> tuple[When | None, str]:
    """The date meant, nearest to the figure with no other figure between, and the date on which it was said.

    A date that opens the sentence holds for all its figures.
    """
    said = next((w.text for w in dates if w.weekday), "") if outer.verbs else ""
    meant = [w for w in dates if not (w.weekday and outer.verbs)]
    if not meant or q is None:
        return (meant[0] if meant else None), said

    def away(w: When) -> int:
        return w.start - q.end if w.start >= q.end else q.start - w.end + 8

    def apart(w: When) -> bool:
        low, high = (q.end, w.start) if w.start >= q.end else (w.end, q.start)
        between = any(low <= o.start and o.end <= high for o in others)
        part = sentence[low : w.end] if w.start >= q.end else sentence[low:high]
        return (between and w.start > OPENING) or bool(_NOW_THEN.search(part))

    near = [w for w in meant if not apart(w)]
    return (min(near, key=away) if near else None), said


OPENING = 12
"""Characters into a sentence up to which a date opens it."""
