from __future__ import annotations

from dataclasses import replace

import openpyxl
import pandas as pd
import pytest

from offtake.errors import UsageError
from offtake.results.export.export import export_run
from offtake.results.store.parquet import read_frame


def test_every_table_is_written_as_csv_and_as_parquet(run, tmp_path):
    export_run(run, tmp_path / "c", "csv")
    export_run(run, tmp_path / "p", "parquet")
    for name, frame in run.tables.items():
        pd.testing.assert_frame_equal(read_frame(tmp_path / "p" / f"{name}.parquet"), frame)
        assert (
            pd.read_csv(tmp_path / "c" / f"{name}.csv").columns.tolist() == frame.columns.tolist()
        )


def test_a_workbook_has_contents_first_and_one_table_a_sheet(run, tmp_path):
    export_run(run, tmp_path / "run.xlsx", "xlsx")
    book = openpyxl.load_workbook(tmp_path / "run.xlsx")
    assert book.sheetnames == ["contents", *sorted(run.tables)]
    assert (
        book["contents"]["A1"].value == f"Small enough to follow on paper: results of run {run.id}"
    )
    rows = list(book["deliveries_by_year"].values)
    assert rows[0][:4] == ("arrangement", "product", "year", "mean")
    assert rows[2][3] == pytest.approx(11.6)


def test_nothing_in_an_export_is_a_formula(run, tmp_path):
    export_run(run, tmp_path / "run.xlsx", "xlsx")
    book = openpyxl.load_workbook(tmp_path / "run.xlsx")
    assert not [c for sheet in book for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    titles = [row[2] for row in book["sources"].values]
    assert "'=The contract" in titles
    export_run(run, tmp_path, "csv")
    assert "'=The contract" in (tmp_path / "sources.csv").read_text()


def test_a_negative_number_is_left_a_number(run, tmp_path):
    frame = pd.DataFrame({"value": pd.Series(["-0.5", "-half", "@x"], dtype="str")})
    export_run(replace(run, tables={"values": frame}), tmp_path, "csv")
    assert (tmp_path / "values.csv").read_text().split() == ["value", "-0.5", "'-half", "'@x"]


def test_another_form_is_refused(run, tmp_path):
    with pytest.raises(UsageError, match="not to docx"):
        export_run(run, tmp_path, "docx")
