"""Running speakers: who speaks in each sentence and quotation of a document, from sentence to sentence and paragraph to paragraph.

For a quotation, in this order: the words directly after its closing mark, those before it in its sentence, words between
commas inside it (as French puts them), who spoke in its paragraph before, and, where a paragraph is nothing but a quotation
or goes on with one, who spoke last in the paragraph before.  Where none is found it stays empty.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from offtake.evidence.document import Document
from offtake.evidence.reading.language.lexicon import Lexicon, lexicon
from offtake.evidence.reading.sentences import sentences_of, unstopped
from offtake.evidence.reading.speakers.attributions import attributions
from offtake.evidence.reading.speakers.coreference.papers import heard
from offtake.evidence.reading.speakers.coreference.referring import meant
from offtake.evidence.reading.speakers.deeds import is_deed
from offtake.evidence.reading.speakers.identity.agreeing import fits
from offtake.evidence.reading.speakers.identity.heading import (
    body_first,
    called,
    person_first,
    pronoun,
    whom,
)
from offtake.evidence.reading.speakers.identity.introduced import bodies_in
from offtake.evidence.reading.speakers.identity.known import Known, Named
from offtake.evidence.reading.speakers.identity.naming import speaker_named
from offtake.evidence.reading.speakers.identity.patterns import pattern
from offtake.evidence.reading.speakers.identity.people import people_in
from offtake.evidence.reading.speakers.identity.speaker import HIDDEN, Attribution, Person, Speaker
from offtake.evidence.reading.speakers.indirect.sources import ACCORDING
from offtake.evidence.reading.speakers.openings import opening
from offtake.evidence.reading.speakers.quotations import SHORT, Quotation, quotations_in
from offtake.evidence.reading.speakers.verbatim.announced import announced, statement
from offtake.evidence.reading.speakers.verbatim.interviews import interview
from offtake.evidence.reading.speakers.verbatim.transcripts import spoken, turns
from offtake.evidence.rules.rules import Rules

LONGEST = 1200
"""Characters of a sentence that is looked at; beyond, it is no sentence."""


class Said(NamedTuple):
    """A quotation with its speaker."""

    quotation: Quotation
    speaker: Speaker
    attitude: str
    relayed: str = ""


class Outer(NamedTuple):
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

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each sentence begins."""
        return tuple(outer.start for outer in self.outers)


class _Before(NamedTuple):
    """What stands before a sentence: who spoke last in the document, in the paragraph, and the sentence before."""

    last: Speaker | None = None
    inside: Said | None = None
    """The quotation before, in the same paragraph."""
    near: Speaker | None = None
    """Who spoke last in this paragraph, or in the one before where this is a quotation alone."""
    told: Outer | None = None
    """The sentence before."""


def read(document: Document, rules: Rules) -> Reading:
    """Who speaks where in a document."""
    words, text = lexicon(rules, document.language), unstopped(document.text)
    people = people_in(text, words)
    bodies = bodies_in(text, people, words)
    people = tuple(p for p in people if all(p.name != b.name for b in bodies))
    known, pronouns = Known(Named(bodies, people)), called(text, people, words)
    quotations = quotations_in(text, document.paragraphs)
    outermost = [q for q in quotations if q.depth == 0]
    hidden = _hidden(text, outermost)
    asked = interview(hidden, document.paragraphs, people, words)
    outers: list[Outer] = []
    said: list[Said] = []
    before, running = _Before(), None
    announcing = None
    for start, end in document.paragraphs:
        if said and not said[-1].speaker.name and said[-1].quotation.end + 3 >= start and (sign := _SIGNATURE.match(hidden[start:end])):  # fmt: skip
            who = speaker_named(sign["np"], start + 1, people, words, None)
            said[-1] = said[-1]._replace(speaker=who or said[-1].speaker, attitude="said")
        before = before._replace(inside=None, near=before.near if _only_quoted(hidden[start:end]) else None)  # fmt: skip
        answer = asked.turn(start, end) if asked else None
        taken = [answer] if answer else turns(hidden, start, end, people, words)
        if announcing and not taken:
            stated = statement(hidden, start, end, announcing, words)
            taken, announcing = [stated] if stated else [], announcing if stated else None
        for one, other in sentences_of(hidden[start:end]):
            turn = next((t for t in taken if t.start <= start + one < t.end), None)
            outer = _outer(hidden, start + one, start + other, known, words, before)
            outer = _meant(outer, hidden, before.told if before.told and before.told.start >= start else None, known, pronouns, words)  # fmt: skip
            known = heard(known, hidden[outer.start : outer.end], outer.verbs, words)
            if turn:
                outer = outer._replace(
                    verbs=spoken(turn, hidden[outer.start : outer.end], outer.verbs, words)
                )
            if outers and not outers[-1].verbs and outers[-1].start >= start and pattern("tells_before", words).match(hidden[outer.start : outer.end]):  # fmt: skip
                outers[-1] = outers[-1]._replace(verbs=_moved(outer))
            outers.append(outer)
            own = [q for q in outermost if outer.start <= q.start < outer.end]
            for q in own:
                whose = _spoken(
                    q, outer, before.inside or (running if q.runs_on else None), text, words
                )
                whose = whose or _inside(q, text, known, words) or _alone(q, outer, before, hidden)  # fmt: skip
                said.append(whose or Said(q, Speaker("", ""), ""))
                before = before._replace(inside=said[-1])
            before = _after(before, outer, said[-1] if own else None)
        running = before.inside
        announcing = announced(hidden[start:end], outers[-1].verbs if outers else (), people) or announcing  # fmt: skip
    said += [_inner(q, said, text, people, words) for q in quotations if q.depth == 1]
    return Reading(document, rules, words, people, tuple(outers), tuple(said))


