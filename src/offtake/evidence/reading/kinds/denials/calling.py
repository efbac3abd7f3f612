"""What is called untrue: "the figure of 40 is wrong", "called reports of 40 pure invention"."""

from __future__ import annotations

import re

from offtake.evidence.reading.kinds.denials.ends import is_over
from offtake.evidence.reading.language.lexicon import Lexicon
from offtake.evidence.reading.language.untrue import untrue

_ENDED = re.compile(r"[;:.] ")
_CALLS = re.compile(
    r"(?!(?:is|are|was|were|be|been|it|that)\b)\w+(?:s|ed|ing)\b(?! (?:it|that|this|them|so)\b)"
)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|being|which (?:it|he|she|they))(?: \w+)? $")
"""Before "called": what stands before it is called so; else only what follows."""


def is_called_untrue(sentence: str, start: int, end: int, words: Lexicon) -> bool:
    """Whether what holds the figure is called untrue before, around or after it."""
    for first, last in untrue(sentence, words.language, words.rules):
        if first < end and start < last:
            return True
        calls = words.language == "en" and _CALLS.match(sentence, first) and not _PASSIVE.search(sentence[:first])  # fmt: skip
        if end <= first and not calls and not _ENDED.search(sentence, end, first):
            return True
        if last <= start and not is_over(sentence[:start], first, last):
            return True
    return False
