"""Voices: whose words a place of a text are, and how far an attribution holds.

A quotation is its speaker's.  Outside quotations the verb before a place holds for it, else the verb behind it; behind a
semicolon neither does, and a verb that closes its sentence (", Holm said") holds for all of it.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from offtake.evidence.reading.sentences import DOT
from offtake.evidence.reading.speakers.identity.speaker import Attribution, Speaker
from offtake.evidence.reading.speakers.indirect.sources import ACCORDING
from offtake.evidence.reading.speakers.quotations import SHORT
from offtake.evidence.reading.speakers.running import Outer, Reading


def outer_of(reading: Reading, at: int) -> Outer:
    """The sentence of the outlet in which a place of the text stands."""
    before = bisect_right(reading.starts, at)
    outer = reading.outers[before - 1] if before else None
    return outer if outer is not None and at < outer.end else Outer(at, at, ())


Voice = tuple[Speaker, str, str, str, Outer]
"""Speaker, form, attitude, who is relayed, and the sentence around."""


def voice_of(reading: Reading, start: int, end: int) -> Voice:
    """Speaker, form, attitude, who is relayed, and the sentence around, for a span of the text."""
    speaker, form, attitude, relayed, outer = _voice_of(reading, start, end)
    spelt = Speaker(speaker.name.replace(DOT, "."), speaker.basis)
    return spelt, form, attitude, relayed.replace(DOT, "."), outer


def _closes(verb: Attribution, sentence: str, alone: bool = False) -> bool:
    """Whether a verb with its subject closes the sentence, and so holds for all of it: ", Holm said." """
    if _AS_TOLD.search(sentence[: verb.at]) and len(sentence) - verb.end <= 2:
        return True
    beside = sentence[: min(verb.start, verb.at)].rstrip()
    beside = beside.rstrip('”"»') if alone else beside
    rest = sentence[verb.end :].partition(";")[0]
    if verb.attitude == "deny" or verb.verb.startswith("report") or not beside.endswith(",") or (len(rest) >= CLOSING and not (rest.startswith(", ") and _OFFICE_BEHIND.fullmatch(rest))) or _is_absolute(verb, sentence):  # fmt: skip
        return False
    apposed = sentence[verb.start : verb.at].rstrip().endswith(",") and _TURNED.search(beside)
    return not _TURNS.match(sentence, verb.start) and not apposed


def _ends(source: Attribution, sentence: str) -> bool:
    """Whether "according to" somebody ends its sentence, behind a comma."""
    return source.end - source.start > len(ACCORDING) and not source.before and sentence[: source.start].rstrip().endswith(",") and len(sentence) - source.end <= 2  # fmt: skip


_AS_TOLD = re.compile(r", wie [^,;]{2,120}$")
"""A German clause that tells who tells, whose verb closes the sentence: ", wie die Gilde mitteilte."."""
_TURNED = re.compile(r", (?:and|but|while|although|whereas|as|though) [^,]*,$")
"""A clause of its own with its holder between commas: ", and its head, Holm, said"."""
_TURNS = re.compile(
    r",? ?(?:and|but|while|although|whereas|after|as|when|which|who|saying|adding|noting|citing)\b"
)
CLOSING = 60
"""Characters after a closing verb: when or to whom it was said."""
_OFFICE_BEHIND = re.compile(
    r"(?:,? (?!(?:who|which|that|is|are|was|were|has|had|have|will|would|but|while|as|saying|adding)\b)[\w'’.&/-]+){3,24}"
)
"""What somebody is, behind the name, however long."""


def _first_of(before: list[Attribution], sentence: str) -> Attribution:
    """The last verb before a place; what is promised or expected inside what another tells, is told by that other."""
    told = before[-1]
    for one in reversed(before[:-1]):
        if told.attitude in ("plan", "promise") and one.attitude in ("said", "claim") and not _GOES_ON.search(sentence[one.end : told.start]):  # fmt: skip
            told = one
    return told


_BESIDE = re.compile(r"\b(?:is|are|was|were|been|be) (?:[a-z]+ )?$")


def _is_absolute(verb: Attribution, sentence: str) -> bool:
    """Whether a verb in -ing with a subject of its own, which holds only for what is behind it: ", the guild noting that"."""
    if not verb.before or verb.start == verb.at:
        return False
    ing = verb.verb.split(" ")[0].endswith("ing") and not _BESIDE.search(sentence[: verb.at])
    return ing or " having " in sentence[verb.start : verb.at]


_SOURCE = re.compile(r"according to|selon|d['’]après|laut|nach Angaben")


_STILL_REPORTED = re.compile(
    r"[^;.]*\b(?:sei|seien|habe|hätten|werde|gebe|könne|müsse|solle|wolle|liege|fehle|komme)\b"
)


def _parted(text: str, verb: int, start: int, end: int) -> bool:
    """Whether a semicolon parts a place from the verb before it; not where reported speech goes on in the German subjunctive."""
    at = text.rfind(";", verb, start)
    return at >= 0 and not _STILL_REPORTED.match(text, at + 1, end)


def _beside(outer: Outer, text: str, end: int) -> Attribution | None:
    """A source that follows a figure in its own clause: "40 are late, 60 according to the guild"."""
    behind = (v for v in outer.verbs if v.verb == ACCORDING and not v.before and outer.start + v.start >= end and _SOURCE.match(text, outer.start + v.start))  # fmt: skip
    return next((v for v in behind if not re.search(r"[,;:]|\b(?:and|und|et)\b", text[end : outer.start + v.start])), None)  # fmt: skip


_GOES_ON = re.compile(r" (?:and|but|while|though) |[;:]")


_CLAUSE = re.compile(r";|\b(?:and|but|while|und|aber|während|et|mais)\b")


def _plans_by(outer: Outer, text: str) -> Attribution | None:
    """The one source of a sentence in which all else is planned or promised, and no clause of its own."""
    named = [v for v in outer.verbs if v.verb == ACCORDING]
    rest = [v for v in outer.verbs if v.verb != ACCORDING]
    if len(named) != 1 or not rest or any(v.attitude not in ("plan", "promise") for v in rest):
        return None
    first, last = min(v.at for v in outer.verbs), max(v.at for v in outer.verbs)
    return None if _CLAUSE.search(text, outer.start + first, outer.start + last) else named[0]


def _voice_of(reading: Reading, start: int, end: int) -> tuple[Speaker, str, str, str, Outer]:
    outer = outer_of(reading, start)
    around = [s for s in reading.said if s.quotation.start <= start and end <= s.quotation.end + 1]
    if around:
        first = around[0]
        deepest = max(around, key=lambda s: s.quotation.depth)
        words = len(reading.document.text[first.quotation.start : first.quotation.end].split())
        form = "direct" if words >= SHORT else "partial"
        return first.speaker, form, first.attitude, deepest.relayed, outer
    if not outer.verbs:
        return Speaker("", ""), "outlet", "", "", outer
    text = reading.document.text
    verbs = [v for v in outer.verbs if v.verb != ACCORDING] or outer.verbs
    last = outer.verbs[-1]
    if last.verb == ACCORDING and (last.speaker.name in {p.name for p in reading.people} or all(v is last or v.attitude in ("plan", "promise") for v in outer.verbs)) and _closes(last, text[outer.start : outer.end]):  # fmt: skip
        verbs = (last,)  # "the guild expects 40, according to Holm"
    elif (source := _plans_by(outer, text)) is not None:
        verbs = (source,)  # "Acme expects 40, by Holm's account, and 30 more"
    before = [
        v
        for v in verbs
        if outer.start + v.at <= start and not _parted(text, outer.start + v.at, start, outer.end)
    ]
    after = [
        v
        for v in verbs
        if outer.start + v.at > start
        and ";" not in text[start : outer.start + v.at]
        and not _is_absolute(v, text[outer.start : outer.end])
    ]
    closing = last if _closes(last, text[outer.start : outer.end]) else None
    if not before and not after and len(outer.verbs) == 1 and _closes(last, text[outer.start : outer.end], alone=True):  # fmt: skip
        after = [last]  # "forty stand; thirty are idle, Holm said"
    if not before and not after:
        return Speaker("", ""), "outlet", "", "", outer
    chosen = _first_of(before, text[outer.start : outer.end]) if before else after[0]
    if before and (source := _beside(outer, text, end)) is not None:
        chosen = source
    if [v.verb for v in outer.verbs].count(ACCORDING) == 1 and outer.verbs[-1].verb == ACCORDING and _ends(outer.verbs[-1], text[outer.start : outer.end]):  # fmt: skip
        chosen = outer.verbs[-1]  # "the army expects 40, according to its buyer"
    if after and closing is after[-1] and not (chosen.verb == ACCORDING == closing.verb):
        chosen = after[-1]  # "the army expects 40, said its buyer"
    attitude = chosen.attitude
    if attitude == "deny" and ": " in text[outer.start + chosen.at : start]:
        attitude = "claim"  # "they dispute that: the true figure is a third"
    return chosen.speaker, "indirect", attitude, "", outer
