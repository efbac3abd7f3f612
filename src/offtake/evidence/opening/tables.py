"""The rows of a table of a page: each cell behind its column's heading, as in a row of a CSV file.

Only a table that says its headings (`th`), whose rows have as many cells as it has headings, each short and of one piece, is
read so; pages are laid out in tables too, and those keep their blocks as they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from offtake.evidence.opening.cleaning import Paragraph

_MERGED = re.compile(r"(?<![\w-])(?P<over>col|row)span\s*=\s*[\"']?(?!1\b)\d", re.IGNORECASE)
"""A cell over several columns or rows; many pages say of each that it is over one."""
LONGEST_CELL = 60
"""Characters of a cell; what is longer is a text."""
FEWEST = 2
"""Columns, and rows."""


@dataclass(frozen=True)
class Cell:
    """Where a block stands in a table: which table, row and column; `heads` in a `th`, `merged` over several columns."""

    table: int
    row: int
    column: int
    heads: bool
    merged: bool = False


class Grid:
    """Follows the tags of a page through its tables."""

    def __init__(self) -> None:
        self._open: list[Cell] = []
        self._tables = 0
        self._inside = False
        self.broken: set[int] = set()
        """Tables in tables, and those with cells over several rows."""

    @property
    def cell(self) -> Cell | None:
        """Where text stands now; None outside of cells."""
        return self._open[-1] if self._open and self._inside else None

    def opens(self, name: str, raw: str) -> None:
        """Go into a table, a row or a cell."""
        if name == "table":
            self._tables += 1
            if self._open:
                self.broken |= {self._open[-1].table, self._tables}
            self._open.append(Cell(self._tables, 0, 0, False))
            self._inside = False
        elif self._open and name == "tr":
            self._open[-1] = replace(self._open[-1], row=self._open[-1].row + 1, column=0)
            self._inside = False
        elif self._open and name in ("td", "th"):
            at, over = self._open[-1], [m["over"].lower() for m in _MERGED.finditer(raw)]
            self._open[-1] = replace(at, column=at.column + 1, heads=name == "th", merged="col" in over)  # fmt: skip
            self._inside = True
            if "row" in over:
                self.broken.add(at.table)

    def closes(self, name: str) -> None:
        """Leave it."""
        if name == "table" and self._open:
            self._open.pop()
        if name in ("table", "tr", "td", "th"):
            self._inside = False


def in_rows(paragraphs: Sequence[Paragraph], cells: Sequence[Cell | None], broken: frozenset[int]) -> list[Paragraph]:  # fmt: skip
    """The paragraphs, those of a table's cells put together by row."""
    done: list[Paragraph] = []
    pairs = zip(paragraphs, cells, strict=True)
    for table, of_table in groupby(pairs, key=lambda pair: pair[1].table if pair[1] else 0):
        held = list(of_table)
        placed = [(p, cell) for p, cell in held if cell is not None]
        if table and table not in broken and _is_data(placed):
            done.extend(_rows(placed))
        else:
            done.extend(p for p, _ in held)
    return done


def _is_data(placed: Sequence[tuple[Paragraph, Cell]]) -> bool:
    """Whether cells are those of a table that names its columns, none of them cut."""
    first = placed[0][1].row
    heads = [cell for _, cell in placed if cell.row == first]
    width = max(cell.column for cell in heads)
    places = [(cell.row, cell.column) for _, cell in placed]
    return (
        width >= FEWEST
        and placed[-1][1].row > first
        and all(cell.heads and not cell.merged for cell in heads)
        and max(column for _, column in places) <= width
        and len(set(places)) == len(places)
        and not any(p.cut or len(p.text) > LONGEST_CELL for p, _ in placed)
    )


def _rows(placed: Sequence[tuple[Paragraph, Cell]]) -> list[Paragraph]:
    first = placed[0][1].row
    names = {cell.column: p.text.rstrip(" :") for p, cell in placed if cell.row == first}
    made: list[Paragraph] = []
    for row, of_row in groupby(placed, key=lambda pair: pair[1].row):
        said = list(of_row)
        if any(cell.merged for _, cell in said):
            made.extend(p for p, _ in said)
            continue
        words = [p.text if row == first or cell.column not in names else f"{names[cell.column]}: {p.text}" for p, cell in said]  # fmt: skip
        made.append(Paragraph(said[0][0].start, said[-1][0].end, "; ".join(words)))
    return made
