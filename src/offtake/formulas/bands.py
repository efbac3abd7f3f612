"""Mean and weighted quantiles of a figure over weighted futures: what every number is told with.

The q-quantile of a figure over the futures is the smallest value that is reached with probability q at least:

    Q(q) = min { v : P(X <= v) >= q }

so every quantile is a value that occurs in some future, and none is interpolated.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
BAND = {
    "p05": 0.05, "p10": 0.1, "p25": 0.25, "p50": 0.5, "p75": 0.75, "p90": 0.9, "p95": 0.95,
}  # fmt: skip
"""Quantiles that every figure is told with: bands of 90, 80 and 50%, and the median."""
_ROUNDING = (
    1e-9  # sums of probabilities fall short of a level by less, which is far below any weight
)


def quantile(values: Array, weight: Array, level: float) -> Array:
    """Q(level) over the first axis of `values`, whose entries have the given weights, sum 1.

    >>> x, p = np.array([[10.0], [30.0], [20.0]]), np.array([0.2, 0.5, 0.3])
    >>> [float(quantile(x, p, q)[0]) for q in (0.05, 0.5, 0.51, 0.95)]
    [10.0, 20.0, 30.0, 30.0]
    """
    flat = values.reshape(values.shape[0], -1)
    order = np.argsort(flat, axis=0, kind="stable")
    reached = np.cumsum(weight[order], axis=0)
    first = np.argmax(reached >= level - _ROUNDING, axis=0)
    picked = np.take_along_axis(flat, np.take_along_axis(order, first[None], axis=0), axis=0)
    result: Array = picked.reshape(values.shape[1:])
    return result


def summary(values: Array, weight: Array, levels: Mapping[str, float] = BAND) -> dict[str, Array]:
    """Mean and quantiles over the first axis, by name: mean, then those of `levels`."""
    mean = np.tensordot(weight, values, axes=1)
    return {"mean": mean} | {name: quantile(values, weight, q) for name, q in levels.items()}


def described(values: Array, weight: Array) -> dict[str, float]:
    """mean and p05 … p95 of one figure, (futures,)."""
    return {name: float(v) for name, v in summary(values, weight).items()}
