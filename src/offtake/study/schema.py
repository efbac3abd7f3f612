"""What a table and a column are: the types from which the data dictionary is made.

The dictionary itself is `dictionary.TABLES`.  Reading, faults, empty templates and the manual's
page are all made from it, so none of them can say anything else.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import Literal

Kind = Literal["text", "integer", "number", "date", "period", "numbers", "boolean"]
"""text; integer; number; date (2026-01-01); period (2027, 2027-H1, 2027-Q3, 2027-03);
numbers (a list such as 0.25;0.5;1); boolean (yes or no)."""


@dataclass(frozen=True)
class Column:
    """One column: what it means, its unit, which values it may hold."""

    name: str
    kind: Kind
    unit: str
    meaning: str
    required: bool = True
    default: object = None
    """What an empty cell of an optional column means; None: nothing is said."""
    minimum: float = -inf
    maximum: float = inf
    above: bool = False
    """The minimum itself is excluded."""
    refers_to: tuple[str, ...] = ()
    """Tables whose first column lists the values allowed here."""
    or_country: bool = False
    """A country, three letters, may stand in place of a name."""
    choices: tuple[str, ...] = ()
    money: bool = False
    """An amount of money, converted at the door to the study's currency and price year."""
    by_node: bool = False
    """Read anew at every node of the tree, so that a driver may act on it."""


@dataclass(frozen=True)
class Table:
    """One input table: long and tidy, its key columns first."""

    name: str
    meaning: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    required: bool = False

    def column(self, name: str) -> Column:
        """The column of that name; KeyError where there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"table {self.name} has no column {name}")

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns, in order."""
        return tuple(column.name for column in self.columns)
