"""Settings: taken as a sheet or a file holds them, every fault at its own place, one mistake one fault."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from offtake.study.cells.raw import RawStudy
from offtake.study.cells.settings import LONGEST, read_settings

SOUND = {
    "name": "mill",
    "title": "Two firms",
    "currency": "EUR",
    "price_year": 2025,
    "start": date(2026, 1, 1),
    "period": "quarter",
    "periods": 16,
}


def read(form="file", **given):
    """The settings and the faults in them; None leaves one out."""
    settings = {k: v for k, v in {**SOUND, **given}.items() if v is not None}
    places = {"": "study.toml"} | {name: f"study.toml:{name}" for name in settings}
    return read_settings(RawStudy("mill", settings, places, (), form=form))


def test_cells_of_a_sheet_are_taken_as_what_they_mean():
    cells = {
        "periods": 16.0,
        "start": datetime(2026, 1, 1),
        "synthetic": " Yes",
        "discount_rate": 0.03,
    }
    found, faults = read("sheet", **cells)

    assert faults == []
    assert (found.periods, found.start, found.synthetic) == (16, date(2026, 1, 1), True)
    assert found.discount_rate == 0.03


def test_a_misspelt_name_is_one_fault_and_not_also_a_missing_setting():
    found, faults = read(periods=None, perods=16)

    assert found is None
    assert [str(f) for f in faults] == [
        "E100  study.toml:perods  setting 'perods' is not known; did you mean 'periods'?"
    ]


def test_what_is_missing_is_told_at_the_settings_as_a_whole():
    found, faults = read(currency=None, title=None)

    assert found is None
    assert {(f.cell, f.column) for f in faults} == {("study.toml", "currency"), ("study.toml", "title")}  # fmt: skip
    assert all("is missing; add it: " in f.message for f in faults)


@pytest.mark.parametrize(
    ("period", "start", "near"),
    [
        ("month", date(2026, 2, 28), "2026-02-01"),
        ("quarter", date(2026, 12, 31), "2026-10-01"),
        ("half-year", date(2026, 4, 1), "2026-01-01"),
        ("year", date(2026, 7, 1), "2026-01-01"),
    ],
)
def test_a_study_begins_with_a_period_of_the_calendar(period, start, near):
    _, [fault] = read(period=period, start=start)

    assert fault.wanted == f"write {near} or another such day"
    assert read(period=period, start=date.fromisoformat(near))[1] == []


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"currency": "eur"}, "'eur' is not a currency code"),
        ({"currency": "EURO"}, "'EURO' is not a currency code"),
        ({"title": " "}, "title is empty but required"),
        ({"title": "x" * (LONGEST + 1)}, f"a text of {LONGEST + 1} characters"),
        ({"cut_off": date(2201, 1, 1)}, "not within the years 1900 to 2200"),
        ({"title": "a\x07b"}, "holds the character"),
    ],
)
def test_what_no_type_holds_is_refused_at_its_place(given, said):
    found, [fault] = read(**given)

    assert found is None
    assert said in fault.found
    assert fault.cell == f"study.toml:{next(iter(given))}"


def test_the_longest_title_and_the_last_year_are_still_taken():
    assert read(title="x" * LONGEST, cut_off=date(2200, 12, 31))[1] == []
