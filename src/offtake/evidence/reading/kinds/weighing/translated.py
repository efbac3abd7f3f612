"""German and French words in English, one by one, so that what English texts teach of a kind counts in all three languages.

"Bewilligt" left of a figure is the clue "left approv" too; what is counted is translated by `rules/things.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from offtake.evidence.reading.language.dictionaries import dictionary
from offtake.evidence.reading.language.lexicon import lexicon
from offtake.evidence.rules.rules import Rules

_ELIDED = re.compile(r"^(?:[ldnjmtsc]|qu|jusqu|lorsqu|puisqu)['’]")
"""What French glues to a word that begins with a vowel."""
UNKNOWN = "?"
"""In place of a word that no dictionary has."""


def in_english(tokens: Sequence[str], language: str, rules: Rules) -> tuple[str, ...]:
    """Words of a sentence in English, each in the place of its own; signs, figures and what stands for a date as they are."""
    return tuple(map(_translator(language, rules), tokens))


@lru_cache(maxsize=4)
def _translator(language: str, rules: Rules) -> Callable[[str], str]:
    """What translates a word of a language, and knows those that it has translated."""
    known, things = dictionary(language), lexicon(rules, language).counted

    @lru_cache(maxsize=1 << 14)
    def english(token: str) -> str:
        if not token[0].isalpha() or token.isupper():
            return token
        bare = _ELIDED.sub("", token) if language == "fr" else token
        return known.get(token) or known.get(bare) or things.get(bare, UNKNOWN)

    return english
