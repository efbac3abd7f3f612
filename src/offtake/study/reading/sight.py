"""What stands where in a sheet, seen before its values are unpacked into a grid.

Seen are: the last row and column that hold anything; cells whose formula gives no value (an error, or nothing
calculated yet: a reader that hands out values shows these as empty, and an empty cell may mean a default);
merged ranges; and what holds something and is hidden.  A cell without an address stands right of the one before
it, a row without a number below the one before it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NoReturn
from xml.etree import ElementTree

from offtake.study.cells.cells import NotCalculated
from offtake.study.cells.raw import letters
from offtake.study.reading.archive import UnreadableError, local

LAST_ROW, LAST_COLUMN = 2**20, 2**14
MOST_CELLS = 1_000_000
"""Cells of the smallest range from A1 that holds all that stands in a sheet."""
_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})", re.ASCII)

Range = tuple[tuple[int, int], tuple[int, int]]
"""First and last (row, column), counted from 0."""


@dataclass
class Sight:
    """What is seen of a sheet; rows and columns counted from 0."""

    rows: int = 0
    """Rows of the smallest range from A1 that holds everything; so with `columns`."""
    columns: int = 0
    unusable: dict[tuple[int, int], object] = field(default_factory=dict)
    """(row, column) -> the error's text, or NotCalculated."""
    merged: list[Range] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    """Hidden rows that hold something; so with `hidden_columns`."""
    hidden_columns: list[int] = field(default_factory=list)
    filter: str = ""
    """Range of a filter that is set."""


@dataclass(frozen=True)
class Sheet:
    """A sheet that was read: its cells as rows from A1 on, and what was seen of it."""

    name: str
    hidden: bool
    grid: list[list[object]]
    sight: Sight


def seen(name: str, xml: bytes) -> Sight:
    """Look at a sheet.  Raises UnreadableError where it is damaged, or larger than may be unpacked."""
    look = _Look(name)
    try:
        for event, element in ElementTree.iterparse(io.BytesIO(xml), events=("start", "end")):
            look.start(element) if event == "start" else look.end(element)
    except (ElementTree.ParseError, ValueError, LookupError):
        raise UnreadableError(
            f"sheet {name!r} is damaged", "save the workbook as .xlsx again"
        ) from None
    return look.result()


class _Look:
    def __init__(self, name: str) -> None:
        self.name, self.sight = name, Sight()
        self.data: ElementTree.Element | None = None
        self.row = self.column = -1
        self.hidden = self.fills = False
        self.used: set[int] = set()
        self.covered: list[tuple[int, int]] = []

    def start(self, element: ElementTree.Element) -> None:
        match local(element.tag):
            case "sheetData":
                self.data = element
            case "row":
                given = element.get("r")
                self.row = self.row + 1 if given is None else self._number(given)
                self.column, self.fills = -1, False
                self.hidden = _on(element.get("hidden")) or _nothing(element.get("ht"))

    def end(self, element: ElementTree.Element) -> None:
        match local(element.tag):
            case "c":
                self._cell(element)
            case "row":
                if self.hidden and self.fills:
                    self.sight.hidden_rows.append(self.row)
                if self.data is not None:
                    self.data.clear()
            case "col" if _on(element.get("hidden")) or _nothing(element.get("width")):
                first, last = element.get("min", ""), element.get("max", "")
                if first.isdecimal() and last.isdecimal():
                    self.covered.append((int(first) - 1, min(int(last), LAST_COLUMN) - 1))
            case "mergeCell":
                self.sight.merged.append(self._range(element.get("ref", "")))
            case "autoFilter" if any(local(e.tag) == "filterColumn" for e in element):
                self.sight.filter = element.get("ref", "")

    def _cell(self, cell: ElementTree.Element) -> None:
        given = cell.get("r")
        row, column = (self.row, self.column + 1) if given is None else self._address(given)
        self.column = column
        if row < 0 or column >= LAST_COLUMN:
            self._outside(given or letters(column))
        if len(cell) == 0:
            return
        self.fills = True
        self.used.add(column)
        sight = self.sight
        sight.rows, sight.columns = max(sight.rows, row + 1), max(sight.columns, column + 1)
        inner = {local(part.tag): part.text for part in cell}
        kind = cell.get("t", "n")
        if kind == "e":
            sight.unusable[row, column] = inner.get("v") or "#VALUE!"
        elif "f" in inner and kind != "str" and not inner.get("v"):
            sight.unusable[row, column] = NotCalculated()

    def _number(self, text: str) -> int:
        if not text.isdecimal() or not 1 <= int(text[:9]) <= LAST_ROW:
            self._outside(f"row {text[:20]}")
        return int(text) - 1

    def _address(self, text: str) -> tuple[int, int]:
        match = _ADDRESS.fullmatch(text)
        if not match:
            self._outside(text[:20])
        column = 0
        for letter in match[1]:
            column = 26 * column + ord(letter) - 64
        if column > LAST_COLUMN:
            self._outside(text)
        return self._number(match[2]), column - 1

    def _range(self, text: str) -> Range:
        first, _, last = text.partition(":")
        a, b = self._address(first), self._address(last or first)
        return (min(a[0], b[0]), min(a[1], b[1])), (max(a[0], b[0]), max(a[1], b[1]))

    def _outside(self, what: str) -> NoReturn:
        raise refused_place(self.name, what)

    def result(self) -> Sight:
        sight = self.sight
        small_enough(self.name, sight)
        merged_once(self.name, sight)
        sight.hidden_columns = in_spans(self.used, self.covered, sight.columns)
        return sight


