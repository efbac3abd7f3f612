"""Edits of whole rows: one that is put in, and rows that are taken out.

`insert` puts in a row whose `column` holds `value` and whose other cells are those that `where` names, as
column=value;column=value; further cells are set by edits that follow in the same policy.  `delete` takes out the rows in
which `column` holds `value` and which `where` means.  What is left must be a sound study: a row that others refer to is
not taken out before them.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from offtake.errors import UsageError
from offtake.study.cells.cells import Problem, Value, parse_cell
from offtake.study.cells.drafts import Draft
from offtake.study.faults import Fault
from offtake.study.wording.where import as_text, conditions

ROWS = ("insert", "delete")
_OF_ROW = ("source", "note")


def with_row(target: Draft, changes: Draft, row: int) -> tuple[Draft, list[Fault]]:
    """The table with the row that edit `row` puts in, at its end; as it was, with the fault, where a cell is none."""
    asked = {str(changes.columns["column"][row]): (str(changes.columns["value"][row]), "value")}
    try:
        for column, values in conditions(str(changes.columns["where"][row] or "")):
            asked[column] = ("|".join(values), "where")
    except UsageError as error:
        return target, [changes.fault("E117", row, "where", f"where: {error}")]
    faults = [
        changes.fault("E117", row, place, f"{place}: {name!r} is no column of table {target.table.name!r}")
        for name, (_, place) in asked.items()
        if name not in target.table.names
    ]  # fmt: skip
    if faults:
        return target, faults
    asked |= {name: (as_text(changes.columns[name][row]), name) for name in _OF_ROW}
    cells: dict[str, Value] = {}
    for declared in target.table.columns:
        text, place = asked.get(declared.name, ("", "value"))
        value = parse_cell(text, declared) if text else None
        if isinstance(value, Problem):
            return target, [changes.fault(value.code, row, place, value.found, value.wanted)]
        cells[declared.name] = declared.default if value is None else value  # type: ignore[assignment]
    return _longer(target, changes, row, cells), []


def _longer(target: Draft, changes: Draft, row: int, cells: dict[str, Value]) -> Draft:
    raw = target.raw
    found = tuple(as_text(cells.get(name)) for name in raw.header)
    number = max(raw.numbers, default=1) + 1
    place = changes.raw.cell(row, "value")
    return dataclasses.replace(
        target,
        raw=dataclasses.replace(raw, rows=(*raw.rows, found), numbers=(*raw.numbers, number)),
        columns={name: [*values, cells[name]] for name, values in target.columns.items()},
        places={**target.places, **{(target.size, name): place for name in target.columns}},
    )


def without_rows(target: Draft, changes: Draft, row: int) -> tuple[Draft, list[Fault]]:
    """The table without the rows that edit `row` means; as it was, with the fault, where it means none."""
    column, value = (str(changes.columns[name][row]) for name in ("column", "value"))
    try:
        meant = target.meant(str(changes.columns["where"][row] or ""))
    except UsageError as error:
        return target, [changes.fault("E117", row, "where", f"where: {error}")]
    cells = target.columns.get(column, [None] * target.size)
    gone = {at for at in meant if as_text(cells[at]) == value}
    if not gone:
        found = f"value: no row of table {target.table.name!r} has {column} {value!r} there"
        return target, [changes.fault("E117", row, "value", found)]
    return target.only([at for at in range(target.size) if at not in gone]), []


def unfilled(before: dict[str, Draft], after: dict[str, Draft]) -> Iterator[tuple[str, int, str, Fault]]:  # fmt: skip
    """Cells of rows put in that must hold something and do not: table, row, column, fault."""
    for name, own in after.items():
        known = frozenset(before[name].raw.numbers)
        for at in (k for k, number in enumerate(own.raw.numbers) if number not in known):
            for column in own.table.columns:
                if column.required and own.columns[column.name][at] is None:
                    unit = f" ({column.unit})" if column.unit else ""
                    found = f"{column.name} of the row put into table {name!r} is empty but required{unit}"
                    yield name, at, column.name, own.fault("E102", at, column.name, found)
