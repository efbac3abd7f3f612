"""A table in Parquet, looked at before it is unpacked: a few bytes there can stand for any number of rows or letters."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import duckdb

from offtake.database import database, quoted
from offtake.study.reading.archive import LARGEST, UnreadableError

MOST_CELLS = 10_000_000
FREE_CELLS, CELLS_PER_BYTE = 150_000, 2
"""Cells that a file of any size may hold, and how many more for each of its bytes."""
LONGEST = 2**17
"""Letters of a text, and numbers of a list."""
_SIZES = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT")
_OTHERS = ("BOOLEAN", "DOUBLE", "DECIMAL", "VARCHAR", "ENUM", "DATE", "TIME", "TIMESTAMP", "UUID")
_PLAIN = frozenset({*_SIZES, *(f"U{size}" for size in _SIZES), "FLOAT", *_OTHERS, "NULL"})
"""Types of columns whose values are cells."""


Grid = list[list[object]]


@contextmanager
def parquet_grids(paths: Sequence[Path]) -> Iterator[Callable[[Path], Grid]]:
    """What gives names of columns and rows of each of some files, with one database for all of them: to open one takes as
    long as to read a table.  It raises UnreadableError, with what was found and what is wanted."""
    with ExitStack() as opened:
        at: list[duckdb.DuckDBPyConnection] = []

        def read(path: Path) -> Grid:
            if not at:
                at.append(opened.enter_context(database(*paths)))
            try:
                return _grid(path, at[0])
            except duckdb.Error as error:
                at.clear()  # after some errors a database answers nothing any more
                said = str(error).splitlines()[0]
                raise UnreadableError(f"not a Parquet file ({said})", "write it again") from None

        yield read


def _grid(path: Path, connection: duckdb.DuckDBPyConnection) -> Grid:
    source = f"read_parquet({quoted(path)})"
    sizes = f"SELECT sum(total_uncompressed_size) FROM parquet_metadata({quoted(path)})"
    if (_one(connection, sizes)[0] or 0) > LARGEST:
        what = f"the table unpacks to more than {LARGEST / 2**20:.0f} MB"
        raise UnreadableError(what, "remove what is no part of it")
    described = connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()
    columns = [(str(name), str(kind)) for name, kind, *_ in described]
    most = min(MOST_CELLS, FREE_CELLS + CELLS_PER_BYTE * path.stat().st_size)
    rows = most // max(len(columns), 1)
    source = f"(SELECT * FROM {source} LIMIT {rows + 1})"
    if _one(connection, f"SELECT count(*) FROM {source}")[0] > rows:
        what = f"the table holds more than {most:,} cells, too many for a file of its size"
        raise UnreadableError(what, "remove what is no part of it, or write it as .csv")
    _letters(connection, source, columns)
    found = connection.execute(f"SELECT * FROM {source}").fetchall()
    return [[name for name, _ in columns], *map(list, found)]


def _letters(
    connection: duckdb.DuckDBPyConnection, source: str, columns: Sequence[tuple[str, str]]
) -> None:
    """Raises UnreadableError where a column holds what is no cell, or texts and lists without end."""
    lengths = {name: length for name, kind in columns if (length := _length(name, kind))}
    if not lengths:
        return
    asked = ", ".join(f"max({length}), sum({length})" for length in lengths.values())
    found = _one(connection, f"SELECT {asked} FROM {source}")
    for name, longest, whole in zip(lengths, found[::2], found[1::2], strict=True):
        if (longest or 0) > LONGEST or (whole or 0) > LARGEST:
            what = f"column {name[:60]!r} holds a text or list longer than a cell's"
            raise UnreadableError(what, "shorten it")


def _length(name: str, kind: str) -> str:
    """How long each value of a column is, as SQL says it; '' where that is bounded, and UnreadableError where it is no cell."""
    item = kind.removesuffix("[]").partition("(")[0].partition(" ")[0]
    if item not in _PLAIN or (kind.endswith("[]") and item == "VARCHAR"):
        wanted = "write numbers, texts, days or lists of numbers"
        raise UnreadableError(f"column {name[:60]!r} holds {kind[:60]}", wanted)
    if not kind.endswith("[]") and item != "VARCHAR":
        return ""
    column = '"' + name.replace('"', '""') + '"'
    return f"{'len' if kind.endswith('[]') else 'strlen'}({column})"


def _one(connection: duckdb.DuckDBPyConnection, query: str) -> tuple[int, ...]:
    return connection.execute(query).fetchone() or (0, 0)
