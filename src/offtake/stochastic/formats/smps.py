"""SMPS files as problems: a tree of node programs, two stages, or one small exact program.

A row stands at the latest stage of its columns and of its random data, so that rows the file lists late but
that only bind earlier decisions bind them there.  Data revealed before their own stage split the tree then.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from offtake.errors import InstanceError
from offtake.stochastic.formats.core import Core, read_core
from offtake.stochastic.formats.stoch import Key, Outcome, Uncertainty, read_stoch
from offtake.stochastic.program.blocks import Indices, NodeProgram, StochasticProgram, Vector
from offtake.stochastic.program.two_stage import TwoStage, shared
from offtake.stochastic.solver.highs import LinearProgram

_MOST_NODES = 200_000
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Instance:
    """A core program and what is random in it."""

    core: Core
    uncertainty: Uncertainty

    @property
    def stages(self) -> int:
        """Number of periods of the time file."""
        return len(self.core.periods)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a reader should know: probabilities that do not sum to one, columns without bounds."""
        return self.core.warnings + self.uncertainty.warnings


@dataclass(frozen=True)
class Node:
    """One node of the tree of data: what is known there, ancestors' data included."""

    parent: int
    stage: int
    probability: float
    values: Mapping[Key, float]


def read_smps(core: Path | str, time: Path | str, stoch: Path | str) -> Instance:
    """Read the three files.  Raises InstanceError with file and line."""
    program = read_core(Path(core), Path(time))
    uncertainty = read_stoch(Path(stoch), program)
    return Instance(_placed(program, uncertainty), uncertainty)


def normalised(instance: Instance) -> Instance:
    """The same instance with probabilities scaled to sum to one; nothing does this unasked."""
    u = instance.uncertainty
    groups = tuple(
        replace(g, outcomes=_scaled(g.outcomes, sum(o.probability for o in g.outcomes)))
        for g in u.groups
    )
    total = sum(f.outcome.probability for f in u.futures)
    futures = tuple(replace(f, outcome=_scaled((f.outcome,), total)[0]) for f in u.futures)
    return replace(instance, uncertainty=Uncertainty(groups, futures))


def count(instance: Instance) -> int:
    """Number of futures."""
    u = instance.uncertainty
    sizes = [len(g.outcomes) for g in u.groups]
    return int(np.prod(sizes, dtype=object)) if u.groups else len(u.futures)


def tree(instance: Instance) -> tuple[Node, ...]:
    """The tree of data, parents first.  Raises InstanceError where it would be too large to write out."""
    u = instance.uncertainty
    if u.futures:
        return _tree_of_futures(instance)
    if count(instance) > _MOST_NODES:
        raise InstanceError(
            f"{instance.core.name} has {count(instance)} futures, too many to write out "
            f"(at most {_MOST_NODES}); take a sample"
        )
    nodes = [Node(-1, 0, 1.0, {})]
    level = [0]
    for stage in range(instance.stages):
        groups = [g.outcomes for g in u.groups if max(g.stage, 1) == stage] if stage else []
        if stage == 0:
            continue
        following = []
        for parent in level:
            for outcomes in itertools.product(*groups):
                values = dict(nodes[parent].values)
                for outcome in outcomes:
                    values.update(outcome.values)
                p = float(np.prod([o.probability for o in outcomes]))
                nodes.append(Node(parent, stage, nodes[parent].probability * p, values))
                following.append(len(nodes) - 1)
        level = following
    return tuple(nodes)


def _tree_of_futures(instance: Instance) -> tuple[Node, ...]:
    """Futures share their parent's nodes up to the stage at which they part; all share the root."""
    futures, stages = instance.uncertainty.futures, instance.stages
    node_of = np.zeros((len(futures), stages), dtype=np.int64)
    nodes = [Node(-1, 0, 0.0, futures[0].outcome.values)]
    for k, future in enumerate(futures):
        start = max(future.stage, 1)
        if future.parent >= 0:
            node_of[k] = node_of[future.parent]
        elif k > 0:
            start = 1
        else:
            start = min(start, 1)
        for stage in range(start, stages):
            nodes.append(Node(int(node_of[k, stage - 1]), stage, 0.0, future.outcome.values))
            node_of[k, stage] = len(nodes) - 1
    probability = np.zeros(len(nodes))
    for k, future in enumerate(futures):
        probability[node_of[k]] += future.outcome.probability
    probability[0] = 1.0
    order = sorted(range(len(nodes)), key=lambda n: (nodes[n].stage, n))
    place = {n: k for k, n in enumerate(order)}
    return tuple(
        replace(nodes[n], parent=place.get(nodes[n].parent, -1), probability=float(probability[n]))
        for n in order
    )


