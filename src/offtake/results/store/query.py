"""A run's tables, asked in SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pandas as pd

from offtake.errors import UsageError
from offtake.results.store.frames import plan_frames

if TYPE_CHECKING:
    from offtake.results.run import Run


def ask(run: Run, query: str) -> pd.DataFrame:
    """The answer to `query`: result tables by name, the study's tables in schema `study`, the plans'
    variables in schema `plan`, the scenario tree as `tree`.  Raises UsageError in DuckDB's words."""
    from offtake.results.store.frames import tree_frame

    with duckdb.connect(config={"threads": 1}) as connection:
        connection.execute("CREATE SCHEMA study; CREATE SCHEMA plan")
        for name, frame in run.tables.items():
            _offer(connection, name, frame)
        _offer(connection, "tree", tree_frame(run.tree))
        for name, frame in plan_frames(run.plans).items():
            _offer(connection, f"plan.{name}", frame)
        for name, frame in run.study.tables.items():
            _offer(connection, f"study.{name}", frame)
        try:
            return connection.execute(query).df()
        except duckdb.Error as error:
            raise UsageError(f"the query cannot be answered: {error}") from None


def _offer(connection: duckdb.DuckDBPyConnection, name: str, frame: pd.DataFrame) -> None:
    connection.register("offered", frame)
    connection.execute(f"CREATE TABLE {name} AS SELECT * FROM offered")
    connection.unregister("offered")
