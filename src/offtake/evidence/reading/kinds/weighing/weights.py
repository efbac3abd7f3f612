"""What each clue weighs: a table of `rules`, one row a clue, one column an aspect or a thing, in hundredths of a logarithm of odds.

Every row can be read by itself: where "earmarked" stands before a figure, that makes "promised" so much likelier.  The
table is fitted to passages that people marked (`tests/evidence/data/marked`); nothing else is in it.
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
LEAST = 0.1
"""Weights that change an odd by less than a tenth are left out: nine of ten, and hardly a kind changes."""


@dataclass(frozen=True, eq=False)
class Weights:
    """Rows of weights by clue.  `aspects`: clues × 8, `things`: clues × 6, both as logarithms of odds."""

    rows: Mapping[str, int]
    aspects: NDArray[np.float64]
    things: NDArray[np.float64]

    def of(self, clues: Iterable[str]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The sums over the clues that are known: by aspect, by thing."""
        at = [row for clue in clues if (row := self.rows.get(clue)) is not None]
        return self.aspects[at].sum(axis=0), self.things[at].sum(axis=0)


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
    table = np.array(numbers, dtype=np.float64) / 100
    return Weights({name: k for k, name in enumerate(names)}, table[:, : len(ASPECTS)], table[:, len(ASPECTS) :])  # fmt: skip


def write(path: Path, clues: Sequence[str], aspects: NDArray[np.float64], things: NDArray[np.float64]) -> None:  # fmt: skip
    """Write a table of weights, its clues in alphabetical order, without weights under `LEAST`."""
    table = np.hstack([aspects, things])
    table = np.rint(np.where(np.abs(table) < LEAST, 0, table) * 100).astype(int)
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(["clue", *ASPECTS, *THINGS])
        for k in sorted(range(len(clues)), key=lambda k: clues[k]):
            if table[k].any():
                lines.writerow([clues[k], *("" if n == 0 else int(n) for n in table[k])])
