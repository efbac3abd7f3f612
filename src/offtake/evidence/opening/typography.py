"""One way of writing what pages, mails and PDF files write in many: spaces, hyphens, quotation marks, accents, marks of notes.

"40&nbsp;000&nbsp;shells", "40\\u2009000 shells" and "40\\u202f000 shells" are one text to whoever reads it, and must be one
to the rules.  Nothing that a reader sees as a word or a figure is changed; a mark of a note is none ("40²", "boats[3]").
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from offtake.evidence.reading.language.holding import holds_one

_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_IN_FIGURE = re.compile(rf"(?<=\d)[{_SPACES}](?=\d)")
"""A space that does not break, between two figures, groups them; a plain one may part two numbers."""
_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Where a word may be parted, which way it runs: seen by nobody, and no part of it."""
_SIGNS = str.maketrans(
    dict.fromkeys(_SPACES, " ")
    | dict.fromkeys(_UNSEEN)
    | {"\u2010": "-", "\u2011": "-", "\u2012": "–", "\u2015": "—", "\u02bc": "’", "\u00b4": "’", "\u201f": "“", "\u301d": "“", "\u301e": "”", "\uffe5": "¥", "\uffe1": "£"}
    | {chr(n): chr(n - 0xFEE0) for n in range(0xFF01, 0xFF5F)}
    | {chr(n): unicodedata.normalize("NFKC", chr(n)) for n in range(0xFB00, 0xFB07)}
)  # fmt: skip
_GROUP = "\u00a0"
"""The one space that groups figures."""
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_RAISE = str.maketrans("0123456789", _RAISED)
_FIGURES = re.compile(r"\s*\d{1,3}(?:[,–-] ?\d{1,3})*\s*")
_MARK = rf"[{_RAISED}]+(?:[,–⁻-][{_RAISED}]+)*(?!\w)"
_NOTE = re.compile(rf"(?<![{_RAISED}])(?:(?<=[^\W\d_][^\W\d_][^\W\d_])|(?<=[.,;:!?%)”\"»’])|(?<=\d)(?!(?<=\b10)(?:[³⁴-⁹]|[{_RAISED}]{{2}}))(?!(?<=\b2)[{_RAISED}]{{2}})){_MARK}")  # fmt: skip
"""A raised figure behind a word or a figure is a note, behind a letter, ten or two a power: "ships²", "40 m²", "R²", "10¹²"."""
_NOTE_BEHIND_UNIT = re.compile(rf"([€$£¥] ?\d[\d.,]*(?:m| m(?![²³]))|\d ?(?:[bt]n|mn|md|[kt]|[kMG]W|[GT]Wh?|ha|kg|EUR|USD|pp|%)){_MARK}")  # fmt: skip
"""Behind a magnitude or a unit of two letters that takes no power: "€40m²" is a sum with a note, "€40 m²" rent for so much room."""
_CITED = re.compile(r"(?<=[\w.,;:!?%)”\"»’])(?:\[(?:[1-9]\d{0,2}(?:[,–-] ?\d{1,3})*|(?:citation|clarification|source)[^\]]{0,20})\])+")  # fmt: skip
"""A number in square brackets right behind a word, as encyclopaedias and papers cite."""
_TYPED = re.compile(r"(?:``|(?<![\w'])''(?=\w))([^\n]{1,400}?)(?<=[\w.,!?])''(?![\w'])")
"""Quotation marks of two signs each, in pairs: 12'' alone are inches."""
_OPENS = re.compile(r"""['‘](?:(?<=^['‘])|(?<=[\s(\[“"„«—–-]['‘]))(?=[^\W_]|[“"£$€¥])(?!\d\d(?:s|\b(?![.,]?\d| ?%| (?:per|million|billion|years|months)\b))|(?i:tis|twas|til|em|cause|n)\b)""", re.MULTILINE)  # fmt: skip
"""A single mark before a word; not that of "'25", "'90s" or "'til"."""
_SHUTS = re.compile(r"""(?<=[^\s('"“„«—–-])['’](?!\w)""")
_OWNERS = re.compile(r"['’] (?:[a-z]|\d)")
"""Behind an s: "the workers' pay"; what closes a quotation there stands before a stop, a capital or a dash."""
_INWARD = re.compile(r"»(?:(?<=^»)|(?<=[\s(\[—–-]»))(?=[\w‚‘›…])(?:([^»«\n]{1,1500})(?<=\S)«(?!\w)|(?=[^«\n]*$))", re.MULTILINE)  # fmt: skip
"""German marks that point inwards, and one that a line opens and does not close; French ones point outwards."""
_FAR, _LONGEST = 1500, 20_000
"""Characters within which a mark is closed, and of a paragraph that somebody wrote."""
_PLAIN = re.compile(r"[\x00-\x7fÀ-ÖØ-öø-ÿ–—‘’“”„«»…€£]*")


