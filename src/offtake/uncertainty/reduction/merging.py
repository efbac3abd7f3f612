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
    return tree_and_nodes(paths)[0]


def tree_and_nodes(paths: Paths) -> tuple[ScenarioTree, Indices]:
    """The tree of the paths, and (paths, periods): the node of each path in each period."""
    count, periods, _ = paths.state.shape
    node, history, size = np.zeros((count, periods), np.int64), np.zeros(count, np.int64), 0
    for t in range(periods):
        rows = np.column_stack([history, paths.state[:, t]])
        history = np.unique(rows, axis=0, return_inverse=True)[1].reshape(-1)
        node[:, t] = history + size
        size = int(node[:, t].max()) + 1
    parent, period = np.full(size, -1, np.int64), np.zeros(size, np.int64)
    parent[node[:, 1:]] = node[:, :-1]
    period[node] = np.arange(periods)
    state = np.zeros((size, len(paths.drivers)), dtype=np.int64)
    state[node] = paths.state
    probability: Vector = np.zeros(size)
    np.add.at(probability, node, paths.probability[:, None])
    return ScenarioTree(parent, period, probability, paths.drivers, paths.states, state), node
