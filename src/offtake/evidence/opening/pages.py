"""An HTML page as paragraphs: its own blocks, less what trafilatura leaves out where that is installed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from importlib.util import find_spec

from offtake.evidence.opening.blocks import Element, Page, TextBlock, without_new_tab
from offtake.evidence.opening.cleaning import OUTSIDE, TEASER, Paragraph, words_of
from offtake.evidence.opening.tables import in_rows
from offtake.evidence.opening.typography import plain

DEEPEST, LARGEST = 400, 1_000_000
"""Nesting and characters up to which the extractor is asked; beyond, the page's own marks decide."""
ENOUGH = 0.5
"""Share of what the page's own marks keep that the extractor must keep, to be believed."""
MOSTLY = 0.5
"""Share of a page's text above which links are what it is about."""
HEADING, CARD, MANY, DEEP = 60, 4, 25, 12
"""Characters of what stands over a list; blocks of a card that tells of another article; blocks, and elements, that are looked through."""
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_STOP = re.compile(r"[.!?…][\"”’»)]*$")


def paragraphs_of_page(page: Page, text: str) -> list[Paragraph]:
    """The blocks of a page, rows of its tables put together, those that are no part of the article marked with the reason."""
    found = _in_boxes(page, _without_links(page, _below_title(page, _cut(page, text))))
    return in_rows(found, [b.cell for b in page.blocks], page.broken)


def _without_links(page: Page, found: list[Paragraph]) -> list[Paragraph]:
    """Less the blocks that are nothing but a link: titles of other articles, tags; none where most of a page is made of these."""
    links = [b.linked and not _says(page, k) and b.cell is None and not p.cut and b.tag not in ("h1", "title") and len(p.text) <= TEASER and p.text not in page.title for k, (b, p) in enumerate(zip(page.blocks, found, strict=True))]  # fmt: skip
    links = [link or under for link, under in zip(links, _teasers(page, links), strict=True)]
    kept = sum(len(p.text) for p in found if not p.cut)
    if sum(len(p.text) for p, link in zip(found, links, strict=True) if link) > MOSTLY * kept:
        return found
    return [replace(p, cut="navigation") if link else p for p, link in zip(found, links, strict=True)]  # fmt: skip


def _says(page: Page, at: int) -> bool:
    """Whether a linked block is a sentence of the article: a paragraph with a link in it, between two that have none."""
    block = page.blocks[at]
    beside = page.blocks[max(0, at - 1) : at] + page.blocks[at + 1 : at + 2]
    return (
        block.tag == "p"
        and not (block.element.within and block.element.within.leads)
        and bool(_STOP.search(block.text))
        and len(beside) > 1
        and all(_is_sentence(b) and b.element.within is block.element.within for b in beside)
    )


def _teasers(page: Page, links: list[bool]) -> list[bool]:
    """Which blocks stand under the linked title of another article, in the same small box."""
    under = [False] * len(links)
    for at, link in enumerate(links):
        if not link or page.blocks[at].tag not in _HEADINGS:
            continue
        box = _box(page, at)
        held = _held(page, at, box)
        if len(held) <= CARD and sum(len(b.text) for b in held) <= 2 * TEASER:
            under[at + 1 : at + 1 + len(held)] = [True] * len(held)
    return under


def _in_boxes(page: Page, found: list[Paragraph]) -> list[Paragraph]:
    """The paragraphs, short ones with the place up to which a list under them reaches."""
    return [replace(p, until=_list_end(page, found, at)) if p.cut in ("", *OUTSIDE) and len(p.text) <= HEADING else p for at, p in enumerate(found)]  # fmt: skip


def _list_end(page: Page, found: list[Paragraph], at: int) -> int:
    """Where the list that a heading may have over it ends: with its box, else where sentences stand as they stood before; -1 unknown."""
    box = _box(page, at)
    held = _held(page, at, box)
    before = [b for b in page.blocks[max(0, at - MANY) : at] if _is_sentence(b)]
    is_body = any(b.start > box.start for b in before)
    if not is_body and len(held) < MANY and not any(len(b.text) > TEASER for b in held):
        return box.end
    around = page.blocks[at].element.within
    if not any(b.element.within is around for b in before):
        return -1
    for k in range(at + 1, min(at + MANY, len(found))):
        block = page.blocks[k]
        if _is_sentence(block) and block.element.within is around and not found[k].cut and not page.blocks[k - 1].linked:  # fmt: skip
            return block.start
    return -1


