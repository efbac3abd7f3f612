"""Patterns of the rules of speech, in which MONTHS, DAYS and LEGAL stand for what the lists of the rules have."""

from __future__ import annotations

import re
from functools import lru_cache

from offtake.evidence.reading.language.lexicon import Lexicon


@lru_cache(maxsize=256)
def pattern(key: str, lexicon: Lexicon) -> re.Pattern[str]:
    """A pattern of the rules in the language of a text; nothing meets one that the language has not."""
    return re.compile(written(key, lexicon))


@lru_cache(maxsize=256)
def written(key: str, lexicon: Lexicon) -> str:
    """The same as text, part of a longer one."""
    text = str(lexicon.speech.get(key, "(?!)"))
    return text.replace("MONTHS", months(lexicon)).replace("DAYS", days(lexicon)).replace("LEGAL", legal(lexicon))  # fmt: skip


@lru_cache(maxsize=256)
def word_set(key: str, lexicon: Lexicon) -> frozenset[str]:
    """The words of a list of the rules, "_" as a space."""
    return frozenset(w.replace("_", " ") for w in str(lexicon.speech.get(key, "")).split())


@lru_cache(maxsize=4)
def months(lexicon: Lexicon) -> str:
    """Months in full, as a text writes them."""
    return _any_of(lexicon.speech["months"], lexicon)


@lru_cache(maxsize=4)
def days(lexicon: Lexicon) -> str:
    """Days of the week."""
    return _any_of(lexicon.speech["weekdays"], lexicon)


def _any_of(words: list[str], lexicon: Lexicon) -> str:
    names = (part.split("|")[0] for part in words)
    return "|".join(n if lexicon.language == "fr" else n.title() for n in names)


@lru_cache(maxsize=4)
def legal(lexicon: Lexicon) -> str:
    """Legal forms of firms, which stand behind their names in any language."""
    return "|".join(str(lexicon.data["nobody"]["legal"]).split())


@lru_cache(maxsize=4)
def firm_ends(lexicon: Lexicon) -> frozenset[str]:
    """Last words of names that only firms have, legal forms among them."""
    return frozenset((*legal(lexicon).split("|"), *str(lexicon.data["nobody"]["firm_ends"]).split()))  # fmt: skip


@lru_cache(maxsize=4)
def times(lexicon: Lexicon) -> frozenset[str]:
    """Months, days and feasts with a capital that are nobody's surname."""
    known = {*months(lexicon).split("|"), *days(lexicon).split("|"), *str(lexicon.speech["feast_names"]).split()}  # fmt: skip
    return frozenset(name.title() for name in known - set(str(lexicon.speech["surnames_too"]).split()))  # fmt: skip
