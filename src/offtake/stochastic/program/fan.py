"""A tree seen as two stages (stages aggregated): the root decides first, and every subtree below it is one future.

The trunk runs from the root as long as nodes have a single child.  All subtrees must be alike in shape, as
those of sampled paths and of balanced trees are.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import scipy.sparse as sp

from offtake.stochastic.program.blocks import StochasticProgram
from offtake.stochastic.program.extensive_form import flatten
from offtake.stochastic.program.two_stage import TwoStage, shared
from offtake.stochastic.solver.program import Indices, Vector


def fan(program: StochasticProgram) -> TwoStage | None:
    """The two-stage view, or None where subtrees differ in shape or there is only one.

    Costs inside a future are conditional on it: weighed by the node's probability over the subtree's.
    """
    trunk, subtrees = trunk_and_subtrees(program)
    if len(subtrees) < 2:
        return None
    shapes = [_shape(program, nodes) for nodes in subtrees]
    if any(shape != shapes[0] for shape in shapes[1:]):
        return None
    column = _starts([program.nodes[n].cost.size for n in trunk])
    first_column = {n: int(k) for n, k in zip(trunk, column, strict=False)}
    place = [_place(program, nodes, first_column, int(column[-1])) for nodes in subtrees]
    rows, columns = place[0][0], place[0][1]
    probability = np.array([program.probability[nodes[0]] for nodes in subtrees])
    k = len(trunk)  # parents stand before children, so the trunk comes first
    first = StochasticProgram(
        program.parent[:k], program.probability[:k], program.nodes[:k], offset=program.offset
    )

    def stacked(name: str) -> Vector:
        parts = ([getattr(program.nodes[n], name) for n in nodes] for nodes in subtrees)
        return shared(np.stack([np.concatenate(part) for part in parts]))

    costs = (
        [program.nodes[n].cost * (program.probability[n] / p) for n in nodes]
        for nodes, p in zip(subtrees, probability, strict=True)
    )
    cost = np.stack([np.concatenate(part) for part in costs])
    W, W_data = _matrix([p[2:4] for p in place], (rows, columns))
    T, T_data = _matrix([p[4:6] for p in place], (rows, int(column[-1])))
    return TwoStage(
        first=flatten(first).program,
        probability=probability,
        technology=T,
        recourse=W,
        cost=shared(cost),
        lower=stacked("lower"),
        upper=stacked("upper"),
        row_lower=stacked("row_lower"),
        row_upper=stacked("row_upper"),
        integer=np.concatenate([program.nodes[n].integer for n in subtrees[0]]),
        technology_data=T_data,
        recourse_data=W_data,
    )


def trunk_and_subtrees(program: StochasticProgram) -> tuple[list[int], list[list[int]]]:
    """Nodes of the trunk, and of every subtree below its last node, each in the tree's order."""
    children: list[list[int]] = [[] for _ in range(program.parent.size)]
    for n, parent in enumerate(program.parent.tolist()):
        if parent >= 0:
            children[parent].append(n)
    trunk = [0]
    while len(children[trunk[-1]]) == 1:
        trunk.append(children[trunk[-1]][0])
    subtrees = []
    for child in children[trunk[-1]]:
        nodes, wait = [], [child]
        while wait:
            nodes.append(wait.pop(0))
            wait.extend(children[nodes[-1]])
        subtrees.append(nodes)
    return trunk, subtrees


def _shape(program: StochasticProgram, nodes: Sequence[int]) -> tuple[object, ...]:
    place = {n: k for k, n in enumerate(nodes)}
    parents = [place.get(int(program.parent[n]), -1) for n in nodes]
    parts = [program.nodes[n] for n in nodes]
    sizes = [(p.cost.size, p.row_lower.size, p.integer.tobytes()) for p in parts]
    return tuple(zip(parents, sizes, strict=True))


_Place = tuple[int, int, Indices, Vector, Indices, Vector]


def _place(
    program: StochasticProgram, nodes: Sequence[int], trunk: dict[int, int], width: int
) -> _Place:
    """Rows, columns, then place (row * columns + column) and value of entries, own and in the trunk."""
    parts = [program.nodes[n] for n in nodes]
    row = _starts([p.row_lower.size for p in parts])
    column = _starts([p.cost.size for p in parts])
    start = {n: int(k) for n, k in zip(nodes, column, strict=False)}
    columns = int(column[-1])
    found: list[tuple[Indices, Vector, Indices, Vector]] = []
    for n, p, r in zip(nodes, parts, row.tolist(), strict=False):
        inside = np.array([m in start for m in p.link_node.tolist()], dtype=bool)
        first = np.array([start.get(m, trunk.get(m, 0)) for m in p.link_node.tolist()], np.int64)
        linked = first + p.link_column
        own = (p.row + r) * columns + p.column + start[n]
        more = (p.link_row[inside] + r) * columns + linked[inside]
        value = np.concatenate([p.value, p.link_value[inside]])
        past = (p.link_row[~inside] + r) * max(width, 1) + linked[~inside]
        found.append((np.concatenate([own, more]), value, past, p.link_value[~inside]))
    own_place, own_value, past_place, past_value = map(np.concatenate, zip(*found, strict=True))
    return int(row[-1]), columns, own_place, own_value, past_place, past_value


def _matrix(
    entries: Sequence[tuple[Indices, Vector]], shape: tuple[int, int]
) -> tuple[sp.csr_array, Vector]:
    """One pattern for all futures in CSR order, and every future's values in it; repeated places are summed."""
    first = entries[0][0]
    same = all(place is first or np.array_equal(place, first) for place, _ in entries)
    unique = np.unique(first if same else np.concatenate([p for p, _ in entries]))
    data = np.zeros((len(entries), unique.size))
    for k, (place, values) in enumerate(entries):
        np.add.at(data[k], np.searchsorted(unique, place), values)
    data = shared(data)
    row, column = np.divmod(unique, max(shape[1], 1))
    return sp.csr_array((data[0].copy(), (row, column)), shape=shape), data


def _starts(sizes: Sequence[int]) -> Indices:
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
