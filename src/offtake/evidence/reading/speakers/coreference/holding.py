"""Coreference of offices in a whole article: "the executive" for "chief executive Ann Holm", "die Ministerin" for "Garnministerin Ida Falk".

An office stands for the one person who has been told to hold it, or one that may be called so.  Where two hold it, it stands for the
one of them whom the sentence before names, by that very office; where it names none or both, or where
it is told as another body's, country's or time's, or where it is a woman's and nothing tells that the person is one, it stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from offtake.evidence.reading.language.lexicon import Lexicon
from offtake.evidence.reading.speakers.identity.agreeing import sex
from offtake.evidence.reading.speakers.identity.introduced import any_firm
from offtake.evidence.reading.speakers.identity.people import relations
from offtake.evidence.reading.speakers.identity.speaker import Person
from offtake.evidence.reading.speakers.identity.standing import has

_BESIDE = 90
"""Characters beside a name in which its party or its house stands."""
_PARTIES = ("Grünen", "Grüne", "Linken", "Linke", "Linkspartei")
"""Parties that are written out before a dash: "der Grünen-Politiker"."""
_PARTY = re.compile(r"\((?:[A-ZÖ]{2,}|Grüne|Linke|parteilos)\)")
_FAR = 600
"""Characters before a sentence in which the one before it stands."""


def holder(name: str, sentence: str, at: int, text: str, people: Sequence[Person], lexicon: Lexicon) -> str | None:  # fmt: skip
    """The one person whose office may be called so; None where there is none or several, or the office is told as another's."""
    told = name.lower().replace(" ", "-")
    party, dash, word = name.rpartition("-")
    of_a_party = (
        bool(dash) and (party.isupper() or party in _PARTIES) and word.lower() in _holders(lexicon)
    )
    house = _house(name, lexicon) if not of_a_party else None
    told = _nominative(house[1] if house else word.lower() if of_a_party else told, lexicon)
    known = [p for p in people if p.at < at and any(_stands_for(told, o, lexicon) for o in p.offices)]  # fmt: skip
    if house:
        known = [p for p in known if _is_of(p, house[0], text[:at], lexicon)]
    whose = _sex_of(told, name, sentence, lexicon)
    fit = {p.name for p in known if _may_hold(p, whose, people, lexicon) and (not of_a_party or party in _beside(p, text[:at]) or not _PARTY.search(_beside(p, text[:at])))}  # fmt: skip
    if not fit or (not house and _of_somebody_else(name, lexicon).search(sentence)):
        return None
    if len(fit) > 1:
        before = re.split(r"[.!?…][”“\"»«]? |\n", text[max(0, at - _FAR) : at].rstrip())[-1]
        fit = {n for n in fit if has(before, n.rsplit(" ", 1)[-1])}
        fit = fit if any(p.name in fit and told in p.offices for p in known) else set()
    return next(iter(fit)) if len(fit) == 1 else None


_OF = {
    "en": re.compile(r"(?P<office>[a-z][\w -]*?) of (?:the )?(?P<house>[A-Z]\w.*)|(?P<its>[\w&.-]+(?: [A-Z][\w&.-]*)*)(?:['’]s?)? (?P<held>[a-z][\w -]*)"),
    "de": re.compile(r"(?P<office>\w+) (?:von|der|des) (?P<house>[A-ZÄÖÜ].*)|(?P<its>[A-ZÄÖÜ][\w-]*?)-(?P<held>[A-ZÄÖÜ]\w+)"),
    "fr": re.compile(r"(?P<office>[\wà-ÿ-]+(?: général| générale)?) (?:de la |de l['’]|des |du |de |d['’])(?P<house>[\wà-ÿ].*)(?P<its>)(?P<held>)"),
}  # fmt: skip
"""An office with its house: "boss of Acme", "Acme boss", "trust chief", "Acme-Chef", "patron du groupe"."""


