"""Of which figure before it a number without a noun takes unit and rate.  Each unit is read off the sentence; all are told as open."""

from __future__ import annotations

import pytest
from tests.evidence.labels import claims_of


def told(text, language="en"):
    return [(c.value, c.unit, c.per, "unit" in c.unresolved) for c in claims_of(text, language) if c.words]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "language", "last"),
    [
        ("Of the 1.4 billion zlotys that were lent, 260 million went to mills.", "en", (260e6, "PLN", "")),
        ("Vark paid €8.1m to haul 3.2m tonnes of clay, of which 1.9m arrived.", "en", (1.9e6, "tonnes", "")),
        ("Some 2.4m growers were paid, yet a check of 900 farms found 140 that were fallow.", "en", (140, "farms", "")),
        ("Growers pay after 30 days and the crown after 120.", "en", (120, "day", "")),
        ("One barge came late by nine weeks, the other by fourteen.", "en", (14, "week", "")),
        ("“In May we had work for nine months; now we have 31.”", "en", (31, "month", "")),
        ("Le budget, 96 millions d'euros, a été amputé de 4,1 millions.", "fr", (4.1e6, "EUR", "")),
        ("It lent €3m and 40 kettles, and took back 20.", "en", (20, "kettles", "")),
    ],
)  # fmt: skip
def test_the_nearest_figure_of_its_size_names_what_it_counts(text, language, last):
    assert told(text, language)[-1] == (*last, True)


@pytest.mark.parametrize(
    ("text", "language", "last"),
    [
        ("The fab makes 40,000 wafers a month and could make 60,000.", "en", (60000, "wafers", "month")),
        ("Leaks ran at 391 barrels a day, against a limit of 360.", "en", (360, "barrels", "day")),
        ("The press stamps 300 lids a minute and replaces one that made 210.", "en", (210, "lids", "minute")),
        ("Nous sortons quatre fours par mois et en sortirons huit en 2031.", "fr", (8, "ovens", "month")),
        ("Starts of homes averaged 212 a week, below the 300 a week that are needed.", "en", (300, "starts", "week")),
        ("The yard builds four tugs a year and has sold 31.", "en", (31, "tugs", "")),
        ("The line makes nine hulls an hour and made 41,000 in 2024.", "en", (41000, "hulls", "")),
        ("It makes 40 hulls a year and has a backlog of 90.", "en", (90, "hulls", "")),
    ],
)  # fmt: skip
def test_the_rate_goes_with_the_noun_unless_the_figure_is_told_in_all(text, language, last):
    value, unit, per, open_ = told(text, language)[-1]
    unit = "ovens" if unit == "fours" else unit
    assert (value, unit, per, open_) == (*last, True)


def test_those_of_the_other_mind_are_a_share_too():
    found = told("In a poll of 1,300 potters 52% were for it and 39 against.")
    assert [(value, unit) for value, unit, _, _ in found] == [
        (1300, "potters"),
        (52, "%"),
        (39, "%"),
    ]


def test_what_it_is_not_counts_what_it_is():
    first, second = told("Not 40 but at most 25 looms a year leave the hall.")
    assert (first, second) == ((40, "looms", "year", True), (25, "looms", "year", False))
