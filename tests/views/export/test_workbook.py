"""The workbook: it answers first, numbers look like what they are, and every table can be filtered."""

from __future__ import annotations

from dataclasses import replace
from zipfile import ZipFile

import openpyxl
import pandas as pd
import pytest

from offtake.results.dictionary import result
from offtake.views.export.export import export_run
from offtake.views.export.workbook import MOST_ROWS, heading


@pytest.fixture(scope="module")
def path(run, tmp_path_factory):
    return export_run(run, tmp_path_factory.mktemp("book") / "run.xlsx")


@pytest.fixture(scope="module")
def book(path):
    return openpyxl.load_workbook(path)


def texts(sheet) -> list[str]:
    return [c.value for row in sheet.iter_rows() for c in row if isinstance(c.value, str)]


def test_the_first_sheet_says_what_signing_brings_and_what_to_sign(run, book):
    said = texts(book.worksheets[0])
    assert said[0] == run.settings.title
    assert said[1].startswith("Signing 2 clauses brings ")
    assert {"What to sign", "2 clauses: grant and prepayment", "With whom", "Maker"} <= set(said)
    assert "deal less no-deal" in said
    paid = next(r for r in book["Summary"].values if r[0] == "Public money paid, present value")
    found = run.stats.answer().set_index(["measure", "arrangement"])["mean"]["public_paid"]
    assert paid[1:4] == pytest.approx([found["no-deal"], found["deal"], found["first-best"]])
    assert paid[4] == pytest.approx(found["deal"] - found["no-deal"])


def test_no_sheet_is_empty_and_short_ones_come_before_long_ones(run, book):
    assert book.sheetnames[:4] == ["Summary", "Contents", "Charts", "Columns"]
    shown = book.sheetnames[4:]
    assert set(shown) == {name for name, frame in run.tables.items() if len(frame)}
    assert all(book[name].max_row > 1 for name in shown)


def test_numbers_are_formatted_by_their_unit(book):
    def form(sheet: str, head: str) -> str:
        column = next(c for c in book[sheet][1] if c.value == head).column
        return book[sheet].cell(2, column).number_format

    assert form("clauses", "expected cost, million EUR") == "#,##0.00"
    assert form("waits", "never delivered, share") == "0.0%"
    assert form("deliveries_by_year", "mean, units") == "#,##0.0"
    assert form("deliveries_by_year", "year") == "0"
    forms = {row[1].value: row[3].number_format for row in book["answer"].iter_rows(min_row=2)}
    assert forms["public_paid"] == "#,##0.00"
    assert {form for measure, form in forms.items() if measure.startswith("never")} == {"0.0%"}


def test_every_table_has_a_filter_a_frozen_head_and_room_for_its_texts(run, book):
    for name in book.sheetnames[4:]:
        sheet = book[name]
        assert sheet.auto_filter.ref.startswith("A1:")
        assert sheet.freeze_panes is not None
        for k, column in enumerate(run.tables[name].columns):
            values = run.tables[name][column]
            letters = values.dropna().map(len).max() if values.dtype.kind not in "bif" else 0
            width = sheet.column_dimensions[openpyxl.utils.get_column_letter(k + 1)].width
            assert width >= min(letters, 60), (name, column)


def test_a_sheet_says_what_every_column_means(run, book):
    rows = list(book["Columns"].values)[1:]
    found = {(row[0], row[2]): row for row in rows}
    for name, frame in run.tables.items():
        for column in frame.columns if len(frame) else ():
            assert found[name, column][5] == result(name).column(column).meaning


def test_charts_are_the_spreadsheets_own_and_refer_to_figures_that_are_there(run, path):
    with ZipFile(path) as archive:
        charts = [n for n in archive.namelist() if n.startswith("xl/charts/chart")]
        drawn = "".join(archive.read(name).decode() for name in charts)
    assert len(charts) == 3  # deliveries, money, made: one product
    assert "<c:areaChart>" in drawn
    assert "<c:lineChart>" in drawn
    sheet = openpyxl.load_workbook(path)["Charts"]
    mean = run.tables["deliveries_by_year"]
    mean = mean.loc[mean["arrangement"] == "deal", "mean"].tolist()
    head = next(c for c in sheet[1] if c.value == "deal")
    assert [sheet.cell(2 + k, head.column).value for k in range(len(mean))] == pytest.approx(mean)


def test_a_very_long_table_is_cut_and_says_where_the_rest_is(run, tmp_path):
    one = run.tables["futures"].iloc[[0]]
    long = pd.concat([one] * (MOST_ROWS + 2), ignore_index=True).assign(future=range(MOST_ROWS + 2))
    cut = replace(run, tables={**run.tables, "futures": long})
    sheet = openpyxl.load_workbook(export_run(cut, tmp_path / "cut.xlsx"))["futures"]
    assert sheet.max_row == MOST_ROWS + 3
    assert sheet.cell(MOST_ROWS + 3, 1).value.startswith("2 more rows: offtake export")
    assert sheet.auto_filter.ref.endswith(str(MOST_ROWS + 1))


def test_a_run_of_first_best_alone_has_a_first_sheet_too(run, tmp_path):
    import offtake as ot

    alone = ot.solve(run.study, arrangements=("first-best",))
    said = texts(openpyxl.load_workbook(ot.export(alone, tmp_path / "alone.xlsx")).worksheets[0])
    assert said[1].startswith("If one owner planned every line")


def test_headings_are_words_with_their_unit(run):
    assert heading(result("clauses").column("expected_cost"), run) == "expected cost, million EUR"
    assert heading(result("deliveries").column("p05"), run) == "at least, in 95%, units"
    assert heading(result("answer").column("mean"), run) == "mean"
    assert heading(result("producer_cash").column("period"), run) == "period"


def test_the_same_run_gives_the_same_numbers_in_the_same_cells(run, path, tmp_path):
    again = openpyxl.load_workbook(export_run(run, tmp_path / "again.xlsx"))
    first = openpyxl.load_workbook(path)
    for one, other in zip(first, again, strict=True):
        assert list(one.values) == list(other.values)
