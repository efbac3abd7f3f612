"""A study workbook as found: a sheet `study` with the settings, and one sheet a table.

Sheet `Contents` and sheets whose name begins with _ are left alone, and so are macros.  A formula counts as its
value; one that gives an error, or was never calculated, is a fault, as are merged cells and whatever holds
something and is hidden, by hand or by a filter: nothing that cannot be seen in the sheet counts.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from offtake.study.cells.cells import unescaped
from offtake.study.cells.raw import RawStudy, RawTable, letters
from offtake.study.dictionary import TABLES
from offtake.study.faults import Fault
from offtake.study.reading.archive import SheetPart, UnreadableError, opened, sheet_parts
from offtake.study.reading.folder import from_grid
from offtake.study.reading.opendocument import sheets_of
from offtake.study.reading.sight import Sheet, seen, stretches
from offtake.study.wording.near import nearest
from offtake.study.wording.where import as_text

SETTINGS_SHEET = "study"
CONTENTS_SHEET = "Contents"


_KNOWN = frozenset({SETTINGS_SHEET, *(table.name for table in TABLES)})


def read_workbook(path: Path) -> RawStudy:
    """Everything in the workbook, as found."""
    try:
        sheets, unknown = _sheets(path)
    except UnreadableError as why:
        fault = Fault("E100", "study", path.name, "", None, *why.args)
        unread = frozenset(table.name for table in TABLES)
        return RawStudy(path.name, {}, {"": SETTINGS_SHEET}, (), (fault,), "sheet", unread)
    faults: list[Fault] = []
    settings: dict[str, object] = {}
    places: dict[str, str] = {}
    tables = [RawTable(name, name, "sheet", (), (), (), ()) for name in unknown]
    for sheet in sheets:
        faults += _unseen(sheet)
        if sheet.name == SETTINGS_SHEET:
            settings, places, found = _settings(sheet)
            faults += found
        else:
            tables.append(_table(sheet, faults))
    if SETTINGS_SHEET not in {sheet.name for sheet in sheets}:
        meant = nearest(SETTINGS_SHEET, unknown)
        wanted = "add it: it holds the study's settings, in columns setting and value"
        suggestion = f"is it {meant!r}?" if meant else ""
        found_text = f"sheet {SETTINGS_SHEET!r} is missing"
        faults.append(Fault("E100", "study", path.name, "", None, found_text, wanted, suggestion))
        tables = [t for t in tables if t.name != meant]
    everywhere = {**places, "": SETTINGS_SHEET}
    return RawStudy(path.name, settings, everywhere, tuple(tables), tuple(faults), "sheet")


def _sheets(path: Path) -> tuple[list[Sheet], list[str]]:
    """The sheets of the study with their values, and the names of those that are none of it."""
    archive = opened(path)
    with archive.zipped:
        if path.suffix.lower() == ".ods":
            read = sheets_of(archive, _KNOWN.__contains__)
            listed = _listed(sheet.name for sheet in read)
            return [sheet for sheet in read if sheet.name in _KNOWN], _strange(listed)
        parts = sheet_parts(archive)
        listed = _listed(part.name for part in parts)
        mine = [part for part in parts if part.name in _KNOWN]
        sights = []
        for part in mine:
            if not (xml := archive.part(part.part)):
                raise UnreadableError(f"sheet {part.name!r} is missing", "save it as .xlsx again")
            sights.append(seen(part.name, xml))
        grids = _values(archive.packed(), mine)
    found = []
    for part, sight, grid in zip(mine, sights, grids, strict=True):
        for (row, column), value in sight.unusable.items():
            _put(grid, row, column, value)
        found.append(Sheet(part.name, part.hidden, grid, sight))
    return found, _strange(listed)


def _listed(names: Iterable[str]) -> list[str]:
    """Names of sheets without those that are left alone.  Raises UnreadableError where two are one."""
    listed = [name for name in names if name != CONTENTS_SHEET and not name.startswith("_")]
    if len(_KNOWN.intersection(listed)) < len([name for name in listed if name in _KNOWN]):
        raise UnreadableError("two sheets have one name", "keep one of them")
    return listed


def _strange(listed: Iterable[str]) -> list[str]:
    return [name for name in listed if name not in _KNOWN]


def _values(packed: io.BytesIO, sheets: list[SheetPart]) -> list[list[list[object]]]:
    """The values of every sheet, as rows of cells from A1 on."""
    from python_calamine import CalamineWorkbook

    try:
        with CalamineWorkbook.from_filelike(packed) as book:
            found = (book.get_sheet_by_name(s.name) for s in sheets)
            return [[list(row) for row in s.to_python(skip_empty_area=False)] for s in found]
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # the reader raises whatever its parsers do, a panic included
        name = type(error).__name__
        raise UnreadableError(f"not a workbook ({name})", "save it as .xlsx again") from None


def _put(grid: list[list[object]], row: int, column: int, value: object) -> None:
    while len(grid) <= row:
        grid.append([])
    grid[row] += [None] * (column + 1 - len(grid[row]))
    grid[row][column] = value


def _unseen(sheet: Sheet) -> Iterator[Fault]:
    """A fault for everything that counts and cannot be seen, or stands in several cells at once."""
    name, sight = sheet.name, sheet.sight

    def fault(address: str, row: int | None, found: str, wanted: str) -> Fault:
        place = f"{name}!{address}" if address else name
        return Fault("E125", name, place, "", row, found, wanted)

    if sheet.hidden:
        keep = "" if name == SETTINGS_SHEET else ", or begin its name with _ to leave it out"
        yield fault("", None, f"sheet {name!r} is hidden", f"show it{keep}")
    rows = [
        f"{a + 1}" if a == b else f"{a + 1} to {b + 1}" for a, b in stretches(sight.hidden_rows)
    ]
    if sight.filter:
        hides = f"; it hides {_these('row', rows)}" if rows else ""
        found, first_cell = (
            f"a filter is set on {sight.filter}{hides}",
            sight.filter.partition(":")[0],
        )
        yield fault(first_cell, None, found, "clear it, so that every row that counts can be seen")
    elif rows:
        first = sight.hidden_rows[0] + 1
        be = "is" if len(sight.hidden_rows) == 1 else "are"
        found = f"{_these('row', rows)} {be} hidden"
        wanted = "show what counts (clear the filter, open the group), and delete the rest"
        yield fault(f"A{first}", first, found, wanted)
    if sight.hidden_columns:
        spans = [(letters(a), letters(b)) for a, b in stretches(sight.hidden_columns)]
        columns = [a if a == b else f"{a} to {b}" for a, b in spans]
        be = "is" if len(sight.hidden_columns) == 1 else "are"
        found = f"{_these('column', columns)} {be} hidden"
        wanted = "show what counts, and delete the rest"
        yield fault(f"{spans[0][0]}1", None, found, wanted)
    for (top, left), (bottom, right) in sight.merged:
        address = f"{letters(left)}{top + 1}:{letters(right)}{bottom + 1}"
        found, wanted = f"cells {address} are merged", "unmerge them and fill in each"
        yield fault(f"{letters(left)}{top + 1}", top + 1, found, wanted)


def _these(what: str, spans: list[str]) -> str:
    """`row 3`, `rows 3 to 5, 9`; not more than ten of them."""
    more = f" and {len(spans) - 10} more" if len(spans) > 10 else ""
    several = len(spans) > 1 or " to " in spans[0]
    return f"{what}{'s' * several} {', '.join(spans[:10])}{more}"


def _settings(sheet: Sheet) -> tuple[dict[str, object], dict[str, str], list[Fault]]:
    settings: dict[str, object] = {}
    places: dict[str, str] = {}
    faults: list[Fault] = []
    header = [as_text(cell).strip() for cell in sheet.grid[0]] if sheet.grid else []
    if header[:2] != ["setting", "value"]:
        found = "the first two cells are not 'setting' and 'value'"
        wanted = "write them there, and the settings below"
        return {}, {}, [Fault("E100", "study", f"{sheet.name}!A1", "", 1, found, wanted)]
    for number, cells in enumerate(sheet.grid[1:], start=2):
        name, value = as_text(cells[0] if cells else ""), cells[1] if len(cells) > 1 else None
        if not name.strip() or not as_text(value).strip():
            continue
        if name in settings:
            found = f"setting {name!r} stands twice; first at {places[name]}"
            place = f"{sheet.name}!A{number}"
            faults.append(Fault("E100", "study", place, name, number, found, "keep one of them"))
            continue
        settings[name], places[name] = unescaped(value), f"{sheet.name}!B{number}"
    return settings, places, faults


def _table(sheet: Sheet, faults: list[Fault]) -> RawTable:
    rows, columns = sheet.sight.rows, sheet.sight.columns
    merged = {
        (row, column)
        for (top, left), (bottom, right) in sheet.sight.merged
        for row in range(top, min(bottom + 1, rows))
        for column in range(left, min(right + 1, columns))
    }
    return from_grid(sheet.name, sheet.name, "sheet", sheet.grid, faults, frozenset(merged))
