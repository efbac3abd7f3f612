"""Tables of a workbook, read and written cell by cell: formats, widths, notes and every other cell stay."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from offtake.errors import UsageError
from offtake.study.dictionary import table
from offtake.study.reading.archive import UnreadableError
from offtake.study.wording.where import as_text
from offtake.study.writing.editable import editable, lost_by_editing

Rows = tuple[tuple[str, ...], ...]
_ENDINGS = (".xlsx", ".xlsm")


def sheet_of_book(path: Path, name: str) -> tuple[tuple[str, ...], Rows] | None:
    """Header and rows of a sheet as text; None where the workbook has no such sheet."""
    sheet = _sheet(_book(path), name)
    if sheet is None:
        return None
    rows = [tuple(_text(value) for value in row) for row in sheet.iter_rows(values_only=True)]
    width = max((k + 1 for row in rows[:1] for k, cell in enumerate(row) if cell), default=0)
    return (rows[0][:width] if rows else ()), tuple(row[:width] for row in rows[1:] if any(row))


def book_with(path: Path, sheets: Mapping[str, tuple[tuple[str, ...], Rows]]) -> bytes:
    """The workbook with these tables in place of its own: only cells that differ are written.

    Raises UsageError where something in it would be lost on the way.
    """
    book = _book(path)
    if lost := lost_by_editing(path):
        raise UsageError(f"{path.name} holds {lost}, which would be lost; save it without them, or as a folder of CSV files")  # fmt: skip
    for name, (header, rows) in sheets.items():
        own = _sheet(book, name)
        if own is None:
            own = book.create_sheet(name)
        _put(own, name, header, rows)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _put(sheet: Any, name: str, header: tuple[str, ...], rows: Rows) -> None:
    at = 1
    for k, title in enumerate(header, start=1):
        if _text(sheet.cell(1, k).value) != title:
            sheet.cell(1, k, title)
    filled = [
        k for k, row in enumerate(sheet.iter_rows(min_row=2, values_only=True), start=2)
        if any(_text(v) for v in row)
    ]  # fmt: skip
    for number, row in enumerate(rows):
        at = filled[number] if number < len(filled) else max(at, 1, *filled[-1:]) + 1
        for k, text in enumerate(row, start=1):
            if _text(sheet.cell(at, k).value) != text:
                sheet.cell(at, k).value = _value(name, header[k - 1], text)


def _value(name: str, column: str, text: str) -> object:
    """What stands in the cell: a number where the column holds numbers, else the text as it is."""
    declared = table(name)
    kind = declared.column(column).kind if column in declared.names else "text"
    if not text or kind not in ("number", "integer"):
        return text or None
    number = float(text)
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


def _text(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else as_text(value)


def _book(path: Path) -> Any:
    if path.suffix.lower() not in _ENDINGS:
        raise UsageError(f"{path.name} is neither a folder of CSV files nor a workbook (.xlsx); save the study as one of these, for claims go into no other")  # fmt: skip
    try:
        return editable(path)
    except UnreadableError as why:
        raise UsageError(f"{path.name} cannot be changed: {'; '.join(why.args)}") from None


def _sheet(book: Any, name: str) -> Any:
    found = next((title for title in book.sheetnames if title.strip().lower() == name), None)
    return None if found is None else book[found]
