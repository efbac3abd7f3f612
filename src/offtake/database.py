"""DuckDB held to what it is given: no other file, no network, no extension, and no setting can be changed."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

HELD: dict[str, str | bool | int | float | list[str]] = {
    "threads": 1,  # keeps row groups, and with them the bytes of a file, the same on every machine
    "temp_directory": "",
    "autoload_known_extensions": False,
    "autoinstall_known_extensions": False,
    "allow_community_extensions": False,
    "python_enable_replacements": False,
}


@contextmanager
def database(*files: Path, at: Path | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty database, in memory or in the new file `at`, that can read and write `files` and nothing else of the
    machine."""
    for file in files:
        try_name(file)
    named = ", ".join(quoted(file) for file in files)
    with duckdb.connect(":memory:" if at is None else at, config=HELD) as connection:
        connection.execute(f"SET allowed_paths = [{named}]")
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        yield connection


def try_name(path: Path) -> None:
    """Raise OSError where DuckDB, which takes names as UTF-8 alone, could not open `path`."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        raise OSError(errno.EILSEQ, "its name is not UTF-8; rename it", str(path)) from None


def quoted(text: object) -> str:
    """A text as SQL writes it."""
    return "'" + str(text).replace("'", "''") + "'"
