"""Goods at rest, and which of two deals is the better: one that is found, holds, rests, overspends less, and then costs less."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from offtake.deals.cheapest.resting import better, rests_at


def struck(cost=10.0, overspent=0.0, *, found=True, holds=True, unrest=0.0):
    offer = SimpleNamespace(found=found, cost=cost, overspent=overspent)
    return SimpleNamespace(offer=offer, holds=holds, settled=unrest == 0.0, unrest=unrest)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (struck(99.0, holds=False), struck(found=False)),
        (struck(99.0), struck(holds=False)),
        (struck(99.0), struck(unrest=1.0)),
        (struck(99.0, 9.0, unrest=1.0), struck(holds=False)),  # holding comes before resting
        (struck(99.0, 9.0, unrest=1.0), struck(unrest=2.0)),
        (struck(99.0, 1.0), struck(10.0, 2.0)),
        (struck(9.0, 1.0), struck(10.0, 1.0)),
        (struck(9.0, 1.0), struck(10.0, 1.0 - 1e-12)),  # what is overspent is the same
    ],
)
def test_what_comes_first_decides_and_never_both_ways(one, other):
    assert better(one, other)
    assert not better(other, one)


def test_of_two_that_are_alike_and_of_two_that_are_none_neither_is_better():
    assert not better(struck(), struck())
    assert not better(struck(10.0 - 1e-12), struck(10.0))
    assert not better(struck(found=False), struck(found=False))


def test_where_what_is_owed_is_linear_in_what_is_set_aside_it_rests_at_once():
    # (x, y) owes (2 + y/2, 1 + x/4): x = 2 + y/2, y = 1 + x/4, so x = 2 + 1/2 + x/8, x = 20/7, y = 12/7
    def owes(aside):
        x, y = aside[:, 0]
        return np.array([[2 + y / 2], [1 + x / 4]])

    was = [np.zeros((2, 1))]
    owed = [owes(was[0])]
    for _ in range(2):
        was.append(owed[-1])
        owed.append(owes(was[-1]))
    found = rests_at(was, owed, np.array([[0.3], [0.7]]))
    assert found[:, 0] == pytest.approx([20 / 7, 12 / 7])
