"""Frames to and from Parquet, through DuckDB; the same frame gives the same bytes.

A file is written under a temporary name and renamed when it is whole, so nobody sees half of one.
"""

from __future__ import annotations

import os
from pathlib import Path

import duckdb
import pandas as pd

TEMPORARY = ".tmp"


def write_frame(frame: pd.DataFrame, path: Path) -> None:
    """Write `frame` in its row order to `path`, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(path.name + TEMPORARY)
    # One thread keeps row groups, and with them the bytes, the same on every machine.
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.register("frame", frame)
        connection.execute(
            f"COPY (SELECT * FROM frame) TO {_quoted(temporary)} (FORMAT parquet, COMPRESSION zstd)"
        )
    os.replace(temporary, path)


def write_text(text: str, path: Path) -> None:
    """Write `text` to `path`, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(path.name + TEMPORARY)
    with temporary.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)


def read_frame(path: Path) -> pd.DataFrame:
    """The frame in `path`, which may hold * for several parts of one table."""
    with duckdb.connect(config={"threads": 1}) as connection:
        frame = connection.execute(f"SELECT * FROM read_parquet({_quoted(path)})").df()
    # A column of texts without a single row comes back without a type.
    untyped = [c for c in frame.columns if frame[c].dtype == object and frame[c].isna().all()]
    return frame.astype(dict.fromkeys(untyped, "str"))


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
