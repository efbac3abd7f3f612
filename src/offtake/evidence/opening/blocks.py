"""Blocks of text of an HTML page, each with its place in the page.

One pass with `str.find`, linear in the size of the page whatever stands in it; scripts, styles and
templates are passed over, nothing is executed, nothing is fetched.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from offtake.evidence.opening.tables import Cell, Grid
from offtake.evidence.opening.typography import raised

_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]{0,15})")
_ATTRIBUTE = re.compile(
    r"""([a-zA-Z-]{2,20})\s*=\s*("[^"]{0,400}"|'[^']{0,400}'|[^\s"'>]{1,200})"""
)
_RAW = ("script", "style", "textarea", "xmp")
_SILENT = frozenset(
    "script style noscript template svg iframe object embed select button textarea math canvas xmp".split()
)
_BREAK = frozenset(
    "p div li ul ol h1 h2 h3 h4 h5 h6 td th tr table blockquote section article main header footer nav aside figure figcaption pre dd dt dl form hr body html title br address fieldset details summary".split()
)
_EMPTY = frozenset("br hr img input meta link area base col embed source track wbr param".split())
_BY_TAG = {"nav": "navigation", "footer": "navigation", "aside": "navigation", "form": "navigation"}
_BY_CLASS = (
    (re.compile(r"twitter-tweet|instagram-media|tiktok-embed|fb-post|(^|[\s_-])o?embed(ded)?([\s_-]|$)"), "embedded"),
    (re.compile(r"comment|kommentar|disqus|replies|respond|leserbrief"), "comments"),
    (re.compile(r"cookie|consent|gdpr|disclaimer|legal|copyright|(^|[\s_-])(notice|notification|metered|meter|regwall|interstitial)([\s_-]|$)"), "notice"),
    (re.compile(r"(^|[\s_-])(nav|menu|breadcrumbs?|share|sharing|social|related|recommended|newsletter|subscribe|sign-?up|promo|advert\w*|ads?|affiliate|sponsor\w*|anzeige|werbung|publicite|outbrain|taboola|sidebar|teaser|tags|footer|paywall|most-read|trending)([\s_-]|$)"), "navigation"),
    (re.compile(r"zum-thema|empfehlung|empfohlen|weiterlesen|lesen-sie-auch|auch-interess|meistgelesen|verwandte|lire-aussi|voir-aussi|a-lire|recommand|plus-lus"), "navigation"),
    (re.compile(r"(^|[\s_-])(error|banner|alert|popup|modal)([\s_-]|$)"), "banner"),
)  # fmt: skip
_BY_ROLE = {"alert": "banner", "alertdialog": "banner", "dialog": "banner", "navigation": "navigation", "complementary": "navigation", "contentinfo": "navigation", "search": "navigation"}  # fmt: skip
_WHOLE = ("html", "body", "article", "main")
DEEPEST = 3000
LINKED = 5
"""Elements around a text among which a link may stand."""
_GLUED = re.compile(r"(?:[a-zäöüßéèà]|[A-Z]{2})\|[A-ZÄÖÜÉÈÀ][a-zäöüßéèà ]")
"""Where one element ends and the next begins without a space, as "Arms" and "Tanks ordered" set side by side: "ArmsTanks ordered"."""
_FRACTION = re.compile(r"(?<![^\W\d])([¹²³])\s?[/⁄]\s?([234])(?!\d)")
"""<sup>1</sup>/<sub>2</sub>, its upper figure raised."""
_PARTS = {"¹2": "½", "¹4": "¼", "³4": "¾", "¹3": "⅓", "²3": "⅔"}
_SPACE = re.compile(r"[ \t\r\n\f]+")


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
    """The page in `text`, however broken."""
    page, stack, run, grid = Page(), [("", "", False)], _Run(), Grid()
    for kind, start, end, name in _tokens(text):
        if kind == "text":
            if not stack[-1][2]:
                inside = [tag for tag, _, _ in stack[-LINKED:]]
                run.add(text, start, end, is_raised="sup" in inside[-3:], is_linked="a" in inside)
            continue
        if name in _BREAK:
            run.flush(page, stack, grid.cell)
        raw = text[start:end]
        if kind == "close":
            _close(stack, name)
            grid.closes(name)
        elif kind == "script":
            if "ld+json" in raw[:120]:
                page.data.append(raw[raw.find(">") + 1 : raw.rfind("<")])
        else:
            _open(page, stack, name, raw, text, end)
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
        if text[start - 1 : start] == ">" and self.parts and _GLUED.search(f"{self.parts[-1][-2:]}|{text[start : start + 2]}"):  # fmt: skip
            self.parts.append(" ")
        self.parts.append(raised(text[start:end]) if is_raised else text[start:end])
        self.is_linked &= is_linked or text[start:end].isspace()
        if self.start < 0:
            self.start = start
        self.end = end

    def flush(self, page: Page, stack: list[tuple[str, str, bool]], cell: Cell | None) -> None:
        said = _SPACE.sub(" ", html.unescape("".join(self.parts))).strip()
        said = _FRACTION.sub(lambda m: _PARTS.get(m[1] + m[2], m[0]), said)
        if said:
            tag, cut, _ = stack[-1]
            page.blocks.append(TextBlock(self.start, self.end, said, tag, cut, cell, self.is_linked))  # fmt: skip
        self.__init__()  # type: ignore[misc]


