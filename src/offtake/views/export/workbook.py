"""The workbook of a run: what to sign first, then charts, the meaning of columns, and every table.

Nothing in it is a formula.  Numbers keep all their digits and show those that their unit bears; a table that is long
stands after the short ones, and one that is very long is cut, with a note where the rest is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd

from offtake.files import write_bytes
from offtake.results.dictionary import ResultColumn, form_of, in_order, result, unit_words
from offtake.results.run import Run
from offtake.views.drawing.words import count
from offtake.views.export.book import Book
from offtake.views.export.charts import draw
from offtake.views.export.harmless import harmless
from offtake.views.export.summary import write_summary

SUMMARY, CONTENTS, CHARTS, COLUMNS = "Summary", "Contents", "Charts", "Columns"
LONG = 1_000
"""Rows beyond which a table stands after the shorter ones."""
MOST_ROWS = 20_000
SHEET_NAME = 31  # letters that a sheet's name may have
NARROW, WIDE = 8, 60
"""Widths of columns, in letters."""
LEVELS = {"p05": "at least, in 95%", "p10": "at least, in 90%", "p25": "at least, in 75%", "p50": "median", "p75": "at most, in 75%", "p90": "at most, in 90%", "p95": "at most, in 95%"}  # fmt: skip
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}  # fmt: skip
_NOTE = {"x_scale": 2.0, "y_scale": 0.9, "author": "offtake"}


def write_workbook(run: Run, path: Path) -> None:
    """Write the workbook of a run to `path`, whole or not at all."""
    import xlsxwriter

    page = BytesIO()
    shown = shown_tables(run)
    with xlsxwriter.Workbook(page, _OPTIONS) as opened:
        book = Book(opened, run, {})
        write_summary(book, opened.add_worksheet(SUMMARY))
        _contents(book, opened.add_worksheet(CONTENTS), shown)
        draw(book, opened.add_worksheet(CHARTS))
        _columns(book, opened.add_worksheet(COLUMNS), shown)
        for name, frame in shown.items():
            _table(book, opened.add_worksheet(sheet_of(name)), name, frame)
    write_bytes(page.getvalue(), path)


def shown_tables(run: Run) -> dict[str, pd.DataFrame]:
    """The tables that hold something, in the order of reading, long ones last."""
    names = [name for name in in_order(run.tables) if len(run.tables[name])]
    names.sort(key=lambda name: len(run.tables[name]) > LONG)
    return {name: run.tables[name] for name in names}


def sheet_of(name: str) -> str:
    """The sheet of a table."""
    return name[:SHEET_NAME]


def heading(column: ResultColumn, run: Run) -> str:
    """A column's heading in words, with its unit where that is one and the same for all rows.

    "At least, in 95%" is a level: as much or more in 95% of futures, many of which may lie at it.
    """
    words = LEVELS.get(column.name, column.name.replace("_", " "))
    if column.unit in ("", "row", "stated", "year", "date", "count", "time"):
        return words
    settings = run.settings
    unit = unit_words(column.unit, settings.currency, settings.price_year).partition(", prices")[0]
    return f"{words}, {unit.replace('units of the product', 'units')}"


def _contents(book: Book, sheet: Any, shown: Mapping[str, pd.DataFrame]) -> None:
    sheet.write_row(0, 0, ["Sheet", "What it holds", "Rows"], book.head())
    about = [(SUMMARY, "What signing brings and costs, and what to sign.", ""), (CHARTS, "Deliveries, money and output by year.", ""),
             (COLUMNS, "What every column of every sheet means, its unit, its name in files.", "")]  # fmt: skip
    about += [(sheet_of(n), result(n).meaning, str(len(f))) for n, f in shown.items()]
    for row, (name, meaning, rows) in enumerate(about, start=1):
        sheet.write_url(row, 0, f"internal:'{name}'!A1", string=name)
        sheet.write_string(row, 1, meaning)
        book.write(sheet, row, 2, int(rows) if rows else None, "#,##0")
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 80)
    book.printed(sheet)
    sheet.freeze_panes(1, 0)


def _columns(book: Book, sheet: Any, shown: Mapping[str, pd.DataFrame]) -> None:
    heads = ["Sheet", "Column", "Name in files", "Unit", "What it is", "Meaning"]
    sheet.write_row(0, 0, heads, book.head())
    settings, row = book.run.settings, 1
    for name in shown:
        for c in result(name).columns:
            unit = unit_words(c.unit, settings.currency, settings.price_year)
            cells = (sheet_of(name), heading(c, book.run), c.name, unit, c.statistic, c.meaning)
            for k, text in enumerate(cells):
                sheet.write_string(row, k, text)
            row += 1
    sheet.autofilter(0, 0, row - 1, len(heads) - 1)
    book.printed(sheet)
    sheet.freeze_panes(1, 0)
    for k, width in enumerate((18, 30, 18, 34, 10, 90)):
        sheet.set_column(k, k, width)


def _table(book: Book, sheet: Any, name: str, frame: pd.DataFrame) -> None:
    declared = {column.name: column for column in result(name).columns}
    shown = harmless(frame.head(MOST_ROWS))
    units = list(shown["unit"]) if "unit" in shown else []
    for k, column in enumerate(map(str, shown.columns)):
        about = declared[column]
        number = about.unit not in ("", "date")
        sheet.write_string(0, k, heading(about, book.run), book.head(number=number))
        sheet.write_comment(0, k, f"{about.meaning} ({about.statistic})", _NOTE)
        values = _numbers(shown[column]) if name == "assumptions" and column == "value" else list(shown[column])  # fmt: skip
        forms = [form_of(about, unit) for unit in units] or [form_of(about)] * len(values)
        for row, (value, form) in enumerate(zip(values, forms, strict=True), start=1):
            book.write(sheet, row, k, value, form)
        sheet.set_column(k, k, _width(heading(about, book.run), values, forms[0]))
    sheet.autofilter(0, 0, len(shown), len(shown.columns) - 1)
    sheet.repeat_rows(0)
    book.printed(sheet)
    sheet.freeze_panes(1, sum(1 for c in shown.columns if declared[str(c)].statistic == "key"))
    if len(frame) > len(shown):
        left = count(len(frame) - len(shown), "more row")
        sheet.write_string(len(shown) + 2, 0, f"{left}: offtake export {book.run.id} --to csv writes them all")  # fmt: skip


def _numbers(values: pd.Series) -> list[object]:
    """Figures that stand as text, as numbers where they are some."""
    found: list[object] = []
    for text in values:
        try:
            found.append(float(text))
        except (TypeError, ValueError):
            found.append(text)
    return found


def _width(head: str, values: Sequence[object], form: str) -> int:
    """Letters that a column needs: its longest text, or a number in its format, or half its heading."""
    longest = max((len(v) if isinstance(v, str) else _digits(v, form) for v in values), default=0)
    return max(NARROW, min(WIDE, max(longest + 2, len(head) // 2 + 4)))


def _digits(value: object, form: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value:
        return 5
    return len(f"{value:,.0f}") + len(form.partition(".")[2])
