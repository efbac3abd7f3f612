"""A table as it was found: cells as read, each with its place, nothing judged yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from offtake.study.faults import Fault

Form = Literal["file", "sheet", "frame"]


@dataclass(frozen=True)
class RawTable:
    """One table as found.  `rows[i]` has one cell for each name in `header`."""

    name: str
    place: str
    """File name, sheet name, or name of the frame."""
    form: Form
    header: tuple[str, ...]
    positions: tuple[int, ...]
    """Column of the file or sheet, from 0, that each name of the header stands in."""
    rows: tuple[tuple[object, ...], ...]
    numbers: tuple[int, ...]
    """Number of each row in the file or sheet, from 1; in a frame its position, from 0."""
    merged: frozenset[tuple[int, int]] = frozenset()
    """(index into rows, index into header) of cells whose value a merge hides."""

    def cell(self, row: int, column: str) -> str:
        """Place of a cell, as people write it; the row's number alone for a column that is absent."""
        number = self.numbers[row]
        if self.form == "frame":
            return f"{self.name}.{column}[{number}]"
        if column not in self.header:
            return self.spot(f"{number}:{number}")
        return self.spot(f"{letters(self.positions[self.header.index(column)])}{number}")

    def spot(self, address: str) -> str:
        """Place of an address such as D3 or 1:1 in this table's file or sheet."""
        if self.form == "frame":
            return self.name
        return f"{self.place}{'!' if self.form == 'sheet' else ':'}{address}"


@dataclass(frozen=True)
class RawStudy:
    """Everything as found, with the faults that reading itself met."""

    title: str
    """Name of the folder or workbook, for the heading of an error."""
    settings: Mapping[str, object]
    settings_place: Mapping[str, str]
    """Where each setting stands; the key '' says where the settings are as a whole."""
    tables: tuple[RawTable, ...]
    faults: tuple[Fault, ...] = ()
    form: Form = "file"
    unread: frozenset[str] = field(default_factory=frozenset)
    """Names of tables that are there but could not be read."""


@cache
def letters(position: int) -> str:
    """The letters of a spreadsheet column, counted from 0.

    >>> letters(3), letters(26)
    ('D', 'AA')
    """
    name = ""
    position += 1
    while position:
        position, remainder = divmod(position - 1, 26)
        name = chr(65 + remainder) + name
    return name


_UNNAMED = "\x00"


def unnamed(position: int) -> str:
    """What stands in a header for a column with values but no name."""
    return f"{_UNNAMED}{position}"


def is_unnamed(name: str) -> bool:
    """Whether a name of a header is no name at all."""
    return name.startswith(_UNNAMED)
