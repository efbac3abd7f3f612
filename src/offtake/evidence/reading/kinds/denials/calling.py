"""What is called untrue: "the figure of 40 is wrong", "called reports of 40 pure invention"."""

from __future__ import annotations

import re
from functools import lru_cache

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
        if _JUDGED.search(sentence[first:last]) and not _said(words).search(sentence[: max(last, end)]):  # fmt: skip
            continue
        if first < end and start < last:
            return True
        calls = words.language == "en" and _CALLS.match(sentence, first) and not _PASSIVE.search(sentence[:first])  # fmt: skip
        if end <= first and not calls and not _ENDED.search(sentence, end, first):
            return True
        if last <= start and _told(words).search(sentence[first:start]) and not is_over(sentence[:start], last):  # fmt: skip
            return True
    return False


_JUDGED = re.compile(r"\b(?:absurde?s?|ludicrous|preposterous|nonsens\w*|rubbish|wrong|fake|exaggerated|overblown|fantas\w+|fictions?|übertrieben|exagér\w+)$", re.IGNORECASE)  # fmt: skip
"""Words for what is silly as well as for what is untrue: only beside something said ("called reports of 40 absurd", not "called the bonus of 40 absurd")."""
_CLAUSE = re.compile(r"^(?:that|dass|que\|qu\['’\])\|")


@lru_cache(maxsize=4)
def _told(words: Lexicon) -> re.Pattern[str]:
    """Something said, or a clause of what is said."""
    return re.compile(rf"\b(?:{words.speech['sayings']})\b", re.IGNORECASE)


@lru_cache(maxsize=4)
def _said(words: Lexicon) -> re.Pattern[str]:
    """Something said, by a noun: a claim, a report, talk."""
    return re.compile(rf"\b(?:{_CLAUSE.sub('', words.speech['sayings'])})\b", re.IGNORECASE)
