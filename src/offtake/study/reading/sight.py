"""What stands where in a sheet, seen before its values are unpacked into a grid.

Seen are: the last row and column that hold anything; cells whose formula gives no value (an error, or nothing
calculated yet: a reader that hands out values shows these as empty, and an empty cell may mean a default);
merged ranges; and what holds something and is hidden.  A cell without an address stands right of the one before
it, a row without a number below the one before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NoReturn
from xml.parsers import expat

from offtake.study.cells.cells import NotCalculated
from offtake.study.cells.raw import letters
from offtake.study.reading.archive import UnreadableError

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
    look, parser = _Look(name), expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = look.start, look.end
    parser.CharacterDataHandler = look.text
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, ValueError, LookupError):
        raise UnreadableError(
            f"sheet {name!r} is damaged", "save the workbook as .xlsx again"
        ) from None
    return look.result()


class _Look:
    def __init__(self, name: str) -> None:
        self.name, self.sight = name, Sight()
        self.row = self.column = -1
        self.hidden = self.fills = False
        self.used: set[int] = set()
        self.covered: list[tuple[int, int]] = []
        self.depth = self.cell = 0
        """How deep in elements, and how deep the cell lies whose parts are read; 0 in none."""
        self.at, self.kind, self.parts, self.value = (0, 0), "", "", ""
        self.within = self.filter = ""

    def start(self, tag: str, given: dict[str, str]) -> None:
        """An element begins."""
        tag = tag.rpartition(":")[2]
        self.depth += 1
        if self.cell:
            if self.depth == self.cell + 1:
                self.parts += f"<{tag}>"
                self.within = tag
            return
        match tag:
            case "c":
                self._cell(given)
            case "row":
                number = given.get("r")
                self.row = self.row + 1 if number is None else self._number(number)
                self.column, self.fills = -1, False
                self.hidden = _on(given.get("hidden")) or _nothing(given.get("ht"))
            case "col" if _on(given.get("hidden")) or _nothing(given.get("width")):
                first, last = given.get("min", ""), given.get("max", "")
                if first.isdecimal() and last.isdecimal():
                    self.covered.append((int(first) - 1, min(int(last), LAST_COLUMN) - 1))
            case "mergeCell":
                self.sight.merged.append(self._range(given.get("ref", "")))
            case "autoFilter":
                self.filter = given.get("ref", "")
            case "filterColumn":
                self.sight.filter = self.filter

    def text(self, data: str) -> None:
        """Text stands in the element."""
        if self.within == "v" and self.depth == self.cell + 1:
            self.value += data

    def end(self, tag: str) -> None:
        """An element ends."""
        self.depth -= 1
        if self.cell:
            self.within = ""
            if self.depth < self.cell:
                self.cell = 0
                if self.parts:
                    self._filled()
        elif tag.rpartition(":")[2] == "row" and self.hidden and self.fills:
            self.sight.hidden_rows.append(self.row)

    def _cell(self, given: dict[str, str]) -> None:
        address = given.get("r")
        self.at = (self.row, self.column + 1) if address is None else self._address(address)
        self.column = self.at[1]
        if self.at[0] < 0 or self.column >= LAST_COLUMN:
            self._outside(address or letters(self.column))
        self.cell, self.kind, self.parts, self.value = self.depth, given.get("t", "n"), "", ""

    def _filled(self) -> None:
        """A cell ends in which something stands."""
        (row, column), sight = self.at, self.sight
        self.fills = True
        self.used.add(column)
        sight.rows, sight.columns = max(sight.rows, row + 1), max(sight.columns, column + 1)
        if self.kind == "e":
            sight.unusable[self.at] = self.value or "#VALUE!"
        elif "<f>" in self.parts and self.kind != "str" and not self.value:
            sight.unusable[self.at] = NotCalculated()

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
