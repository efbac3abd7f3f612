"""A copy of the user's workbook with every fault at its cell: red, with a comment."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from offtake.errors import UsageError
from offtake.files import write_bytes
from offtake.study.cells.cells import NotCalculated
from offtake.study.faults import Fault, worst_first
from offtake.study.reading.archive import UnreadableError, opened
from offtake.study.reading.opendocument import sheets_of
from offtake.study.writing.editable import editable

FAULTS_SHEET = "_faults"
"""List of all faults, in front; reading leaves it alone."""
MARKED = {".xlsx": ".xlsx", ".xlsm": ".xlsm", ".ods": ".xlsx"}
"""Endings of workbooks that can be marked, and of the copy: OpenDocument is read here and not written."""
MOST_MARKS = 2_000
"""Faults that are marked, the worst: what nobody reads is not drawn."""
_CELL = re.compile(r"(?P<sheet>.+)!(?P<address>[A-Z]+\d+)(:[A-Z]+\d+)?")
_ROW = re.compile(r"(?P<sheet>.+)!(?P<row>\d+):\d+")


def mark_workbook(path: str | Path, faults: Sequence[Fault], out: str | Path) -> None:
    """Write to `out` the workbook at `path` with its faults marked; drop-downs and macros stay as they are.

    Raises UsageError where the workbook cannot be copied, with the reason.
    """
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    try:
        book = _copied(Path(path)) if Path(path).suffix.lower() == ".ods" else editable(Path(path))
    except UnreadableError as why:
        raise _not_marked(Path(path), "; ".join(why.args)) from None
    red = PatternFill("solid", start_color="FFF4B6B6", end_color="FFF4B6B6")
    texts: dict[tuple[str, str], list[str]] = defaultdict(list)
    ordered = worst_first(faults)
    for fault in ordered[:MOST_MARKS]:
        sheet, address = _address(fault.cell)
        if sheet in book.sheetnames:
            texts[sheet, address].append(f"{fault.code} {fault.message}")
    for (sheet, address), messages in texts.items():
        cell = book[sheet][address]
        cell.fill = red
        before = [cell.comment.text] if cell.comment else []
        cell.comment = Comment("\n".join([*messages, *before]), "offtake", height=120, width=320)
    if FAULTS_SHEET in book.sheetnames:
        del book[FAULTS_SHEET]
    listing = book.create_sheet(FAULTS_SHEET, 0)
    listing.append(["code", "cell", "fault"])
    for fault in ordered[:MOST_MARKS]:
        listing.append([fault.code, fault.cell, fault.message])
        for cell in listing[listing.max_row]:
            cell.data_type = "s"
    if more := len(ordered[MOST_MARKS:]):
        listing.append(["", "", f"and {more:,} more, which are not marked"])
    for letter, width in (("A", 8), ("B", 24), ("C", 110)):
        listing.column_dimensions[letter].width = width
    book.active = 0
    written = io.BytesIO()
    try:
        book.save(written)
    except Exception as error:  # openpyxl raises whatever its writers do
        raise _not_marked(Path(path), type(error).__name__) from None
    write_bytes(written.getvalue(), Path(out))


def _copied(path: Path) -> Any:
    """A workbook with the values of an OpenDocument one, each at its place."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for sheet in sheets_of(opened(path), lambda _: True):
        own = book.create_sheet(re.sub(r"[\\*?:/\[\]]", "_", sheet.name))
        for r, row in enumerate(sheet.grid, 1):
            for c, value in enumerate(row, 1):
                if value is not None and not isinstance(value, NotCalculated):
                    cell = own.cell(r, c, value)
                    cell.data_type = "s" if isinstance(value, str) else cell.data_type
    return book


def _not_marked(path: Path, why: str) -> UsageError:
    return UsageError(f"{path.name} cannot be marked: {why}")


def _address(cell: str) -> tuple[str, str]:
    """Sheet and cell to mark; the first cell of a row, or of a sheet named as a whole."""
    if match := _CELL.fullmatch(cell):
        return match["sheet"], match["address"]
    if match := _ROW.fullmatch(cell):
        return match["sheet"], f"A{match['row']}"
    return cell, "A1"
