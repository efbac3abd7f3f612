"""Cells of a table changed in place: what was not meant stays as it was written."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from offtake.errors import UsageError
from offtake.evidence.deciding.cells import TextSheet, put, replaced, sheet
from offtake.study.examples import case_path

TABLE = TextSheet("lines", ("line", "capacity"), (("a", "80"), ("b", "80"), ("b", "40")))


def test_a_row_is_meant_alone_or_not_at_all():
    assert TABLE.meant("line=a") == 0
    assert TABLE.meant("line=b;capacity=40") == 2
    for where, says in (("line=b", r"means 2 rows of lines; write one of line=b \| line=b"), ("line=c", "means no row of lines; there are line=a"), (" ", "--where is empty; .* as line=a")):  # fmt: skip
        with pytest.raises(UsageError, match=says):
            TABLE.meant(where)


def test_a_cell_changes_and_a_column_that_was_not_there_is_added_at_the_end():
    changed = TABLE.with_cells(1, {"note": "x", "capacity": "90"})
    assert changed.header == ("line", "capacity", "note")
    assert changed.rows == (("a", "80", ""), ("b", "90", "x"), ("b", "40", ""))
    assert (changed.cell(1, "note"), changed.cell(1, "site")) == ("x", "")
    assert TABLE.rows[1] == ("b", "80")


def test_rows_are_added_below_with_new_columns_in_their_usual_order():
    added = TABLE.with_rows([{"note": "y", "line": "c"}, {"site": "S", "line": "d"}])
    assert added.header == ("line", "capacity", "site", "note")
    assert added.rows[3:] == (("c", "", "", "y"), ("d", "", "S", ""))
    assert TABLE.with_rows([]) == TABLE


def test_a_file_keeps_its_mark_its_blanks_and_text_with_marks_in_it(tmp_path):
    path = tmp_path / "lines.csv"
    path.write_bytes('\ufeffline;note\nä;"x;y"\nshort\n'.encode())
    found = sheet(tmp_path, "lines")
    assert (found.mark, found.rows) == (";", (("ä", "x;y"), ("short", "")))
    assert put(tmp_path, {"lines": found}) == ["lines.csv"]
    assert path.read_text(encoding="utf-8") == 'line;note\nä;"x;y"\nshort;\n'


def test_a_table_that_is_not_there_is_empty_only_where_a_header_is_given(tmp_path):
    assert sheet(tmp_path, "ranges", ("table", "low")) == TextSheet("ranges", ("table", "low"), ())
    with pytest.raises(UsageError, match=r"has no ranges\.csv"):
        sheet(tmp_path, "ranges")
    (tmp_path / "ranges.parquet").write_bytes(b"x")
    with pytest.raises(UsageError, match="save it as"):
        sheet(tmp_path, "ranges", ("table",))
    (tmp_path / "lines.csv").write_bytes(b"line\n\xff\n")
    with pytest.raises(UsageError, match="not UTF-8"):
        sheet(tmp_path, "lines")


def test_a_study_that_would_not_hold_is_put_back_byte_by_byte(tmp_path):
    study = tmp_path / "toy"
    shutil.copytree(case_path("toy"), study)
    before = {p.name: p.read_bytes() for p in study.iterdir() if p.is_file()}
    lines = sheet(study, "lines")
    wrong = lines.with_cells(lines.meant("line=pump hall"), {"capacity": "-3"})
    none = TextSheet("noise", ("line",), (("no such line",),))
    assert not (study / "noise.csv").exists()
    with pytest.raises(UsageError, match="nothing was changed"):
        replaced(study, {"lines": wrong, "noise": none})
    assert {p.name: p.read_bytes() for p in study.iterdir() if p.is_file()} == before
    replaced(study, {"lines": lines.with_cells(lines.meant("line=pump hall"), {"capacity": "81"})})
    assert sheet(study, "lines").cell(lines.meant("line=pump hall"), "capacity") == "81"


def test_other_files_are_no_study(tmp_path):
    path = Path(tmp_path / "toy.ods")
    path.write_bytes(b"x")
    with pytest.raises(UsageError, match="is neither"):
        sheet(path, "lines")
