"""An HTML page as paragraphs: its own blocks, less what trafilatura leaves out where that is installed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from importlib.util import find_spec

from offtake.evidence.opening.blocks import Page
from offtake.evidence.opening.cleaning import TEASER, Paragraph
from offtake.evidence.opening.tables import in_rows
from offtake.evidence.opening.typography import plain

DEEPEST, LARGEST = 400, 1_000_000
"""Nesting and characters up to which the extractor is asked; beyond, the page's own marks decide."""
ENOUGH = 0.5
"""Share of what the page's own marks keep that the extractor must keep, to be believed."""
MOSTLY = 0.5
"""Share of a page's text above which links are what it is about."""
_WORD = re.compile(r"\w+")


def paragraphs_of_page(page: Page, text: str) -> list[Paragraph]:
    """The blocks of a page, rows of its tables put together, those that are no part of the article marked with the reason."""
    return in_rows(_without_links(page, _cut(page, text)), [b.cell for b in page.blocks], page.broken)  # fmt: skip


def _without_links(page: Page, found: list[Paragraph]) -> list[Paragraph]:
    """Less the blocks that are nothing but a link: titles of other articles, tags; none where most of a page is made of these."""
    links = [b.linked and b.cell is None and not p.cut and b.tag not in ("h1", "title") and len(p.text) <= TEASER and p.text not in page.title for b, p in zip(page.blocks, found, strict=True)]  # fmt: skip
    kept = sum(len(p.text) for p in found if not p.cut)
    if sum(len(p.text) for p, link in zip(found, links, strict=True) if link) > MOSTLY * kept:
        return found
    return [replace(p, cut="navigation") if link else p for p, link in zip(found, links, strict=True)]  # fmt: skip


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


@lru_cache(maxsize=1)
def extractor() -> tuple[Callable[..., str | None] | None, str]:
    """trafilatura's `extract`, else why there is none: '' where it is not installed, what was said where it cannot be loaded."""
    if find_spec("trafilatura") is None:
        return None, ""
    try:
        from trafilatura import extract
    except Exception as error:  # a library of its own that is missing or of another version
        return None, " ".join(str(error).split()) or type(error).__name__
    return extract, ""


def _main_text(text: str) -> str:
    """What trafilatura takes for the article; '' where there is no trafilatura or it gives nothing."""
    extract, _ = extractor()
    if extract is None:
        return ""
    try:
        found = extract(text, include_comments=False, include_tables=True, deduplicate=False)
    except Exception:  # whatever a hostile page does to it, the page's own marks are left
        return ""
    return _key(found or "")
