"""Cells of a study changed in place, in CSV files or in a workbook: every other cell stays as it is."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from offtake.errors import StudyError, UsageError
from offtake.evidence.deciding.books import book_with, sheet_of_book
from offtake.files import write_bytes, write_text
from offtake.study.reading.read import read_study
from offtake.study.wording.where import rows_meant


@dataclass(frozen=True)
class TextSheet:
    """A table as text."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def meant(self, where: str) -> int:
        """The one row that `where` means; UsageError where it means none or several."""
        columns = {name: [row[k] for row in self.rows] for k, name in enumerate(self.header)}
        found = rows_meant(columns, len(self.rows), where)
        if len(found) != 1:
            raise UsageError(f"{where!r} means {len(found)} rows of {self.name}; write one that means a single row, as line=pump hall")  # fmt: skip
        return found[0]

    def cell(self, row: int, column: str) -> str:
        """The text of a cell; '' where the table has no such column."""
        return self.rows[row][self.header.index(column)] if column in self.header else ""

    def with_cells(self, row: int, cells: Mapping[str, str]) -> TextSheet:
        """The table with cells of a row changed; columns that it has not are added at its end."""
        header = (*self.header, *(name for name in cells if name not in self.header))
        rows = [[*own, *[""] * (len(header) - len(own))] for own in self.rows]
        for name, text in cells.items():
            rows[row][header.index(name)] = text
        return TextSheet(self.name, header, tuple(tuple(own) for own in rows))

    def with_row(self, cells: Mapping[str, str]) -> TextSheet:
        """The table with one row more at its end."""
        blank = TextSheet(self.name, self.header, (*self.rows, ("",) * len(self.header)))
        return blank.with_cells(len(self.rows), cells)

    @property
    def text(self) -> str:
        """The table as it is written."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(self.header)
        writer.writerows(self.rows)
        return out.getvalue()


def sheet(study: Path, table: str, header: tuple[str, ...] = ()) -> TextSheet:
    """A table of a study; an empty one with `header`, where that is given and the study has none; UsageError."""
    if study.is_dir():
        path = study / f"{table}.csv"
        if not path.is_file() and not header:
            raise UsageError(f"{study} has no {table}.csv")
        return _from_csv(path, table) if path.is_file() else TextSheet(table, header, ())
    found = sheet_of_book(study, table)
    if found is None and not header:
        raise UsageError(f"{study.name} has no sheet {table}")
    return TextSheet(table, *(found or (header, ())))


def _from_csv(path: Path, table: str) -> TextSheet:
    text = path.read_bytes().decode("utf-8-sig")
    first = text.split("\n", 1)[0]
    sign = max(",;\t", key=lambda s: (first.count(s), s == ","))
    if sign != ",":
        raise UsageError(f"{path.name} has {sign!r} between its cells; save it with commas")
    found = [tuple(row) for row in csv.reader(io.StringIO(text)) if row]
    if not found:
        raise UsageError(f"{path.name} is empty")
    width = len(found[0])
    return TextSheet(
        table, found[0], tuple((*row, *[""] * (width - len(row))) for row in found[1:])
    )


def replaced(study: Path, sheets: Mapping[str, TextSheet]) -> None:
    """Write tables by name, and look whether the study still holds; else put all back and raise UsageError."""
    files = [study / f"{name}.csv" for name in sheets] if study.is_dir() else [study]
    before = {path: path.read_bytes() if path.is_file() else None for path in files}
    if study.is_dir():
        for path, own in zip(files, sheets.values(), strict=True):
            write_text(own.text, path)
    else:
        write_bytes(book_with(study, {n: (s.header, s.rows) for n, s in sheets.items()}), study)
    try:
        read_study(study)
    except (StudyError, UsageError) as error:
        for path, data in before.items():
            if data is None:
                path.unlink()
            else:
                write_bytes(data, path)
        raise UsageError(
            f"nothing was changed, for the study would not hold any more:\n{error}"
        ) from error
