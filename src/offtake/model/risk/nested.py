r"""Nested risk, counted again at every fork of the tree, so that plans stay consistent over time.

With costs accumulated along paths, z, as in `risk`; W_n the value at node n of the whole course, p_k = π_k / π_n the
chance of each way on from a fork, tail share α and weight λ:

.. math::
    W_s &= z_s                                                         && \text{at a leaf} \\
    W_n &= (1-λ) \sum_k p_k W_k + λ\, \mathrm{CVaR}_α [\, W_k \,]      && \text{at a fork} \\
    W_n &= W_k                                                         && \text{where there is one way on}

A row may use columns of its own node and of earlier ones only, so a fork b promises each way on a value that what
follows keeps:

.. math::
    \min\; (1-λ) \sum_k p_k u_{b,k} &+ λ \big( η_b + \tfrac{1}{α} \sum_k p_k v_{b,k} \big)   && \text{at the first fork} \\
    v_{b,k} &\ge u_{b,k} - η_b, \quad v_{b,k} \ge 0                                          && \text{excess} \\
    (1-λ) \sum_k p_k u_{n,k} + λ \big( η_n + \tfrac{1}{α} \sum_k p_k v_{n,k} \big) &\le u_{b,k(n)}
                                                                                              && \text{promise, at the next fork n} \\
    z_s &\le u_{b,k(s)}                                                                       && \text{promise, at a leaf s}

==========  ===========  ====================================================  ========
symbol      name         meaning                                               unit
==========  ===========  ====================================================  ========
:math:`u`   promised     value of the whole course if it goes on this way      millions
:math:`η`   threshold    value that only the worst ways on exceed              millions
:math:`v`   excess       by how much a way on exceeds it                       millions
==========  ===========  ====================================================  ========

Where something is unknown at the start, the first fork is the root of length zero above the nodes of the first period.  It
has no number of its own: its columns, `start_promised` and so on, stand at the first of these nodes.

The measure is a composition of conditional risk measures (Ruszczyński 2010; Shapiro 2011, for the mean and CVaR): what
the plan decides at a node is best as seen from there, for λ < 1; with λ = 1 ways outside the worst share do not count.
It is at least the mean and at most the worst cost, and it rises with λ; against CVaR of the whole course it may be
higher or lower.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from offtake.frozen import Indices, Vector
from offtake.model.risk.whole import ONE, one_term
from offtake.stochastic.program.blocks import OWN, Block, Labels, Rows, Terms, Variables
from offtake.stochastic.risk.worst_share import worst_share_mean
from offtake.uncertainty.tree import ScenarioTree


def nested_risk(
    tree: ScenarioTree, n: int, weight: float, tail: float
) -> tuple[float, list[Block]]:
    """What `accumulated` costs at node n, and the blocks that weigh it at every fork."""
    is_leaf = tree.period[n] == tree.periods - 1
    (before, way), found = fork_before(tree, n), []
    if n == tree.roots[0] and tree.roots.size > 1:
        found.append(_fork_block(_start(tree), weight, tail, None, 0, n))
    if is_leaf and before is not None:
        found.append(Block((), (_promise((one_term("accumulated", 1.0),), before, way, n),)))
    if tree.children[n].size > 1:
        found.append(_fork_block(_fork(tree, n), weight, tail, before, way, n))
    return float(is_leaf and before is None), found


@dataclass(frozen=True)
class Fork:
    """Where the course of events may go on in several ways; its columns stand at `node`."""

    node: int
    chance: Vector  # (ways,), 0 for ways that there are not
    share: float  # of all courses that pass through the node its columns stand at
    prefix: str = ""


def fork_before(tree: ScenarioTree, n: int) -> tuple[Fork | None, int]:
    """The last fork before node n, and which of its ways leads to n; None where there is none."""
    while tree.parent[n] >= 0:
        before = int(tree.parent[n])
        if tree.children[before].size > 1:
            return _fork(tree, before), int(np.searchsorted(tree.children[before], n))
        n = before
    if tree.roots.size > 1:
        return _start(tree), int(np.searchsorted(tree.roots, n))
    return None, 0


def _fork(tree: ScenarioTree, n: int) -> Fork:
    chance = np.zeros(max(children.size for children in tree.children))
    here = tree.children[n]
    chance[: here.size] = tree.probability[here] / tree.probability[n]
    return Fork(n, chance, 1.0)


def _start(tree: ScenarioTree) -> Fork:
    """The root of length zero."""
    chance = tree.probability[tree.roots]
    return Fork(int(tree.roots[0]), chance, float(chance[0]), "start_")


def _fork_block(
    fork: Fork, weight: float, tail: float, before: Fork | None, way: int, n: int
) -> Block:
    """The columns of a fork that stand at node n, and its promise to the fork `before`."""
    chance, name = fork.chance, fork.prefix
    unused = np.where(chance > 0, np.inf, 0.0)
    labels = Labels(("way",), tuple((str(k + 1),) for k in range(chance.size)))
    value = {
        f"{name}promised": (1 - weight) * chance,
        f"{name}threshold": np.array([weight]),
        f"{name}excess": weight / tail * chance,
    }
    # a node's costs are weighed by its chance; the fork above the first period is passed in any case
    cost = [(v / fork.share if before is None else np.zeros(v.size)) for v in value.values()]
    free, every, ones = np.full(1, np.inf), np.arange(chance.size), np.ones(chance.size)
    promised, threshold, excess = value
    variables = (
        Variables(promised, labels, -unused, unused, cost[0]),
        Variables(threshold, ONE, -free, free, cost[1]),
        Variables(excess, labels, np.zeros(chance.size), unused, cost[2]),
    )
    terms = (
        Terms(excess, every, every, ones),
        Terms(promised, every, every, -ones),
        Terms(threshold, every, np.zeros_like(every), ones),
    )
    least, most = np.where(unused > 0, 0.0, -np.inf), np.full(every.size, np.inf)
    rows = [Rows(excess, labels, terms, least, most)]
    if before is not None:
        own = tuple(Terms(v, np.zeros(x.size, int), np.arange(x.size), x) for v, x in value.items())
        rows.append(_promise(own, before, way, n))
    return Block(variables, tuple(rows))


def _promise(value: tuple[Terms, ...], fork: Fork, way: int, n: int) -> Rows:
    """What follows at node n costs no more than the fork promised."""
    node = OWN if fork.node == n else fork.node
    at_fork = Terms(f"{fork.prefix}promised", np.zeros(1, int), np.array([way]), -np.ones(1), node)
    return Rows("promise", ONE, (*value, at_fork), np.full(1, -np.inf), np.zeros(1))


def nested_values(tree: ScenarioTree, cost: Vector, weight: float, tail: float) -> Vector:
    """W of every node, (nodes,), from the cost of every leaf, (leaves,).

    >>> tree = ScenarioTree(np.array([-1, 0, 0]), np.array([0, 1, 1]), np.array([1.0, 0.75, 0.25]))
    >>> nested_values(tree, np.array([4.0, 8.0]), 0.5, 0.25).tolist()  # mean 5, worst quarter 8
    [6.5, 4.0, 8.0]
    """
    value = np.zeros(tree.size)
    value[tree.leaves] = cost
    for n in range(tree.size - 1, -1, -1):
        if tree.children[n].size:
            value[n] = _of_fork(tree, value, tree.children[n], weight, tail)
    return value


def nested_value(tree: ScenarioTree, cost: Vector, weight: float, tail: float) -> float:
    """W at the start, before anything is seen, from the cost of every leaf, (leaves,)."""
    value = nested_values(tree, cost, weight, tail)
    return _of_fork(tree, value, tree.roots, weight, tail)


def _of_fork(tree: ScenarioTree, value: Vector, ways: Indices, weight: float, tail: float) -> float:
    chance = tree.probability[ways] / tree.probability[ways].sum()
    worst = worst_share_mean(value[ways], chance, tail)
    return (1 - weight) * float(chance @ value[ways]) + weight * worst
