"""The core file of SMPS: the ordinary program of one future, split into periods by the time file.

Always minimised: costs of a file that maximises are taken times -1, and `sense` says so.  Rows are

    rhs + below <= A x <= rhs + above,

so that a range keeps its width where its right-hand side is random: with range R an L row is [b - |R|, b], a G
row [b, b + |R|], an E row [b, b + R] for R >= 0 and [b + R, b] for R < 0.  Integer columns without bounds lie
in [0, inf): some readers take [0, 1], so `warnings` says which columns that concerns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt

from offtake.stochastic.formats.mps import Mps, read_mps
from offtake.stochastic.formats.periods import read_periods
from offtake.stochastic.solver.program import Indices, Vector

Sense = Literal["min", "max"]


@dataclass(frozen=True)
class Core:
    """The program of one future, and the period of every column and row."""

    name: str
    path: Path
    sense: Sense
    columns: tuple[str, ...]
    rows: tuple[str, ...]  # without those of type N
    objective: str
    rhs_names: tuple[str, ...]
    """What may stand in place of a column to mean the right-hand side."""
    cost: Vector
    lower: Vector
    upper: Vector
    integer: npt.NDArray[np.bool_]
    row: Indices
    column: Indices
    value: Vector
    rhs: Vector
    below: Vector
    above: Vector
    offset: float
    periods: tuple[str, ...]
    column_stage: Indices
    row_stage: Indices
    warnings: tuple[str, ...] = ()

    @property
    def sign(self) -> float:
        """-1 where the file maximises."""
        return -1.0 if self.sense == "max" else 1.0

    @property
    def row_lower(self) -> Vector:
        """Least value of every row."""
        return self.rhs + self.below

    @property
    def row_upper(self) -> Vector:
        """Largest value of every row."""
        return self.rhs + self.above


def read_core(core: Path, time: Path) -> Core:
    """Read a core file and its time file.  Raises InstanceError with file and line."""
    found, periods = read_mps(core), read_periods(time)
    rows = tuple(row for row, kind in found.kinds.items() if kind != "N")
    column_stage, of_row = periods.stages(list(found.columns), found.kinds)
    stage = dict(zip(found.kinds, of_row.tolist(), strict=True))
    lower, upper, integer, notes = _columns(found)
    below, above = _sides(found, rows)
    sense: Sense = "max" if found.sense == "max" else "min"
    sign = -1.0 if sense == "max" else 1.0
    row, column, value = _matrix(found, rows)
    return Core(
        name=found.name,
        path=core,
        sense=sense,
        columns=tuple(found.columns),
        rows=rows,
        objective=found.objective,
        rhs_names=("RHS", *filter(None, [found.sets.get("RHS")])),
        cost=sign
        * np.array([found.entries.get((found.objective, name), 0.0) for name in found.columns]),
        lower=lower,
        upper=upper,
        integer=integer,
        row=row,
        column=column,
        value=value,
        rhs=np.array([found.rhs.get(name, 0.0) for name in rows], dtype=float),
        below=below,
        above=above,
        offset=-sign * found.rhs.get(found.objective, 0.0),
        periods=periods.names,
        column_stage=column_stage,
        row_stage=np.array([stage[name] for name in rows], dtype=np.int64),
        warnings=(*notes, *_left_aside(found)),
    )


def _matrix(found: Mps, rows: Sequence[str]) -> tuple[Indices, Indices, Vector]:
    at = {name: k for k, name in enumerate(rows)}
    inside = [(at[r], found.columns[c], v) for (r, c), v in found.entries.items() if r in at and v]
    table = np.array(inside, dtype=float).reshape(-1, 3)
    return table[:, 0].astype(np.int64), table[:, 1].astype(np.int64), table[:, 2].copy()


def _sides(found: Mps, rows: Sequence[str]) -> tuple[Vector, Vector]:
    """How far each row may lie below and above its right-hand side."""
    pairs = []
    for name in rows:
        kind, width = found.kinds[name], found.ranges.get(name)
        low, high = (-np.inf if kind == "L" else 0.0), (np.inf if kind == "G" else 0.0)
        if width is not None:
            if kind == "L" or (kind == "E" and width < 0):
                low = -abs(width)
            else:
                high = abs(width)
        pairs.append((low, high))
    table = np.array(pairs, dtype=float).reshape(-1, 2)
    return table[:, 0].copy(), table[:, 1].copy()


def _columns(found: Mps) -> tuple[Vector, Vector, npt.NDArray[np.bool_], tuple[str, ...]]:
    """Bounds of the columns, which are whole, and what a reader should know about them."""
    lower, upper = np.zeros(len(found.columns)), np.full(len(found.columns), np.inf)
    integer = np.array(found.integer, dtype=bool)
    explicit = {c for kind, c in found.bounds if kind in ("LO", "LI", "FX", "FR", "MI", "BV")}
    opened = []
    for (kind, name), value in found.bounds.items():
        k = found.columns[name]
        if kind in ("UP", "UI") and value < 0 and name not in explicit:
            lower[k] = -np.inf
            opened.append(name)
        if kind in ("UP", "UI", "FX"):
            upper[k] = value
        if kind in ("LO", "LI", "FX"):
            lower[k] = value
        if kind in ("FR", "MI"):
            lower[k] = -np.inf
        if kind in ("FR", "PL"):
            upper[k] = np.inf
        if kind == "BV":
            lower[k], upper[k] = 0.0, 1.0
        integer[k] |= kind in ("BV", "UI", "LI")
    bounded = {c for _, c in found.bounds}
    loose = [c for c, k in found.columns.items() if integer[k] and c not in bounded]
    return lower, upper, integer, tuple(_notes(loose, opened))


def _notes(loose: Sequence[str], opened: Sequence[str]) -> Iterator[str]:
    if loose:
        yield f"integer columns without bounds are taken to lie in [0, inf): {', '.join(loose)}"
    if opened:
        yield f"columns with a negative upper bound and no lower one are taken to lie below it without end: {', '.join(opened)}"


def _left_aside(found: Mps) -> Iterator[str]:
    for section, names in found.aside.items():
        yield f"{section}: set {found.sets[section]} counts; left aside: {', '.join(names)}"


def coefficients(core: Core) -> dict[tuple[int, int], float]:
    """The coefficients by place."""
    places = zip(core.row.tolist(), core.column.tolist(), strict=True)
    return dict(zip(places, core.value.tolist(), strict=True))
