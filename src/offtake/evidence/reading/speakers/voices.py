"""Quotation attribution: who speaks where in a document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from offtake.evidence.document import Document
from offtake.evidence.reading.language.lexicon import Lexicon, lexicon
from offtake.evidence.reading.sentences import DOT, sentences_of, unstopped
from offtake.evidence.reading.speakers.attributions import attributions
from offtake.evidence.reading.speakers.people import people_in
from offtake.evidence.reading.speakers.quotations import SHORT, Quotation, quotations_in
from offtake.evidence.reading.speakers.sources import ACCORDING
from offtake.evidence.reading.speakers.speaker import HIDDEN, Attribution, Person, Speaker
from offtake.evidence.rules.rules import Rules

LONGEST = 1200
"""Characters of a sentence that is looked at; beyond, it is no sentence."""


@dataclass(frozen=True)
class Said:
    """A quotation with its speaker."""

    quotation: Quotation
    speaker: Speaker
    attitude: str
    relayed: str = ""


@dataclass(frozen=True)
class Outer:
    """A sentence as the outlet wrote it, its quotations hidden, with the reporting verbs in it."""

    start: int
    end: int
    verbs: tuple[Attribution, ...]


@dataclass(frozen=True)
class Reading:
    """A document with everything that its claims rest on."""

    document: Document
    rules: Rules
    words: Lexicon
    people: tuple[Person, ...]
    outers: tuple[Outer, ...]
    said: tuple[Said, ...]


def read(document: Document, rules: Rules) -> Reading:
    """Who speaks where in a document."""
    words, text = lexicon(rules, document.language), unstopped(document.text)
    people = people_in(text, words)
    quotations = quotations_in(text, document.paragraphs)
    hidden = _hidden(text, quotations)
    outers: list[Outer] = []
    said: list[Said] = []
    last: Speaker | None = None
    running: Said | None = None
    for start, end in document.paragraphs:
        inside: Said | None = None
        for one, other in sentences_of(hidden[start:end]):
            outer_start, outer_end = start + one, start + other
            verbs = tuple(attributions(hidden[outer_start:outer_end], outer_start, people, words, last)) if other - one <= 4 * LONGEST else ()  # fmt: skip
            outers.append(Outer(outer_start, outer_end, verbs))
            named = [v.speaker for v in verbs if v.speaker.name]
            last = named[-1] if named else last
            for q in quotations:
                if q.depth == 0 and outer_start <= q.start < outer_end:
                    inside = _spoken(
                        q, outer_start, verbs, inside or (running if q.runs_on else None), text
                    )
                    said.append(inside)
        running = inside
    said += [_inner(q, said, text, people, words) for q in quotations if q.depth == 1]
    return Reading(document, rules, words, people, tuple(outers), tuple(said))


_TITLE = re.compile(r"[A-ZÄÖÜÉ][\w-]*(?: [A-ZÄÖÜÉ][\w-]*){0,3}")
"""A name in marks, of a paper or a ship, is no quotation: „Financial Times“."""


def _hidden(text: str, quotations: Sequence[Quotation]) -> str:
    """The text with every quotation hidden but a full stop at its end, which ends the sentence around it."""
    for q in quotations:
        if q.depth == 0 and not _TITLE.fullmatch(text[q.start : q.end]):
            stop = (
                q.end - 1
                if text[q.end - 1] == "." and text[q.end : q.end + 1] in ("”", "“", '"', "»")
                else q.end
            )
            text = text[: q.start] + HIDDEN * (stop - q.start) + text[stop:]
    return text


def _spoken(
    q: Quotation, start: int, verbs: Sequence[Attribution], running: Said | None, text: str
) -> Said:
    """The speaker of a quotation in its sentence."""
    after = [v for v in verbs if start + v.start >= q.end - 1]
    before = [v for v in verbs if start + v.start < q.start]
    if after and (start + after[0].start - q.end <= 3 or not before):
        chosen: Attribution | None = after[0]
    elif before:
        chosen = before[-1]
    else:
        chosen = None
    if chosen is not None:
        return Said(q, chosen.speaker, chosen.attitude)
    if running is not None and len(text[q.start : q.end].split()) >= 2:
        return Said(q, Speaker(running.speaker.name, "running"), running.attitude)
    return Said(q, Speaker("", ""), "")


def _inner(
    q: Quotation, said: Sequence[Said], text: str, people: Sequence[Person], words: Lexicon
) -> Said:
    """A quotation in a quotation: the outer speaker relays it, of whom is told by the words around."""
    outer = next(
        (s for s in said if s.quotation.start <= q.start and q.end <= s.quotation.end), None
    )
    if outer is None:
        return Said(q, Speaker("", ""), "")
    around = text[outer.quotation.start : outer.quotation.end]
    one, other = q.start - outer.quotation.start, q.end - outer.quotation.start
    skeleton = around[:one] + HIDDEN * (other - one) + around[other:]
    verbs = attributions(skeleton, outer.quotation.start, people, words, None)
    relayed = verbs[0].speaker.name if verbs else ""
    return Said(q, outer.speaker, outer.attitude, relayed)


def outer_of(reading: Reading, at: int) -> Outer:
    """The sentence of the outlet in which a place of the text stands."""
    return next((o for o in reading.outers if o.start <= at < o.end), Outer(at, at, ()))


def voice_of(reading: Reading, start: int, end: int) -> tuple[Speaker, str, str, str, Outer]:
    """Speaker, form, attitude, who is relayed, and the sentence around, for a span of the text."""
    speaker, form, attitude, relayed, outer = _voice_of(reading, start, end)
    spelt = Speaker(speaker.name.replace(DOT, "."), speaker.basis)
    return spelt, form, attitude, relayed.replace(DOT, "."), outer


def _closes(verb: Attribution, sentence: str) -> bool:
    """Whether a verb with its subject closes the sentence, and so holds for all of it: ", Holm said." """
    beside = sentence[: min(verb.start, verb.at)].rstrip()
    return verb.attitude == "said" and not verb.verb.startswith("report") and beside.endswith(",") and len(sentence) - verb.end < CLOSING and not _TURNS.match(sentence, verb.start)  # fmt: skip


_TURNS = re.compile(
    r",? ?(?:and|but|while|although|whereas|after|as|when|which|who|saying|adding|noting|citing)\b"
)
CLOSING = 60
"""Characters after a closing verb: when or to whom it was said."""


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
    before = [
        v
        for v in verbs
        if outer.start + v.at <= start and ";" not in text[outer.start + v.at : start]
    ]
    after = [
        v
        for v in verbs
        if outer.start + v.at > start and ";" not in text[start : outer.start + v.at]
    ]
    if not before and not after:
        return Speaker("", ""), "outlet", "", "", outer
    chosen = before[-1] if before else after[0]
    if after and _closes(after[-1], text[outer.start : outer.end]):
        chosen = after[-1]  # "the army expects 40, said its buyer"
    attitude = chosen.attitude
    if attitude == "deny" and ": " in text[outer.start + chosen.at : start]:
        attitude = "claim"  # "they dispute that: the true figure is a third"
    return chosen.speaker, "indirect", attitude, "", outer
