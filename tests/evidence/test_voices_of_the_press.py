"""Who speaks, in the ways that the American, British, German and French press has of telling it: 726 invented paragraphs with whoever speaks in them.

A file of `data/voices` has a passage between empty lines, a paragraph a line, its speakers behind "||" by the manual's definitions.
The speakers were written down before anything was read.
"""

from __future__ import annotations

import pytest
from tests.evidence.labels import DATA, _plain, claims_of

from offtake.evidence.opening.typography import plain

FOLDER = DATA / "voices"
_AND = {"en": "and", "de": "und", "fr": "et"}


def passages(language: str) -> list[list[tuple[str, tuple[str, ...]]]]:
    """Passages of a language: each paragraph with its speakers."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob(f"{language}_*.txt"))]
    return [[_paragraph(line) for line in block.splitlines()] for text in texts for block in text.strip().split("\n\n")]  # fmt: skip


def _paragraph(line: str) -> tuple[str, tuple[str, ...]]:
    text, _, speakers = plain(line.strip()).partition(" ||")
    return text.strip(), tuple(s.strip() for s in speakers.split(" & ") if s.strip())


def score(language: str) -> tuple[int, int, int]:
    """Paragraphs whose speakers are right, of how many in which somebody speaks; and those in which nobody does and somebody is found."""
    right = spoken = false = 0
    for passage in passages(language):
        claims = claims_of("\n".join(text for text, _ in passage), language)
        at = 0
        for text, speakers in passage:
            found = {_plain(c.speaker) for c in claims if c.speaker and at <= c.start <= at + len(text)}  # fmt: skip
            joint = {_plain(f" {_AND[language]} ".join(speakers))}
            spoken += bool(speakers)
            right += bool(speakers) and found in ({_plain(s) for s in speakers}, joint)
            false += not speakers and bool(found)
            at += len(text) + 1
    return right, spoken, false


@pytest.mark.parametrize(
    ("language", "least", "spoken"), [("en", 238, 246), ("de", 225, 238), ("fr", 231, 242)]
)
def test_whoever_speaks_is_found_as_the_press_tells_it(language: str, least: int, spoken: int) -> None:  # fmt: skip
    right, told, false = score(language)
    assert (told, false) == (spoken, 0)
    assert right >= least
