"""Marked passages: many, well formed, and those kept aside are read as the manual says."""

from __future__ import annotations

import pytest
from tests.evidence.marked import ASIDE, FOLDER, judged, nameless, names, passages

from offtake.evidence.claim import KINDS
from offtake.evidence.reading.kinds.kind import kind_of_figure
from offtake.evidence.reading.kinds.weighing.weights import weights
from offtake.evidence.rules.rules import rules

FILES = sorted(FOLDER.glob("*.txt"))


@pytest.fixture(scope="module")
def aside():
    """Of the figures kept aside: whether a kind is right, whether it is told as sure."""
    told = []
    for path in FILES:
        if path.stem.startswith(ASIDE):
            for passage in passages(path):
                for around, kind in judged(passage):
                    found = kind_of_figure(around, rules())
                    got = "denial" if around.denied else found.kind
                    told.append((got == kind, not found.other, kind in (got, found.other)))
    return told


def test_marks_are_kinds_and_passages_are_many():
    every = [p for path in FILES for p in passages(path)]
    assert len(every) > 17_000
    assert {kind for p in every for *_, kind in p.marks} <= set(KINDS)


def test_kinds_of_passages_kept_aside_are_as_the_manual_says(aside):
    assert len(aside) > 1_700
    assert sum(right for right, *_ in aside) / len(aside) >= 0.78


def test_kinds_that_are_told_as_sure_are_right_nine_times_in_ten(aside):
    sure = [right for right, is_sure, _ in aside if is_sure]
    assert len(sure) / len(aside) >= 0.6
    assert sum(sure) / len(sure) >= 0.89


def test_whose_name_it_is_has_no_weight():
    """Of the names in the passages, those that stand thrice and always with a capital."""
    named = names()
    assert len(named) > 200
    assert not [clue for clue in weights().rows if nameless([clue], named) == ()]
