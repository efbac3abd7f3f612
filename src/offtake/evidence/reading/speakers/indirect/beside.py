"""Who stands beside a quotation in English, whatever the verb: “...,” huffed the manager; the owner was blunt: “...”.

Only where no verb of speech is found: behind a quotation whoever is the subject of the next verb, before it the person or
office with which the sentence opens.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from offtake.evidence.reading.language.lexicon import Lexicon
from offtake.evidence.reading.speakers import subjects
from offtake.evidence.reading.speakers.identity.naming import speaker_named
from offtake.evidence.reading.speakers.identity.people import is_office
from offtake.evidence.reading.speakers.identity.speaker import HIDDEN, Attribution, Person, Speaker
from offtake.evidence.reading.speakers.openings import opening

_BEHIND = re.compile(rf"{HIDDEN}[,.!?…]?[”\"“»’],? (?P<verb>[a-z]+(?:ed|s)(?: (?:back|in|out|aloud))?) (?=[A-Z]|the |an? |its |their |his |her |one )")  # fmt: skip
"""A verb right behind a quotation, with its subject behind it."""
_AFTER = re.compile(rf"{HIDDEN}[,.!?…]?[”\"“»’],? (?P<np>(?:[A-Z]|the |an? |its |their |his |her |one |he |she )[^;:{HIDDEN}”“\"]{{0,110}}?),? (?P<verb>[a-z]+(?:ed|s))(?: (?:back|in|out|aloud|[a-z]+ly|(?:on )?[A-Z][a-z]+day))?[.,;]")  # fmt: skip
"""A subject right behind a quotation, with its verb."""
_NO_VERB = frozenset("is was has as its this does needs sales shares means makes remains costs yards tanks ships needed used based called named".split())  # fmt: skip
_BEFORE = re.compile(rf"(?:[:,]|[a-z]) [“\"„«]{HIDDEN}{{24,}}")
"""A quotation of some length that ends what somebody does: "has put millions into it, “money that ...”"."""


def beside(sentence: str, at: int, people: Sequence[Person], lexicon: Lexicon, last: Speaker | None) -> Attribution | None:  # fmt: skip
    """Whose a quotation is that no verb of speech gives to anybody."""
    if lexicon.language != "en" or HIDDEN not in sentence:
        return None
    if (found := _BEHIND.search(sentence)) and found["verb"] not in _NO_VERB:
        words = subjects.after(sentence, found.end("verb"), lexicon)
        who = speaker_named(words, at + found.end(), people, lexicon, last, True) if words else None
        return _said(found, who, found.end("verb") + len(words) + 1)
    if (found := _AFTER.search(sentence)) and found["verb"] not in _NO_VERB:
        words = subjects.before(sentence[found.start("np") : found.start("verb")], lexicon)
        who = speaker_named(words, at + found.start("np"), people, lexicon, last, True) if words else None  # fmt: skip
        return _said(found, who, found.end())
    return _opened(sentence, at, people, lexicon)


def _said(found: re.Match[str], who: Speaker | None, end: int) -> Attribution | None:
    if who is None or not who.name:
        return None
    return Attribution(found.start("verb"), end, who, "said", found["verb"], False, found.start("verb"))  # fmt: skip


def _opened(sentence: str, at: int, people: Sequence[Person], lexicon: Lexicon) -> Attribution | None:  # fmt: skip
    """The person or office that opens a sentence with a quotation in it."""
    first = opening(sentence, at, people, lexicon) if _BEFORE.search(sentence) else None
    if first is None or not _is_person(first[0], people, lexicon):
        return None
    return Attribution(0, first[1], first[0], "said", "opening", True, first[1])


def _is_person(who: Speaker, people: Sequence[Person], lexicon: Lexicon) -> bool:
    if any(p.name == who.name for p in people):
        return True
    return who.basis == "body" and is_office(who.name.split(" ")[-1], lexicon)
