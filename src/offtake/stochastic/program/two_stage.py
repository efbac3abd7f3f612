"""A two-stage stochastic program with recourse, kept as what its futures share and what differs between them.

    minimise    c @ x + sum over futures s of  p[s] * q[s] @ y[s]
    subject to  first-stage rows and bounds of x, integers where marked
                row_lower[s] <= T[s] @ x + W[s] @ y[s] <= row_upper[s]
                lower[s] <= y[s] <= upper[s]

Arrays of the second stage have one row a future, or a single row where all futures agree, so a problem
with ten thousand futures that differ in demand only holds one copy of its matrices.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from offtake.errors import FormulationError, SolveError
from offtake.stochastic.solver.program import Indices, LinearProgram, Matrix, Vector

_BOUNDS = ("lower", "upper", "row_lower", "row_upper")
_VARYING = ("cost", *_BOUNDS, "technology_data", "recourse_data")


@dataclass(frozen=True)
class TwoStage:
    """First stage, futures, and their shared second stage.

    `technology` (T) and `recourse` (W) give the pattern; their values stand in `technology_data` and
    `recourse_data`, in the order of the CSR data.  Varying arrays are (1 or futures, entries).
    Raises FormulationError where they are not, SolveError where values are not numbers, or not finite but in bounds.
    """

    first: LinearProgram
    probability: Vector  # (futures,)
    technology: sp.csr_array  # (rows, first-stage columns)
    recourse: sp.csr_array  # (rows, second-stage columns)
    cost: Matrix
    lower: Matrix
    upper: Matrix
    row_lower: Matrix
    row_upper: Matrix
    integer: npt.NDArray[np.bool_]
    technology_data: Matrix
    recourse_data: Matrix
    names: tuple[str, ...] = ()  # of the futures

    def __post_init__(self) -> None:
        for name in _VARYING:
            if (rows := getattr(self, name).shape[0]) not in (1, self.futures):
                raise FormulationError(f"{name} has {rows} rows for {self.futures} futures")
        self._refuse_nonsense()

    def _refuse_nonsense(self) -> None:
        """Futures' data are changed in loaded programs, so they are looked at here."""
        for name in (*_VARYING, "probability"):
            array = getattr(self, name).reshape(getattr(self, name).shape[0], -1)
            bad = np.isnan(array) if name in _BOUNDS else ~np.isfinite(array)
            if bad.any():
                future = int(np.flatnonzero(bad.any(axis=1))[0])
                whose = f" of future {future}" if array.shape[0] > 1 else ""
                raise SolveError(f"{name}{whose} holds values that are not numbers or not finite")

    @property
    def futures(self) -> int:
        """Number of futures."""
        return self.probability.size

    @cached_property
    def integer_recourse(self) -> bool:
        """Whether decisions of the second stage must be whole."""
        return bool(self.integer.any())

    @cached_property
    def fixed_recourse(self) -> bool:
        """Whether only right-hand sides and T differ, so that one dual serves every future."""
        held = (self.cost, self.lower, self.upper, self.recourse_data)
        return all(array.shape[0] == 1 for array in held)

    @cached_property
    def fixed_technology(self) -> bool:
        """Whether T is the same in every future."""
        return bool(self.technology_data.shape[0] == 1)

    @property
    def nonzeros(self) -> int:
        """Entries of the extensive form."""
        each = self.recourse.nnz + self.technology.nnz
        return int(self.first.matrix.nnz + self.futures * each)

    def of(self, name: str, future: int) -> Vector:
        """The row of a varying array that holds for `future`."""
        array: Matrix = getattr(self, name)
        row: Vector = array[future if array.shape[0] > 1 else 0]
        return row

    def technology_of(self, future: int) -> sp.csr_array:
        """T of one future."""
        return _with(self.technology, self.of("technology_data", future))

    def recourse_of(self, future: int) -> sp.csr_array:
        """W of one future."""
        return _with(self.recourse, self.of("recourse_data", future))

    def select(
        self, futures: Sequence[int] | Indices, probability: Vector | None = None
    ) -> TwoStage:
        """The same problem with some of its futures, at their own probabilities unless others are given."""
        chosen = np.asarray(futures, dtype=np.int64)
        arrays = {name: getattr(self, name) for name in _VARYING}
        parts = {name: a[chosen] if a.shape[0] > 1 else a for name, a in arrays.items()}
        return replace(
            self,
            probability=self.probability[chosen] if probability is None else probability,
            names=tuple(self.names[k] for k in chosen.tolist()) if self.names else (),
            **parts,
        )

    def mean(self, groups: Sequence[Indices]) -> TwoStage:
        """One future a group: the mean of its members, weighted by their probabilities.

        With fixed recourse and fixed T the cost of the mean future is at most the members' mean cost at every x
        (Jensen: the cost of the second stage is convex in the right-hand side), integers of the first
        stage or not, so long as the second stage is continuous.
        """
        weight = np.array([self.probability[g].sum() for g in groups])
        parts: dict[str, Any] = {}
        for name in _VARYING:
            array: Matrix = getattr(self, name)
            if array.shape[0] > 1:
                pairs = zip(groups, weight, strict=True)
                means = [_mean(array[g], self.probability[g] / w) for g, w in pairs]
                parts[name] = np.stack(means)
        return replace(self, probability=weight, names=(), **parts)


