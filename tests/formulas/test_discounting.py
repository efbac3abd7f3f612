"""Tests of timing.py: decisions count from the start of a period, deliveries from its end."""

from __future__ import annotations

import numpy as np
import pytest

from offtake.formulas.discounting import discount_factors


def test_a_decision_now_counts_in_full_and_one_period_of_delivery_is_discounted_once():
    start, end = discount_factors(0.10, 1.0, 3)

    assert start == pytest.approx([1, 1 / 1.1, 1 / 1.21])
    assert end == pytest.approx([1 / 1.1, 1 / 1.21, 1 / 1.331])


def test_four_quarters_discount_as_much_as_one_year():
    _, quarters = discount_factors(0.08, 0.25, 4)

    assert quarters[3] == pytest.approx(1 / 1.08)


def test_the_end_of_a_period_is_the_start_of_the_next():
    start, end = discount_factors(0.05, 0.5, 10)

    assert np.array_equal(end[:-1], start[1:])


def test_rates_and_steps_that_mean_nothing_are_refused():
    with pytest.raises(ValueError, match="above -1"):
        discount_factors(-1.0, 1.0, 2)
    with pytest.raises(ValueError, match="longer than 0"):
        discount_factors(0.1, 0.0, 2)
