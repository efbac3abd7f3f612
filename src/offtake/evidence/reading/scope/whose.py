"""Whose output, money or line it is, by name: the subject of the sentence, or who owns it; '' where that is not said.

"We" is the body that speaks, or the one that a person speaks for; "the yard" is the one yard that the document names.  Who
says something is not whose it is, and a noun that names nobody ("factory") is nobody's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from offtake.evidence.reading.language.holding import holds_one
from offtake.evidence.reading.scope.names import MAKES, beginnings, has_in_small, is_somebody
from offtake.evidence.reading.scope.we import MARKS, says_we
from offtake.evidence.reading.scope.what_where import CAPITALS
from offtake.evidence.reading.speakers.identity.speaker import Person, Speaker

_NOUNS = "alliance company firm hall mill yard shipyard foundry refinery smelter mine port terminal hospital group government plant works army navy ministry agency line factory union council state city region bündnis firma regierung werk werft fabrik konzern unternehmen ministerium gewerkschaft behörde verband betrieb hersteller bundeswehr stadt staat groupe entreprise usine chantier gouvernement ministère syndicat société ville état".split()
_NOUN = rf"(?:{'|'.join(_NOUNS)})"
_ARTICLE = r"(?:(?:[Tt]he|[Dd]ie|[Dd]er|[Dd]as|[Ll]e|[Ll]a) |[Ll]['’])"
_THAT = re.compile(
    rf"\b(?:that|dass|que|says?|said) {_ARTICLE}?(?P<who>{CAPITALS}(?: {_NOUN})?) (?=(?:had|has|have|will|would|can|could|may|is|are|was|were|now|also|made|sold|won|paid|held|[a-z]+(?:s|ed|t)) )"
)
_APOSTROPHES = ("'", "’")
_MEMBERS = re.compile(rf"(?P<who>{CAPITALS} (?:members|states|countries|allies))(?:['’](?= ))?")
_OWN = re.compile(r"\b(?:its|their|his|her|sein\w*|ihre?\w*|ses?|sa|son|leurs?)\b", re.IGNORECASE)
_POSSESSIVE = re.compile(
    rf"(?P<who>{CAPITALS})(?:['’]s|['’])(?= (?!CEO|chief|president|prime|head|minister|defen[cs]e minister|spokes|chair|largest|biggest|first|only|most|best|highest|fastest|smallest))"
)
_SPEAKS = r"(?:said|says|told|tells|denie[sd]|announced|added|claim(?:s|ed)|warn(?:s|ed)|estimate[sd]|reported|confirmed|dementierte|sagte?|erklärte|bestritt|déclare|affirme|dément) "
_SUBJECT = re.compile(rf"{_ARTICLE}?(?P<who>{CAPITALS}(?: {_NOUN})?)(?:,[^,]{{2,60}},)?(?= (?!{_SPEAKS}|numbers |figures |rates |levels |times )(?:also |now |currently |had |has |have |will |can |could |may |is |are |was |[a-zäöü]+(?:s|ed|te|t|ten|en|e|a)\b))")  # fmt: skip
_PATTERNS = ((_THAT, ("that", "dass", "que", "say", "said")), (None, ()), (_SUBJECT, ()), (_MEMBERS, ("members", "states", "countries", "allies")), (_POSSESSIVE, _APOSTROPHES))  # fmt: skip
"""How it is said, in the order in which it is looked for, each with parts of words of which one must stand there; "we" in its place.

