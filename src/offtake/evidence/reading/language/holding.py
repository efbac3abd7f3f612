"""Parts of words that a text is looked through for before a slow pattern: without one of them the pattern meets nothing."""

from __future__ import annotations

from collections.abc import Iterable

_FIRST = 3
"""Letters by which parts of words are looked up."""


class Parts:
    """Many parts of words that are looked for in a text at once: only those are tried whose first letters stand there.

    >>> sorted(Parts(["doubl", "twice", "doubling", "×"]).held_by("output doubled"))
    ['doubl']
    """

    def __init__(self, parts: Iterable[str]) -> None:
        self._by_first: dict[str, list[str]] = {}
        self._short: list[str] = []
        for part in parts:
            known = self._by_first.setdefault(part[:_FIRST], []) if len(part) >= _FIRST else self._short  # fmt: skip
            known.append(part)

    def held_by(self, text: str) -> set[str]:
        """Those that a text holds."""
        found = {part for part in self._short if part in text}
        stand = {text[at : at + _FIRST] for at in range(len(text) - _FIRST + 1)}
        for first in self._by_first.keys() & stand:
            found.update(part for part in self._by_first[first] if part in text)
        return found


def holds_one(text: str, parts: Iterable[str]) -> bool:
    """Whether a text holds one of these parts of words.

    >>> holds_one("output doubled", ("doubl", "twice")), holds_one("output rose", ("doubl", "twice"))
    (True, False)
    """
    for part in parts:  # noqa: SIM110
        if part in text:
            return True
    return False
