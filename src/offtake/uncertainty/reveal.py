"""The same uncertainty, known earlier (other filtrations): trees for the value of information.

Each function splits a tree into parts, one for each course of events that is told at the start, with its
probability; the parts keep everything else as unknown as it was.  The expected cost over the parts, each
solved by itself, is what a planner who is told would pay: told everything, that is wait-and-see, and the
difference to the tree's own optimum is the expected value of perfect information (Birge and Louveaux,
2011, ch. 4).
"""

from __future__ import annotations

import numpy as np

from offtake.errors import UsageError
from offtake.frozen import Indices
from offtake.uncertainty.tree import ScenarioTree

Parts = tuple[tuple[float, ScenarioTree], ...]


def wait_and_see_trees(tree: ScenarioTree) -> Parts:
    """One path for every leaf, with the leaf's probability; everything is known from the start."""
    return tuple(_part(tree, np.array([leaf])) for leaf in range(tree.leaves.size))


def reveal(tree: ScenarioTree, driver: str) -> Parts:
    """One tree for every course that `driver` takes in the tree, with the probability of that course.

    Raises UsageError where the tree has no such driver.
    """
    course = courses(tree, driver)
    return tuple(_part(tree, np.flatnonzero(course == k)) for k in range(int(course.max()) + 1))


def courses(tree: ScenarioTree, driver: str) -> Indices:
    """(leaves,): which course `driver` takes on the way to every leaf, counted from 0, in the order of `reveal`.

    Raises UsageError where the tree has no such driver.
    """
    if driver not in tree.drivers:
        names = ", ".join(tree.drivers) or "none"
        raise UsageError(f"there is no driver {driver!r}; the tree's drivers are: {names}")
    taken = tree.state[tree.leaf_paths, tree.drivers.index(driver)]
    return np.unique(taken, axis=0, return_inverse=True)[1].reshape(-1).astype(np.int64)


def mean_tree(tree: ScenarioTree) -> ScenarioTree:
    """The one path on which every figure is its expected value in each period, for the value of the
    stochastic solution; it has no drivers, since no state is the mean of others."""
    periods = np.arange(tree.periods)
    return ScenarioTree(
        periods - 1, periods, np.ones(tree.periods), mean_of=tree, starts=tree.starts
    )


def _part(tree: ScenarioTree, leaves: Indices) -> tuple[float, ScenarioTree]:
    """Probability of the leaves at those positions, and the tree that is left given that one of them
    is reached.  All leaves of a tree with drivers lie in its last period."""
    paths = tree.leaf_paths[leaves]
    weight = tree.probability[tree.leaves[leaves]]
    total = float(weight.sum())
    nodes, place = np.unique(paths, return_inverse=True)
    probability = np.zeros(nodes.size)
    np.add.at(probability, place.reshape(paths.shape), (weight / total)[:, None])
    before = tree.parent[nodes]
    part = ScenarioTree(
        np.where(before < 0, -1, np.searchsorted(nodes, before)),
        tree.period[nodes],
        probability,
        tree.drivers,
        tree.states,
        tree.state[nodes],
        starts=tree.starts,
    )
    return total, part
