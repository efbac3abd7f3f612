"""An instance written out: one program a node of its tree, or two stages with every future."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from offtake.errors import InstanceError
from offtake.stochastic.formats.core import Core, coefficients
from offtake.stochastic.formats.data_tree import tree
from offtake.stochastic.formats.smps import Instance
from offtake.stochastic.formats.stoch import Key
from offtake.stochastic.program.blocks import NodeProgram, StochasticProgram
from offtake.stochastic.program.two_stage import TwoStage, shared
from offtake.stochastic.solver.program import Indices, LinearProgram, Vector

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Data:
    """The core's data with some of them replaced; `entries` in the order of the places."""

    cost: Vector
    lower: Vector
    upper: Vector
    row_lower: Vector
    row_upper: Vector
    entries: Vector


@dataclass(frozen=True)
class Places:
    """The core, and the places of all coefficients, random ones included, by row and column."""

    core: Core
    row: Indices
    column: Indices
    value: Vector

    @classmethod
    def of(cls, core: Core, values: Iterable[Mapping[Key, float]]) -> Places:
        """With the places that any of `values` sets."""
        matrix = coefficients(core)
        random = {(r, c) for outcome in values for kind, r, c in outcome if kind == "matrix"}
        places = sorted({*matrix, *random})
        array = np.array(places, dtype=np.int64).reshape(-1, 2)
        value = np.array([matrix.get(place, 0.0) for place in places], dtype=float)
        return cls(core, array[:, 0], array[:, 1], value)

    @cached_property
    def at(self) -> dict[tuple[int, int], int]:
        """(row, column) -> its position among the places."""
        pairs = zip(self.row.tolist(), self.column.tolist(), strict=True)
        return {place: k for k, place in enumerate(pairs)}

    def data(self, values: Mapping[Key, float]) -> Data:
        """The data where `values` are known."""
        core = self.core
        arrays = {name: getattr(core, name).copy() for name in ("cost", "lower", "upper", "rhs")}
        entries = self.value.copy()
        for (kind, row, column), value in values.items():
            if kind == "matrix":
                entries[self.at[row, column]] = value
            else:
                arrays[kind][max(row, column)] = value  # the one of them that is not -1
        rhs = arrays.pop("rhs")
        return Data(
            **arrays, row_lower=rhs + core.below, row_upper=rhs + core.above, entries=entries
        )


def program(instance: Instance) -> StochasticProgram:
    """The instance as one program a node of its tree."""
    nodes, core = tree(instance), instance.core
    places = Places.of(core, (node.values for node in nodes))
    layout = _Layout(places, _rank(core.column_stage), _rank(core.row_stage))
    stages = [_Stage.of(layout, stage) for stage in range(instance.stages)]
    paths: list[tuple[int, ...]] = []
    programs = []
    for n, node in enumerate(nodes):
        paths.append(((*paths[node.parent], n)) if n else (n,))
        programs.append(stages[node.stage].node_program(places.data(node.values), paths[n]))
    return StochasticProgram(
        parent=np.array([n.parent for n in nodes], dtype=np.int64),
        probability=np.array([n.probability for n in nodes]),
        nodes=tuple(programs),
        offset=core.offset,
    )


@dataclass(frozen=True)
class _Layout:
    """Where columns and rows stand inside their stage."""

    places: Places
    column_place: Indices
    row_place: Indices


