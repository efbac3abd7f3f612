"""Paths put together to a scenario tree.

Paths whose states have been the same up to a period stand at the same node in it: there a decision
cannot depend on what tells them apart only later (non-anticipativity).
"""

from __future__ import annotations

import numpy as np

from offtake.frozen import Indices, Vector
from offtake.uncertainty.tree import Paths, ScenarioTree


def tree_of_paths(paths: Paths) -> ScenarioTree:
    """The tree in which paths with a common history share its nodes; probabilities add up.

    Paths that differ in period 0 part at the start: see `ScenarioTree`.
    """
    count, periods, _ = paths.state.shape
    place = np.zeros((count, periods), dtype=np.int64)
    for t in range(periods):
        history = place[:, t - 1] if t else np.zeros(count, dtype=np.int64)
        place[:, t] = _groups(np.column_stack([history, paths.state[:, t]]))
    return _tree(paths, place)


def _groups(rows: Indices) -> Indices:
    """The group that each row belongs to: equal rows, in lexicographic order, counted from 0."""
    _, groups = np.unique(rows, axis=0, return_inverse=True)
    return groups.reshape(-1).astype(np.int64)


def _tree(paths: Paths, place: Indices) -> ScenarioTree:
    """The tree from (paths, periods): the place of each path among the nodes of each period."""
    width = place.max(axis=0) + 1
    first = np.concatenate([[0], np.cumsum(width)])
    node = place + first[:-1]
    size = int(first[-1])
    parent = np.full(size, -1, dtype=np.int64)
    parent[node[:, 1:]] = node[:, :-1]
    state = np.zeros((size, len(paths.drivers)), dtype=np.int64)
    state[node] = paths.state
    probability: Vector = np.zeros(size)
    np.add.at(probability, node, paths.probability[:, None])
    period = np.repeat(np.arange(width.size), width)
    return ScenarioTree(parent, period, probability, paths.drivers, paths.states, state)
