"""Marked passages: many, well formed, and those kept aside are read as the manual says."""

from __future__ import annotations

import pytest
from tests.evidence.marked import ASIDE, FOLDER, judged, nameless, names, passages

from offtake.evidence.claim import KINDS
from offtake.evidence.reading.kinds.kind import kind_of_figure
from offtake.evidence.reading.kinds.weighing.weights import weights
from offtake.evidence.rules.rules import rules

FILES = sorted(FOLDER.glob("*.txt"))


def _judged(prefix: str) -> list[tuple[bool, bool]]:
    """Of the figures of files kept aside: whether a kind is right, whether it is told as sure."""
    told = []
    for path in FILES:
        if path.stem.startswith(prefix):
            for passage in passages(path):
                for around, kind in judged(passage):
                    found = kind_of_figure(around, rules())
                    told.append(
                        (("denial" if around.denied else found.kind) == kind, not found.other)
                    )
    return told


@pytest.fixture(scope="module")
def aside():
    return _judged(f"{ASIDE}_")


@pytest.fixture(scope="module")
def printed():
    """Passages in the manner of what is printed: every tenth file of those who wrote most of them."""
    return _judged(f"{ASIDE}z")


def test_marks_are_kinds_and_passages_are_many():
    every = [p for path in FILES for p in passages(path)]
    assert len(every) > 17_000
    assert {kind for p in every for *_, kind in p.marks} <= set(KINDS)


def test_kinds_of_passages_kept_aside_are_as_the_manual_says(aside):
    assert len(aside) > 1_700
    assert sum(right for right, _ in aside) / len(aside) >= 0.78


def test_kinds_that_are_told_as_sure_are_right_nine_times_in_ten(aside):
    sure = [right for right, is_sure in aside if is_sure]
    assert len(sure) / len(aside) >= 0.6
    assert sum(sure) / len(sure) >= 0.89


def test_kinds_in_the_manner_of_what_is_printed_are_as_the_manual_says(printed):
    assert len(printed) > 4_500
    assert sum(right for right, _ in printed) / len(printed) >= 0.74
    sure = [right for right, is_sure in printed if is_sure]
    assert len(sure) / len(printed) >= 0.55
    assert sum(sure) / len(sure) >= 0.86


def test_whose_name_it_is_has_no_weight():
    """Of the names in the passages, those that stand thrice and always with a capital."""
    named = names()
    assert len(named) > 200
    assert not [clue for clue in weights().rows if nameless([clue], named) == ()]
