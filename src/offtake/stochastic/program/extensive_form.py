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
    """A program on a tree, `stochastic`, as one flat program, and where each node's columns and rows begin in it."""

    stochastic: StochasticProgram
    program: LinearProgram
    column: Indices  # (nodes + 1,)
    row: Indices  # (nodes + 1,)

    def columns(self, name: str) -> Indices:
        """(nodes, entries): where the variables `name`, which every node has, stand."""
        return _everywhere([node.columns[name] for node in self.stochastic.nodes], self.column)

    def rows(self, name: str) -> Indices:
        """(nodes, entries): where the rows `name`, which every node has, stand."""
        return _everywhere([node.rows[name] for node in self.stochastic.nodes], self.row)

    def columns_by_name(self) -> dict[str, Indices]:
        """(nodes, entries) for each variable: where it stands; -1 where a node has none."""
        return _places([node.columns for node in self.stochastic.nodes], self.column)

    def rows_by_name(self) -> dict[str, Indices]:
        """(nodes, entries) for each name of rows: where they stand; -1 where a node has none."""
        return _places([node.rows for node in self.stochastic.nodes], self.row)

    def duals_by_name(self, dual: Vector) -> dict[str, Vector]:
        """A vector of row duals as (nodes, entries) for each name of rows, per unit of probability."""
        chance = self.stochastic.probability[:, None]
        return {name: own / chance for name, own in named(self.rows_by_name(), dual).items()}


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
    program = LinearProgram(
        cost=np.concatenate([p.cost * stochastic.probability[n] for n, p in enumerate(nodes)]),
        lower=np.concatenate([p.lower for p in nodes]),
        upper=np.concatenate([p.upper for p in nodes]),
        integer=np.concatenate([p.integer for p in nodes]),
        matrix=matrix,
        row_lower=np.concatenate([p.row_lower for p in nodes]),
        row_upper=np.concatenate([p.row_upper for p in nodes]),
        offset=stochastic.offset,
    )
    return Flat(stochastic, program, column, row)


def named(where: Mapping[str, Indices], x: Vector) -> dict[str, Vector]:
    """The entries of a flat vector at the places `where`; NaN where there is none."""
    padded = np.append(x, np.nan)
    return {name: padded[at] for name, at in where.items()}


def _everywhere(slices: Sequence[slice], start: Indices) -> Indices:
    return np.array([np.arange(s.start, s.stop) + k for s, k in zip(slices, start, strict=False)], np.int64)  # fmt: skip


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
