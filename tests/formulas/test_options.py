"""Tests of options.py against worked numbers of the real-options literature."""

from __future__ import annotations

import pytest

from offtake.formulas import options


@pytest.mark.parametrize(
    ("volatility", "ratio"),
    [(0.05, 1.1931), (0.10, 1.4215), (0.15, 1.6893), (0.20, 2.0), (0.30, 2.7631), (0.40, 3.7321)],
)
def test_trigger_where_rate_and_payout_are_4_percent(volatility, ratio):
    assert options.trigger_ratio(0.04, 0.04, volatility) == pytest.approx(ratio, abs=5e-5)


@pytest.mark.parametrize(("volatility", "ratio"), [(0.1, 2.1844), (0.2, 2.6434), (0.3, 3.2926)])
def test_trigger_where_payout_is_half_the_rate(volatility, ratio):
    assert options.trigger_ratio(0.10, 0.05, volatility) == pytest.approx(ratio, abs=5e-5)


@pytest.mark.parametrize(("volatility", "share"), [(0.1, 0.1558), (0.2, 0.4), (0.3, 0.5657)])
def test_grant_that_makes_a_project_worth_1_2_of_its_cost_begin_now(volatility, share):
    found = options.grant_share_to_begin(1.2, 0.04, 0.04, volatility)

    assert found == pytest.approx(share, abs=5e-5)


def test_no_grant_is_needed_where_the_project_is_past_its_trigger():
    assert options.grant_share_to_begin(2.5, 0.04, 0.04, 0.2) == 0


def test_the_widget_factory_waits():
    choice = options.now_or_next_year(1600, 200, [(0.5, 300), (0.5, 100)], 0.10)

    assert choice.now == pytest.approx(600)
    assert choice.wait == pytest.approx(772.73, abs=0.005)
    assert choice.option == pytest.approx(172.73, abs=0.005)


@pytest.mark.parametrize(
    ("volatility", "price"), [(0.0, 14), (0.1, 18.980), (0.2, 23.798), (0.3, 29.055), (0.4, 34.971)]
)
def test_trigger_price_of_a_plant_that_may_stand_idle(volatility, price):
    found = options.trigger_price_with_suspension(100, 10, 0.04, 0.04, volatility)

    assert found == pytest.approx(price, abs=5e-4)


@pytest.mark.parametrize(
    ("volatility", "capacity"),
    [(0, 0.75), (0.05, 0.6088), (0.1, 0.5007), (0.2, 0.3286), (0.3, 0.1865), (0.4, 0.0680)],
)
def test_irreversibility_shrinks_capacity(volatility, capacity):
    found = options.capacity_under_irreversibility(2, 10, 0.05, 0.05, volatility)

    assert found == pytest.approx(capacity, abs=5e-5)
