"""Parts of words that a text is looked through for before a slow pattern: without one of them the pattern meets nothing."""

from __future__ import annotations

from collections.abc import Iterable


def holds_one(text: str, parts: Iterable[str]) -> bool:
    """Whether a text holds one of these parts of words.

    >>> holds_one("output doubled", ("doubl", "twice")), holds_one("output rose", ("doubl", "twice"))
    (True, False)
    """
    for part in parts:  # noqa: SIM110
        if part in text:
            return True
    return False
