r"""Nonanticipativity at the start: what is begun before anything of the first period is seen.

Where something is unknown at the start, the first period has several nodes, and at each of them but the first, o:

.. math::
    N_{p,n} - N_{p,o} &= 0      && \\text{together: what is begun at the start is the same in all of them}

so that the root above them, of length zero, needs no variables of its own.
"""

from __future__ import annotations

import numpy as np

from offtake.model.figures.quantities import Quantities
from offtake.stochastic.program.blocks import Block, Rows, Terms
from offtake.uncertainty.tree import ScenarioTree


def start_block(q: Quantities, tree: ScenarioTree, n: int) -> Block:
    """The rows `together` at a node of the first period that is not the first of them; else nothing."""
    first = int(tree.roots[0])
    if tree.parent[n] >= 0 or n == first:
        return Block()
    own = np.arange(q.projects.labels.size)
    here, there = Terms.each("begun", own), Terms.each("begun", own, -1.0, first)
    return Block((), (Rows.of("together", q.projects.labels, here, there),))
