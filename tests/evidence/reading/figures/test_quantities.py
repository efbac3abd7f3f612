"""What a number counts: a currency beside it, a noun after it, a unit that another figure names."""

from __future__ import annotations

from itertools import pairwise

import pytest

from offtake.evidence.reading.figures.quantities import quantities_in
from offtake.evidence.reading.language.lexicon import lexicon
from offtake.evidence.rules.rules import rules


def read(text: str, language: str = "en"):
    return quantities_in(text, lexicon(rules(), language))


@pytest.mark.parametrize(
    ("text", "language", "value", "unit"),
    [
        ("It paid $5m.", "en", 5e6, "USD"),
        ("It paid 5m dollars.", "en", 5e6, "USD"),
        ("It paid £5b.", "en", 5e9, "GBP"),
        ("It paid 5 billion euros.", "en", 5e9, "EUR"),
        ("Es zahlte 5 Mio. Euro.", "de", 5e6, "EUR"),
        ("Elle a payé 5 milliards d'euros.", "fr", 5e9, "EUR"),
        ("It paid EUR 1,250.", "en", 1250.0, "EUR"),
    ],
)
def test_money_is_read_with_its_sign_before_or_behind(text, language, value, unit):
    [q] = read(text, language)
    assert (q.value, q.unit, q.sort) == (value, unit, "money")


@pytest.mark.parametrize(
    ("text", "value"),
    [("It hired 5m people.", 5e6), ("It has 5m long poles.", None), ("A 5m wall stands.", None)],
)
def test_a_letter_is_a_million_before_what_is_counted_and_metres_elsewhere(text, value):
    assert [q.value for q in read(text) if q.value == 5e6] == ([] if value is None else [value])


def test_a_figure_takes_the_noun_before_the_next_figure():
    found = read("It built 40 new light guns and 60 towed howitzers.")
    assert [(q.value, q.unit) for q in found] == [(40.0, "guns"), (60.0, "howitzers")]


def test_a_missing_noun_is_carried_over_from_one_kind_and_not_from_two():
    last = read("It made 40 guns, and in May 60 more.")[-1]
    assert (last.value, last.unit, last.carried) == (60.0, "guns", True)
    [last] = [q for q in read("It made 40 guns and 30 tubes, and in May 60 more.") if q.value == 60]
    assert (last.unit, last.carried) == ("", False)


def test_an_amount_said_once_more_in_brackets_counts_once():
    assert [q.value for q in read("It sold 40 million (4 crore) bolts.")] == [4e7]
    assert [q.value for q in read("It sold 40 million bolts (5 crore).")] == [4e7, 5e7]


def test_a_figure_in_a_multiple_of_its_unit_counts_once():
    assert [q.value for q in read("It built 61 GW (61,000 MW) of dams.")] == [61]
    assert [q.value for q in read("It built 61 GW (60,000 MW planned) of dams.")] == [61, 60000]


def test_a_sum_relates_to_what_follows_and_counts_none_of_it():
    [_, q] = read("It owes €3 billion, of which 1.9 billion relates to kilns.")
    assert (q.value, q.unit) == (1.9e9, "EUR")


def test_what_has_a_number_may_stand_before_it():
    [q] = read("The number of wards in the county rose to 41.")
    assert (q.value, q.unit, q.carried) == (41.0, "wards", True)


def test_metric_tons_are_tonnes_and_tons_are_not():
    assert [q.unit for q in read("It made 40 metric tons and 30 tons.")] == ["tonnes", "tons"]


def test_a_rate_before_a_noun_is_per_its_time():
    [q] = read("The 1,500-ton-per-day works is idle.")
    assert (q.value, q.unit, q.per) == (1500.0, "tons", "day")


def test_quantities_stand_in_order_and_none_overlaps_another():
    found = read("It sold 40 guns for $5m to 3 towns, 60% of its 90 guns, in 2 to 3 years.")
    assert [q.value for q in found] == [40, 5e6, 3, 60, 90, None]
    assert (found[-1].low, found[-1].high) == (2, 3)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert read("") == []
