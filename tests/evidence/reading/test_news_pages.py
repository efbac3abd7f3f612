"""Turns of phrase that news pages use and that were once misread; every sentence is invented."""

from __future__ import annotations

import pytest
from tests.evidence.labels import claims_of

PUBLISHED = "2026-02-10"
"""A Tuesday."""


def told(text: str, language: str = "en"):
    return [
        (c.kind, c.value if c.value is not None else (c.low, c.high), c.unit, c.per)
        for c in claims_of(text, language, PUBLISHED)
        if c.words
    ]


@pytest.mark.parametrize(
    ("text", "language", "claims"),
    [
        ("In order to keep up, the firm runs a 24-hour mill and spends 400 million rands.", "en",
         [("money", 400e6, "ZAR", "")]),
        ("We are going to be at 9,000 rounds a month in 2027.", "en", [("target", 9000, "rounds", "month")]),
        ("We were at 1,400 rounds a month two years ago.", "en", [("output", 1400, "rounds", "month")]),
        ("The ministry has sent more than 30,000 rounds, and will be sending more.", "en",
         [("output", 30000, "rounds", "")]),
        ("The works is capable of producing 60,000 shells every year.", "en", [("capacity", 60000, "shells", "year")]),
        ("Allies agreed to spend 4% of GDP on defence, including 3% on forces and 1% on roads.", "en",
         [("pledge", 4, "%GDP", ""), ("pledge", 3, "%GDP", ""), ("pledge", 1, "%GDP", "")]),
        ("Allies have delivered just over 150,000 of the 200,000 rounds pledged.", "en",
         [("output", 150000, "rounds", ""), ("pledge", 200000, "rounds", "")]),
        ("The cost per missile has risen to $4 million, from $3.3 million.", "en",
         [("price", 4e6, "USD", ""), ("price", 3.3e6, "USD", "")]),
        ("Output is 2,800 rounds a month, up from 1,400 per month.", "en",
         [("output", 2800, "rounds", "month"), ("output", 1400, "rounds", "month")]),
        ("Die Firma werde die Produktion auf 110.000 Schuss im Jahr steigern.", "de", [("target", 110000, "rounds", "year")]),
        ("La cadence est passée de 100 à 400 obus par mois.", "fr",
         [("output", 100, "shells", "month"), ("output", 400, "shells", "month")]),
    ],
)  # fmt: skip
def test_kind_value_and_unit(text, language, claims):
    assert told(text, language) == claims


def test_in_german_the_source_stands_before_zufolge():
    found = claims_of("Gut informierten Kreisen zufolge wird nur die Fertigung von 2.000 Geschossen beauftragt.", "de", PUBLISHED)  # fmt: skip
    assert {c.speaker for c in found} == {"Kreise"}


def test_an_office_that_holds_commas_hides_no_name():
    found = claims_of("Ida Falk, under secretary for supply, transport and stores, said the mill makes 300 tonnes a year.", "en", PUBLISHED)  # fmt: skip
    assert {c.speaker for c in found} == {"Ida Falk"}


def test_a_day_on_which_something_was_reported_lies_behind():
    found = claims_of("The mill aims to make 300 tonnes by October, Ida Falk reported Monday.", "en", PUBLISHED)  # fmt: skip
    assert [(c.date_said, c.date_meant) for c in found] == [("2026-02-09", "2026-10")]


def test_this_october_is_of_the_year_of_the_article():
    found = claims_of("Output is to rise to 60,000 shells this October.", "en", PUBLISHED)
    assert [c.date_meant for c in found] == ["2026-10"]


def test_who_says_it_is_not_whose_it_is():
    found = claims_of("Falk explained that until recently they used 600 shells a day.", "en", PUBLISHED)  # fmt: skip
    assert [c.whose for c in found] == [""]


def test_those_who_speak_are_not_counted():
    found = claims_of("The hall is running six months behind schedule, two sources said.", "en", PUBLISHED)  # fmt: skip
    assert [(c.kind, c.value, c.unit, c.speaker) for c in found] == [("delay", 6, "month", "sources")]  # fmt: skip


def test_what_there_is_today_is_no_part_of_the_plan():
    found = told("It plans to make 150,000 rounds a year by 2029, twice the 75,000 it has today.")
    assert ("output", 75000, "rounds", "year") in found


def test_reported_speech_goes_on_in_german_subjunctive():
    text = "„Ohne Verträge investiert niemand“, sagte der Geschäftsführer Hans Lehr. Die Werke hätten 800 Millionen Euro ausgegeben."  # fmt: skip
    assert {c.speaker for c in claims_of(text, "de", PUBLISHED)} == {"Hans Lehr"}


def test_a_german_verb_may_stand_far_from_its_subject():
    text = "Minister Jan Berg hatte im Januar angekündigt, bis 2031 Ware für 20 Milliarden Euro zu kaufen, davon 1,1 Milliarden 2026."  # fmt: skip
    found = claims_of(text, "de", PUBLISHED)
    assert {c.speaker for c in found} == {"Jan Berg"}
    assert [c.unit for c in found if c.words] == ["EUR", "EUR"]


def test_a_body_in_the_genitive_is_the_body():
    found = claims_of("Nach Angaben des Verteidigungsministeriums fehlen 2.100 Granaten.", "de", PUBLISHED)  # fmt: skip
    assert {c.speaker for c in found} == {"Verteidigungsministerium"}
