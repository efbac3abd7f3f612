"""A starting basis (crash) for the simplex method on a tree: from the solution for a few of its futures.

Nodes at one point of time have the same columns and rows, and what is basic at one is mostly basic at its like.  So
the program of a few futures is solved first, itself from that of fewer, and every node takes over the basis of the
node that stands for it: itself, or the likeliest chosen child of what stands for its parent.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from offtake.stochastic.program.blocks import NodeProgram, StochasticProgram
from offtake.stochastic.program.extensive_form import Flat, flatten
from offtake.stochastic.solver.highs import Basis, Handle, basis_of, written
from offtake.stochastic.solver.program import Indices, Vector

FEWER = 3  # times, from a program to the one that it starts from
SMALL = 40_000  # columns: solved at once


def basis_from_few(
    stochastic: StochasticProgram, flat: Flat, seconds: float = np.inf
) -> Basis | None:
    """A basis for `flat`, whose integers are let go; None where it is small, or fewer futures have no solution."""
    leaves = np.setdiff1d(np.arange(stochastic.parent.size), stochastic.parent)
    if flat.program.cost.size <= SMALL or leaves.size < 2:
        return None
    weight = stochastic.probability[leaves]
    likely = leaves[np.argsort(-weight, kind="stable")][: -(-leaves.size // FEWER)]
    nodes = _on_paths(stochastic.parent, likely)
    few = _part(stochastic, nodes, likely)
    flat_few = flatten(few)
    handle = Handle(flat_few.program.relaxed, "choose")
    start = basis_from_few(few, flat_few, seconds)
    if start is not None:
        handle.start_from(start)
    handle.run(seconds)
    if handle.status != "optimal":
        return None
    like = np.searchsorted(nodes, _stands_for(stochastic, nodes))
    columns, rows = written(handle.basis)
    return basis_of(
        _taken_over(columns, stochastic, few, like, flat.column, flat_few.column, rows=False),
        _taken_over(rows, stochastic, few, like, flat.row, flat_few.row, rows=True),
        alien=True,
    )


def _on_paths(parent: Indices, leaves: Indices) -> Indices:
    """All nodes from the roots to `leaves`."""
    on_path = np.zeros(parent.size, bool)
    for n in leaves.tolist():
        while n >= 0 and not on_path[n]:
            on_path[n], n = True, int(parent[n])
    return np.flatnonzero(on_path)


def _part(stochastic: StochasticProgram, nodes: Indices, leaves: Indices) -> StochasticProgram:
    """The program of these nodes, `leaves` as likely to each other as they are."""
    place = np.full(stochastic.parent.size + 1, -1, np.int64)  # the last entry is for no parent
    place[nodes] = np.arange(nodes.size)
    chance = np.zeros(stochastic.parent.size)
    chance[leaves] = stochastic.probability[leaves] / stochastic.probability[leaves].sum()
    for n in nodes[::-1].tolist():
        if stochastic.parent[n] >= 0:
            chance[stochastic.parent[n]] += chance[n]
    programs = tuple(
        replace(stochastic.nodes[n], link_node=place[stochastic.nodes[n].link_node])
        for n in nodes.tolist()
    )
    return StochasticProgram(place[stochastic.parent[nodes]], chance[nodes], programs)


def _stands_for(stochastic: StochasticProgram, nodes: Indices) -> Indices:
    """(all nodes,): which of `nodes` stands for each."""
    parent, chosen = stochastic.parent, set(nodes.tolist())
    likeliest: dict[int, int] = {}
    for n in nodes.tolist():
        best = likeliest.setdefault(int(parent[n]), n)
        if stochastic.probability[n] > stochastic.probability[best]:
            likeliest[int(parent[n])] = n
    found = np.arange(parent.size)
    for n in range(parent.size):
        if n not in chosen:
            found[n] = likeliest[int(found[parent[n]]) if parent[n] >= 0 else -1]
    return found


def _taken_over(
    status: Vector,
    stochastic: StochasticProgram,
    few: StochasticProgram,
    like: Indices,
    start: Indices,
    few_start: Indices,
    *,
    rows: bool,
) -> Vector:
    """The status of columns, or rows, of all nodes; where a name's size differs, out of the basis, or in it."""
    found = np.full(int(start[-1]), float(rows))
    for n, m in enumerate(like.tolist()):
        own, other = _names(stochastic.nodes[n], rows), _names(few.nodes[m], rows)
        for name, where in own.items():
            there = other.get(name)
            if there is not None and there.stop - there.start == where.stop - where.start:
                first, of = int(start[n]), int(few_start[m])
                found[first + where.start : first + where.stop] = status[
                    of + there.start : of + there.stop
                ]
    return found


def _names(node: NodeProgram, rows: bool) -> dict[str, slice]:
    return dict(node.rows if rows else node.columns)