def _is_sentence(block: TextBlock) -> bool:
    return block.tag == "p" and not block.linked and bool(_STOP.search(block.text))


def _box(page: Page, at: int) -> Element:
    """The smallest element around a block that holds the next block too."""
    box = page.blocks[at].element
    after = page.blocks[at + 1].start if at + 1 < len(page.blocks) else -1
    for _ in range(DEEP):
        if box.within is None or box.end > after:
            break
        box = box.within
    return box


def _held(page: Page, at: int, box: Element) -> list[TextBlock]:
    """The blocks behind one that stand in the same box, so many as tell whether there are many."""
    return [b for b in page.blocks[at + 1 : at + 1 + MANY] if b.start < box.end]


def title_at(page: Page) -> int:
    """Which block is the article's title: the first heading that the page's title begins or ends with; -1 where none is."""
    told = [key for key in (_key(page.title), _key(page.meta.get("og:title", ""))) if key]
    for at, block in enumerate(page.blocks):
        key = _key(block.text) if block.tag == "h1" and len(block.text) <= 3 * TEASER else ""
        if len(key.split()) > 2 and any(key in t or key.endswith(t) for t in told):
            return at
    return -1


def _below_title(page: Page, found: list[Paragraph]) -> list[Paragraph]:
    """Less what stands above the title (menus, tickers, consent), and less what stands in the title before it ("Arms: ").

    What leads into an article above its title, a sentence in the same element, stays.
    """
    at = title_at(page)
    above = sum(len(p.text) for p in found[: max(at, 0)] if not p.cut)
    if at < 0 or above > MOSTLY * sum(len(p.text) for p in found if not p.cut):
        return found
    told, shown = page.meta.get("og:title", ""), found[at].text
    title = told if told and shown.endswith(" " + told) else shown
    own = _article_around(page.blocks[at].element)
    over = [p if p.cut or (_is_sentence(b) and own and _article_around(b.element) is own) else replace(p, cut="above the title") for b, p in zip(page.blocks, found[:at], strict=False)]  # fmt: skip
    return [*over, replace(found[at], text=title), *found[at + 1 :]]


def _article_around(element: Element | None) -> Element | None:
    """The element of the article that an element stands in; None where a page marks none."""
    while element is not None and element.name not in ("article", "main"):
        element = element.within
    return element


def _cut(page: Page, text: str) -> list[Paragraph]:
    found = [Paragraph(b.start, b.end, b.text, b.cut) for b in page.blocks]
    if page.depth > DEEPEST or len(text) > LARGEST:
        return found
    main = _main_text(_seen(page, text))
    kept = [p for p in found if not p.cut]
    within = [not p.cut and _key(p.text) in main for p in found]
    if sum(len(p.text) for p, is_in in zip(found, within, strict=True) if is_in) < ENOUGH * max(
        1, sum(len(p.text) for p in kept)
    ):
        return found
    runs = {
        b.element
        for b, is_in in zip(page.blocks, within, strict=True)
        if is_in and b.tag in ("div", "p", "td")
    }
    lists = {b.element.within for b, is_in in zip(page.blocks, within, strict=True) if is_in and b.tag == "li"}  # fmt: skip
    first = next((k for k, is_in in enumerate(within) if is_in), 0)

    def stays(k: int) -> bool:
        block = page.blocks[k]
        beside = block.element in runs or (block.tag == "li" and block.element.within in lists)
        at_top = k < first and block.tag in ("h1", "time")
        return within[k] or (beside and not block.linked) or _heads(page, k, within) or at_top

    return [p if p.cut or stays(k) else replace(p, cut="outside the article") for k, p in enumerate(found)]  # fmt: skip


def _seen(page: Page, text: str) -> str:
    """The page less the words that no reader sees: the extractor would set them into the paragraphs that they stand in."""
    parts: list[str] = []
    at = 0
    for block in page.blocks:
        if block.cut == "hidden" and block.start >= at:
            parts.append(text[at : block.start])
            at = block.end
    return "".join([*parts, text[at:]])


def _heads(page: Page, at: int, within: list[bool]) -> bool:
    """Whether a block is the heading of one beside it that belongs to the article."""
    block = page.blocks[at]
    if block.tag not in _HEADINGS or block.linked or not any(within[at + 1 : at + 2]):
        return False
    return page.blocks[at + 1].element.within is block.element.within


def _key(text: str) -> str:
    return " ".join(words_of(plain(text)))


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
    return _key(without_new_tab(found or ""))
