"""Places of a text at which a slow pattern of names is tried: found by something cheap that each of its matches has, and nothing else looked at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from offtake.evidence.reading.speakers.identity.names import BEGINS

NAME = re.compile(rf"(?<![\w'’-]){BEGINS}")
"""Where a name may begin."""
WORD = re.compile(r"(?<![\w-])(?=\w)")
"""Where a word begins."""
_NO_NAME = ("\n", ".", ",")
"""Signs that stand inside no name: no match of what names are looked for with begins before one and ends behind it."""


def tried_at(pattern: re.Pattern[str], text: str, starts: Iterable[int]) -> Iterator[re.Match[str]]:
    """What `finditer` would find, of a pattern whose matches begin only at `starts`, which ascend.

    >>> [m[0] for m in tried_at(re.compile("a+"), "aab a", [0, 1, 4])]
    ['aa', 'a']
    """
    end = 0
    for start in starts:
        if start >= end and (found := pattern.match(text, start)):
            end = found.end()
            yield found


def starts_before(text: str, places: Iterable[int], begins: re.Pattern[str] = NAME) -> Iterator[int]:  # fmt: skip
    """Where something begins between the last comma, stop or line before each of the places, which ascend, and the place.

    >>> list(starts_before("No. Acme Motors, a maker", [15]))
    [4, 9]
    """
    done = 0
    for place in places:
        clause = max(text.rfind(sign, 0, place) for sign in _NO_NAME) + 1
        for begin in begins.finditer(text, max(clause, done), place):
            yield begin.start()
        done = max(done, place)


def ends_of(text: str, words: Iterable[str]) -> list[int]:
    """Where the words end in a text, inside other words too, in order.

    >>> ends_of("the yard of Acme, the yards", ["the", "yard"])
    [3, 8, 21, 26]
    """
    found: list[int] = []
    for word in words:
        at = text.find(word)
        while at >= 0:
            found.append(at + len(word))
            at = text.find(word, at + 1)
    return sorted(found)


def last_words(text: str, ends: Iterable[int]) -> Iterator[int]:
    """Where a word begins among the last two before each of the places, which ascend.

    >>> list(last_words("the trade body Acme", [15]))
    [4, 10]
    """
    done = 0
    for end in ends:
        before = text.rfind(" ", 0, end - 1)
        begin = text.rfind(" ", 0, max(before, 0)) + 1
        for word in WORD.finditer(text, max(begin, done), end - 1):
            yield word.start()
        done = end - 1
