"""Empty templates, made from the data dictionary: a workbook, or a folder of CSV."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from offtake.files import write_text
from offtake.study.dictionary import TABLES
from offtake.study.reading.folder import SETTINGS_FILE
from offtake.study.study import Settings
from offtake.study.wording.where import as_text
from offtake.study.writing.rows import write_csv
from offtake.study.writing.sheets import write_workbook
from offtake.study.writing.write import cleared

DICTIONARY_FILE = "_columns.csv"
"""In a folder the meaning of the columns stands in this file, which reading leaves alone."""

_EXAMPLES = {
    "name": '"my-study"',
    "title": '"What is asked"',
    "currency": '"EUR"',
    "price_year": "2025",
    "start": "2026-01-01",
    "period": '"quarter"',
    "periods": "40",
    "risk": '"course"',
    "discount_rate_source": '""',
}


def write_template(
    path: str | Path, kind: Literal["xlsx", "csv"] = "xlsx", overwrite: bool = False
) -> None:
    """An empty study to fill in.  Raises UsageError where something is there already."""
    path = Path(path)
    if kind == "xlsx":
        path = path if path.suffix.lower() == ".xlsx" else path.with_name(f"{path.name}.xlsx")
        cleared(path, overwrite)
        write_workbook(path, {}, {})
        return
    cleared(path, overwrite)
    write_text(_settings(), path / SETTINGS_FILE)
    for table in TABLES:
        write_csv(path / f"{table.name}.csv", table.names, [])
    header = ("table", "column", "required", "kind", "unit", "meaning", "choices")
    write_csv(path / DICTIONARY_FILE, header, _dictionary_rows())


def _settings() -> str:
    """study.toml with every setting as a comment: what is required is for the user to say."""
    lines = ["# Take away the # in front of a setting to state it.\n"]
    for name, field in Settings.model_fields.items():
        must = "required: " if field.is_required() else ""
        default = field.default
        value = _EXAMPLES.get(name) or (
            str(default).lower() if isinstance(default, bool) else as_text(default)
        )
        lines.append(f"# {must}{field.description}\n# {name} = {value}\n")
    return "".join(lines)


def _dictionary_rows() -> list[tuple[str, ...]]:
    return [
        (t.name, c.name, as_text(c.required), c.kind, c.unit, c.meaning, ";".join(c.choices))
        for t in TABLES
        for c in t.columns
    ]
