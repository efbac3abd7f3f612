"""Of whom two claims speak."""

from __future__ import annotations

import pytest
from tests.evidence.comparing.test_relations import kinds
from tests.evidence.labels import claims_of

from offtake.evidence.comparing.scopes import Owner, names_in, of_one, owner_of, plain


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("Varnholt makes 90 looms a year.", Owner("Varnholt", "named")),
        ("The works makes 90 looms a year.", Owner("works", "body")),
        ("“We make 90 looms a year,” the minister, Jonas Holm, said.", Owner("Jonas Holm", "we")),
        ("Output is 90 looms a year.", Owner("", "")),
    ],
)
def test_an_owner_has_a_name_or_is_we_or_a_body_or_nobody(text, owner):
    assert owner_of(claims_of(text)[0]) == owner


WE = "“We make {} looms a year,” the minister, Jonas Holm, said."


def test_we_of_one_speaker_is_one_party_and_of_two_is_two():
    assert "contradiction" in kinds(WE.format(90), WE.format(60))
    assert kinds(WE.format(90), WE.format(60).replace("Jonas Holm", "Ida Lund")) == []


def test_whom_we_means_is_open_beside_a_name():
    assert kinds(WE.format(90), "Varnholt makes 60 looms a year.") == ["open"]


def test_a_yard_that_both_documents_name_is_one():
    first = "The Kesten yard is old. The yard can build 24 boats a year, its owner said."
    second = "The ministry counts at the Kesten yard. The yard can build 16 boats a year, it said."
    assert "contradiction" in kinds(first, second)
    assert "contradiction" not in kinds(first, second.replace("Kesten", "Brevik"))


def test_a_name_and_a_part_of_it_are_one_and_small_words_name_nothing():
    assert of_one("brandt trafo", "brandt")
    assert not of_one("brandt trafo", "brandt metall")
    assert plain("the looms of the hall") == "looms hall"


def test_names_stand_inside_sentences_and_no_month_is_one():
    assert names_in("Every day Varnholt works, and in March Osmund does.") == {"Varnholt", "Osmund"}
