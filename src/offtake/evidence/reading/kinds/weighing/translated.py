"""German and French words in English, one by one, so that what English texts teach of a kind counts in all three languages.

"Bewilligt" left of a figure is the clue "left approv" too; what is counted is translated by `rules/things.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from offtake.evidence.reading.language.dictionaries import dictionary
from offtake.evidence.reading.language.lexicon import lexicon
from offtake.evidence.rules.rules import Rules

_ELIDED = re.compile(r"^(?:[ldnjmtsc]|qu|jusqu|lorsqu|puisqu)['’]")
"""What French glues to a word that begins with a vowel."""
UNKNOWN = "?"
"""In place of a word that no dictionary has."""


def in_english(tokens: Sequence[str], language: str, rules: Rules) -> tuple[str, ...]:
    """Words of a sentence in English, each in the place of its own; signs, figures and what stands for a date as they are."""
    known, things = dictionary(language), lexicon(rules, language).counted

    def english(word: str) -> str:
        bare = _ELIDED.sub("", word) if language == "fr" else word
        return known.get(word) or known.get(bare) or things.get(bare, UNKNOWN)

    return tuple(t if not t[0].isalpha() or t.isupper() else english(t) for t in tokens)
