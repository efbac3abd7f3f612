"""Cells of a study changed in place, in CSV files or in a workbook: every other cell stays as it is."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from offtake.errors import StudyError, UsageError
from offtake.evidence.deciding.books import book_with, sheet_of_book
from offtake.files import write_bytes, write_text
from offtake.study.dictionary import table as declared
from offtake.study.reading.folder import delimiter
from offtake.study.reading.read import read_study
from offtake.study.wording.near import did_you_mean
from offtake.study.wording.where import conditions, rows_meant

_TOLD = 4


@dataclass(frozen=True)
class TextSheet:
    """A table as text."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    mark: str = ","
    """What parts the cells of its file."""

    def meant(self, where: str) -> int:
        """The one row that `where` means; UsageError where it says nothing, or means none or several."""
        every = range(len(self.rows))
        if not where.strip():
            raise UsageError(f"--where is empty; write which row of {self.name} is meant, as {self._where(0)}")  # fmt: skip
        columns, found = self._columns(), self.all_meant(where)
        if not found:
            near = next((n for c, v in conditions(where) for n in [did_you_mean(v[0], columns[c])] if n and v[0] not in columns[c]), "")  # fmt: skip
            raise UsageError(f"{where!r} means no row of {self.name}{near or f'; there are {self._some(every)}'}")  # fmt: skip
        if len(found) > 1:
            raise UsageError(f"{where!r} means {len(found)} rows of {self.name}; write one of {self._some(found)}")  # fmt: skip
        return found[0]

    def _some(self, rows: Sequence[int]) -> str:
        more = ", …" if len(rows) > _TOLD else ""
        return " | ".join(map(self._where, rows[:_TOLD])) + more

    def _where(self, row: int) -> str:
        """What means a row: its keys, as --where takes them."""
        keys = [k for k in declared(self.name).key if k in self.header]
        if row >= len(self.rows):
            return ";".join(f"{k}=..." for k in keys)
        return ";".join(f"{k}={text}" for k in keys if (text := self.cell(row, k)))

    def all_meant(self, where: str) -> list[int]:
        """All rows that `where` means; may be none."""
        return rows_meant(self._columns(), len(self.rows), where)

    def _columns(self) -> dict[str, list[str]]:
        return {name: [row[k] for row in self.rows] for k, name in enumerate(self.header)}

    def cell(self, row: int, column: str) -> str:
        """The text of a cell; '' where the table has no such column."""
        return self.rows[row][self.header.index(column)] if column in self.header else ""

    def with_cells(self, row: int, cells: Mapping[str, str]) -> TextSheet:
        """The table with cells of a row changed; columns that it has not are added at its end."""
        header = (*self.header, *(name for name in cells if name not in self.header))
        rows = [[*own, *[""] * (len(header) - len(own))] for own in self.rows]
        for name, text in cells.items():
            rows[row][header.index(name)] = text
        return replace(self, header=header, rows=tuple(tuple(own) for own in rows))

    def with_row(self, cells: Mapping[str, str]) -> TextSheet:
        """The table with one row more at its end."""
        blank = replace(self, rows=(*self.rows, ("",) * len(self.header)))
        return blank.with_cells(len(self.rows), cells)

    def with_rows(self, rows: Sequence[Mapping[str, str]]) -> TextSheet:
        """The table with rows more at its end; columns that it has not are added in the usual order."""
        given = {name for row in rows for name in row}
        new = [n for n in declared(self.name).names if n in given and n not in self.header]
        table = replace(self, header=(*self.header, *new))
        for row in rows:
            table = table.with_row(row)
        return table

    def without(self, rows: Collection[int]) -> TextSheet:
        """The table without these rows."""
        return replace(self, rows=tuple(r for k, r in enumerate(self.rows) if k not in rows))

    @property
    def text(self) -> str:
        """The table as it is written."""
        out = io.StringIO()
        writer = csv.writer(out, delimiter=self.mark, lineterminator="\n")
        writer.writerow(self.header)
        writer.writerows(self.rows)
        return out.getvalue()


def sheet(study: Path, table: str, header: tuple[str, ...] | None = None) -> TextSheet:
    """A table of a study; an empty one with `header`, where that is given and the study has none.

    UsageError where there is none, where it cannot be read as text, or stands in a file to which nothing can be added.
    """
    path = study / f"{table}.csv"
    if study.is_file():
        found = sheet_of_book(study, table)
        if found is not None:
            return TextSheet(table, *found)
    elif path.with_suffix(".parquet").exists():
        raise UsageError(f"table {table} is {table}.parquet, and rows are added to CSV files; save it as {path.name}")  # fmt: skip
    elif path.is_file():
        return _from_csv(path, table)
    if header is None:
        none = f"{study.name} has no sheet {table}" if study.is_file() else f"{study} has no {path.name}"  # fmt: skip
        raise UsageError(f"{none}; the row that takes the figure has to stand there first")
    return TextSheet(table, header, ())


def _from_csv(path: Path, table: str) -> TextSheet:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f"{path.name} is not UTF-8 text; save it as CSV UTF-8") from None
    mark = delimiter(table, text)
    header, *rows = [tuple(row) for row in csv.reader(io.StringIO(text), delimiter=mark) if row] or [()]  # fmt: skip
    blank = ("",) * len(header)
    return TextSheet(table, header, tuple((*row, *blank[len(row) :]) for row in rows), mark)


def put(study: Path, sheets: Mapping[str, TextSheet]) -> list[str]:
    """Write tables by name, the names of what was written; UsageError where a workbook would lose something by that."""
    if study.is_file():
        write_bytes(book_with(study, {n: (s.header, s.rows) for n, s in sheets.items()}), study)
        return list(sheets)
    study.mkdir(parents=True, exist_ok=True)
    for name, own in sheets.items():
        write_text(own.text, study / f"{name}.csv")
    return [f"{name}.csv" for name in sheets]


def replaced(study: Path, sheets: Mapping[str, TextSheet], then: Callable[[], None] = lambda: None) -> None:  # fmt: skip
    """Write tables by name, look whether the study still holds, and do what is to be done `then`.

    Whatever of that goes wrong, all tables are put back: UsageError where the study would not hold, else the error that it was.
    """
    files = [study] if study.is_file() else [study / f"{name}.csv" for name in sheets]
    before = {path: path.read_bytes() if path.is_file() else None for path in files}
    try:
        put(study, sheets)
        _refuse_unsound(study)
        then()
    except BaseException:
        for path, data in before.items():
            _put_back(path, data)
        raise


def _refuse_unsound(study: Path) -> None:
    try:
        read_study(study)
    except (StudyError, UsageError) as error:
        refusal = UsageError(f"nothing was changed, for the study would not hold any more:\n{error}")  # fmt: skip
        refusal.add_note("give another figure or row, or put right first what is named above")
        raise refusal from error


def _put_back(path: Path, data: bytes | None) -> None:
    if data is None:
        path.unlink(missing_ok=True)
    elif path.read_bytes() != data:
        write_bytes(data, path)
