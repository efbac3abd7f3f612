"""Corrections: "25, not 40", "not 40 but 25"; what is rather wanted or able than another corrects nobody."""

from __future__ import annotations

import re

from offtake.evidence.reading.language.holding import holds_one

_NOT = {
    "en": re.compile(
        r"(?:[,–—(-] ?(?:and )?|\b(?:is|was|are|were|be) )(?:certainly |simply |and )?not (?:the |those |about |some )?$"
    ),
    "de": re.compile(
        r"(?:[,–—(-] ?(?:und )?|\b(?:ist|sind|war|waren|seien|sei) )nicht (?:die |etwa |rund )?$"
    ),
    "fr": re.compile(r"[,–—(-]? ?(?:et )?non (?:pas )?(?:les |de )?$"),
}
_OPENS_NOT = {"en": re.compile(r"(?:^|[“\"„«] ?|[.:] )Not (?:the )?$"), "de": re.compile(r"(?:^|[“\"„«] ?|[.:] )Nicht (?:die )?$"), "fr": re.compile(r"(?:^|[“\"„«] ?|[.:] )Non pas (?:les )?$")}  # fmt: skip
_NEAR = 16
"""Characters in which "not" and what may follow it stand; in each of three languages it holds one of these parts."""
_SAY_NOT = ("ot ", "icht ", "on ")
_INSTEAD = re.compile(r"^[^.;]{0,50}?,? (?:but|sondern|mais)\b(?! (?:not|nicht|pas|also|auch|aussi))")  # fmt: skip
_AS_SAID = re.compile(
    r"^,? (?:as|wie|comme) (?:\w+ ){0,3}?(?:reported|claimed|said|alleged|suggested|stated|told|rumou?red|behauptet|berichtet|gemeldet|dit|affirmé|annoncé)\b"
)
_ENDS = re.compile(
    r"^(?:,? [\w'’-]+){0,3}? ?(?:[.,;:!?)”\"“»–—]|$|as\b|comme\b|wie\b)|^,? (?:as|wie|comme)\b"
)
_WANTED = re.compile(r"\b(?:will|can|could|should|must|would|want(?:s|ed)?|needs?|demand(?:s|ed)?|within|soll(?:en|te|ten)?|kann|können|muss|müssen|will|wollen|peut|doit|veut)\b[^.;]*$")  # fmt: skip
_ELSEWHERE = re.compile(r"^[^.;]{0,40}?\b(?:that|which|in the|as (?:advertised|planned|budgeted|before|our|its|their))\b")  # fmt: skip
"""Of a contrast that corrects nothing said: "not the five in the plan", "not 25 as planned"."""


def is_corrected(before: str, after: str, language: str) -> bool:
    """ "25, not 40", "not 40 but 25"."""
    if not (says_not := _NOT.get(language)) or not holds_one(before[-_NEAR:], _SAY_NOT):
        return False
    if _OPENS_NOT[language].search(before):
        return bool(_INSTEAD.match(after) or _AS_SAID.match(after))
    found = says_not.search(before)
    if found is None:
        return False
    if _INSTEAD.match(after):
        return True
    contrast = _WANTED.search(before[: found.start()]) or _ELSEWHERE.match(after)
    return not contrast and before[found.start()] in ",–—(-" and bool(_ENDS.match(after))
