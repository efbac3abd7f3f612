"""A study workbook as found: a sheet `study` with the settings, and one sheet a table.

Sheet `Contents` and sheets whose name begins with _ are left alone.  A formula counts as its value; one
that gives an error, or was never calculated, is a fault, as are merged cells and hidden tables: nothing
that cannot be seen in the sheet counts.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from offtake.study.cells.cells import unescaped
from offtake.study.cells.raw import RawStudy, RawTable, letters
from offtake.study.dictionary import TABLES
from offtake.study.faults import Fault
from offtake.study.near import nearest
from offtake.study.reading.folder import from_grid
from offtake.study.reading.formulas import unusable_cells
from offtake.study.where import as_text

SETTINGS_SHEET = "study"
CONTENTS_SHEET = "Contents"
LARGEST = 200 * 2**20
"""Bytes that a workbook may unpack to."""


@dataclass(frozen=True)
class _Sheet:
    name: str
    hidden: bool
    grid: list[list[object]]
    merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...]
    """Merged ranges: first and last (row, column), counted from 0."""


def read_workbook(path: Path) -> RawStudy:
    """Everything in the workbook, as found."""
    faults: list[Fault] = []
    try:
        _refuse_large(path)
        sheets = list(_sheets(path))
        broken = unusable_cells(path)
    except _UnreadableError as why:
        fault = Fault("E100", "study", path.name, "", None, *why.args)
        return _raw(path, {}, {}, (), [fault], [table.name for table in TABLES])
    settings: dict[str, object] = {}
    places: dict[str, str] = {}
    tables: list[RawTable] = []
    seen = False
    for sheet in sheets:
        for (row, column), value in broken.get(sheet.name, {}).items():
            _put(sheet.grid, row, column, value)
        if sheet.name == SETTINGS_SHEET:
            seen = True
            settings, places, found = _settings(sheet)
            faults += found
        elif sheet.name != CONTENTS_SHEET and not sheet.name.startswith("_"):
            tables.append(_table(sheet, faults))
    if not seen:
        meant = nearest(SETTINGS_SHEET, [t.name for t in tables if t.name not in _known()])
        wanted = "add it: it holds the study's settings, in columns setting and value"
        suggestion = f"is it {meant!r}?" if meant else ""
        found_text = f"sheet {SETTINGS_SHEET!r} is missing"
        faults.append(Fault("E100", "study", path.name, "", None, found_text, wanted, suggestion))
        tables = [t for t in tables if t.name != meant]
    return _raw(path, settings, places, tuple(tables), faults, [])


def _raw(
    path: Path,
    settings: Mapping[str, object],
    places: Mapping[str, str],
    tables: tuple[RawTable, ...],
    faults: list[Fault],
    unread: list[str],
) -> RawStudy:
    everywhere = {**places, "": SETTINGS_SHEET}
    return RawStudy(
        path.name, settings, everywhere, tables, tuple(faults), "sheet", frozenset(unread)
    )


def _known() -> set[str]:
    return {table.name for table in TABLES}


class _UnreadableError(Exception):
    """A workbook that cannot be read: what was found, what is wanted."""


def _refuse_large(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(member.file_size for member in archive.infolist())
    except (zipfile.BadZipFile, OSError):
        raise _UnreadableError("not a workbook", "save it as .xlsx, without a password") from None
    if size > LARGEST:
        found = f"the workbook unpacks to {size / 2**20:.0f} MB, above the limit of {LARGEST / 2**20:.0f} MB"
        raise _UnreadableError(found, "remove what is no table, or write the tables as Parquet")


def _sheets(path: Path) -> Iterator[_Sheet]:
    """Every sheet, read by calamine, or by openpyxl where that cannot."""
    try:
        from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum
    except ImportError:
        yield from _sheets_slowly(path)
        return
    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            for known in book.sheets_metadata:
                sheet = book.get_sheet_by_name(known.name)
                grid: list[list[object]] = [
                    list(row) for row in sheet.to_python(skip_empty_area=False)
                ]
                hidden = known.visible != SheetVisibleEnum.Visible
                yield _Sheet(known.name, hidden, grid, tuple(sheet.merged_cell_ranges or ()))
    except CalamineError:
        yield from _sheets_slowly(path)


def _sheets_slowly(path: Path) -> Iterator[_Sheet]:
    import openpyxl

    try:
        book = openpyxl.load_workbook(path, data_only=True)
    except Exception as error:  # openpyxl raises whatever its parsers do
        raise _UnreadableError(
            f"not a workbook ({type(error).__name__})", "save it as .xlsx again"
        ) from None
    for sheet in book.worksheets:
        grid = [list(row) for row in sheet.iter_rows(min_row=1, min_col=1, values_only=True)]
        merged = tuple(
            ((r.min_row - 1, r.min_col - 1), (r.max_row - 1, r.max_col - 1))
            for r in sheet.merged_cells.ranges
        )
        yield _Sheet(sheet.title, sheet.sheet_state != "visible", grid, merged)


def _put(grid: list[list[object]], row: int, column: int, value: object) -> None:
    while len(grid) <= row:
        grid.append([])
    grid[row] += [None] * (column + 1 - len(grid[row]))
    grid[row][column] = value


def _settings(sheet: _Sheet) -> tuple[dict[str, object], dict[str, str], list[Fault]]:
    settings: dict[str, object] = {}
    places: dict[str, str] = {}
    faults: list[Fault] = []
    header = [as_text(cell).strip() for cell in sheet.grid[0]] if sheet.grid else []
    if header[:2] != ["setting", "value"]:
        found = "the first two cells are not 'setting' and 'value'"
        fault = Fault(
            "E100",
            "study",
            f"{sheet.name}!A1",
            "",
            1,
            found,
            "write them there, and the settings below",
        )
        return {}, {}, [fault]
    for number, cells in enumerate(sheet.grid[1:], start=2):
        name, value = as_text(cells[0] if cells else ""), cells[1] if len(cells) > 1 else None
        if not name.strip() or not as_text(value).strip():
            continue
        place = f"{sheet.name}!B{number}"
        if name in settings:
            found = f"setting {name!r} stands twice; first at {places[name]}"
            faults.append(
                Fault(
                    "E100",
                    "study",
                    f"{sheet.name}!A{number}",
                    name,
                    number,
                    found,
                    "keep one of them",
                )
            )
            continue
        settings[name], places[name] = unescaped(value), place
    return settings, places, faults


def _table(sheet: _Sheet, faults: list[Fault]) -> RawTable:
    known = sheet.name in _known()
    if known and sheet.hidden:
        found = f"sheet {sheet.name!r} is hidden"
        wanted = "show it, or begin its name with _ to leave it out"
        faults.append(Fault("E125", sheet.name, sheet.name, "", None, found, wanted))
    merged = set()
    for (top, left), (bottom, right) in sheet.merged if known else ():
        address = f"{letters(left)}{top + 1}:{letters(right)}{bottom + 1}"
        found, wanted = f"cells {address} are merged", "unmerge them and fill in each"
        place = f"{sheet.name}!{letters(left)}{top + 1}"
        faults.append(Fault("E125", sheet.name, place, "", top + 1, found, wanted))
        merged |= {
            (row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)
        }
    local: list[Fault] = []
    table = from_grid(sheet.name, sheet.name, "sheet", sheet.grid, local, frozenset(merged))
    faults += local if known else []
    return table
