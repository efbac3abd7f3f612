"""Passages in which every figure is marked with its kind, by a language model that knew the definitions alone: what the weights of clues are fitted to, and some that they are not.

What a passage says is no fact and no source: it is invented, retold, or written from memory in the manner of the press.

A line is a passage: `TEXT WITH [figure|kind] MARKS || SPEAKER & SPEAKER`.  The letter a file begins with is who wrote it;
`e` and `…_de` are German, `f` and `…_fr` French.  Passages of files that begin with `h` are kept aside.

    python -m tests.evidence.marked     fits the weights anew and writes them
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.evidence import whole_articles as articles
from tests.evidence.labels import DATA, Sentence, document, same, sentences

import offtake
from offtake.evidence.reading.claims import claims_in, figures_in
from offtake.evidence.reading.kinds.weighing.clues import Around, clues, sort_of, stem
from offtake.evidence.reading.kinds.weighing.fitting import Marked, fit, write
from offtake.evidence.reading.kinds.weighing.weights import NAME
from offtake.evidence.rules.rules import rules

FOLDER = DATA / "marked"
ASIDE = "h"
PUBLISHED = "2025-11-07"
SETS = ("", "_aside", "_second", "_third", "_fourth", "_fifth", "_sixth", "_seventh", "_eighth", "_twentieth", "_twentythird")  # fmt: skip
"""Labelled sentences to which the weights are fitted as well; what is called `_aside` of the twentieth and the twenty-third is not among them."""
LAWS = 5
"""How often a figure of the plain sentences that the tests are made of counts (`laws_…`): what is said simply must be read right."""
RETOLD = ("wb", "xb", "y", "z")
"""Who retold what was printed, or wrote as it is printed from memory: they count twice, since their turns are those of the press."""
SLOWLY = 2
"""How often a figure of the labelled sentences counts: they were labelled slowly, with value, unit and limit."""
_MARK = re.compile(r"\[([^\]|]*)\|(\w+)\]")


@dataclass(frozen=True)
class Passage:
    """A marked passage: its text, the spans of its figures with their kinds, who speaks."""

    text: str
    language: str
    marks: tuple[tuple[int, int, str], ...]
    speakers: tuple[str, ...]


def passages(path: Path) -> list[Passage]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [_passage(line, language_of(path.stem)) for line in lines if " ||" in line]


def language_of(name: str) -> str:
    """The language of a file by its name."""
    if name.startswith("e_") or "_de" in name:
        return "de"
    return "fr" if name.startswith("f_") or "_fr" in name else "en"


def _passage(line: str, language: str) -> Passage:
    marked, _, speakers = line.strip().rpartition(" ||")
    text, marks, at = "", [], 0
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        marks.append((len(text), len(text) + len(mark[1]), mark[2]))
        text += mark[1]
        at = mark.end()
    said = tuple(name.strip() for name in speakers.split("&") if name.strip())
    return Passage(text + marked[at:], language, tuple(marks), said)


def judged(passage: Passage) -> Iterator[tuple[Around, str]]:
    """The figures that are found in a passage, with the kinds that were marked; those without a mark are left out."""
    left = list(passage.marks)
    for start, around in figures_in(document(passage.text, passage.language, PUBLISHED), rules()):
        first, last = start + around.quantity.start, start + around.quantity.end
        over = [m for m in left if m[0] < last and first < m[1]]
        if over:
            mark = max(over, key=lambda m: min(last, m[1]) - max(first, m[0]))
            left.remove(mark)
            yield around, mark[2]


def labelled(sentence: Sentence) -> Iterator[tuple[Around, str]]:
    """The figures of a labelled sentence whose value and unit are right, with their kinds."""
    text = document(sentence.text, sentence.language, sentence.published)
    left = list(sentence.labels)
    claims = [c for c in claims_in(text, rules()) if c.words]
    for (_, around), claim in zip(figures_in(text, rules()), claims, strict=True):
        if label := next((label for label in left if same(claim, label)), None):
            left.remove(label)
            yield around, label.kind


def of_article(article: articles.Article) -> Iterator[tuple[Around, str]]:
    """The figures that are found in a labelled article, with the kinds that were labelled."""
    whole = articles.document_of(article)
    at = [(start + around.quantity.start, start + around.quantity.end, around) for start, around in figures_in(whole, rules())]  # fmt: skip
    for paragraph, first in zip(article.paragraphs, articles.starts(article, whole), strict=True):
        for mark in paragraph.marks if first >= 0 else ():
            found = next((r for a, b, r in at if first + mark[0] < b and a < first + mark[1]), None)
            if found is not None:
                yield found, mark[2].kind


_WORD = re.compile(r"(?<=[a-z,;0-9] )[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ'’-]+")
_OFTEN = 10
"""How much oftener a name stands with a capital than without."""


def names() -> frozenset[str]:
    """Words that stand with a capital inside English and French sentences: whose name it is must not change a kind."""
    large: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for path in FOLDER.glob("*.txt"):
        if path.stem.startswith(ASIDE):
            continue
        for word in (m[0] for p in passages(path) for m in _WORD.finditer(p.text)):
            if word.islower():
                small[stem(word)] += 1
            elif word.istitle() and language_of(path.stem) != "de":
                large[stem(word.lower())] += 1
    return frozenset(word for word, n in large.items() if small[word] * _OFTEN <= n)


def nameless(found: Iterable[str], named: frozenset[str]) -> tuple[str, ...]:
    """Clues without those that hold a name."""
    return tuple(
        clue for clue in found if not any(stem(word) in named for word in clue.split(" ")[1:])
    )


def times(name: str) -> int:
    """How often a figure of a file counts."""
    if name.startswith("laws"):
        return LAWS
    return 2 if name.startswith(RETOLD) else 1


def all_marked() -> Iterator[tuple[Around, str]]:
    """Everything that the weights are fitted to."""
    for path in sorted(FOLDER.glob("*.txt")):
        if not path.stem.startswith(ASIDE):
            for passage in passages(path):
                yield from list(judged(passage)) * times(path.stem)
    for name in SETS:
        for sentence in sentences(f"sentences{name}.csv"):
            yield from list(labelled(sentence)) * SLOWLY
    for article in articles.articles(articles.FOLDER):
        yield from of_article(article)


if __name__ == "__main__":
    named = names()
    figures = [
        Marked(nameless(clues(around, rules()), named), sort_of(around.quantity), kind)
        for around, kind in all_marked()
        if kind != "denial" and not around.denied
    ]
    found = fit(figures, rules().kind_table)
    where = Path(offtake.__file__).parent / "evidence" / "rules" / NAME
    write(where, found.clues, found.table)
    print(f"{len(figures)} figures, {len(found.clues)} clues")
