"""The scenario tree of a study, with at most as many futures as asked for.

All courses of events form one large tree.  It is never written out: drivers are independent Markov
chains, so all that matters at a node are the states, and a period in which several drivers move is
passed one driver after the other.  Each such step offers few successors.  The tree grows from a single
path.  At a node of a step, S is the set of successors that are kept; each other successor j is merged
into the nearest kept one, c(j), whose state and continuation then stand for it:

    G(n) = Σ_j M[i, j] D(j, c(j)) + Σ_c Pr[c | n] G(c)                          (lost below n)

with D and the loss R of a single path from `separation`.  Repeatedly, one more successor is kept, namely
the one for which π(n) (G(n) - G'(n)) is largest over all nodes n; it begins as a single path, and so adds
one leaf (forward selection, as in Heitsch and Römisch, 2009, with the nested distance as its measure).
Early moves change more years than late ones, hence branching begins early.  With one leaf the tree is the
medoid path: each driver's own path to which all others are nearest.

G(root) bounds the nested distance between the full and the reduced tree from above, by the triangle
inequality; it is 0 when nothing is merged.  No random number is used.
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
from offtake.uncertainty.separation import Separation, separation
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
    growth = _Growth(_steps(drivers, [separation(study, c) for c in drivers]), len(drivers))
    growth.grow(limit)
    tree = tree_of_paths(_paths(study, drivers, growth))
    full = prod(chain.futures for chain in drivers)
    return replace(
        tree, full_leaves=full, distance=growth.loss[0] if tree.leaves.size < full else 0.0
    )


@dataclass(frozen=True)
class _Step:
    """One driver's move in one period, as plain lists for speed in small loops."""

    period: int
    until: int  # period of the driver's next move
    driver: int
    move: list[list[float]]
    distance: list[list[float]]  # D between successors
    rest: list[list[float]]  # by driver and state: R once this step is passed


def _steps(drivers: tuple[Chain, ...], apart: list[Separation]) -> list[_Step]:
    """All moves by period; within a period, the driver with most at stake moves first."""
    stake = [-float(a.rest[0, 0]) for a in apart]
    order = sorted((t, stake[d], d) for d, chain in enumerate(drivers) for t in chain.moves)
    rest = [a.rest[0].tolist() for a in apart]
    steps = []
    for t, _, d in order:
        rest = [a if k != d else apart[d].rest[t].tolist() for k, a in enumerate(rest)]
        move, distance = drivers[d].moves[t].tolist(), apart[d].distance[t].tolist()
        until = min((later for later in drivers[d].moves if later > t), default=len(apart[d].rest))
        steps.append(_Step(t, until, d, move, distance, rest))
    return steps