@dataclass(frozen=True)
class _Stage:
    """What the programs of all nodes of one stage share."""

    core: Core
    columns: Indices
    rows: Indices
    own: Indices
    """Positions among the places of coefficients in own columns; `past`: in those of earlier stages."""
    past: Indices
    row: Indices
    column: Indices
    link_row: Indices
    link_stage: Indices
    link_column: Indices

    @classmethod
    def of(cls, layout: _Layout, stage: int) -> _Stage:
        places, core = layout.places, layout.places.core
        at = core.column_stage[places.column]
        here = core.row_stage[places.row] == stage
        own, past = np.flatnonzero(here & (at == stage)), np.flatnonzero(here & (at < stage))
        row, column = layout.row_place[places.row], layout.column_place[places.column]
        columns, rows = (np.flatnonzero(of == stage) for of in (core.column_stage, core.row_stage))
        links = row[past], at[past], column[past]
        return cls(core, columns, rows, own, past, row[own], column[own], *links)

    def node_program(self, data: Data, path: Sequence[int]) -> NodeProgram:
        """The program of one node; `path` are the nodes from the root to it."""
        return NodeProgram(
            cost=data.cost[self.columns],
            lower=data.lower[self.columns],
            upper=data.upper[self.columns],
            integer=self.core.integer[self.columns],
            row=self.row,
            column=self.column,
            value=data.entries[self.own],
            row_lower=data.row_lower[self.rows],
            row_upper=data.row_upper[self.rows],
            columns={"x": slice(0, self.columns.size)},
            rows={"rows": slice(0, self.rows.size)},
            link_row=self.link_row,
            link_node=np.asarray(path, dtype=np.int64)[self.link_stage],
            link_column=self.link_column,
            link_value=data.entries[self.past],
        )


def _rank(stage: Indices) -> Indices:
    place = np.zeros(stage.size, dtype=np.int64)
    for k in np.unique(stage):
        place[stage == k] = np.arange(int((stage == k).sum()))
    return place


def two_stage(instance: Instance) -> TwoStage:
    """A two-stage instance with every future written out.  Raises InstanceError on other stages."""
    if instance.stages != 2:
        raise InstanceError(f"{instance.core.name} has {instance.stages} stages, not two")
    core = instance.core
    root, *leaves = tree(instance)
    places = Places.of(core, (leaf.values for leaf in leaves))
    data = [places.data(leaf.values) for leaf in leaves]
    early, late = core.column_stage == 0, core.column_stage == 1
    rows = core.row_stage == 1

    def stacked(name: str, where: Mask) -> npt.NDArray[np.float64]:
        return shared(np.stack([getattr(d, name)[where] for d in data]))

    (T, T_data), (W, W_data) = (_side(places, data, rows, side) for side in (early, late))
    return TwoStage(
        first=part(places.data(root.values), places, ~rows, early, core.offset),
        probability=np.array([leaf.probability for leaf in leaves]),
        technology=T,
        recourse=W,
        cost=stacked("cost", late),
        lower=stacked("lower", late),
        upper=stacked("upper", late),
        row_lower=stacked("row_lower", rows),
        row_upper=stacked("row_upper", rows),
        integer=core.integer[late],
        technology_data=T_data,
        recourse_data=W_data,
    )


def _side(
    places: Places, data: Sequence[Data], rows: Mask, columns: Mask
) -> tuple[sp.csr_array, npt.NDArray[np.float64]]:
    """The pattern of some rows in some columns, and its values in every future."""
    inside = np.flatnonzero(rows[places.row] & columns[places.column])
    i = (np.cumsum(rows) - 1)[places.row[inside]]
    j = (np.cumsum(columns) - 1)[places.column[inside]]
    shape = (int(rows.sum()), int(columns.sum()))
    pattern = sp.csr_array((np.ones(inside.size), (i, j)), shape=shape)
    # Places are sorted by row and column, as the data of the pattern are.
    return pattern, shared(np.stack([d.entries[inside] for d in data]))


def part(
    data: Data, places: Places, rows: Mask, columns: Mask, offset: float = 0.0
) -> LinearProgram:
    """Some rows and columns of the core as a program of their own."""
    return LinearProgram(
        cost=data.cost[columns],
        lower=data.lower[columns],
        upper=data.upper[columns],
        integer=places.core.integer[columns],
        matrix=matrix(data, places, rows, columns),
        row_lower=data.row_lower[rows],
        row_upper=data.row_upper[rows],
        offset=offset,
    )


def matrix(data: Data, places: Places, rows: Mask, columns: Mask) -> sp.csr_array:
    """The coefficients of some rows in some columns."""
    shape = (rows.size, columns.size)
    whole = sp.csr_array((data.entries, (places.row, places.column)), shape=shape)
    return sp.csr_array(sp.csr_array(whole[rows])[:, columns])
