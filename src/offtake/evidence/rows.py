"""Rows for the tables of a study, a folder or a workbook, added to what stands there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from offtake.errors import UsageError
from offtake.evidence.deciding.cells import TextSheet, put, sheet
from offtake.study.dictionary import table

Row = Mapping[str, str]


def add_rows(study: Path, rows: Mapping[str, Sequence[Row]]) -> list[str]:
    """Add rows by table to the CSV files of a folder, or to the sheets of a workbook, and return the names of these.

    Files, sheets and columns that are not there are made; cells are parted as the file parts them.  A row of `sources` that
    stands there already is left out.  UsageError, and nothing is written, where a table holds a row of the same key, cannot
    be read as text, is no CSV file, or where a workbook would lose something by being changed.
    """
    at = "sheet {}" if study.is_file() else "{}.csv"
    joined = {n: _joined(at.format(n), sheet(study, n, ()), own) for n, own in rows.items()}
    return put(study, joined)


def _joined(at: str, old: TextSheet, rows: Sequence[Row]) -> TextSheet:
    """A table with the new rows at its end; UsageError where one stands there already."""
    names = table(old.name).key
    there = {tuple(old.cell(k, name) for name in names) for k in range(len(old.rows))}
    new = []
    for row in rows:
        key = tuple(row.get(name, "") for name in names)
        if key not in there:
            new.append(row)
        elif old.name != "sources":
            raise UsageError(f"{at} holds {' | '.join(key)} already: use another name")
    return old.with_rows(new)
