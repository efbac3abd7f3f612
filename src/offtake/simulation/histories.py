"""Fresh courses of events as a tree of histories, so that equal histories are decided once.

Two paths that have shown the same states up to period t are at the same node in t: whatever is decided at a
node can depend on its history alone.  So no foresight can enter the simulation, and a thousand paths cost no
more than their distinct histories.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from offtake.frozen import Indices, Vector
from offtake.uncertainty.reduction.merging import tree_and_nodes
from offtake.uncertainty.tree import Paths, ScenarioTree


@dataclass(frozen=True)
class Courses:
    """The distinct courses among paths, in the order of their states."""

    state: Indices  # (courses, periods, drivers)
    probability: Vector  # (courses,)
    of: Indices  # (paths,) the course of each path


def distinct(paths: Paths) -> Courses:
    """Each course once, with the probability of all paths that take it."""
    count, periods, drivers = paths.state.shape
    flat = np.zeros((count, periods * drivers + 1), np.int64)  # one column even without drivers
    flat[:, 1:] = paths.state.reshape(count, -1)
    found, of = np.unique(flat, axis=0, return_inverse=True)
    of = of.reshape(-1)
    probability = np.zeros(found.shape[0])
    np.add.at(probability, of, paths.probability)
    return Courses(found[:, 1:].reshape(found.shape[0], periods, drivers), probability, of)


def histories(courses: Courses, part: slice, paths: Paths) -> tuple[ScenarioTree, Indices]:
    """The tree of the histories of some courses, and its node by (course, period)."""
    state, weight = courses.state[part], courses.probability[part]
    return tree_and_nodes(Paths(weight, paths.drivers, paths.states, state))


def even_parts(total: int, most: int) -> list[slice]:
    """`total` things in parts of about equal size, of `most` at most: the same however many workers share them."""
    count = -(-total // most)
    cuts = [total * k // count for k in range(count + 1)]
    return [slice(first, last) for first, last in pairwise(cuts)]


def tree_paths(tree: ScenarioTree) -> Paths:
    """The futures of a tree as paths, each with its probability: what the plan was made for."""
    return Paths(
        tree.probability[tree.leaves], tree.drivers, tree.states, tree.state[tree.leaf_paths]
    )
