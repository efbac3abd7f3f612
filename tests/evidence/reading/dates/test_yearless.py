"""Dates that name no year, and dates told from another: which year is meant, by the article's day and where the sentence looks."""

from __future__ import annotations

import pytest

from offtake.evidence.reading.dates.calendar import Calendar
from offtake.evidence.rules.rules import rules

MAY = "2025-05-14"


def dates(text, published=MAY, language="en"):
    """The dates of a text, as written."""
    return [w.text for w in Calendar(rules()).in_sentence(text, language, published)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The mill closes next spring.", ["spring-2026"]),
        ("The mill closed last summer.", ["summer-2024"]),
        ("The mill will close in the autumn.", ["autumn-2025"]),
        ("The mill closed in the autumn.", ["autumn-2024"]),
        ("The mill closed in the autumn of 2021.", ["autumn-2021"]),
        ("The mill will close by Christmas.", ["2025-12"]),
        ("The mill closed before Christmas.", ["2024-12"]),
        ("It made 40 looms in the first nine months of 2021.", ["2021-01/2021-09"]),
        ("It made 40 looms in the first three months.", ["2025-01/2025-03"]),
        ("It made 40 looms in the first nine months.", ["2024-01/2024-09"]),
        ("It made 40 looms in the second half.", ["2024-H2"]),
        ("It will make 40 looms in the second half of the year.", ["2025-H2"]),
        ("It made 40 looms in the second half of 2021.", ["2021-H2"]),
        ("It made 40 looms in the December quarter.", ["2024-Q4"]),
        ("It made 40 looms in the March quarter.", ["2025-Q1"]),
        ("It has made 40 looms since the start of the year.", ["early-2025"]),
    ],
)
def test_the_year_is_the_nearest_where_the_sentence_looks(text, wanted):
    assert dates(text) == wanted


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("Die Mühle schließt im Herbst und wird verkauft.", "de", ["autumn-2025"]),
        ("Die Mühle schloss vergangenen Sommer.", "de", ["summer-2024"]),
        ("In den ersten drei Monaten baute sie 40 Boote.", "de", ["2025-01/2025-03"]),
        ("Le moulin fermera à l'automne.", "fr", ["autumn-2025"]),
        ("Le moulin a fermé l'été dernier.", "fr", ["summer-2024"]),
        ("Le moulin a été vendu.", "fr", []),
        ("Le moulin a été vendu il y a vingt ans.", "fr", ["2005"]),
        ("Die Mühle wird Ende nächsten Jahres verkauft.", "de", ["late-2026"]),
        ("Heuer baute sie 40 Boote.", "de", ["2025"]),
        ("Bis September hatten sich 40 Boote gemeldet.", "de", ["2024-09"]),
        ("Bis September kommen 40 Boote.", "de", ["2025-09"]),
        ("Im Vorjahr baute sie 40 Boote, mehr als 2019.", "de", ["2024", "2019"]),
        ("Von Januar bis März lieferte sie 40 Boote.", "de", ["2025-01", "2025-03"]),
        ("Am 20. September lieferte sie 40 Boote.", "de", ["2024-09-20"]),
        ("Am 20. September wird sie 40 Boote liefern.", "de", ["2025-09-20"]),
        ("Am 20. Februar wird sie 40 Boote liefern.", "de", ["2026-02-20"]),
        ("Elle a livré 40 bacs le 20 septembre.", "fr", ["2024-09-20"]),
        ("Le bac commandé en septembre arrivera.", "fr", ["2024-09"]),
        ("Il pourra livrer 40 bacs, qui dorment depuis l'été.", "fr", ["summer-2024"]),
        ("Il fermera avant la fin de l'année prochaine.", "fr", ["late-2026"]),
        ("Les travaux commenceront mi-octobre.", "fr", ["2025-10"]),
        ("Sur les neuf premiers mois de 2021, il a livré 40 bacs.", "fr", ["2021-01/2021-09"]),
        ("Depuis le début de l'année, il a livré 40 bacs.", "fr", ["early-2025"]),
    ],
)
def test_the_same_in_german_and_french(text, language, wanted):
    assert dates(text, language=language) == wanted


@pytest.mark.parametrize(
    ("anchor", "before", "after"),
    [
        ("2021", "2020", "2022"),
        ("the third quarter of 2021", "2020-Q3", "2022-Q3"),
        ("March 2021", "2020-03", "2022-03"),
        ("the second half of 2021", "2020-H2", "2022-H2"),
        ("the first nine months of 2021", "2020-01/2020-09", "2022-01/2022-09"),
    ],
)
def test_a_year_earlier_has_the_grain_of_the_date_that_it_is_told_from(anchor, before, after):
    assert dates(f"In {anchor} it made 40 looms, against 30 a year earlier.")[1:] == [before]
    assert dates(f"In {anchor} it made 40 looms, and 50 a year later.")[1:] == [after]


def test_without_a_date_a_year_earlier_is_the_year_before_the_article_and_a_year_later_none():
    assert dates("It made 40 looms, against 30 a year earlier.") == ["2024"]
    assert dates("It was shut a year later.") == []
    assert dates("It was shut a year earlier.", published="") == []


def test_the_quarter_before_is_told_from_a_quarter():
    assert dates("Im ersten Quartal 2021 waren es 40, nach 30 im Vorquartal.", language="de") == ["2021-Q1", "2020-Q4"]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["The fall in output was steep.", "It bought Christmas trees.", "They march to the quarter."],
)
def test_words_of_other_meaning_are_no_dates(text):
    assert dates(text) == []


def test_a_day_has_no_more_days_than_its_month():
    assert dates("Il a livré en octobre 72 bacs.", language="fr") == ["2024-10"]


@pytest.mark.parametrize(
    ("decades", "year"), [("a decade", "2015"), ("two decades", "2005"), ("three decades", "1995")]
)
def test_decades_count_back_from_the_article(decades, year):
    assert dates(f"It was built {decades} ago.") == [year]
