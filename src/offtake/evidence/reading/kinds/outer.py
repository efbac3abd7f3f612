"""What the rest of an English sentence says of a clause: who has promised it, that it is talked of, when it is to be."""

from __future__ import annotations

import re

from offtake.evidence.reading.kinds.closed import Closed
from offtake.evidence.reading.kinds.frame import COMING
from offtake.evidence.reading.kinds.moods import mood_of

_PROMISED = re.compile(r",[”\"’']? (?:[\w’'-]+ ){1,6}(?:has |have |had )?(?:promised|pledged|vowed|promises|vows|assured|guaranteed)(?: (?:to|in|on|at|last|this) [\w’' ]{1,30})?[.”\"]*$")  # fmt: skip
"""An attribution that closes the sentence: "homes will get £40, the mill has promised"."""
_TALKS = re.compile(r"\b(?:(?:in|held|holding|has|entered|opened) (?:[\w-]+ ){0,2}(?:talks|negotiations|discussions)|negotiat(?:es|ed|ing)|in the running|bidd?(?:s|ing)?|is talking to [\w ]{2,30})(?: with [\w ’'&-]{2,40}?)? (?:over|about|on|for|to (?:buy|order|sell|supply|build|acquire|purchase|lease)) (?:[a-z]+ (?:as |of )?){0,4}$")  # fmt: skip
"""What is only talked of is still meant: "in talks over 40 coaches"."""
_WHEN = re.compile(r" (?:when|once|as soon as|if|until|unless|after|before) $")
_PRESENT = re.compile(r"^(?:[\w’'-]+ ){1,6}?(?!was\b|has\b|is\b|this\b|its\b)[a-z]+s (?:the |its |about |down )*$|^(?:they|we|you|[a-z-]+s) [a-z]+ (?:the |its |their |about |down )*$")  # fmt: skip
"""The present in a clause of time is of what is to come: "when it closes two plants"."""
_HAS = re.compile(r"\b(?:has|have|had|leav(?:es|ing)|with|there (?:are|were)) (?:(?:another|about|some|the|still|only|just|a further|at least|up to) )*$")  # fmt: skip
_LEFT_TO = re.compile(r"^(?: more| left| others?| still| yet)* to (?:build|make|deliver|produce|finish|complete|install|supply|sell|buy|hand over|come|go)\b(?! (?:with|on|against)\b)")  # fmt: skip
"""What somebody still has to do: "has 12 more to build"."""
_WITH_LOSS = re.compile(
    r"\bwith (?:the )?(?:loss|creation|addition|closure|departure) of (?:[a-z]+ (?:than )?){0,3}$"
)


def outer_aspect(aspect: str, before: str, left: str, right: str, mood: str, words: Closed) -> str:
    """The aspect of a figure as the words outside its clause change it: `before` in its clause, `left` and `right` in its sentence."""
    if aspect in ("late", "compared"):
        return aspect
    if aspect in ("plain", "done") and _HAS.search(before) and _LEFT_TO.match(right):
        return "meant"
    if _TALKS.search(left):
        return "meant"
    if aspect == "meant" and mood in COMING and _PROMISED.search(right):
        return "promised"
    if aspect in ("plain", "done") and _WITH_LOSS.search(before) and _coming(before, words):
        return "meant"
    earlier = left[: len(left) - len(before)]
    if aspect in ("plain", "done") and _WHEN.search(earlier) and _PRESENT.match(before) and _coming(earlier, words):  # fmt: skip
        return "meant"
    return aspect


def _coming(text: str, words: Closed) -> bool:
    """Whether the last verb of a text is of what is to come."""
    verbs = words.verbs_in(text)
    return bool(verbs) and mood_of(text[: verbs[-1][0]], words) in COMING
