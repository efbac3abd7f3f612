"""Whether "she" or "he", "er" or "sie", "il" or "elle" may stand for somebody, as far as offices and first names tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from offtake.evidence.reading.language.lexicon import Lexicon
from offtake.evidence.reading.speakers.identity.speaker import Person


def fits(pronoun: str, name: str, people: Sequence[Person], lexicon: Lexicon) -> bool:
    """Whether nothing that is known of whoever has a name speaks against a pronoun."""
    told = sex(name, people, lexicon)
    hers, his = (lexicon.speech[key].split() for key in ("she", "he"))
    return not (told == "m" and pronoun in hers) and not (told == "f" and pronoun in his)


def sex(name: str, people: Sequence[Person], lexicon: Lexicon) -> str:
    """By all offices that stand beside a name, where they agree; else by the first name; else ''."""
    hers, his = _offices(lexicon)
    beside = [o for p in people if p.name == name for o in p.offices] or [name.split(" ")[0].lower()]  # fmt: skip
    told = {"f" if hers.match(o) else "m" for o in beside if hers.match(o) or his.match(o)}
    if len(told) == 1:
        return told.pop()
    first = name.split(" ")[0].split("-")[0].lower()
    if told or " " not in name or " de" in name or first in str(lexicon.speech.get("either", "")).split():  # fmt: skip
        return ""
    her_names, his_names = _names(lexicon)
    return "m" if his_names.fullmatch(first) else "f" if her_names.fullmatch(first) else ""


@lru_cache(maxsize=4)
def _offices(lexicon: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Offices that a woman has, and a man: by their ends."""
    hers, his = (str(lexicon.speech[key]) for key in ("her_offices", "his_offices"))
    return re.compile(f"(?:{hers})$"), re.compile(f"(?:{his})$")


@lru_cache(maxsize=4)
def _names(lexicon: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """First names of women and of men, whole and by their ends."""
    names = lexicon.data["first_names"]
    return tuple(re.compile(f"{'|'.join(names[whole].split())}|{names[ends]}") for whole, ends in (("hers", "her_ends"), ("his", "his_ends")))  # type: ignore[return-value]  # fmt: skip
