"""From values at the nodes of a tree to what a reader is told: means and bands over futures.

A future is a leaf of the tree, with its probability π.  The q-quantile of a figure over the futures is
the smallest value that is reached with probability q at least:

    Q(q) = min { v : P(X <= v) >= q }

so every quantile is a value that occurs in some future, and none is interpolated.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from offtake.uncertainty.tree import Indices, ScenarioTree

Array = npt.NDArray[np.float64]
BAND = {"p05": 0.05, "p10": 0.1, "p50": 0.5, "p90": 0.9, "p95": 0.95}
FAN = {
    "p05": 0.05, "p10": 0.1, "p25": 0.25, "p50": 0.5, "p75": 0.75, "p90": 0.9, "p95": 0.95,
}  # fmt: skip


def by_future(tree: ScenarioTree, values: Array) -> Array:
    """Values at nodes, (nodes, k), along every path: (leaves, periods, k)."""
    along: Array = values[tree.leaf_paths]
    return along


def by_year(year: Indices, values: Array) -> Array:
    """Sums over the periods of each calendar year: (leaves, periods, k) to (leaves, years, k)."""
    years = np.unique(year)
    return np.stack([values[:, year == y].sum(axis=1) for y in years], axis=1)


def at_year_end(year: Indices, values: Array) -> Array:
    """Values in the last period of each calendar year: (leaves, periods, k) to (leaves, years, k)."""
    last = [int(np.flatnonzero(year == y)[-1]) for y in np.unique(year)]
    return values[:, last]


def quantile(values: Array, weight: Array, level: float) -> Array:
    """Q(level) over the first axis of `values`, whose entries have the given weights, sum 1.

    >>> x, p = np.array([[10.0], [30.0], [20.0]]), np.array([0.2, 0.5, 0.3])
    >>> [float(quantile(x, p, q)[0]) for q in (0.05, 0.5, 0.51, 0.95)]
    [10.0, 20.0, 30.0, 30.0]
    """
    flat = values.reshape(values.shape[0], -1)
    order = np.argsort(flat, axis=0, kind="stable")
    reached = np.cumsum(weight[order], axis=0)
    # Sums of probabilities fall short of the level by rounding; 1e-9 is far below any weight.
    first = np.argmax(reached >= level - 1e-9, axis=0)
    picked = np.take_along_axis(flat, np.take_along_axis(order, first[None], axis=0), axis=0)
    result: Array = picked.reshape(values.shape[1:])
    return result


def summary(values: Array, weight: Array, levels: Mapping[str, float]) -> dict[str, Array]:
    """Mean and quantiles over the first axis, by name: mean, then those of `levels`."""
    mean = np.tensordot(weight, values, axes=1)
    return {"mean": mean} | {name: quantile(values, weight, q) for name, q in levels.items()}


def grouped(values: Array, owner: Sequence[str], names: Sequence[str]) -> Array:
    """Columns of `values` summed by owner, in the order of `names`; owners not named are left out."""
    place = {name: k for k, name in enumerate(names)}
    sums = np.zeros((values.shape[0], len(names)))
    for column, name in enumerate(owner):
        if name in place:
            sums[:, place[name]] += values[:, column]
    return sums


def unique(items: Sequence[str]) -> list[str]:
    """Each item once, in the order in which it first stands."""
    return list(dict.fromkeys(items))
