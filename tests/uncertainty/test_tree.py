"""A tree's futures in words."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from offtake.uncertainty.tree import ScenarioTree

DAYS = (date(2026, 7, 1), date(2027, 1, 1), date(2027, 7, 1))


def course(*states: int, starts: tuple[date, ...] = DAYS) -> str:
    """One path of one driver, in words."""
    periods = np.arange(len(states))
    tree = ScenarioTree(
        periods - 1,
        periods,
        np.ones(len(states)),
        ("war",),
        (("on", "off"),),
        np.array(states)[:, None],
        starts=starts,
    )
    return tree.future(len(states) - 1)


@pytest.mark.parametrize(
    ("states", "words"),
    [
        ((0, 0, 0), "war on"),
        ((0, 1, 1), "war on → off 2027"),
        ((0, 0, 1), "war on → off 2027-07"),
        ((0, 1, 0), "war on → off 2027 → on 2027-07"),
        ((0, 1), "war on → off 2027"),
    ],
)
def test_a_change_carries_its_date(states, words):
    assert course(*states) == words


@pytest.mark.parametrize(
    ("states", "words"),
    [((0, 0, 0), "war on"), ((0, 1, 1), "war off"), ((0, 1, 0), "war off → on")],
)
def test_a_tree_without_dates_names_the_changes_only(states, words):
    assert course(*states, starts=()) == words


def test_drivers_stand_side_by_side():
    tree = ScenarioTree(
        np.array([-1, 0]),
        np.array([0, 1]),
        np.ones(2),
        ("war", "budget"),
        (("on", "off"), ("kept", "cut")),
        np.array([[0, 0], [1, 0]]),
    )

    assert tree.future(1) == "war off, budget kept"
