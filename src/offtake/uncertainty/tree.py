"""The scenario tree: which courses of events the plan is made for.

Node n has parent a(n), probability π(n) and period t(n).  The path P(n) runs from the first period to n.
Decisions stand at nodes, so nothing decided at a node can depend on what only becomes known later.

What is *unknown at the start* is drawn then and seen in the course of the first period: the nodes of the first
period are then several, and the root above them, of length zero, is where their projects are begun.  It has no
number of its own, since nothing but that happens in it: what is begun at one of them is begun at all (`roots`).

>>> tree = ScenarioTree(np.array([-1, 0, 0]), np.array([0, 1, 1]), np.array([1.0, 0.4, 0.6]),
...     ("war",), (("on", "off"),), np.array([[0], [0], [1]]))
>>> tree.leaves.tolist(), tree.path(2).tolist(), tree.future(2)
([1, 2], [0, 2], 'war off')
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np

from offtake.frozen import Flags, Indices, Vector, freeze


@dataclass(frozen=True, repr=False)
class ScenarioTree:
    """Nodes in an order in which every parent stands before its children; node 0 is of the first period."""

    parent: Indices  # (nodes,), -1 in the first period
    period: Indices  # (nodes,), from 0; one more than the parent's
    probability: Vector  # (nodes,), unconditional; those of one period sum to 1
    drivers: tuple[str, ...] = ()
    states: tuple[tuple[str, ...], ...] = ()  # names of the states, by driver
    state: Indices = field(default_factory=lambda: np.zeros((0, 0), np.int64))  # (nodes, drivers)
    distance: float = 0.0  # lost in reduction: expected distance between full and reduced tree
    full_leaves: int = 0  # futures before reduction; 0 where none was made
    mean_of: ScenarioTree | None = None  # one path on which figures are that tree's means
    starts: tuple[date, ...] = ()  # first day of every period; empty where the tree has no calendar

    def __post_init__(self) -> None:
        freeze(self)

    def __repr__(self) -> str:
        moved = ", ".join(self.drivers) or "no driver"
        return f"<ScenarioTree: {self.leaves.size} futures, {self.periods} periods, {moved}>"

    @property
    def size(self) -> int:
        """Number of nodes."""
        return self.parent.size

    @cached_property
    def periods(self) -> int:
        """Number of periods."""
        return int(self.period.max()) + 1

    def at(self, period: int) -> Indices:
        """(nodes of the period,): ascending."""
        return self._by_period[period]

    @cached_property
    def _by_period(self) -> tuple[Indices, ...]:
        return tuple(np.flatnonzero(self.period == t) for t in range(self.periods))

    @cached_property
    def roots(self) -> Indices:
        """Nodes of the first period, which share what is begun in it; one where nothing is unknown at the start."""
        return np.flatnonzero(self.parent < 0)

    def under(self, node: int) -> Flags:
        """(nodes,): the node and all after it; for the first node of all, every node, since roots go together."""
        if node == self.roots[0]:
            return np.ones(self.size, dtype=np.bool_)
        return np.asarray(self.ancestors[:, self.period[node]] == node)

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
        """The states on the way to `node`, in words; with the dates of changes in a tree that has them.

        Two leaves of a tree with dates never read the same.  A driver that is in one state whatever comes tells nothing beside others.
        """
        path = self.path(node)
        moving = [k for k, states in enumerate(self.states) if len(states) > 1]
        return ", ".join(
            f"{self.drivers[k]} {self._course(k, self.state[path, k])}"
            for k in moving or range(len(self.drivers))
        )

    def _course(self, driver: int, state: Indices) -> str:
        names, changed = self.states[driver], np.flatnonzero(np.diff(state)) + 1
        first = names[int(state[0])]
        if not self.starts:
            return " → ".join(names[int(state[t])] for t in changed) or first
        later = (f" → {names[int(state[t])]} {_when(self.starts[t])}" for t in changed)
        return first + "".join(later)


def path_sums(values: Vector, tree: ScenarioTree) -> Vector:
    """(nodes, ...): sums of `values` over the path to each node."""
    total = values.astype(float)
    for n in np.flatnonzero(tree.parent >= 0).tolist():
        total[n] += total[tree.parent[n]]
    return total


def _when(day: date) -> str:
    """2028 for a period that starts with the year, otherwise 2028-04."""
    return str(day.year) if day.month == 1 else f"{day:%Y-%m}"


@dataclass(frozen=True, repr=False)
class Paths:
    """Sampled courses of events: `state[path, period, driver]` is the index of the state."""

    probability: Vector  # (paths,)
    drivers: tuple[str, ...]
    states: tuple[tuple[str, ...], ...]
    state: Indices  # (paths, periods, drivers)

    def __post_init__(self) -> None:
        freeze(self)

    def __repr__(self) -> str:
        return (
            f"<Paths: {self.probability.size} courses of {', '.join(self.drivers) or 'no driver'}>"
        )
