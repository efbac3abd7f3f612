"""The plan of one who is told something at the start, where the worst futures weigh more.

What is told splits the tree into parts, each with a plan of its own.  Their costs cannot be added up part by part,
since which futures are the worst depends on all of them: the parts stand in one program, and the costs of their leaves
are weighed on the tree as it was before anything was told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import scipy.sparse as sp

from offtake.frozen import Indices, Vector
from offtake.model.physical import physical_program
from offtake.model.risk.aversion import planner
from offtake.plan.settled import penalty_costs
from offtake.stochastic.program.blocks import (
    Block,
    Labels,
    NodeProgram,
    StochasticProgram,
    Variables,
    assemble,
)
from offtake.stochastic.program.extensive_form import flatten
from offtake.stochastic.solver.program import LinearProgram
from offtake.study.study import Study
from offtake.uncertainty.tree import ScenarioTree


def told_program(
    study: Study, tree: ScenarioTree, parts: Sequence[tuple[float, ScenarioTree]], part_of: Indices
) -> LinearProgram:
    """All `parts` of `tree` beside each other, their leaves' costs weighed as the study states it.

    `part_of` (leaves of `tree`,) is the part that every leaf lies in; a part's leaves are in the tree's order.
    The study must put a weight on the worst futures.
    """
    outer = flatten(_measure(study, tree))
    programs, column = [outer.program], outer.program.cost.size
    stands_for, joined = [np.arange(column)], outer.columns("accumulated")[:, 0][tree.leaves]
    for k, (chance, part) in enumerate(parts):
        flat = flatten(physical_program(study, part))
        own = np.arange(flat.program.cost.size) + column
        own[flat.columns("accumulated")[part.leaves, 0]] = joined[part_of == k]
        stands_for.append(own)
        column += flat.program.cost.size
        cost = chance * penalty_costs(flat)  # all else is gathered in what is accumulated
        programs.append(replace(flat.program, cost=cost))
    return merged(_beside(programs), np.concatenate(stands_for))


def _measure(study: Study, tree: ScenarioTree) -> StochasticProgram:
    """What the costs of the leaves, free here, count for."""
    one, free = Labels(("measure",), (("cost",),)), np.array([np.inf])
    outcome = Block((Variables("outcome", one, -free, free, np.ones(1)),))
    programs: list[NodeProgram] = []
    columns: list[Mapping[str, slice]] = []
    for n in range(tree.size):
        own = [outcome] if not tree.children[n].size else []
        programs.append(assemble(planner(study).stated(own, tree, n), columns))
        columns.append(programs[-1].columns)
    return StochasticProgram(tree.parent, tree.probability, tuple(programs))


def _beside(programs: Sequence[LinearProgram]) -> LinearProgram:
    def joined(name: str) -> Vector:
        return np.concatenate([getattr(p, name) for p in programs])

    return LinearProgram(
        cost=joined("cost"),
        lower=joined("lower"),
        upper=joined("upper"),
        integer=joined("integer").astype(bool),
        matrix=sp.csr_array(sp.block_diag([p.matrix for p in programs], format="csr")),
        row_lower=joined("row_lower"),
        row_upper=joined("row_upper"),
    )


def merged(program: LinearProgram, stands_for: Indices) -> LinearProgram:
    """The program in which every column k takes the value of column `stands_for[k]`."""
    kept, place = np.unique(stands_for, return_inverse=True)
    ones = np.ones(place.size)
    spread = sp.csr_array((ones, (np.arange(place.size), place)), shape=(place.size, kept.size))
    lower, upper = np.full(kept.size, -np.inf), np.full(kept.size, np.inf)
    np.maximum.at(lower, place, program.lower)
    np.minimum.at(upper, place, program.upper)
    return replace(
        program,
        cost=np.asarray(spread.T @ program.cost),
        lower=lower,
        upper=upper,
        integer=program.integer[kept],
        matrix=sp.csr_array(program.matrix @ spread),
    )
