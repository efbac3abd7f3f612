"""Where the asides of the rules stand in a text: figures that are no quantity, such as calibres, articles, ages.

Each of their patterns is slow, and most meet nothing.  What a rule says that a text must hold is looked for first, word by word:
what a word holds is remembered, since most words come again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from offtake.evidence.reading.language.holding import Parts
from offtake.evidence.rules.rules import Rules

_FIGURE = re.compile(r"\d")
_WORDS = 1 << 14
"""Words of which it is remembered what they hold."""


class _Sign:
    """A part of words, or a shape, by which it is told that some asides may stand in a text, and that others do not."""

    __slots__ = ("across", "bars", "is_shape", "opens", "part")

    def __init__(self, part: str, is_shape: bool) -> None:
        self.part, self.is_shape, self.across = part, is_shape, " " in part
        self.opens: set[int] = set()
        self.bars: set[int] = set()


class _Signs:
    """Those parts of words, or those shapes, by the longest of the words that each goes across."""

    def __init__(self, is_shape: bool) -> None:
        self._is_shape = is_shape
        self._every: dict[str, _Sign] = {}

    def sign(self, part: str) -> _Sign:
        """That of a part, made where there is none yet."""
        return self._every.setdefault(part, _Sign(part, self._is_shape))

    def by_word(self) -> tuple[Parts, dict[str, list[_Sign]]]:
        """What is looked for within words, and the signs that each of it may belong to."""
        found: dict[str, list[_Sign]] = {}
        for part, sign in self._every.items():
            found.setdefault(max(part.split(" "), key=len), []).append(sign)
        return Parts(found), found


class Asides:
    """The asides of the rules, and what tells that a text may hold them."""

    def __init__(self, rules: Rules) -> None:
        self._patterns = [aside.pattern for aside in rules.asides]
        words, shapes = _Signs(False), _Signs(True)
        for k, aside in enumerate(rules.asides):
            for part in aside.holds:
                words.sign(part).opens.add(k)
            for part in aside.unless:
                words.sign(part).bars.add(k)
            for shape in aside.shapes:
                shapes.sign(shape).opens.add(k)
        self._wordless = {k for k, aside in enumerate(rules.asides) if not aside.holds}
        self._shapeless = {k for k, aside in enumerate(rules.asides) if not aside.shapes}
        self._words, self._shapes = words.by_word(), shapes.by_word()
        self._signs_of = lru_cache(maxsize=_WORDS)(self._looked_for_in)

    def _looked_for_in(self, word: str) -> frozenset[_Sign]:
        """The signs that a word holds; of those that go across words, those whose longest word it holds."""
        (words, of_part), (shapes, of_shape) = self._words, self._shapes
        found = [sign for part in words.held_by(word) for sign in of_part[part]]
        found += [sign for part in shapes.held_by(_FIGURE.sub("9", word)) for sign in of_shape[part]]  # fmt: skip
        return frozenset(found)

    def may_stand_in(self, text: str) -> list[re.Pattern[str]]:
        """The patterns of those for which a text holds what each needs."""
        spoken, shaped, barred = self._told_by(text)
        may = spoken | shaped | (self._wordless & self._shapeless)
        return [
            self._patterns[k]
            for k in sorted(may - barred)
            if (k in spoken or k in self._wordless) and (k in shaped or k in self._shapeless)
        ]

    def _told_by(self, text: str) -> tuple[set[int], set[int], set[int]]:
        """Those of which a text holds a part of a word, those of which it holds a shape, and those that it bars."""
        spoken, shaped, barred = set[int](), set[int](), set[int]()
        nines = ""
        for sign in _all_of(map(self._signs_of, text.split(" "))):
            if sign.is_shape:
                nines = nines or _FIGURE.sub("9", text)
            if sign.across and sign.part not in (nines if sign.is_shape else text):
                continue
            (shaped if sign.is_shape else spoken).update(sign.opens)
            barred |= sign.bars
        return spoken, shaped, barred

    def spans_in(self, text: str) -> Iterator[tuple[int, int]]:
        """Where they stand: none begins in another, and of those that begin together the first of the rules counts."""
        left = [m for pattern in self.may_stand_in(text) if (m := pattern.search(text))]
        at = 0
        while left:
            found = min(left, key=re.Match.start)
            yield found.span()
            at = max(found.end(), at + 1)
            left = [n for m in left if (n := m if m.start() >= at else m.re.search(text, at))]


def _all_of(every: Iterable[frozenset[_Sign]]) -> set[_Sign]:
    none: set[_Sign] = set()
    return none.union(*every)


@lru_cache(maxsize=8)
def asides_of(rules: Rules) -> Asides:
    """The asides of these rules, made ready once."""
    return Asides(rules)
