"""Coreference of bodies and offices in a whole article: "the company", "the bank", "der Konzern", "cet organisme", "the report".

A noun with its article stands for the one body that the article has named before and that may be called so; of several for the
one that spoke last, or the one that its sentence or the sentence before has named.  Where two fit, the noun stays.  A name
that the article has in full before is that one: "Acme" for "Acme Motors".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from offtake.evidence.reading.language.lexicon import Lexicon
from offtake.evidence.reading.speakers.identity.introduced import (
    any_firm,
    firms,
    general,
    kin,
    noun_in,
)
from offtake.evidence.reading.speakers.identity.speaker import Attribution, Body, Person, Speaker
from offtake.evidence.reading.speakers.identity.standing import has, places
from offtake.evidence.reading.speakers.verbs import listed

_BETWEEN = r"(?:[\w-]+-[a-z]+ )?$"
_GERMAN_BETWEEN = r"(?:(?:[\w-]+ ){0,3}[a-zäöü]+e[nrms]? )?$"
_DEFINITE = {
    "en": re.compile(rf"\b(?:the|this|that) {_BETWEEN}", re.IGNORECASE),
    "de": re.compile(rf"\b(?:de[rsmn]|die|das|dieser?|dieses|vom|beim|zum|zur|im) (?:(?:an|am|auf|aus|bei|im?|mit|seit|von|zur?) [^,;.:]{{3,50}}?(?:te|ene|nde|ige)[rns]? )?{_GERMAN_BETWEEN}", re.IGNORECASE),
    "fr": re.compile(rf"(?:\b(?:le|la|du|au|ce|cet|cette) |\bl['’]){_BETWEEN}", re.IGNORECASE),
}  # fmt: skip
_TOLD_OF = {
    "en": re.compile(r"(?:(?:[A-Z]\w+(?:ish|ian|ean|ese|ench|utch|erman|ican|wiss|reek)|[\w-]+-(?:based|owned|listed|built)) )?(?P<noun>[a-z-]+)|(?P<made>[a-z-]+ (?:maker|builder|operator|manufacturer|producer|supplier))"),
    "de": re.compile(r"(?:.*[a-zäöü](?:e[nrs]?|te[nrs]?) )?(?P<noun>[A-ZÄÖÜ]\w+)(?P<made>(?!))?"),
    "fr": re.compile(r"(?P<noun>[a-zà-ÿ-]+)(?: [a-zà-ÿ]+(?:aise?|oise?|ien|ienne|aine?|ande?|ique|isse))?(?P<made>(?!))?"),
}  # fmt: skip
"""A noun for a body with no more than a country beside it."""


@dataclass(frozen=True)
class Known:
    """What an article has told before a sentence: bodies by name, people, who has spoken, and who made the last paper."""

    bodies: tuple[Body, ...]
    people: tuple[Person, ...]
    spoke: tuple[Speaker, ...] = ()
    maker: Speaker | None = None


def meant(who: Speaker, sentence: str, at: int, text: str, known: Known, lexicon: Lexicon) -> Speaker:  # fmt: skip
    """Whom a speaker of a sentence that begins at `at` of the text stands for; the speaker itself where nobody else is meant."""
    if who.basis in ("named", "body", "running", "pronoun") and (name := _in_full(who.name, at + len(sentence), known)):  # fmt: skip
        return Speaker(name, who.basis)
    if who.name.isupper() and (name := _spelt_out(who.name, text[: at + len(sentence)])):
        return Speaker(name, who.basis)
    if who.basis == "body" and (apposed := next((b.name for b in known.bodies if f"{who.name}, {b.name}" in sentence), "")):  # fmt: skip
        return Speaker(apposed, "body")
    common = who.basis == "body" or (who.basis == "pronoun" and who.name[:1].islower()) or (who.basis == "named" and lexicon.language == "de" and " " not in who.name)  # fmt: skip
    if not common or not _is_definite(who.name, sentence, lexicon):
        return who
    if (holder := _holder(who.name, at, known.people, lexicon)) is not None:
        return Speaker(holder, "office")
    found = _TOLD_OF[lexicon.language].fullmatch(who.name)
    if found is None:
        return who
    if known.maker is not None and found["noun"] and found["noun"].lower() in _papers(lexicon):
        return Speaker(known.maker.name, "body")
    noun = noun_in(found["noun"] or found["made"].rsplit(" ", 1)[-1], lexicon)
    if not noun or (lexicon.language == "de" and noun != who.name.rsplit(" ", 1)[-1].lower() and noun not in firms(lexicon)):  # fmt: skip
        return who
    whole = noun == who.name.rsplit(" ", 1)[-1].lower()
    names = [n for n in _candidates(noun, whole, at + max(0, sentence.rfind(who.name)), known, lexicon) if not _is_other(n, who.name, sentence)]  # fmt: skip
    name = _one_of(names, sentence, at, text, known)
    return Speaker(name, "body") if name else who


def heard(known: Known, sentence: str, verbs: Sequence[Attribution], lexicon: Lexicon) -> Known:
    """What is known behind a sentence: who spoke in it, and whose paper it speaks of."""
    spoke = [v.speaker for v in verbs if v.speaker.name]
    if not spoke:
        return known
    told = [v.speaker for v in verbs if v.speaker.name and v.attitude != "deny"]
    maker = told[0] if told and _paper(lexicon).search(sentence) else known.maker
    return replace(known, spoke=(*known.spoke, *spoke), maker=maker)


@lru_cache(maxsize=8)
def _paper(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(_papers(lexicon))})s?(?!\w)", re.IGNORECASE)


def _in_full(name: str, end: int, known: Known) -> str:
    """The name in full of a body that a name is the beginning of; '' where there is none or several."""
    if not name or any(p.surname == name for p in known.people):
        return ""
    own = [b.name for b in known.bodies if b.name.startswith(f"{name} ") and b.at < end]
    return own[0] if len(own) == 1 else ""


def _spelt_out(letters: str, text: str) -> str:
    """The name that stands before its letters in brackets: "Harbour Works Council (HWC)"; '' where their beginnings are others."""
    found = re.search(rf"((?:[\w'’-]+ ){{1,8}})\({re.escape(letters)}\)", text)
    words = found[1].split() if found else []
    for k in range(len(words)):
        own = [w for part in words[k:] for w in re.split(r"[-'’]", part) if w[:1].isupper() or len(w) > 3]  # fmt: skip
        if words[k][0].isupper() and "".join(w[0] for w in own).upper() == letters:
            return " ".join(words[k:])
    return ""


def _is_definite(name: str, sentence: str, lexicon: Lexicon) -> bool:
    """Whether the words stand in a sentence with an article."""
    return any(_DEFINITE[lexicon.language].search(sentence, max(0, at - 70), at) for end in ("", "s", "es") for at in places(sentence, name + end))  # fmt: skip


@lru_cache(maxsize=8)
def _papers(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(listed(str(lexicon.speech["papers"])))


@lru_cache(maxsize=8)
def _holders(lexicon: Lexicon) -> dict[str, frozenset[str]]:
    groups = [[w.replace("_", "-") for w in g.split()] for g in str(lexicon.speech["holders"]).split(";")]  # fmt: skip
    return {word: frozenset(w for g in groups if word in g for w in g) for g in groups for word in g}  # fmt: skip


def _holder(name: str, at: int, people: Sequence[Person], lexicon: Lexicon) -> str | None:
    """The one person whose office may be called so; None where there is none or several."""
    offices = _holders(lexicon).get(name.lower().replace(" ", "-"))
    if offices is None:
        return None
    fit = {p.name for p in people if p.at < at and p.offices & offices}
    return next(iter(fit)) if len(fit) == 1 else None


def _candidates(noun: str, whole: bool, end: int, known: Known, lexicon: Lexicon) -> list[str]:
    """Bodies that the noun may stand for: those that are called so, else those of its kin; a name without a noun may be a firm's, where the noun is no compound but `whole`."""
    alike = kin(lexicon).get(general(noun), frozenset({noun}))
    bodies = [b for b in known.bodies if b.at < end]
    spoke = {s.name: _nouns(s.name, lexicon) for s in known.spoke if s.basis in ("body", "named") and not any(b.name in s.name for b in bodies)}  # fmt: skip
    own = [*((b.name, b.nouns) for b in bodies), *(spoke.items() if whole else ())]
    exact = [n for n, nouns in own if noun in nouns]
    near = [n for n, nouns in own if _fits(noun, nouns, alike)]
    firm = whole and (noun in firms(lexicon) or general(noun) in firms(lexicon))
    bare = [b.name for b in bodies if not b.nouns] if firm else []
    bare += [n for n, nouns in spoke.items() if firm and noun in any_firm(lexicon) and not nouns and n[:1].isupper() and not _is_somebody(n, known)]  # fmt: skip
    return list(dict.fromkeys(exact or [*near, *bare]))