@dataclass
class _Growth:
    """The growing tree: one entry a node in each list; a node past the last step is a leaf."""

    steps: list[_Step]
    drivers: int
    step: list[int] = field(default_factory=list)
    states: list[States] = field(default_factory=list)
    parent: list[int] = field(default_factory=list)
    share: list[float] = field(default_factory=list)  # probability, given the parent
    loss: list[float] = field(default_factory=list)  # G, years
    local: list[float] = field(default_factory=list)  # first term of G
    children: list[dict[int, int]] = field(default_factory=list)  # kept successor -> its node

    def grow(self, limit: int) -> None:
        """Keep successors until there are `limit` leaves or nothing is merged any more."""
        self._chain(-1, (0,) * self.drivers, 0)
        queue = [self._entry(n) for n in range(len(self.step))]
        heapq.heapify(queue)
        leaves = 1
        while leaves < limit and queue:
            rank, node = heapq.heappop(queue)
            # Gains only fall as the tree grows, so an entry that is still first is the best.
            fresh = self._entry(node)
            if fresh[0] == inf:
                continue
            if fresh[0] > rank and queue and fresh > queue[0]:
                heapq.heappush(queue, fresh)
                continue
            first = self._keep(node)
            leaves += 1
            for changed in (node, *range(first, len(self.step))):
                heapq.heappush(queue, self._entry(changed))

    def probability(self, node: int) -> float:
        """π of a node."""
        value = 1.0
        while node >= 0:
            value *= self.share[node]
            node = self.parent[node]
        return value

    def _entry(self, node: int) -> tuple[float, int]:
        """Place in the queue: minus the gain, rounded so that ties do not hang on the last bit."""
        gain = self._best(node)[0]
        return (inf if gain == -inf else -round(self.probability(node) * gain, 12), node)

    def _best(self, node: int) -> tuple[float, int]:
        """G(n) - G'(n) for the best successor to keep next, and that successor."""
        best = (-inf, -1)
        if self.step[node] == len(self.steps):
            return best
        step = self.steps[self.step[node]]
        kept = self.children[node]
        for c, p in enumerate(step.move[self.states[node][step.driver]]):
            if p > 0 and c not in kept:
                local, shares = self._assign(node, [*kept, c])
                rest = self._rest(step, self._after(node, c))
                lost = local + shares[-1] * rest
                lost += sum(s * self.loss[k] for s, k in zip(shares, kept.values(), strict=False))
                best = max(best, (self.loss[node] - lost, -c))
        return best[0], -best[1]

    def _keep(self, node: int) -> int:
        """Keep the best successor of a node; the first of the new nodes is returned."""
        c = self._best(node)[1]
        first = self._chain(node, self._after(node, c), self.step[node] + 1)
        self.children[node][c] = first
        self.local[node], shares = self._assign(node, list(self.children[node]))
        for child, share in zip(self.children[node].values(), shares, strict=True):
            self.share[child] = share
        while node >= 0:
            below = sum(self.share[k] * self.loss[k] for k in self.children[node].values())
            self.loss[node] = self.local[node] + below
            node = self.parent[node]
        return first

    def _assign(self, node: int, kept: list[int]) -> tuple[float, list[float]]:
        """Merge all successors into the nearest kept ones: first term of G, shares of the kept."""
        step = self.steps[self.step[node]]
        local, shares = 0.0, [0.0] * len(kept)
        for j, p in enumerate(step.move[self.states[node][step.driver]]):
            if p > 0:
                apart, place = min((step.distance[j][c], k) for k, c in enumerate(kept))
                local += p * apart
                shares[place] += p
        return local, shares

    def _chain(self, parent: int, states: States, start: int) -> int:
        """Append the best single path from `states` on; the first of its nodes is returned."""
        first = len(self.step)
        for at in range(start, len(self.steps) + 1):
            node = len(self.step)
            if node > first:
                self.children[-1] = {states[self.steps[at - 1].driver]: node}
            self.step.append(at)
            self.states.append(states)
            self.parent.append(parent if node == first else node - 1)
            self.share.append(1.0)
            self.children.append({})
            self.local.append(0.0)
            self.loss.append(0.0)
            if at < len(self.steps):
                local, c = self._medoid(at, states)
                self.local[node] = local
                states = self._moved(at, states, c)
        for node in range(len(self.step) - 2, first - 1, -1):
            self.loss[node] = self.local[node] + self.loss[node + 1]
        return first

    def _medoid(self, at: int, states: States) -> tuple[float, int]:
        """Where a single path goes in a step, and what is lost there."""
        step = self.steps[at]
        row = step.move[states[step.driver]]
        local = [sum(p * step.distance[j][c] for j, p in enumerate(row)) for c in range(len(row))]
        reachable = [c for c, p in enumerate(row) if p > 0]
        c = min(reachable, key=lambda c: (local[c] + step.rest[step.driver][c], c))
        return local[c], c

    def _rest(self, step: _Step, states: States) -> float:
        return sum(step.rest[d][s] for d, s in enumerate(states))

    def _after(self, node: int, c: int) -> States:
        return self._moved(self.step[node], self.states[node], c)

    def _moved(self, at: int, states: States, c: int) -> States:
        d = self.steps[at].driver
        return (*states[:d], c, *states[d + 1 :])


def _paths(study: Study, drivers: tuple[Chain, ...], growth: _Growth) -> Paths:
    """The paths from the root to the leaves of a grown tree."""
    ends = [n for n, at in enumerate(growth.step) if at == len(growth.steps)]
    state = np.zeros((len(ends), study.settings.periods, len(drivers)), dtype=np.int64)
    for k, node in enumerate(ends):
        while growth.parent[node] >= 0:
            node, later = growth.parent[node], node
            step = growth.steps[growth.step[node]]
            state[k, step.period : step.until, step.driver] = growth.states[later][step.driver]
    probability = np.array([growth.probability(n) for n in ends])
    names, states = tuple(c.driver for c in drivers), tuple(c.states for c in drivers)
    return Paths(probability / probability.sum(), names, states, state)
