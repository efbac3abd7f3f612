"""The scenario tree of a study, with at most as many futures as asked for.

Each driver gets a small tree of its own; drivers being independent, the tree of the study is the product
of these trees.  In a driver's tree a node stands for a bundle of its true courses of events: s is the
state that the tree shows, q the distribution of the true state within the bundle.  At a move M,

    q'[j] = Σ_i q[i] M[i, j]                                                     (true states)
    c(j)  = the nearest to j, by D, of a set S of states with M[s, c] > 0        (who stands for j)

and the bundle is divided by c(j): each c in S is a child that shows c and holds the q'[j] with c(j) = c.
S grows by the state that lowers Σ_j q'[j] D(j, c(j)) most (forward selection, Heitsch and Römisch, 2009).
D and the contrast c_t are those of `separation`.

A node's probability is that of its bundle, so nothing is lost but detail, and the loss is

    Σ over nodes and periods t of π(n) Δ Σ_i q_n[i] c_t(i, s_n)                    (distance, years)

summed over drivers: the expected distance between the true course of events and the path of the tree
that stands for it, hence no less than the Kantorovich distance between the two.  It is 0 when every
bundle is one course of events.

How large S is may differ by driver and date, not by node.  For each driver, from 1 everywhere, it is
raised where the loss falls most for the factor (in logarithm) by which the leaves grow; of the trees met
on the way, the combination over drivers is taken that loses least within the limit on the product of
their leaves.  So leaves go to the dates and drivers that matter most.  With one leaf, each driver shows at
each date the state that all others are nearest to.  No random number is used.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from math import log, prod

import numpy as np
import numpy.typing as npt

from offtake.errors import UsageError
from offtake.study.study import Study
from offtake.uncertainty.drivers import Chain, chains
from offtake.uncertainty.merging import tree_of_paths
from offtake.uncertainty.separation import Cube, contrast, separation
from offtake.uncertainty.tree import Indices, Paths, ScenarioTree, Vector

Matrix = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Kept = tuple[int, ...]
"""Largest size of S at each of a driver's moves, in order of time."""


def build_tree(study: Study, leaves: int | None = None) -> ScenarioTree:
    """The scenario tree of a study with at most `leaves` leaves (None: what its settings say).

    It is the full tree where that has no more.  `full_leaves` is the number of leaves of the full tree,
    `distance` what reduction loses, in years.  Raises UsageError where fewer than one leaf is asked for,
    StudyError where a driver moves on the first day.
    """
    limit = study.settings.leaves if leaves is None else leaves
    if limit < 1:
        raise UsageError(f"a scenario tree has at least 1 leaf, not {limit}")
    drivers = [_driver(study, chain) for chain in chains(study)]
    full = prod(d.chain.futures for d in drivers)
    if full <= limit:
        parts = [bundles(d, tuple(len(d.chain.states) for _ in d.moves)) for d in drivers]
    else:
        parts = _spread(drivers, limit)
    tree = tree_of_paths(_product([d.chain for d in drivers], parts, study.settings.periods))
    lost = 0.0 if full <= limit else float(sum(part.distance for part in parts))
    return ScenarioTree(
        tree.parent,
        tree.period,
        tree.probability,
        tree.drivers,
        tree.states,
        tree.state,
        distance=lost,
        full_leaves=full,
    )


@dataclass(frozen=True)
class Driver:
    """A chain with what a year in one state instead of another counts."""

    chain: Chain
    moves: tuple[int, ...]  # periods, rising
    cost: Cube  # Δ c, (periods, states, states), years
    nearness: Cube  # D, (periods, states, states), years


@dataclass(frozen=True)
class Bundles:
    """The leaves of a driver's own tree, grown to some date."""

    state: Indices  # (leaves, periods): what the tree shows, from the last move on for good
    inside: Matrix  # (leaves, states): q, times the leaf's probability
    distance: float  # lost, years

    @property
    def leaves(self) -> int:
        """Number of leaves."""
        return len(self.state)

    @property
    def probability(self) -> Vector:
        """(leaves,)"""
        total: Vector = self.inside.sum(axis=1)
        return total


def _driver(study: Study, chain: Chain) -> Driver:
    cost = study.step * contrast(study, chain)
    return Driver(chain, tuple(sorted(chain.moves)), cost, separation(chain, cost))


def bundles(driver: Driver, kept: Kept) -> Bundles:
    """The driver's own tree, with at most `kept` children at each node of a move."""
    return _stages(driver, kept)[-1]


