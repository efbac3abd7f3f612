"""Denials: whether a figure is told as what is not so, by whoever is quoted or reported.

Four constructions, each over the words before and after a figure:

- a verb of denying whose object is something said: "denied that it had sold 40", "rejected reports of 40";
  who rejects a plan, a bid or an invoice denies nothing;
- something said that is called false: "the figure of 40 is wrong", "there is no truth in reports of 40";
- a correction: "25, not 40", "not 40 but 25";
- in somebody's own words, what never was or nobody did: "I never said 40", "nobody ordered 40", "there was no delay of 40 days".
"""

from __future__ import annotations

import re

from offtake.evidence.reading.language.lexicon import Lexicon
from offtake.evidence.reading.language.spoken import denying

_STRONG = re.compile(r"\b(?:den(?:y|ies|ied|ying)|refut\w+|rebut\w*|repudiat\w+|debunk\w*|disclaim\w*|contradict\w*)\b|\b(?:bestritt\w*|bestreite\w*|dementier\w*|verneint\w*|widerspr\w+|widerleg\w+)|\b(?:dément\w*|ni(?:e|é|ent|ait)|réfut\w+|contredi\w+|récus\w+)\b", re.IGNORECASE)  # fmt: skip
"""Verbs that deny whatever their object; others ("reject", "dismiss") need something said."""
_ASKED_FOR = re.compile(r"\b(?:applications?|requests?|visas?|permits?|licen[cs]es?|appeals?|claims?|petitions?)$", re.IGNORECASE)  # fmt: skip
"""What is refused rather than denied: "denied 40 applications"."""
_BUT_NOW = re.compile(
    r"[;:]|, (?:but|saying|adding|and (?:said|added)|while|aber|sondern|mais)\b|\b(?:saying|adding|insisting) that\b"
)
"""Where a denial ends: "disputed that, saying the gap was 40"."""
_NOT = {
    "en": re.compile(
        r"(?:[,–—(-] ?(?:and )?|\b(?:is|was|are|were|be) )(?:certainly |simply |and )?not (?:the |those |about |some )?$"
    ),
    "de": re.compile(
        r"(?:[,–—(-] ?(?:und )?|\b(?:ist|sind|war|waren|seien|sei) )nicht (?:die |etwa |rund )?$"
    ),
    "fr": re.compile(r"[,–—(-]? ?(?:et )?non (?:pas )?(?:les |de )?$"),
}
_IS_NOT = re.compile(
    r"\b(?:(?:is|was|are|were)(?: not|n['’]t)|(?:ist|sind|war|waren|sei|seien) nicht) $"
)
_OPENS_NOT = {"en": re.compile(r"(?:^|[“\"„«] ?|[.:] )Not (?:the )?$"), "de": re.compile(r"(?:^|[“\"„«] ?|[.:] )Nicht (?:die )?$"), "fr": re.compile(r"(?:^|[“\"„«] ?|[.:] )Non pas (?:les )?$")}  # fmt: skip
_INSTEAD = re.compile(r"^[^.;]{0,50}?,? (?:but|sondern|mais)\b(?! (?:not|nicht|pas|also|auch|aussi))")  # fmt: skip
_ENDS = re.compile(
    r"^(?:,? [\w'’-]+){0,3}? ?(?:[.,;:!?)”\"“»–—]|$|as\b|comme\b|wie\b)|^,? (?:as|wie|comme)\b"
)
_NEVER = re.compile(r"\b(?:never|n['’]t ever) (?:once )?(?:had|said|claimed|promised|offered|agreed|asked|told|ordered|spoke|saw|was|were|made|built|sold|bought|paid|took|got|received|signed|met|gave|[a-z]{3,}ed)\b[^,;.]*$|\b(?:[Nn]obody|[Nn]o one|[Nn]one of (?:us|them|these|those)) (?:has |have |had |ever )*[a-z]+[^,;.]*$|\b(?:nie|niemals|niemand|keiner)\b[^,;.]*$|\bn['’](?:a|ont|avons|ai|avait|est)\b[^,;.]{0,20}\b(?:jamais|aucun)\b[^,;.]*$|\b[Pp]ersonne n['’e][^,;.]*$")  # fmt: skip
_NONE_OF = re.compile(r"\b[Tt]here (?:is|was|are|were|has been|have been|had been|will be|would be) (?:absolutely |simply )?no (?!(?:more|fewer|less|longer)\b)(?:[\w-]+ ){1,4}(?:of |worth |for )?(?:the |some |about )?$|\bkeine[nr]? (?:[\w-]+ ){1,3}(?:von|über|um) (?:rund |etwa )?$|\bil n['’]y a (?:pas|aucune?|jamais eu) (?:[\w-]+ ){1,4}(?:de |d['’])?$", re.IGNORECASE)  # fmt: skip
_NOT_THERE = re.compile(r"^[^.;]{0,80}?\b(?:gebe|gibt|gab|habe|hat) es (?:so |überhaupt |gar )?(?:nicht|nie)\b|^[^.;]{0,60}?\bexist(?:e|ait) pas\b")  # fmt: skip


def is_denied(
    sentence: str, start: int, end: int, words: Lexicon, attitude: str, spoken: bool
) -> bool:
    """Whether the figure at `start` to `end` is told as not so.

    `attitude` of the verb that reports it; `spoken`: somebody's own or reported words, no outlet's.
    """
    before, after = sentence[:start], sentence[end:]
    if attitude == "deny" or spoken:
        if _by_verb(before, sentence[start:end], after, words):
            return True
        if spoken and re.search(words.speech["false"], sentence, re.IGNORECASE):
            return True
    if _corrected(before, after, words.language):
        return True
    never = (_NEVER, _NONE_OF, _IS_NOT)
    return spoken and bool(any(p.search(before) for p in never) or _NOT_THERE.match(after))


def _by_verb(before: str, figure: str, after: str, words: Lexicon) -> bool:
    """Whether a verb of denying stands over a figure: before it in its clause, or closing its sentence."""
    verb = re.compile(rf"(?<![\w-])(?:{denying(words.rules, words.language)})(?!\w)")
    said = [m for m in verb.finditer(before) if not _BUT_NOW.search(before, m.end())]
    if said:
        object_ = before[said[-1].end() :] + " " + after[:60]
        if _STRONG.search(said[-1][0]):
            return not (
                _ASKED_FOR.search(figure) and not re.search(r"\w", before[said[-1].end() :])
            )
        return bool(re.search(rf"\b(?:{words.speech['sayings']})\b", object_, re.IGNORECASE))
    closing = verb.search(after)
    return (
        closing is not None
        and bool(_STRONG.search(closing[0]))
        and bool(re.search(r"[,”\"»“] ?(?:\w+ )?(?:[\w'’-]+ ){0,6}$", after[: closing.start()]))
    )


def _corrected(before: str, after: str, language: str) -> bool:
    """ "25, not 40", "not 40 but 25"."""
    if not (says_not := _NOT.get(language)):
        return False
    if _OPENS_NOT[language].search(before):
        return bool(_INSTEAD.match(after))
    found = says_not.search(before)
    if found is None:
        return False
    return bool(
        _INSTEAD.match(after)
        or (before[found.start() : found.start() + 1] in ",–—(-" and _ENDS.match(after))
    )
