"""What is no part of the article is cut, with the reason: banners, notices, comments, repeats.

No word is rewritten: what is kept has the signs of `typography`, and what is cut can be found in the original.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from offtake.evidence.document import Piece
from offtake.evidence.opening.typography import REMEMBERED, plain
from offtake.evidence.rules.rules import Notice

OUTSIDE = ("navigation", "outside the article")
"""Why a heading of teasers may be cut before it is known for one."""
SHORTEST_REPEAT = 3
"""Words below which a repeated paragraph may be meant (a heading, an answer)."""
TEASER = 160
"""Characters of the longest teaser of another article: what is longer belongs to this one."""
WINDOW, PLACES, PULLED = 5, 4, 300
"""Words by which a quotation set apart is found in the text, paragraphs in which they are looked for, and its longest, in characters."""
FIRST, BEHIND = 2, 4
"""Paragraphs at the top that stay whatever is said again or of whom: the title and what is below it; and those at the end among which authors are told of."""
_BYLINE = re.compile(
    r"(?:By|BY|Von|Par|Text:) ((?:[A-ZÄÖÜÉ][\w.'’-]+ ?){2,4}(?:(?:,|and|und|et|&) (?:[A-ZÄÖÜÉ][\w.'’-]+ ?){2,4})*)"
)
_AND = re.compile(r" ?(?:,|\band\b|\bund\b|\bet\b|&) ?")
_WORKS = r"(?:is|was|has|writes|covers|reports|reported|works|joined|studied|served|lives|ist|schreibt|berichtet|arbeitet|war|est|écrit|couvre|a) "
_WORD = re.compile(r"\w+")


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in small letters, by which paragraphs are compared."""
    return _words(text) if len(text) <= REMEMBERED else _words.__wrapped__(text)


@lru_cache(maxsize=1024)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.casefold()))


@dataclass(frozen=True)
class Paragraph:
    """A run of the original as a reader sees it: its place, its text, and why it is cut ('' to keep)."""

    start: int
    end: int
    text: str
    cut: str = ""
    until: int = -1
    """Where a list under it ends, in the original, if it is the heading of one; -1 where that is not known."""


def cleaned(paragraphs: Sequence[Paragraph], notices: Sequence[Notice], authors: Sequence[str] = ()) -> list[Paragraph]:  # fmt: skip
    """The paragraphs, those that are no part of the article marked with the reason; `authors` are those that a page names."""
    read = [replace(p, text=plain(p.text)) for p in paragraphs]
    return _without_pulled(list(_without_repeats(_without_authors(list(_without_notices(read, notices)), authors))))  # fmt: skip


def assembled(paragraphs: Iterable[Paragraph]) -> tuple[str, tuple[Piece, ...]]:
    """The cleaned text, a paragraph a line, and the map back to the original."""
    parts: list[str] = []
    pieces: list[Piece] = []
    at = 0
    for paragraph in paragraphs:
        if paragraph.cut:
            pieces.append(Piece(-1, -1, paragraph.start, paragraph.end, paragraph.cut))
            continue
        pieces.append(Piece(at, at + len(paragraph.text), paragraph.start, paragraph.end))
        parts.append(paragraph.text)
        at += len(paragraph.text) + 1
    return "\n".join(parts), tuple(pieces)


def _without_notices(
    paragraphs: Sequence[Paragraph], notices: Sequence[Notice]
) -> Iterable[Paragraph]:
    rest = teasers = ""
    until = -1
    for paragraph in paragraphs:
        if paragraph.cut and not (paragraph.cut in OUTSIDE and paragraph.until >= 0):
            yield paragraph
            continue
        found = next((n for n in notices if n.pattern.match(paragraph.text)), None)
        if paragraph.cut:  # the heading of a list may be a link
            if found is not None and found.cuts == "list":
                teasers, until = found.reason, paragraph.until
            yield paragraph
            continue
        if len(paragraph.text) > TEASER or (0 <= until <= paragraph.start):
            teasers = ""
        if found is not None and found.cuts == "rest":
            rest = found.reason
        if found is not None and found.cuts == "list":
            teasers, until = found.reason, paragraph.until
        reason = found.reason if found is not None else rest or teasers
        yield replace(paragraph, cut=reason) if reason else paragraph


def _without_repeats(paragraphs: Iterable[Paragraph]) -> Iterable[Paragraph]:
    """Of paragraphs with the same words the first is kept."""
    seen: dict[str, int] = {}
    kept = 0
    for paragraph in paragraphs:
        if paragraph.cut:
            yield paragraph
            continue
        words = words_of(paragraph.text)
        key = " ".join(words)
        if len(words) >= SHORTEST_REPEAT and key in seen:
            yield replace(paragraph, cut=f"repeat of {seen[key]}")
            continue
        kept += 1
        seen.setdefault(key, kept)
        yield paragraph


def _without_authors(paragraphs: list[Paragraph], named: Sequence[str]) -> list[Paragraph]:
    """Less what is told, behind an article, of those who wrote it.

    Data of pages name whoever published it as its author too, often a firm that the article is about: so nobody counts whom
    its title names, or of whom it tells more than once.
    """
    lines = [m[1] for p in paragraphs if len(p.text) <= TEASER and (m := _BYLINE.match(p.text))]
    names = {name.strip() for line in [*lines[:FIRST], *named] for name in _AND.split(line) if len(name.split()) > 1}  # fmt: skip
    kept = [k for k, p in enumerate(paragraphs) if not p.cut]
    cut: set[int] = set()
    for name in sorted(names):
        told = re.compile(rf"{re.escape(name)}(?:$|(?: \([^)]{{1,40}}\))?,? {_WORKS})")
        later = re.compile(rf"{re.escape(name.split()[0])} {_WORKS}")
        about = [k for k in kept if told.match(paragraphs[k].text)]
        others = [k for k in kept if k not in about and name in paragraphs[k].text and not _BYLINE.match(paragraphs[k].text)]  # fmt: skip
        if others or sum(paragraphs[k].text != name for k in about) > 1:
            continue
        behind = [k for k in about if k in kept[FIRST:][-BEHIND:] or paragraphs[k].text == name]
        cut |= {*behind, *(k for k in kept if behind and k > behind[0] and later.match(paragraphs[k].text))}  # fmt: skip
    return [replace(p, cut="byline") if k in cut else p for k, p in enumerate(paragraphs)]


def _without_pulled(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Less the short paragraphs all of whose words a longer one says in a row: quotations set apart from the text."""
    words = [() if p.cut else words_of(p.text) for p in paragraphs]
    short = [said for p, said in zip(paragraphs, words, strict=True) if len(said) >= WINDOW and len(p.text) <= PULLED]  # fmt: skip
    places: dict[tuple[str, ...], list[tuple[int, int]]] = {said[:WINDOW]: [] for said in short}
    first = {said[0] for said in short}
    for at, said in enumerate(words):
        for k in range(len(said) - WINDOW + 1):
            met = places.get(said[k : k + WINDOW]) if said[k] in first else None
            if met is not None and len(met) < PLACES and not (met and met[-1][0] == at):
                met.append((at, k))
    kept = 0
    done: list[Paragraph] = []
    for at, (paragraph, said) in enumerate(zip(paragraphs, words, strict=True)):
        kept += not paragraph.cut
        if kept > FIRST and len(said) >= WINDOW and len(paragraph.text) <= PULLED:
            met = places[said[:WINDOW]]
            if any(len(words[other]) > len(said) and words[other][k : k + len(said)] == said for other, k in met if other != at):  # fmt: skip
                done.append(replace(paragraph, cut="repeat"))
                continue
        done.append(paragraph)
    return done
