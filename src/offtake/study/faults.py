"""A fault: one thing in the study's tables that is wrong, at its cell, in the user's words.

=====  =====================================================================================
code   what is wrong
=====  =====================================================================================
E100   a file, a sheet or the settings cannot be read
E101   a required column is missing             E107   a column is unknown, or stands twice
E108   a required table is missing or empty     E109   a table is unknown
E102   a required cell is empty                 E103   not a number, or not a list of numbers
E104   outside the bounds of its column         E105   not a date, or not a period
E106   not one of the values allowed            E110   names a row that does not exist
E111   no exchange rate or price level          E112   a key stands twice
E113   foreign money without a price year       E114   assumed without a reason
E115   unknown state of a driver                E116   probabilities do not sum to 1
E117   an edit or effect that hits nothing      E118   a circle
E119   dates in the wrong order                 E120   risk counted twice, or not at all
E121   not in the study's time or its periods   E122   no planner's rate
E123   a budget and a pledge for one year       E124   the cell holds an error, not a value
E125   cells are merged, or hidden             E126   a value beyond the last column
E127   needed, but no line makes it             E132   shares of supply that cannot be kept
E129   a price a thousand times all others, or a thousandth
E130   a source from after the study's cut-off
E131   a year without a budget, beside years that have one
=====  =====================================================================================
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from offtake.errors import StudyError

SHOWN = 30
# What hides other faults comes first, then what is certainly wrong in a cell, then what does not fit.
# fmt: off
WORST_FIRST = (
    "E100", "E108", "E109", "E101", "E107", "E125", "E112", "E124", "E102",
    "E103", "E105", "E106", "E104", "E126", "E110", "E118", "E115", "E116",
    "E117", "E119", "E111", "E113", "E120", "E122", "E123", "E121", "E127",
    "E132", "E131", "E129", "E130", "E114",
)
# fmt: on


_RANK = {code: rank for rank, code in enumerate(WORST_FIRST)}


@dataclass(frozen=True)
class Fault:
    """One fault.  `cell` is the place as people write it: lines!D3 or lines.csv:D3."""

    code: str
    table: str
    cell: str
    column: str
    row: int | None
    """Row of the file or sheet, as shown there; None where the whole table is meant."""
    found: str
    """What stands there and what is wrong with it."""
    wanted: str = ""
    suggestion: str = ""

    @property
    def message(self) -> str:
        """What is wrong, what to write, and what was perhaps meant."""
        return "; ".join(part for part in (self.found, self.wanted, self.suggestion) if part)

    def __str__(self) -> str:
        """One line: code, cell, message."""
        return f"{self.code}  {self.cell}  {self.message}"


def worst_first(faults: Iterable[Fault]) -> list[Fault]:
    """The faults in the order in which to mend them; within a code as they were found."""
    return sorted(faults, key=lambda fault: _RANK[fault.code])


def refuse(title: str, faults: Sequence[Fault], shown: int | None = SHOWN) -> StudyError:
    """The error that lists the faults, worst first; all of them are in its `faults`."""
    ordered = worst_first(faults)
    width = max(len(fault.cell) for fault in ordered)
    lines = [f"  {f.code}  {f.cell:<{width}}  {f.message}" for f in ordered[:shown]]
    count = len(ordered)
    heading = f"{title}: {count} fault{'s' * (count != 1)}"
    if count > len(lines):
        lines.append(f"  and {count - len(lines)} more")
    return StudyError("\n".join([heading, *lines]), ordered)