def refused_place(name: str, what: str) -> UnreadableError:
    """The refusal of a place that sheet `name` cannot have."""
    found = f"sheet {name!r}: {what} is no place in a sheet"
    return UnreadableError(found, f"a sheet ends at XFD{LAST_ROW}; save the workbook again")


def small_enough(name: str, sight: Sight) -> None:
    """Raises UnreadableError where the sheet's cells are too many to be laid out."""
    if sight.rows * sight.columns > MOST_CELLS:
        last = f"{letters(sight.columns - 1)}{sight.rows}"
        found = f"sheet {name!r} goes on to {last}: more than {MOST_CELLS:,} cells"
        raise UnreadableError(
            found, "delete what stands far from the table, or write it as Parquet"
        )


def merged_once(name: str, sight: Sight) -> None:
    """Raises UnreadableError where merged ranges overlap."""
    inside = sum(
        max(min(c + 1, sight.rows) - a, 0) * max(min(d + 1, sight.columns) - b, 0)
        for (a, b), (c, d) in sight.merged
    )
    if inside > sight.rows * sight.columns:
        found = f"sheet {name!r}: its merged cells overlap"
        raise UnreadableError(found, "unmerge them, or save the workbook again")


def in_spans(used: Iterable[int], spans: Iterable[tuple[int, int]], columns: int) -> list[int]:
    """Those of `used`, all below `columns`, that lie in a span (first, last); spans may be many, and overlap.

    >>> in_spans([0, 2, 3], [(1, 2), (2, 16000)], 4)
    [2, 3]
    """
    change = [0] * (columns + 1)
    for first, last in spans:
        if 0 <= first < columns and first <= last:
            change[first] += 1
            change[min(last + 1, columns)] -= 1
    covered = {column for column, depth in enumerate(accumulate(change)) if depth > 0}
    return sorted(covered.intersection(used))


def _on(text: str | None) -> bool:
    return text in ("1", "true", "on")


def _nothing(size: str | None) -> bool:
    """Whether a height or width is given and 0."""
    try:
        return size is not None and float(size) == 0
    except ValueError:
        return False


def stretches(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Numbers in ascending order as first and last of each run without a gap.

    >>> stretches([2, 3, 4, 7])
    [(2, 4), (7, 7)]
    """
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found
