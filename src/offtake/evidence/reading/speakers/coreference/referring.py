"""Coreference of bodies and offices in a whole article: "the company", "the bank", "der Konzern", "cet organisme", "the report".

A noun with its article stands for the one body that the article has named before and that may be called so; of several for the
one that spoke last, or the one that its sentence or the sentence before has named.  Where two fit, the noun stays.  A name
that the article has in full before is that one: "Acme" for "Acme Motors".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from offtake.evidence.reading.language.lexicon import Lexicon
from offtake.evidence.reading.speakers.coreference.beside_it import firm_beside, may_be_firm
from offtake.evidence.reading.speakers.coreference.fields import by_field
from offtake.evidence.reading.speakers.coreference.holding import holder, of_another
from offtake.evidence.reading.speakers.coreference.papers import may_be
from offtake.evidence.reading.speakers.identity.heading import common_first
from offtake.evidence.reading.speakers.identity.introduced import (
    any_firm,
    firms,
    general,
    kin,
    noun_in,
)
from offtake.evidence.reading.speakers.identity.known import Known, first_body_in
from offtake.evidence.reading.speakers.identity.patterns import pattern
from offtake.evidence.reading.speakers.identity.people import is_common, relations
from offtake.evidence.reading.speakers.identity.speaker import Speaker
from offtake.evidence.reading.speakers.identity.standing import has, places


def meant(who: Speaker, sentence: str, at: int, text: str, known: Known, lexicon: Lexicon) -> Speaker:  # fmt: skip
    """Whom a speaker of a sentence that begins at `at` of the text stands for; the speaker itself where nobody else is meant."""
    if who.basis == "office" and (office := of_another(who.name, sentence, at, text, known.people, lexicon)):  # fmt: skip
        return Speaker(office, "body")
    if who.basis in ("named", "body", "running", "pronoun") and (name := _in_full(who.name, at + len(sentence), known)):  # fmt: skip
        return Speaker(name, who.basis)
    if lexicon.language == "de" and (own := _LETTERS_BEHIND.fullmatch(who.name)) and _abbreviates(own["letters"].lower(), _parts(own["name"].split())):  # fmt: skip
        return Speaker(own["name"], who.basis)
    if who.name.isupper() and (name := _spelt_out(who.name, text[: at + len(sentence)], lexicon) or _by_initials(who.name, known, at)):  # fmt: skip
        return Speaker(name, who.basis)
    if who.basis in ("body", "named", "pronoun") and (name := by_field(who.name, text[: at + len(sentence)], lexicon)):  # fmt: skip
        return Speaker(name, "body")
    if who.basis == "body" and (apposed := next((b.name for b in known.bodies if f"{who.name}, {b.name}" in sentence), "")):  # fmt: skip
        return Speaker(apposed, "body")
    common = who.basis == "body" or (who.basis == "pronoun" and who.name[:1].islower()) or (who.basis == "named" and lexicon.language == "de" and " " not in who.name)  # fmt: skip
    if not common or not _is_definite(who.name, sentence, lexicon):
        return who
    if (held := holder(who.name, sentence, at, text, known.people, lexicon)) is not None:
        return Speaker(held, "office")
    found = pattern("told_of", lexicon).fullmatch(who.name)
    if found is None:
        return who
    if known.paper is not None and may_be((found["noun"] or "?").lower(), known.paper, lexicon):
        return Speaker(known.paper.maker.name, "body")
    if pattern("kin_of", lexicon).match(who.name):
        return who
    noun = noun_in(found["noun"] or found["made"].rsplit(" ", 1)[-1], lexicon)
    if not noun or (lexicon.language == "de" and noun != who.name.rsplit(" ", 1)[-1].lower() and noun not in firms(lexicon) and noun != _UNION):  # fmt: skip
        return who
    if not _of_its_country(who.name, noun, sentence, text[:at], lexicon):
        return who
    whole = noun == who.name.rsplit(" ", 1)[-1].lower()
    names = [n for n in _candidates(noun, whole, at + max(0, sentence.rfind(who.name)), known, lexicon) if not _is_other(n, who.name, sentence, lexicon)]  # fmt: skip
    if noun == _UNION and not whole:  # "die Baugewerkschaft" is IG BAU, and no other
        field = who.name.lower().removesuffix(_UNION)
        names = [n for n in names if any(field.startswith(w.lower()) for w in n.split(" "))]
    names = list(dict.fromkeys(by_field(n, text[:at], lexicon) or n for n in names))
    name = _one_of(names, sentence, at, text, known, lexicon)
    if not name:
        return _beside(who, noun, sentence, known, lexicon)
    if _another_such(noun, names, text, at) or (noun in firms(lexicon) and _strangers(name, sentence, at, text, known, lexicon)):  # fmt: skip
        return who
    return Speaker(name, "body")


_UNION = "gewerkschaft"


def _beside(who: Speaker, noun: str, sentence: str, known: Known, lexicon: Lexicon) -> Speaker:
    """The firm that the sentence tells of before the noun, else whoever it says."""
    whole = noun == who.name.rsplit(" ", 1)[-1].lower()
    fits = noun in (any_firm(lexicon) if lexicon.language == "de" else firms(lexicon))
    if not fits or noun in relations(lexicon) or (not whole and noun in _PARTS):
        return who
    name = firm_beside(sentence[: max(0, sentence.rfind(who.name))], known.named, lexicon)
    return Speaker(name, "body") if name else who


_PARTS = ("gesellschaft", "gruppe", "tochter", "betrieb")
"""German nouns whose compounds are bodies of their own: "Transfergesellschaft"."""


def _another_such(noun: str, names: Sequence[str], text: str, at: int) -> bool:
    """Whether a text has told of a body of that noun that is none of those: "Poland's ministry of defence", "the European Central Bank"."""
    own = {w for name in names for w in name.split(" ")}
    return any(words and not words & own and beside not in own for end, words, beside in _such(noun, text) if end <= at)  # fmt: skip


@lru_cache(maxsize=256)
def _such(noun: str, text: str) -> tuple[tuple[int, frozenset[str], str], ...]:
    """Where a text tells of bodies of a noun, each with the names before it, and the name whose apposition it is: "Acme, the Italian shipbuilder"."""
    told = re.finditer(rf"(?:\b(?P<beside>[A-Z][\w-]*), (?:the|an?) )?(?P<names>(?:[A-Z][\w-]+(?:['’]s)? ){{1,4}})(?:{re.escape(noun)}|{re.escape(noun.title())})\b", text)  # fmt: skip
    return tuple((m.end(), frozenset(w for w in re.findall(r"[A-Z]\w+", m["names"]) if not is_common(w)), m["beside"] or "") for m in told)  # fmt: skip


def _strangers(
    name: str, sentence: str, at: int, text: str, known: Known, lexicon: Lexicon
) -> bool:
    """Whether another name may be a firm's, does something in the text before, and nothing tells that it is not meant.

    The name that was told in the sentence or the one before it (where it opens a paragraph, in the paragraph before), and no other there, is meant all the same.
    """
    others = [start for start, told in _doing(text, lexicon) if start < at and _may_be_firm(told, name, known, lexicon)]  # fmt: skip
    if not others:
        return False
    opens = text[:at].endswith("\n")
    near = max(text.rfind(sign, 0, at - 2) for sign in (("\n",) if opens else ("\n", ". ")))
    return not has(text[max(near, 0) : at + len(sentence)], name.split(" ")[0]) or any(start >= near for start in others)  # fmt: skip


@lru_cache(maxsize=8)
def _doing(text: str, lexicon: Lexicon) -> tuple[tuple[int, str], ...]:
    """Where a name does something in a text, and the name."""
    return tuple((m.start(), m[m.lastgroup or 0]) for m in pattern("does", lexicon).finditer(text))


def _may_be_firm(told: str | None, name: str, known: Known, lexicon: Lexicon) -> bool:
    """Whether a name that does something is neither the one meant, nor a person, a place, a common word or another known body that is no firm."""
    if not told or told.isupper() or set(told.split(" ")) & set(name.split(" ")):
        return False
    return may_be_firm(told, known.named, lexicon)


def _in_full(name: str, end: int, known: Known) -> str:
    """The name in full of a body that a name is the beginning of; '' where there is none or several."""
    if not name or name in known.named.surnames:
        return ""
    own = [b.name for b in known.bodies if b.name.startswith(f"{name} ") and b.at < end]
    return own[0] if len(own) == 1 else ""


_LETTERS_BEHIND = re.compile(r"(?P<name>\S.*) (?P<letters>[A-ZÄÖÜ]{2,6})")
"""A German name with its letters behind: "Eidgenössische Wollkontrolle EWK"."""


def _spelt_out(letters: str, text: str, lexicon: Lexicon) -> str:
    """The name that stands before its letters, in brackets, or in German without: "Harbour Works Council (HWC)"; '' where their beginnings are others."""
    bare = rf"|{re.escape(letters)}\b" if lexicon.language == "de" else ""
    every = re.finditer(rf"((?:[\w'’-]+,? ){{1,8}})(?:\({re.escape(letters)}\){bare})", text)
    found = {name for m in every if (name := _abbreviated(m[1].split(), letters, lexicon))}
    return found.pop() if len(found) == 1 else ""


def _abbreviated(words: Sequence[str], letters: str, lexicon: Lexicon) -> str:
    """The last of the words that the letters stand for, in German without the ending of the genitive; '' where they stand for none."""
    for k in range(len(words)):
        if words[k][0].isupper() and _abbreviates(letters.lower(), _parts(words[k:])):
            genitive = lexicon.language == "de" and "des" in words[:k] and len(words) - k == 1
            name = " ".join(words[k:])
            return _GENITIVE.sub("", name) if genitive else name
    return ""


_GENITIVE = re.compile(r"(?<=[a-zäöüß]{4})e?s$")


def _parts(words: Sequence[str]) -> list[str]:
    """The parts of words that letters may stand for, in small letters."""
    parts = (w.rstrip(",") for word in words for w in re.split(r"[-'’]", word))
    return [w.lower() for w in parts if w[:1].isupper() or len(w) > 3]


def _by_initials(letters: str, known: Known, end: int) -> str:
    """The one body named before whose words begin with the letters, which no brackets explain: "PAC" of "Public Accounts Committee"."""
    own = {b.name for b in known.bodies if b.at < end and letters == "".join(w[0] for w in b.name.split(" ") if w[0].isupper())}  # fmt: skip
    return own.pop() if len(own) == 1 and len(letters) >= _FEWEST else ""


_FEWEST = 3
"""Letters that are no chance."""


def _abbreviates(letters: str, words: Sequence[str]) -> bool:
    """Whether letters are those that words begin with, in their order, and others inside them: "BWK" of "Bundesverband Windkraft"."""
    if not words or letters[:1] != words[0][0]:
        return not words and not letters
    at = 0
    for taken in range(1, len(letters) + 1):
        if _abbreviates(letters[taken:], words[1:]):
            return True
        at = words[0].find(letters[taken : taken + 1] or " ", at + 1)
        if at < 0:
            return False
    return False


def _is_definite(name: str, sentence: str, lexicon: Lexicon) -> bool:
    """Whether the words stand in a sentence with an article."""
    return any(pattern("definite", lexicon).search(sentence, max(0, at - 70), at) for end in ("", "s", "es") for at in places(sentence, name + end))  # fmt: skip


def _of_its_country(name: str, noun: str, sentence: str, before: str, lexicon: Lexicon) -> bool:
    """Whether no country stands beside a noun, or it stood in the text before: "the French shipbuilder" is none that nobody called French."""
    found = re.search(rf"([\w-]+) {re.escape(name)}" if lexicon.language == "de" else rf"{re.escape(name)}", sentence)  # fmt: skip
    words = [*name.split(" "), *([found[1]] if found and lexicon.language == "de" else [])]
    told = [w for w in words if w.lower() != noun and pattern("countries", lexicon).fullmatch(w)]
    return all(w.lower()[:-2] in before.lower() for w in told)


def _candidates(noun: str, whole: bool, end: int, known: Known, lexicon: Lexicon) -> list[str]:
    """Bodies that the noun may stand for: those that are called so, else those of its kin; a name without a noun may be a firm's, where the noun is no compound but `whole`."""
    alike = kin(lexicon).get(general(noun), frozenset({noun}))
    bodies = [b for b in known.bodies if b.at < end]
    spoke = {s.name: _nouns(s.name, lexicon) for s in known.spoke if s.basis in ("body", "named") and first_body_in(s.name, known.named) >= end}  # fmt: skip
    own = [*((b.name, b.nouns) for b in bodies), *(spoke.items() if whole else ())]
    exact = [n for n, nouns in own if noun in nouns]
    near = [n for n, nouns in own if _fits(noun, nouns, alike)]
    firm = whole and (noun in firms(lexicon) or general(noun) in firms(lexicon))
    bare = [b.name for b in bodies if not b.nouns] if firm else []
    bare += [n for n, nouns in spoke.items() if firm and noun in any_firm(lexicon) and not nouns and n[:1].isupper() and not lexicon.is_means(n.lower()) and not _is_somebody(n, known)]  # fmt: skip
    if noun in any_firm(lexicon):
        return list(dict.fromkeys([*exact, *near, *bare]))  # "company" is what any firm is called
    return list(dict.fromkeys(exact or ([] if noun in relations(lexicon) else [*near, *bare])))


