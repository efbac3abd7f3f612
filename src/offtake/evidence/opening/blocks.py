"""Blocks of text of an HTML page, each with its place in the page.

One pass with `str.find`, linear in the size of the page whatever stands in it; scripts, styles and
templates are passed over, nothing is executed, nothing is fetched.
"""

from __future__ import annotations

import html
import re
import sys
from dataclasses import dataclass, field

from offtake.evidence.opening.reasons import reason
from offtake.evidence.opening.tables import Cell, Grid
from offtake.evidence.opening.tags import tokens
from offtake.evidence.opening.typography import raised
from offtake.evidence.reading.language.holding import holds_one

_ATTRIBUTE = re.compile(
    r"""([a-zA-Z-]{2,30})\s*=\s*("[^"]{0,400}"|'[^']{0,400}'|[^\s"'>]{1,200})"""
)
_SILENT = frozenset(
    "script style noscript template svg iframe object embed select button textarea math canvas xmp".split()
)
_BREAK = frozenset(
    "p div li ul ol h1 h2 h3 h4 h5 h6 td th tr table blockquote section article main header footer nav aside center figure figcaption pre dd dt dl form hr body html title br address fieldset details summary".split()
)
_EMPTY = frozenset("br hr img input meta link area base col embed source track wbr param".split())
DEEPEST, TRUSTED, SHORTEST_TITLE = 3000, 3, 15
LINKED = 5
"""Elements around a text among which a link may stand."""
_GLUED = re.compile(
    r"(?:[a-zäöüßéèà\d]|[A-Z]{2}|\w[.!?…])\|[A-ZÄÖÜÉÈÀ][a-zäöüßéèà ]|(?:19|20)\d\d\|\d{1,2}:\d"
)
"""Where one element ends and the next begins without a space, as "Arms" and "Tanks ordered" set side by side: "ArmsTanks ordered"."""
_FRACTION = re.compile(r"(?<![^\W\d])([¹²³])\s?[/⁄]\s?([234])(?!\d)")
"""<sup>1</sup>/<sub>2</sub>, its upper figure raised."""
_PARTS = {"¹2": "½", "¹4": "¼", "³4": "¾", "¹3": "⅓", "²3": "⅔"}
_SPACE = re.compile(r"[ \t\r\n\f]+")
_SPACED = ("  ", "\n", "\t", "\r", "\f")
"""One of these stands where spaces are more than single blanks."""
_NEW_TAB = re.compile(r",? ?\(?\b(?:opens|link opens|öffnet|s['’]ouvre)(?: in| dans)? (?:an? |einem |une )?(?:new|neuen?m?|nouvelle?) (?:tab|window|fenster|fenêtre|onglet)\b\)?", re.IGNORECASE)  # fmt: skip
"""What is read aloud beside a link."""
_MAY_OPEN = ("open", "ffnet", "ouvre")
"""One of these stands in it, in small letters."""
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_ONCE = ("p", "li", "dt", "dd", "td", "th", "tr", "option")
"""Elements that stand in none of their own name: the next closes the one before."""
_TAG = re.compile(r"<[^>]*>")


@dataclass(eq=False)
class Element:
    """One element that is open: why its text is cut, whether it shows none, whether it leads elsewhere, what it stands in, where it ends."""

    name: str = ""
    cut: str = ""
    silent: bool = False
    leads: bool = False
    within: Element | None = None
    start: int = -1
    end: int = sys.maxsize
    cause: Element = field(init=False, repr=False)
    """The outermost element for which its text is cut."""

    def __post_init__(self) -> None:
        self.cause = self


@dataclass
class TextBlock:
    """One run of text: where it stands in the page, its text, and why it is to be cut ('' to keep)."""

    start: int
    end: int
    text: str
    tag: str
    cut: str
    cell: Cell | None = None
    linked: bool = False
    """Whether all of it is a link to elsewhere."""
    element: Element = field(default_factory=Element, repr=False)
    """What it stands in."""


@dataclass
class Page:
    """What a page holds: its blocks, its `meta` and `time` values, and its JSON-LD, unread."""

    blocks: list[TextBlock] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)
    times: list[str] = field(default_factory=list)
    data: list[str] = field(default_factory=list)
    title: str = ""
    depth: int = 0
    broken: frozenset[int] = frozenset()
    """Tables whose cells are no rows and columns."""


def page_of(text: str) -> Page:
    """The page in `text`, however broken; an element that holds the article is believed to be no menu, whatever it is called."""
    trusted: frozenset[int] = frozenset()
    page = _page_of(text, trusted)
    for _ in range(TRUSTED):
        around = _around_article(page)
        if around < 0:
            break
        trusted |= {around}
        page = _page_of(text, trusted)
    return page


def _around_article(page: Page) -> int:
    """Where an element begins that was cut although it holds the title or, a form, most of the text; -1 where none does."""
    told = [" ".join(t.split()) for t in (page.title, page.meta.get("og:title", "")) if t]
    in_forms: dict[int, int] = {}
    for block in page.blocks:
        if not block.cut or block.cut == "hidden":
            continue
        cause = block.element.cause
        if block.tag == "h1" and len(block.text) >= SHORTEST_TITLE and any(block.text in t for t in told):  # fmt: skip
            return cause.start
        if cause.name == "form":
            in_forms[cause.start] = in_forms.get(cause.start, 0) + len(block.text)
    most = max(in_forms, key=lambda start: in_forms[start], default=-1)
    return most if most >= 0 and 2 * in_forms[most] > sum(len(b.text) for b in page.blocks) else -1


