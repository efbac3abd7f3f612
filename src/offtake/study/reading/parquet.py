"""A table in Parquet, looked at before it is unpacked: a few bytes there can stand for any number of rows or letters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb

from offtake.database import quoted
from offtake.study.reading.archive import LARGEST, UnreadableError

MOST_CELLS = 10_000_000
FREE_CELLS, CELLS_PER_BYTE = 150_000, 2
"""Cells that a file of any size may hold, and how many more for each of its bytes."""
LONGEST = 2**17
"""Letters of a text, and numbers of a list."""
_PLAIN = frozenset(
    [
        "BOOLEAN",
        "TINYINT",
        "SMALLINT",
        "INTEGER",
        "BIGINT",
        "HUGEINT",
        "UTINYINT",
        "USMALLINT",
        "UINTEGER",
        "UBIGINT",
        "UHUGEINT",
        "FLOAT",
        "DOUBLE",
        "DECIMAL",
        "VARCHAR",
        "ENUM",
        "DATE",
        "TIME",
        "TIMESTAMP",
        "UUID",
        "NULL",
    ]
)
"""Types of columns whose values are cells."""


def parquet_grid(path: Path, connection: duckdb.DuckDBPyConnection) -> list[list[object]]:
    """The names of the columns, and the rows, read through a `connection` that may read `path`.

    Raises UnreadableError, with what was found and what is wanted.
    """
    try:
        return _grid(path, connection)
    except duckdb.Error as error:
        said = str(error).splitlines()[0]
        raise UnreadableError(f"not a Parquet file ({said})", "write it again") from None


def _grid(path: Path, connection: duckdb.DuckDBPyConnection) -> list[list[object]]:
    source = f"read_parquet({quoted(path)})"
    sizes = f"SELECT sum(total_uncompressed_size) FROM parquet_metadata({quoted(path)})"
    if (_one(connection, sizes)[0] or 0) > LARGEST:
        raise UnreadableError(
            f"the table unpacks to more than {LARGEST / 2**20:.0f} MB",
            "remove what is no part of it",
        )
    columns = [
        (str(name), str(kind))
        for name, kind, *_ in connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()
    ]
    most = min(MOST_CELLS, FREE_CELLS + CELLS_PER_BYTE * path.stat().st_size)
    rows = most // max(len(columns), 1)
    source = f"(SELECT * FROM {source} LIMIT {rows + 1})"
    long = [name for name, kind in columns if _may_be_long(name, kind)]
    number, *sizes_of = _one(connection, f"SELECT {', '.join(['count(*)', *_sizes(columns, long)])} FROM {source}")  # fmt: skip
    if number > rows:
        raise UnreadableError(
            f"the table holds more than {most:,} cells, too many for a file of its size",
            "remove what is no part of it, or write it as .csv",
        )
    for name, longest, whole in zip(long, sizes_of[::2], sizes_of[1::2], strict=True):
        if (longest or 0) > LONGEST or (whole or 0) > LARGEST:
            raise UnreadableError(
                f"column {name[:60]!r} holds a text or list longer than a cell's", "shorten it"
            )
    found = connection.execute(f"SELECT * FROM {source}").fetchall()
    return [[name for name, _ in columns], *map(list, found)]


def _may_be_long(name: str, kind: str) -> bool:
    """Whether the column holds texts or lists; raises UnreadableError where it holds what is no cell."""
    item = kind.removesuffix("[]").partition("(")[0].partition(" ")[0]
    if item not in _PLAIN or (kind.endswith("[]") and item == "VARCHAR"):
        raise UnreadableError(
            f"column {name[:60]!r} holds {kind[:60]}",
            "write numbers, texts, days or lists of numbers",
        )
    return kind.endswith("[]") or item == "VARCHAR"


def _sizes(columns: Sequence[tuple[str, str]], long: Sequence[str]) -> Iterator[str]:
    """The longest cell of each column of texts or lists, and all of them together."""
    for name, kind in columns:
        if name in long:
            length = "len" if kind.endswith("[]") else "strlen"
            column = '"' + name.replace('"', '""') + '"'
            yield from (f"max({length}({column}))", f"sum({length}({column}))")


def _one(connection: duckdb.DuckDBPyConnection, query: str) -> tuple[int, ...]:
    return connection.execute(query).fetchone() or (0, 0)
