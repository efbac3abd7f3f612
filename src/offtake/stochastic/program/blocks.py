"""Blocks: the named pieces that a node program, the program of one tree node, is assembled from.

A formulation module (capacity, supply, delivery, ...) describes its own part of a node as a `Block`
of variables and rows.  `assemble` stacks the blocks of a node into

    minimise    cost @ x
    subject to  row_lower <= matrix @ x + (terms in earlier nodes) <= row_upper
                lower     <=          x                            <= upper

Nothing here knows of lines, contracts or scenarios, and nothing here solves.  Labels travel with the
variables and rows, so that a solution comes back as named frames and an infeasibility in words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from offtake.errors import FormulationError
from offtake.stochastic.solver.program import Indices, Vector

OWN = -1


@dataclass(frozen=True)
class Labels:
    """What the entries of a vector stand for: one tuple of names an entry."""

    dims: tuple[str, ...]
    keys: tuple[tuple[str, ...], ...]

    @property
    def size(self) -> int:
        """Number of entries."""
        return len(self.keys)

    def only(self, which: Iterable[int]) -> Labels:
        """Those of some entries."""
        return Labels(self.dims, tuple(self.keys[k] for k in which))


@dataclass(frozen=True)
class Variables:
    """Decision variables under one name, with bounds, objective coefficients and integrality."""

    name: str
    labels: Labels
    lower: Vector
    upper: Vector
    cost: Vector
    integer: bool = False

    @classmethod
    def of(
        cls,
        name: str,
        labels: Labels,
        *,
        lower: Vector | float = 0.0,
        upper: Vector | float = np.inf,
        cost: Vector | float = 0.0,
    ) -> Variables:
        """Variables one for each label; a single number holds for all of them."""
        lower, upper, cost = (_for_all(v, labels.size) for v in (lower, upper, cost))
        return cls(name, labels, lower, upper, cost)


@dataclass(frozen=True)
class Terms:
    """Entries value * variable[column] in rows `row`.

    `node` says at which node of the tree the variable stands; the scalar OWN means the node itself.
    """

    variable: str
    row: Indices
    column: Indices
    value: Vector
    node: Indices | int = OWN

    @classmethod
    def each(
        cls, variable: str, row: Indices, value: Vector | float = 1.0, node: Indices | int = OWN
    ) -> Terms:
        """Every entry of the variable once, the k-th in row[k]."""
        return cls(variable, row, np.arange(row.size), _for_all(value, row.size), node)


@dataclass(frozen=True)
class Rows:
    """Constraints under one name:  lower <= sum of terms <= upper."""

    name: str
    labels: Labels
    terms: tuple[Terms, ...]
    lower: Vector
    upper: Vector

    @classmethod
    def of(
        cls,
        name: str,
        labels: Labels,
        *terms: Terms,
        lower: Vector | float = 0.0,
        upper: Vector | float = 0.0,
    ) -> Rows:
        """Rows one for each label; a single number holds for all of them."""
        return cls(name, labels, terms, *(_for_all(v, labels.size) for v in (lower, upper)))


def _for_all(value: Vector | float, size: int) -> Vector:
    return value if isinstance(value, np.ndarray) else np.full(size, float(value))


@dataclass(frozen=True)
class Block:
    """One part of a node's formulation."""

    variables: tuple[Variables, ...] = ()
    rows: tuple[Rows, ...] = ()


@dataclass(frozen=True)
class NodeProgram:
    """The program of one node, and where each name lies in it.

    `link_*` hold the entries in columns of earlier nodes, as triplets with the node's number.
    """

    cost: Vector
    lower: Vector
    upper: Vector
    integer: npt.NDArray[np.bool_]
    row: Indices
    column: Indices
    value: Vector
    row_lower: Vector
    row_upper: Vector
    columns: Mapping[str, slice]
    rows: Mapping[str, slice]
    link_row: Indices = field(default_factory=lambda: np.zeros(0, np.int64))
    link_node: Indices = field(default_factory=lambda: np.zeros(0, np.int64))
    link_column: Indices = field(default_factory=lambda: np.zeros(0, np.int64))
    link_value: Vector = field(default_factory=lambda: np.zeros(0))


