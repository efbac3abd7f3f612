"""What a figure takes from the others of its sentence."""

from __future__ import annotations

from tests.evidence.labels import claims_of


def test_things_in_a_row_are_of_one_kind():
    found = claims_of("It won orders for nine tankers, two carriers and 11 barges.")
    assert [c.kind for c in found] == ["order"] * 3


def test_shares_in_a_row_are_told_by_the_words_after_the_last():
    found = claims_of("Orders and sales were 5% and 2% higher than in May.")
    assert [c.kind for c in found] == ["comparison"] * 2


def test_what_something_is_up_from_is_no_target():
    found = claims_of("It expects to make 40 bolts, up from 30 bolts in May.")
    assert [c.kind for c in found if c.words] == ["target", "output"]


def test_power_of_each_is_capacity():
    assert claims_of("It will put up turbines that make 15 MW each.")[-1].kind == "capacity"
