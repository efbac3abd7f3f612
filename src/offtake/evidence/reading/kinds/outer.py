"""What the rest of an English sentence says of a clause: who has promised it, that it is talked of, when it is to be."""

from __future__ import annotations

import re

from offtake.evidence.reading.kinds.frames.closed import Closed
from offtake.evidence.reading.kinds.frames.frame import COMING
from offtake.evidence.reading.kinds.frames.moods import mood_of

_PROMISED = re.compile(r",[”\"’']? (?:[\w’'-]+ ){1,6}(?:has |have |had )?(?:promised|pledged|vowed|promises|vows|assured|guaranteed)(?: (?:to|in|on|at|last|this) [\w’' ]{1,30})?[.”\"]*$")  # fmt: skip
"""An attribution that closes the sentence: "homes will get £40, the mill has promised"."""
_TALKS = re.compile(r"\b(?:(?:in|held|holding|has|entered|opened) (?:[\w-]+ ){0,2}(?:talks|negotiations|discussions)|negotiat(?:es|ed|ing)|in the running|bidd?(?:s|ing)?|is talking to [\w ]{2,30})(?: with [\w ’'&-]{2,40}?)? (?:over|about|on|for|to (?:buy|order|sell|supply|build|acquire|purchase|lease)) (?:[a-z]+ (?:as |of )?){0,4}$")  # fmt: skip
"""What is only talked of is still meant: "in talks over 40 coaches"."""
_WHEN = re.compile(r" (?:when|once|as soon as|if|until|unless|after|before) $")
_PRESENT = re.compile(r"^(?:[\w’'-]+ ){1,6}?(?!was\b|has\b|is\b|this\b|its\b)[a-z]+s (?:the |its |about |down )*$|^(?:they|we|you|[a-z-]+s) [a-z]+ (?:the |its |their |about |down )*$")  # fmt: skip
"""The present in a clause of time is of what is to come: "when it closes two plants"."""
_CLEFT = re.compile(r"\b[Ww]hat (?:(?:it|they|we|he|she|I|the [\w-]+|[A-Z][\w-]+) )?(?:(?:was|is|were|has been|had been|has|have|had) )?(?P<verb>[a-z]+)\b(?:,[^,;.]{2,40},)? (?:is|was|are|were) (?:(?:about|only|just|some|nearly|around|almost) )*$")  # fmt: skip
"""What is told by its verb first: "what was signed was 24"."""
_BY_CLASS = {"buy": "contracted", "promise": "promised", "intend": "meant"}
_PAID_FOR = re.compile(
    r"^(?: [\w'’-]+){0,4}? (?:was|were|been|are|is) (?:already |all )?paid for\b"
)
_BUT_NONE = re.compile(r"\b(?:but|yet|though)\b[^.;]{0,60}\b(?:none|not|never|nothing|no [a-z]+)\b")
_SHORT = re.compile(r"\b(?:shortfall|overrun|overspend|funding gap|black hole)(?: [\w-]+){0,4}? (?:of|is|was|are|were|at|to|reached|totall?ed)(?: (?:about|some|around|nearly|almost|up|to|now|only|just|over|more|than|at|least))* $", re.IGNORECASE)  # fmt: skip
_A_HOLE = re.compile(r"^ (?:[a-z]+ ){0,2}?(?:hole|gap|shortfall|overrun|overspend|black hole)\b")
"""A shortfall and an overrun are differences."""
_CONSIDERED = re.compile(r"\b(?:consider(?:s|ed|ing)?|weigh(?:s|ed|ing)?|mull(?:s|ed|ing)?|stud(?:y|ies|ied|ying)|discuss(?:es|ed|ing)?|explor(?:es|ed|ing)|propos(?:es|ed|ing)|close to|about to|on the verge of|near(?:s|ing)?|hop(?:es|ed|ing) for|plan(?:s|ned|ning)?|expect(?:s|ed|ing)?)(?: (?:an?|the|its|another|further|more|new|possible|large|big|final|placing|signing)){0,3} (?:orders?|purchases?|deals?|contracts?|acquisition|ordering|buying)(?: (?:of|for|worth|on))?(?: (?:about|some|up|to|another|around|at|least|more|than|over))* $")  # fmt: skip
"""An order that is only considered is meant."""
_LENT = re.compile(
    r"\b(?:will|would|is to|are to) (?:\w+ly )?(?:lend|loan|contribute|donate|gift)(?: [\w'’-]+){0,3} $"
)
_PURPOSE = re.compile(r"\b(?:money|cash|funds?|funding|loans?|grants?|aid|budget|financing)\b(?: [\w-]+){0,4}? (?:for|covers?|to (?:pay for|fund|finance|buy|build|help))(?: (?:about|some|up|to|another|around|at|least|more|than|over|the|a|further|its))* $")  # fmt: skip
_SPENT = re.compile(r"\b(?:spent|paid|used|received|got|was|were|had)\b")
_HAS = re.compile(r"\b(?:has|have|had|leav(?:es|ing)|with|there (?:are|were)) (?:(?:another|about|some|the|still|only|just|a further|at least|up to) )*$")  # fmt: skip
_LEFT_TO = re.compile(r"^(?: more| left| others?| still| yet)* to (?:build|make|deliver|produce|finish|complete|install|supply|sell|buy|hand over|come|go)\b(?! (?:with|on|against)\b)")  # fmt: skip
"""What somebody still has to do: "has 12 more to build"."""
_WITH_LOSS = re.compile(
    r"\bwith (?:the )?(?:loss|creation|addition|closure|departure) of (?:[a-z]+ (?:than )?){0,3}$"
)


def outer_aspect(
    aspect: str, before: str, left: str, right: str, mood: str, words: Closed, counted: bool
) -> str:
    """The aspect of a figure as the words outside its clause change it: `before` in its clause, `left` and `right` in its sentence."""
    if aspect in ("late", "compared"):
        return aspect
    if _SHORT.search(before) or _A_HOLE.match(right):
        return "meant" if aspect == "meant" else "compared"
    if (cleft := _CLEFT.search(left)) and (
        told := _BY_CLASS.get(words.class_of(cleft["verb"].lower()))
    ):
        return told
    if _PAID_FOR.match(right):
        return "late" if _BUT_NONE.search(right) else "contracted"
    return _to_come(aspect, before, left, right, mood, words, counted)


def _to_come(
    aspect: str, before: str, left: str, right: str, mood: str, words: Closed, counted: bool
) -> str:
    """ "meant" for what is considered, talked of, left to do, or comes with what is to come; "promised" where its sentence says so."""
    if aspect == "contracted" and _CONSIDERED.search(left):
        return "meant"
    if counted and aspect == "meant" and _LENT.search(before):
        return "promised"
    if (
        counted
        and aspect in ("plain", "done")
        and _PURPOSE.search(before)
        and not _SPENT.search(before)
    ):
        return "meant"
    if counted and aspect in ("plain", "done") and _HAS.search(before) and _LEFT_TO.match(right):
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
