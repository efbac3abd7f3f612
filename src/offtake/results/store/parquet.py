"""Frames to and from Parquet, through DuckDB; the same frame gives the same bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb
import pandas as pd

from offtake.database import database, quoted
from offtake.files import refused, whole


def write_frame(frame: pd.DataFrame, path: Path) -> None:
    """Write `frame` in its row order to `path`, whole or not at all."""
    with whole(path) as beside:
        write_frames({beside: frame})


def write_frames(frames: Mapping[Path, pd.DataFrame]) -> None:
    """Write every frame to its path; what is there before an error stays."""
    form = "FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE false"
    with database(*frames) as connection:
        for path, frame in frames.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            connection.register("frame", frame)
            try:
                connection.execute(f"COPY (SELECT * FROM frame) TO {quoted(path)} ({form})")
            except duckdb.IOException as error:
                raise refused(error, path) from error


def read_frames(paths: Sequence[Path]) -> list[pd.DataFrame]:
    """The frames in `paths`."""
    with database(*paths) as connection:
        asked = [f"SELECT * FROM read_parquet({quoted(path)})" for path in paths]
        return [_typed(connection.execute(query).df()) for query in asked]


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    # A column of texts without a single row comes back without a type.
    untyped = [c for c in frame.columns if frame[c].dtype == object and frame[c].isna().all()]
    return frame.astype(dict.fromkeys(untyped, "str"))
