"""The scenario tree: which courses of events the plan is made for.

Node n has parent a(n), probability π(n) and period t(n).  The path P(n) runs from the root to n.
Decisions stand at nodes, so nothing decided at a node can depend on what only becomes known later.

>>> tree = ScenarioTree(np.array([-1, 0, 0]), np.array([0, 1, 1]), np.array([1.0, 0.4, 0.6]),
...     ("war",), (("on", "off"),), np.array([[0], [0], [1]]))
>>> tree.leaves.tolist(), tree.path(2).tolist(), tree.future(2)
([1, 2], [0, 2], 'war off')
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]


@dataclass(frozen=True)
class ScenarioTree:
    """Nodes in an order in which every parent stands before its children; node 0 is the root."""

    parent: Indices  # (nodes,), -1 at the root
    period: Indices  # (nodes,), from 0; one more than the parent's
    probability: Vector  # (nodes,), unconditional; those of one period sum to 1
    drivers: tuple[str, ...] = ()
    states: tuple[tuple[str, ...], ...] = ()  # names of the states, by driver
    state: Indices = field(default_factory=lambda: np.zeros((0, 0), np.int64))  # (nodes, drivers)
    distance: float = 0.0  # lost in reduction: expected distance between full and reduced tree
    full_leaves: int = 0  # futures before reduction; 0 where none was made
    mean_of: ScenarioTree | None = None  # one path on which figures are that tree's means

    @property
    def size(self) -> int:
        """Number of nodes."""
        return self.parent.size

    @cached_property
    def periods(self) -> int:
        """Number of periods."""
        return int(self.period.max()) + 1

    @cached_property
    def leaves(self) -> Indices:
        """Nodes without children, in order."""
        return np.setdiff1d(np.arange(self.size), self.parent)

    @cached_property
    def children(self) -> tuple[Indices, ...]:
        """Children of every node."""
        return tuple(np.flatnonzero(self.parent == n) for n in range(self.size))

    @cached_property
    def ancestors(self) -> Indices:
        """(nodes, periods): the node of P(n) in each period, -1 in later periods than n's."""
        table = np.full((self.size, self.periods), -1, dtype=np.int64)
        for n in range(self.size):
            if self.parent[n] >= 0:
                table[n] = table[self.parent[n]]
            table[n, self.period[n]] = n
        return table

    @cached_property
    def leaf_paths(self) -> Indices:
        """(leaves, periods): the nodes of every path from root to leaf."""
        return self.ancestors[self.leaves]

    def path(self, node: int) -> Indices:
        """P(n): the nodes from the root to `node`."""
        return self.ancestors[node, : self.period[node] + 1]

    def future(self, node: int) -> str:
        """The states on the way to `node`, in words."""
        names = []
        for k, driver in enumerate(self.drivers):
            states = [self.states[k][s] for s in self.state[self.path(node), k]]
            changes = [s for i, s in enumerate(states) if i == 0 or s != states[i - 1]]
            names.append(f"{driver} {' → '.join(changes[1:] or changes)}")
        return ", ".join(names)


@dataclass(frozen=True)
class Paths:
    """Sampled courses of events: `state[path, period, driver]` is the index of the state."""

    probability: Vector  # (paths,)
    drivers: tuple[str, ...]
    states: tuple[tuple[str, ...], ...]
    state: Indices  # (paths, periods, drivers)
