"""Sentences in which a figure is written in one of many ways, and which of them are misread."""

from __future__ import annotations

from collections.abc import Iterable

from tests.evidence.labels import SIDES, claims_of

Figure = tuple[int, float | tuple[float | None, float | None], str, str]
"""On which side of it a limit leaves what is meant (-1, 0, 1), value or both ends, unit, per what time."""


def figures(text: str, language: str) -> list[Figure]:
    return [
        (SIDES.get(c.bound, 0), (c.low, c.high) if c.value is None else round(c.value, 3), c.unit, c.per)
        for c in claims_of(text, language)
        if c.words
    ]  # fmt: skip


def misread(language: str, cases: Iterable[tuple[str, list[Figure]]]) -> list[str]:
    """The sentences in which other figures are found than stand there, with what is found."""
    found = (
        (text, wanted, figures(text[0].upper() + text[1:], language)) for text, wanted in cases
    )
    return [f"{text} {got}" for text, wanted, got in found if got != wanted]
