"""The subject of its own German or French sentence, whom "er" or "elle" beside a verb stands for.

"Die Gilde kauft 40 Boote, teilte sie mit"; "Les Ateliers du Nord (ADN) ont commandé 40 rames, ont-ils annoncé".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from offtake.evidence.reading.language.lexicon import Lexicon
from offtake.evidence.reading.speakers.identity.agreeing import fits
from offtake.evidence.reading.speakers.identity.names import TOKEN
from offtake.evidence.reading.speakers.identity.naming import speaker_named
from offtake.evidence.reading.speakers.identity.patterns import pattern
from offtake.evidence.reading.speakers.identity.speaker import Attribution, Person, Speaker
from offtake.evidence.reading.speakers.subjects import opens

_WORDS = re.compile(r"[\w'’&.-]+")
_LONGEST = 8
"""Words of such a subject."""
_BEHIND = re.compile(
    r"[^,;:()]{2,60}? (?:hat|haben|hatte|ist|wird|will|kann|soll|muss|[a-zäöü]+te?) (?P<np>(?:der|die|das) [A-ZÄÖÜ][\w-]+)(?= [a-zäöü\d])"
)
"""A German subject behind the first verb: "Im Etat hat die Ministerin 40"."""
_LETTERS = re.compile(r"(?P<np>[^,;:()]{3,70}) \([A-Z][\w-]+\)")
"""A name with its letters behind it."""


def pronoun_of(one: Attribution, text: str, lexicon: Lexicon) -> str:
    """The pronoun that is the subject of a verb; '' where it is none."""
    found = pattern("own_pronoun", lexicon).search(text, one.start, one.end)  # fmt: skip
    return next((w.lower() for w in found.groups() if w), "") if found else ""


def own_subject(one: Attribution, text: str, at: int, people: Sequence[Person], lexicon: Lexicon) -> Speaker | None:  # fmt: skip
    """Who a sentence begins with, where a pronoun behind stands for that."""
    word = pronoun_of(one, text, lexicon)
    start = min(one.start, one.at)
    if not word or start < 12:
        return None
    lead = text[:start]
    person = next((p for p in people if 0 <= p.at - at < min(start, 70)), None)
    if (
        person
        and fits(word, person.name, people, lexicon)
        and _is_first(lead[: person.at - at], lexicon)
    ):
        return Speaker(person.name, "pronoun")
    if one.speaker.name:
        return None
    body = first_body(lead.lstrip(), at, people, lexicon)
    return Speaker(body.name, "pronoun") if body else None


def _is_first(before: str, lexicon: Lexicon) -> bool:
    return len(before.split()) < 7 and not pattern("has_verb", lexicon).search(before)


def first_body(lead: str, at: int, people: Sequence[Person], lexicon: Lexicon) -> Speaker | None:  # fmt: skip
    """The body with which a sentence begins; in German, behind the verb of one that opens otherwise."""
    if lexicon.language == "de" and opens(lead):
        behind = _BEHIND.match(lead)
        who = speaker_named(behind["np"], at, people, lexicon, None) if behind else None
        return who if who is not None and who.basis in ("body", "office") else None
    if letters := _LETTERS.match(lead):
        return speaker_named(letters["np"], at, people, lexicon, None)
    for word in list(_WORDS.finditer(lead))[:_LONGEST]:
        if pattern("name_goes_on", lexicon).match(lead, word.end()) or pattern(
            "links", lexicon
        ).fullmatch(word[0]):
            continue
        who = speaker_named(lead[: word.end()], at, people, lexicon, None)
        if who is not None and who.name and (who.basis == "body" or (lexicon.language == "de" and not re.fullmatch(TOKEN, lead[: word.end()]))):  # fmt: skip
            return who
        if word[0][0].islower() and word.start() and lexicon.language == "de":
            return None
    return None
