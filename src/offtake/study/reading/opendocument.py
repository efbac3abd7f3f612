"""The sheets of an OpenDocument workbook (.ods): values, and what stands where, in one pass over its content.

Cells have no addresses there.  Each stands right of the one before it, each row below the one before it, and both
may say how often they are repeated.  What is empty may be repeated without end and costs nothing; what holds
something is laid out only after its last place is known to be small enough.  Nothing is kept of the content but values:
no tree of it is built.  A value is what the program that saved the workbook wrote beside the formula.

Names of elements: OASIS, Open Document Format for Office Applications 1.3, part 3, chapters 9 and 19.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from math import isfinite
from xml.etree import ElementTree

from offtake.study.cells.cells import NotCalculated, is_error
from offtake.study.reading.archive import LARGEST, Archive, UnreadableError
from offtake.study.reading.sight import (
    LAST_COLUMN,
    LAST_ROW,
    Sheet,
    Sight,
    in_spans,
    merged_once,
    refused_place,
    small_enough,
)

MOST_REPEATED = 100_000
"""Cells that hold something and may stand for nothing but a repeat of another."""
_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _OFFICE, _TEXT = f"{_OASIS}table:1.0}}", f"{_OASIS}office:1.0}}", f"{_OASIS}text:1.0}}"
_STYLE = f"{_OASIS}style:1.0}}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_GROUPS = (f"{_TABLE}table-row-group", f"{_TABLE}table-column-group")
_ASIDE = (f"{_TABLE}tracked-changes", f"{_TABLE}shapes", f"{_OFFICE}forms", f"{_TABLE}dde-links")
"""Elements that may hold cells or text of their own, none of which stands in a sheet."""
_SIZES = {f"{_STYLE}row-height", f"{_STYLE}column-width"}
_NOTHING = re.compile(r"0*\.?0*[a-z]*")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_TRUTH = {"of:=TRUE()": True, "of:=FALSE()": False}
"""What LibreOffice makes of yes and no when it saves an Excel workbook: formulas whose value it calls 1 and 0."""
_TARGET = re.compile(r"\$?(.+?)\.(\$?[A-Z]+\$?\d+)(?::(?:.*\.)?(\$?[A-Z]+\$?\d+))?", re.DOTALL)


def sheets_of(archive: Archive, wanted: Callable[[str], bool]) -> list[Sheet]:
    """Every sheet of the workbook in its order, those whose name is `wanted` with their cells.

    Raises UnreadableError.
    """
    if not (xml := archive.part("content.xml")):
        raise UnreadableError("not a workbook", "save it as .ods or .xlsx again")
    content = _Content(wanted)
    parser = ElementTree.XMLParser(target=content)
    try:
        parser.feed(xml)
        parser.close()
    except (ElementTree.ParseError, ValueError, LookupError):
        wish = "save the workbook again, as .ods or .xlsx and without a password"
        raise UnreadableError("part content.xml is damaged or locked", wish) from None
    for sheet in content.sheets:
        merged_once(sheet.name, sheet.sight)
        sheet.sight.hidden_columns = in_spans(sheet.used, sheet.covered, sheet.sight.columns)
    return [Sheet(s.name, s.hidden, s.grid, s.sight) for s in content.sheets]


@dataclass
class _Sheet:
    name: str
    hidden: bool
    wanted: bool
    grid: list[list[object]] = field(default_factory=list)
    sight: Sight = field(default_factory=Sight)
    covered: list[tuple[int, int]] = field(default_factory=list)
    """First and last of each span of hidden columns."""
    used: set[int] = field(default_factory=set)
    """Columns that hold something."""
    next_row: int = 0
    next_column: int = 0
    repeats: int = 0


@dataclass
class _Row:
    times: int
    hidden: bool
    next: int = 0
    cells: list[tuple[int, int, object]] = field(default_factory=list)
    """First column, how many columns, and what each of them holds."""


class _Content:
    """What a parser of content.xml tells, made into sheets."""

    def __init__(self, wanted: Callable[[str], bool]) -> None:
        self.wanted = wanted
        self.sheets: list[_Sheet] = []
        self.sheet: _Sheet | None = None
        self.row: _Row | None = None
        self.cell: Mapping[str, str] | None = None
        self.paragraphs: list[str] = []
        self.words: list[str] | None = None
        self.said = 0
        self.aside = 0
        self.groups: list[bool] = []
        """Of every group that is open here, whether it is shown as closed; `shut` of them are."""
        self.shut = 0
        self.style = ""
        self.unseen: set[str] = set()
        self.filtered = ""

    def start(self, tag: str, given: dict[str, str]) -> None:
        if self.aside or tag in _ASIDE or (self.cell is not None and not tag.startswith(_TEXT)):
            self.aside += 1
        elif self.cell is not None:
            self._start_text(tag, given)
        elif self.sheet is None:
            self._start_outside(tag, given)
        elif tag in _GROUPS:
            shut = given.get(f"{_TABLE}display") == "false"
            self.groups.append(shut)
            self.shut += shut
        elif not self.sheet.wanted:
            return
        elif tag == f"{_TABLE}table-column":
            times = _times(given, "number-columns-repeated")
            if self._hidden(given):
                last = min(self.sheet.next_column + times, LAST_COLUMN) - 1
                self.sheet.covered.append((self.sheet.next_column, last))
            self.sheet.next_column += times
        elif tag == f"{_TABLE}table-row":
            self.row = _Row(_times(given, "number-rows-repeated"), self._hidden(given))
        elif tag in _CELLS and self.row is not None:
            self.cell, self.paragraphs = given, []

    def data(self, text: str) -> None:
        if not self.aside:
            self._say(text)

    def end(self, tag: str) -> None:
        if self.aside:
            self.aside -= 1
        elif self.cell is not None and tag in _CELLS:
            if self.sheet and self.row:
                self._end_cell(self.sheet, self.row, self.cell)
            self.cell = self.words = None
        elif self.words is not None and tag == f"{_TEXT}p":
            self.paragraphs.append("".join(self.words))
            self.words = None
        elif tag in _GROUPS and self.groups:
            self.shut -= self.groups.pop()
        elif self.sheet and self.row and tag == f"{_TABLE}table-row":
            _lay_out(self.sheet, self.row)
            self.row = None
        elif tag == f"{_TABLE}table":
            self.sheet = self.row = None

    def close(self) -> None:
        """Nothing is left to do."""

    def _start_outside(self, tag: str, given: dict[str, str]) -> None:
        match tag.rpartition("}")[2]:
            case "style" if tag.startswith(_STYLE):
                self.style = given.get(f"{_STYLE}name", "")
            case "table-row-properties" | "table-column-properties" | "table-properties":
                sizes = [text for name, text in given.items() if name in _SIZES]
                if (
                    any(_NOTHING.fullmatch(size) for size in sizes)
                    or given.get(f"{_TABLE}display") == "false"
                ):
                    self.unseen.add(self.style)
            case "table" if tag.startswith(_TABLE):
                name = given.get(f"{_TABLE}name", "")
                self.sheet = _Sheet(name, self._hidden(given), self.wanted(name))
                self.sheets.append(self.sheet)
                self.groups, self.shut = [], 0
            case "database-range":
                self.filtered = given.get(f"{_TABLE}target-range-address", "")
            case "filter":
                self._filter()

    def _hidden(self, given: Mapping[str, str]) -> bool:
        return (
            self.shut > 0
            or given.get(f"{_TABLE}visibility", "visible") != "visible"
            or given.get(f"{_TABLE}display") == "false"
            or given.get(f"{_TABLE}style-name") in self.unseen
        )

    def _filter(self) -> None:
        """A filter is set on the range named last."""
        if match := _TARGET.fullmatch(self.filtered):
            name = match[1]
            if name[:1] == "'" and name[-1:] == "'":
                name = name[1:-1].replace("''", "'")
            span = ":".join(place.replace("$", "") for place in match.groups()[1:] if place)
            for sheet in self.sheets:
                if sheet.name == name:
                    sheet.sight.filter = span

    def _start_text(self, tag: str, given: Mapping[str, str]) -> None:
        match tag.removeprefix(_TEXT):
            case "p" if self.words is None:
                self.words = []
            case "s":
                self._say(" ", _number(given.get(f"{_TEXT}c", "1")))
            case "tab":
                self._say("\t")
            case "line-break":
                self._say("\n")
            case "note":
                self.aside += 1

    def _say(self, text: str, times: int = 1) -> None:
        if self.words is None:
            return
        self.said += len(text) * times
        if self.said > LARGEST:
            found = f"the workbook's texts are longer than {LARGEST / 2**20:.0f} MB"
            raise UnreadableError(found, "shorten them")
        self.words.append(text * times)

    def _end_cell(self, sheet: _Sheet, row: _Row, given: Mapping[str, str]) -> None:
        first, times = row.next, _times(given, "number-columns-repeated")
        row.next += times
        down, right = _times(given, "number-rows-spanned"), _times(given, "number-columns-spanned")
        if down > 1 or right > 1:
            top = sheet.next_row
            _inside(sheet, top + down, first + right)
            sheet.sight.merged.append(((top, first), (top + down - 1, first + right - 1)))
        value = _value(given, self.paragraphs)
        if value is not None and value != "":
            _inside(sheet, sheet.next_row + row.times, row.next)
            row.cells.append((first, times, value))


def _inside(sheet: _Sheet, rows: int, columns: int) -> None:
    if rows > LAST_ROW or columns > LAST_COLUMN:
        raise refused_place(sheet.name, f"row {rows}, column {columns}")


def _lay_out(sheet: _Sheet, row: _Row) -> None:
    """Add the row to the sheet's cells, as often as it is repeated, where it holds anything."""
    start, sheet.next_row = sheet.next_row, sheet.next_row + row.times
    if not row.cells:
        return
    first, times, _ = row.cells[-1]
    width, sight = first + times, sheet.sight
    sheet.repeats += sum(n for _, n, _ in row.cells) * row.times - len(row.cells)
    if sheet.repeats > MOST_REPEATED:
        found = f"sheet {sheet.name!r} repeats its cells more than {MOST_REPEATED:,} times"
        raise UnreadableError(found, "delete the repeats, or write the table as Parquet")
    sight.rows, sight.columns = sheet.next_row, max(sight.columns, width)
    small_enough(sheet.name, sight)
    cells: list[object] = [None] * width
    for first, times, value in row.cells:
        cells[first : first + times] = [value] * times
        sheet.used.update(range(first, first + times))
    sheet.grid += [[] for _ in range(start - len(sheet.grid))]
    sheet.grid += [cells] * row.times
    if row.hidden:
        sight.hidden_rows += range(start, sheet.next_row)


