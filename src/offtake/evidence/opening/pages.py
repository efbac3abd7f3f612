"""An HTML page as paragraphs: its own blocks, less what trafilatura leaves out where that is installed."""

from __future__ import annotations

import re
from dataclasses import replace

from offtake.evidence.opening.blocks import Page
from offtake.evidence.opening.cleaning import Paragraph
from offtake.evidence.opening.tables import in_rows
from offtake.evidence.opening.typography import plain

DEEPEST, LARGEST = 400, 1_000_000
"""Nesting and characters up to which the extractor is asked; beyond, the page's own marks decide."""
ENOUGH = 0.5
"""Share of what the page's own marks keep that the extractor must keep, to be believed."""
_WORD = re.compile(r"\w+")


def paragraphs_of_page(page: Page, text: str) -> list[Paragraph]:
    """The blocks of a page, rows of its tables put together, those that are no part of the article marked with the reason."""
    return in_rows(_cut(page, text), [b.cell for b in page.blocks], page.broken)


def _cut(page: Page, text: str) -> list[Paragraph]:
    found = [Paragraph(b.start, b.end, b.text, b.cut) for b in page.blocks]
    if page.depth > DEEPEST or len(text) > LARGEST:
        return found
    main = _main_text(text)
    kept = [p for p in found if not p.cut]
    inside = [p for p in kept if _key(p.text) in main]
    if sum(len(p.text) for p in inside) < ENOUGH * max(1, sum(len(p.text) for p in kept)):
        return found
    first = next((k for k, p in enumerate(found) if p in inside), 0)
    return [
        p if p.cut or _key(p.text) in main or (k < first and page.blocks[k].tag in ("h1", "time"))
        else replace(p, cut="outside the article")
        for k, p in enumerate(found)
    ]  # fmt: skip


def _key(text: str) -> str:
    return " ".join(_WORD.findall(plain(text).casefold()))


def _main_text(text: str) -> str:
    """What trafilatura takes for the article; '' where it is not installed or gives nothing."""
    try:
        from trafilatura import extract
    except ImportError:
        return ""
    try:
        found = extract(text, include_comments=False, include_tables=True, deduplicate=False)
    except Exception:  # whatever a hostile page does to it, the page's own marks are left
        return ""
    return _key(found or "")