def second_stage(problem: TwoStage, future: int) -> LinearProgram:
    """The second stage of one future on its own, at first-stage decisions of zero."""
    return LinearProgram(
        cost=problem.of("cost", future),
        lower=problem.of("lower", future),
        upper=problem.of("upper", future),
        integer=problem.integer,
        matrix=problem.recourse_of(future),
        row_lower=problem.of("row_lower", future),
        row_upper=problem.of("row_upper", future),
    )


def extensive(problem: TwoStage) -> LinearProgram:
    """All futures written out as one program: first-stage columns, then those of every future."""
    futures, first = range(problem.futures), problem.first
    p = problem.probability[:, None]
    below = sp.vstack([problem.technology_of(k) for k in futures], format="csr")
    beside = sp.block_diag([problem.recourse_of(k) for k in futures], format="csr")
    empty = sp.csr_array((first.row_lower.size, beside.shape[1]))
    matrix = sp.csr_array(
        sp.vstack([sp.hstack([first.matrix, empty]), sp.hstack([below, beside])], format="csr")
    )

    def stacked(name: str) -> Vector:
        array: Matrix = getattr(problem, name)
        return np.broadcast_to(array, (problem.futures, array.shape[1])).ravel()

    return LinearProgram(
        cost=np.concatenate([first.cost, (p * problem.cost).ravel()]),
        lower=np.concatenate([first.lower, stacked("lower")]),
        upper=np.concatenate([first.upper, stacked("upper")]),
        integer=np.concatenate([first.integer, np.tile(problem.integer, problem.futures)]),
        matrix=matrix,
        row_lower=np.concatenate([first.row_lower, stacked("row_lower")]),
        row_upper=np.concatenate([first.row_upper, stacked("row_upper")]),
        offset=first.offset,
    )


def shared(rows: Matrix) -> Matrix:
    """One row where all rows agree, the rows themselves otherwise."""
    return rows[:1].copy() if (rows == rows[:1]).all() else rows


def _with(pattern: sp.csr_array, data: Vector) -> sp.csr_array:
    return sp.csr_array((data, pattern.indices, pattern.indptr), shape=pattern.shape)


def _mean(rows: Matrix, weight: Vector) -> Vector:
    """Weighted mean of rows; an infinite entry stays infinite."""
    with np.errstate(invalid="ignore"):
        mean: Vector = weight @ np.where(np.isfinite(rows), rows, 0.0)
    return np.where(np.isfinite(rows).all(axis=0), mean, rows[0])
