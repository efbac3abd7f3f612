"""The extensive form (deterministic equivalent): every node of the tree side by side in one flat program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from offtake.stochastic.program.blocks import StochasticProgram
from offtake.stochastic.solver.program import Indices, LinearProgram, Vector


@dataclass(frozen=True)
class Flat:
    """A flat program and where each node's columns and rows begin in it."""

    program: LinearProgram
    column: Indices  # (nodes + 1,)
    row: Indices  # (nodes + 1,)


def flatten(stochastic: StochasticProgram) -> Flat:
    """Set the nodes side by side; costs are weighed by the nodes' probabilities."""
    nodes = stochastic.nodes
    column = np.concatenate([[0], np.cumsum([p.cost.size for p in nodes])]).astype(np.int64)
    row = np.concatenate([[0], np.cumsum([p.row_lower.size for p in nodes])]).astype(np.int64)
    rows = np.concatenate(
        [p.row + row[n] for n, p in enumerate(nodes)]
        + [p.link_row + row[n] for n, p in enumerate(nodes)]
    )
    columns = np.concatenate(
        [p.column + column[n] for n, p in enumerate(nodes)]
        + [p.link_column + column[p.link_node] for p in nodes]
    )
    values = np.concatenate([p.value for p in nodes] + [p.link_value for p in nodes])
    matrix = sp.csr_array((values, (rows, columns)), shape=(int(row[-1]), int(column[-1])))
    matrix.sum_duplicates()
    return Flat(
        program=LinearProgram(
            cost=np.concatenate([p.cost * stochastic.probability[n] for n, p in enumerate(nodes)]),
            lower=np.concatenate([p.lower for p in nodes]),
            upper=np.concatenate([p.upper for p in nodes]),
            integer=np.concatenate([p.integer for p in nodes]),
            matrix=matrix,
            row_lower=np.concatenate([p.row_lower for p in nodes]),
            row_upper=np.concatenate([p.row_upper for p in nodes]),
            offset=stochastic.offset,
        ),
        column=column,
        row=row,
    )


def places(stochastic: StochasticProgram, flat: Flat, name: str) -> Indices:
    """(nodes, entries): where the variables `name`, which every node has, stand in the flat program."""
    return np.array(
        [
            np.arange(node.columns[name].start, node.columns[name].stop) + flat.column[n]
            for n, node in enumerate(stochastic.nodes)
        ],
        np.int64,
    )


def by_name(stochastic: StochasticProgram, flat: Flat, x: Vector) -> dict[str, Vector]:
    """A flat vector of column values as (nodes, entries) for each variable; NaN where a node has none."""
    return named(columns_by_name(stochastic, flat), x)


def columns_by_name(stochastic: StochasticProgram, flat: Flat) -> dict[str, Indices]:
    """(nodes, entries) for each variable: where it stands in the flat program; -1 where a node has none."""
    return _places([p.columns for p in stochastic.nodes], flat.column)


def named(where: Mapping[str, Indices], x: Vector) -> dict[str, Vector]:
    """The entries of a flat vector at the places `where`; NaN where there is none."""
    padded = np.append(x, np.nan)
    return {name: padded[at] for name, at in where.items()}


def duals_by_name(stochastic: StochasticProgram, flat: Flat, dual: Vector) -> dict[str, Vector]:
    """A flat vector of row duals as (nodes, entries) for each name of rows, per unit of probability."""
    rows = named(rows_by_name(stochastic, flat), dual)
    return {name: values / stochastic.probability[:, None] for name, values in rows.items()}


def rows_by_name(stochastic: StochasticProgram, flat: Flat) -> dict[str, Indices]:
    """(nodes, entries) for each name of rows: where they stand in the flat program; -1 where a node has none."""
    return _places([p.rows for p in stochastic.nodes], flat.row)


def _places(slices: Sequence[Mapping[str, slice]], start: Indices) -> dict[str, Indices]:
    widths: dict[str, int] = {}
    for node in slices:
        for name, where in node.items():
            widths[name] = max(widths.get(name, 0), where.stop - where.start)
    found = {name: np.full((len(slices), width), -1) for name, width in widths.items()}
    for n, node in enumerate(slices):
        for name, where in node.items():
            stands = np.arange(where.start, where.stop) + start[n]
            found[name][n, : stands.size] = stands
    return found
