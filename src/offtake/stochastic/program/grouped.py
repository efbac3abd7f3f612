r"""Aggregation: a smaller program in which columns and rows that are alike are one, a relaxation and often exact.

With the columns in groups C and the rows in groups R so that, for all j in C,

.. math::
    \sum_{i \in R} a_{ij} = a_{RC}, \qquad c_j = c_C

any point x of the program gives the point X_C = \sum_{j \in C} x_j of the smaller one, at the same cost, within the
sums of the bounds of its columns and of the sides of its rows.  So the least cost of the smaller program bounds the
program from below.  Its duals, given to every row of a group, are duals of the program, with the same value.

Grohe, Kersting, Mladenov and Selman (2014) group by such partitions; here sides and bounds need not be equal.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from offtake.stochastic.program.blocks import NodeProgram, StochasticProgram
from offtake.stochastic.program.extensive_form import Flat
from offtake.stochastic.solver.program import Indices, LinearProgram, Vector

Marks = npt.NDArray[np.uint64]
FIGURES = 12  # to which entries are compared


@dataclass(frozen=True)
class Grouped:
    """The smaller program, and the group of every column and row."""

    program: LinearProgram
    column: Indices  # (columns,)
    row: Indices  # (rows,)


def grouped(program: LinearProgram, kind: Indices) -> Grouped:
    """`program` with columns of one `kind` (columns,) as one, and rows of equal entries by kind as one.

    A kind is parted where the columns do not count alike; whole numbers stay apart.
    """
    colour = np.where(program.integer, kind.max(initial=0) + 1 + np.arange(kind.size), kind)
    number = np.bincount(colour)
    entries = program.matrix.tocoo()
    several = np.zeros(program.row_lower.size, bool)
    several[entries.row[number[colour[entries.col]] > 1]] = True
    rows = _summed(entries.row, _mark(colour[entries.col], entries.data), several.size)
    return with_rows(program, colour, _numbered(rows, several))


def with_rows(program: LinearProgram, kind: Indices, row: Indices) -> Grouped:
    """`program` with the rows of each group `row` (rows,), numbered from 0, as one, and columns of one `kind` where
    they count alike in these groups."""
    size = int(row.max(initial=-1)) + 1
    ones = np.ones(row.size)
    gather = sp.csr_array((ones, (row, np.arange(row.size))), shape=(size, row.size))
    summed = sp.csc_array(gather @ program.matrix)
    summed.sum_duplicates()
    place = np.repeat(np.arange(kind.size), np.diff(summed.indptr))
    marks = _summed(place, _mark(summed.indices, summed.data), kind.size)
    marks += _mark(kind, program.cost)
    column, first = _in_order(marks)
    smaller = replace(
        program,
        cost=program.cost[first],
        lower=_sums(column, program.lower, first.size),
        upper=_sums(column, program.upper, first.size),
        integer=program.integer[first],
        matrix=sp.csr_array(summed[:, first]),
        row_lower=_sums(row, program.row_lower, size),
        row_upper=_sums(row, program.row_upper, size),
    )
    return Grouped(smaller, column, row)


def _sums(at: Indices, values: Vector, size: int) -> Vector:
    return np.asarray(np.bincount(at, values, size), np.float64)


def marks_of(program: LinearProgram, columns: Indices, without: Indices) -> Marks:
    """(columns,): a mark of each column's cost and entries but those in its own row of `without`."""
    part = program.matrix.tocsc()[:, columns]
    place = np.repeat(np.arange(columns.size), np.diff(part.indptr))
    other = part.indices != without[place]
    entries = _mark(part.indices[other].astype(np.int64), part.data[other])
    marks = _summed(place[other], entries, columns.size)
    return np.asarray(marks + _mark(np.zeros(columns.size, np.int64), program.cost[columns]))


def _numbered(marks: Marks, several: npt.NDArray[np.bool_]) -> Indices:
    """Groups of the rows of equal marks, numbered in the order of their first rows; those not `several` stay alone."""
    alone = np.where(several, marks, np.arange(marks.size).astype(np.uint64))
    pairs = np.stack([several.astype(np.uint64), alone], axis=1)
    return _in_order(pairs)[0]


