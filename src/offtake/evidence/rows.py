"""Rows for the tables of a study folder, added to what stands there."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from offtake.errors import UsageError
from offtake.files import write_text
from offtake.study.dictionary import table
from offtake.study.reading.folder import delimiter

Row = Mapping[str, str]


def add_rows(folder: Path, rows: Mapping[str, Sequence[Row]]) -> list[str]:
    """Add rows by table to the CSV files of `folder`, and return the names of these.

    Files and columns that are not there are made; cells are parted as the file parts them.  A row of `sources` that stands
    there already is left out.  UsageError, and nothing is written, where a file holds a row of the same key, cannot be
    read as text, or is no CSV file.
    """
    texts = {name: _text(folder / f"{name}.csv", name, found) for name, found in rows.items()}
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        write_text(text, folder / f"{name}.csv")
    return [f"{name}.csv" for name in texts]


def _text(path: Path, name: str, rows: Sequence[Row]) -> str:
    """The file's text with the rows added."""
    declared = table(name)
    columns = [column for column in declared.names if any(column in row for row in rows)]
    old: list[dict[str, str]] = []
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
        old, header = list(reader), list(reader.fieldnames or [])
        columns = [*header, *(column for column in columns if column not in header)]
    there = {tuple(row.get(k) or "" for k in declared.key) for row in old}
    new = []
    for row in rows:
        key = tuple(row.get(k, "") for k in declared.key)
        if key not in there:
            new.append(row)
        elif name != "sources":
            raise UsageError(f"{path.name} holds {' | '.join(key)} already: use another name")
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", delimiter=mark, lineterminator="\n")
    writer.writeheader()
    writer.writerows([*old, *new])
    return out.getvalue()
