"""Sentence segmentation, sentences of a paragraph: where each begins and ends."""

from __future__ import annotations

import re
from functools import lru_cache

TITLES = frozenset(
    "Mr Mrs Ms Messrs Dr Prof Gen Col Lt Cmdr Maj Sgt Cpl Sen Rep Gov Hon Rev Adm Capt Brig Pres Mme Mlle Hr Fr Frl Dipl Ing Mag Mgr Pr DDr MMag Dkfm Doz Abg".split()
)
"""Titles that a name follows: no sentence ends with them, nor with what stands in `_PLACES`."""
_PLACES = frozenset("St Ste Mt Ft Rs vs med rer phil jur iur habil mult".split())
_NUMBERED = frozenset(
    "Sec No Nos Nr Nrn no nr n° Art art Vol vol Fig fig p pp S ext Ext extn Tel tel Tél tél Az Drs".split()
)
"""Abbreviations before a number."""
_SHORT = frozenset(
    "etc Inc Ltd Co Cos Corp Bros LLC plc dept Dept est Est ca approx Jr Sr Jan Jän Feb Mar Apr Jun Jul Aug Sep Sept Oct Okt Nov Dec Dez janv févr fév avr juil juill sept oct nov déc Mio mio Mrd mrd Tsd bzw usw evtl Abs Str Env av Av Skr Mk min Min Ave Blvd Univ Intl Assn Ala Ariz Ark Calif Colo Conn Fla Ga Ill Ind Kan Ky La Md Mass Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa Tenn Tex Va Vt Wash Wis Wyo".split()
)
"""Abbreviations with which a sentence may also end."""
DOT = "\ua4f8"
"""Stands for a full stop that ends nothing: it counts as a letter."""
_END = re.compile(
    r"""[.!?…]+[”"»’')\]]*(?=\s+(?:[“„«"‘'(\[][\s\u00a0\u202f]?)*[A-ZÄÖÜÉÈÀÂÇÎ0-9\x02])"""
)
_WORD = 20
"""Characters that are looked at of a word before a full stop."""


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


_STARTS = re.compile(
    r"[“„«\"‘]?(?:The|A|An|In|It|Its|He|She|But|And|They|We|This|That|These|Those|Der|Die|Das|Es|Er|Sie|Le|La|Les|Il|Elle|On|At|For|As|If|When|While|Under|After)\b"
)
"""Words that begin a sentence, and no name."""
_GERMAN_DATE = re.compile(
    r"(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Jahr|Quartal)"
)
_STOP = re.compile(r"\.(?<=\w\.)")


def _ends(text: str, match: re.Match[str]) -> bool:
    """Whether a full stop ends a sentence: not after an abbreviation, an initial, a German ordinal."""
    return not _is_abbreviated(text, match.start(), match.end())


_INITIALS = re.compile(r"(?:[A-Za-zÄÖÜ]\.)*[A-Za-zÄÖÜ]")


def _is_abbreviated(text: str, at: int, end: int) -> bool:
    sort = _sort_of(_last_word(text, at))
    if sort in ("", "title"):
        return sort != ""
    after = text[end : end + 12].lstrip()
    if sort == "numbered":
        return after[:1].isdigit()
    if sort == "short":
        return not _STARTS.match(after)
    return bool(_GERMAN_DATE.match(after))


@lru_cache(maxsize=1 << 12)
def _sort_of(word: str) -> str:
    """What a word before a full stop shortens: title, numbered, short, or the ordinal of a day; '' of most words, which come again."""
    said = word.replace(DOT, ".")
    if said in TITLES or said in _PLACES:
        return "title"
    if said in _NUMBERED or said.endswith("str"):
        return "numbered"
    if said and (said.lstrip("0123456789.,") in _SHORT or _INITIALS.fullmatch(said)):
        return "short"
    return "day" if said.isdigit() and len(said) <= 2 else ""


def _last_word(text: str, at: int) -> str:
    """The word that ends at a place, full stops in it."""
    before = text[max(0, at - _WORD) : at]
    found = _LETTERS.match(before[::-1])
    return before[len(before) - found.end() :] if found else ""


_LETTERS = re.compile(r"[\w.]*")


def unstopped(text: str) -> str:
    """A text of the same length in which a full stop of an abbreviation, or inside one, is `DOT`."""

    def mark(stop: re.Match[str]) -> str:
        at = stop.start()
        inside = (
            text[at + 1 : at + 2].isalpha()
            and text[at - 1].isalpha()
            and not text[at - 2 : at - 1].isalpha()
        )
        last = not text[at + 1 : at + 2].isalnum() and text[at - 1].isalpha() and _is_abbreviated(text, at, at + 1) and bool(text[at + 1 :].strip(' ”"“»’)'))  # fmt: skip
        return DOT if inside or last else "."

    return _STOP.sub(mark, text)
