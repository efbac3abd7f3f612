"""How likely each kind of a figure is: the odds of thing and of aspect by the sums of the weights, the kind by the table of both.

With s(a) the sum of weights of an aspect a over the clues of a figure, and r(t) that of a thing t that its sort leaves open,

    p(a) = exp s(a) / Σ exp s(a'),    p(t) = exp r(t) / Σ exp r(t'),    p(kind) = Σ p(t) p(a) over t, a with table[t][a] = kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from offtake.evidence.reading.kinds.weighing.weights import ASPECTS, OPEN, THINGS, Weights

SURE = 0.85
"""Odds from which on a kind is told; below it is a guess, which the claim says.  Chosen on passages that the weights were not fitted
to, so that nine of ten kinds that are told are right."""


@dataclass(frozen=True)
class Likely:
    """The likeliest kind of a figure, how likely it is, the next, and thing and aspect behind the first."""

    kind: str
    odds: float
    other: str
    thing: str
    aspect: str

    @property
    def is_sure(self) -> bool:
        return self.odds >= SURE


def likely(clues: Iterable[str], sort: str, table: Mapping[str, Mapping[str, str]], known: Weights) -> Likely:  # fmt: skip
    """The kind of a figure of a sort with these clues."""
    by_aspect, by_thing = known.of(clues)
    open_ = OPEN[sort]
    aspects = _shares(by_aspect)
    weighed = [by_thing[THINGS.index(thing)] if thing in THINGS else 0.0 for thing in open_]
    things = _shares(np.array(weighed))
    odds: dict[str, float] = {}
    best: dict[str, tuple[float, str, str]] = {}
    for thing, p in zip(open_, things, strict=True):
        for aspect, of_it in zip(ASPECTS, aspects, strict=True):
            kind, both = table[thing][aspect], float(p * of_it)
            odds[kind] = odds.get(kind, 0.0) + both
            best[kind] = max(best.get(kind, (0.0, "", "")), (both, thing, aspect))
    first, *rest = sorted(odds, key=lambda kind: (-odds[kind], kind))
    return Likely(first, odds[first], rest[0] if rest else "", *best[first][1:])


def _shares(sums: NDArray[np.float64]) -> NDArray[np.float64]:
    raised = np.exp(sums - sums.max())
    return np.asarray(raised / raised.sum())
