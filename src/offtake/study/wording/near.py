"""The name that somebody probably meant."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from rapidfuzz import fuzz, process

LEAST_LIKENESS = 65.0
MOST = 1000


class Names:
    """Names that are known, made ready to be compared with many others."""

    def __init__(self, known: Iterable[str]) -> None:
        self.names = sorted({candidate for candidate in known if candidate})
        self.folded = [_fold(candidate) for candidate in self.names]
        self.asked = 0

    def nearest(self, name: str) -> str | None:
        """The known name most like `name`, case and surrounding blanks aside; None where none is near.

        After MOST names there is none any more: nobody reads so many, and each is compared with all.
        """
        self.asked += 1
        if self.asked > MOST:
            return None
        match = process.extractOne(
            _fold(name), self.folded, scorer=fuzz.ratio, processor=None, score_cutoff=LEAST_LIKENESS
        )
        return None if match is None else self.names[match[2]]


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name most like `name`, case and surrounding blanks aside; None where none is near."""
    return Names(known).nearest(name)


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """'; did you mean …?', or nothing."""
    near = nearest(name, known)
    return "" if near is None else f"; did you mean {near!r}?"


def told_apart(name: str, near: str) -> str:
    """What tells two names apart that look the same: a letter of another alphabet, or an accent that stands alone.

    >>> told_apart("Аcme", "Acme"), told_apart("Acmee", "Acme")
    (' (letter 1 is CYRILLIC CAPITAL LETTER A, not LATIN CAPITAL LETTER A)', '')
    """
    if name != near and unicodedata.normalize("NFC", name) == unicodedata.normalize("NFC", near):
        return " (the accents of one of them are characters of their own)"
    apart = [k for k, (one, other) in enumerate(zip(name, near, strict=False)) if one != other]
    if len(name) != len(near) or len(apart) != 1:
        return ""
    one, other = (unicodedata.name(text[apart[0]], "") for text in (name, near))
    alike = (
        one.partition(" ")[0] != other.partition(" ")[0] and "LETTER" in one and "LETTER" in other
    )
    return f" (letter {apart[0] + 1} is {one}, not {other})" if alike else ""


def _fold(name: str) -> str:
    return " ".join(name.casefold().replace("_", " ").split())
