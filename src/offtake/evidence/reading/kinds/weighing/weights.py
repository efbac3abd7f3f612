"""What each clue weighs: a table of `rules`, one row a clue, one column an aspect or a thing, in hundredths of a logarithm of odds.

Every row can be read by itself: where "earmarked" stands before a figure, that makes "promised" so much likelier.  The
table is fitted to passages that were marked from the definitions (`tests/evidence/data/marked`); nothing else is in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import Protocol

ASPECTS = ("late", "compared", "contracted", "promised", "meant", "able", "done", "plain")
THINGS = ("units", "means", "money", "price", "part", "share")
"""What can be measured, where a sort leaves it open."""
COLUMNS = (*ASPECTS, *THINGS)
OPEN: Mapping[str, tuple[str, ...]] = {
    "goods": ("units", "means"),
    "bare": ("units", "means", "money", "price"),
    "money": ("money", "price"),
    "ratio": ("part", "share"),
    "gdp": ("gdp",),
    "multiple": ("multiple",),
    "time": ("time",),
}
"""By the sort of a figure the things that it can measure."""
NAME = "weights.csv"

_BITS = 20
"""Bits that hold a sum of weights: no 1,000 clues of the largest weight there is would reach 2 to the power of 19."""
_LIFT = 1 << (_BITS - 1)
_MASK = (1 << _BITS) - 1
_COLUMNS_AT = range(0, _BITS * len(COLUMNS), _BITS)
"""Where each column begins in a row that is written as one number."""
_LIFTED = sum(_LIFT << bits for bits in _COLUMNS_AT)
"""What lifts every sum above 0."""
_MOST = 1 << 14
"""Words in a place that are remembered."""


class Table(Protocol):
    """Rows by their number."""

    def __getitem__(self, row: int, /) -> Sequence[int]: ...


@dataclass(frozen=True, eq=False)
class Weights:
    """Rows of weights by clue.

    `rows`: by clue the number of its row.  `table`: rows × (8 aspects and 6 things), in hundredths of a logarithm of odds: whole
    numbers, whose sums are the same on any machine.
    """

    rows: Mapping[str, int]
    table: Table

    def of(self, clues: Iterable[str]) -> list[float]:
        """The sums over the clues that are known, each once: 8 by aspect, 6 by thing."""
        return self.of_places([("", clues)])

    def of_places(self, places: Iterable[tuple[str, Iterable[str]]]) -> list[float]:
        """The same from the words in each place; where a place is '', from whole clues."""
        known, found = self._met, set[int | None]()
        for place, words in places:
            rows = known[place]
            for word in words:  # most places have one or two: no update by a map
                found.add(rows[word])
        found.discard(None)
        whole = sum(found, _LIFTED)  # type: ignore[arg-type]
        return [((whole >> bits & _MASK) - _LIFT) / 100 for bits in _COLUMNS_AT]

    def together(self, clue: str) -> int | None:
        """The weights of a clue as one number, None where it has none.

        The columns stand in it one above the other, so that one addition adds them all; the number of the row stands above them,
        so that two rows are never the same number.
        """
        row = self.rows.get(clue)
        if row is None:
            return None
        columns = zip(self.table[row], _COLUMNS_AT, strict=True)
        return sum((int(weight) << bits for weight, bits in columns), row << _COLUMNS_AT.stop)

    @cached_property
    def _met(self) -> _Places:
        return _Places(self)


class _Places(dict[str, "_Met"]):
    """By place, the rows of words that texts have there."""

    def __init__(self, known: Weights) -> None:
        self._known = known

    def __missing__(self, place: str) -> _Met:
        met = self[place] = _Met(self._known, f"{place} " if place else "")
        return met


class _Met(dict[str, "int | None"]):
    """Rows of the words that were asked for in a place: few words make most of a text, and few rows are read."""

    def __init__(self, known: Weights, place: str) -> None:
        self._known, self._place = known, place

    def __missing__(self, word: str) -> int | None:
        if len(self) >= _MOST:
            self.clear()
        row = self[word] = self._known.together(self._place + word)
        return row


@dataclass(frozen=True)
class _Lines:
    """The rows of the file as they stand in it, each read when it is asked for: a thousand articles ask for one in ten."""

    lines: Sequence[str]

    def __getitem__(self, row: int, /) -> Sequence[int]:
        return [int(cell or 0) for cell in self.lines[row].rsplit(",", len(COLUMNS))[1:]]


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The weights that offtake comes with."""
    text = files("offtake.evidence.rules").joinpath(NAME).read_text(encoding="utf-8")
    lines = text.rstrip("\n").split("\n")[1:]
    return Weights({_clue_of(line): row for row, line in enumerate(lines)}, _Lines(lines))


def _clue_of(line: str) -> str:
    """The first cell of a line; one that holds a comma or a quotation mark stands in marks."""
    if line[0] != '"':
        return line.partition(",")[0]
    return line[1 : line.rindex('"')].replace('""', '"')