def program(instance: Instance) -> StochasticProgram:
    """The instance as one program a node of its tree."""
    nodes = tree(instance)
    core = instance.core
    layout = _Layout.of(core)
    ancestors: list[list[int]] = []
    programs = []
    for n, node in enumerate(nodes):
        ancestors.append(([*ancestors[node.parent]] if n else []) + [n])
        programs.append(layout.node_program(core, node, ancestors[n]))
    return StochasticProgram(
        parent=np.array([n.parent for n in nodes], dtype=np.int64),
        probability=np.array([n.probability for n in nodes]),
        nodes=tuple(programs),
        offset=core.offset,
    )


def two_stage(instance: Instance) -> TwoStage:
    """A two-stage instance with every future written out.  Raises InstanceError on other stages."""
    if instance.stages != 2:
        raise InstanceError(f"{instance.core.name} has {instance.stages} stages, not two")
    root, *leaves = tree(instance)
    return _two_stage(instance.core, root, leaves)


def _two_stage(core: Core, root: Node, leaves: Sequence[Node]) -> TwoStage:
    data = [_Data.of(core, leaf.values) for leaf in leaves]
    early, late = core.column_stage == 0, core.column_stage == 1
    first_rows, second_rows = core.row_stage == 0, core.row_stage == 1

    def stacked(name: str, where: Mask) -> Vector:
        return shared(np.stack([getattr(d, name)[where] for d in data]))

    row, column = _pattern(core, [leaf.values for leaf in leaves])
    position = np.cumsum(second_rows) - 1
    values = np.stack([d.entries(row, column) for d in data])
    blocks = []
    for side in (early, late):
        inside = second_rows[row] & side[column]
        place = np.cumsum(side) - 1
        i, j, v = position[row[inside]], place[column[inside]], values[:, inside]
        order = np.lexsort((j, i))
        pattern = sp.csr_array(
            (np.ones(order.size), (i[order], j[order])),
            shape=(int(second_rows.sum()), int(side.sum())),
        )
        blocks.append((pattern, shared(v[:, order])))
    (T, T_data), (W, W_data) = blocks
    return TwoStage(
        first=_first_stage(core, root, early, first_rows),
        probability=np.array([leaf.probability for leaf in leaves]),
        technology=T,
        recourse=W,
        cost=stacked("cost", late),
        lower=stacked("lower", late),
        upper=stacked("upper", late),
        row_lower=stacked("row_lower", second_rows),
        row_upper=stacked("row_upper", second_rows),
        integer=core.integer[late],
        technology_data=T_data,
        recourse_data=W_data,
    )


def separable(instance: Instance) -> LinearProgram | None:
    """One exact program where the second stage falls apart into parts, or None where that does not pay.

    Columns of the second stage that share no row belong to different parts; the expected cost is a sum
    over parts, and each part only needs the joint outcomes of the independent groups that touch it.
    Simple recourse is the case of one row a part: 646,425 futures become 75 rows.
    """
    core, groups = instance.core, instance.uncertainty.groups
    if instance.stages != 2 or not groups:
        return None
    late, second = core.column_stage == 1, core.row_stage == 1
    part_of_row, part_of_column, parts = _parts(core, second, late)
    touched: list[list[int]] = [[] for _ in range(parts)]
    for k, group in enumerate(groups):
        for key in {key for outcome in group.outcomes for key in outcome.values}:
            part = int(part_of_column[key[2]] if key[1] < 0 else part_of_row[key[1]])
            if part < 0:
                return None
            if k not in touched[part]:
                touched[part].append(k)
    copies = [int(np.prod([len(groups[k].outcomes) for k in t], dtype=object)) for t in touched]
    if sum(copies) > min(_MOST_NODES, count(instance)):
        return None
    root = Node(-1, 0, 1.0, {})
    pieces = [_first_stage(core, root, ~late, ~second)]
    weight = np.prod([sum(o.probability for o in g.outcomes) for g in groups])
    links = []
    for part, chosen in enumerate(touched):
        rows, columns = second & (part_of_row == part), late & (part_of_column == part)
        inside = np.prod([sum(o.probability for o in groups[k].outcomes) for k in chosen])
        for outcomes in itertools.product(*(groups[k].outcomes for k in chosen)):
            values = {key: v for outcome in outcomes for key, v in outcome.values.items()}
            p = float(np.prod([o.probability for o in outcomes])) * weight / inside
            piece, link = _piece(core, values, rows, columns, ~late)
            pieces.append(replace(piece, cost=piece.cost * p))
            links.append(link)
    return _joined(pieces, links)