def _times(given: Mapping[str, str], name: str) -> int:
    return max(_number(given.get(f"{_TABLE}{name}", "1")), 1)


def _number(text: str) -> int:
    """A count; what is none counts as more than there is room for."""
    return int(text) if text.isdecimal() and len(text) < 10 else 10**9


def _value(given: Mapping[str, str], paragraphs: Sequence[str]) -> object:
    """What a cell with these attributes, which shows these paragraphs, holds."""
    text = "\n".join(paragraphs)
    kind = given.get(f"{_OFFICE}value-type", "")
    formula = f"{_TABLE}formula" in given
    if (truth := given.get(f"{_TABLE}formula")) in _TRUTH:
        return _TRUTH[truth]
    if given.get(f"{_CALC}value-type") == "error" or (formula and is_error(text)):
        return text if is_error(text) else "#VALUE!"
    match kind:
        case "float" | "percentage" | "currency":
            value = given.get(f"{_OFFICE}value")
            if value is None:
                return NotCalculated() if formula else text
            if _NUMBER.fullmatch(value) and isfinite(float(value)):
                return float(value)
            return value
        case "date":
            return _day(given.get(f"{_OFFICE}date-value", text))
        case "time":
            return text or given.get(f"{_OFFICE}time-value", "")
        case "boolean":
            value = given.get(f"{_OFFICE}boolean-value", text)
            return {"true": True, "false": False}.get(value, value)
    if formula and not kind and not paragraphs:
        return NotCalculated()
    return given.get(f"{_OFFICE}string-value", text)


def _day(text: str) -> date | str:
    """A day, with its time where it has one; the text where it is neither."""
    try:
        return (
            datetime.fromisoformat(text).replace(tzinfo=None)
            if "T" in text
            else date.fromisoformat(text)
        )
    except ValueError:
        return text
