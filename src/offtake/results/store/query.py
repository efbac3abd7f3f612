"""A run's tables, asked in SQL."""

from __future__ import annotations

import duckdb
import pandas as pd

from offtake.database import database
from offtake.errors import UsageError
from offtake.results.solving.solved import Solved
from offtake.results.store.frames import plan_frames, tree_frame


def ask(run: Solved, query: str) -> pd.DataFrame:
    """The answer to `query`: result tables by name, the study's tables in schema `study`, the plans'
    variables in schema `plan`, the scenario tree as `tree`; no file, no network and no variable of Python's can be read.
    Raises UsageError in DuckDB's words."""
    with database() as connection:
        connection.execute("CREATE SCHEMA study; CREATE SCHEMA plan")
        for name, frame in run.tables.items():
            _offer(connection, name, frame)
        _offer(connection, "tree", tree_frame(run.tree))
        for name, frame in plan_frames(run.plans).items():
            _offer(connection, f"plan.{name}", frame)
        for name, frame in run.study.tables.items():
            _offer(connection, f"study.{name}", frame)
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


def _offer(connection: duckdb.DuckDBPyConnection, name: str, frame: pd.DataFrame) -> None:
    connection.register("offered", frame)
    connection.execute(f"CREATE TABLE {name} AS SELECT * FROM offered")
    connection.unregister("offered")
