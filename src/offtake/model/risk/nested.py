r"""Risk counted again at every fork of the tree, so that plans stay consistent over time.

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

The measure is a composition of conditional risk measures (Ruszczyński 2010; Shapiro 2011, for the mean and CVaR): what
the plan decides at a node is best as seen from there, for λ < 1; with λ = 1 ways outside the worst share do not count.
It is at least the mean and at most the worst cost, and it rises with λ; against CVaR of the whole course it may be
higher or lower.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from offtake.model.risk.whole import ONE, gathered, one_term
from offtake.stochastic.program.blocks import Block, Labels, Rows, Terms, Variables, Vector
from offtake.stochastic.risk.worst_share import worst_share_mean
from offtake.uncertainty.tree import ScenarioTree


def with_nested_risk(
    blocks: Sequence[Block],
    tree: ScenarioTree,
    n: int,
    weight: float,
    tail: float,
    outlay: Sequence[Terms] = (),
    fixed: float = 0.0,
) -> list[Block]:
    """The same blocks with their costs gathered in `accumulated`, weighed at every fork.

    `outlay` are costs of node n on variables of its own or of earlier nodes, value times variable, beside the
    costs of the blocks' own variables; `fixed` is a cost of the node whatever is decided.
    """
    ways, is_leaf = tree.children[n].size, tree.period[n] == tree.periods - 1
    fork, way = fork_before(tree, n)
    found = gathered(blocks, tree, n, outlay, fixed, float(is_leaf and fork < 0))
    if is_leaf and fork >= 0:
        found.append(Block((), (_promise((one_term("accumulated", 1.0),), fork, way),)))
    if ways > 1:
        found.append(_fork_block(tree, n, weight, tail, fork, way))
    return found


def fork_before(tree: ScenarioTree, n: int) -> tuple[int, int]:
    """The last fork before node n, and which of its ways leads to n; -1 where there is none."""
    while tree.parent[n] >= 0:
        before = int(tree.parent[n])
        if tree.children[before].size > 1:
            return before, int(np.searchsorted(tree.children[before], n))
        n = before
    return -1, 0


def _fork_block(
    tree: ScenarioTree, n: int, weight: float, tail: float, fork: int, way: int
) -> Block:
    most = max(children.size for children in tree.children)
    chance = np.zeros(most)
    here = tree.children[n].size
    chance[:here] = tree.probability[tree.children[n]] / tree.probability[n]
    unused = np.where(np.arange(most) < here, np.inf, 0.0)
    labels = Labels(("way",), tuple((str(k + 1),) for k in range(most)))
    value = {
        "promised": (1 - weight) * chance,
        "threshold": np.array([weight]),
        "excess": weight / tail * chance,
    }
    cost = value if fork < 0 else {name: np.zeros(v.size) for name, v in value.items()}
    variables = (
        Variables("promised", labels, -unused, unused, cost["promised"]),
        Variables("threshold", ONE, np.array([-np.inf]), np.array([np.inf]), cost["threshold"]),
        Variables("excess", labels, np.zeros(most), unused, cost["excess"]),
    )
    rows = [_excess_rows(labels, unused)]
    if fork >= 0:
        own = tuple(Terms(v, np.zeros(x.size, int), np.arange(x.size), x) for v, x in value.items())
        rows.append(_promise(own, fork, way))
    return Block(variables, tuple(rows))


def _excess_rows(labels: Labels, unused: Vector) -> Rows:
    every = np.arange(labels.size)
    ones = np.ones(labels.size)
    terms = (
        Terms("excess", every, every, ones),
        Terms("promised", every, every, -ones),
        Terms("threshold", every, np.zeros_like(every), ones),
    )
    return Rows(
        "excess", labels, terms, np.where(unused > 0, 0.0, -np.inf), np.full(every.size, np.inf)
    )


def _promise(value: tuple[Terms, ...], fork: int, way: int) -> Rows:
    """What follows costs no more than the fork promised."""
    at_fork = Terms("promised", np.zeros(1, int), np.array([way]), np.array([-1.0]), fork)
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
        children = tree.children[n]
        if children.size:
            chance = tree.probability[children] / tree.probability[n]
            worst = worst_share_mean(value[children], chance, tail)
            value[n] = (1 - weight) * float(chance @ value[children]) + weight * worst
    return value
