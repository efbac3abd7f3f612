"""The manual's page of tables, made from the data dictionary.

python -m offtake.study.writing.manual docs/tables.md
"""

from __future__ import annotations

import sys
from math import inf
from pathlib import Path

from offtake.study.dictionary import TABLES
from offtake.study.schema import Column, Table
from offtake.study.study import Settings
from offtake.study.wording.where import as_text

_OPENING = """# The tables of a study

A study is a folder with `study.toml` and one table a file (`lines.csv`, or `lines.parquet`), or one
workbook (`.xlsx`) with a sheet `study` for the settings (columns `setting` and `value`) and one sheet a
table. `offtake new` writes an empty one. Everything that is wrong is told at once, each at its cell.

How cells are read:

- Numbers have a decimal point and nothing else in the cell; text that is plainly a number counts as one.
- Dates are days: `2026-01-31`, or a date cell of a workbook. Periods are `2027`, `2027-H1`, `2027-Q3`
  or `2027-03`. Lists are `0.25;0.5;1`.
- Names match exactly, capitals and blanks included. Nothing is corrected in silence.
- Blank cells are empty, and blank rows are passed over. An empty cell means what its column says, or
  nothing.
- Text that begins with `=`, `+`, `-` or `@` is written with an apostrophe in front, so that no
  spreadsheet takes it for a formula; reading takes the apostrophe off again.
- CSV is UTF-8; commas, semicolons, tabs or | between the cells are told apart by the header.
- The names of the columns stand in the first row; a comment, a line `sep=` or a title above them is a fault.
- Files, sheets and tables whose name begins with `_` are your own and are not read.
- What cannot be seen in a workbook does not count in silence: hidden sheets, rows and columns that hold something, filters that
  are set, and merged cells are faults; so are formulas with an error, or never calculated. Workbooks with macros (`.xlsm`)
  are read without them, OpenDocument workbooks (`.ods`) too; others (`.xls`, `.xlsb`) are to be saved as `.xlsx`. A small file that would unpack to a
  table of more than a million cells is refused before it is.
- Money is in millions of the study's currency at its price year. A row that states another `currency`
  or `price_year` is converted on reading with tables `exchange_rates` and `deflators`.
- A row whose `source` is empty is counted as without a source, in every output. `assumed` marks a
  judgement, and `note` must then say why. Where some columns of a row with a source are judgements, its
  note lists them with the reason, at its start or after a semicolon: `assumed: capex, life (as at the
  sister plant)`. Their figures are counted as assumed. A note may hold several lists, also in a row that is assumed as a
  whole: what rests on one reason is one assumption in `offtake sensitivity`.
- Edits in `changes`, and effects of drivers, are in the column's unit, money in the study's currency
  and price year. Drivers act on the columns that say so under `drivers`, and on no others.
- Budgets that follow from `pledges` are rows of `budgets` for effects and edits. An edit of such a budget
  puts the budgets of that buyer in the place of its pledge.
"""


def dictionary_markdown() -> str:
    """The whole page."""
    return "\n".join([_OPENING, _settings(), *(_table(table) for table in TABLES)])


def _settings() -> str:
    rows = []
    for name, field in Settings.model_fields.items():
        default = as_text(field.default) if not field.is_required() else ""
        must = "required" if field.is_required() else (default or "nothing is said")
        rows.append(f"| `{name}` | {_cell(field.description or '')} | {must} |")
    return "\n".join(
        ["## Settings", "", "| setting | meaning | if left out |", "| --- | --- | --- |", *rows, ""]
    )


def _table(table: Table) -> str:
    must = "Required. " if table.required else ""
    key = ", ".join(f"`{name}`" for name in table.key)
    head = [f"## {table.name}", "", f"{must}{table.meaning} Key: {key}.", ""]
    lines = [
        "| column | kind | unit | meaning | values | if empty | drivers |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    return "\n".join([*head, *lines, *(_column(column) for column in table.columns), ""])


def _column(column: Column) -> str:
    empty = "required" if column.required else as_text(column.default)
    acted_on = "may act" if column.by_node else ""
    said = (column.kind, column.unit, column.meaning, _values(column), empty, acted_on)
    return "| " + " | ".join(map(_cell, (f"`{column.name}`", *said))) + " |"


def _values(column: Column) -> str:
    if column.choices:
        return ", ".join(column.choices)
    if column.refers_to:
        listed = "a name from " + " or ".join(f"`{name}`" for name in column.refers_to)
        return listed + (", or a country, three letters" if column.or_country else "")
    least = "above" if column.above else "at least"
    low = "" if column.minimum == -inf else f"{least} {column.minimum:g}"
    high = "" if column.maximum == inf else f"at most {column.maximum:g}"
    return ", ".join(part for part in (low, high) if part)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(dictionary_markdown(), encoding="utf-8", newline="\n")
