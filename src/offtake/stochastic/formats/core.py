"""The core file of SMPS: one ordinary program in MPS format, split into stages by the time file.

Sections NAME, ROWS, COLUMNS, RHS, RANGES, BOUNDS, ENDATA, in free or fixed columns; names hold no blanks.
The time file names the first column and the first row of every period (Birge et al. 1987).  Integer columns
without bounds lie in [0, inf): some readers take [0, 1], so `warnings` says which columns that concerns.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from offtake.errors import InstanceError

Vector = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]
_ENDLESS = 1e30


@dataclass(frozen=True)
class Core:
    """The program of one future, and the period of every column and row."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[str, ...]  # without the objective
    objective: str
    cost: Vector
    lower: Vector
    upper: Vector
    integer: npt.NDArray[np.bool_]
    row: Indices
    column: Indices
    value: Vector
    row_lower: Vector
    row_upper: Vector
    offset: float
    periods: tuple[str, ...]
    column_stage: Indices
    row_stage: Indices
    warnings: tuple[str, ...] = ()


def read_core(core: Path, time: Path) -> Core:
    """Read a core file and its time file.  Raises InstanceError with file and line."""
    return _Reader(core).core(*_periods(time))


def lines(path: Path) -> Iterator[tuple[int, bool, list[str]]]:
    """Number, whether it is a heading, and words of every line that is not a comment."""
    try:
        text = path.read_text(encoding="latin-1")
    except OSError as error:
        raise InstanceError(f"{path} cannot be read: {error.strerror}") from error
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.startswith("*"):
            yield number, not line[0].isspace(), line.split()


def number(word: str, where: str) -> float:
    """A word as a number.  Raises InstanceError."""
    try:
        value = float(word)
    except ValueError as error:
        raise InstanceError(f"{where}: {word!r} is not a number") from error
    if np.isnan(value):
        raise InstanceError(f"{where}: the value is not a number")
    return np.copysign(np.inf, value) if abs(value) >= _ENDLESS else value


def _periods(path: Path) -> tuple[list[tuple[str, str, str]], Path]:
    starts: list[tuple[str, str, str]] = []
    for count, heading, words in lines(path):
        if heading:
            if words[0].upper() == "PERIODS" and "EXPLICIT" in [w.upper() for w in words]:
                raise InstanceError(f"{path}, line {count}: explicit periods are not supported")
            if words[0].upper() == "ENDATA":
                break
        elif len(words) >= 3:
            starts.append((words[0], words[1], words[2]))
        else:
            raise InstanceError(f"{path}, line {count}: wanted column, row and period")
    if not starts:
        raise InstanceError(f"{path} names no period")
    return starts, path


