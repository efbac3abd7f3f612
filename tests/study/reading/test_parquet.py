"""Parquet: every kind of value that is a cell, and a few bytes that stand for more than memory holds."""

from __future__ import annotations

import time

import duckdb
import pytest

from offtake.study.reading.assemble import faults_in
from offtake.study.reading.read import as_found, read_study


def with_parquet(folder, query: str, table: str = "lines"):
    path = folder({table: None})
    target = path / f"{table}.parquet"
    duckdb.sql(f"COPY ({query}) TO '{target}' (FORMAT parquet, COMPRESSION zstd)")
    return path


def lines_of(path):
    return [str(fault) for fault in faults_in(as_found(path))]


def test_numbers_texts_days_and_lists_of_numbers_are_cells(folder):
    sound = folder()
    columns = {"ramp": "string_split(ramp, ';')::DOUBLE[]", "earliest": "earliest::DATE"}
    kept = ", ".join(f"{made} AS {name}" for name, made in columns.items())
    duckdb.sql(f"CREATE OR REPLACE TABLE p AS SELECT * FROM read_csv('{sound}/projects.csv')")
    expected = read_study(sound)
    path = with_parquet(folder, f"SELECT * REPLACE ({kept}) FROM p", "projects")
    assert read_study(path) == expected


SWOLLEN = {
    "rows without end": ("SELECT 'A' AS line FROM range(20000000)", "cells, too many for a file of its size"),
    "a text without end": ("SELECT repeat('x', 50000000) AS line", "a text or list longer than a cell's"),
    "texts without end": ("SELECT repeat('x', 100000) AS line FROM range(1500)", "longer than a cell's"),
    "a list without end": ("SELECT range(1000000)::DOUBLE[] AS line", "a text or list longer than a cell's"),
    "pages without end": ("SELECT repeat('x', 50000000) || i AS line FROM range(3) t(i)", "unpacks to more than 100 MB"),
    "columns without end": ("SELECT " + ", ".join(f"1 AS c{k}" for k in range(3000)), "something stands in 3,000 columns"),
    "no cells": ("SELECT {'a': 1} AS line", "column 'line' holds STRUCT(a INTEGER); write numbers, texts, days or lists of numbers"),
    "bytes": ("SELECT 'x'::BLOB AS line", "column 'line' holds BLOB"),
}  # fmt: skip


@pytest.mark.parametrize(("query", "said"), SWOLLEN.values(), ids=SWOLLEN)
def test_a_small_file_that_would_fill_the_memory_is_refused_at_once(folder, query, said):
    path = with_parquet(folder, query)
    start = time.process_time()

    line = lines_of(path)[0]

    assert line.startswith("E100  lines.parquet")
    assert said in line
    assert time.process_time() - start < 5


def test_a_file_that_is_no_parquet_says_so(folder):
    path = folder({"lines": None})
    (path / "lines.parquet").write_bytes(b"PAR1 no PAR1")
    assert lines_of(path)[0].startswith("E100  lines.parquet  not a Parquet file")
