"""DuckDB reads and writes what it is given and nothing else."""

from __future__ import annotations

import duckdb
import pytest

from offtake.database import database, quoted

NOT_GIVEN = "secret"


@pytest.mark.parametrize(
    "query",
    [
        "select * from read_csv({other})",
        "select * from read_text({other})",
        "select * from {other}",
        "select * from glob('/etc/*')",
        "copy (select 1) to {other}",
        "attach {other}",
        "export database {other}",
        "select * from read_csv('https://example.org/a.csv')",
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "set lock_configuration = false",
        "set allowed_paths = [{other}]",
        "set threads = 2",
        "reset lock_configuration",
        "pragma enable_external_access = true",
        "create secret s (type s3)",
        "select * from NOT_GIVEN",
        "select getenv('HOME')",
    ],
)
def test_everything_else_is_refused(tmp_path, query):
    (tmp_path / "given.csv").write_text("a\n1\n")
    (tmp_path / "other.csv").write_text("a\n2\n")
    before = {f: f.read_bytes() for f in tmp_path.iterdir()}
    with database(tmp_path / "given.csv") as connection, pytest.raises(duckdb.Error):
        connection.execute(query.format(other=quoted(tmp_path / "other.csv")))
    assert {f: f.read_bytes() for f in tmp_path.iterdir()} == before


def test_what_is_given_is_read_and_written_whatever_its_name(tmp_path):
    path = tmp_path / "it's [1]*?.parquet"
    with database(path) as connection:
        connection.execute(
            f"copy (select 7 as a) to {quoted(path)} (format parquet, use_tmp_file false)"
        )
        assert connection.execute(f"select a from {quoted(path)}").fetchall() == [(7,)]