The subject begins the sentence; so it has no such parts.
"""
_UNNAMED = re.compile(rf"(?:(?:the|its|der|die|das|le|la) |l['’])(?P<noun>{_NOUN})\b", re.IGNORECASE)  # fmt: skip
_BEFORE = re.compile(rf"{_ARTICLE}?(?:(?:[A-Z][a-z-]*)?(?:[Mm]aker|[Bb]uilder|[Oo]perator|[Ss]upplier|[Pp]roducer|[Oo]wner|Rival|Competitor|Firm|Company|Konkurrent|Hersteller|Betreiber) (?=[A-ZÄÖÜ]))?")  # fmt: skip
"""Before a name at the head of a sentence, and no part of it: "Rival Beta", "Shipbuilder Acme"."""
_OWNS = re.compile(r"['’]s?$")
_OF_WHOM = re.compile(r"^.*['’]s (?=[A-ZÄÖÜÉ])")
_GERMAN = re.compile(r"^(?:Die|Der|Das) [A-ZÄÖÜ][\w-]*(?= [a-zäöü])")
"""A noun with its article, which in German has a capital whatever it means."""


def whose_of(sentence: str, speaker: Speaker, people: Sequence[Person], text: str, language: str) -> str:  # fmt: skip
    """By name, whose a figure is.

    `people` are those whom the document names, `text` is the document: it may name who is only called "the yard".
    """
    words = sentence.lstrip(MARKS)
    for pattern, match in _ways(words):
        if pattern is None:
            if says_we(words):
                return _spoken_for(speaker, people, text, language)
            continue
        who = _name(match["who"], text, language) if match else ""
        common = who and pattern is _SUBJECT and (_GERMAN.match(words) or _in_small(text, who))
        if who and not common and (_OWN.search(words) or not _speaks(who, speaker)):
            return who
    noun = unnamed_owner(words)
    return _named_in(text, noun, language) if noun else ""


@lru_cache(maxsize=16)
def _ways(words: str) -> list[tuple[re.Pattern[str] | None, re.Match[str] | None]]:
    """What each of the patterns meets, looked for once for all figures of a sentence."""
    return [(pattern, _met(pattern, parts, words)) for pattern, parts in _PATTERNS]


def _met(pattern: re.Pattern[str] | None, parts: tuple[str, ...], words: str) -> re.Match[str] | None:  # fmt: skip
    if pattern is None or (parts and not holds_one(words, parts)):
        return None
    return pattern.search(words) if parts else pattern.match(words)


def unnamed_owner(sentence: str) -> str:
    """The body without a name that a sentence is about: "yard" of "the yard makes 40"; '' where there is none."""
    match = _UNNAMED.match(sentence.lstrip(MARKS))
    return match["noun"].lower() if match else ""


def is_open(sentence: str) -> bool:
    """Whether a sentence is about a body that it calls "we" or by no name."""
    return says_we(sentence) or bool(unnamed_owner(sentence))


def _name(who: str, text: str, language: str) -> str:
    """The name among words with capitals; '' where they name nobody."""
    if holds_one(who, _APOSTROPHES):
        who = _OF_WHOM.sub("", _OWNS.sub("", who))
    before = _BEFORE.match(who)
    who = who[before.end() :] if before else who
    return who if who.lower() not in _NOUNS and is_somebody(who, text, language) else ""


def _in_small(text: str, who: str) -> bool:
    """Whether the document has a word with a small letter too, so that only its place gave it a capital."""
    return " " not in who and has_in_small(text, who)


def _speaks(who: str, speaker: Speaker) -> bool:
    """Who says it is not whose it is."""
    return who == speaker.name or speaker.name.endswith(f" {who}")


def _spoken_for(speaker: Speaker, people: Sequence[Person], text: str, language: str) -> str:
    """The party that says "we": a body by its name, or the one that a person is said to be of.

    One word may be a firm or a surname: it is a firm where the document shows that.
    """
    name = speaker.name
    if not name or name.lower() in _NOUNS or name[0].islower():
        return ""
    if _is_person(speaker, people, text):
        return _party_of(text, name, language)
    return name if " " in name or speaker.basis == "body" or _is_firm(name, text) else ""


@lru_cache(maxsize=1024)
def _is_firm(name: str, text: str) -> bool:
    """Whether a document shows that one word is a body: it makes something, is called a yard, is "it", or is all capitals."""
    if re.fullmatch(r"[A-Z&]{2,}", name):
        return True
    return any(_shows_a_firm(text, at, at + len(name)) for at in beginnings(text, name))


_FIRM_BEHIND = re.compile(rf"(?:['’]s)? {_NOUN}\b|(?:,| is| was| ist| est)? (?:an?|the|ein|eine|der|die|das|une?|la?e?) (?:[a-zäöü-]+ ){{0,4}}{_NOUN}\b| (?:(?:can|could|will|now) )?{MAKES}\b| (?:said|says|announced|reported) (?:that )?its?\b")  # fmt: skip
_FIRM_BEFORE = re.compile(rf"(?i:\b{_NOUN}) \Z")
_AT_FIRM = re.compile(r"\b(?:at|chez) \Z")
_SAYS = re.compile(r" (?:said|says)\b")
_LONGEST_NOUN = max(map(len, _NOUNS)) + 1


def _shows_a_firm(text: str, at: int, end: int) -> bool:
    """Whether what stands beside a word in a document shows that it is a body."""
    if _BOUNDARY.match(text, at) and _FIRM_BEHIND.match(text, end):
        return True
    if not _BOUNDARY.match(text, end):
        return False
    first = max(0, at - _LONGEST_NOUN)
    if _FIRM_BEFORE.search(text, first, at) and not _SAYS.match(text, end):
        return True
    return _AT_FIRM.search(text, first, at) is not None


OFFICES = r"(?:minister|president|director|chief executive|chief|CEO|chair(?:man|woman)?|head|manager|mayor|secretary|chancellor|spokes(?:man|woman|person)|owner|founder|governor|general|commander|analyst|professor|Minister(?:in)?|Direktor(?:in)?|Chef(?:in)?|Vorstand|Geschäftsführer(?:in)?|Sprecher(?:in)?|Leiter(?:in)?|Betriebsrat|directeur|directrice|ministre|présidente?|patronn?e?)"
"""What a person is to the party that it speaks for."""


def _is_person(speaker: Speaker, people: Sequence[Person], text: str) -> bool:
    """Whether a named speaker is somebody, and no firm."""
    if speaker.basis in ("surname", "office", "pronoun") or any(p.name == speaker.name for p in people):  # fmt: skip
        return True
    name = speaker.name
    return speaker.basis == "named" and any(_shows_a_person(text, at, at + len(name)) for at in beginnings(text, name))  # fmt: skip


def _shows_a_person(text: str, at: int, end: int) -> bool:
    """Whether an office stands right before a name in a document or soon behind it."""
    if _BOUNDARY.match(text, at) and _OFFICE_BEHIND.match(text, end):
        return True
    return _BOUNDARY.match(text, end) is not None and _OFFICE_BEFORE.search(text, max(0, at - _LONGEST), at) is not None  # fmt: skip


@lru_cache(maxsize=1024)
def _party_of(text: str, name: str, language: str) -> str:
    """The party that a document says a person is of; '' where it does not say, or says two."""
    return _only(_name(m["who"], text, language) for m in (*_apposed(text, name), *_titled(text, name)))  # fmt: skip


def _apposed(text: str, name: str) -> Iterator[re.Match[str]]:
    """What stands behind a name that says of which party it is: "Ann Holm, head of Acme"."""
    done = 0
    for at in beginnings(text, name):
        if at >= done and _BOUNDARY.match(text, at) and (found := _OF_A_PARTY.match(text, at + len(name))):  # fmt: skip
            yield found
            done = found.end()


def _titled(text: str, name: str) -> Iterator[re.Match[str]]:
    """What stands before a name that says of which party it is: "Acme chief executive Ann Holm"."""
    if any(_AN_OFFICE.search(text, max(0, at - _LONGEST), at) for at in beginnings(text, name)):
        yield from re.finditer(rf"(?P<who>{CAPITALS})(?:['’]s)? (?:[a-z]+ ){{0,3}}{OFFICES},? {re.escape(name)}\b", text)  # fmt: skip


_BOUNDARY = re.compile(r"\b")
_OF_A_PARTY = re.compile(rf", [^,.;]{{0,40}}\b(?:of|at|from|bei|von|de) (?:the )?(?P<who>{CAPITALS}(?: {_NOUN})?)")  # fmt: skip
_LONGEST = 24
"""Characters in which the longest office stands."""
_AN_OFFICE = re.compile(rf"{OFFICES},? \Z")
_OFFICE_BEFORE = re.compile(rf"\b{OFFICES},? \Z")
_OFFICE_BEHIND = re.compile(rf", [^.;]{{0,60}}\b{OFFICES}\b")


@lru_cache(maxsize=1024)
def _named_in(text: str, noun: str, language: str) -> str:
    """The one name that a document gives to a body: "the Kesten yard", "Alfa's yard", "Acme, a yard"; '' for none or several."""
    return _only(_name(next(iter(m.groupdict().values())), text, language) for beside, p in _naming(noun) if beside.search(text) for m in p.finditer(text))  # fmt: skip


@lru_cache(maxsize=128)
def _naming(noun: str) -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """How a body of one noun gets its name, each after what must stand beside the name: that is found sooner."""
    owned, called = rf"['’]s? (?:[a-z]+ )?{noun}\b", rf" (?:{noun}|{noun.capitalize()})\b"
    is_a, before = rf", (?:an?|the) (?:[a-z-]+ ){{0,4}}{noun}\b", rf"\b(?:the|an?) (?:[a-z-]+ ){{0,2}}{noun} "  # fmt: skip
    patterns = (
        (owned, rf"\b(?P<who>{CAPITALS}){owned}"),
        (rf"\b[A-ZÄÖÜÉ][\w&'’.-]*\w{called}", rf"\b(?P<named>{CAPITALS}(?<!['’]s){called})"),
        (is_a, rf"\b(?P<who>{CAPITALS}){is_a}"),
        (before, rf"{before}(?P<who>{CAPITALS})\b"),
    )
    return tuple((re.compile(beside), re.compile(whole)) for beside, whole in patterns)


def _only(names: Iterable[str]) -> str:
    """The one name among these, the longest of its forms; '' where there are none or two."""
    found = sorted({n for n in names if n}, key=lambda n: (-len(n), n))
    return found[0] if found and all(set(n.split()) <= set(found[0].split()) for n in found) else ""  # fmt: skip
