"""Who declines to speak, and what is called false."""

from __future__ import annotations

import re
from functools import lru_cache

from offtake.evidence.reading.language.lexicon import Lexicon

_BUT_SAID = re.compile(r"\b(?:but|and) (?:also )?(?:said|confirmed|told|added|noted|stressed)\b")


@lru_cache(maxsize=8)
def _patterns(lexicon: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str]]:
    speech = lexicon.speech
    return re.compile(rf"(?<!\w)(?:{speech['refuses']})", re.IGNORECASE), re.compile(speech["false"], re.IGNORECASE)  # fmt: skip


def is_silent(text: str, lexicon: Lexicon) -> bool:
    """Whether somebody declines to speak."""
    return bool(_patterns(lexicon)[0].search(text))


def speaks_after_all(text: str, lexicon: Lexicon) -> bool:
    """Whether who declines to say one thing says another."""
    return lexicon.language == "en" and bool(_BUT_SAID.search(text))


def says_false(text: str, lexicon: Lexicon) -> bool:
    """Whether a sentence calls something false."""
    return bool(_patterns(lexicon)[1].search(text))