def _in_order(keys: npt.NDArray[Any]) -> tuple[Indices, Indices]:
    """Groups of equal keys, in the order of their first members: the group of each key, and the first of each group."""
    _, first, group = np.unique(keys, axis=0, return_index=True, return_inverse=True)
    order = np.argsort(first)
    rank = np.empty_like(order)
    rank[order] = np.arange(order.size)
    return rank[group.reshape(-1)].astype(np.int64), first[order]


def _summed(at: Indices, marks: Marks, size: int) -> Marks:
    """Sums of marks, which do not hang on their order."""
    total = np.zeros(size, np.uint64)
    np.add.at(total, at, marks)
    return total


def _mark(kind: Indices, value: Vector) -> Marks:
    """One number of 64 bits for each pair of a kind and a value to twelve figures."""
    power = np.floor(np.log10(np.abs(value), out=np.zeros_like(value), where=value != 0))
    scale = 10.0 ** (FIGURES - 1 - power)
    kept = np.round(value * scale) / scale + 0.0  # and no zero below zero
    return _mixed(kept.view(np.uint64) ^ _mixed(kind.astype(np.uint64)))


def _mixed(bits: Marks) -> Marks:
    """A permutation of the numbers of 64 bits that leaves nothing of their order (splitmix64)."""
    z = bits + np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(z ^ (z >> np.uint64(31)))


def on_tree(flat: Flat, small: Grouped) -> StochasticProgram:
    """The smaller form of `flat` as a program over its tree; no group reaches over two nodes."""
    stochastic = flat.stochastic
    column, of_column = _firsts(small.column)
    row, of_row = _firsts(small.row)
    columns = np.searchsorted(column, flat.column)
    rows = np.searchsorted(row, flat.row)
    node_of = np.repeat(np.arange(columns.size - 1), np.diff(columns))
    p, nodes = small.program, []
    for n, own in enumerate(stochastic.nodes):
        c, r = slice(columns[n], columns[n + 1]), slice(rows[n], rows[n + 1])
        entries = p.matrix[r].tocoo()
        here = node_of[entries.col] == n
        past = entries.col[~here]
        nodes.append(
            NodeProgram(
                cost=p.cost[c] / stochastic.probability[n],
                lower=p.lower[c],
                upper=p.upper[c],
                integer=p.integer[c],
                row=entries.row[here].astype(np.int64),
                column=entries.col[here].astype(np.int64) - columns[n],
                value=entries.data[here],
                row_lower=p.row_lower[r],
                row_upper=p.row_upper[r],
                columns=_slices(own.columns, column, int(flat.column[n]), int(columns[n])),
                rows=_slices(own.rows, row, int(flat.row[n]), int(rows[n])),
                link_row=entries.row[~here].astype(np.int64),
                link_node=node_of[past],
                link_column=past - columns[node_of[past]],
                link_value=entries.data[~here],
            )
        )
    assert (of_column, of_row) == (p.cost.size, p.row_lower.size)
    return StochasticProgram(
        stochastic.parent, stochastic.probability, tuple(nodes), offset=p.offset
    )


def of_nodes(flat: Flat, name: str) -> Iterator[tuple[int, slice]]:
    """Each node that has columns `name`, and where they stand in the flat program."""
    for n, node in enumerate(flat.stochastic.nodes):
        if name in node.columns:
            own, start = node.columns[name], int(flat.column[n])
            yield n, slice(start + own.start, start + own.stop)


def summed_marks(at: Indices, kind: Indices, value: Vector, size: int) -> Marks:
    """(size,): equal where equal pairs of a kind and a value stand, in whatever order."""
    return _summed(at, _mark(kind, value), size)


def _firsts(group: Indices) -> tuple[Indices, int]:
    """The first member of each group, rising, and how many groups there are."""
    _, first = np.unique(group, return_index=True)
    return np.asarray(first, np.int64), first.size


def _slices(
    named: Mapping[str, slice], first: Indices, start: int, small_start: int
) -> dict[str, slice]:
    """Where the groups of each name lie in the smaller node."""
    found = {}
    for name, where in named.items():
        ends = np.searchsorted(first, (start + where.start, start + where.stop)) - small_start
        found[name] = slice(int(ends[0]), int(ends[1]))
    return found
