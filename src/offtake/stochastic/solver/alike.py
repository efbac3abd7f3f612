r"""Proportional columns as one (aggregation that is exact): what they take together is shared in proportion to their sizes.

Columns i with the same entries and costs, with bounds ρ u_i ≤ x_i ≤ u_i and squares k x_i² / u_i in the objective:

.. math::
    \min \Big\{ k \sum_i x_i^2 / u_i : \sum_i x_i = X,\; ρ u_i \le x_i \le u_i \Big\}
        = k X^2 \big/ \sum_i u_i    \quad\text{at}\quad x_i = X u_i \big/ \sum_i u_i

so one column X stands for them, exactly.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from offtake.stochastic.solver.program import Indices, LinearProgram, Vector

FIGURES = 12  # to which sizes are compared


@dataclass(frozen=True)
class Pooled:
    """A program with one column for those that are alike, and how to go there and back."""

    program: LinearProgram
    costs: tuple[Vector, ...]
    squares: Vector
    pool: Indices  # (columns,) column of `program` that each belongs to
    share: Vector  # (columns,) of what its pool takes

    def gathered(self, x: Vector) -> Vector:
        """The point of the pools."""
        return np.asarray(np.bincount(self.pool, x, self.squares.size), np.float64)

    def shared(self, x: Vector) -> Vector:
        """The point of the columns from that of the pools."""
        return np.asarray(x[self.pool] * self.share)


def pooled(
    program: LinearProgram, costs: tuple[Vector, ...], squares: Vector, sized: Indices
) -> Pooled:
    """`program` with those of the columns `sized` that are alike as one; `costs` are several objectives.

    `squares` (columns,) are the coefficients of x² beside them.
    """
    size = program.upper[sized]
    sized = sized[np.isfinite(size) & (size > 0) & (squares[sized] > 0)]
    size = program.upper[sized]
    first, member = _alike(program, costs, squares, sized)
    leader = np.arange(program.cost.size)
    leader[sized] = sized[first][member]
    kept, pool = np.unique(leader, return_inverse=True)
    total = np.bincount(member, size)
    share = np.ones(program.cost.size)
    share[sized] = size / total[member]
    at = np.searchsorted(kept, sized[first])
    lower, upper, weight = program.lower[kept], program.upper[kept], squares[kept]
    lower[at], upper[at] = np.bincount(member, program.lower[sized]), total
    weight[at] *= size[first] / total
    smaller = program.part(np.arange(program.row_lower.size), kept)
    smaller = replace(smaller, lower=lower, upper=upper)
    return Pooled(smaller, tuple(c[kept] for c in costs), weight, pool, share)


def _alike(
    program: LinearProgram, costs: tuple[Vector, ...], squares: Vector, sized: Indices
) -> tuple[Indices, Indices]:
    """The first of each pool among `sized`, and the pool of every one of them.

    Entries are compared by their products with two fixed vectors, which no two different columns share.
    """
    probe = np.random.Generator(np.random.PCG64(0)).uniform(1.0, 2.0, (program.matrix.shape[0], 2))
    entries = program.matrix.tocsc()[:, sized]
    size = program.upper[sized]
    marks = [
        np.asarray(entries.T @ probe),
        *(c[sized, None] for c in (program.cost, *costs)),
        to_figures(squares[sized] * size, FIGURES)[:, None],
        to_figures(program.lower[sized] / size, FIGURES)[:, None],
    ]
    _, first, member = np.unique(
        np.concatenate(marks, axis=1), axis=0, return_index=True, return_inverse=True
    )
    return first.astype(np.int64), member.reshape(-1).astype(np.int64)


def to_figures(values: Vector, figures: int) -> Vector:
    """Values to so many figures, so that rounding does not tell them apart."""
    power = np.floor(np.log10(np.maximum(np.abs(values), 1e-300)))
    return np.asarray(np.round(values / 10.0**power, figures - 1) * 10.0**power)
