"""From values at the nodes of a tree to what a reader is told: means and bands over futures.

A future is a leaf of the tree, with its probability π.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from offtake.frozen import Indices
from offtake.uncertainty.tree import ScenarioTree

Array = npt.NDArray[np.float64]


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


def summed_by(values: Array, owner: Sequence[str], names: Sequence[str]) -> Array:
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