@dataclass(frozen=True)
class StochasticProgram:
    """One program a node, over a tree:  minimise  sum over nodes of probability * cost @ x.

    Every node has columns of its own; rows of a node may use columns of nodes on its path.
    """

    parent: Indices
    probability: Vector
    nodes: tuple[NodeProgram, ...]
    labels: Mapping[str, Labels] = field(default_factory=dict)  # by name of variables and of rows
    offset: float = 0.0  # constant of the objective

    @property
    def leaves(self) -> Indices:
        """Nodes without children, in order."""
        return np.setdiff1d(np.arange(self.parent.size), self.parent)


def assemble(
    blocks: Iterable[Block], columns_of: Sequence[Mapping[str, slice]] = ()
) -> NodeProgram:
    """Stack the `blocks` of one node; `columns_of[m]` are the columns of each earlier node m.

    Raises FormulationError where rows use a variable that no block defines.
    """
    blocks = tuple(blocks)
    variables = [v for block in blocks for v in block.variables]
    constraints = [r for block in blocks for r in block.rows]
    columns = _slices([v.name for v in variables], [v.cost.size for v in variables])
    rows = _slices([r.name for r in constraints], [r.lower.size for r in constraints])

    own: list[tuple[Indices, Indices, Vector]] = []
    past: list[tuple[Indices, Indices, Indices, Vector]] = []
    for constraint in constraints:
        start = rows[constraint.name].start
        for term in constraint.terms:
            if isinstance(term.node, int) and term.node == OWN:
                first = _first_column(constraint.name, term.variable, columns)
                own.append((term.row + start, term.column + first, term.value))
            else:
                node = np.broadcast_to(np.asarray(term.node, np.int64), term.row.shape)
                starts = np.zeros(int(node.max(initial=-1)) + 1, np.int64)
                for m in set(node.tolist()):
                    starts[m] = _first_column(constraint.name, term.variable, columns_of[m])
                past.append((term.row + start, node, term.column + starts[node], term.value))
    row, column, value = _stack(own, 3)
    link_row, link_node, link_column, link_value = _stack(past, 4)
    return NodeProgram(
        cost=_joined([v.cost for v in variables]),
        lower=_joined([v.lower for v in variables]),
        upper=_joined([v.upper for v in variables]),
        integer=np.repeat([v.integer for v in variables], [v.cost.size for v in variables]).astype(
            bool
        ),
        row=row.astype(np.int64),
        column=column.astype(np.int64),
        value=value,
        row_lower=_joined([r.lower for r in constraints]),
        row_upper=_joined([r.upper for r in constraints]),
        columns=columns,
        rows=rows,
        link_row=link_row.astype(np.int64),
        link_node=link_node.astype(np.int64),
        link_column=link_column.astype(np.int64),
        link_value=link_value,
    )


def _first_column(rows: str, variable: str, columns: Mapping[str, slice]) -> int:
    if variable not in columns:
        raise FormulationError(
            f"rows {rows!r} use variable {variable!r}, which no block defines; "
            f"the blocks define {', '.join(columns)}"
        )
    return int(columns[variable].start)


def _stack(parts: Sequence[tuple[npt.NDArray[Any], ...]], width: int) -> tuple[Vector, ...]:
    if not parts:
        return tuple(np.zeros(0) for _ in range(width))
    return tuple(np.concatenate(column) for column in zip(*parts, strict=True))


def _joined(parts: Sequence[Vector]) -> Vector:
    return np.concatenate(parts) if parts else np.zeros(0)


def _slices(names: Sequence[str], sizes: Sequence[int]) -> dict[str, slice]:
    """Consecutive slices of the given sizes; a name may be used once."""
    if repeated := [name for name, count in Counter(names).items() if count > 1]:
        raise FormulationError(f"defined more than once: {', '.join(repeated)}")
    ends = np.cumsum(sizes, dtype=int).tolist()
    return {n: slice(e - s, e) for n, s, e in zip(names, sizes, ends, strict=True)}