def _page_of(text: str, trusted: frozenset[int]) -> Page:
    page, stack, run, grid = Page(), [Element()], _Run(), Grid()
    for kind, start, end, name in tokens(text):
        if kind == "text":
            if not stack[-1].silent:
                inside = stack[-LINKED:]
                if _is_hidden_word(inside):
                    hidden = _in_blanks(html.unescape(text[start:end])).strip()
                    if hidden:
                        page.blocks.append(TextBlock(start, end, hidden, stack[-1].name, "hidden", None, False, stack[-1]))  # fmt: skip
                    continue
                run.add(text, start, end, is_raised=any(e.name == "sup" for e in inside[-3:]), is_linked=any(e.leads for e in inside))  # fmt: skip
            continue
        if name in _BREAK:
            run.flush(page, stack, grid.cell)
        raw = text[start:end]
        if kind == "close":
            _close(stack, name, start)
            grid.closes(name)
        elif kind == "script":
            if "ld+json" in raw[:120]:
                page.data.append(raw[raw.find(">") + 1 : raw.rfind("<")])
        else:
            if (name in _ONCE and stack[-1].name == name) or (stack[-1].name == "p" and name in _BREAK and name != "br"):  # fmt: skip
                _close(stack, stack[-1].name, start)
            _open(page, stack, name, raw, text, end, start in trusted)
            grid.opens(name, raw)
    run.flush(page, stack, grid.cell)
    page.broken = frozenset(grid.broken)
    return page


class _Run:
    """Text gathered since the last break."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.start = self.end = -1
        self.is_linked = True

    def add(self, text: str, start: int, end: int, is_raised: bool, is_linked: bool) -> None:
        if text[start - 1 : start] == ">" and self.parts and _GLUED.search(f"{self.parts[-1][-4:]}|{text[start : start + 4]}"):  # fmt: skip
            self.parts.append(" ")
        self.parts.append(raised(text[start:end]) if is_raised else text[start:end])
        self.is_linked &= is_linked or text[start:end].isspace()
        if self.start < 0:
            self.start = start
        self.end = end

    def flush(self, page: Page, stack: list[Element], cell: Cell | None) -> None:
        said = _in_blanks(html.unescape("".join(self.parts))).strip()
        if "/" in said or "⁄" in said:
            said = _FRACTION.sub(lambda m: _PARTS.get(m[1] + m[2], m[0]), said)
        said = without_new_tab(said).strip()
        if said:
            here = stack[-1]
            page.blocks.append(TextBlock(self.start, self.end, said, here.name, here.cut, cell, self.is_linked, here))  # fmt: skip
        self.__init__()  # type: ignore[misc]


def _open(page: Page, stack: list[Element], name: str, raw: str, text: str, end: int, is_trusted: bool) -> None:  # fmt: skip
    attributes = {k.lower(): v.strip("\"'") for k, v in _ATTRIBUTE.findall(raw[:2000])}
    if name == "meta":
        key = (
            attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
        )
        page.meta.setdefault(key.lower(), html.unescape(attributes.get("content", "")))
    elif name == "link" and attributes.get("rel") == "canonical":
        page.meta.setdefault("canonical", attributes.get("href", ""))
    elif name == "time":
        close = text.find("</time", end, end + 400)
        shown = html.unescape(_TAG.sub(" ", text[end:close])) if close >= 0 else ""
        page.times.append(attributes.get("datetime") or shown)
    elif name == "title" and not page.title:
        close = text.find("<", end)
        page.title = html.unescape(text[end : close if close >= 0 else end]).strip()
    if name in _EMPTY or raw.endswith("/>") or len(stack) > DEEPEST:
        return
    around = stack[-1]
    leads = name == "a" and _leads(attributes, around.name)
    cut = around.cut or ("" if is_trusted else reason(name, raw, attributes))
    silent = around.silent or name in _SILENT or name == "title"
    here = Element(name, cut, silent, leads, around, end - len(raw))
    here.cause = around.cause if around.cut else here
    stack.append(here)
    page.depth = max(page.depth, len(stack))


def _leads(attributes: dict[str, str], around: str) -> bool:
    """Whether a link leads elsewhere: not one that only names a place, nor that of a heading to itself."""
    to = attributes.get("href")
    if to is None:
        return not attributes.keys() & {"name", "id"}
    return not (to.startswith("#") and around in _HEADINGS)


def without_new_tab(text: str) -> str:
    """Less what is read aloud beside a link."""
    return _NEW_TAB.sub("", text) if holds_one(text.lower(), _MAY_OPEN) else text


def _in_blanks(text: str) -> str:
    """A text with single blanks for all its spaces."""
    return _SPACE.sub(" ", text) if holds_one(text, _SPACED) else text


def _is_hidden_word(inside: list[Element]) -> bool:
    """Whether a text is hidden in a paragraph that is not."""
    if inside[-1].cut != "hidden":
        return False
    block = next((e for e in reversed(inside) if e.name in _BREAK or not e.name), inside[0])
    return block.cut != "hidden"


def _close(stack: list[Element], name: str, at: int) -> None:
    """Close the nearest open element of that name, within a few levels: pages forget to close."""
    for back in range(1, min(len(stack), 12)):
        if stack[-back].name == name:
            for element in stack[-back:]:
                element.end = at
            del stack[-back:]
            return
