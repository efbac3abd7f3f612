"""Rows as text: what is written comes back as it was, whatever stands in a cell."""

from __future__ import annotations

import csv
from pathlib import Path

from offtake.study.writing.rows import write_csv


def test_cells_come_back_as_they_were_and_lines_end_the_same_everywhere(tmp_path: Path) -> None:
    rows = [["a,b", '"said"', "two\nlines"], ["", "é", " x "]]
    write_csv(tmp_path / "t.csv", ("one", "two", "three"), rows)
    text = (tmp_path / "t.csv").read_bytes()
    assert text.startswith(b"one,two,three\n")
    assert b"\r" not in text
    with (tmp_path / "t.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == [["one", "two", "three"], *rows]
