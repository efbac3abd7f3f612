"""Scenario generation: the tree of a study, with as many futures as asked for.

Each driver gets smaller trees of its own (`bundles`).  Drivers being independent, a product of such trees,
one for each driver, is a tree of the study; its leaves multiply and its loss adds up.  A product with
the right number of leaves is rare, and it branches late in each of its futures as soon as it does in one.
So of the products with at most N, 2N and 4N leaves, the one that loses least is taken of each, where it
has N at least, and cut back to N (`trimming`); the same is done with first moves kept complete.
What is known first bears on the most decisions, which a distance between paths does not see: so a tree
that hides a state which a driver may take first is chosen only where it loses less than half.

The distance is the expected distance between the true course of events and the path of the tree that
stands for it,

    Σ over leaves ℓ of π(ℓ) Σ over drivers and periods of E[ Δ c_t(true state, state on P(ℓ)) | ℓ ]

hence no less than the Kantorovich distance between the two.  It is 0 when every leaf is one course of
events.  No random number is used.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from math import prod

import numpy as np

from offtake.errors import UsageError
from offtake.frozen import Flags, Indices, Vector
from offtake.study.study import Study
from offtake.uncertainty.drivers import chains
from offtake.uncertainty.reduction.bundles import (
    Bundles,
    Driver,
    after_first_move,
    driver,
    full_tree,
    mistaken,
    smallest_trees,
)
from offtake.uncertainty.reduction.merging import tree_of_paths
from offtake.uncertainty.reduction.separation import contrasts
from offtake.uncertainty.reduction.trimming import stand_ins
from offtake.uncertainty.tree import Paths, ScenarioTree

ROOM = (1, 2, 4)
HIDDEN_FIRST = 2.0


def build_tree(study: Study, leaves: int | None = None) -> ScenarioTree:
    """The scenario tree of a study with `leaves` leaves (None: what its settings say).

    It is the full tree where that has no more.  `full_leaves` is the number of leaves of the full tree,
    `distance` what reduction loses, in years.  Raises UsageError where fewer than one leaf is asked for.
    """
    wanted = study.settings.leaves if leaves is None else leaves
    if wanted < 1:
        raise UsageError(f"a scenario tree has at least 1 leaf, not {wanted}")
    drivers = [
        driver(chain, study.step * cost)
        for chain, cost in zip(chains(study), contrasts(study), strict=True)
    ]
    full = prod(d.chain.futures for d in drivers)
    periods = study.settings.periods
    if full <= wanted:
        lost, paths = 0.0, _product(drivers, [full_tree(d) for d in drivers], periods)
    else:
        lost, paths = _reduced(drivers, wanted, periods)
    starts = tuple(study.period_start(t) for t in range(periods))
    return replace(tree_of_paths(paths), distance=lost, full_leaves=full, starts=starts)


def _reduced(drivers: list[Driver], leaves: int, periods: int) -> tuple[float, Paths]:
    """What is lost, and the paths that are left, of the full tree, which has more than `leaves`."""
    found = [
        _trimmed(drivers, parts, leaves, periods, first)
        for (first, _), parts in _starts(drivers, leaves).items()
    ]
    return min(found, key=lambda one: round(one[0] * _counted(drivers, one[1]), 12))


def _counted(drivers: list[Driver], paths: Paths) -> float:
    """How often the loss counts: 1 where all states after every driver's first move are shown."""
    shown = (
        np.unique(paths.state[:, own.moves[0], d]).size == after_first_move(own)
        for d, own in enumerate(drivers)
        if own.moves
    )
    return 1.0 if all(shown) else HIDDEN_FIRST


def _starts(drivers: list[Driver], leaves: int) -> dict[tuple[bool, int], list[Bundles]]:
    """By whether first moves are complete, and size: the products that lose least up to some size."""
    found: dict[tuple[bool, int], list[Bundles]] = {}
    for first in (False, True):
        if first and prod(after_first_move(own) for own in drivers) > leaves:
            break
        products = _products(
            [smallest_trees(own, max(ROOM) * leaves, first) for own in drivers], leaves
        )
        for room in ROOM:
            sizes = [size for size in products if leaves <= size <= room * leaves]
            if sizes:
                size = min(sizes, key=lambda size: (products[size][0], size))
                found[first, size] = products[size][1]
    return found


def _products(
    frontiers: list[list[Bundles]], leaves: int
) -> dict[int, tuple[float, list[Bundles]]]:
    """By number of leaves: what the best product loses, and its trees by driver."""
    best: dict[int, tuple[float, list[Bundles]]] = {1: (0.0, [])}
    for parts in frontiers:
        extended: dict[int, tuple[float, list[Bundles]]] = {}
        for part, (size, (lost, chosen)) in product(parts, best.items()):
            total, loss = size * part.leaves, round(lost + part.distance, 12)
            if total <= max(ROOM) * leaves and (total not in extended or loss < extended[total][0]):
                extended[total] = (loss, [*chosen, part])
        best = extended
    return best


def _trimmed(
    drivers: list[Driver], parts: list[Bundles], leaves: int, periods: int, first: bool
) -> tuple[float, Paths]:
    """What is lost, and the paths that are left, of a product cut back to `leaves` leaves; what first
    moves bring is spared where `first`."""
    paths = _product(drivers, parts, periods)
    lost = np.zeros((paths.probability.size, paths.probability.size))
    for own, part, choice in zip(drivers, parts, _choices(parts), strict=True):
        lost += mistaken(own, part)[np.ix_(choice, choice)]
    lost *= paths.probability[:, None]
    stands = stand_ins(paths.state, lost, leaves, _first_states(drivers, paths) if first else None)
    kept, stand = np.unique(stands, return_inverse=True)
    probability: Vector = np.zeros(kept.size)
    np.add.at(probability, stand, paths.probability)
    shown = Paths(probability, paths.drivers, paths.states, paths.state[kept])
    return float(lost[np.arange(stands.size), stands].sum()), shown


def _first_states(drivers: list[Driver], paths: Paths) -> Flags:
    """(features, paths): for each driver and state, whether it is that after the driver's first move."""
    rows = [np.zeros((0, paths.probability.size), dtype=np.bool_)]
    for d, own in enumerate(drivers):
        if own.moves:
            after = paths.state[:, own.moves[0], d]
            rows.append(after == np.unique(after)[:, None])
    return np.concatenate(rows)


def _choices(parts: list[Bundles]) -> Indices:
    """(drivers, combinations): the leaf of each driver's tree in every combination of them."""
    shape = tuple(part.leaves for part in parts)
    return np.indices(shape).reshape(len(parts), prod(shape))


def _product(drivers: list[Driver], parts: list[Bundles], periods: int) -> Paths:
    """All combinations of the drivers' own paths."""
    choices = _choices(parts)
    state = np.zeros((choices.shape[1], periods, len(parts)), dtype=np.int64)
    probability = np.ones(choices.shape[1])
    for d, (part, choice) in enumerate(zip(parts, choices, strict=True)):
        state[:, :, d] = part.state[choice]
        probability *= part.probability[choice]
    names = tuple(own.chain.driver for own in drivers)
    return Paths(probability, names, tuple(own.chain.states for own in drivers), state)
