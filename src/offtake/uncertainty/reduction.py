"""The scenario tree of a study, with at most as many futures as asked for.

All courses of events form one large tree.  It is never written out: drivers are independent Markov
chains, so all that matters at a node are the states, and a period in which several drivers move is
passed one driver after the other, in steps with few successors.  Below node n, merging loses

    G(n) = Σ_j M[i, j] D(j, c(j)) + Σ_c Pr[c | n] G(c)                          (loss, years)

in the symbols of `selection`.  By the triangle inequality G(root) bounds the nested distance (Pflug and
Pichler, 2012) between the full and the reduced tree from above; it is 0 when nothing is merged.

Leaves are spent in two rounds.  First a profile: at each move the same number of successors everywhere,
so that branching is spread over the dates.  Then, with the leaves that remain, one more successor is
kept wherever π(n) (G(n) - G'(n)) is largest, node by node; it goes on as a single path.  The second round
alone, from a single path, is made too, and the tree that loses less is taken.  A tree with one leaf is
the medoid path: each driver's own path to which all others are nearest.  No random number is used.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field, replace
from math import inf, prod

import numpy as np

from offtake.errors import UsageError
from offtake.study.study import Study
from offtake.uncertainty.drivers import Chain, chains
from offtake.uncertainty.merging import tree_of_paths
from offtake.uncertainty.selection import Selection, Step, profile, steps
from offtake.uncertainty.separation import separation
from offtake.uncertainty.tree import Paths, ScenarioTree

States = tuple[int, ...]


def build_tree(study: Study, leaves: int | None = None) -> ScenarioTree:
    """The scenario tree of a study with at most `leaves` leaves (None: what its settings say).

    It is the full tree where that has no more.  `full_leaves` is the number of leaves of the full tree,
    `distance` the bound on what reduction has lost, in years (see `separation`).  Raises UsageError where
    fewer than one leaf is asked for, StudyError where a driver moves on the first day.
    """
    limit = study.settings.leaves if leaves is None else leaves
    if limit < 1:
        raise UsageError(f"a scenario tree has at least 1 leaf, not {limit}")
    drivers = chains(study)
    moves = steps(drivers, tuple(separation(study, chain) for chain in drivers))
    candidates = [
        _grown(moves, len(drivers), start, limit)
        for start in (profile(moves, limit), [1] * len(moves))
    ]
    best = min(candidates, key=lambda growth: round(growth.loss[0], 12))
    full = prod(chain.futures for chain in drivers)
    tree = tree_of_paths(_paths(study, drivers, best))
    lost = best.loss[0] if tree.leaves.size < full else 0.0
    return replace(tree, full_leaves=full, distance=lost)


@dataclass
class _Growth:
    """A growing tree: one entry a node in each list; a node past the last step is a leaf."""

    moves: tuple[Step, ...]
    at: list[int] = field(default_factory=list)  # number of the step that comes next
    states: list[States] = field(default_factory=list)
    parent: list[int] = field(default_factory=list)
    share: list[float] = field(default_factory=list)  # probability, given the parent
    loss: list[float] = field(default_factory=list)  # G, years
    children: list[list[int]] = field(default_factory=list)  # in the order of the selection

    def selection(self, node: int) -> Selection:
        """Successors of a node that is no leaf."""
        step = self.moves[self.at[node]]
        return step.selections[self.states[node][step.driver]]

    def may_keep_more(self, node: int) -> bool:
        """Whether anything is merged at this node."""
        if self.at[node] == len(self.moves):
            return False
        return len(self.children[node]) < len(self.selection(node).order)

    def probability(self, node: int) -> float:
        """π of a node."""
        value = 1.0
        while node >= 0:
            value *= self.share[node]
            node = self.parent[node]
        return value

    def gain(self, node: int) -> float:
        """π(n) (G(n) - G'(n)) if one more successor is kept."""
        selection, m = self.selection(node), len(self.children[node])
        after = self.after(node, m)
        losses = [
            *(self.loss[k] for k in self.children[node]),
            self.single(after, self.at[node] + 1),
        ]
        lost = selection.local[m] + _expected(selection.shares[m], losses)
        return self.probability(node) * (self.loss[node] - lost)

    def keep(self, node: int) -> int:
        """Keep one more successor; the first of the new nodes is returned."""
        selection, m = self.selection(node), len(self.children[node])
        first = self.append(node, self.after(node, m), self.at[node] + 1)
        self.children[node].append(first)
        for child, share in zip(self.children[node], selection.shares[m], strict=True):
            self.share[child] = share
        while node >= 0:
            self.loss[node] = self.lost(node)
            node = self.parent[node]
        return first

    def lost(self, node: int) -> float:
        """G from the children's G."""
        m = len(self.children[node])
        below = (self.share[k] * self.loss[k] for k in self.children[node])
        return self.selection(node).local[m - 1] + sum(below)

    def after(self, node: int, k: int) -> States:
        """The states once the k-th successor of the selection is taken."""
        d, states = self.moves[self.at[node]].driver, self.states[node]
        return (*states[:d], self.selection(node).order[k], *states[d + 1 :])

    def append(self, parent: int, states: States, at: int) -> int:
        """Append a single path that starts with `states` before step `at`; its first node is returned."""
        first = len(self.at)
        for k in range(at, len(self.moves) + 1):
            node = len(self.at)
            self.at.append(k)
            self.states.append(states)
            self.parent.append(parent if node == first else node - 1)
            self.share.append(1.0)
            self.children.append([])
            self.loss.append(0.0)
            if k < len(self.moves):
                self.children[node].append(node + 1)
                states = self.after(node, 0)
        for node in range(len(self.at) - 2, first - 1, -1):
            self.loss[node] = self.lost(node)
        return first

    def single(self, states: States, at: int) -> float:
        """G of a single path that starts with `states` before step `at`."""
        current, lost = list(states), 0.0
        for step in self.moves[at:]:
            selection = step.selections[current[step.driver]]
            lost += selection.local[0]
            current[step.driver] = selection.order[0]
        return lost


def _grown(moves: tuple[Step, ...], drivers: int, kept: list[int], limit: int) -> _Growth:
    """A tree that follows a profile and then spends the leaves that remain where they gain most."""
    growth = _Growth(moves)
    growth.append(-1, (0,) * drivers, 0)
    node = 0
    while node < len(growth.at):  # nodes appended on the way are visited in their turn
        while growth.may_keep_more(node) and len(growth.children[node]) < kept[growth.at[node]]:
            growth.keep(node)
        node += 1
    _spend(growth, limit)
    return growth


def _spend(growth: _Growth, limit: int) -> None:
    """Keep more successors, the best first, until the limit or until nothing is merged any more."""

    def entry(node: int) -> tuple[float, int]:
        # Rounded, so that ties do not hang on the last bit.
        return (-round(growth.gain(node), 12) if growth.may_keep_more(node) else inf, node)

    def offer(nodes: range) -> None:
        for node in nodes:
            if growth.may_keep_more(node):
                heapq.heappush(queue, entry(node))

    leaves = growth.at.count(len(growth.moves))
    queue: list[tuple[float, int]] = []
    if leaves < limit:
        offer(range(len(growth.at)))
    while leaves < limit and queue:
        stale, node = heapq.heappop(queue)
        # Gains only fall as the tree grows, so an entry that is still first is the best.
        fresh = entry(node)
        if fresh[0] > stale and queue and fresh > queue[0]:
            heapq.heappush(queue, fresh)
            continue
        first = growth.keep(node)
        leaves += 1
        offer(range(node, node + 1))
        offer(range(first, len(growth.at)))


def _expected(shares: tuple[float, ...], values: list[float]) -> float:
    return sum(p * v for p, v in zip(shares, values, strict=True))


def _paths(study: Study, drivers: tuple[Chain, ...], growth: _Growth) -> Paths:
    """The paths from the root to the leaves of a grown tree."""
    ends = [n for n, at in enumerate(growth.at) if at == len(growth.moves)]
    state = np.zeros((len(ends), study.settings.periods, len(drivers)), dtype=np.int64)
    for k, node in enumerate(ends):
        while growth.parent[node] >= 0:
            node, later = growth.parent[node], node
            step = growth.moves[growth.at[node]]
            state[k, step.period : step.until, step.driver] = growth.states[later][step.driver]
    probability = np.array([growth.probability(n) for n in ends])
    names, states = tuple(c.driver for c in drivers), tuple(c.states for c in drivers)
    return Paths(probability / probability.sum(), names, states, state)
