"""A run's tables in a database: asked in SQL, or written as a file of DuckDB's."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pandas as pd

from offtake.database import database, quoted
from offtake.errors import UsageError
from offtake.files import refused, try_writing, whole
from offtake.results.dictionary import result, unit_words
from offtake.results.solving.solved import Solved
from offtake.results.store.frames import plan_frames, tree_frame


def ask(run: Solved, query: str) -> pd.DataFrame:
    """The answer to `query`: result tables by name, the study's tables in schema `study`, the plans'
    variables in schema `plan`, the scenario tree as `tree`; no file, no network and no variable of Python's can be read.
    Raises UsageError in DuckDB's words."""
    with database() as connection:
        _fill(connection, run)
        try:
            asked = connection.sql(query)
        except duckdb.Error as error:
            raise UsageError(f"the query cannot be answered: {error}") from None
        if asked is None:
            raise UsageError(
                "the query cannot be answered: it asks for nothing; begin it with SELECT"
            )
        try:
            answer: pd.DataFrame = asked.df()
            return answer
        except duckdb.Error as error:
            raise UsageError(f"the query cannot be answered: {error}") from None


def write_database(run: Solved, path: Path) -> None:
    """A DuckDB file: result tables in schema main, the study's tables in schema study, plans in schema plan; units and
    meanings of result columns as their comments."""
    try_writing(path)
    try:
        with whole(path) as beside:
            _write(run, beside)
    except (duckdb.IOException, duckdb.FatalException) as error:
        raise refused(error, path) from error


def _write(run: Solved, path: Path) -> None:
    with database(at=path) as connection:
        _fill(connection, run)
        settings = run.settings
        for name in run.tables:
            about = result(name)
            connection.execute(f"COMMENT ON TABLE main.{name} IS {quoted(about.meaning)}")
            for c in (c for c in about.columns if c.name in run.tables[name]):
                unit = unit_words(c.unit, settings.currency, settings.price_year)
                said = f"{c.meaning} [{unit}]" if unit else c.meaning
                connection.execute(f'COMMENT ON COLUMN main.{name}."{c.name}" IS {quoted(said)}')


def _fill(connection: duckdb.DuckDBPyConnection, run: Solved) -> None:
    connection.execute("CREATE SCHEMA study; CREATE SCHEMA plan")
    for name, frame in run.tables.items():
        _offer(connection, f"main.{name}", frame)
    _offer(connection, "main.tree", tree_frame(run.tree))
    for name, frame in plan_frames(run.plans).items():
        _offer(connection, f"plan.{name}", frame)
    for name, frame in run.study.tables.items():
        _offer(connection, f"study.{name}", frame)


def _offer(connection: duckdb.DuckDBPyConnection, name: str, frame: pd.DataFrame) -> None:
    connection.register("offered", frame)
    connection.execute(f"CREATE TABLE {name} AS SELECT * FROM offered")
    connection.unregister("offered")
