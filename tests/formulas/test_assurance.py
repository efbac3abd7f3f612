"""Tests of assurance.py: five buyers to whom a line is worth 30 each, and which needs 100."""

from __future__ import annotations

import pytest

from offtake.formulas.assurance import assurance, equal_share_feasible, in_core, minimal_coalitions

WORTH = dict.fromkeys("ABCDE", 30.0)


def test_five_or_four_can_share_equally_and_three_cannot():
    assert equal_share_feasible(WORTH, 100, 5)  # 20 each
    assert equal_share_feasible(WORTH, 100, 4)  # 25 each
    assert not equal_share_feasible(WORTH, 100, 3)  # 33.3 each


def test_any_four_of_five_are_a_minimal_coalition():
    found = minimal_coalitions(WORTH, 100)

    assert len(found) == 5
    assert {len(members) for members in found} == {4}
    assert assurance(WORTH, 100).pivotal == ()


def test_shares_in_proportion_to_worth_lie_in_the_core():
    found = assurance({"A": 60, "B": 30, "C": 30}, 100)

    assert found.shares == pytest.approx({"A": 50, "B": 25, "C": 25})
    assert in_core(found.shares, found.worth, 100)
    assert set(found.pivotal) == {"A", "B", "C"}
    assert found.least_share == pytest.approx({"A": 40, "B": 10, "C": 10})
    assert not in_core({"A": 65, "B": 20, "C": 15}, found.worth, 100)


def test_a_line_that_is_not_worth_its_need_has_no_coalition():
    found = assurance({"A": 10, "B": -5}, 20)

    assert not found.feasible
    assert found.smallest_coalition == ()
    assert found.coalitions == ()
