"""The German subject of a verb of speech, which may stand behind it: "Den Schaden beziffert der Verband auf 40"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from offtake.evidence.reading.language.lexicon import Lexicon
from offtake.evidence.reading.speakers.coreference.nominative import MASCULINE
from offtake.evidence.reading.speakers.identity import things
from offtake.evidence.reading.speakers.identity.apposed import is_trade, name_behind
from offtake.evidence.reading.speakers.identity.bodies import any_noun, body
from offtake.evidence.reading.speakers.identity.names import FULL, TOKEN, UPPER
from offtake.evidence.reading.speakers.identity.patterns import pattern
from offtake.evidence.reading.speakers.identity.people import person_in
from offtake.evidence.reading.speakers.identity.speaker import Person, Speaker

_NO_SUBJECT = re.compile(
    r"\d|(?:dem|den|des|einen|einem|eines|keinen|keinem|ihm|ihnen|ihren|ihrem|seinen|seinem)\b"
)
_TO_HER = re.compile(r"der (?:[a-zäöü]+ )*\w*(?:ung|heit|keit|schaft|tion|sion|ie|ei|tät|ik|(?<!e)ur|e|bank|firma|stadt|presse|wehr|kammer|uni|welt|post|bahn)\b(?! [A-ZÄÖÜ])")  # fmt: skip
"""A feminine noun in the dative, to whom something is said: "bestätigte der Zeitung"."""
_MEASURE = re.compile(
    r"(?:Die|Den|Das|Der|Ihre[nr]?|Seine[nr]?|Ihr|Sein) (?:[a-zäöü]+ )?(?:\w*(?:zahl|kosten|schaden|schäden|bedarf|anteil|preis|wert|umfang|summe|menge|höhe|verlust|verluste|gewinn|umsatz|prognose|quote|dauer|ersparnis|bestand|rückstand|verzögerung|lücke|ausgaben|einnahmen|erlöse|aufwand|ziel|frist))\b",
    re.IGNORECASE,
)
"""What is measured, and measures nothing itself: "die Kosten schätzt die Bahn auf 40"."""
_HE = re.compile(rf"(?:[Dd]er|[Ee]in) (?:[a-zäöü]+er? )?[A-ZÄÖÜ][\w-]*{MASCULINE}\b", re.IGNORECASE)
"""A masculine noun with the article that only a subject has: "erwartet der Verbund"."""
_OF_A_PERSON = re.compile(
    r"(?:kritisier|lob|zitier|nann|nenn|verteidig|würdig|bezeichne|erinner|bat|bitte|unterricht|informier|belehr|beruhig)"
)
"""Verbs whose object may be a person."""
_NAME = re.compile(rf"{TOKEN}|(?:Der|Die|Das|der|die|das) [{UPPER}]{{2,}}")
"""A name by itself, or letters with their article."""
_OTHER = re.compile(rf"(?:^|, )(?:[Ww]ie )?(?:(?:Die|Der|Das|die|der|das|La|Le|Les|la|le|les) |[Ll]['’])?(?:(?:[a-zà-ÿ]+s|[{UPPER}][\w-]+en) )?(?P<first>{TOKEN}(?: {TOKEN})?) (?P<and>und|et) (?:(?:die|der|das|le|la|les) |l['’])?(?:[{UPPER}][\w-]* )*$")  # fmt: skip


def is_no_subject(words: str, alone: bool = False) -> bool:
    """Whether words behind a verb stand in a case that no subject has; `alone`: nothing before it could be one."""
    return bool(_NO_SUBJECT.match(words) or (not alone and _TO_HER.match(words)))


_RELATIVE = re.compile(
    r"[A-ZÄÖÜ][\w-]{2,}, (?:der|die|das|dessen|deren|den|dem) (?!(?:[\w-]+ ){1,2}(?:habe|sei|seien|hätten?|werde|würden?|könne|solle|müsse)\b)[^,;:]*, ?$"
)
"""A relative clause before the verb, whose subject stands before the clause."""


_SOMEBODY = re.compile(r"eine? (?:[a-zäöü]+e[rs]? )?(?P<trade>[A-ZÄÖÜ][\w-]+)")


def is_related(before: str, behind: str, lexicon: Lexicon) -> bool:
    """Whether a relative clause stands before the verb and nobody who could speak behind: "das Amt, das dort sitzt, spricht von Glück"."""
    if (held := _SOMEBODY.match(behind)) and is_trade(held["trade"], lexicon):
        return False
    return bool(_RELATIVE.search(before)) and not _speaks(behind, lexicon)


def stands_behind(subject: str, behind: str, verb: str, lexicon: Lexicon) -> bool:
    """Whether what stands before a verb is its object: nobody who could speak, where somebody stands behind."""
    if not behind or is_no_subject(behind):
        return False
    if _HE.match(behind):
        return True
    if (_MEASURE.match(subject) or things.is_thing(subject, lexicon)) and (
        any_noun(behind, lexicon) or name_behind(behind, lexicon) or re.fullmatch(TOKEN, behind)
    ):
        return True
    if re.fullmatch(TOKEN, subject) and any(person_in(m[0], lexicon) for m in FULL.finditer(behind)):  # fmt: skip
        return not _OF_A_PERSON.match(verb)
    return _speaks(behind, lexicon) and not (_speaks(subject, lexicon) or _NAME.fullmatch(subject))  # fmt: skip


def _speaks(words: str, lexicon: Lexicon) -> bool:
    if re.match(r"\d|(?:dem|den|des|einen|einem|Dem|Den|Des|Einen|Einem)\b", words):
        return False
    return body(words, lexicon) is not None or any(person_in(m[0], lexicon) for m in FULL.finditer(words))  # fmt: skip


def joint(before: str, who: Speaker, lexicon: Lexicon) -> Speaker:
    """Two who say it together are one speaker: "Union und FDP fordern"."""
    if lexicon.language == "en" or not who.name or who.basis not in ("named", "surname", "body"):
        return who
    other = _OTHER.search(before[: before.rfind(who.name.split(" ")[0])])
    return Speaker(f"{other['first']} {other['and']} {who.name}", who.basis) if other else who


_ONE_NOUN = re.compile(rf"(?:mehr |weniger |viel )?[{UPPER}][a-zäöüß-]+", re.IGNORECASE)


def is_thing(subject: str, behind: str, people: Sequence[Person], lexicon: Lexicon) -> bool:
    """Whether a noun before a verb is what somebody wants, who stands behind as a pronoun: "Tempo verlangt sie"."""
    if behind not in ("er", "sie") or not _ONE_NOUN.fullmatch(subject):
        return False
    return not _speaks(subject, lexicon) and all(p.surname != subject for p in people)


_INSIDE = re.compile(r" (?:in|mit|bei|auf|vor|nach) (?:de[rmn]|einer|einem) ")


def is_in_a_frame(before: str, subject: str, lexicon: Lexicon) -> bool:
    """Whether a noun before a participle is part of what stands between that and its auxiliary: "hatte Lund in der Runde der Länder erklärt"."""
    lead = before[: before.rfind(subject)] if subject else ""
    if not pattern("auxiliary", lexicon).search(lead):
        return False
    behind_a_noun = subject.startswith(("der ", "des ")) and pattern("of_a_noun", lexicon).search(lead)  # fmt: skip
    return bool(_INSIDE.search(subject) or pattern("preposition_ends", lexicon).search(lead) or behind_a_noun)  # fmt: skip
