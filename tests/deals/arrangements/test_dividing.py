"""Tests of dividing.py: which driver payments turn on, on a tree of two drivers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from offtake.deals.arrangements.arrangements import arrange
from offtake.deals.arrangements.dividing import between, divide, largest_divide

# four even futures; the first driver ends low, low, high, high, the second low, high, low, high
STATES = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])


@pytest.fixture
def tree(two_states):
    """Four leaves under one root."""
    return replace(
        two_states.tree,
        parent=np.array([-1, 0, 0, 0, 0]),
        period=np.array([0, 1, 1, 1, 1]),
        probability=np.array([1.0, 0.25, 0.25, 0.25, 0.25]),
        state=np.vstack([[[0, 0]], STATES]),
        drivers=("demand", "budget"),
        states=(("low", "high"), ("low", "high")),
    )


def test_the_driver_whose_states_lie_further_apart_is_named_with_its_share(tree):
    # means by budget 10 and 30, by demand 18 and 22: variances 100 and 4 of 104
    found = largest_divide(tree, np.array([8.0, 28.0, 12.0, 32.0]))

    assert (found.driver, found.place) == ("budget", 1)
    assert found.share == pytest.approx(100 / 104)


def test_of_equal_drivers_the_first_in_the_table_splits(tree):
    for total in (np.array([0.0, 5.0, 5.0, 10.0]), np.full(4, 7.0)):
        assert largest_divide(tree, total).driver == "demand"


def test_a_driver_that_ends_in_one_state_splits_nothing(tree):
    still = replace(tree, state=np.zeros((5, 2), int))

    assert largest_divide(still, np.arange(4.0)) is None


def test_variance_between_groups_is_that_of_their_means():
    # means 1 (weight 0.5) and 5 (weight 0.5) about 3
    groups, values = np.array([0, 0, 1]), np.array([0.0, 2.0, 5.0])

    assert between(groups, values, np.array([0.25, 0.25, 0.5])) == pytest.approx(4.0)


def test_in_the_two_state_study_all_of_it_lies_between_the_states_of_demand(two_states):
    found = divide(arrange(two_states.study, two_states.tree, two_states.plan))

    assert found.driver == "demand"
    assert found.share == pytest.approx(1.0)
