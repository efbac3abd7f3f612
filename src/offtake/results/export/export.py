"""A run's tables for other programs: CSV, Parquet, or one workbook."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pandas as pd

from offtake.errors import UsageError
from offtake.files import write_bytes, write_text
from offtake.results.solving.solved import Solved
from offtake.results.store.parquet import write_frame

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""Beginnings that a spreadsheet takes for a formula."""
SHEET_NAME = 31  # letters that a sheet's name may have


def export_run(run: Solved, target: Path, form: str) -> Path:
    """Write every result table to the folder `target` (csv, parquet) or to the workbook `target` (xlsx).

    Raises UsageError for another form.
    """
    tables = dict(sorted(run.tables.items()))
    match form:
        case "csv":
            for name, frame in tables.items():
                write_text(
                    _harmless(frame).to_csv(index=False, lineterminator="\n"),
                    target / f"{name}.csv",
                )
        case "parquet":
            for name, frame in tables.items():
                write_frame(frame, target / f"{name}.parquet")
        case "xlsx":
            _write_workbook(run, tables, target)
        case _:
            raise UsageError(f"a run is exported to csv, parquet or xlsx, not to {form}")
    return target


def _write_workbook(run: Solved, tables: Mapping[str, pd.DataFrame], path: Path) -> None:
    """Contents on the first sheet, then one table a sheet; nothing in it is a formula."""
    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    page = BytesIO()
    with xlsxwriter.Workbook(page, options | {"in_memory": True}) as book:
        bold = book.add_format({"bold": True})
        _write_contents(book.add_worksheet("contents"), run, tables, bold)
        for name, frame in tables.items():
            _write_table(book.add_worksheet(name[:SHEET_NAME]), name, frame, bold)
    write_bytes(page.getvalue(), path)


def _write_contents(
    sheet: object, run: Solved, tables: Mapping[str, pd.DataFrame], bold: object
) -> None:
    settings = run.settings
    write = sheet.write_row  # type: ignore[attr-defined]
    write(0, 0, [f"{settings.title}: results of run {run.id}"], bold)
    write(1, 0, [f"Money in millions of {settings.currency}, prices of {settings.price_year}"])
    write(2, 0, ["Figures invented" if settings.synthetic else "Sources on sheet sources"])
    write(4, 0, ["sheet", "rows", "columns"], bold)
    for k, (name, frame) in enumerate(tables.items()):
        row = 5 + k
        sheet.write_url(row, 0, f"internal:'{name[:SHEET_NAME]}'!A1", string=name)  # type: ignore[attr-defined]
        write(row, 1, [len(frame), ", ".join(map(str, frame.columns))])
    sheet.set_column(0, 0, 24)  # type: ignore[attr-defined]


def _write_table(sheet: object, name: str, frame: pd.DataFrame, bold: object) -> None:
    write = sheet.write_row  # type: ignore[attr-defined]
    write(0, 0, [str(column) for column in frame.columns], bold)
    for k, record in enumerate(_harmless(frame).itertuples(index=False)):
        write(k + 1, 0, [None if value != value else value for value in record])
    sheet.freeze_panes(1, 0)  # type: ignore[attr-defined]
    sheet.set_column(0, max(len(frame.columns) - 1, 0), 16)  # type: ignore[attr-defined]


def _is_risky(text: object) -> bool:
    if not (isinstance(text, str) and text.startswith(FORMULA)):
        return False
    try:
        float(text)
    except ValueError:
        return True
    return False


def _harmless(frame: pd.DataFrame) -> pd.DataFrame:
    """Texts that a spreadsheet would take for a formula, with a quote before them."""
    safe = frame.copy()
    for column in safe.columns:
        if not pd.api.types.is_numeric_dtype(safe[column]):
            risky = safe[column].map(_is_risky)
            safe[column] = safe[column].where(~risky.astype(bool), "'" + safe[column].astype("str"))
    return safe
