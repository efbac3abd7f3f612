"""Tests of market.py: what the others could use of a part, and could make."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from offtake.deals.response.residual import _After, _possible

PUMP, BODY, BOLT, STEEL = range(4)


@pytest.fixture
def figures():
    """A pump takes 1 body and 5 bolts, a body 2 of steel."""
    recipe = np.zeros((4, 4))
    recipe[BODY, PUMP], recipe[BOLT, PUMP], recipe[STEEL, BODY] = 1.0, 5.0, 2.0
    return SimpleNamespace(
        q=SimpleNamespace(products=SimpleNamespace(recipe=recipe)), tree=SimpleNamespace(size=1)
    )


def after(figures, own_use=(0.0, 0.0, 0.0, 0.0), open_=8.0):
    """Others: 10 pumps, 4 bodies, 20 bolts, 100 of steel; the producer itself: 15 bolts; 8 pumps wanted."""
    theirs = np.array([[10.0, 4.0, 20.0, 100.0]])
    everyone = theirs + np.array([[0.0, 0.0, 15.0, 0.0]])
    wanted = np.array([[open_, 0.0, 0.0, 0.0]])
    return _After(figures, wanted, theirs, everyone, np.array([own_use]))


def test_bodies_are_used_as_far_as_bolts_go(figures):
    """10 pumps could be made and 8 sold, but 35 bolts are enough for 7."""
    assert after(figures).use(BODY) == pytest.approx([7.0])


def test_bolts_that_the_producer_uses_itself_are_not_there_for_others(figures):
    """35 less 10: enough for 5."""
    assert after(figures, own_use=(0.0, 0.0, 10.0, 0.0)).use(BODY) == pytest.approx([5.0])


def test_bolts_are_used_as_far_as_bodies_go(figures):
    """4 bodies make 4 pumps of 5 bolts."""
    assert after(figures).use(BOLT) == pytest.approx([20.0])


def test_no_more_is_used_than_buyers_want(figures):
    assert after(figures, open_=2.0).use(BODY) == pytest.approx([2.0])


def test_steel_is_used_as_far_as_bodies_are_wanted_and_can_be_made(figures):
    """7 bodies could be used, 4 can be made, of 2 of steel each; of 2 pumps, 4 of steel."""
    assert after(figures).use(STEEL) == pytest.approx([8.0])
    assert after(figures, open_=2.0).use(STEEL) == pytest.approx([4.0])


def test_goods_can_be_made_as_far_as_all_their_parts_can(figures):
    """Steel for 3 bodies, bolts for 4 pumps."""
    capacity = np.array([[10.0, 8.0, 20.0, 6.0]])
    assert _possible(figures, capacity, PUMP) == pytest.approx([3.0])
