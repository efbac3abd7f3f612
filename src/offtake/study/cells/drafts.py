"""A draft: one table with typed cells, before its values are judged.

Cells that failed their own check are marked, so that nothing is said about them twice.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from offtake.study.cells.cells import Problem, Value, parse_cell
from offtake.study.cells.header import header_faults, meant_columns
from offtake.study.cells.raw import RawTable
from offtake.study.faults import Fault
from offtake.study.schema import Column, Table
from offtake.study.wording.where import Rows

MOST_FAULTS = 10_000
"""Cells of one table with a fault of their own; where there are more, it is another table, or in another order."""


@dataclass(frozen=True)
class Draft:
    """Typed columns of one table; None marks an empty cell whose column has no default."""

    table: Table
    raw: RawTable
    columns: dict[str, list[Value]]
    bad: frozenset[tuple[int, str]] = frozenset()
    """(row, column) of cells that have a fault already."""
    broken: frozenset[str] = frozenset()
    """Columns that are missing as a whole."""
    places: dict[tuple[int, str], str] = dataclasses.field(default_factory=dict)
    """Places of cells whose value comes from an edit."""
    _rows: list[Rows] = dataclasses.field(
        init=False, default_factory=list, compare=False, repr=False
    )

    @property
    def size(self) -> int:
        """Number of rows."""
        return len(self.raw.rows)

    @property
    def keys(self) -> list[Value]:
        """What the first column holds: the names that other tables may refer to."""
        return self.columns[self.table.columns[0].name]

    def value(self, row: int, column: str) -> Any:
        """What a cell holds, of the type of its column; None where it is empty or has a fault."""
        return self.columns[column][row]

    def rows(self, *columns: str) -> Iterator[tuple[Any, ...]]:
        """Each row in which these cells are sound and none is empty, and what they hold."""
        for row in range(self.size):
            if self.known(row, *columns):
                yield row, *(self.columns[c][row] for c in columns)

    def meant(self, where: str) -> list[int]:
        """Positions of the rows that `where` means, rising; UsageError where it is malformed."""
        if not self._rows:
            self._rows.append(Rows(self.columns, self.size))
        return self._rows[0].meant(where)

    @property
    def spoilt(self) -> bool:
        """Whether any cell, or a column as a whole, has a fault."""
        return bool(self.bad or self.broken)

    def settled(self, *columns: str) -> bool:
        """Whether no cell of these columns will be another once its fault is mended."""
        return not self.broken.intersection(columns) and not any(c in columns for _, c in self.bad)

    def sound(self, row: int, *columns: str) -> bool:
        """Whether none of these cells has a fault."""
        if not self.spoilt:
            return True
        return not any((row, c) in self.bad or c in self.broken for c in columns)

    def known(self, row: int, *columns: str) -> bool:
        """Whether these cells are sound and none is empty."""
        return self.sound(row, *columns) and all(self.columns[c][row] is not None for c in columns)

    def with_bad(self, cells: set[tuple[int, str]]) -> Draft:
        """The draft with more cells marked as faulty."""
        return dataclasses.replace(self, bad=self.bad | cells)

    def place(self, row: int, column: str) -> str:
        """Where the value of a cell was written."""
        return self.places.get((row, column)) or self.raw.cell(row, column)

    def fault(
        self, code: str, row: int, column: str, found: str, wanted: str = "", suggestion: str = ""
    ) -> Fault:
        """A fault at one cell of this table."""
        place, number = self.place(row, column), self.raw.numbers[row]
        return Fault(code, self.table.name, place, column, number, found, wanted, suggestion)

    def given_up(self) -> tuple[Draft, Fault]:
        """The draft without rows, of a table with more than `MOST_FAULTS`, and what is said of that."""
        found = f"more than {MOST_FAULTS:,} cells of this table have a fault; the others were not looked at"
        wanted = "is it another table, or are its columns in another order?"
        told = Fault("E100", self.table.name, self.raw.spot("1:1"), "", None, found, wanted)
        nothing = dataclasses.replace(self.raw, rows=(), numbers=(), merged=frozenset())
        names = [c.name for c in self.table.columns]
        empty = Draft(self.table, nothing, {n: [] for n in names}, broken=frozenset(names))
        return empty, told

    def only(self, rows: Sequence[int]) -> Draft:
        """The draft with these rows alone, in this order."""
        at = {row: k for k, row in enumerate(rows)}
        raw = dataclasses.replace(
            self.raw,
            rows=tuple(self.raw.rows[row] for row in rows),
            numbers=tuple(self.raw.numbers[row] for row in rows),
            merged=frozenset((at[r], c) for r, c in self.raw.merged if r in at),
        )
        return dataclasses.replace(
            self,
            raw=raw,
            columns={n: [values[row] for row in rows] for n, values in self.columns.items()},
            bad=frozenset((at[r], c) for r, c in self.bad if r in at),
            places={(at[r], c): place for (r, c), place in self.places.items() if r in at},
        )


def draft(table: Table, raw: RawTable) -> tuple[Draft, list[Fault]]:
    """Type every cell of a table as found; declared defaults are filled in.

    After too many faults the table is given up: the draft is then without rows.
    """
    faults = list(header_faults(table, raw))
    meant = set(meant_columns(table, raw).values())
    broken = frozenset(
        c.name
        for c in table.columns
        if c.name not in raw.header and (c.required or c.name in meant)
    )
    columns: dict[str, list[Value]] = {}
    bad: set[tuple[int, str]] = set()
    for column in table.columns:
        if column.name not in raw.header:
            columns[column.name] = [column.default] * len(raw.rows)  # type: ignore[list-item]
            continue
        values: list[Value] = []
        at = raw.header.index(column.name)
        for row, cells in enumerate(raw.rows):
            value: Value | Problem = None
            if (row, at) not in raw.merged:
                value = parse_cell(cells[at], column, literal=raw.form == "frame")
                if value is None and column.required:
                    value = _empty(column)
            if (row, at) in raw.merged or isinstance(value, Problem):
                bad.add((row, column.name))
                if isinstance(value, Problem):
                    faults.append(_at(raw, table, row, column, value))
                    if len(faults) > MOST_FAULTS:
                        given_up, told = Draft(table, raw, {}).given_up()
                        return given_up, [told, *faults]
                value = None
            values.append(column.default if value is None else value)  # type: ignore[arg-type]
        columns[column.name] = values
    return Draft(table, raw, columns, frozenset(bad), broken), faults


def _empty(column: Column) -> Problem:
    unit = f" ({column.unit})" if column.unit else ""
    return Problem("E102", f"{column.name} is empty but required{unit}", "")


def _at(raw: RawTable, table: Table, row: int, column: Column, problem: Problem) -> Fault:
    at = raw.cell(row, column.name), column.name, raw.numbers[row]
    return Fault(problem.code, table.name, *at, problem.found, problem.wanted)


def typed_frame(draft: Draft) -> pd.DataFrame:
    """The draft as a typed frame.

    text and period: str, '' where empty; number: float64, NaN where empty; integer: int64, or Int64
    where the column may stay empty; date: objects, datetime.date or None; numbers: objects, tuples of
    floats, () where empty; boolean: bool.
    """
    return pd.DataFrame({c.name: _series(c, draft.columns[c.name]) for c in draft.table.columns})


def _series(column: Column, values: list[Value]) -> pd.Series:
    if column.kind in ("text", "period"):
        return pd.Series(["" if v is None else v for v in values], dtype="str")
    if column.kind == "number":
        return pd.Series([float("nan") if v is None else v for v in values], dtype="float64")
    if column.kind == "numbers":
        return pd.Series([() if v is None else v for v in values], dtype=object)
    if column.kind == "date":
        return pd.Series(values, dtype=object)
    always = column.required or column.default is not None
    if column.kind == "integer":
        return pd.Series(values, dtype="int64" if always else "Int64")
    return pd.Series(values, dtype="bool" if always else "boolean")
