"""Whether "she" or "he", "er" or "sie", "il" or "elle" may stand for somebody, as far as offices and first names tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from offtake.evidence.reading.language.lexicon import Lexicon
from offtake.evidence.reading.speakers.identity.speaker import Person
from offtake.evidence.reading.speakers.verbs import listed


def fits(pronoun: str, name: str, people: Sequence[Person], lexicon: Lexicon) -> bool:
    """Whether nothing that is known of whoever has a name speaks against a pronoun."""
    told = sex(name, people, lexicon)
    hers, his = (lexicon.speech[key].split() for key in ("she", "he"))
    return not (told == "m" and pronoun in hers) and not (told == "f" and pronoun in his)


def sex(name: str, people: Sequence[Person], lexicon: Lexicon) -> str:
    """By all offices that stand beside a name, where they agree; else by the first name, or the office that a name is; else ''."""
    hers, his = _offices(lexicon)
    first = name.split(" ")[0].split("-")[0].lower()
    told = {"f" if hers.match(o) else "m" for p in people if p.name == name for o in p.offices if hers.match(o) or his.match(o)}  # fmt: skip
    if told:
        return told.pop() if len(told) == 1 else ""
    if first in str(lexicon.speech.get("either", "")).split():
        return ""
    her_names, his_names = _names(lexicon)
    if first in her_names or first in his_names:
        return ("m" if first in his_names else "f") if " " in name else ""
    if _is_office(name, lexicon):
        office = name.split(" ")[0].lower()
        return "f" if hers.match(office) else "m" if his.match(office) else ""
    her_ends, his_ends = _ends(lexicon)
    if " " not in name or " de" in name:
        return ""
    return "m" if his_ends.fullmatch(first) else "f" if her_ends.fullmatch(first) else ""


def _is_office(name: str, lexicon: Lexicon) -> bool:
    """Whether a name that begins with no known first name is an office: "Sprecherin der Gilde", "chairman", and not "Rodin Holm" nor "Chapman"."""
    first, *others = name.split(" ")
    if others:
        return first[0].islower() or others[0][0].islower()
    return first[0].islower() or lexicon.language == "de" or first.lower() in listed(str(lexicon.speech["offices"]))  # fmt: skip


@lru_cache(maxsize=4)
def _offices(lexicon: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Offices that a woman has, and a man: by their ends."""
    hers, his = (str(lexicon.speech[key]) for key in ("her_offices", "his_offices"))
    return re.compile(f"(?:{hers})$"), re.compile(f"(?:{his})$")


@lru_cache(maxsize=4)
def _names(lexicon: Lexicon) -> tuple[frozenset[str], frozenset[str]]:
    """First names of women and of men that are listed whole."""
    names = lexicon.data["first_names"]
    return frozenset(names["hers"].split()), frozenset(names["his"].split())


@lru_cache(maxsize=4)
def _ends(lexicon: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What the others of women and of men end in."""
    names = lexicon.data["first_names"]
    return re.compile(names["her_ends"]), re.compile(names["his_ends"])
