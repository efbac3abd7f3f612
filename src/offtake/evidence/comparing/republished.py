"""Near-duplicates, what several documents share: sentences republished, and quotations of one speech at other length or form."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from offtake.evidence.comparing.wording import (
    SHORTEST,
    Token,
    same_words,
    shared_words,
    tokens_of,
    word_runs,
)
from offtake.evidence.document import Document
from offtake.evidence.reading.sentences import sentences_of
from offtake.evidence.reading.speakers.quotations import quotations_in

COPY = 0.8
"""Three-word runs that a republished sentence shares with the first."""
MOST = 60
"""Passages that may share a run of words before it counts as a set phrase."""


@dataclass(frozen=True)
class Passage:
    """A sentence or a quotation of a document."""

    document: str
    start: int
    end: int
    quoted: bool
    text: str


@dataclass(frozen=True)
class Overlap:
    """Two passages that say the same: `relation` is copy, quotation (same, other length) or reported (one without marks)."""

    relation: str
    first: Passage
    second: Passage
    share: float


def overlaps(documents: Sequence[Document]) -> list[Overlap]:
    """Pairs of passages of different documents that are the same words, in the order of the documents.

    A passage that stands word for word in many documents is paired with the first of them only, and compared
    with others through that first one.
    """
    passages = [p for document in documents for p in _passages(document)]
    tokens = [tokens_of(p.text) for p in passages]
    found: list[Overlap] = []
    first: dict[tuple[bool, tuple[str, ...]], int] = {}
    for number, (passage, own) in enumerate(zip(passages, tokens, strict=True)):
        if len(own) < SHORTEST:
            continue
        at = first.setdefault((passage.quoted, tuple(t.word for t in own)), number)
        if passages[at].document != passage.document:
            found.append(Overlap("copy", passages[at], passage, 1.0))
    single = sorted(first.values())
    for i, j in _candidates(passages, tokens, single):
        relation = _relation(passages[i], passages[j], tokens[i], tokens[j])
        if relation:
            found.append(
                Overlap(
                    relation, passages[i], passages[j], round(shared_words(tokens[i], tokens[j]), 2)
                )
            )
    order = {d.id: k for k, d in enumerate(documents)}
    return sorted(
        found,
        key=lambda o: (
            order[o.first.document],
            o.first.start,
            order[o.second.document],
            o.second.start,
        ),
    )


def _passages(document: Document) -> list[Passage]:
    text = document.text
    quotations = [q for q in quotations_in(text, document.paragraphs) if q.depth == 0]
    long = [q for q in quotations if len(text[q.start : q.end].split()) >= SHORTEST]
    sentences = [
        (start + s, start + e)
        for start, end in document.paragraphs
        for s, e in sentences_of(text[start:end])
    ]
    spans = [
        (s, e, False) for s, e in sentences if not any(q.start < e and s < q.end for q in long)
    ]
    spans += [(q.start, q.end, True) for q in long]
    return [Passage(document.id, s, e, quoted, text[s:e]) for s, e, quoted in spans]


def _candidates(
    passages: Sequence[Passage], tokens: Sequence[Sequence[Token]], single: Sequence[int]
) -> list[tuple[int, int]]:
    """Pairs of different documents that share a run of four words that is no set phrase."""
    index: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number in single:
        for run in word_runs(tokens[number], 4):
            index[run].append(number)
    pairs = {
        (i, j)
        for numbers in index.values()
        if 1 < len(numbers) <= MOST
        for i, j in combinations(numbers, 2)
        if passages[i].document != passages[j].document
    }
    return sorted(pairs)


def _relation(a: Passage, b: Passage, one: Sequence[Token], other: Sequence[Token]) -> str:
    if a.quoted != b.quoted:
        return "reported" if same_words(one, other) else ""
    if a.quoted:
        if [t.word for t in one] == [t.word for t in other]:
            return "copy"
        return "quotation" if same_words(one, other) else ""
    return "copy" if same_words(one, other, COPY) else ""