def _house(name: str, lexicon: Lexicon) -> tuple[str, str] | None:
    """The house that an office is told of, and the office; None where the words are an office alone, or none."""
    told = _OF[lexicon.language].fullmatch(name)
    office = (told["office"] or told["held"]).lower().replace(" ", "-") if told else ""
    if told is None or _nominative(office, lexicon) not in _holders(lexicon):
        return None
    house = told["house"] or told["its"]
    return None if relations(lexicon) & set(re.findall(r"\w+", house.lower())) else (house, office)


def _is_of(one: Person, house: str, text: str, lexicon: Lexicon) -> bool:
    """Whether somebody is of a house: all its words stand beside the name, or it is whatever any firm is called."""
    if house.lower() in any_firm(lexicon):
        return True
    beside = frozenset(re.findall(r"\w+", _beside(one, text).lower()))
    return beside.issuperset(re.findall(r"\w+", house.lower()))


def _nominative(told: str, lexicon: Lexicon) -> str:
    """A German office without the ending of its case: "dem Experten", "des Ministers"."""
    cut = (told.removesuffix(end) for end in ("n", "en", "s", "es"))
    known = _holders(lexicon)
    return next((w for w in cut if w in known), told) if lexicon.language == "de" and told not in known else told  # fmt: skip


def _stands_for(told: str, office: str, lexicon: Lexicon) -> bool:
    """Whether an office may be called so: by its own name, or by one of its sort; a German one by its last part."""
    if told == office:
        return True
    ends = lexicon.language == "de"
    return any(office == o or (ends and office.endswith(o)) for o in _holders(lexicon).get(told, ()))  # fmt: skip


@lru_cache(maxsize=8)
def _holders(lexicon: Lexicon) -> dict[str, frozenset[str]]:
    """Word for an office -> the offices that it may stand for; words behind "|" stand for those before it, and not these for them."""
    found: dict[str, frozenset[str]] = {}
    for group in str(lexicon.speech["holders"]).replace("_", "-").split(";"):
        held, _, called = group.partition("|")
        offices = frozenset(held.split())
        for word in (*held.split(), *called.split()):
            found[word] = found.get(word, frozenset()) | offices
    return found


def _sex_of(told: str, name: str, sentence: str, lexicon: Lexicon) -> str:
    """Whether an office is told as a woman's or a man's: by its end, else by its article."""
    if own := sex(told, (), lexicon):
        return own
    articles = str(lexicon.speech.get("by_article", "")).split()
    return next((which for which, article in (pair.split("=") for pair in articles) if re.search(rf"\b{article} {re.escape(name)}\b", sentence, re.IGNORECASE)), "")  # fmt: skip


def _may_hold(one: Person, whose: str, people: Sequence[Person], lexicon: Lexicon) -> bool:
    """Whether an office told as a woman's or a man's may be that of somebody; of a woman something must tell that she is one."""
    own = sex(one.name, people, lexicon)
    return own == "f" if whose == "f" else not (whose == "m" and own == "f")


def _beside(one: Person, text: str) -> str:
    return text[max(0, one.at - _BESIDE) : one.at + len(one.name) + _BESIDE]


def of_another(name: str, sentence: str, at: int, text: str, people: Sequence[Person], lexicon: Lexicon) -> str:  # fmt: skip
    """The office as its sentence tells it, where it is told as another body's or country's than the person's; '' where it is not."""
    own = [p for p in people if p.name == name]
    offices = {o for p in own for o in p.offices}
    offices |= {w for o in offices for w in _holders(lexicon).get(o, ())}
    if not offices:
        return ""
    words = "|".join(o.replace("-", "[ -]") for o in sorted(offices, key=len, reverse=True))
    told = re.search(str(lexicon.speech["office_of"]).replace("OFFICE", words), sentence)
    whose = told and next((g for g in told.groups()[1:] if g), "")
    if not told or not whose:
        return ""
    beside = " ".join(_beside(p, text[:at]) for p in own)
    return "" if whose.strip()[:5].lower() in beside.lower() else told[1]


@lru_cache(maxsize=256)
def _of_somebody_else(name: str, lexicon: Lexicon) -> re.Pattern[str]:
    """An office told as that of another body, country or time: "the mayor of Hull", "le ministre estonien"."""
    return re.compile(str(lexicon.speech["of_somebody_else"]).replace("OFFICE", re.escape(name)))
