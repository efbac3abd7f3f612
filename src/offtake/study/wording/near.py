"""The name that somebody probably meant."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process

LEAST_LIKENESS = 65.0


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name most like `name`, case and surrounding blanks aside; None where none is near."""
    names = sorted({candidate for candidate in known if candidate})
    folded = [_fold(candidate) for candidate in names]
    match = process.extractOne(
        _fold(name), folded, scorer=fuzz.ratio, processor=None, score_cutoff=LEAST_LIKENESS
    )
    return None if match is None else names[match[2]]


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """'; did you mean …?', or nothing."""
    near = nearest(name, known)
    return "" if near is None else f"; did you mean {near!r}?"


def _fold(name: str) -> str:
    return " ".join(name.casefold().replace("_", " ").split())
