"""How likely each kind of a figure is: the odds of thing and of aspect by the sums of the weights, the kind by the table of both.

With s(a) the sum of weights of an aspect a over the clues of a figure, and r(t) that of a thing t that its sort leaves open,

    p(a) = exp s(a) / Σ exp s(a'),    p(t) = exp r(t) / Σ exp r(t'),    p(kind) = Σ p(t) p(a) over t, a with table[t][a] = kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp

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
        """Whether the kind is told, and no guess."""
        return self.odds >= SURE


def likely(clues: Iterable[str], sort: str, table: Mapping[str, Mapping[str, str]], known: Weights) -> Likely:  # fmt: skip
    """The kind of a figure of a sort with these clues."""
    return likeliest(known.of(clues), sort, table)


def likeliest(sums: Sequence[float], sort: str, table: Mapping[str, Mapping[str, str]]) -> Likely:
    """The kind of a figure of a sort whose clues have these sums of weights."""
    open_ = OPEN[sort]
    aspects = _shares(sums[: len(ASPECTS)])
    things = _shares([sums[_AT[thing]] if thing in _AT else 0.0 for thing in open_])
    odds: dict[str, float] = {}
    most: dict[str, tuple[float, str, str]] = {}
    for thing, p in zip(open_, things, strict=True):
        kinds = table[thing]
        for aspect, of_it in zip(ASPECTS, aspects, strict=True):
            kind, both = kinds[aspect], p * of_it
            odds[kind] = odds.get(kind, 0.0) + both
            if kind not in most or both > most[kind][0]:
                most[kind] = both, thing, aspect
    first, *rest = sorted(sorted(odds), key=odds.__getitem__, reverse=True)
    _, thing, aspect = most[first]
    return Likely(first, odds[first], rest[0] if rest else "", thing, aspect)


_AT = {thing: len(ASPECTS) + k for k, thing in enumerate(THINGS)}


def _shares(sums: Sequence[float]) -> list[float]:
    highest = max(sums)
    raised = [exp(s - highest) for s in sums]
    whole = sum(raised)
    return [r / whole for r in raised]
