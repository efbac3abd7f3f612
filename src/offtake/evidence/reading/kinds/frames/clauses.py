"""The clause that a figure stands in: where one ends and another begins, and relative clauses that are set in."""

from __future__ import annotations

import re
from functools import lru_cache

_FINITE = r"(?:has|have|had|is|are|was|were|can|could|will|would)"
_OPENS = re.compile(
    r"(?:Despite|Following|Besides|Apart from|Excluding|Amid|Out of|Of|Compared (?:to|with)|In addition to|Instead of|Unlike)\b[^,;]{3,90}, "
)
"""What stands before the first clause: "Despite the strike, "."""
_COMMA = rf"(?:each (?!of\b)|but |(?:of which |davon |dont )?(?:only|just|nur|seulement) |against |(?=(?:twice|\w+ times)\b)|(?:up|down) from |while |whereas |(?:al)?though |(?:which|who|where|when|with|thanks to|in line with|as(?! well)) |(?=(?:further |thereby |thus |also )?\w+ing )|or (?=\d)|not |aber |mais |obwohl |während |including |and (?=(?:{_FINITE}|made|makes|runs|got|wants?|plans?|aims?|expects?|hopes?|intends?)\b)|and (?=(?:[\w-]+ ){{1,7}}{_FINITE} )|(?=en (?:hausse|baisse|recul|progression)\b)|darunter |dont )"
_SPACE = rf"(?:after (?=[a-z]+ing\b)|but |while |whereas |(?:al)?though |because (?!of)|so that |that (?={_FINITE}\b)|– |— |(?:when|once|if|unless) (?=(?:it|they|we|the|full|all|its)\b)|and (?=(?:{_FINITE}|made|makes|runs|got|wants?|plans?|aims?|expects?|hopes?|intends?)\b)|und (?=(?:will|wollen|soll|sollen|wird|werden|plant|planen|möchte|kann|können|hat|haben|rechnet|erwartet)\b)|und (?!damit|mit|seit|fast|erst|jetzt|nicht|somit|zuletzt|selbst|sonst)(?=[a-zäöü]{{3,}}t (?:für|bis|im|in|an|mit|auf|den|die|das|eine?n?|sich)\b)|et (?=(?:veut|vise|prévoit|compte|devrait|va|sera|doit|entend|espère)\b))"
"""What a clause begins with behind a comma and a space, and behind a space alone."""
_CLAUSE = re.compile(rf";|—|: (?!\w+%)|, {_COMMA}| {_SPACE}")
"""Where one clause ends and another begins: a cue counts only in the figure's own.  Each begins with a sign, which is quickly looked for."""
_FRENCH = re.compile(r", (?:(?<=\w, )(?=(?:le|la|les|l['’]|il|elle|ils|elles|on|ce|cette|ces|ses|son|sa|un|une)\b[^,;]{2,60} (?:a|ont|est|sont|sera|seront|va|vont|doit|reste|restent|prévoit|[a-z]{3,}(?:e|ent|[aeiu]ra|[aeiu]ront|ait|aient)) )|car,? |(?:alors|tandis) que |puisque |parce que |(?:qui|où|dont) (?=[^,;]{0,20}\b(?:a|ont|est|sont|sera|seront|devrait|doit|pourrait|[a-z]{3,}(?:e|ent|ait|aient))\b))| (?:car,? |(?:alors|tandis) que |puisque |et (?=(?:ce|cette|ces|il|elle|ils|elles|on|le|la|les|l['’]|son|sa|ses) ?(?:[\w'’-]+ ){0,3}(?:a|ont|est|sont|sera|seront|va|vont|doit|doivent|devrait|devraient|pourrait)\b)|et (?=(?:a|ont|sera|seront|va|vont|cédera|créera|emploie) ))")  # fmt: skip
"""The same in French: a new subject with its verb, a reason, a contrast."""
_ASIDES = {
    "fr": re.compile(r", (?:qui|que|dont|où)\b[^,;:]{2,90}, (?=[a-zà-ÿ]+ )"),
    "de": re.compile(
        r", (?:(?:für|mit|von|an|auf|in|aus|bei|über|unter|zu) )?(?:der|die|das|den|dem|denen|deren|dessen) [^,;:]{2,90}, (?=(?:[a-zäöü]+(?:t|te|en|ten)|wird|sind|ist|war|soll|kann|will|muss|darf) )"
    ),
}
_ASIDE = re.compile(
    rf", (?:which|who|whose|where|whom)\b[^,;:]{{2,90}}, (?=(?:\w+ly )?(?:{_FINITE}|now|also|still|said|says|[a-z]+(?:s|ed)) )|, (?:[\w’'-]+ ){{1,6}}(?:said|says|added|adds|believes?|reckons?|estimates?|noted|told [\w ]{{2,30}}), (?=[a-z])"
)
"""A relative clause between commas, after which the main clause goes on."""


def without_asides(sentence: str, start: int, end: int, language: str) -> tuple[str, int, int]:
    """The sentence without relative clauses that do not hold the figure, and where the figure is then."""
    for match in reversed(_asides(sentence, language)):
        if match.start() < start and end <= match.end():
            inside = sentence[match.start() + 2 : match.end()]
            return inside, start - match.start() - 2, end - match.start() - 2
        if match.end() <= start:
            gone = match.end() - match.start() - 1
            sentence, start, end = (
                f"{sentence[: match.start()]} {sentence[match.end() :]}",
                start - gone,
                end - gone,
            )
        elif match.start() >= end:
            sentence = f"{sentence[: match.start()]} {sentence[match.end() :]}"
    return sentence, start, end


@lru_cache(maxsize=16)
def _asides(sentence: str, language: str) -> list[re.Match[str]]:
    """Relative clauses between commas, found once for all figures of a sentence."""
    return list(_ASIDES.get(language, _ASIDE).finditer(sentence))


def clause_of(sentence: str, start: int, end: int, language: str = "en") -> tuple[int, int]:
    """Start and end of the clause of a figure."""
    first, last = 0, len(sentence)
    for match in _cuts(sentence, language):
        short = match[0] == ": " and len(sentence[first : match.start()].split()) <= 4
        if short or (0 <= match.start() - end <= 1 and match[0].startswith(" that")):
            continue  # "Output in May: 40", "the 40 that were promised"
        if match.end() <= start:
            first = match.end()
        elif match.start() >= end:
            last = match.start()
            break
    return first, last


@lru_cache(maxsize=16)
def _cuts(sentence: str, language: str) -> list[re.Match[str]]:
    """Where clauses part, found once for all figures of a sentence."""
    opens = _OPENS.match(sentence)
    cuts = [opens, *_CLAUSE.finditer(sentence, opens.end())] if opens else list(_CLAUSE.finditer(sentence))  # fmt: skip
    if language == "fr":
        cuts = sorted([*cuts, *_FRENCH.finditer(sentence)], key=lambda m: m.start())
    return cuts