def _outer(hidden: str, start: int, end: int, known: Known, words: Lexicon, before: _Before) -> Outer:  # fmt: skip
    """A sentence with its verbs; whom nobody before explains, "she" is whom the sentence before opens with."""
    if end - start > 4 * LONGEST:
        return Outer(start, end, ())
    sentence = hidden[start:end]
    every = attributions(sentence, start, known.people, words, before.last)
    found = [one for one in every if not is_deed(one, sentence, known.people, known.bodies, words)]
    if before.told is not None and any(not v.speaker.name for v in found):
        first = opening(hidden[before.told.start : before.told.end], before.told.start, (), words)
        if first and first[0].basis == "named":
            found = [v._replace(speaker=Speaker(first[0].name, "pronoun")) if not v.speaker.name and pronoun(v, hidden[start:end], words) else v for v in found]  # fmt: skip
    return Outer(start, end, tuple(found))


def _meant(outer: Outer, hidden: str, told: Outer | None, known: Known, pronouns: dict[str, str], words: Lexicon) -> Outer:  # fmt: skip
    """A sentence with those whom the article means; `told` is the sentence before, of the same paragraph; `pronouns` learns who is "she"."""
    if not outer.verbs:
        return outer
    sentence = hidden[outer.start : outer.end]
    verbs = outer.verbs
    if told is not None and not any(v.speaker.name for v in told.verbs):
        first = hidden[told.start : told.end]
        person, body = person_first(first, told.start, known.people, words), body_first(first, known.bodies, words)  # fmt: skip
        verbs = tuple(v._replace(speaker=whom(v, sentence, person, body, words)) for v in verbs)
    every: list[Attribution] = []
    for verb in verbs:
        who = meant(verb.speaker, sentence, outer.start, hidden, known, words)
        if (
            words.language == "fr"
            and pronoun(verb, sentence, words)
            and (same_body := _spoke_before(told, known, verb))
        ):
            who = same_body
        elif she := pronoun(verb, sentence, words):
            who = _who_spoke(who, she, hidden[: outer.start + verb.at], known, words)
            who = _called_so(who, she, told is None, known, pronouns, words)
            if who.name and she != "sie":
                pronouns.setdefault(who.name, she)
        same = next((e.speaker for e, v in zip(every, verbs, strict=False) if verb.speaker.basis == "pronoun" and v.speaker.name == verb.speaker.name), who)  # fmt: skip
        every.append(verb._replace(speaker=Speaker(same.name, who.basis)))
    return Outer(outer.start, outer.end, tuple(every))


def _spoke_before(told: Outer | None, known: Known, verb: Attribution) -> Speaker | None:
    """The body that spoke last in the sentence before, for which "il" or "elle" stands then; None where a person did."""
    spoke = [v.speaker for v in told.verbs if v.speaker.name] if told else []
    if not spoke or verb.speaker.basis != "pronoun":
        return None
    last = spoke[-1].name
    body = spoke[-1].basis == "body" or any(b.name == last for b in known.bodies)
    return Speaker(last, "pronoun") if body else None


def _who_spoke(who: Speaker, she: str, text: str, known: Known, words: Lexicon) -> Speaker:
    """Who is meant by "he", where that is somebody who has not spoken: rather the last who has, if named later in the text."""
    people = {p.name for p in known.people}
    if who.name not in people or any(s.name == who.name for s in known.spoke):
        return who
    spoke = [s.name for s in known.spoke if s.name in people and fits(she, s.name, known.people, words)]  # fmt: skip
    later = bool(spoke) and _named_last(text, spoke[-1]) > _named_last(text, who.name)
    return Speaker(spoke[-1], "pronoun") if later else who


def _named_last(text: str, name: str) -> int:
    """Where a surname stands last in a text."""
    return text.rfind(name.rsplit(" ", 1)[-1])


def _called_so(who: Speaker, she: str, opens: bool, known: Known, pronouns: dict[str, str], words: Lexicon) -> Speaker:  # fmt: skip
    """Who is meant by "she": nobody who is "he"; where a paragraph opens, rather whoever was "she" before than somebody new."""
    own = pronouns.get(who.name, "")
    if own == she or (not own and not opens) or she == "sie":
        return who
    before = [s.name for s in known.spoke if pronouns.get(s.name) == she]
    if not before and own:
        people = {p.name for p in known.people}
        before = [s.name for s in known.spoke if s.name in people and s.name not in pronouns and fits(she, s.name, known.people, words)]  # fmt: skip
    return Speaker(before[-1], "pronoun") if before else who


