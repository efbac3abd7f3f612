"""Charts of a workbook: each refers to the figures beside it, of the right arrangement, in the right order."""

from __future__ import annotations

from io import BytesIO
from types import SimpleNamespace
from zipfile import ZipFile

import openpyxl
import pandas as pd
import pytest
import xlsxwriter

from offtake.results.dictionary import result
from offtake.views.export.book import Book
from offtake.views.export.charts import DATA, HEIGHT, draw


def frame(name: str, *rows: dict[str, object]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=[c.name for c in result(name).columns])


def delivered(arrangement, year, mean, p05=0.0, p95=0.0, product="rounds"):
    return {"arrangement": arrangement, "product": product, "year": year, "mean": mean, "p05": p05, "p95": p95}  # fmt: skip


def firm(name, year, mean, arrangement="deal", by="firm"):
    return {"arrangement": arrangement, "product": "rounds", "by": by, "name": name, "year": year, "mean": mean}  # fmt: skip


MONEY = [{"arrangement": "deal", "year": 2026, "step": "paid", "mean": 1.0}]


@pytest.fixture
def drawn(invent):
    """Sheet and XML of the charts of these tables."""

    def make(**given):
        tables = {"money_path": MONEY, **given}
        own = {name: frame(name, *tables.get(name, ())) for name in ("deliveries_by_year", "money_path", "made")}  # fmt: skip
        run = invent()
        told = SimpleNamespace(
            plans={"no-deal": None, "deal": None}, tables=own, study=run.study, tree=run.tree, settings=run.settings
        )  # fmt: skip
        file = BytesIO()
        with xlsxwriter.Workbook(file) as book:
            draw(Book(book, told, {}), book.add_worksheet("Charts"))
        with ZipFile(file) as archive:
            names = sorted(n for n in archive.namelist() if n.startswith("xl/charts/chart"))
            charts = [archive.read(name).decode() for name in names]
        return openpyxl.load_workbook(file)["Charts"], charts

    return make


def columns(sheet, row: int) -> dict[str, list[object]]:
    """Figures below the heads of a row (from 0), two years each."""
    heads = {c.value: c.column for c in sheet[row + 1] if c.value is not None}
    return {h: [sheet.cell(row + 2 + k, at).value for k in range(2)] for h, at in heads.items()}


def test_the_band_is_that_of_the_main_arrangement_drawn_from_its_lower_end(drawn):
    sheet, charts = drawn(
        deliveries_by_year=[
            delivered("no-deal", 2026, 3.0, 1.0, 9.0), delivered("no-deal", 2027, 4.0, 1.0, 9.0),
            delivered("deal", 2026, 10.0, 7.0, 15.0), delivered("deal", 2027, 20.0, 12.0, 30.0),
        ],
    )  # fmt: skip
    assert columns(sheet, 0) == {
        "year": [2026, 2027], "below": [7, 12], "9 in 10 of 27 futures": [8, 18], "no-deal": [3, 4], "deal": [10, 20],
    }  # fmt: skip
    assert sheet.cell(1, DATA + 1).value == "year"
    assert "$Q$2:$Q$3" in charts[0]  # deal, the fifth column from M
    assert "dash" in charts[0].lower()


def test_each_chart_has_its_own_rows_one_below_the_other(drawn):
    sheet, charts = drawn(
        deliveries_by_year=[delivered("deal", 2026, 10.0), delivered("deal", 2027, 20.0)],
        money_path=[
            {"arrangement": a, "year": y, "step": s, "mean": m}
            for a, k in (("no-deal", 100.0), ("deal", 1.0))
            for s, m in (("pledged", 50.0 * k), ("paid", 20.0 * k))
            for y in (2026, 2027)
        ],
        made=[firm("Alder", 2026, 1.0), firm("Alder", 2027, 1.0)],
    )
    assert columns(sheet, HEIGHT) == {
        "year": [2026, 2027],
        "budget room": [50, 50],
        "paid": [20, 20],
    }
    assert columns(sheet, 2 * HEIGHT)["Alder"] == [1, 1]
    assert [f"$M${k * HEIGHT + 2}:$M${k * HEIGHT + 3}" in chart for k, chart in enumerate(charts)] == [True] * 3  # fmt: skip


def test_firms_stand_by_what_they_make_in_all_years_and_nothing_else_does(drawn):
    # Birch 5 + 6, Alder 9 + 1: 11 beside 10
    sheet, charts = drawn(
        made=[
            firm("Alder", 2026, 9.0), firm("Alder", 2027, 1.0),
            firm("Birch", 2026, 5.0), firm("Birch", 2027, 6.0),
            firm("all lines", 2026, 14.0, by="all"), firm("Cedar", 2026, 99.0, arrangement="no-deal"),
        ],
    )  # fmt: skip
    own = columns(sheet, HEIGHT)  # money comes first
    assert list(own.items()) == [("year", [2026, 2027]), ("Birch", [5, 6]), ("Alder", [9, 1])]
    assert len(charts) == 2  # money and firms


def test_where_no_firm_makes_anything_there_is_no_chart_of_firms(drawn):
    _, charts = drawn(made=[firm("all lines", 2026, 14.0, by="all")])
    assert len(charts) == 1
