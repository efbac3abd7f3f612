"""From the bytes of one file to a Document, or to the reason why not.

Nothing is fetched and nothing executed; archives are not opened; what is too large is not parsed.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace

from offtake.errors import UsageError
from offtake.evidence.document import Document, Heading, Refusal
from offtake.evidence.opening.blocks import page_of
from offtake.evidence.opening.cleaning import Paragraph, assembled, cleaned
from offtake.evidence.opening.decoding import decoded
from offtake.evidence.opening.heading import authors_of, heading_of_page, heading_of_text
from offtake.evidence.opening.language import language_of
from offtake.evidence.opening.lines import paragraphs_of
from offtake.evidence.opening.messages import message_of, without_quoted
from offtake.evidence.opening.pages import paragraphs_of_page
from offtake.evidence.opening.portable import text_of_pdf
from offtake.evidence.opening.rows import paragraphs_of_rows
from offtake.evidence.opening.typography import plain
from offtake.evidence.reading.dates.calendar import Calendar
from offtake.evidence.rules.rules import Rules

LARGEST = 10_000_000
"""Bytes; a saved article has a thousandth of it."""
MOST_TEXT = 2_000_000
"""Characters of cleaned text that are read in one document."""
_MAGIC = (
    (b"PK\x03\x04", "a zip archive, as .docx and .xlsx are; save it as text, HTML or PDF"),
    (b"\xd0\xcf\x11\xe0", "an old Office file; save it as text, HTML or PDF"),
    (b"\x1f\x8b", "a compressed file"),
    (b"Rar!", "an archive"),
    (b"7z\xbc\xaf", "an archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
)
_HTML = re.compile(r"<(?:!doctype html|html|head|body|article|div|p)\b", re.IGNORECASE)
_HEADERS = re.compile(rb"^(?:[A-Za-z-]{2,40}:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}\r?\n", re.MULTILINE)


@dataclass(frozen=True)
class _Read:
    """What a kind of file gives before cleaning is judged."""

    media: str
    encoding: str
    paragraphs: list[Paragraph]
    heading: Heading


def opened(file: str, data: bytes, rules: Rules, published: str = "") -> Document | Refusal:
    """The document in `data`; `published` is the date that the user gives, ISO 8601, and wins."""
    why = _refused(data)
    if why:
        return Refusal(file, why)
    try:
        found = _read(file, data, rules)
    except (ValueError, RecursionError, UsageError) as error:
        return Refusal(file, str(error) or type(error).__name__)
    if isinstance(found, str):
        return Refusal(file, found)
    text, pieces = assembled(found.paragraphs)
    if not text.strip():
        return Refusal(file, "holds no text" + (" (a scan?)" if found.media == "pdf" else ""))
    if len(text) > MOST_TEXT:
        return Refusal(file, f"{len(text):,} characters of text, more than {MOST_TEXT:,}")
    heading = replace(
        found.heading, title=plain(found.heading.title), outlet=plain(found.heading.outlet)
    )
    if published:
        other = heading.published if heading.published not in ("", published) else heading.doubt
        heading = replace(heading, published=published, published_basis="given", doubt=other)
    language = language_of(text, rules)
    read = language in rules.read
    reason = (
        "" if read else f"language {language or 'unknown'}: only {', '.join(rules.read)} are read"
    )
    return Document(hashlib.sha256(data).hexdigest(), file, found.media, found.encoding, heading, language, read, reason, text, pieces)  # fmt: skip


def _refused(data: bytes) -> str:
    if not data.strip():
        return "is empty"
    if len(data) > LARGEST:
        return f"{len(data) / 1e6:,.0f} MB, more than {LARGEST / 1e6:.0f} MB: not opened"
    return next((what for magic, what in _MAGIC if data.startswith(magic)), "")


def _read(file: str, data: bytes, rules: Rules) -> _Read | str:
    name = file.lower()
    if data.startswith(b"%PDF"):
        text = text_of_pdf(data)
        return _text("pdf", "pdf text", text, rules)
    if name.endswith(".eml") or (
        not name.endswith((".html", ".htm", ".csv"))
        and _HEADERS.match(data[:4000])
        and b"\nSubject:" in data[:4000]
    ):
        message = message_of(data)
        if message is None:
            return "an e-mail without a text that can be read"
        inner = (_page if message.is_html else _text)("eml", "e-mail body", message.body, rules)
        own = inner.heading
        heading = replace(own, title=message.subject or own.title, outlet=own.outlet or message.sender,
                          published=message.day or own.published, published_basis="header" if message.day else own.published_basis)  # fmt: skip
        return replace(
            inner, heading=heading, paragraphs=without_quoted(inner.paragraphs, message.subject)
        )
    found = decoded(data)
    if found is None:
        return "not a text: it holds zero bytes"
    text, encoding = found
    if name.endswith(".csv"):
        paragraphs = cleaned(paragraphs_of_rows(text), rules.notices)
        return _Read("csv", encoding, paragraphs, Heading())
    is_page = name.endswith((".html", ".htm", ".xhtml")) or _HTML.search(text[:3000])
    return (_page if is_page else _text)("html" if is_page else "text", encoding, text, rules)


def _text(media: str, encoding: str, text: str, rules: Rules) -> _Read:
    paragraphs = cleaned(paragraphs_of(text), rules.notices)
    kept = [p for p in paragraphs if p.cut in ("", "byline")]
    return _Read(media, encoding, paragraphs, heading_of_text(kept, Calendar(rules)))


def _page(media: str, encoding: str, text: str, rules: Rules) -> _Read:
    page = page_of(text)
    paragraphs = cleaned(paragraphs_of_page(page, text), rules.notices, authors_of(page))
    kept = [p for p in paragraphs if p.cut in ("", "byline")]
    return _Read(media, encoding, paragraphs, heading_of_page(page, kept, Calendar(rules)))