def _fits(noun: str, nouns: frozenset[str], alike: frozenset[str]) -> bool:
    """Whether a body of these nouns may be called by one of its kin; a drugmaker is no planemaker."""
    if general(noun) != noun and any(general(n) not in (n, noun) and n != noun for n in nouns):
        return False
    return bool({general(n) for n in nouns} & alike)


def _is_somebody(name: str, known: Known) -> bool:
    """Whether a speaker is known to be a person: by an office, or by a surname alone."""
    if " " not in name:
        return name in known.named.surnames
    return any(p.name == name and p.offices for p in known.people) or any(s.basis == "surname" and s.name == name for s in known.spoke)  # fmt: skip


@lru_cache(maxsize=4096)
def _nouns(name: str, lexicon: Lexicon) -> frozenset[str]:
    """The nouns in a name: "port authority", "Observatoire des industries"."""
    words = re.split(r"[\s'’]", name)
    head = re.split(r" (?:of|for|der|des|für|von|zur) ", name)[0].split(" ")[-1:]
    picked = words[:1] if lexicon.language == "fr" else head
    return frozenset(
        n for w in picked if (n := noun_in(w, lexicon)) and (len(words) > 1 or w.lower() != n)
    )


def _is_other(name: str, noun: str, sentence: str, lexicon: Lexicon) -> bool:
    """Whether a sentence sets the noun against the name: "the guild counts 40, while the operator counts 30"."""
    turn = pattern("whereas", lexicon).search(sentence)
    return turn is not None and _has(sentence[: turn.start()], name, lexicon) and noun in sentence[turn.end() :]  # fmt: skip


