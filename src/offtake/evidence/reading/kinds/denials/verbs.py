"""Verbs of denying over a figure: "denied that it had sold 40"; who rejects a plan, a bid or an invoice denies nothing."""

from __future__ import annotations

import re
from functools import lru_cache

from offtake.evidence.reading.kinds.denials.ends import is_over
from offtake.evidence.reading.language.lexicon import Lexicon
from offtake.evidence.reading.language.spoken import denying

_STRONG = re.compile(r"\b(?:den(?:y|ies|ied|ying)|refut\w+|rebut\w*|repudiat\w+|debunk\w*|disclaim\w*|contradict\w*)\b|\b(?:bestritt\w*|bestreite\w*|dementier\w*|verneint\w*|widerspr\w+|widerleg\w+)|\b(?:dément\w*|ni(?:e|é|ent|ait)|réfut\w+|contredi\w+|récus\w+)\b", re.IGNORECASE)  # fmt: skip
"""Verbs that deny whatever their object; others ("reject", "dismiss") need something said."""
_ASKED_FOR = re.compile(r"\b(?:applications?|requests?|visas?|permits?|licen[cs]es?|appeals?|claims?|petitions?)$", re.IGNORECASE)  # fmt: skip
"""What is refused rather than denied: "denied 40 applications"."""
_NOT_DENYING = {
    "en": re.compile(
        r"\b(?:nor|not|n['’]t|never|cannot|an?|the|this|labou?r|trade|legal|pay|border|in|of|over) (?:directly |outright )?$"
    ),
    "de": re.compile(r"\b(?:nicht|nie|weder) $"),
    "fr": re.compile(r"\bne $|\bn['’](?:a |ont )?$"),
}
"""Before a verb that then denies nothing ("neither confirmed nor denied"), or is none ("a labour dispute that")."""
_REALLY = re.compile(r"\b(?:sondern|but|mais)\b[^,;.]{0,30}$")
"""Before the figure that a correction sets in place of another."""
_CLOSES = re.compile(r"[,”\"»“] ?(?:\w+ )?(?:[\w'’-]+ ){0,6}$")
_OF_ANOTHER = re.compile(r" (?:that|having|taking|any|all|dass|que)\b")
"""Behind a verb that denies what follows it: "who took 14, has denied that"."""


@lru_cache(maxsize=8)
def _verb(words: Lexicon) -> re.Pattern[str]:
    """Any verb of denying."""
    return re.compile(rf"(?<![\w-])(?:{denying(words.rules, words.language)})(?!\w)", re.IGNORECASE)


def is_denied_by_verb(before: str, figure: str, after: str, words: Lexicon, spoken: bool) -> bool:
    """Whether a verb of denying stands over a figure: before it in its clause, or, where somebody speaks, closing its sentence."""
    verb = _verb(words)
    over = [m for m in verb.finditer(before) if not _is_over(before, m, words.language)]
    if over:
        return _denies(before, figure, after, over[-1], words)
    closing = verb.search(after) if spoken and not _REALLY.search(before) else None
    return (
        closing is not None
        and bool(_STRONG.search(closing[0]))
        and not _OF_ANOTHER.match(after, closing.end())
        and bool(_CLOSES.search(after[: closing.start()]))
    )


def _denies(before: str, figure: str, after: str, verb: re.Match[str], words: Lexicon) -> bool:
    """Whether what a verb before the figure denies was said: "rejected reports of 40", not "rejected 40 claims"."""
    beside = not re.search(r"\w", before[verb.end() :])
    if _STRONG.search(verb[0]):
        return not (beside and _ASKED_FOR.search(figure))
    first = max(0, verb.start() - _OBJECT) if words.language == "de" else verb.end()
    said = re.search(rf"\b(?:{words.speech['sayings']})\b", f"{before[first:]} {after[:_OBJECT]}", re.IGNORECASE)  # fmt: skip
    return not beside and said is not None


_OBJECT = 60
"""Characters within which the object of a verb stands, in German on either side: "einen Bericht zurückgewiesen, wonach"."""


def _is_over(before: str, verb: re.Match[str], language: str) -> bool:
    """Whether what a verb denies ends before the figure, or it denies nothing."""
    return is_over(before, verb.end()) or bool(_NOT_DENYING[language].search(before[: verb.start()]))  # fmt: skip
