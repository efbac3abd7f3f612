"""Whose account a sentence gives, where no verb of speech has a subject: English passives, "by its own count", and minutes.

"The panel was told by Holm that ...", "stocks are put at 40 tonnes by the guild", "by the harbour board's reckoning",
"Mr Holm (North Ward): ...", "The Minister: ...", "guild data: ...".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from offtake.evidence.reading.language.holding import holds_one
from offtake.evidence.reading.language.lexicon import Lexicon
from offtake.evidence.reading.sentences import DOT, TITLES
from offtake.evidence.reading.speakers.identity.names import FULL, TOKEN, UPPER
from offtake.evidence.reading.speakers.identity.naming import speaker_named
from offtake.evidence.reading.speakers.identity.owners import owner
from offtake.evidence.reading.speakers.identity.people import is_office
from offtake.evidence.reading.speakers.identity.speaker import HIDDEN, Attribution, Person, Speaker
from offtake.evidence.reading.speakers.openings import opening

_NP = rf"(?P<np>(?:the |an? |its |their )?[^,;.:{HIDDEN}]{{2,60}}?)"
_TOLD_BY = re.compile(rf"\b(?:was|were|been|is|are) (?:told|informed|advised|warned|assured|reminded) by {_NP},? that\b")  # fmt: skip
_PUT_BY = re.compile(rf"\b(?:put|estimated|reckoned|valued|reported|assessed|calculated) (?:by {_NP} (?:at|to be)\b|(?:at|to be) (?:[^,;.{HIDDEN}]|[.,](?=\d)){{1,60}} by (?P<last>(?:the |an? |its |their )?[^,;.:{HIDDEN}]{{2,60}}?)(?=[,;.]|$| and\b| but\b))")  # fmt: skip
_DENIED_BY = re.compile(rf"\b(?:is|was|are|were|been) (?:firmly |flatly |hotly )?(?:denied|disputed|rejected|contested|dismissed) by {_NP}(?=[,;.]|$| that\b| and\b| but\b)")  # fmt: skip
_ACCOUNT = r"(?:view|words|opinion|estimation|telling|account|estimates?|reckoning|mind|count|tally|figures?|admission|calculations?|measure)\b"
_BY_ACCOUNT = re.compile(rf"(?:^|[,;:] |\b(?:but|and|which) )(?:[Ii]n|[Tt]o|[Bb]y|[Oo]n) (?P<np>(?:the |an? )?(?:[a-z-]+ ){{0,3}}[\w’'-]+(?: [{UPPER}][\w'’-]+){{0,3}}?)(?:['’]s|(?<=s)['’]) (?:own |latest |best )?{_ACCOUNT}")  # fmt: skip
_BY_OWN = re.compile(rf"\b(?:[Ii]n|[Bb]y|[Oo]n) (?:its|their|his|her) own {_ACCOUNT},? ?")
_NEXT = re.compile(rf"(?:the (?:[a-z-]+ ){{0,2}}[a-z-]+|{TOKEN}(?: {TOKEN}){{0,3}})(?= [a-z]+(?:s|ed|[a-z])\b)")  # fmt: skip


def accounts(sentence: str, at: int, people: Sequence[Person], lexicon: Lexicon, last: Speaker | None) -> Iterator[Attribution]:  # fmt: skip
    """Whose account the sentence gives, in English."""
    if lexicon.language != "en":
        return
    passive = ((_TOLD_BY, "said"), (_PUT_BY, "claim"), (_DENIED_BY, "deny"))
    owned = ((_BY_ACCOUNT, "said"),)
    for pattern, attitude in (*(passive if " by " in sentence else ()), *(owned if holds_one(sentence, "'’") else ())):  # fmt: skip
        for match in pattern.finditer(sentence):
            words = match["np"] or match["last"] if pattern is _PUT_BY else match["np"]
            who = owner(words, lexicon) or speaker_named(words, at + match.start(), people, lexicon, last, True)  # fmt: skip
            if who and who.name:
                yield Attribution(match.start(), match.end(), who, attitude, match[0].split(" ")[0], True, match.start())  # fmt: skip
    for match in _BY_OWN.finditer(sentence) if " own " in sentence else ():
        if who := _whose_own(sentence, match, at, people, lexicon, last):
            yield Attribution(match.start(), match.end(), who, "said", "own", True, match.start())


def _whose_own(sentence: str, match: re.Match[str], at: int, people: Sequence[Person], lexicon: Lexicon, last: Speaker | None) -> Speaker | None:  # fmt: skip
    """Who "by its own count" goes back to: the subject behind it where it opens the sentence, else that before it."""
    if match.start() <= 4:
        found = _NEXT.match(sentence, match.end())
        return speaker_named(found[0], at + match.end(), people, lexicon, last, True) if found else last  # fmt: skip
    first = opening(sentence, at, people, lexicon)
    return Speaker(first[0].name, "pronoun") if first and first[1] <= match.start() else last


_LABEL = re.compile(rf"^(?P<np>[^,;:.{HIDDEN}”“\"]{{2,70}}?)(?: \([^()]{{2,40}}\))?(?:, (?:quoting|citing) (?P<by>[^:;{HIDDEN}]{{3,60}}))?: (?=[A-Za-z{UPPER}\d$€£])")  # fmt: skip
_COUNTS = re.compile(r"(?:data|figures?|survey|poll|study|count|tally|estimates?|forecasts?)$")
"""What somebody counted or asked: "guild data: 40 looms"; a notice or a report before a colon is a heading."""
_TITLED = re.compile(rf"(?:(?:{'|'.join(sorted(TITLES))}|Mr|Mrs|Ms|Dr|Cllr|Sir|Dame|Lord|Lady|Senator|Minister|MP|MSP)[.{DOT}]? )")  # fmt: skip
_LEADS = re.compile(r"(?:From|In|On|At|To|By|For|Of|With|After|Before|And|But|So|Not)\b")
_HELD = re.compile(r"(?:[Tt]he )?(?:[A-Za-z-]+ )?[A-Z][a-z]+")


def labelled(sentence: str, at: int, people: Sequence[Person], lexicon: Lexicon) -> Attribution | None:  # fmt: skip
    """Whose words a label before a colon says the rest is, as minutes and headlines put it; a topic is nobody."""
    found = _LABEL.match(sentence) if lexicon.language == "en" and ": " in sentence else None
    if found is None:
        return None
    words = found["by"] or found["np"]
    if sentence.rstrip().endswith("?") or _LEADS.match(words):
        return None  # a question vouches for nothing
    who = owner(words, lexicon) if _COUNTS.search(words) else None
    if who is None and (found["by"] or _speaks(words, people, lexicon)):
        who = speaker_named(words, at, people, lexicon, None)
    return Attribution(0, found.end(), who, "said", ":", True, found.end() - 1) if who and who.name else None  # fmt: skip


def _speaks(words: str, people: Sequence[Person], lexicon: Lexicon) -> bool:
    """Whether a label names a person, with a title or in full, an office, or a body by what it is."""
    if _TITLED.match(words):
        return True
    parts = words.split(" ")
    if len(parts) > 1 and any(p.name in words for p in people):
        return any(is_office(w, lexicon) for w in parts) or bool(FULL.fullmatch(words))
    return bool(_HELD.fullmatch(words)) and is_office(parts[-1], lexicon)
