r"""Risk over the whole course of events (CVaR): a weight on the worst futures in what is minimised.

With c_n the discounted cost of node n, Z_s the cost of path s, tail share α and weight λ:

.. math::
    z_n &= z_{a(n)} + c_n^\top x_n                       && \text{accumulated} \\
    v_s &\ge z_s - η, \quad v_s \ge 0                    && \text{excess, at leaves s} \\
    &\min\; (1-λ)\, \mathrm{E}[z_s] + λ \big(η + \tfrac{1}{α} \sum_s π_s v_s\big)

==========  ===========  =============================================  ========
symbol      name         meaning                                        unit
==========  ===========  =============================================  ========
:math:`z`   accumulated  cost of the path so far                        millions
:math:`η`   threshold    cost that only the worst futures exceed        millions
:math:`v`   excess       by how much a future exceeds it                millions
==========  ===========  =============================================  ========

The measure is that of Rockafellar and Uryasev (2000): the mean of the worst share α of futures.  Taken at the end
of the horizon it is not consistent over time: `nested` has one that is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from offtake.stochastic.program.blocks import OWN, Block, Labels, Rows, Terms, Variables
from offtake.uncertainty.tree import ScenarioTree

ONE = Labels(("measure",), (("cost",),))


def whole_risk(tree: ScenarioTree, n: int, weight: float, tail: float) -> tuple[float, list[Block]]:
    """What `accumulated` costs at node n, and the blocks that weigh it at the leaves."""
    new, rows = [], []
    if n == 0:
        once = weight / float(tree.probability[n])  # whatever is seen at the start
        new.append(Variables.of("threshold", ONE, lower=-np.inf, cost=once))
    if is_leaf := tree.period[n] == tree.periods - 1:
        new.append(Variables.of("excess", ONE, cost=weight / tail))
        rows.append(_excess_row(n))
    return 1 - weight if is_leaf else 0.0, [Block(tuple(new), tuple(rows))]


def gathering(
    blocks: Sequence[Block],
    tree: ScenarioTree,
    n: int,
    outlay: Sequence[Terms],
    fixed: float,
    cost: float,
) -> list[Block]:
    """The same blocks without costs, and one that gathers them in `accumulated`, which costs `cost` a unit.

    `outlay` are costs of node n on variables of its own or of earlier nodes, value times variable, beside the
    costs of the blocks' own variables; `fixed` is a cost of the node whatever is decided.
    """
    variables = [v for block in blocks for v in block.variables]
    terms = [one_term("accumulated", 1.0)]
    terms += [_cost_terms(v) for v in variables]
    terms += [Terms(t.variable, np.zeros_like(t.row), t.column, -t.value, t.node) for t in outlay]
    if tree.parent[n] >= 0:
        terms.append(one_term("accumulated", -1.0, int(tree.parent[n])))
    rows = Rows.of("accumulated", ONE, *terms, lower=fixed, upper=fixed)
    gathered = Variables.of("accumulated", ONE, lower=-np.inf, cost=cost)
    return [*map(_free, blocks), Block((gathered,), (rows,))]


def one_term(variable: str, value: float, node: int = OWN) -> Terms:
    """A single entry in a single row."""
    zero = np.zeros(1, np.int64)
    return Terms(variable, zero, zero, np.array([value]), node)


def _free(block: Block) -> Block:
    free = (replace(v, cost=np.zeros(v.cost.size)) for v in block.variables)
    return Block(tuple(free), block.rows)


def _cost_terms(v: Variables) -> Terms:
    used = np.flatnonzero(v.cost)
    return Terms(v.name, np.zeros(used.size, np.int64), used, -v.cost[used])


def _excess_row(n: int) -> Rows:
    at_root = one_term("threshold", 1.0, 0 if n else OWN)
    beyond = one_term("excess", 1.0), one_term("accumulated", -1.0)
    return Rows.of("excess", ONE, *beyond, at_root, upper=np.inf)
