"""Sentence segmentation, sentences of a paragraph: where each begins and ends."""

from __future__ import annotations

import re

_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof gen col lt maj sgt sen rep gov st no nos vs etc inc ltd co corp dept est fig ca approx vol art u.s u.k e.g i.e p.a a.m p.m jan feb mar apr jun jul aug sep sept oct nov dec mio mrd tsd nr bzw z.b d.h u.a ggf usw evtl ing dipl abs str m mme mlle env av fr rs skr mk plc jr sr adm capt brig pres min".split()
)
_END = re.compile(
    r"""[.!?…]+[”"»’')\]]*(?=\s+(?:[“„«"‘'(\[][\s\u00a0\u202f]?)*[A-ZÄÖÜÉÈÀÂÇÎ0-9\x02])"""
)
_LAST_WORD = re.compile(r"[\w.]+$")


def sentences_of(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence, half-open; together they cover the paragraph but for spaces between."""
    found: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        if match[0][0] == "." and not _ends(text, match):
            continue
        found.append((start, match.end()))
        start = match.end()
        while start < len(text) and text[start].isspace():
            start += 1
    if start < len(text):
        found.append((start, len(text)))
    return found


def _ends(text: str, match: re.Match[str]) -> bool:
    """Whether a full stop ends a sentence: not after an abbreviation, an initial, a German ordinal."""
    word = _LAST_WORD.search(text, max(0, match.start() - 20), match.start())
    if word is None:
        return True
    said = word[0].lower()
    if said in _ABBREVIATIONS or (len(said) == 1 and said.isalpha()):
        return False
    after = text[match.end() : match.end() + 12].lstrip()
    if said.isdigit() and len(said) <= 2:
        return not re.match(r"(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Jahr|Quartal)", after)  # fmt: skip
    if re.fullmatch(r"(?:[a-z]\.)+[a-z]", said):
        return bool(re.match(r"(?:The|A|In|It|He|She|But|And|They|This)\b", after))
    return True