def _fits(noun: str, nouns: frozenset[str], alike: frozenset[str]) -> bool:
    """Whether a body of these nouns may be called by one of its kin; a drugmaker is no planemaker."""
    if general(noun) != noun and any(general(n) not in (n, noun) and n != noun for n in nouns):
        return False
    return bool({general(n) for n in nouns} & alike)


def _is_somebody(name: str, known: Known) -> bool:
    """Whether a speaker is known to be a person: by an office, or by a surname alone."""
    if " " not in name:
        return any(name == p.surname for p in known.people)
    return any(p.name == name and p.offices for p in known.people) or any(s.basis == "surname" and s.name == name for s in known.spoke)  # fmt: skip


def _nouns(name: str, lexicon: Lexicon) -> frozenset[str]:
    """The nouns in a name: "port authority", "Observatoire des industries"."""
    words = re.split(r"[\s'’]", name)
    head = re.split(r" (?:of|for|der|des|für|von|zur) ", name)[0].split(" ")[-1:]
    picked = words[:1] if lexicon.language == "fr" else head
    return frozenset(
        n for w in picked if (n := noun_in(w, lexicon)) and (len(words) > 1 or w.lower() != n)
    )


_WHILE = re.compile(r"\b(?:while|whereas|tandis que|alors que|während|wohingegen)\b")


def _is_other(name: str, noun: str, sentence: str) -> bool:
    """Whether a sentence sets the noun against the name: "the guild counts 40, while the operator counts 30"."""
    turn = _WHILE.search(sentence)
    return turn is not None and _has(sentence[: turn.start()], name) and noun in sentence[turn.end() :]  # fmt: skip


def _one_of(names: Sequence[str], sentence: str, at: int, text: str, known: Known) -> str:
    """The one that is meant of several; '' where two fit."""
    if len(names) < 2:
        return names[0] if names else ""
    before = text[text.rfind("\n", 0, at) + 1 : at]
    for near in (sentence, before):
        here = [n for n in names if _has(near, n)]
        if len(here) == 1:
            return here[0]
        if here:
            break
    return next((s.name for s in reversed(known.spoke) if s.name in names), "")


def _has(text: str, name: str) -> bool:
    first = name.split(" ")[0]
    return has(text, name if len(first) < 4 else first)
