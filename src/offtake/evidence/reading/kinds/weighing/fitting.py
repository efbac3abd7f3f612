"""Fit the weights of clues to marked figures: the likelihood of their kinds, less half of λ(n) times the squares of all weights.

λ(n) = λ · (n / n₀)^α grows with the number n of figures that have a clue: what half of all sentences have, such as "the" before
a figure, tells little of any, and with one λ for all it would take part of what the rare word beside it tells.

Thing and aspect of a figure are not marked, only its kind; several pairs may give it.  The gradient of the logarithm of
p(kind) by the sum of an aspect is the share of that aspect among the pairs that give the kind, less its share among all.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from offtake.evidence.reading.kinds.weighing.weights import ASPECTS, COLUMNS, OPEN, THINGS

LAMBDA, USUAL, GROWTH = 1.0, 15.0, 0.35
"""λ, n₀ and α, by what they read right of marks that they were not fitted to (α 0 to 0.75, λ 0.5 to 2)."""
LEAST = 4
"""Figures that must have a clue for it to be weighed."""
STEPS = 80
SMALLEST = 0.1
"""Weights that change an odd by less than a tenth are not written: nine of ten, and hardly a kind changes."""
LARGEST = 0.15
"""Nor are clues none of whose weights reaches this: one in five."""
_NEVER = -1e3


@dataclass(frozen=True)
class Marked:
    """A figure as it was marked."""

    clues: tuple[str, ...]
    sort: str
    kind: str


@dataclass(frozen=True, eq=False)
class Fitted:
    """Clues and their weights, as `write` takes them."""

    clues: list[str]
    table: NDArray[np.float64]


def fit(figures: Sequence[Marked], table: Mapping[str, Mapping[str, str]]) -> Fitted:
    """Weights of all clues that `LEAST` figures have; figures whose kind their sort cannot be are left out."""
    every = sorted({thing for things in OPEN.values() for thing in things})
    kept = [f for f in figures if any(f.kind in table[t].values() for t in OPEN[f.sort])]
    count = Counter(clue for f in kept for clue in f.clues)
    names = sorted(clue for clue, n in count.items() if n >= LEAST)
    x = _matrix(kept, {name: k for k, name in enumerate(names)})
    fits = np.array([[[table[t][a] == f.kind for a in ASPECTS] for t in every] for f in kept], dtype=float)  # fmt: skip
    barred = np.array([[0.0 if t in OPEN[f.sort] else _NEVER for t in every] for f in kept])
    weighed = np.array([[t == thing for thing in every] for t in THINGS], dtype=float)
    split = len(names) * len(ASPECTS)
    root = np.sqrt([[LAMBDA * (count[name] / USUAL) ** GROWTH] for name in names])
    turned = x.T.tocsr()

    def parts(flat: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Weights of aspects and things, from weights times the root of λ(n)."""
        return flat[:split].reshape(len(names), -1) / root, flat[split:].reshape(len(names), -1) / root  # fmt: skip

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        a, t = parts(flat)
        pa, pt = _shares(x @ a), _shares(x @ t @ weighed + barred)
        both = pt[:, :, None] * pa[:, None, :] * fits
        right = both.sum(axis=(1, 2)) + 1e-12
        ga = turned @ (pa - both.sum(axis=1) / right[:, None]) / root
        gt = turned @ ((pt - both.sum(axis=2) / right[:, None]) @ weighed.T) / root
        value = -np.log(right).sum() + float(flat @ flat) / 2
        return float(value), np.concatenate([ga.ravel(), gt.ravel()]) + flat

    start = np.zeros(len(names) * (len(ASPECTS) + len(THINGS)))
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x
    return Fitted(names, np.hstack(parts(found)))


def _matrix(figures: Sequence[Marked], at: Mapping[str, int]) -> csr_matrix:
    columns = [[at[clue] for clue in f.clues if clue in at] for f in figures]
    ends = np.cumsum([0, *map(len, columns)])
    return csr_matrix((np.ones(ends[-1]), np.concatenate(columns).astype(int), ends), shape=(len(figures), len(at)))  # fmt: skip


def _shares(sums: NDArray[np.float64]) -> NDArray[np.float64]:
    raised = np.exp(sums - sums.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def write(path: Path, clues: Sequence[str], table: NDArray[np.float64]) -> None:
    """Write a table of weights, its clues in alphabetical order, without weights under `SMALLEST` and clues under `LARGEST`."""
    whole = np.rint(np.where(np.abs(table) < SMALLEST, 0, table) * 100).astype(int)
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(["clue", *COLUMNS])
        for k in sorted(range(len(clues)), key=lambda k: clues[k]):
            if np.abs(whole[k]).max() >= 100 * LARGEST:
                lines.writerow([clues[k], *("" if n == 0 else int(n) for n in whole[k])])
