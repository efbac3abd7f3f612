"""A workbook of study tables: headers with meaning and unit, drop-downs, and rows where there are any."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pandas as pd

from offtake.files import write_bytes
from offtake.study.cells.cells import escaped
from offtake.study.dictionary import TABLES
from offtake.study.reading.workbook import CONTENTS_SHEET, SETTINGS_SHEET
from offtake.study.schema import Column, Table
from offtake.study.study import Settings
from offtake.study.wording.where import as_text

ROWS = 2000
"""Rows below the header for which drop-downs are laid."""


STEPS = (
    ("1 first study", ""),
    ("2 money and orders", "budgets pledges prices orders recipes supply"),
    ("3 uncertainty", "drivers driver_states driver_effects noise"),
    ("4 a deal", "instruments"),
    ("5 sources", "sources"),
    ("where needed", ""),
)
"""In which order a study grows, and the tables of each step; required tables are those of the first."""
COLOURS = ("#1F3A5F", "#4A83B7", "#B4530A", "#1A6B50", "#7A4D8B", "#C9D6E3")
"""Of the sheets' tabs, by step."""


def step_of(table: Table) -> int:
    """The step of `STEPS` in which a table is filled in."""
    named = (k for k, (_, tables) in enumerate(STEPS) if table.name in tables.split())
    return 0 if table.required else next(named, len(STEPS) - 1)


class _Exact(float):
    """A number that XlsxWriter writes with all its digits: its own format keeps sixteen."""

    def __format__(self, format_spec: str) -> str:
        return repr(float(self))


def write_workbook(
    path: Path, settings: Mapping[str, object], frames: Mapping[str, pd.DataFrame]
) -> None:
    """A workbook with a sheet for every table of the dictionary; rows where `frames` has them."""
    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    page = BytesIO()
    with xlsxwriter.Workbook(page, options | {"in_memory": True}) as book:
        formats = {
            "must": book.add_format({"bold": True, "bg_color": "#1F3A5F", "font_color": "#FFFFFF"}),
            "may": book.add_format({"bold": True, "bg_color": "#DCE6F1", "font_color": "#000000"}),
            "text": book.add_format({"num_format": "@"}),
            "date": book.add_format({"num_format": "yyyy-mm-dd"}),
            "title": book.add_format({"bold": True, "font_size": 14}),
        }
        _contents(book, formats)
        _settings(book, formats, settings)
        for table in TABLES:
            _table(book, formats, table, frames.get(table.name))
    write_bytes(page.getvalue(), path)


def _contents(book: Any, formats: Mapping[str, Any]) -> None:
    sheet = book.add_worksheet(CONTENTS_SHEET)
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 20)
    sheet.set_column(2, 2, 90)
    sheet.write_string(0, 0, "Contents", formats["title"])
    for column, title in enumerate(("sheet", "when", "what it holds")):
        sheet.write_string(2, column, title, formats["may"])
    about = [(SETTINGS_SHEET, 0, "What holds for the whole study.")]
    about += [(table.name, step_of(table), table.meaning) for table in TABLES]
    for row, (name, step, meaning) in enumerate(about, start=3):
        sheet.write_url(row, 0, f"internal:'{name}'!A1", string=name)
        sheet.write_string(row, 1, STEPS[step][0] + (", required" if step == 0 else ""))
        sheet.write_string(row, 2, meaning)
    first = ", ".join(table.name for table in TABLES if table.required)
    notes = (
        f"A first study needs sheet {SETTINGS_SHEET} and the required ones: {first}.",
        "Orders, budgets, prices and projects make it useful; drivers make it uncertain; instruments make a deal.",
        "Tabs have the colour of their step: dark blue is a first study.",
        "Dark headings are required columns. Point at a heading to read its meaning and unit.",
        "Sheets whose name begins with _ are your own and are not read.",
        "Numbers are written with the sheet's own decimal sign, never as text; dates as YYYY-MM-DD.",
    )
    for row, note in enumerate(notes, start=len(about) + 4):
        sheet.write_string(row, 0, note)


def _settings(book: Any, formats: Mapping[str, Any], settings: Mapping[str, object]) -> None:
    sheet = book.add_worksheet(SETTINGS_SHEET)
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 40)
    sheet.freeze_panes(1, 0)
    sheet.write_string(0, 0, "setting", formats["must"])
    sheet.write_string(0, 1, "value", formats["must"])
    for row, (name, field) in enumerate(Settings.model_fields.items(), start=1):
        must = field.is_required()
        sheet.write_string(row, 0, name, formats["must" if must else "may"])
        text = field.description or ""
        default = "" if must or field.default is None else f" Empty: {as_text(field.default)}."
        sheet.write_comment(row, 0, f"{'Required. ' if must else ''}{text}.{default}", _COMMENT)
        _write(sheet, row, 1, settings.get(name), formats)
        if get_origin(field.annotation) is Literal:
            source = list(get_args(field.annotation))
            sheet.data_validation(row, 1, row, 1, {"validate": "list", "source": source})


def _table(book: Any, formats: Mapping[str, Any], table: Table, frame: pd.DataFrame | None) -> None:
    sheet = book.add_worksheet(table.name)
    sheet.set_tab_color(COLOURS[step_of(table)])
    sheet.freeze_panes(1, 0)
    for position, column in enumerate(table.columns):
        form = formats.get("text" if column.kind in ("period", "numbers") else column.kind)
        sheet.set_column(position, position, max(12, len(column.name) + 2), form)
        sheet.write_string(0, position, column.name, formats["must" if column.required else "may"])
        sheet.write_comment(0, position, describe(column), _COMMENT)
        if validation := _drop_down(column):
            sheet.data_validation(1, position, ROWS, position, validation)
        if frame is not None:
            for row, value in enumerate(frame[column.name].tolist(), start=1):
                _write(sheet, row, position, value, formats)


def describe(column: Column) -> str:
    """What the comment on a column's heading says."""
    parts = ["Required." if column.required else "May be empty.", f"{column.meaning}."]
    if column.unit:
        parts.append(f"Unit: {column.unit}.")
    if column.choices:
        parts.append(f"One of {', '.join(column.choices)}.")
    if column.refers_to:
        country = ", or a country, three letters" if column.or_country else ""
        parts.append(f"A name from {' or '.join(column.refers_to)}{country}.")
    if not column.required and column.default not in (None, ""):
        parts.append(f"Empty: {as_text(column.default)}.")
    return " ".join(parts)


def _drop_down(column: Column) -> dict[str, object] | None:
    if column.choices:
        return {"validate": "list", "source": list(column.choices)}
    if len(column.refers_to) == 1 and not column.or_country:
        source = f"='{column.refers_to[0]}'!$A$2:$A${ROWS + 1}"
        # 'assumed' is no row of sources, and rows may be filled in any order.
        return {"validate": "list", "source": source, "error_type": "information"}
    return None


def _write(sheet: Any, row: int, column: int, value: object, formats: Mapping[str, Any]) -> None:
    text = as_text(value)
    if not text:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, formats["date"])
    elif isinstance(value, (int, float)):
        sheet.write_number(row, column, _Exact(value))
    else:
        sheet.write_string(row, column, escaped(text) if isinstance(value, str) else text)


_COMMENT = {"x_scale": 2.0, "y_scale": 1.2, "author": "offtake"}
