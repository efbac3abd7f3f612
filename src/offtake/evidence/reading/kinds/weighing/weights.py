"""What each clue weighs: a table of `rules`, one row a clue, one column an aspect or a thing, in hundredths of a logarithm of odds.

Every row can be read by itself: where "earmarked" stands before a figure, that makes "promised" so much likelier.  The
table is fitted to passages that were marked from the definitions (`tests/evidence/data/marked`); nothing else is in it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

ASPECTS = ("late", "compared", "contracted", "promised", "meant", "able", "done", "plain")
THINGS = ("units", "means", "money", "price", "part", "share")
"""What can be measured, where a sort leaves it open."""
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
SMALLEST = 0.1
"""Weights that change an odd by less than a tenth are left out: nine of ten, and hardly a kind changes."""
LARGEST = 0.15
"""So are clues none of whose weights reaches this: one in five."""


_BITS = 20
"""Bits that hold a sum of weights: no 1,000 clues of the largest weight there is would reach 2 to the power of 19."""
_TOGETHER = 3
"""Columns that one number of 64 bits holds."""
_LIFT = 1 << (_BITS - 1)
_MOST = 1 << 14
"""Words in a place that are remembered."""
_PART = "part "
"""Where a place is named by two words: "left part order"."""


class _Met(dict[str, "int | None"]):
    """Rows of the words that were asked for: few words make most of a text, and they are nearer in memory among few than among 200,000."""

    def __init__(self, rows: Mapping[str, int]) -> None:
        self._rows = rows

    def __missing__(self, word: str) -> int | None:
        if len(self) >= _MOST:
            self.clear()
        row = self[word] = self._rows.get(word)
        return row


@dataclass(frozen=True, eq=False)
class Weights:
    """Rows of weights by clue.  `table`: clues × (8 aspects and 6 things), in hundredths of a logarithm of odds: whole numbers, whose sums are the same on any machine."""

    rows: Mapping[str, int]
    table: NDArray[np.int64]

    def of(self, clues: Iterable[str]) -> list[float]:
        """The sums over the clues that are known, each once: 8 by aspect, 6 by thing."""
        return self.of_places([("", clues)])

    def of_places(self, places: Iterable[tuple[str, Iterable[str]]]) -> list[float]:
        """The same from the words in each place; where a place is '', from whole clues."""
        known, found = self._met, set[int | None]()
        for place, words in places:
            rows = known.get(place)
            if rows is not None:
                for word in words:  # most places have one or two: no update by a map
                    found.add(rows[word])
        found.discard(None)
        whole = sum(found, self._lifted)  # type: ignore[arg-type]
        return [((whole >> bits & _MASK) - _LIFT) / 100 for bits in self._columns]

    @cached_property
    def _columns(self) -> range:
        """Where each column begins in a row that is written as one number."""
        return range(0, _BITS * self.table.shape[1], _BITS)

    @cached_property
    def _lifted(self) -> int:
        """What lifts every sum above 0."""
        return sum(_LIFT << bits for bits in self._columns)

    @cached_property
    def _met(self) -> dict[str, _Met]:
        """By place, the rows of words that texts have there."""
        return {place: _Met(rows) for place, rows in self._by_place.items()}

    @cached_property
    def _by_place(self) -> dict[str, dict[str, int]]:
        """By place, then by what stands there, its weights as one number, under '' by whole clues.

        The columns stand in it one above the other, so that one addition adds them all; the number of the row stands above them,
        so that two rows are never the same number.
        """
        numbers = np.arange(len(self.table)).astype(object) << self._columns.stop
        for first in range(0, self.table.shape[1], _TOGETHER):
            columns = self.table[:, first : first + _TOGETHER]
            together = (columns << np.arange(0, _BITS * columns.shape[1], _BITS)).sum(axis=1)
            numbers += together.astype(object) << self._columns[first]
        places: dict[str, dict[str, int]] = {"": {}}
        for clue, row in self.rows.items():
            place, _, word = clue.partition(" ")
            places[""][clue] = places.setdefault(place, {})[word] = numbers[row]
            if word.startswith(_PART):
                places.setdefault(f"{place} part", {})[word.removeprefix(_PART)] = numbers[row]
        return places


_MASK = (1 << _BITS) - 1


_COLUMNS = [*ASPECTS, *THINGS]


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The weights that offtake comes with."""
    with files("offtake.evidence.rules").joinpath(NAME).open(encoding="utf-8") as file:
        read = pd.read_csv(file, dtype={"clue": str}, keep_default_na=False, na_values={name: [""] for name in _COLUMNS})  # fmt: skip
    table = read[_COLUMNS].fillna(0).to_numpy().astype(np.int64)
    return Weights({clue: k for k, clue in enumerate(read["clue"])}, table)


def write(path: Path, clues: Sequence[str], table: NDArray[np.float64]) -> None:
    """Write a table of weights, its clues in alphabetical order, without weights under `SMALLEST` and clues under `LARGEST`."""
    whole = np.rint(np.where(np.abs(table) < SMALLEST, 0, table) * 100).astype(int)
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(["clue", *_COLUMNS])
        for k in sorted(range(len(clues)), key=lambda k: clues[k]):
            if np.abs(whole[k]).max() >= 100 * LARGEST:
                lines.writerow([clues[k], *("" if n == 0 else int(n) for n in whole[k])])
