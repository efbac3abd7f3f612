"""Patterns of one language: each meets its words whole, and none hides another."""

from __future__ import annotations

import re

import pytest

from offtake.evidence.reading.language.lexicon import FIGURES, lexicon
from offtake.evidence.rules.rules import rules

EN, DE, FR = (lexicon(rules(), language) for language in ("en", "de", "fr"))


def test_a_lexicon_is_made_once_for_its_rules():
    assert lexicon(rules(), "en") is EN
    assert lexicon(rules(), "de") is not EN


def test_a_word_of_magnitude_is_its_power_of_ten_in_its_language():
    assert (EN.magnitudes["billion"], DE.magnitudes["milliarden"], FR.magnitudes["milliards"]) == (1e9,) * 3  # fmt: skip
    assert DE.magnitudes["billionen"] == 1e12


@pytest.mark.parametrize(
    ("text", "whole"),
    [("1,250,000", True), ("1.250.000,5", True), ("12,50,000", True), ("1 250", True), ("1,25,0", False), ("1.250,000", False), ("787s", False)],
)  # fmt: skip
def test_figures_are_parted_by_one_sign_throughout(text, whole):
    assert bool(re.fullmatch(FIGURES, text)) == whole


@pytest.mark.parametrize(
    ("before", "money"),
    [("costs $", "$"), ("costs US$", "US$"), ("costs EUR ", "EUR"), ("a neur ", None), ("costs ", None)],
)  # fmt: skip
def test_a_currency_before_a_number_is_read_at_its_longest(before, money):
    found = EN.prefix.search(before)
    assert (found["s"] if found else None) == money


@pytest.mark.parametrize(
    ("after", "product"), [("% of GDP", True), (" percent of its GDP", True), ("% of guns", False)]
)
def test_per_cent_may_be_of_a_countrys_product(after, product):
    found = EN.percent.match(after)
    assert found is not None
    assert bool(found["gdp"]) == product


def test_a_rate_is_per_its_time_and_a_year_ago_is_none():
    def per(text: str, words=EN) -> list[str]:
        return [k for m in words.per.finditer(text) for k, v in m.groupdict().items() if v]

    assert per("40 guns a month") == per("40 Stück im Monat", DE) == ["month"]
    assert per("40 guns per year") == per("40 obus par an", FR) == ["year"]
    assert per("40 guns a year ago") == per("within a year") == []


def test_years_of_french_are_no_word_of_english():
    assert FR.time.match(" ans")
    assert not EN.time.match(" ans")
    assert not EN.time.match(" year-old")


def test_ends_of_compounds_are_german_only():
    assert dict(DE.endings)["granaten"] == "shells"
    assert DE.endings[0][0] == max((word for word, _ in DE.endings), key=len)
    assert EN.endings == FR.endings == ()


def test_english_words_are_their_own_names_but_for_those_of_a_list():
    assert EN.counted["tonne"] == "tonnes"
    assert "granaten" not in EN.counted
    assert DE.counted["granaten"] == "shells"


@pytest.mark.parametrize(
    ("unit", "people"),
    [("steelworkers", True), ("longshoremen", True), ("radiologists", True), ("plaintiffs", True), ("pacemakers", False), ("hulls", False), ("fighters", True), ("workers", True)],
)  # fmt: skip
def test_people_are_known_by_their_word_or_its_end(unit, people):
    assert EN.is_means(unit) == people
