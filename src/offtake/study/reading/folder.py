"""A study folder as found: study.toml, and one CSV or Parquet file a table.

A file whose name begins with _ or . is the user's own and is left alone, and so is whatever is not a
table by its ending.  CSV is UTF-8, with or without a byte order mark; commas, semicolons, tabs
or upright strokes between cells are told apart by the header.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from offtake.study.cells.raw import Form, RawStudy, RawTable, letters, unnamed
from offtake.study.dictionary import TABLES
from offtake.study.faults import Fault
from offtake.study.reading.archive import UnreadableError
from offtake.study.reading.parquet import parquet_grids
from offtake.study.wording.where import as_text

SETTINGS_FILE = "study.toml"
_ABOVE = 5
"""Rows above a header among which it is looked for, so that a comment there is told as one."""
PARQUET = ".parquet"
_ENDINGS = (".csv", PARQUET)
_OTHER_TABLES = (".tsv", ".txt", ".xlsx", ".xls", ".xlsm", ".ods", ".json")


_QUOTED = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'")
_NESTED = re.compile(r"(?<![\w-])(?:[\w-]+[ \t]*\.[ \t]*){50}")
"""A name in a name, and so on, 50 deep: settings are not nested, and TOML needs memory by the square of it."""
MOST_COLUMNS = 200
"""Columns in which anything may stand: no table has so many, and each that is unknown is compared with those that are."""


def read_folder(folder: Path, only: Collection[str] | None = None) -> RawStudy:
    """Everything in the folder, as found; with `only`, what is in files of these names."""
    settings, faults = _settings(folder / SETTINGS_FILE)
    tables: list[RawTable] = []
    unread: set[str] = set()
    paths = [p for p in _table_files(folder) if only is None or p.name in only]
    with parquet_grids([p for p in paths if p.suffix.lower() == PARQUET]) as read_parquet:
        for path in paths:
            if path.stem in {t.name for t in tables}:
                twice = "a second file for one table"
                faults.append(_file_fault(path, twice, "keep one of them"))
                continue
            try:
                if path.suffix.lower() == PARQUET:
                    grid = read_parquet(path)
                    tables.append(from_grid(path.stem, path.name, "file", grid, faults))
                else:
                    tables.append(_read_csv(path, faults))
            except UnreadableError as why:
                unread.add(path.stem)
                faults.append(_file_fault(path, *why.args))
    places = {key: f"{SETTINGS_FILE}:{key}" for key in settings} | {"": SETTINGS_FILE}
    return RawStudy(
        folder.resolve().name,
        settings,
        places,
        tuple(tables),
        tuple(faults),
        "file",
        frozenset(unread),
    )


def _file_fault(path: Path, found: str, wanted: str) -> Fault:
    return Fault("E100", path.stem, path.name, "", None, found, wanted)


def _settings(path: Path) -> tuple[dict[str, object], list[Fault]]:
    try:
        text = path.read_text(encoding="utf-8-sig") if path.is_file() else None
        if text is None:
            found, wanted = "the file is missing", "add it: it holds the study's settings"
        elif _NESTED.search(_QUOTED.sub("q", text)):
            raise RecursionError
        else:
            return tomllib.loads(text), []
    except RecursionError:
        found, wanted = "lists in lists, too deep to be read", "write setting = value"
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        found, wanted = f"line {line} is not UTF-8 text", "save the file as UTF-8"
    except ValueError as error:  # no TOML, or a number of thousands of digits
        found = f"not valid TOML: {error}"
        wanted = "write setting = value, texts in quotation marks"
    return {}, [Fault("E100", "study", path.name, "", None, found, wanted)]


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
        found = f"a table cannot be read from {path.suffix}"
        raise UnreadableError(found, "save it as .csv (UTF-8) or .parquet")
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        found = f"row {line} is not UTF-8 text"
        raise UnreadableError(found, "save the file as 'CSV UTF-8'") from None
    if "\x00" in text:
        raise UnreadableError("the file is not UTF-8 text", "save the file as 'CSV UTF-8'")
    mark = delimiter(path.stem, text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    try:
        grid: list[list[object]] = [list(cells) for cells in reader]
    except csv.Error as error:
        found = f"row {reader.line_num} cannot be split into cells ({error})"
        raise UnreadableError(found, "close the quotes") from None
    return from_grid(path.stem, path.name, "file", grid, faults)


def delimiter(table: str, text: str) -> str:
    """The mark that splits the header into most names of the table; a comma where none does better."""
    first = text.split("\n", _ABOVE + 1)[: _ABOVE + 1]
    names = {name for t in TABLES for name in t.names if t.name == table}

    def told(mark: str) -> tuple[int, int]:
        split = [line.rstrip("\r").replace('"', "").split(mark) for line in first]
        return max(len(names & set(cells)) for cells in split), len(split[0])

    return max(",;\t|", key=told)


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
    fault for a name that stands twice in the header, and for what stands above it.
    """
    top = _header_row(name, grid)
    first = [as_text(cell) for cell in grid[top]] if grid else []
    width = max((len(cells) for cells in grid[top:]), default=0)
    used = {p for cells in grid[top + 1 :] for p, cell in enumerate(cells) if not _blank(cell)}
    kept: dict[str, int] = {}
    spare = RawTable(name, place, form, (), (), (), ())
    if top:
        faults.append(_above(spare, grid[0], top))
    for position in range(width):
        title = first[position] if position < len(first) else ""
        if title in kept:
            at = spare.spot(f"{letters(position)}{top + 1}")
            found, wanted = f"column {title!r} stands twice", "keep one of them"
            faults.append(Fault("E107", name, at, title, top + 1, found, wanted))
        elif title.strip():
            kept[title] = position
        elif position in used:
            kept[unnamed(position)] = position
    if len(kept) > MOST_COLUMNS:
        found = f"something stands in {len(kept):,} columns; no table has more than {MOST_COLUMNS}"
        at = spare.spot(f"{top + 1}:{top + 1}")
        faults.append(Fault("E100", name, at, "", None, found, "remove the others"))
        return spare
    positions, below = tuple(kept.values()), enumerate(grid[top + 1 :], start=top + 1)
    filled = [(index, cells) for index, cells in below if not all(map(_blank, cells))]
    rows = [[cells[p] if p < len(cells) else None for p in positions] for _, cells in filled]
    hidden = {
        (row, k)
        for row, (index, _) in enumerate(filled if merged else [])
        for k, p in enumerate(positions)
        if (index, p) in merged
    }
    numbers = tuple(index + 1 for index, _ in filled)
    cells_of = tuple(map(tuple, rows))
    return RawTable(name, place, form, tuple(kept), positions, cells_of, numbers, frozenset(hidden))


