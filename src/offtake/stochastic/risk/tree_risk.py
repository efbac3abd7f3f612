"""Aversion to costly futures on a tree, counted again at every node: nested CVaR, still a program on the tree.

At every node n the weight w is on the worst of what follows,

    V_n = c_n @ x_n + (1 - w) E[V_k | n] + w CVaR_tail[V_k | n]      over the children k of n

(Ruszczynski 2010; Shapiro 2011).  Rows may use columns of earlier nodes only, so node n promises a value theta_k for
each child, and child k keeps it:   V_k <= theta_k.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sp

from offtake.errors import UsageError
from offtake.stochastic.program.blocks import NodeProgram, StochasticProgram
from offtake.stochastic.risk.tail_risk import NO_SHARES, checked_shares
from offtake.stochastic.risk.worst_share import worst_share_mean
from offtake.stochastic.solver.program import Vector


def averse_tree(program: StochasticProgram, weight: float, tail: float) -> StochasticProgram:
    """The program with weight w on the CVaR of what follows at every node; columns of its own stay where they are.

    weight in [0, 1], tail in (0, 1].  Raises UsageError outside these, and where the probabilities of a node's
    children do not sum to its own.
    """
    checked_shares(weight, tail)
    after = [what_follows(program, n, weight, tail) for n in range(len(program.nodes))]
    nodes = []
    for n, (part, follows) in enumerate(zip(program.nodes, after, strict=True)):
        parent = int(program.parent[n])
        if parent < 0:
            nodes.append(_extended(part, follows))
        else:
            way = int(np.searchsorted(np.flatnonzero(program.parent == parent), n))
            theta = program.nodes[parent].cost.size + way
            nodes.append(_promising(_extended(part, follows), parent, theta))
    return replace(program, nodes=tuple(nodes))


@dataclass(frozen=True)
class Ahead:
    """Columns that stand for what follows a node: theta of every child, eta, v of every child.

    `rows`:  v_k - theta_k + eta >= 0.  One child, or no weight, needs its theta alone.
    """

    cost: Vector
    lower: Vector
    rows: sp.csr_array


def what_follows(program: StochasticProgram, n: int, weight: float, tail: float) -> Ahead:
    """(1 - w) E[theta] + w (eta + E[v] / tail) over the children of node n.

    Raises UsageError where a weight meets probabilities that do not sum to the node's.
    """
    chance = program.probability[program.parent == n] / program.probability[n]
    number, free = chance.size, np.full(chance.size, -np.inf)
    if weight > 0 and number and abs(chance.sum() - 1) > 1e-6:
        raise UsageError(NO_SHARES)
    if weight == 0 or number < 2:
        return Ahead(chance, free, sp.csr_array((0, number)))
    one = sp.eye_array(number)
    return Ahead(
        cost=np.concatenate([(1 - weight) * chance, [weight], weight / tail * chance]),
        lower=np.concatenate([free, [-np.inf], np.zeros(number)]),
        rows=sp.csr_array(sp.hstack([-one, np.ones((number, 1)), one], format="csr")),
    )


def nested_values(
    program: StochasticProgram, spent: Vector, weight: float, tail: float, nodes: Sequence[int]
) -> Vector:
    """V of `nodes`, from what every node spends, (nodes of the tree,); for other nodes `spent` is their V."""
    value = spent.copy()
    for n in sorted(nodes, reverse=True):
        children = np.flatnonzero(program.parent == n)
        if children.size:
            chance = program.probability[children] / program.probability[n]
            follows = (1 - weight) * float(chance @ value[children])
            if weight > 0:
                follows += weight * worst_share_mean(value[children], chance, tail)
            value[n] += follows
    return value


def _extended(part: NodeProgram, follows: Ahead) -> NodeProgram:
    """The node with its columns for what follows, which its objective counts."""
    width, rows, more = part.cost.size, part.row_lower.size, follows.rows.tocoo()
    new, added = follows.cost.size, follows.rows.shape[0]
    return replace(
        part,
        cost=np.append(part.cost, follows.cost),
        lower=np.append(part.lower, follows.lower),
        upper=np.append(part.upper, np.full(new, np.inf)),
        integer=np.append(part.integer, np.zeros(new, dtype=bool)),
        row=np.append(part.row, more.coords[0] + rows),
        column=np.append(part.column, more.coords[1] + width),
        value=np.append(part.value, more.data),
        row_lower=np.append(part.row_lower, np.zeros(added)),
        row_upper=np.append(part.row_upper, np.full(added, np.inf)),
        columns={**part.columns, "what follows": slice(width, width + new)},
        rows={**part.rows, "what follows": slice(rows, rows + added)},
    )


def _promising(node: NodeProgram, parent: int, theta: int) -> NodeProgram:
    """The node without costs: they stay at or below column `theta` of its parent."""
    used, row = np.flatnonzero(node.cost), node.row_lower.size
    return replace(
        node,
        cost=np.zeros_like(node.cost),
        row=np.append(node.row, np.full(used.size, row)),
        column=np.append(node.column, used),
        value=np.append(node.value, node.cost[used]),
        row_lower=np.append(node.row_lower, -np.inf),
        row_upper=np.append(node.row_upper, 0.0),
        rows={**node.rows, "promise": slice(row, row + 1)},
        link_row=np.append(node.link_row, row),
        link_node=np.append(node.link_node, parent),
        link_column=np.append(node.link_column, theta),
        link_value=np.append(node.link_value, -1.0),
    )
