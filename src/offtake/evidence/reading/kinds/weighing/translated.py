"""German and French words in English, one by one, so that what English texts teach of a kind counts in all three languages.

"Bewilligt" left of a figure is the clue "left approv" too.  The dictionaries are `rules/german.csv` and `rules/french.csv`; what is
counted is translated by `rules/things.toml`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

from offtake.evidence.reading.language.lexicon import lexicon
from offtake.evidence.rules.rules import Rules

_ELIDED = re.compile(r"^(?:[ldnjmtsc]|qu|jusqu|lorsqu|puisqu)['’]")
"""What French glues to a word that begins with a vowel."""
UNKNOWN = "?"
"""In place of a word that no dictionary has."""
DICTIONARIES = {"de": "german.csv", "fr": "french.csv"}


@lru_cache(maxsize=4)
def dictionary(language: str) -> dict[str, str]:
    """Word in small letters -> the English word for it, in its base form."""
    if language not in DICTIONARIES:
        return {}
    text = files("offtake.evidence.rules").joinpath(DICTIONARIES[language]).read_text("utf-8")
    return {row["word"]: row["english"] for row in csv.DictReader(text.splitlines())}


def in_english(tokens: Sequence[str], language: str, rules: Rules) -> tuple[str, ...]:
    """Words of a sentence in English, each in the place of its own; signs, figures and what stands for a date as they are."""
    known, things = dictionary(language), lexicon(rules, language).counted

    def english(word: str) -> str:
        bare = _ELIDED.sub("", word) if language == "fr" else word
        return known.get(word) or known.get(bare) or things.get(bare, UNKNOWN)

    return tuple(t if not t[0].isalpha() or t.isupper() else english(t) for t in tokens)
