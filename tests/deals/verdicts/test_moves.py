"""Moves of two projects on a fork: node 0, then 1 or 2, then 3 after 1 and 4 after 2; a press asks for the hall before it."""

from __future__ import annotations

import numpy as np
import pytest

from offtake.deals.verdicts.moves import Room

HALL, PRESS = 0, 1
NEVER = 3  # the period after the last


@pytest.fixture
def room(fork):
    nothing, every = np.zeros((5, 2)), np.ones((5, 2))
    years = np.array([2026, 2027, 2028])
    return Room(fork, nothing, every, every > 0, np.array([-1, HALL]), years)


def at(hall: list[int], press: list[int]) -> np.ndarray:
    return np.array([hall, press], float).T


def test_a_project_may_be_begun_everywhere_or_in_one_subtree(room):
    assert room.forks == (0, 1, 2)
    assert [room.dates(HALL, fork) for fork in room.forks] == [[0, 1, 2], [1, 2], [1, 2]]

    found = room.put(room.lower, HALL, 1, 1, 2)
    assert found.tolist() == at([0, 0, 0, 1, 0], [0] * 5).tolist()
    assert room.put(room.lower, HALL, 1, 1, NEVER) is None  # nothing moves
    assert room.put(at([1] * 5, [0] * 5), HALL, 2, 0, 0) is None  # one is all that there may be


def test_what_asks_for_a_project_stands_after_it_and_falls_with_it(room):
    hall = at([1] * 5, [0] * 5)
    both = room.put(hall, PRESS, 1, 0, 0)
    assert both.tolist() == at([1] * 5, [0, 1, 1, 1, 1]).tolist()  # the hall first
    assert not room.put(both, HALL, 1, 0, NEVER).any()


def test_what_stood_before_a_fork_may_be_begun_in_one_branch_later_or_there_alone(room):
    hall = at([1] * 5, [0] * 5)
    assert room.put(hall, HALL, 1, 1, 2) is None  # it stands before the fork
    later, alone = (room.apart(hall, HALL, 1, 1, 2, only) for only in (False, True))
    assert later[:, HALL].tolist() == [0, 0, 1, 1, 1]  # elsewhere as soon as it can be
    assert alone[:, HALL].tolist() == [0, 0, 0, 1, 0]


def test_nothing_of_its_own_leaves_what_stands_whatever_is_decided(room):
    committed = Room(room.tree, at([0, 1, 1, 1, 1], [0] * 5), room.upper, room.open_now, room.requires, room.year)  # fmt: skip
    found = committed.nothing(np.array([HALL, PRESS]), at([1] * 5, [1] * 5))
    assert found.tolist() == at([0, 1, 1, 1, 1], [0] * 5).tolist()