_SIGNATURE = re.compile(r"[–—-]{1,2} ?(?P<np>[^.;:–—]{3,80})$")
"""A paragraph with the name of whoever is quoted in the one before."""


def _moved(teller: Outer) -> tuple[Attribution, ...]:
    return tuple(v._replace(start=0, end=0, at=0, before=True) for v in teller.verbs)


def _after(before: _Before, outer: Outer, said: Said | None) -> _Before:
    """What stands before the next sentence."""
    named = [v.speaker for v in outer.verbs if v.speaker.name]
    last = named[-1] if named else before.last
    told = [v for v in outer.verbs if v.speaker.name]
    near = before.near
    if told:
        near = told[-1].speaker if told[-1].attitude not in ("deny", "plan") else None
    elif said is not None and said.speaker.name:
        near = said.speaker
    return _Before(last, before.inside, near, outer)


def _only_quoted(paragraph: str) -> bool:
    """Whether a paragraph is a quotation and nothing else."""
    return HIDDEN in paragraph and not re.search(r"\w", paragraph.replace(HIDDEN, ""))


def _alone(q: Quotation, outer: Outer, before: _Before, hidden: str) -> Said | None:
    """The speaker of a quotation that is a sentence of its own: who spoke right before it."""
    if before.near is None or outer.verbs or q.end - q.start < SHORT or not _only_quoted(hidden[outer.start : outer.end]):  # fmt: skip
        return None
    return Said(q, Speaker(before.near.name, "running"), "said")


_TITLE = re.compile(r"[A-ZÄÖÜÉ][\w-]*(?: (?:am )?[A-ZÄÖÜÉ][\w-]*){0,3}(?: [Oo]nline)?")
"""A name in marks, of a paper or a ship, is no quotation: „Financial Times“."""
_CLOSING = ("”", "“", '"', "»")


def _hidden(text: str, quotations: Sequence[Quotation]) -> str:
    """The text with each quotation hidden but a full stop at its end, which ends the sentence around it."""
    for q in quotations:
        if not _TITLE.fullmatch(text[q.start : q.end]):
            stops = text[q.end - 1] == "." and text[q.end : q.end + 1] in _CLOSING
            stop = q.end - 1 if stops else q.end
            text = text[: q.start] + HIDDEN * (stop - q.start) + text[stop:]
    return text


def _relays(verb: str, words: Lexicon) -> bool:
    """Whether a paper relays with a verb what another said: "Holm said, “…”, the Herald reported"."""
    return verb.startswith(ACCORDING) or bool(pattern("relays", words).match(verb))


def _spoken(q: Quotation, outer: Outer, running: Said | None, text: str, words: Lexicon) -> Said | None:  # fmt: skip
    """The speaker of a quotation in its sentence, or of the quotation before it."""
    after = [v for v in outer.verbs if outer.start + v.start >= q.end - 1]
    before = [v for v in outer.verbs if outer.start + v.start < q.start]
    chosen = None
    if after and (outer.start + after[0].start - q.end <= 3 or not before) and not (before and _relays(after[0].verb, words)):  # fmt: skip
        chosen = after[0]
    elif before:
        chosen = before[-1]
    if chosen is not None:
        return Said(q, chosen.speaker, chosen.attitude)
    if running is not None and len(text[q.start : q.end].split()) >= 2:
        return Said(q, Speaker(running.speaker.name, "running"), running.attitude)
    return None


_INCISE = re.compile(r", (?P<told>[^,;:«»\"“”]{4,120})(?:[,.]|$)")


def _inside(q: Quotation, text: str, known: Known, words: Lexicon) -> Said | None:
    """The speaker named between commas inside a French quotation: «Il faut agir, dit Léa Brun. ...»."""
    if words.language != "fr":
        return None
    for match in _INCISE.finditer(text, q.start, q.end):
        sentence = f"{HIDDEN}, {match['told']}."
        told = attributions(sentence, match.start(), known.people, words, None)
        if told and not told[0].before and told[0].at <= 3:
            return Said(q, meant(told[0].speaker, sentence, match.start(), text, known, words), told[0].attitude)  # fmt: skip
    return None


def _inner(q: Quotation, said: Sequence[Said], text: str, people: Sequence[Person], words: Lexicon) -> Said:  # fmt: skip
    """A quotation in a quotation: the outer speaker relays it, of whom is told by the words around."""
    outer = next((s for s in said if s.quotation.start <= q.start and q.end <= s.quotation.end), None)  # fmt: skip
    if outer is None:
        return Said(q, Speaker("", ""), "")
    around = text[outer.quotation.start : outer.quotation.end]
    one, other = q.start - outer.quotation.start, q.end - outer.quotation.start
    skeleton = around[:one] + HIDDEN * (other - one) + around[other:]
    verbs = attributions(skeleton, outer.quotation.start, people, words, None)
    return Said(q, outer.speaker, outer.attitude, verbs[0].speaker.name if verbs else "")
