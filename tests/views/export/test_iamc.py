"""The long format of the Integrated Assessment Modeling Consortium, and pyam's own reading of it."""

from __future__ import annotations

import pandas as pd
import pytest

from offtake.errors import UsageError
from offtake.views.export.export import export_run
from offtake.views.export.iamc import COLUMNS, iamc


def test_rows_are_what_result_tables_say(run):
    frame = iamc(run)
    assert tuple(frame.columns) == COLUMNS
    one = frame.query("scenario == 'two-states deal' and region == 'World'").set_index(["variable", "year"])["value"]  # fmt: skip
    own = run.tables["deliveries_by_year"].query("arrangement == 'deal'")
    product = own["product"].iloc[0]
    for record in own.to_dict("records"):
        assert one[f"Deliveries|{product}", record["year"]] == record["mean"]
        assert one[f"Deliveries|{product}|5th Percentile", record["year"]] == record["p05"]
    money = run.tables["money_path"].query("arrangement == 'deal' and step == 'paid'")
    assert one["Public Money|Paid"].tolist() == money["mean"].tolist()


def test_no_row_stands_twice_and_none_is_empty(run):
    frame = iamc(run)
    assert not frame.duplicated(list(COLUMNS[:-1])).any()
    assert not frame.isna().any().any()
    assert frame.groupby("variable")["unit"].nunique().max() == 1


def test_it_is_written_as_csv_or_as_a_workbook(run, tmp_path):
    csv = pd.read_csv(export_run(run, tmp_path / "run.csv", "iamc"))
    book = pd.read_excel(
        export_run(run, tmp_path / "run.xlsx", "iamc"), sheet_name="data", engine="openpyxl"
    )
    pd.testing.assert_frame_equal(csv, book)
    with pytest.raises(UsageError, match=r"\.csv or \.xlsx"):
        export_run(run, tmp_path / "run.json", "iamc")


@pytest.mark.filterwarnings("ignore")  # pyam's own
def test_pyam_reads_it(run, tmp_path):
    pyam = pytest.importorskip("pyam", reason="pyam is not installed")
    for ending in ("csv", "xlsx"):
        read = pyam.IamDataFrame(export_run(run, tmp_path / f"run.{ending}", "iamc"))
        assert read.scenario == ["two-states deal", "two-states first-best", "two-states no-deal"]
        assert len(read.data) == len(iamc(run))
