"""The time file of SMPS: which columns and rows belong to which period.

Implicit periods name the first column and the first row of every period, in the order of the core file (Birge
et al. 1987); explicit ones give every column and row its period, in sections COLUMNS and ROWS.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from offtake.errors import InstanceError
from offtake.stochastic.formats.lines import ANY, Line, text_lines
from offtake.stochastic.solver.program import Indices

_HEADINGS = {
    "TIME": ANY,
    "NAME": ANY,
    "PERIODS": ANY,
    "ROWS": 1,
    "COLUMNS": 1,
    "COLS": 1,
    "ENDATA": ANY,
}


@dataclass(frozen=True)
class Periods:
    """The periods, and where each column and row belongs."""

    path: Path
    names: tuple[str, ...]
    starts: tuple[tuple[str, str, str], ...] = ()
    """Implicit: first column and first row of every period, and the line that says so."""
    columns: Mapping[str, int] | None = None
    """Explicit: column -> period; so with `rows`."""
    rows: Mapping[str, int] | None = None

    def stages(self, columns: Sequence[str], kinds: Mapping[str, str]) -> tuple[Indices, Indices]:
        """Period of every column, and of every row of `kinds` (row -> its type).  Raises InstanceError."""
        rows = list(kinds)
        if self.columns is not None and self.rows is not None:
            free = [row for row, kind in kinds.items() if kind == "N"]
            return self._given("column", columns, self.columns), self._given(
                "row", rows, {**dict.fromkeys(free, 0), **self.rows}
            )
        first = [column for column, _, _ in self.starts], [row for _, row, _ in self.starts]
        return self._run("column", columns, first[0]), self._run("row", rows, first[1])

    def _given(self, what: str, names: Sequence[str], known: Mapping[str, int]) -> Indices:
        present = set(names)
        for name in known:
            if name not in present:
                raise InstanceError(f"{self.path}: {what} {name!r} is not in the core file")
        for name in names:
            if name not in known:
                raise InstanceError(f"{self.path}: {what} {name!r} has no period")
        return np.array([known[name] for name in names], dtype=np.int64)

    def _run(self, what: str, names: Sequence[str], first: Sequence[str]) -> Indices:
        order = {name: k for k, name in enumerate(names)}
        for name, (_, _, where) in zip(first, self.starts, strict=True):
            if name not in order:
                raise InstanceError(f"{where}: {what} {name!r} is not in the core file")
        begins = [order[name] for name in first]
        for k in range(1, len(begins)):
            if begins[k] < begins[k - 1]:
                where = self.starts[k][2]
                raise InstanceError(f"{where}: the periods are not in the order of the core file")
        if what == "column" and begins[0]:
            raise InstanceError(
                f"{self.starts[0][2]}: column {names[0]!r} stands before the first period"
            )
        stage = np.searchsorted(begins, np.arange(len(names)), side="right") - 1
        return np.maximum(stage, 0).astype(np.int64)


def read_periods(path: Path) -> Periods:
    """Read a time file.  Raises InstanceError with file and line."""
    section, explicit = "", False
    names: dict[str, int] = {}
    starts: list[tuple[str, str, str]] = []
    columns: dict[str, int] = {}
    of: dict[str, dict[str, int]] = {"ROWS": {}, "COLUMNS": columns, "COLS": columns}
    for line in text_lines(path, _HEADINGS):
        if line.heading:
            section = line.words[0].upper()
            if section not in _HEADINGS:
                raise InstanceError(f"{line.where}: section {section!r} is not supported")
            if section == "PERIODS":
                explicit = "EXPLICIT" in [word.upper() for word in line.words]
            if section in of and not explicit:
                raise InstanceError(f"{line.where}: section {section} goes with PERIODS EXPLICIT")
        elif section == "PERIODS":
            wanted = "a period" if explicit else "column, row and period"
            _count(line, 1 if explicit else 3, wanted)
            if line.words[-1] in names:
                raise InstanceError(f"{line.where}: period {line.words[-1]!r} stands twice")
            names[line.words[-1]] = len(names)
            if not explicit:
                starts.append((line.words[0], line.words[1], line.where))
        elif section in of:
            _count(line, 2, f"{'row' if section == 'ROWS' else 'column'} and period")
            _belongs(line, names, of[section])
        else:
            raise InstanceError(f"{line.where}: data outside a section")
    if not names:
        raise InstanceError(f"{path} names no period")
    if explicit:
        return Periods(path, tuple(names), (), columns, of["ROWS"])
    return Periods(path, tuple(names), tuple(starts))


def _count(line: Line, count: int, wanted: str) -> None:
    if len(line.words) != count:
        raise InstanceError(f"{line.where}: wanted {wanted}")


def _belongs(line: Line, names: Mapping[str, int], into: dict[str, int]) -> None:
    name, period = line.words
    if period not in names:
        raise InstanceError(f"{line.where}: period {period!r} is not in section PERIODS")
    if name in into:
        raise InstanceError(f"{line.where}: {name!r} stands twice")
    into[name] = names[period]
