"""What a figure measures: a sum or the price of one, a share or a part of what is made."""

from __future__ import annotations

import pytest

from offtake.evidence.reading.kinds.frames.frame import Frame
from offtake.evidence.reading.kinds.sorts.prices import is_attribute
from offtake.evidence.reading.kinds.things import of_which, thing_of


@pytest.mark.parametrize(
    ("before", "after", "thing"),
    [
        ("They sell at ", " a tonne.", "price"),
        ("They paid ", " each.", "price"),
        ("They paid ", " a year.", "money"),
        ("A shell costs ", ".", "price"),
        ("The plant costs ", ".", "money"),
        ("Each line costs ", ".", "price"),
        ("The ministry paid ", " for a shell.", "price"),
    ],
)
def test_money_for_one_of_something_is_a_price(before, after, thing):
    assert thing_of("money", before, after, Frame("object", "spend"), "en") == thing


def test_an_in_german_makes_no_price():
    assert thing_of("money", "Sie erhielt ", " an staatlicher Hilfe.", Frame(), "de") == "money"


def test_a_share_of_what_was_delivered_is_a_part_and_of_what_was_bought_abroad_is_none():
    made = Frame("subject", "make")
    assert thing_of("ratio", "", " of the order has been delivered.", made, "en") == "part"
    assert thing_of("ratio", "It exports ", " of the shells.", made, "en") == "share"


@pytest.mark.parametrize(
    ("thing", "after", "mood", "aspect"),
    [
        ("share", " of its capacity", "real", "able"),
        ("share", " full", "real", "able"),
        ("share", " of its annual target", "real", "compared"),
        ("share", " higher than in May", "real", "compared"),
        ("share", " higher than in May", "future", "meant"),
        ("money", " more than planned", "real", "compared"),
        ("units", " over the past year", "real", ""),
        ("share", " of its staff", "real", ""),
    ],
)
def test_the_words_after_a_figure_may_say_what_it_is_a_share_of(thing, after, mood, aspect):
    assert of_which(thing, "", after, Frame("object", "do", mood)) == aspect


def test_a_sum_before_a_noun_is_what_the_thing_costs():
    assert is_attribute("It builds a ", " plant near York.")
    assert not is_attribute("It spends ", " on a plant.")