def _open(
    page: Page, stack: list[tuple[str, str, bool]], name: str, raw: str, text: str, end: int
) -> None:
    attributes = {k.lower(): v.strip("\"'") for k, v in _ATTRIBUTE.findall(raw[:2000])}
    if name == "meta":
        key = (
            attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
        )
        page.meta.setdefault(key.lower(), html.unescape(attributes.get("content", "")))
    elif name == "link" and attributes.get("rel") == "canonical":
        page.meta.setdefault("canonical", attributes.get("href", ""))
    elif name == "time":
        page.times.append(attributes.get("datetime", ""))
    elif name == "title" and not page.title:
        close = text.find("<", end)
        page.title = html.unescape(text[end : close if close >= 0 else end]).strip()
    if name in _EMPTY or raw.endswith("/>") or len(stack) > DEEPEST:
        return
    _, cut, silent = stack[-1]
    stack.append(
        (name, cut or _reason(name, raw, attributes), silent or name in _SILENT or name == "title")
    )
    page.depth = max(page.depth, len(stack))


def _reason(name: str, raw: str, attributes: dict[str, str]) -> str:
    style = attributes.get("style", "").replace(" ", "").lower()
    if (
        "display:none" in style
        or attributes.get("aria-hidden") == "true"
        or re.search(r"\shidden[\s>=]", raw[:400])
    ):
        return "hidden"
    if name in _BY_TAG:
        return _BY_TAG[name]
    if (role := attributes.get("role", "").lower()) in _BY_ROLE and name not in _WHOLE:
        return _BY_ROLE[role]
    words = f"{attributes.get('class', '')} {attributes.get('id', '')}".lower().strip()
    if words and name not in _WHOLE:
        for pattern, reason in _BY_CLASS:
            if pattern.search(words):
                return reason
    return ""


def _close(stack: list[tuple[str, str, bool]], name: str) -> None:
    """Close the nearest open element of that name, within a few levels: pages forget to close."""
    for back in range(1, min(len(stack), 12)):
        if stack[-back][0] == name:
            del stack[-back:]
            return


def _tokens(text: str) -> Iterator[tuple[str, int, int, str]]:
    """(text | open | close | script, start, end, name) in order; comments and declarations left out."""
    at, size = 0, len(text)
    while at < size:
        sign = text.find("<", at)
        if sign < 0:
            yield "text", at, size, ""
            return
        if sign > at:
            yield "text", at, sign, ""
        if text.startswith("<!--", sign):
            close = text.find("-->", sign + 4)
            at = size if close < 0 else close + 3
            continue
        named = _NAME.match(text, sign)
        close = text.find(">", sign)
        if close < 0:
            if named is None:
                yield "text", sign, size, ""
            return
        if named is None:
            skip = text[sign + 1 : sign + 2] in ("!", "?")
            if not skip:
                yield "text", sign, sign + 1, ""
            at = close + 1 if skip else sign + 1
            continue
        name, shut = named[1].lower(), text[sign + 1] == "/"
        at = close + 1
        if name in _RAW and not shut:
            stop = _raw_end(text, name, at)
            yield (
                ("script" if name == "script" else "close"),
                sign,
                stop,
                "" if name == "script" else name,
            )
            at = stop
            continue
        yield ("close" if shut else "open"), sign, at, name


def _raw_end(text: str, name: str, start: int) -> int:
    """End of a raw element; where it is never closed, all that follows belongs to it."""
    found = re.compile(rf"</{name}", re.IGNORECASE).search(text, start)
    close = -1 if found is None else text.find(">", found.start())
    return len(text) if close < 0 else close + 1
