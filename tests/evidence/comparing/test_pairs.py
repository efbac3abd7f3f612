"""Figures of one sort beside each other, where kinds are sure and where they are guesses."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from tests.evidence.comparing.test_relations import kinds, of
from tests.evidence.labels import document

from offtake.evidence.claim import Claim
from offtake.evidence.comparing.relation import Relation
from offtake.evidence.comparing.relations import relations
from offtake.evidence.reading.claims import claims_in
from offtake.evidence.rules.rules import rules

ONE = "Varnholt makes 90,000 rounds a month, the ministry found."
OTHER = "Varnholt makes {} rounds a month, its rivals claim."


def told(first: dict[str, str], second: dict[str, str], other: str = "60,000") -> list[Relation]:
    """The relation of two outputs of a month, whose kinds are as given."""
    documents = [document(t, published="2025-11-07", name=str(k)) for k, t in enumerate((ONE, OTHER.format(other)))]  # fmt: skip
    (a,), (b,) = (claims_in(d, rules()) for d in documents)
    return relations([replace(a, **first), replace(b, **second)], documents, [])


SURE, GUESS = {"kind": "output"}, {"kind": "output", "kind_or": "capacity"}


@pytest.mark.parametrize(("value", "is_"), [("60,000", "contradiction"), ("92,000", "agreement")])
def test_what_a_guess_would_make_of_two_figures_is_open_and_said(value, is_):
    assert [(r.kind, r.perhaps) for r in told(SURE, SURE, value)] == [(is_, "")]
    for first, second in ((GUESS, SURE), (SURE, GUESS)):
        (found,) = told(first, second, value)
        assert (found.kind, found.perhaps) == ("open", is_)
        assert "only if both are of kind output" in found.why
        assert "may be an output or a capacity" in found.why


def test_a_guess_meets_what_its_next_likely_kind_would_meet():
    (found,) = told({"kind": "capacity"}, GUESS)
    assert (found.kind, found.perhaps) == ("open", "contradiction")
    assert "of kind capacity" in found.why


def test_guesses_that_share_no_kind_are_nothing_to_each_other():
    assert told({"kind": "order", "kind_or": "pledge"}, GUESS) == []


def test_a_pair_that_may_share_two_kinds_is_told_once():
    assert len(told(GUESS, {"kind": "capacity", "kind_or": "output"})) == 1


def test_what_is_open_for_its_scope_is_open_whatever_its_kind():
    (found,) = told(GUESS, {**SURE, "whose": ""})
    assert (found.kind, found.perhaps) == ("open", "")


def test_who_says_two_figures_in_one_sentence_contradicts_nobody():
    both = "Varnholt has 40 looms and has 90 looms of oak, Anna Reuter said."
    assert "contradiction" not in kinds(both)


def test_two_who_speak_in_one_sentence_may_contradict_each_other():
    both = "Osmund said that Varnholt makes 90 looms a year, while Lindholm said that Varnholt makes 60 looms a year."  # fmt: skip
    assert "contradiction" in kinds(both)


def test_a_change_in_one_sentence_needs_no_owner():
    found = of("The price of a loom rose to €3,000 from €2,600.")
    assert [(r.kind, r.why) for r in found] == [("change", "before and after, in one sentence")]


MOVED = [
    ("Varnholt's output rose from 40 to 60 boats a year, while Osmund makes 50 boats a year.", [{40.0, 60.0}]),
    ("The price of a loom rose to €3,000 from €2,600, and a tonne of oak costs €900.", [{3000.0, 2600.0}]),
    ("Varnholt raised output from 40 to 60 boats a year and Osmund from 20 to 30 boats a year.", [{40.0, 60.0}]),
    ("The price of a loom rose from €20 to €30, and that of a boat fell from €70 to €50.", [{20.0, 30.0}, {70.0, 50.0}]),
    ("Of a loom the price rose to €30 from €20, of a boat to €70 from €50.", [{20.0, 30.0}, {70.0, 50.0}]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "pairs"), MOVED)
def test_what_a_figure_moved_from_and_to_is_told_and_no_other_figure_of_the_sentence(text, pairs):
    own = document(text, published="2025-11-07")
    claims = claims_in(own, rules())
    for turned in permutations(claims):
        found = relations(turned, [own], [])
        told = [{r.first.value, r.second.value} for r in found if r.second]
        assert sorted(map(sorted, told)) == sorted(map(sorted, pairs))
        assert {r.perhaps or r.kind for r in found if r.second} == {"change"}


def test_kinds_that_two_guesses_share_are_all_named_in_whatever_order():
    other = {"kind": "capacity", "kind_or": "output"}
    whys = [told(*both)[0].why for both in ((GUESS, other), (other, GUESS), (GUESS, GUESS))]
    assert all("only if both are of one kind, capacity or output: " in why for why in whys)


def test_an_other_side_is_told_only_where_every_kind_that_it_may_be_is_one():
    (claim,) = claims_in(document("Anna Reuter said that Russia makes 250,000 shells a month."), rules())  # fmt: skip

    def side(own: Claim) -> list[str]:
        return [r.kind for r in relations([own], [document(claim.exact)], [])]

    assert side(replace(claim, kind="output", kind_or="capacity")) == ["other side"]
    assert side(replace(claim, kind="output", kind_or="target")) == []


@pytest.mark.parametrize(
    ("office", "sides"), [("chief executive", 0), ("Osmund chief executive", 2)]
)
def test_an_office_of_no_other_party_is_of_the_one_that_the_sentence_is_about(office, sides):
    text = f"Varnholt, whose hall supplies the yards in the north, made 72 looms last year and can make 90 looms a year, {office} Rosa Lind said."  # fmt: skip
    assert [r.why for r in of(text)] == ["Rosa Lind about Varnholt"] * sides
