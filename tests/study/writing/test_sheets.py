"""The workbook of study tables: what its headings say, in which step a sheet is filled in, and numbers to the last digit."""

from __future__ import annotations

import openpyxl
import pandas as pd
import pytest

from offtake.study.dictionary import TABLES, table
from offtake.study.schema import Column
from offtake.study.writing.sheets import COLOURS, ROWS, STEPS, describe, step_of, write_workbook


def test_every_table_has_one_step_and_every_step_a_colour():
    assert len(STEPS) == len(COLOURS)
    listed = " ".join(tables for _, tables in STEPS).split()
    assert sorted(set(listed)) == sorted(listed)
    assert set(listed) <= {t.name for t in TABLES}
    steps = {name: step_of(table(name)) for name in ("lines", "budgets", "drivers", "instruments", "sources", "history")}  # fmt: skip
    assert steps == {
        "lines": 0,
        "budgets": 1,
        "drivers": 2,
        "instruments": 3,
        "sources": 4,
        "history": 5,
    }
    last = {t.name for t in TABLES if step_of(t) == 5}
    assert last == {"capabilities", "limits", "ranges", "rivals", "history", "exchange_rates", "deflators", "changes"}  # fmt: skip


def test_a_heading_says_whether_it_may_be_empty_and_what_that_means():
    def said(**more):
        return describe(Column("c", "number", "", "Share made", **more))

    assert said() == "Required. Share made."
    assert said(required=False) == "May be empty. Share made."
    assert said(required=False, default=0.0) == "May be empty. Share made. Empty: 0."
    assert said(default=0.5) == "Required. Share made."  # an empty cell is a fault
    assert said(choices=("a", "b")) == "Required. Share made. One of a, b."
    assert said(refers_to=("buyers", "producers"), or_country=True) == (
        "Required. Share made. A name from buyers or producers, or a country, three letters."
    )


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """A workbook with two rows of sources and one of products."""
    path = tmp_path_factory.mktemp("sheets") / "study.xlsx"
    sources = {c.name: [None, None] for c in table("sources").columns}
    products = {c.name: [None] for c in table("products").columns}
    frames = {
        "sources": pd.DataFrame(sources | {"source": ["S1", "=1+1"], "title": ["'quoted", "-5"]}),
        "products": pd.DataFrame(products | {"product": ["shell"], "holding_cost": [0.1 + 0.2]}),
    }
    write_workbook(path, {"name": "mill", "periods": 4, "synthetic": True}, frames)
    return openpyxl.load_workbook(path)


def column(sheet, name):
    return next(c.column_letter for c in sheet[1] if c.value == name)


def test_rows_stand_below_the_heading_with_all_their_digits_and_no_text_as_formula(book):
    products, sources = book["products"], book["sources"]

    assert products[f"{column(products, 'holding_cost')}2"].value == 0.30000000000000004
    assert products[f"{column(products, 'product')}2"].value == "shell"
    first = sources["A3"]
    assert (first.data_type, first.value) == ("s", "'=1+1")
    assert sources.max_row == 3


def test_a_list_is_laid_where_the_names_of_one_table_are_wanted(book):
    lines = book["lines"]
    laid = {str(v.sqref).split(":")[0]: v for v in lines.data_validations.dataValidation}

    producer = laid[f"{column(lines, 'producer')}2"]
    # ROWS rows below the heading, in the table as in the list
    assert producer.formula1 == f"'producers'!$A$2:$A${ROWS + 1}"
    assert str(producer.sqref).endswith(str(ROWS + 1))
    assert producer.errorStyle == "information"
    assert f"{column(lines, 'line')}2" not in laid


def test_settings_stand_beside_their_names_and_others_stay_empty(book):
    rows = dict(book["study"].iter_rows(min_row=2, max_col=2, values_only=True))

    assert (rows["name"], rows["periods"], rows["synthetic"]) == ("mill", 4, True)
    assert rows["seed"] is None
