"""What is no part of the article is cut, with the reason: banners, notices, comments, repeats.

No word is rewritten: what is kept has the signs of `typography`, and what is cut can be found in the original.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from offtake.evidence.document import Piece
from offtake.evidence.opening.typography import plain
from offtake.evidence.rules.rules import Notice

SHORTEST_REPEAT = 3
"""Words below which a repeated paragraph may be meant (a heading, an answer)."""
TEASER = 160
"""Characters of the longest teaser of another article: what is longer belongs to this one."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Paragraph:
    """A run of the original as a reader sees it: its place, its text, and why it is cut ('' to keep)."""

    start: int
    end: int
    text: str
    cut: str = ""


def cleaned(paragraphs: Sequence[Paragraph], notices: Sequence[Notice]) -> list[Paragraph]:
    """The paragraphs, those that are no part of the article marked with the reason."""
    read = [replace(p, text=plain(p.text)) for p in paragraphs]
    return list(_without_repeats(_without_notices(read, notices)))


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
    for paragraph in paragraphs:
        if paragraph.cut:
            yield paragraph
            continue
        found = next((n for n in notices if n.pattern.match(paragraph.text)), None)
        if len(paragraph.text) > TEASER:
            teasers = ""
        if found is not None and found.cuts == "rest":
            rest = found.reason
        if found is not None and found.cuts == "list":
            teasers = found.reason
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
        words = _WORD.findall(paragraph.text.casefold())
        key = " ".join(words)
        if len(words) >= SHORTEST_REPEAT and key in seen:
            yield replace(paragraph, cut=f"repeat of {seen[key]}")
            continue
        kept += 1
        seen.setdefault(key, kept)
        yield paragraph
