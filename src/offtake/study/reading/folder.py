"""A study folder as found: study.toml, and one CSV or Parquet file a table.

A file whose name begins with _ or . is the user's own and is left alone, and so is whatever is not a
table by its ending.  CSV is UTF-8, with or without a byte order mark; commas, semicolons or tabs
between cells are told apart by the header.
"""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb

from offtake.study.cells.raw import Form, RawStudy, RawTable, letters, unnamed
from offtake.study.dictionary import TABLES
from offtake.study.faults import Fault
from offtake.study.where import as_text

SETTINGS_FILE = "study.toml"
_ENDINGS = (".csv", ".parquet")
_OTHER_TABLES = (".tsv", ".txt", ".xlsx", ".xls", ".xlsm", ".ods", ".json")


def read_folder(folder: Path) -> RawStudy:
    """Everything in the folder, as found."""
    settings, faults = _settings(folder / SETTINGS_FILE)
    tables: list[RawTable] = []
    unread: set[str] = set()
    for path in _table_files(folder):
        if path.stem in {t.name for t in tables}:
            faults.append(_file_fault(path, "a second file for one table", "keep one of them"))
            continue
        try:
            tables.append(
                _read_parquet(path)
                if path.suffix.lower() == ".parquet"
                else _read_csv(path, faults)
            )
        except _UnreadableError as why:
            unread.add(path.stem)
            faults.append(_file_fault(path, *why.args))
    places = {key: f"{SETTINGS_FILE}:{key}" for key in settings} | {"": SETTINGS_FILE}
    return RawStudy(
        folder.name, settings, places, tuple(tables), tuple(faults), "file", frozenset(unread)
    )


class _UnreadableError(Exception):
    """A file that cannot be read: what was found, what is wanted."""


def _file_fault(path: Path, found: str, wanted: str) -> Fault:
    return Fault("E100", path.stem, path.name, "", None, found, wanted)


def _settings(path: Path) -> tuple[dict[str, object], list[Fault]]:
    if not path.is_file():
        return {}, [
            Fault(
                "E100",
                "study",
                path.name,
                "",
                None,
                "the file is missing",
                "add it: it holds the study's settings",
            )
        ]
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig")), []
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return {}, [
            Fault(
                "E100",
                "study",
                path.name,
                "",
                None,
                f"not valid TOML: {error}",
                "write setting = value",
            )
        ]


def _table_files(folder: Path) -> Iterator[Path]:
    known = {table.name for table in TABLES}
    for path in sorted(folder.iterdir()):
        if path.name[0] in "_." or not path.is_file():
            continue
        ending = path.suffix.lower()
        if ending in _ENDINGS or (ending in _OTHER_TABLES and path.stem in known):
            yield path


def _read_csv(path: Path, faults: list[Fault]) -> RawTable:
    if path.suffix.lower() != ".csv":
        raise _UnreadableError(
            f"a table cannot be read from {path.suffix}", "save it as .csv (UTF-8) or .parquet"
        )
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise _UnreadableError(
            f"row {line} is not UTF-8 text", "save the file as 'CSV UTF-8'"
        ) from None
    if "\x00" in text:
        raise _UnreadableError("the file is not UTF-8 text", "save the file as 'CSV UTF-8'")
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=_delimiter(path.stem, text), strict=True
    )
    try:
        grid: list[list[object]] = [list(cells) for cells in reader]
    except csv.Error as error:
        raise _UnreadableError(
            f"row {reader.line_num} cannot be split into cells ({error})", "close the quotes"
        ) from None
    return from_grid(path.stem, path.name, "file", grid, faults)


def _delimiter(table: str, text: str) -> str:
    """The mark that splits the header into most names of the table; a comma where none does better."""
    header = text.split("\n", 1)[0].rstrip("\r")
    names = {name for t in TABLES for name in t.names if t.name == table}
    split = {mark: header.replace('"', "").split(mark) for mark in ",;\t"}
    return max(split, key=lambda mark: (len(names & set(split[mark])), len(split[mark])))


def _read_parquet(path: Path) -> RawTable:
    try:
        with duckdb.connect() as connection:
            result = connection.execute("select * from read_parquet(?)", [str(path)])
            header = [str(column[0]) for column in result.description or ()]
            rows = result.fetchall()
    except duckdb.Error as error:
        raise _UnreadableError(
            f"not a Parquet file ({str(error).splitlines()[0]})", "write it again"
        ) from None
    return from_grid(path.stem, path.name, "file", [header, *map(list, rows)], [])


def from_grid(
    name: str,
    place: str,
    form: Form,
    grid: Sequence[Sequence[object]],
    faults: list[Fault],
    merged: frozenset[tuple[int, int]] = frozenset(),
) -> RawTable:
    """A table from rows of cells, the header first; blank rows are left out, row numbers kept.

    `merged` are cells, (row, column) counted from 0 in the grid, whose value a merge hides.  Adds a
    fault for a name that stands twice in the header.
    """
    first = [as_text(cell) for cell in grid[0]] if grid else []
    width = max((len(cells) for cells in grid), default=0)
    used = {p for cells in grid[1:] for p, cell in enumerate(cells) if not _blank(cell)}
    kept: dict[str, int] = {}
    spare = RawTable(name, place, form, (), (), (), ())
    for position in range(width):
        title = first[position] if position < len(first) else ""
        if title in kept:
            at = spare.spot(f"{letters(position)}1")
            found, wanted = f"column {title!r} stands twice", "keep one of them"
            faults.append(Fault("E107", name, at, title, 1, found, wanted))
        elif title.strip():
            kept[title] = position
        elif position in used:
            kept[unnamed(position)] = position
    positions = tuple(kept.values())
    rows: list[tuple[object, ...]] = []
    numbers: list[int] = []
    hidden: set[tuple[int, int]] = set()
    for index, cells in enumerate(grid[1:], start=1):
        if all(_blank(cell) for cell in cells):
            continue
        hidden |= {(len(rows), k) for k, p in enumerate(positions) if (index, p) in merged}
        rows.append(tuple(cells[p] if p < len(cells) else None for p in positions))
        numbers.append(index + 1)
    return RawTable(
        name,
        place,
        form,
        tuple(kept),
        positions,
        tuple(rows),
        tuple(numbers),
        frozenset(hidden),
    )


def _blank(cell: object) -> bool:
    return not as_text(cell).strip()
