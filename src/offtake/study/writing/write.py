"""Writing a study, so that reading gives an equal one: a folder of tables, or one workbook."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Literal

import duckdb
import pandas as pd

from offtake.database import database, quoted
from offtake.errors import UsageError
from offtake.files import refused, write_text
from offtake.study.cells.cells import escaped
from offtake.study.cells.settings import settings_as_raw
from offtake.study.dictionary import TABLES
from offtake.study.reading.folder import SETTINGS_FILE
from offtake.study.schema import Table
from offtake.study.study import Settings, Study
from offtake.study.wording.where import as_text
from offtake.study.writing.rows import write_csv
from offtake.study.writing.sheets import write_workbook

_TYPES = {"integer": "bigint", "number": "double", "date": "date", "boolean": "boolean"}


def write_study(
    study: Study, path: str | Path, form: Literal["csv", "parquet"] = "csv", overwrite: bool = False
) -> None:
    """Write the study to a workbook where `path` ends in .xlsx, otherwise to a folder.

    Optional tables without rows are left out of a folder.  `form` is the form of a folder's tables.
    Raises UsageError where something is there already, unless `overwrite`; then the study's own files in
    the folder are replaced and all others left alone.
    """
    path = Path(path)
    cleared(path, overwrite)
    if path.suffix.lower() == ".xlsx":
        write_workbook(path, settings_as_raw(study.settings), study.tables)
        return
    write_text(settings_toml(study.settings), path / SETTINGS_FILE)
    kept = [table for table in TABLES if table.required or len(study.tables[table.name])]
    if form == "parquet":
        targets = [path / f"{table.name}.parquet" for table in kept]
        with database(*targets) as connection:
            for table, target in zip(kept, targets, strict=True):
                _write_parquet(connection, target, table, study.tables[table.name])
        return
    for table in kept:
        rows = _text_rows(table, study.tables[table.name])
        write_csv(path / f"{table.name}.csv", table.names, rows)


def cleared(path: Path, overwrite: bool) -> None:
    """Make room for a study at `path`; UsageError where that would destroy something."""
    if path.suffix.lower() == ".xlsx":
        if path.exists() and not overwrite:
            raise UsageError(f"{path} is there already; choose another name, or move it away")
        path.parent.mkdir(parents=True, exist_ok=True)
        return
    if path.exists() and (not path.is_dir() or any(path.iterdir())) and not overwrite:
        raise UsageError(f"{path} is there already; choose an empty folder, or move it away")
    path.mkdir(parents=True, exist_ok=True)
    for table in TABLES:
        for ending in ("csv", "parquet"):
            (path / f"{table.name}.{ending}").unlink(missing_ok=True)


def settings_toml(settings: Settings) -> str:
    """The text of study.toml."""
    given = settings_as_raw(settings)
    return "".join(f"{name} = {_toml(value)}\n" for name, value in given.items())


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return repr(value)


def _text_rows(table: Table, frame: pd.DataFrame) -> Iterable[Iterable[str]]:
    columns = [[_cell(value) for value in frame[name].tolist()] for name in table.names]
    return zip(*columns, strict=True)


def _cell(value: object) -> str:
    return escaped(value) if isinstance(value, str) else as_text(value)


def _write_parquet(
    connection: duckdb.DuckDBPyConnection, path: Path, table: Table, frame: pd.DataFrame
) -> None:
    values = pd.DataFrame(
        {c: pd.Series([_cell(v) for v in frame[c]], dtype="str") for c in table.names}
    )
    picked = ", ".join(
        f"cast(nullif({_name(c.name)}, '') as {_TYPES.get(c.kind, 'varchar')}) as {_name(c.name)}"
        for c in table.columns
    )
    connection.register("cells", values)
    copied = (
        f"copy (select {picked} from cells) to {quoted(path)} (format parquet, use_tmp_file false)"
    )
    try:
        connection.execute(copied)
    except duckdb.IOException as error:
        raise refused(error, path) from error
    connection.unregister("cells")


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
