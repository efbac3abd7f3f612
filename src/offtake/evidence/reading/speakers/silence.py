"""Who declines to speak, and what is called false."""

from __future__ import annotations

import re
from functools import lru_cache

from offtake.evidence.reading.language.alternatives import in_small
from offtake.evidence.reading.language.holding import holds_one
from offtake.evidence.reading.language.lexicon import Lexicon
from offtake.evidence.reading.language.untrue import untrue

_BUT_SAID = re.compile(r"\b(?:but|and) (?:also )?(?:said|confirmed|told|added|noted|stressed)\b")


@lru_cache(maxsize=8)
def _refuses(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{lexicon.speech['refuses']})", re.IGNORECASE)


@lru_cache(maxsize=8)
def _may_refuse(lexicon: Lexicon) -> re.Pattern[str]:
    return in_small(_refuses(lexicon).pattern)


_SIGNS = {
    "en": ("declin", "refused to say", "no comment", "neither confirmed"),
    "de": ("nicht", "stellungnahme"),
    "fr": ("rien", "souhaité", "refusé de"),
}
"""One of these stands in each of what the rules have for it."""


def is_silent(text: str, lexicon: Lexicon) -> bool:
    """Whether somebody declines to speak."""
    low = text.lower()
    return holds_one(low, _SIGNS[lexicon.language]) and bool(_may_refuse(lexicon).search(low) and _refuses(lexicon).search(text))  # fmt: skip


def speaks_after_all(text: str, lexicon: Lexicon) -> bool:
    """Whether who declines to say one thing says another."""
    return lexicon.language == "en" and bool(_BUT_SAID.search(text))


def says_false(text: str, lexicon: Lexicon) -> bool:
    """Whether a sentence calls something false."""
    return bool(untrue(text, lexicon.language, lexicon.rules))
