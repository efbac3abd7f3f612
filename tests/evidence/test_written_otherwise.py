"""Articles give the same claims however they are saved and whatever quotation marks they have."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable

import pytest
from tests.evidence.whole_articles import SECOND, Article, articles, page

from offtake.evidence.document import Document
from offtake.evidence.opening.opening import opened
from offtake.evidence.reading.claims import claims_in
from offtake.evidence.rules.rules import rules

EVERY = articles(SECOND)
READ = [a for a in EVERY if a.name.endswith(("1", "4", "7"))]


def told(name: str, data: str, article: Article) -> Counter[tuple[object, ...]]:
    document = opened(name, data.encode(), rules(), article.published)
    assert isinstance(document, Document), document
    return Counter((c.value, c.low, c.high, c.bound, c.unit, c.per, c.kind, c.speaker) for c in claims_in(document, rules()))  # fmt: skip


def text(article: Article) -> str:
    return "\n\n".join(p.text for p in article.paragraphs)


def saved(article: Article, inside: Callable[[str, list[str]], str]) -> str:
    title, *rest = (html.escape(p.text, quote=False) for p in article.paragraphs)
    return f'<html lang="{article.language}"><head><meta charset="utf-8"><title>{title} | Ledger</title></head><body><nav><a href="/">Home</a></nav>{inside(title, rest)}<footer>99 jobs</footer></body></html>'


def with_links(words: str) -> str:
    parts = words.split(" ")
    return " ".join(f'<a href="/x">{w}</a>' if k % 7 == 3 else f"<b>{w}</b>" if k % 7 == 5 else w for k, w in enumerate(parts))  # fmt: skip


SHAPES: dict[str, Callable[[str, list[str]], str]] = {
    "lines": lambda title, rest: f"<div><h1>{title}</h1><div>{'<br><br>'.join(rest)}</div></div>",
    "links": lambda title, rest: f"<main><h1>{title}</h1>{''.join(f'<p>{with_links(p)}</p>' for p in rest)}</main>",
    "list": lambda title, rest: f"<article><h1>{title}</h1><ul>{''.join(f'<li>{p}</li>' for p in rest)}</ul></article>",
    "boxes": lambda title, rest: f"<article><h1>{title}</h1>{''.join(f'<section><div><div>{p}</div></div></section>' for p in rest)}<aside><a href='/2'>Yard to hire 400</a></aside></article>",
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_however_a_page_is_built(shape: str) -> None:
    for article in READ:
        assert told("a.html", saved(article, SHAPES[shape]), article) == told("a.html", page(article).decode(), article), article.name  # fmt: skip


def in_turn(words: str, left: str, right: str) -> str:
    """Straight double marks as others, in turn the one that opens and the one that closes."""
    return "\n".join(re.sub(r'"([^"]*)("|$)', rf"{left}\1{right}", line) for line in words.split("\n"))  # fmt: skip


@pytest.mark.parametrize(("left", "right"), [("“", "”"), ("‘", "’"), ("'", "'")])
def test_whatever_marks_an_english_article_has(left: str, right: str) -> None:
    for article in (a for a in EVERY if a.language == "en"):
        words = text(article)
        assert told("a.txt", in_turn(words, left, right), article) == told("a.txt", words, article), article.name  # fmt: skip


@pytest.mark.parametrize(("left", "right"), [("„", "“"), ("»", "«")])
def test_whatever_marks_a_german_article_has(left: str, right: str) -> None:
    for article in (a for a in EVERY if a.language == "de"):
        words = text(article)
        plain = re.sub(r"[„»]([^„“”»«\n]*)[“”«]", r"„\1“", words)
        other = re.sub(r"[„»]([^„“”»«\n]*)[“”«]", rf"{left}\1{right}", words)
        assert told("a.txt", other, article) == told("a.txt", plain, article), article.name
