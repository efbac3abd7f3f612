"""A starting basis (crash) for the simplex method on a tree: from the solution for a few of its futures.

Nodes at one point of time have the same columns and rows, and what is basic at one is mostly basic at its like.  So
the program of a few futures is solved first, itself from that of fewer, and every node takes over the basis of the
node that stands for it: itself, or the likeliest chosen child of what stands for its parent.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from offtake.stochastic.program.blocks import NodeProgram, StochasticProgram
from offtake.stochastic.program.extensive_form import Flat, flatten
from offtake.stochastic.solver.highs import BASIC, NOT_BASIC, Basis, Handle, basis_of, written
from offtake.stochastic.solver.program import Indices

FEWER = 3  # times, from a program to the one that it starts from
SMALL = 40_000  # columns: solved at once


def basis_from_few(flat: Flat, seconds: float = np.inf) -> Basis | None:
    """A basis for `flat`, whose integers are let go; None where it is small, or fewer futures have no solution."""
    if flat.program.cost.size <= SMALL or flat.stochastic.leaves.size < 2:
        return None
    few = few_of(flat)
    if few.column.size == few.own_column.size:  # not fewer, where several roots need a future each
        return None
    handle = Handle(few.flat.program.relaxed, "choose")
    start = basis_from_few(few.flat, seconds)
    if start is not None:
        handle.start_from(start)
    handle.run(seconds)
    if handle.status != "optimal":
        return None
    columns, rows = written(handle.basis)
    return basis_of(
        np.where(few.column >= 0, columns[few.column], NOT_BASIC),
        np.where(few.row >= 0, rows[few.row], BASIC),
        alien=True,
    )


@dataclass(frozen=True)
class Few:
    """The program of few futures, and its likes in the program of all: -1 where a column or a row has none."""

    flat: Flat
    column: Indices  # (columns of all,) of few
    row: Indices  # (rows of all,) of few
    own_column: Indices  # (columns of few,) of all
    own_row: Indices  # (rows of few,) of all


def few_of(flat: Flat) -> Few:
    """The likeliest of the futures, one in `FEWER`, and what they cannot do without."""
    stochastic = flat.stochastic
    leaves = stochastic.leaves
    weight = stochastic.probability[leaves]
    likely = leaves[np.argsort(-weight, kind="stable")][: -(-leaves.size // FEWER)]
    likely = _that_hold(stochastic, likely)
    nodes = _on_paths(stochastic.parent, likely)
    few = _part(stochastic, nodes, likely)
    flat_few = flatten(few)
    like = np.searchsorted(nodes, _stands_for(stochastic, nodes))
    return Few(
        flat_few,
        _likes(stochastic, few, like, flat.column, flat_few.column, rows=False),
        _likes(stochastic, few, like, flat.row, flat_few.row, rows=True),
        _ranges(flat.column, nodes),
        _ranges(flat.row, nodes),
    )


def _ranges(start: Indices, nodes: Indices) -> Indices:
    return np.concatenate([np.arange(start[n], start[n + 1]) for n in nodes.tolist()])


def _on_paths(parent: Indices, leaves: Indices) -> Indices:
    """All nodes from the roots to `leaves`."""
    on_path = np.zeros(parent.size, bool)
    for n in leaves.tolist():
        while n >= 0 and not on_path[n]:
            on_path[n], n = True, int(parent[n])
    return np.flatnonzero(on_path)


def _that_hold(stochastic: StochasticProgram, leaves: Indices) -> Indices:
    """`leaves`, and the likeliest through every node that rows on their paths name: where roots stand side by side,
    what is begun at the first holds for all, whether or not a likely future goes through it."""
    nodes = _on_paths(stochastic.parent, leaves)
    named = np.unique(np.concatenate([stochastic.nodes[n].link_node for n in nodes.tolist()]))
    more = []
    for node in np.setdiff1d(named, nodes).tolist():
        while (after := np.flatnonzero(stochastic.parent == node)).size:
            node = int(after[np.argmax(stochastic.probability[after])])
        more.append(node)
    return np.concatenate([leaves, np.array(more, np.int64)])


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


def _likes(
    stochastic: StochasticProgram,
    few: StochasticProgram,
    like: Indices,
    start: Indices,
    few_start: Indices,
    *,
    rows: bool,
) -> Indices:
    """The likes of the columns, or rows, of all nodes; -1 where a name's size differs."""
    found = np.full(int(start[-1]), -1)
    for n, m in enumerate(like.tolist()):
        own, other = _names(stochastic.nodes[n], rows), _names(few.nodes[m], rows)
        for name, where in own.items():
            there = other.get(name)
            if there is not None and there.stop - there.start == where.stop - where.start:
                first, of = int(start[n]), int(few_start[m])
                found[first + where.start : first + where.stop] = np.arange(
                    of + there.start, of + there.stop
                )
    return found


def _names(node: NodeProgram, rows: bool) -> dict[str, slice]:
    return dict(node.rows if rows else node.columns)
