"""First decisions in whole numbers, everything later still continuous: a small branch and bound.

What is begun before anything becomes known decides what happens next, so it is worth more care than rounding.
Few of these levels are fractional, and each branch is a re-solve from a known basis.  The least value over the
open branches bounds every plan from below, at least as tightly as the relaxation.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass

import numpy as np

from offtake.frozen import Indices, Vector
from offtake.stochastic.solver.highs import Handle

BRANCHES = 24  # linear programs at most
_WHOLE = 1e-6


@dataclass(frozen=True)
class Settled:
    """Levels of the first decisions, the point of all columns found with them, and the bound."""

    levels: Vector
    x: Vector
    bound: float


def settle_first(
    handle: Handle, first: Indices, lower: Vector, upper: Vector, relaxed: Vector, value: float
) -> Settled | None:
    """The best whole levels of the columns `first`, or None where none was found in `BRANCHES` programs.

    `handle` holds the linear relaxation, solved to `relaxed` with `value`; `lower` and `upper` (first,) are the
    columns' own bounds, which stand in `handle` again afterwards.
    """
    root = handle.basis
    open_branches = [(value, 0, lower.astype(float), upper.astype(float), relaxed, root)]
    found: Settled | None = None
    solved, number = 0, 0
    while open_branches:
        least, _, low, high, x, basis = heapq.heappop(open_branches)
        levels = x[first]
        away = np.abs(levels - np.round(levels))
        if away.max(initial=0.0) <= _WHOLE:
            found = Settled(np.round(levels), x, least)
            break
        if solved >= BRANCHES:
            break
        k = int(away.argmax())
        for down in (True, False):
            child_low, child_high = low.copy(), high.copy()
            if down:
                child_high[k] = np.floor(levels[k])
            else:
                child_low[k] = np.ceil(levels[k])
            handle.bounds(first, child_low, child_high)
            handle.start_from(basis)
            handle.run()
            solved, number = solved + 1, number + 1
            if handle.status == "optimal":
                entry = (handle.value, number, child_low, child_high, handle.x, handle.basis)
                heapq.heappush(open_branches, entry)
    handle.bounds(first, lower, upper)
    return found