def _piece(
    core: Core, values: Mapping[Key, float], rows: Mask, columns: Mask, early: Mask
) -> tuple[LinearProgram, sp.csr_array]:
    data = _Data.of(core, values)
    i, j = _pattern(core, [values])
    matrix = sp.csr_array((data.entries(i, j), (i, j)), shape=(len(core.rows), len(core.columns)))
    own = sp.csr_array(matrix[rows])
    piece = LinearProgram(
        cost=data.cost[columns],
        lower=data.lower[columns],
        upper=data.upper[columns],
        integer=core.integer[columns],
        matrix=sp.csr_array(own[:, columns]),
        row_lower=data.row_lower[rows],
        row_upper=data.row_upper[rows],
    )
    return piece, sp.csr_array(own[:, early])


def _joined(pieces: Sequence[LinearProgram], links: Sequence[sp.csr_array]) -> LinearProgram:
    """First stage and pieces as one program; `links` are the pieces' rows in first-stage columns."""
    first, *rest = pieces
    beside = sp.block_diag([p.matrix for p in rest], format="csr")
    top = sp.hstack([first.matrix, sp.csr_array((first.row_lower.size, beside.shape[1]))])
    matrix = sp.vstack([top, sp.hstack([sp.vstack(list(links)), beside])], format="csr")
    joined = {
        name: np.concatenate([getattr(p, name) for p in pieces])
        for name in ("cost", "lower", "upper", "integer", "row_lower", "row_upper")
    }
    return LinearProgram(matrix=sp.csr_array(matrix), offset=first.offset, **joined)


def _parts(core: Core, second: Mask, late: Mask) -> tuple[Indices, Indices, int]:
    """Connected parts of the second stage: of every row and column, -1 for those of the first."""
    rows, columns = len(core.rows), len(core.columns)
    inside = second[core.row] & late[core.column]
    i, j = core.row[inside], core.column[inside] + rows
    graph = sp.coo_array((np.ones(i.size), (i, j)), shape=(rows + columns, rows + columns))
    _, label = sp.csgraph.connected_components(graph, directed=False)
    belongs = np.concatenate([second, late])
    names, small = np.unique(label[belongs], return_inverse=True)
    part = np.full(rows + columns, -1)
    part[belongs] = small
    return part[:rows], part[rows:], names.size


def _first_stage(core: Core, root: Node, early: Mask, rows: Mask) -> LinearProgram:
    piece, _ = _piece(core, root.values, rows, early, early)
    return replace(piece, offset=core.offset)


@dataclass(frozen=True)
class _Data:
    """The core's data with some of them replaced."""

    cost: Vector
    lower: Vector
    upper: Vector
    row_lower: Vector
    row_upper: Vector
    matrix: Mapping[tuple[int, int], float]

    @classmethod
    def of(cls, core: Core, values: Mapping[Key, float]) -> _Data:
        arrays = {k: getattr(core, k).copy() for k in ("cost", "lower", "upper")}
        low, high = core.row_lower.copy(), core.row_upper.copy()
        matrix = dict(_entries(core))
        for (kind, row, column), value in values.items():
            if kind == "rhs":
                _move(low, high, row, value)
            elif kind == "matrix":
                matrix[row, column] = value
            else:
                arrays[kind][column] = value
        return cls(arrays["cost"], arrays["lower"], arrays["upper"], low, high, matrix)

    def entries(self, row: Indices, column: Indices) -> Vector:
        """Values at the places of a pattern."""
        places = zip(row.tolist(), column.tolist(), strict=True)
        return np.array([self.matrix.get(place, 0.0) for place in places])