def raised(text: str) -> str:
    """Figures as raised signs, as `<sup>` has them; text that holds anything else as it is."""
    return text.translate(_RAISE) if _FIGURES.fullmatch(text) else text


REMEMBERED = 5000
"""Characters of a text up to which what is made of it is kept, since a page is gone through several times; a page of one paragraph would fill the memory."""


def plain(text: str) -> str:
    """The text with one sign for each that is written in several ways, and without marks of notes."""
    return _plain(text) if len(text) <= REMEMBERED else _plain.__wrapped__(text)


@lru_cache(maxsize=1024)
def _plain(text: str) -> str:
    if not _PLAIN.fullmatch(text):  # few paragraphs hold any
        text = unicodedata.normalize("NFC", text)
        text = _IN_FIGURE.sub("\x00", text).translate(_SIGNS).replace("\x00", _GROUP)
        if holds_one(text, _RAISED):
            text = _NOTE_BEHIND_UNIT.sub(r"\1", _NOTE.sub("", text))
        text = re.sub(r" {2,}", " ", text).strip(" ")
    if "[" in text:
        text = _CITED.sub("", text)
    if "''" in text:
        text = _TYPED.sub(r"“\1”", text)
    if "»" in text and len(text) <= _LONGEST:
        text = _INWARD.sub(lambda m: f"„{m[1]}“" if m[1] else "„", text)
    return _single(text) if len(text) <= _LONGEST and holds_one(text, "'‘") and _OPENS.search(text) else text  # fmt: skip


def _single(text: str) -> str:
    """Single marks around a quotation as the double ones that they stand for, inside another as single ones: 'We have 40 looms,' said Holm.

    One that nothing closes is a mark at the beginning or behind a colon, of a quotation that runs on, else an apostrophe.
    """
    signs, at = list(text), 0
    while opens := _OPENS.search(text, at):
        start, at = opens.start(), opens.end()
        line = text.find("\n", at, at + _FAR)
        close = _closing(text, at, min(at + _FAR, len(text)) if line < 0 else line)
        left, right = ("‘", "’") if _is_quoted(text, start) else ("“", "”")
        if close is not None:
            signs[start], signs[close.start()] = left, right
            at = close.end()
        elif start == 0 or text[start - 1] == "\n" or text[start - 2 : start] == ": ":
            signs[start] = left
    return "".join(signs)


def _is_quoted(text: str, at: int) -> bool:
    """Whether a place stands inside double marks that its line has opened before it."""
    line = text[text.rfind("\n", max(0, at - _FAR), at) + 1 : at]
    return line.count('"') % 2 == 1 or line.count("“") > line.count("”") or line.count("«") > line.count("»") or line.count("„") > line.count("“") + line.count("”")  # fmt: skip


def _closing(text: str, start: int, end: int) -> re.Match[str] | None:
    """What closes a quotation: the first mark that is no owner's, else the first."""
    first = None
    for match in _SHUTS.finditer(text, start, end):
        if text[match.start() - 1] != "s" or not _OWNERS.match(text, match.start()):
            return match
        first = first or match
    return first
