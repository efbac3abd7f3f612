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

How large S is may differ by driver and date, not by node.  From 1 everywhere, it is raised where the loss
falls most for the factor (in logarithm) by which the leaves grow, for as long as any raise fits.  So
leaves go to the dates and drivers that matter most.  With one leaf, each driver shows at each date the
state that all others are nearest to.  No random number is used.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import log, prod

import numpy as np
import numpy.typing as npt

from offtake.errors import UsageError
from offtake.study.study import Study
from offtake.uncertainty.drivers import Chain, chains
from offtake.uncertainty.merging import tree_of_paths
from offtake.uncertainty.separation import Cube, contrast, separation
from offtake.uncertainty.tree import Indices, Paths, ScenarioTree, Vector

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
    """The leaves of a driver's own tree."""

    state: Indices  # (leaves, periods): what the tree shows
    probability: Vector  # (leaves,)
    distance: float  # lost, years


def _driver(study: Study, chain: Chain) -> Driver:
    cost = study.step * contrast(study, chain)
    return Driver(chain, tuple(sorted(chain.moves)), cost, separation(chain, cost))


def bundles(driver: Driver, kept: Kept) -> Bundles:
    """The driver's own tree, with at most `kept` children at each node of a move."""
    periods, count, _ = driver.cost.shape
    shown = np.zeros((1, periods), dtype=np.int64)
    inside = np.eye(1, count)  # q of each node, times the node's probability
    lost = 0.0
    until = (*driver.moves[1:], periods)
    for move, end, most in zip(driver.moves, until, kept, strict=True):
        matrix, nearness = driver.chain.moves[move], driver.nearness[move]
        paths, masses = [], []
        for path, mass in zip(shown, inside @ matrix, strict=True):
            for c, part in _divided(mass, matrix[path[-1]] > 0, nearness, most):
                paths.append(np.concatenate([path[:move], np.full(periods - move, c)]))
                masses.append(part)
                lost += float(part @ driver.cost[move:end, :, c].sum(axis=0))
        shown, inside = np.array(paths), np.array(masses)
    return Bundles(shown, inside.sum(axis=1), lost)


def _divided(
    mass: Vector, allowed: npt.NDArray[np.bool_], nearness: Cube, most: int
) -> Iterator[tuple[int, Vector]]:
    """The children of a node: what each shows, and the part of the mass it stands for."""
    candidates = np.flatnonzero(allowed)
    kept: list[int] = []
    nearest = np.full(mass.size, np.inf)
    while len(kept) < min(most, candidates.size):
        left = [c for c in candidates.tolist() if c not in kept]
        # Rounded, so that ties do not hang on the last bit.
        lost = [round(float(mass @ np.minimum(nearest, nearness[:, c])), 12) for c in left]
        kept.append(left[lost.index(min(lost))])
        nearest = np.minimum(nearest, nearness[:, kept[-1]])
    place = np.argmin(nearness[:, kept], axis=1)
    for k, c in enumerate(kept):
        yield c, np.where(place == k, mass, 0.0)


def _spread(drivers: list[Driver], limit: int) -> list[Bundles]:
    """The drivers' own trees, the limit on the product of their leaves spread over dates and drivers."""
    kept: list[Kept] = [(1,) * len(d.moves) for d in drivers]
    parts = [bundles(d, k) for d, k in zip(drivers, kept, strict=True)]
    offers = [_raises(d, k) for d, k in zip(drivers, kept, strict=True)]
    while True:
        total = prod(part.probability.size for part in parts)
        ranked = []
        for d, part in enumerate(parts):
            now = part.probability.size
            for k, (_, raised) in enumerate(offers[d]):
                more = raised.probability.size
                fall = part.distance - raised.distance
                if more > now and total // now * more <= limit and fall > 0:
                    ranked.append((-round(fall / log(more / now), 12), d, k))
        if not ranked:
            return parts
        _, d, k = min(ranked)
        kept[d], parts[d] = offers[d][k]
        offers[d] = _raises(drivers[d], kept[d])


def _raises(driver: Driver, kept: Kept) -> list[tuple[Kept, Bundles]]:
    """The driver's own tree with one more child kept at one of its moves, for each of them."""
    raised = [
        (*kept[:k], most + 1, *kept[k + 1 :])
        for k, most in enumerate(kept)
        if most < len(driver.chain.states)
    ]
    return [(r, bundles(driver, r)) for r in raised]


def _product(drivers: list[Chain], parts: list[Bundles], periods: int) -> Paths:
    """All combinations of the drivers' own paths."""
    shape = tuple(part.probability.size for part in parts)
    choice = np.indices(shape).reshape(len(parts), prod(shape))
    state = np.zeros((prod(shape), periods, len(parts)), dtype=np.int64)
    probability = np.ones(prod(shape))
    for d, part in enumerate(parts):
        state[:, :, d] = part.state[choice[d]]
        probability *= part.probability[choice[d]]
    names, states = tuple(c.driver for c in drivers), tuple(c.states for c in drivers)
    return Paths(probability, names, states, state)
