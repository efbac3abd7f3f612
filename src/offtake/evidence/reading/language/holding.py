"""Parts of words that a text is looked through for before a slow pattern: without one of them the pattern meets nothing."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

_FIRST = 3
"""Letters by which parts of words are looked up."""
_WORDS = 1 << 14
"""Words of which it is remembered what they hold."""


class Parts:
    """Many parts of words that are looked for in a text at once; what a word holds is remembered, since most words come again.

    >>> sorted(Parts(["doubl", "twice", "doubling", "of a"]).held_by("output doubled"))
    ['doubl']
    """

    def __init__(self, parts: Iterable[str]) -> None:
        self._by_first: dict[str, list[str]] = {}
        self._short: list[str] = []
        self._across: list[str] = []
        for part in sorted(parts):
            if " " in part:
                self._across.append(part)
            elif len(part) < _FIRST:
                self._short.append(part)
            else:
                self._by_first.setdefault(part[:_FIRST], []).append(part)
        self._held_by_word = lru_cache(maxsize=_WORDS)(self._found_in)

    def held_by(self, text: str) -> set[str]:
        """Those that a text holds."""
        found = {part for part in self._across if part in text}
        return found.union(*map(self._held_by_word, text.split(" ")))

    def _found_in(self, word: str) -> frozenset[str]:
        found = {part for part in self._short if part in word}
        stand = {word[at : at + _FIRST] for at in range(len(word) - _FIRST + 1)}
        for first in self._by_first.keys() & stand:
            found.update(part for part in self._by_first[first] if part in word)
        return frozenset(found)


def holds_one(text: str, parts: Iterable[str]) -> bool:
    """Whether a text holds one of these parts of words.

    >>> holds_one("output doubled", ("doubl", "twice")), holds_one("output rose", ("doubl", "twice"))
    (True, False)
    """
    for part in parts:  # noqa: SIM110
        if part in text:
            return True
    return False
