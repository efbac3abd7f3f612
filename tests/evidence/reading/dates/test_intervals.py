"""What the words of a date say, worked out on a calendar; articles are of Monday, 9 February 2026 unless told."""

from __future__ import annotations

from datetime import date

import pytest

from offtake.evidence.reading.dates.calendar import Calendar
from offtake.evidence.reading.dates.intervals import iso
from offtake.evidence.rules.rules import rules

MONDAY = "2026-02-09"


def told(text: str, published: str = MONDAY, language: str = "en") -> list[str]:
    return [w.text for w in Calendar(rules()).in_sentence(text, language, published)]


def test_the_day_of_the_articles_is_a_monday():
    assert date.fromisoformat(MONDAY).weekday() == 0


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("It fell on Monday.", "en", "2026-02-09"),
        ("It fell last Monday.", "en", "2026-02-02"),
        ("Lundi dernier, tout a changé.", "fr", "2026-02-02"),
        ("Es fiel am vergangenen Montag.", "de", "2026-02-02"),
        ("It fell last Tuesday.", "en", "2026-02-03"),
        ("It will fall next Monday.", "en", "2026-02-16"),
        ("It will fall on Tuesday.", "en", "2026-02-10"),
        ("It fell on Tuesday.", "en", "2026-02-03"),
    ],
)
def test_a_day_of_the_week_lies_behind_unless_the_sentence_looks_ahead(text, language, day):
    assert told(text, language=language) == [day]


@pytest.mark.parametrize(
    ("text", "published", "interval"),
    [
        ("in the third month, three months ago", "2026-02-28", "2025-11"),
        ("last month", "2026-01-31", "2025-12"),
        ("last quarter", "2026-01-31", "2025-Q4"),
        ("the last quarter", "2026-05-01", "2026-Q1"),
        ("next year", "2026-12-31", "2027"),
        ("last week", "2026-03-01", "2026-02-16/2026-02-22"),
        ("yesterday", "2026-03-01", "2026-02-28"),
        ("yesterday", "2028-03-01", "2028-02-29"),
        ("three weeks ago", "2026-01-10", "2025-12-20"),
        ("a year ago", MONDAY, "2025-02"),
        ("two years ago", MONDAY, "2024"),
    ],
)
def test_a_relative_date_passes_the_end_of_a_month_and_of_a_year(text, published, interval):
    assert told(text, published)[-1:] == [interval]


@pytest.mark.parametrize(
    ("text", "published", "day"),
    [
        ("on 28 December", "2026-01-10", "2025-12-28"),
        ("on 2 January", "2025-12-30", "2026-01-02"),
        ("by the end of February", "2026-01-10", "2026-02-28"),
        ("by the end of February 2028", "", "2028-02-29"),
        ("by the end of December 2025", "", "2025-12-31"),
        ("in the 1999/00 season", "", "1999/2000"),
        ("in 2025-26", "", "2025/2026"),
        ("from 2027 to 2029", "", "2027/2029"),
        ("in the 5-7 May 2026 sale", "", "2026-05-05/2026-05-07"),
        ("on 13/12/2026", "", "2026-12-13"),
        ("on 12/13/2026", "", "2026-12-13"),
        ("in the second half of 2027", "", "2027-H2"),
        ("in q3 2027", "", "2027-Q3"),
        ("in FY26", "", "FY2026"),
    ],
)
def test_what_is_stated_is_the_nearest_or_the_last_day_that_it_can_be(text, published, day):
    assert told(text, published) == [day]


def test_a_quarter_or_month_without_a_year_is_the_last_one_or_the_next_where_it_is_ahead():
    assert told("It made 40 in the fourth quarter.") == ["2025-Q4"]
    assert told("It will make 40 in the first quarter.") == ["2026-Q1"]
    assert told("It made 40 in October.") == ["2025-10"]
    assert told("It will make 40 in October.") == ["2026-10"]
    assert told("It made 40 in February.") == told("It will make 40 in February.") == ["2026-02"]
    assert told("It will make 40 in January.") == ["2027-01"]


def test_what_can_be_read_in_two_ways_or_from_no_day_stays_in_its_words():
    found = Calendar(rules()).in_sentence("on 3/4/2026 and last month", "en", "")
    assert [(w.text, w.basis) for w in found] == [("3/4/2026", "unresolved"), ("last month", "unresolved")]  # fmt: skip
    assert told("on 4/4/2026", "") == ["2026-04-04"]


def test_a_day_that_there_is_not_is_none():
    assert (iso(2026, 2, 29), iso(2028, 2, 29), iso(2026, 13, 1)) == ("", "2028-02-29", "")
