"""What is paid beyond budgets: money carried into a year is spent first, and only a share of what is left is carried."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from offtake.market.budgets import overspent
from offtake.market.payments import Purse


def half_years(carry_over: float) -> SimpleNamespace:
    """One buyer, two budget years of two half-years each, 100 a year."""
    buyers = SimpleNamespace(
        year=np.array([[0], [0], [1], [1]]),
        ends_year=np.array([[False], [True], [False], [True]]),
        budget=np.full((4, 1), 100.0),
        carry_over=carry_over,
    )
    return SimpleNamespace(buyers=buyers)


@pytest.mark.parametrize(("carry_over", "beyond"), [(0.0, 30.0), (0.5, 10.0), (1.0, 0.0)])
def test_a_share_of_what_a_year_leaves_serves_the_next(chain, carry_over, beyond):
    # 60 of 100 are spent in the first year; of the 40 left a share is there for the 130 of the second.
    paid = np.array([[20.0], [40.0], [65.0], [65.0]])

    found = overspent(half_years(carry_over), chain(4), paid)

    assert found[:, 0].tolist() == pytest.approx([0, 0, 0, beyond])


@pytest.mark.parametrize(("carry_over", "there"), [(0.0, 100.0), (0.5, 120.0), (1.0, 140.0)])
def test_a_purse_begins_a_year_with_the_share_that_may_be_carried(chain, carry_over, there):
    purse = Purse(half_years(carry_over), chain(4))
    for t, paid in enumerate((20.0, 40.0)):
        purse.begin(t)
        purse.pay(np.array([t]), np.array([[paid]]))

    assert purse.begin(2).tolist() == [[there]]
