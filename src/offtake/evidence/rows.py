"""Rows for the tables of a study, a folder or a workbook, added to what stands there."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from offtake.errors import UsageError
from offtake.evidence.deciding.books import book_with, sheet_of_book
from offtake.files import write_bytes, write_text
from offtake.study.dictionary import table
from offtake.study.reading.folder import delimiter

Row = Mapping[str, str]


def add_rows(study: Path, rows: Mapping[str, Sequence[Row]]) -> list[str]:
    """Add rows by table to the CSV files of a folder, or to the sheets of a workbook, and return the names of these.

    Files, sheets and columns that are not there are made; cells are parted as the file parts them.  A row of `sources` that
    stands there already is left out.  UsageError, and nothing is written, where a table holds a row of the same key, cannot
    be read as text, is no CSV file, or where a workbook would lose something by being changed.
    """
    if study.is_file():
        sheets = {}
        for name, found in rows.items():
            header, old = sheet_of_book(study, name) or ((), ())
            there = [dict(zip(header, row, strict=True)) for row in old]
            columns, all_rows = _joined(f"sheet {name}", name, header, there, found)
            sheets[name] = (columns, tuple(tuple(row.get(c, "") for c in columns) for row in all_rows))  # fmt: skip
        write_bytes(book_with(study, sheets), study)
        return list(rows)
    texts = {name: _text(study / f"{name}.csv", name, found) for name, found in rows.items()}
    study.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        write_text(text, study / f"{name}.csv")
    return [f"{name}.csv" for name in texts]


def _text(path: Path, name: str, rows: Sequence[Row]) -> str:
    """The file's text with the rows added."""
    header: tuple[str, ...] = ()
    old: list[Row] = []
    mark = ","
    if path.with_suffix(".parquet").exists():
        raise UsageError(f"table {name} is {name}.parquet, and rows are added to CSV files; save it as {path.name}")  # fmt: skip
    if path.is_file():
        try:
            found = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            raise UsageError(f"{path.name} is not UTF-8 text; save it as CSV UTF-8") from None
        mark = delimiter(name, found)
        reader = csv.DictReader(io.StringIO(found), delimiter=mark)
        old, header = list(reader), tuple(reader.fieldnames or ())
    columns, all_rows = _joined(path.name, name, header, old, rows)
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", delimiter=mark, lineterminator="\n")
    writer.writeheader()
    writer.writerows(all_rows)
    return out.getvalue()


def _joined(
    at: str, name: str, header: Sequence[str], old: Sequence[Row], rows: Sequence[Row]
) -> tuple[tuple[str, ...], list[Row]]:
    """Columns and rows of a table with the new ones at its end; UsageError where one stands there already."""
    declared = table(name)
    columns = [column for column in declared.names if any(column in row for row in rows)]
    there = {tuple(row.get(k) or "" for k in declared.key) for row in old}
    new = []
    for row in rows:
        key = tuple(row.get(k, "") for k in declared.key)
        if key not in there:
            new.append(row)
        elif name != "sources":
            raise UsageError(f"{at} holds {' | '.join(key)} already: use another name")
    return (*header, *(column for column in columns if column not in header)), [*old, *new]
