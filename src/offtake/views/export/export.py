"""A run for other programs: CSV, Parquet, one workbook, an IAMC file, a package of data, or a DuckDB file."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from offtake.errors import UsageError
from offtake.files import write_text
from offtake.results.dictionary import in_order
from offtake.results.run import Run
from offtake.results.store.parquet import write_frame
from offtake.views.export.harmless import harmless

FORMS = ("xlsx", "csv", "parquet", "duckdb", "datapackage", "iamc")
ENDINGS = {"xlsx": ".xlsx", "duckdb": ".duckdb", "iamc": "-iamc.csv"}
"""How the name of a file ends, of forms that are one file; the others are folders."""


def export_run(run: Run, target: str | Path, form: str = "", *, licence: str = "") -> Path:
    """Write what a run found to `target`, and return it.

    form       target
    xlsx       a workbook: a page that answers, charts, the meaning of columns, every table
    csv        a folder, one file a table
    parquet    the same
    duckdb     a database: result tables, the study's tables in schema study, units as comments of columns
    datapackage  a folder with CSV files and datapackage.json (Table Schema, units, sources, `licence`)
    iamc       a file .csv or .xlsx in the long format that pyam reads

    `form` may be left out where the ending of `target` says it.  Raises UsageError for another form.
    """
    target = Path(target)
    form = form or target.suffix.removeprefix(".").lower()
    if licence and form != "datapackage":
        raise UsageError("a licence goes with form datapackage only")
    match form:
        case "csv":
            for name, frame in _tables(run).items():
                write_text(csv_text(frame), target / f"{name}.csv")
        case "parquet":
            for name, frame in _tables(run).items():
                write_frame(frame, target / f"{name}.parquet")
        case "xlsx":
            from offtake.views.export.workbook import write_workbook

            write_workbook(run, target)
        case "duckdb":
            from offtake.results.store.query import write_database

            write_database(run, target)
        case "datapackage":
            from offtake.views.export.package import write_package

            write_package(run, target, licence)
        case "iamc":
            from offtake.views.export.iamc import write_iamc

            write_iamc(run, target)
        case _:
            raise UsageError(f"a run is exported to {', '.join(FORMS)}, not to {form or 'a file without ending'}")  # fmt: skip
    return target


def default_target(run: Run, form: str) -> Path:
    """Where a run is written to where nothing is said."""
    return Path(f"{run.id}{ENDINGS.get(form, f'-{form}')}")


def csv_text(frame: pd.DataFrame) -> str:
    """A table as CSV, nothing in it a formula."""
    return harmless(frame).to_csv(index=False, lineterminator="\n")


def _tables(run: Run) -> dict[str, pd.DataFrame]:
    return {name: run.tables[name] for name in in_order(run.tables)}