def _move(low: Vector, high: Vector, row: int, value: float) -> None:
    """Set a row's right-hand side; a range keeps its width."""
    if np.isfinite(low[row]) and np.isfinite(high[row]):
        low[row], high[row] = value, value + (high[row] - low[row])
    elif np.isfinite(low[row]):
        low[row] = value
    else:
        high[row] = value


def _entries(core: Core) -> dict[tuple[int, int], float]:
    """The core's coefficients by place."""
    return dict(
        zip(
            zip(core.row.tolist(), core.column.tolist(), strict=True),
            core.value.tolist(),
            strict=True,
        )
    )


def _pattern(core: Core, values: Sequence[Mapping[Key, float]]) -> tuple[Indices, Indices]:
    """Places of all coefficients, random ones included, by row and column."""
    places = set(_entries(core))
    for outcome in values:
        places |= {(row, column) for kind, row, column in outcome if kind == "matrix"}
    array = np.array(sorted(places), dtype=np.int64)
    return array[:, 0], array[:, 1]


@dataclass(frozen=True)
class _Layout:
    """Where columns and rows stand inside their stage."""

    column_place: Indices
    row_place: Indices

    @classmethod
    def of(cls, core: Core) -> _Layout:
        return cls(_rank(core.column_stage), _rank(core.row_stage))

    def node_program(self, core: Core, node: Node, path: Sequence[int]) -> NodeProgram:
        """The program of one node; `path` are the nodes from the root to it."""
        data = _Data.of(core, node.values)
        row, column = _pattern(core, [node.values])
        value = data.entries(row, column)
        here = core.row_stage[row] == node.stage
        stage = core.column_stage[column]
        own, past = here & (stage == node.stage), here & (stage < node.stage)
        columns, rows = core.column_stage == node.stage, core.row_stage == node.stage
        width, height = int(columns.sum()), int(rows.sum())
        return NodeProgram(
            cost=data.cost[columns],
            lower=data.lower[columns],
            upper=data.upper[columns],
            integer=core.integer[columns],
            row=self.row_place[row[own]],
            column=self.column_place[column[own]],
            value=value[own],
            row_lower=data.row_lower[rows],
            row_upper=data.row_upper[rows],
            columns={"x": slice(0, width)},
            rows={"rows": slice(0, height)},
            link_row=self.row_place[row[past]],
            link_node=np.asarray(path, dtype=np.int64)[stage[past]],
            link_column=self.column_place[column[past]],
            link_value=value[past],
        )


def _rank(stage: Indices) -> Indices:
    place = np.zeros(stage.size, dtype=np.int64)
    for k in np.unique(stage):
        place[stage == k] = np.arange(int((stage == k).sum()))
    return place


def _placed(core: Core, uncertainty: Uncertainty) -> Core:
    """Rows at the latest stage of their columns and of their own random data."""
    stage = np.zeros(len(core.rows), dtype=np.int64)
    np.maximum.at(stage, core.row, core.column_stage[core.column])
    for outcome, reveal in _outcomes(uncertainty):
        for kind, row, column in outcome.values:
            if kind in ("rhs", "matrix"):
                stage[row] = max(stage[row], reveal, 1)
            elif core.column_stage[column] < max(reveal, 1):
                raise InstanceError(
                    f"{core.columns[column]} is decided before its random data are known"
                )
            if kind == "matrix":
                stage[row] = max(stage[row], core.column_stage[column])
    if uncertainty.futures:
        random = {key[1] for f in uncertainty.futures for key in f.outcome.values if key[1] >= 0}
        for row in random:
            stage[row] = max(stage[row], core.row_stage[row])
    return replace(core, row_stage=stage)


def _outcomes(uncertainty: Uncertainty) -> list[tuple[Outcome, int]]:
    grouped = [(o, g.stage) for g in uncertainty.groups for o in g.outcomes]
    return grouped + [(f.outcome, 1) for f in uncertainty.futures]


def _scaled(outcomes: tuple[Outcome, ...], total: float) -> tuple[Outcome, ...]:
    return tuple(replace(o, probability=o.probability / total) for o in outcomes)