def _one_of(names: Sequence[str], sentence: str, at: int, text: str, known: Known, lexicon: Lexicon) -> str:  # fmt: skip
    """The one that is meant of several: the only one beside, or who spoke last and was named last; '' where two fit."""
    if len(names) < 2:
        return names[0] if names else ""
    before = text[text.rfind("\n", 0, at) + 1 : at]
    for near in (sentence, before):
        here = [n for n in names if _has(near, n, lexicon)]
        if len(here) == 1:
            return here[0]
        if here:
            break
    spoke = next((s.name for s in reversed(known.spoke) if s.name in names), "")
    last = max(_last_place(text, n, at, lexicon) for n in names)
    return spoke if spoke and _last_place(text, spoke, at, lexicon) == last else ""


def _last_place(text: str, name: str, at: int, lexicon: Lexicon) -> int:
    """Where a text before a place has a name last."""
    return max((p for p in places(text, _short(name, lexicon)) if p < at), default=-1)


def _has(text: str, name: str, lexicon: Lexicon) -> bool:
    return has(text, _short(name, lexicon))


def _short(name: str, lexicon: Lexicon) -> str:
    """The first word of a name, where that tells it."""
    first = name.split(" ")[0]
    return name if len(first) < 4 or first.lower() in common_first(lexicon) else first