def _stages(driver: Driver, kept: Kept, before: Sequence[Bundles] = ()) -> list[Bundles]:
    """The driver's own tree before its first move and after each; `before` holds those that are known."""
    periods, count, _ = driver.cost.shape
    root = Bundles(np.zeros((1, periods), dtype=np.int64), np.eye(1, count), 0.0)
    stages = list(before) or [root]
    for k in range(len(stages) - 1, len(kept)):
        stages.append(_passed(driver, k, stages[-1], kept[k]))
    return stages


def _passed(driver: Driver, k: int, tree: Bundles, most: int) -> Bundles:
    """The driver's own tree after its k-th move."""
    periods, count, _ = driver.cost.shape
    move, end = (*driver.moves, periods)[k : k + 2]
    matrix = driver.chain.moves[move]
    mass = tree.inside @ matrix
    stands = _stands_for(mass, matrix[tree.state[:, -1]] > 0, driver.nearness[move], most)
    node, child = np.nonzero((stands[:, :, None] == np.arange(count)).any(axis=1))
    inside = np.where(stands[node] == child[:, None], mass[node], 0.0)
    state = tree.state[node]
    state[:, move:] = child[:, None]
    lost = np.sum(inside * driver.cost[move:end].sum(axis=0).T[child])
    return Bundles(state, inside, tree.distance + float(lost))


def _stands_for(mass: Matrix, allowed: Flags, nearness: Matrix, most: int) -> Indices:
    """(nodes, states): c(j) at each node, whose mass by state and allowed states are given."""
    kept = np.zeros_like(allowed)
    nearest = np.full_like(mass, np.inf)
    for _ in range(most):
        # (nodes, j, c): how far j would be from the nearest if c were kept too.
        tried = np.minimum(nearest[:, :, None], nearness)
        # Rounded, so that ties do not hang on the last bit.
        lost = np.round(np.einsum("nj,njc->nc", mass, tried), 12)
        lost[kept | ~allowed] = np.inf
        best = lost.argmin(axis=1)
        more = np.flatnonzero(np.isfinite(lost.min(axis=1)))
        kept[more, best[more]] = True
        nearest[more] = tried[more, :, best[more]]
    nearest_kept: Indices = np.where(kept[:, None, :], nearness, np.inf).argmin(axis=2)
    return nearest_kept


def _frontier(driver: Driver, limit: int) -> list[Bundles]:
    """Trees of one driver with more and more leaves, up to the limit, each losing less."""
    kept: Kept = (1,) * len(driver.moves)
    stages = _stages(driver, kept)
    met = {1: stages[-1]}
    while True:
        offers = []
        now = stages[-1]
        for k, most in enumerate(kept):
            if most == len(driver.chain.states):
                continue
            raised = (*kept[:k], most + 1, *kept[k + 1 :])
            trial = _stages(driver, raised, stages[: k + 1])
            tree, fall = trial[-1], now.distance - trial[-1].distance
            if now.leaves < tree.leaves <= limit and fall > 0:
                offers.append((-round(fall / log(tree.leaves / now.leaves), 12), k, raised, trial))
                if tree.leaves not in met or tree.distance < met[tree.leaves].distance:
                    met[tree.leaves] = tree
        if not offers:
            break
        _, _, kept, stages = min(offers, key=lambda offer: offer[:2])
    found: list[Bundles] = []
    for _, tree in sorted(met.items()):
        if not found or tree.distance < found[-1].distance:
            found.append(tree)
    return found


def _spread(drivers: list[Driver], limit: int) -> list[Bundles]:
    """One tree for each driver: those that lose least while the product of their leaves keeps to the
    limit."""
    best: dict[int, tuple[float, list[Bundles]]] = {1: (0.0, [])}  # by product of leaves
    for driver in drivers:
        extended: dict[int, tuple[float, list[Bundles]]] = {}
        for part, (leaves, (lost, chosen)) in product(_frontier(driver, limit), best.items()):
            total, loss = leaves * part.leaves, round(lost + part.distance, 12)
            if total <= limit and (total not in extended or loss < extended[total][0]):
                extended[total] = (loss, [*chosen, part])
        best = extended
    return min(best.items(), key=lambda item: (item[1][0], item[0]))[1][1]


def _product(drivers: list[Chain], parts: list[Bundles], periods: int) -> Paths:
    """All combinations of the drivers' own paths."""
    shape = tuple(part.leaves for part in parts)
    choice = np.indices(shape).reshape(len(parts), prod(shape))
    state = np.zeros((prod(shape), periods, len(parts)), dtype=np.int64)
    probability = np.ones(prod(shape))
    for d, part in enumerate(parts):
        state[:, :, d] = part.state[choice[d]]
        probability *= part.probability[choice[d]]
    names, states = tuple(c.driver for c in drivers), tuple(c.states for c in drivers)
    return Paths(probability, names, states, state)
