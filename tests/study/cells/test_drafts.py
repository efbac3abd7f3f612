"""A table with typed cells: what empty cells mean, which cells are marked, and what travels when rows are chosen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np

from offtake.study.cells import drafts
from offtake.study.cells.drafts import draft, typed_frame
from offtake.study.cells.raw import RawTable
from offtake.study.schema import Column, Table

TABLE = Table(
    "firms",
    "",
    ("firm",),
    (
        Column("firm", "text", "", ""),
        Column("rate", "number", "1/year", ""),
        Column("share", "number", "", "", required=False, default=0.5),
        Column("since", "date", "", "", required=False),
        Column("shifts", "integer", "", "", required=False),
        Column("steps", "numbers", "", "", required=False),
        Column("open", "boolean", "", "", required=False, default=True),
    ),
)
RAW = RawTable(
    "firms",
    "firms.csv",
    "file",
    ("firm", "rate", "share", "since", "shifts", "steps"),
    (0, 1, 2, 3, 4, 5),
    (
        ("Alpha", "0.08", "", "2026-01-31", "2", "0.25;1"),
        ("Beta", "", "0.2", "", "", ""),
        ("Gamma", "much", "x", "", "3", ""),
    ),
    (2, 3, 5),  # row 4 of the file is blank
)


def test_empty_cells_and_absent_columns_mean_their_default_and_required_ones_are_faults():
    found, faults = draft(TABLE, RAW)

    assert found.columns["share"] == [0.5, 0.2, 0.5]
    assert found.columns["open"] == [True] * 3
    assert found.columns["shifts"] == [2, None, 3]
    assert [(f.code, f.cell, f.row) for f in faults] == [
        ("E102", "firms.csv:B3", 3),
        ("E103", "firms.csv:B5", 5),
        ("E103", "firms.csv:C5", 5),
    ]
    assert faults[0].found == "rate is empty but required (1/year)"
    assert found.bad == {(1, "rate"), (2, "rate"), (2, "share")}


def test_only_rows_that_are_sound_and_full_in_these_cells_are_handed_on():
    found, _ = draft(TABLE, RAW)

    assert list(found.rows("firm", "rate")) == [(0, "Alpha", 0.08)]
    assert list(found.rows("firm", "shifts")) == [(0, "Alpha", 2), (2, "Gamma", 3)]
    assert found.sound(1, "firm", "shifts")
    assert not found.known(1, "firm", "shifts")  # sound, but empty
    assert not found.sound(1, "firm", "rate")
    assert found.settled("firm", "shifts")
    assert not found.settled("firm", "share")


def test_a_cell_that_a_merge_hides_is_marked_and_not_told_again():
    found, faults = draft(TABLE, replace(RAW, rows=RAW.rows[:1], numbers=(2,), merged=frozenset({(0, 1)})))  # fmt: skip

    assert faults == []
    assert found.bad == {(0, "rate")}
    assert found.value(0, "rate") is None


def test_marks_and_places_go_with_their_rows():
    found, _ = draft(TABLE, RAW)
    found = replace(found, places={(0, "rate"): "changes.csv:G2", (1, "rate"): "changes.csv:G3"})
    few = found.only([2, 0])

    assert few.keys == ["Gamma", "Alpha"]
    assert few.bad == {(0, "rate"), (0, "share")}
    assert few.place(1, "rate") == "changes.csv:G2"
    assert few.place(0, "rate") == "firms.csv:B5"
    assert found.only([]).size == 0


def test_a_frame_has_one_type_a_column_whatever_is_empty():
    found, _ = draft(TABLE, RAW)
    frame = typed_frame(found)

    assert [str(kind) for kind in frame.dtypes] == [
        "str", "float64", "float64", "object", "Int64", "object", "bool",
    ]  # fmt: skip
    assert np.isnan(frame["rate"][1])
    assert frame["since"].tolist() == [date(2026, 1, 31), None, None]
    assert frame["steps"].tolist() == [(0.25, 1.0), (), ()]
    assert typed_frame(found.only([])).dtypes.equals(frame.dtypes)


def test_a_table_of_faults_is_given_up_and_says_so_first(monkeypatch):
    monkeypatch.setattr(drafts, "MOST_FAULTS", 1)
    found, faults = draft(TABLE, RAW)

    assert found.size == 0
    assert found.broken == set(TABLE.names)
    assert "more than 1 cells" in faults[0].found
    assert [f.code for f in faults] == ["E100", "E102", "E103"]
