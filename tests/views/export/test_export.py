from __future__ import annotations

from dataclasses import replace

import duckdb
import openpyxl
import pandas as pd
import pytest

from offtake.errors import UsageError
from offtake.results.store.parquet import read_frames
from offtake.views.export.export import export_run


def test_every_table_is_written_as_csv_and_as_parquet(run, tmp_path):
    export_run(run, tmp_path / "c", "csv")
    export_run(run, tmp_path / "p", "parquet")
    for name, frame in run.tables.items():
        pd.testing.assert_frame_equal(read_frames([tmp_path / "p" / f"{name}.parquet"])[0], frame)
        assert (
            pd.read_csv(tmp_path / "c" / f"{name}.csv").columns.tolist() == frame.columns.tolist()
        )


def test_nothing_in_an_export_is_a_formula(run, tmp_path):
    export_run(run, tmp_path / "run.xlsx")
    book = openpyxl.load_workbook(tmp_path / "run.xlsx")
    assert not [c for sheet in book for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    titles = [row[2] for row in book["sources"].values]
    assert "'=The contract" in titles
    export_run(run, tmp_path, "csv")
    assert "'=The contract" in (tmp_path / "sources.csv").read_text()


def test_a_database_that_cannot_be_written_is_refused_by_its_path(run, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match="file") as told:
        export_run(run, tmp_path / "file" / "run.duckdb")
    assert not isinstance(told.value, duckdb.Error)


def test_a_negative_number_is_left_a_number(run, tmp_path):
    frame = pd.DataFrame({"value": pd.Series(["-0.5", "-half", "@x"], dtype="str")})
    export_run(replace(run, tables={"values": frame}), tmp_path, "csv")
    assert (tmp_path / "values.csv").read_text().split() == ["value", "-0.5", "'-half", "'@x"]


def test_a_duckdb_file_holds_results_study_and_plans_with_units(run, tmp_path):
    path = export_run(run, tmp_path / "run.duckdb")
    with duckdb.connect(path, read_only=True) as database:
        paid = database.sql("select mean from answer where measure = 'public_paid' order by arrangement").df()  # fmt: skip
        own = run.tables["answer"].query("measure == 'public_paid'").sort_values("arrangement")
        assert paid["mean"].tolist() == own["mean"].tolist()
        assert database.sql("select count(*) from study.lines").fetchall() == [(len(run.study.lines),)]  # fmt: skip
        assert database.sql("select count(*) > 0 from plan.begun").fetchall() == [(True,)]
        said = database.sql("select comment from duckdb_columns() where table_name = 'clauses' and column_name = 'expected_cost'").fetchall()  # fmt: skip
    assert said == [("public cost, expected present value; below 0: money comes back [million EUR, prices of 2026]",)]  # fmt: skip
    assert [p.name for p in tmp_path.iterdir()] == ["run.duckdb"]


def test_the_ending_of_a_file_names_the_form_and_another_one_is_refused(run, tmp_path):
    with pytest.raises(UsageError, match="not to docx"):
        export_run(run, tmp_path / "run.docx")
    with pytest.raises(UsageError, match="without ending"):
        export_run(run, tmp_path / "run")
    with pytest.raises(UsageError, match="licence"):
        export_run(run, tmp_path / "run.xlsx", licence="CC-BY-4.0")
