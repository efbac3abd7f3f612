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
        every = sorted(parts)
        self._across = frozenset(part for part in every if " " in part)
        self._by_first: dict[str, list[tuple[str, str]]] = {}
        self._short: list[tuple[str, str]] = []
        for part in every:
            within = max(part.split(" "), key=len)
            known = self._by_first.setdefault(within[:_FIRST], []) if len(within) >= _FIRST else self._short  # fmt: skip
            known.append((within, part))
        self._of_word = lru_cache(maxsize=_WORDS)(self._begun_in)

    def held_by(self, text: str) -> set[str]:
        """Those that a text holds."""
        found = set[str]().union(*map(self._of_word, text.split(" ")))
        return found.difference(part for part in found & self._across if part not in text)

    def _begun_in(self, word: str) -> frozenset[str]:
        """Those that a word holds; of those that go across words, those whose longest word it holds."""
        found = {part for within, part in self._short if within in word}
        stand = {word[at : at + _FIRST] for at in range(len(word) - _FIRST + 1)}
        for first in self._by_first.keys() & stand:
            found.update(part for within, part in self._by_first[first] if within in word)
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
