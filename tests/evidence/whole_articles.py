"""Whole articles in which every figure is labelled, by language models that knew the definitions alone; and how well they are read.

A file is `title:`, `outlet:`, `date:`, `language:`, an empty line, and a paragraph a line: `TEXT WITH [words|label] MARKS || SPEAKER & SPEAKER`,
labels as in `labels.py`.  An article is read as a page that somebody saved: from its bytes.

    python -m tests.evidence.whole_articles FOLDER [--faults]     counts what is right, and shows what is not
"""

from __future__ import annotations

import html
import re
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.evidence.labels import DATA, Label, _plain, label_of, same

from offtake.evidence.claim import Claim
from offtake.evidence.document import Document
from offtake.evidence.opening.opening import opened
from offtake.evidence.opening.typography import plain
from offtake.evidence.reading.claims import claims_in, figures_in
from offtake.evidence.rules.rules import rules

FOLDER, ASIDE, SECOND = DATA / "articles", DATA / "articles_aside", DATA / "articles_second_aside"
"""Those that the rules were mended by and the weights fitted to, a third that is kept aside, and a second set that is."""
_MARK = re.compile(r"\[([^\]|]*)\|([^\]]*)\]")
_QUOTED = re.compile(r'[“„«"]')


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, its figures with their ends in it, and who speaks in it."""

    text: str
    marks: tuple[tuple[int, int, Label], ...]
    speakers: tuple[str, ...]


@dataclass(frozen=True)
class Article:
    """A labelled article; its title is the first paragraph."""

    name: str
    published: str
    language: str
    paragraphs: tuple[Paragraph, ...]


def articles(folder: Path) -> list[Article]:
    return [_article(path) for path in sorted(folder.glob("*.txt"))]


def _article(path: Path) -> Article:
    head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    said = dict(line.split(": ", 1) for line in head.splitlines())
    language = said["language"].strip()
    lines = [said["title"], *body.strip().splitlines()]
    return Article(path.stem, said["date"].strip(), language, tuple(_paragraph(line, language) for line in lines))  # fmt: skip


def _paragraph(line: str, language: str) -> Paragraph:
    marked, _, speakers = plain(line.strip()).partition(" || ")
    text, marks, at = "", [], 0
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        marks.append((len(text), len(text) + len(mark[1]), label_of(mark[2].strip(), language)))
        text += mark[1]
        at = mark.end()
    said = tuple(name.strip() for name in speakers.split("&") if name.strip())
    return Paragraph((text + marked[at:]).strip(), tuple(marks), said)


def page(article: Article) -> bytes:
    """The article as a saved page."""
    title, *rest = (html.escape(p.text, quote=False) for p in article.paragraphs)
    body = "".join(f"<p>{text}</p>\n" for text in rest)
    return (
        f'<html lang="{article.language}"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta property="article:published_time" content="{article.published}"></head>'
        f"<body><article><h1>{title}</h1>\n{body}</article></body></html>"
    ).encode()


@dataclass(frozen=True)
class Found:
    """What was found in a paragraph: figures with their ends in it, and all claims."""

    figures: tuple[tuple[int, int, Claim], ...]
    claims: tuple[Claim, ...]


def document_of(article: Article) -> Document:
    """The article as it is opened."""
    document = opened(f"{article.name}.html", page(article), rules())
    assert isinstance(document, Document), document
    return document


def starts(article: Article, document: Document) -> list[int]:
    """Where each paragraph begins in the text; -1 for one that was cut."""
    found, at = [], 0
    for paragraph in article.paragraphs:
        found.append(document.text.find(paragraph.text, at))
        at = max(at, found[-1])
    return found


def found_in(article: Article) -> list[Found]:
    """What the rules find, paragraph by paragraph; a paragraph that was cut has nothing."""
    document = document_of(article)
    claims = claims_in(document, rules())
    ends = [(s + a.quantity.start, s + a.quantity.end) for s, a in figures_in(document, rules())]
    figures = list(zip(ends, [c for c in claims if c.words], strict=True))
    found = []
    for paragraph, start in zip(article.paragraphs, starts(article, document), strict=True):
        end = start + len(paragraph.text) if start >= 0 else -1
        found.append(Found(
            tuple((a - start, b - start, c) for (a, b), c in figures if start <= a < end),
            tuple(c for c in claims if start <= c.start < end),
        ))  # fmt: skip
    return found


def score(read: Sequence[Article], show: bool = False) -> Counter[str]:
    """Counts of figures right, wrong and missed, of kinds, of speakers by paragraph."""
    count: Counter[str] = Counter()
    for article in read:
        for paragraph, found in zip(article.paragraphs, found_in(article), strict=True):
            faults = [*_figures(paragraph, found, count), *_speakers(paragraph, found, count)]
            if show and faults:
                print(f"{article.name} [{article.language} {article.published}] {paragraph.text}")
                print("\n".join(f"    {fault}" for fault in faults))
    return count


def _figures(paragraph: Paragraph, found: Found, count: Counter[str]) -> list[str]:
    faults, left = [], list(paragraph.marks)
    for start, end, claim in found.figures:
        over = [m for m in left if m[0] < end and start < m[1]]
        mark = next((m for m in over if same(claim, m[2])), None)
        if mark is None:
            count["wrong"] += 1
            faults.append(f"WRONG  {_shown(claim)} «{claim.words}» [{claim.rule}]")
            continue
        left.remove(mark)
        count["right"] += 1
        sure = not claim.kind_or
        count["sure"] += sure
        count["kinds right"] += claim.kind == mark[2].kind
        count["sure right"] += sure and claim.kind == mark[2].kind
        if claim.kind != mark[2].kind:
            faults.append(f"KIND   {mark[2].kind}, read as {claim.kind}{'?' if claim.kind_or else ''} «{claim.words}»")  # fmt: skip
    count["missed"] += len(left)
    faults += [f"MISSED {_shown(m[2])} «{paragraph.text[m[0] : m[1]]}»" for m in left]
    return faults


def _shown(said: Claim | Label) -> str:
    value = f"{said.value:g}" if said.value is not None else f"{said.low}..{said.high}"
    return f"{said.bound} {value} {said.unit}{'/' + said.per if said.per else ''} {said.kind}"


def _speakers(paragraph: Paragraph, found: Found, count: Counter[str]) -> list[str]:
    quoted = _QUOTED.search(paragraph.text) is not None
    names = {_plain(c.speaker) for c in found.claims if c.speaker}
    if not names and not paragraph.speakers:
        return []
    which = "quotations" if quoted and paragraph.speakers else "reported" if paragraph.speakers else "silent"  # fmt: skip
    wanted = {_plain(s) for s in paragraph.speakers}
    right = names in (wanted, {_plain(" and ".join(paragraph.speakers))})
    count[which] += 1
    count[f"{which} right"] += right
    quoting = (
        [c for c in found.claims if c.form in ("direct", "partial")] if paragraph.speakers else []
    )
    count["quoting"] += len(quoting)
    count["quoting right"] += sum(_plain(c.speaker) in {*wanted, _plain(" and ".join(paragraph.speakers))} for c in quoting)  # fmt: skip
    return [] if right else [f"SPEAKER wanted {sorted(wanted)} found {sorted(names)}"]


def _told(count: Counter[str]) -> str:
    c = count
    return (
        f"precision {c['right']}/{c['right'] + c['wrong']} = {c['right'] / max(1, c['right'] + c['wrong']):.3f}  "
        f"recall {c['right'] / max(1, c['right'] + c['missed']):.3f}  kind {c['kinds right'] / max(1, c['right']):.3f}  "
        f"told {c['sure'] / max(1, c['right']):.3f} right {c['sure right'] / max(1, c['sure']):.3f}  "
        f"claims that quote {c['quoting right']}/{c['quoting']}  paragraphs with a quotation {c['quotations right']}/{c['quotations']}  reported {c['reported right']}/{c['reported']}  false speakers {c['silent']}"
    )


if __name__ == "__main__":
    told = articles(Path(sys.argv[1]))
    show = "--faults" in sys.argv
    print("all", _told(score(told, show)))
    for language in ("en", "de", "fr"):
        print(language, _told(score([a for a in told if a.language == language])))
