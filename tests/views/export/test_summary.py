"""The first sheet: the answer side by side, in the columns that its heads name."""

from __future__ import annotations

from io import BytesIO
from types import SimpleNamespace

import openpyxl
import pandas as pd
import pytest
import xlsxwriter

from offtake.views.drawing.frames import REQUIRED
from offtake.views.export.book import Book
from offtake.views.export.summary import measure_words, write_summary


def first_sheet(run):
    own = {k: getattr(run, k) for k in ("settings", "headline", "stats", "study", "tree", "solved")}
    file = BytesIO()
    with xlsxwriter.Workbook(file) as book:
        write_summary(Book(book, SimpleNamespace(id="7f3a1c", **own), {}), book.add_worksheet())
    return openpyxl.load_workbook(file).worksheets[0]


def table(sheet) -> tuple[list[str], dict[str, list[object]]]:
    rows = [[c.value for c in row] for row in sheet.iter_rows()]
    at = next(k for k, row in enumerate(rows) if row[0] == "Measure")
    width = rows[at].index("unit") + 1
    below = {}
    for row in rows[at + 1 :]:
        if row[0] is None:
            break
        below[row[0]] = row[1:width]
    return rows[at][:width], below


def answer(invent, *rows, arrangements=()):
    frame = pd.DataFrame(list(rows), columns=REQUIRED["answer"].split())
    return first_sheet(invent(*arrangements).with_frame("answer", frame))


def test_the_deal_less_no_deal_stands_after_the_arrangements_with_the_band_of_the_deal(invent):
    heads, rows = table(
        answer(
            invent,
            ("deal", "begun", "projects", 7.0, 5.0, 7.0, 9.0),
            ("no-deal", "begun", "projects", 2.0, 0.0, 2.0, 4.0),
            ("first-best", "begun", "projects", 8.0, 6.0, 8.0, 10.0),
        )
    )
    assert heads == [
        "Measure", "no-deal", "deal", "first-best", "deal less no-deal", "lowest of 9 in 10 of 27 futures, deal", "highest", "unit",
    ]  # fmt: skip
    assert rows == {"Projects begun": [2, 7, 8, 5, 5, 9, "projects"]}  # 7 − 2; 5 to 9


def test_what_an_arrangement_does_not_have_is_an_empty_cell_and_no_zero(invent):
    _, rows = table(
        answer(
            invent,
            ("no-deal", "wait:rounds", "months", 9.0, 1.0, 9.0, 20.0),
            ("first-best", "wait:rounds", "months", 4.0, 1.0, 4.0, 9.0),
        )
    )
    assert rows == {"Wait, rounds": [9, None, 4, None, None, None, "months"]}


def test_without_a_deal_there_is_no_difference(invent):
    heads, rows = table(
        answer(
            invent, ("first-best", "begun", "projects", 8.0, 6.0, 8.0, 10.0), arrangements=("first-best",)
        )
    )  # fmt: skip
    assert heads == ["Measure", "first-best", "lowest of 9 in 10 of 27 futures, first-best", "highest", "unit"]  # fmt: skip
    assert rows == {"Projects begun": [8, 6, 10, "projects"]}


def test_the_head_of_the_sheet_says_whose_run_it_is_when_and_that_figures_are_invented(invent):
    said = [row[0].value for row in first_sheet(invent()).iter_rows(max_row=20)]
    assert said[0] == "Invented alliance: rounds, 2026 to 2035"
    told = said[said.index("The figures of this study are invented.") + 1 :][:3]
    assert told == [
        "Run 7f3a1c of study invented; million EUR, prices of 2025; means over the futures.",
        "Solved on 2026-01-05.", "Sources read up to 2025-12-31.",
    ]  # fmt: skip
    assert "The figures of this study are invented." not in [
        row[0].value for row in first_sheet(invent(synthetic=False)).iter_rows()
    ]


def test_every_measure_of_the_answer_has_words():
    assert measure_words("wait:pump") == "Wait, pump"
    assert measure_words("delivered:a:b") == "Delivered, a:b"
    with pytest.raises(KeyError):
        measure_words("somthing")
