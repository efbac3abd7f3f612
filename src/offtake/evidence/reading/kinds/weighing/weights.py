"""What each clue weighs: a table of `rules`, one row a clue, one column an aspect or a thing, in hundredths of a logarithm of odds.

Every row can be read by itself: where "earmarked" stands before a figure, that makes "promised" so much likelier.  The
table is fitted to passages that were marked from the definitions (`tests/evidence/data/marked`); nothing else is in it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import numpy as np
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


@dataclass(frozen=True, eq=False)
class Weights:
    """Rows of weights by clue.  `table`: clues × (8 aspects and 6 things), in hundredths of a logarithm of odds: whole numbers, whose sums are the same on any machine."""

    rows: Mapping[str, int]
    table: NDArray[np.int64]

    def of(self, clues: Iterable[str]) -> list[float]:
        """The sums over the clues that are known: 8 by aspect, 6 by thing."""
        at = [row for row in map(self.rows.get, clues) if row is not None]
        return [n / 100 for n in self.table.take(at, axis=0).sum(axis=0).tolist()]


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The weights that offtake comes with."""
    text = files("offtake.evidence.rules").joinpath(NAME).read_text(encoding="utf-8")
    lines = csv.reader(text.splitlines())
    next(lines)
    names, numbers = [], []
    for clue, *row in lines:
        names.append(clue)
        numbers.append([int(n or 0) for n in row])
    table = np.array(numbers, dtype=np.int64)
    return Weights({name: k for k, name in enumerate(names)}, table)


def write(path: Path, clues: Sequence[str], table: NDArray[np.float64]) -> None:
    """Write a table of weights, its clues in alphabetical order, without weights under `SMALLEST` and clues under `LARGEST`."""
    whole = np.rint(np.where(np.abs(table) < SMALLEST, 0, table) * 100).astype(int)
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(["clue", *ASPECTS, *THINGS])
        for k in sorted(range(len(clues)), key=lambda k: clues[k]):
            if np.abs(whole[k]).max() >= 100 * LARGEST:
                lines.writerow([clues[k], *("" if n == 0 else int(n) for n in whole[k])])
