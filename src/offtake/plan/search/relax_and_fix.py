"""Relax and fix, whole numbers settled stage by stage: early ones first, later ones still free to answer.

In each window of stages the integers are rounded with several thresholds; each rounding is judged by the
linear program in which everything later is still continuous, and the best is kept.  Every step is a
re-solve from the last basis.
"""

from __future__ import annotations

import numpy as np

from offtake.frozen import Indices, Vector
from offtake.stochastic.solver.highs import Basis, Handle

THRESHOLDS = (0.5, 0.25, 0.1, 0.8)
_WHOLE = 1e-6
_WINDOWS = 10


def relax_and_fix(
    handle: Handle, which: Indices, lower: Vector, upper: Vector, stage: Indices
) -> Vector | None:
    """Levels of the integer columns `which`, or None where every rounding of a window was refused.

    `handle` holds the linear relaxation, solved; `lower` and `upper` are the columns' own bounds, (integers,);
    `stage` (integers,) says in which order they are settled.  Leaves the bounds of `handle` changed.
    """
    low, high = lower.astype(float).copy(), upper.astype(float).copy()
    for window in np.array_split(np.unique(stage), _WINDOWS):
        point = handle.x[which]
        basis = handle.basis
        inside = np.isin(stage, window)
        best = np.inf
        kept: tuple[Vector, Basis] | None = None
        for levels in _roundings(point, inside, low, high):
            low[inside] = high[inside] = levels
            handle.bounds(which, low, high)
            handle.start_from(basis)
            handle.run()
            if handle.status == "optimal" and handle.value < best:
                best, kept = handle.value, (levels, handle.basis)
            low[inside], high[inside] = lower[inside], upper[inside]
        if kept is None:
            return None
        low[inside] = high[inside] = kept[0]
        handle.bounds(which, low, high)
        handle.start_from(kept[1])
        handle.run()
    return low


def _roundings(point: Vector, inside: np.ndarray, low: Vector, high: Vector) -> list[Vector]:
    """Distinct roundings of the window's levels, within their bounds."""
    seen: dict[bytes, Vector] = {}
    for threshold in THRESHOLDS:
        levels = np.floor(point[inside] + 1 - threshold - _WHOLE)
        levels = np.clip(levels, np.ceil(low[inside] - _WHOLE), high[inside])
        seen.setdefault(levels.tobytes(), levels)
    return list(seen.values())