class _Reader:
    """Reads one core file, section by section."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = path.stem
        self.kind: dict[str, str] = {}  # of every row, N included
        self.objective = ""
        self.column: dict[str, int] = {}
        self.integer: list[bool] = []
        self.entries: dict[tuple[str, str], float] = {}
        self.rhs: dict[str, float] = {}
        self.ranges: dict[str, float] = {}
        self.bounds: list[tuple[str, str, float]] = []
        self.set_name: dict[str, str] = {}
        self.whole = False

    def core(self, starts: list[tuple[str, str, str]], time: Path) -> Core:
        section = ""
        for count, heading, words in lines(self.path):
            where = f"{self.path}, line {count}"
            if heading:
                section = words[0].upper()
                if section == "NAME" and len(words) > 1:
                    self.name = words[1]
                if section == "ENDATA":
                    break
                continue
            read = getattr(self, f"_{section.lower()}", None)
            if read is None:
                raise InstanceError(f"{where}: section {section!r} is not supported")
            read(words, where)
        return self._result(starts, time)

    def _rows(self, words: list[str], where: str) -> None:
        kind, name = words[0].upper(), words[1]
        if kind not in "NLGE":
            raise InstanceError(f"{where}: row type {kind!r}, wanted one of N, L, G, E")
        if kind == "N" and not self.objective:
            self.objective = name
        self.kind[name] = kind

    def _columns(self, words: list[str], where: str) -> None:
        if len(words) >= 3 and words[1].strip("'").upper() == "MARKER":
            self.whole = words[2].strip("'").upper() == "INTORG"
            return
        if words[0] not in self.column:
            self.column[words[0]] = len(self.column)
            self.integer.append(self.whole)
        for row, word in self._pairs(words[1:], where):
            self.entries[row, words[0]] = number(word, where)

    def _pairs(self, words: list[str], where: str) -> Iterator[tuple[str, str]]:
        if len(words) % 2:
            raise InstanceError(f"{where}: wanted pairs of row and value")
        for row, word in zip(words[::2], words[1::2], strict=True):
            if row not in self.kind:
                raise InstanceError(f"{where}: row {row!r} is not in section ROWS")
            yield row, word

    def _first_set(self, section: str, words: list[str]) -> list[str] | None:
        """The words without the set's name, or None where they belong to a later set."""
        if len(words) % 2 == 0:
            return words
        name = self.set_name.setdefault(section, words[0])
        return words[1:] if words[0] == name else None

    def _rhs(self, words: list[str], where: str) -> None:
        if chosen := self._first_set("RHS", words):
            for row, word in self._pairs(chosen, where):
                self.rhs[row] = number(word, where)

    def _ranges(self, words: list[str], where: str) -> None:
        if chosen := self._first_set("RANGES", words):
            for row, word in self._pairs(chosen, where):
                self.ranges[row] = number(word, where)

    def _bounds(self, words: list[str], where: str) -> None:
        kind = words[0].upper()
        bare = kind in ("FR", "BV", "MI", "PL")
        rest = words[1:]
        if len(rest) == (2 if bare else 3) or (bare and len(rest) == 3):
            name = self.set_name.setdefault("BOUNDS", rest[0])
            if rest[0] != name:
                return
            rest = rest[1:]
        if len(rest) < (1 if bare else 2) or rest[0] not in self.column:
            raise InstanceError(f"{where}: wanted bound type, set, a known column and a value")
        self.bounds.append((kind, rest[0], 0.0 if bare else number(rest[1], where)))

    def _result(self, starts: list[tuple[str, str, str]], time: Path) -> Core:
        rows = tuple(r for r, kind in self.kind.items() if kind != "N")
        at = {r: k for k, r in enumerate(rows)}
        lower, upper = self._column_bounds()
        row_lower, row_upper = self._row_bounds(rows)
        inside = [(at[r], self.column[c], v) for (r, c), v in self.entries.items() if r in at and v]
        i, j, value = (np.array(part) for part in zip(*inside, strict=True))
        cost = np.zeros(len(self.column))
        for (r, c), v in self.entries.items():
            if r == self.objective:
                cost[self.column[c]] = v
        integer = np.array(self.integer, dtype=bool)
        bounded = {c for _, c, _ in self.bounds}
        loose = [c for c, k in self.column.items() if integer[k] and c not in bounded]
        note = f"integer columns without bounds are taken to lie in [0, inf): {', '.join(loose)}"
        column_stage, row_stage = self._stages(starts, time, rows)
        return Core(
            name=self.name,
            columns=tuple(self.column),
            rows=rows,
            objective=self.objective,
            cost=cost,
            lower=lower,
            upper=upper,
            integer=integer,
            row=i.astype(np.int64),
            column=j.astype(np.int64),
            value=value.astype(float),
            row_lower=row_lower,
            row_upper=row_upper,
            offset=-self.rhs.get(self.objective, 0.0),
            periods=tuple(period for _, _, period in starts),
            column_stage=column_stage,
            row_stage=row_stage,
            warnings=(note,) if loose else (),
        )

    def _stages(
        self, starts: list[tuple[str, str, str]], time: Path, rows: tuple[str, ...]
    ) -> tuple[Indices, Indices]:
        """Position of a column or row among the periods' first ones."""
        order = {name: k for k, name in enumerate(self.kind)}
        for column, row, _ in starts:
            if column not in self.column:
                raise InstanceError(f"{time}: column {column!r} is not in the core file")
            if row not in order:
                raise InstanceError(f"{time}: row {row!r} is not in the core file")
        first_column = [self.column[c] for c, _, _ in starts]
        first_row = [order[r] for _, r, _ in starts]
        if first_column != sorted(first_column) or first_row != sorted(first_row):
            raise InstanceError(f"{time}: the periods are not in the order of the core file")
        of_column = np.searchsorted(first_column, np.arange(len(self.column)), side="right") - 1
        of_row = np.searchsorted(first_row, [order[r] for r in rows], side="right") - 1
        return np.maximum(of_column, 0).astype(np.int64), np.maximum(of_row, 0).astype(np.int64)

    def _row_bounds(self, rows: tuple[str, ...]) -> tuple[Vector, Vector]:
        pairs = []
        for row in rows:
            kind, b = self.kind[row], self.rhs.get(row, 0.0)
            low, high = (-np.inf if kind == "L" else b), (np.inf if kind == "G" else b)
            if row in self.ranges:
                width = self.ranges[row]
                if kind == "L" or (kind == "E" and width < 0):
                    low = b - abs(width)
                else:
                    high = b + abs(width)
            pairs.append((low, high))
        array = np.array(pairs, dtype=float).reshape(-1, 2)
        return array[:, 0].copy(), array[:, 1].copy()

    def _column_bounds(self) -> tuple[Vector, Vector]:
        lower, upper = np.zeros(len(self.column)), np.full(len(self.column), np.inf)
        for kind, name, value in self.bounds:
            set_bound(kind, self.column[name], value, lower, upper)
            if kind in ("BV", "UI", "LI"):
                self.integer[self.column[name]] = True
        return lower, upper


def set_bound(kind: str, k: int, value: float, lower: Vector, upper: Vector) -> None:
    """Apply one bound of the MPS format to column k.  Raises InstanceError on an unknown type."""
    match kind:
        case "UP" | "UI":
            upper[k] = value
            if value < 0 and lower[k] == 0:
                lower[k] = -np.inf
        case "LO" | "LI":
            lower[k] = value
        case "FX":
            lower[k] = upper[k] = value
        case "FR":
            lower[k], upper[k] = -np.inf, np.inf
        case "MI":
            lower[k] = -np.inf
        case "PL":
            upper[k] = np.inf
        case "BV":
            lower[k], upper[k] = 0.0, 1.0
        case _:
            raise InstanceError(f"bound type {kind!r} is not supported")
