"""Clues are what stands around a figure, and nothing of it is its number."""

from __future__ import annotations

import pytest
from tests.evidence.labels import document

from offtake.evidence.reading.claims import figures_in
from offtake.evidence.reading.kinds.weighing.clues import clues, stem
from offtake.evidence.rules.rules import rules


def found(text: str, at: int = 0, language: str = "en") -> tuple[str, ...]:
    around = [a for _, a in figures_in(document(text, language, "2025-11-07"), rules())][at]
    return clues(around, rules())


def test_words_count_by_their_place_and_without_their_ending():
    got = found("The yard had ordered 40 looms for York.")
    assert {"before1 ordered", "before2 had", "before had ordered", "after1 for", "after for york", "around ordered for"} <= set(got)  # fmt: skip
    assert {"left order", "left yard", "right york", "own loom", "sort goods", "unit looms"} <= set(got)  # fmt: skip


def test_the_number_itself_is_no_clue_and_each_clue_stands_once():
    one, other = found("The yard made 40 looms."), found("The yard made 4,711 looms.")
    assert one == other
    assert len(set(one)) == len(one)


def test_a_figure_beside_it_is_its_sort_and_the_words_between():
    got = found("The yard made 40 looms, up from 30 looms in 2019.", 1)
    assert {"last #goods", "last #goods , up from", "before1 from", "year -1"} <= set(got)
    assert "next #goods" in found("The yard made 40 looms, up from 30 looms in 2019.")


def test_what_governs_it_is_a_clue():
    got = found("The yard plans to build 40 looms.")
    assert {"mood planned", "verb make", "role object"} <= set(got)
    assert "denied" in found("The yard denied that it had made 40 looms.")
    assert "means" in found("The yard has 40 workers.")


def test_near_words_end_at_a_semicolon_and_those_of_the_part_at_a_comma():
    got = set(found("It shut two mills; the yard, it said, built 40 looms.", 1))
    assert "left built" in got
    assert "left mill" not in got
    assert "left part built" in got
    assert "left part said" not in got


@pytest.mark.parametrize(
    ("words", "one"),
    [
        ("order orders ordered ordering", "order"),
        ("deliver delivers delivered delivering", "deliver"),
        ("plan plans planned planning", "plan"),
        ("make makes making", "mak"),
        ("bus", "bus"),
        ("supply supplies", "supply"),
    ],
)
def test_forms_of_a_word_have_one_stem(words, one):
    assert {stem(word) for word in words.split()} == {one}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The state paid $3m.", "The state paid EUR 3,000,000."),
        ("The yard made 3 million bolts.", "The yard made 3,000,000 bolts."),
        ("The yard made 40 bolts in June.", "The yard made 40 bolts in August."),
        ("It paid NOK 40 million on Monday.", "It paid 40 million euros on Friday."),
    ],
)
def test_how_a_number_is_written_and_when_it_was_are_no_clues(one, other):
    assert set(found(one)) == set(found(other))