def _header_row(name: str, grid: Sequence[Sequence[object]]) -> int:
    """Where the header stands: in the first row, unless that names no column and one below names most."""
    names = {column for t in TABLES for column in t.names if t.name == name}
    told = [len(names & {as_text(cell) for cell in cells}) for cells in grid[: _ABOVE + 1]]
    if not told or told[0]:
        return 0
    best = max(range(len(told)), key=lambda k: (told[k], -k))
    return best if told[best] > 1 else 0


def _above(table: RawTable, cells: Sequence[object], top: int) -> Fault:
    """The fault of what stands above the header."""
    text = next((as_text(cell).strip() for cell in cells if not _blank(cell)), "")
    if text.startswith("#"):
        what = f"row 1 is a comment ({text[:40]!r})"
    elif text.lower().startswith("sep="):
        what = f"row 1 is a line {text[:10]!r} for Excel"
    else:
        what = f"row 1 is no header ({text[:40]!r})" if text else "row 1 is empty"
    found = f"{what}; the names of the columns stand in row {top + 1}"
    rows = "row 1" if top == 1 else f"rows 1 to {top}"
    return Fault("E100", table.name, table.spot("1:1"), "", 1, found, f"delete {rows}")


def _blank(cell: object) -> bool:
    return not as_text(cell).strip()
