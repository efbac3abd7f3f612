"""Waiting by rule of thumb, by hand on two-states: 100 now, then 30 a year, for two years or for five, at 10%."""

from __future__ import annotations

from dataclasses import replace
from math import sqrt

import pytest
from tests.deals.thumb.by_hand import FACTS

from offtake.deals.thumb.hesitation import WaitingRule, price_rule, waiting_rules
from offtake.deals.verdicts.market import market
from offtake.formulas.newsvendor import Supplier

BAD = 30 / 1.1 + 30 / 1.1**2
GOOD = BAD + 30 / 1.1**3 + 30 / 1.1**4 + 30 / 1.1**5
MEAN = (BAD + GOOD) / 2


@pytest.fixture
def rule(two_states, vary):
    """rule(volatility, projects=…): what is said of the one producer."""

    def found(volatility=None, **cells):
        here = market(vary(two_states.study, **cells), two_states.tree)
        at = here.position(two_states.plan.values["begun"])
        (only,) = waiting_rules(here, at, volatility)
        return only

    return found


def test_worth_capital_and_what_moves_it_are_those_of_the_futures(rule):
    found = rule()

    assert (found.producer, found.worth, found.capital) == ("Maker", pytest.approx(MEAN), pytest.approx(100))  # fmt: skip
    assert found.ratio == pytest.approx(MEAN / 100)
    assert found.volatility == pytest.approx((GOOD - BAD) / 2 / MEAN / sqrt(5))
    assert found.payout == pytest.approx((5 + 2) / 2 * 30 / 5 / MEAN)


def test_waiting_a_year_loses_the_first_years_earnings_and_saves_bad_futures(rule):
    found = rule(projects=("capex", 90.0))

    assert found.begin_now == pytest.approx(MEAN - 90)
    # what the good future earns after the first year, at its end, less 90 then; in the bad one nothing is begun
    later = (GOOD - 30 / 1.1) * 1.1 - 90
    assert found.wait_a_year == pytest.approx(0.5 * later / 1.1)
    assert found.option == pytest.approx(
        found.wait_a_year
    )  # to begin now is worth less than nothing
    assert rule().wait_a_year == 0  # 95.1 < 100


def test_the_trigger_rises_with_what_moves_and_a_grant_brings_the_rest(rule):
    calm, wild = rule(0.1), rule(0.4)

    assert (calm.volatility, wild.volatility) == (0.1, 0.4)
    assert 1 < calm.trigger < wild.trigger
    for found in (calm, wild):
        # capital less the grant is worth beginning at once: V / (I (1 - g)) = trigger
        assert found.ratio / (1 - found.grant_share) == pytest.approx(found.trigger)
    still = rule(0.0)
    assert (still.trigger, still.grant_share) == (None, None)
    assert still.begin_now == pytest.approx(MEAN - 100)


def test_a_producer_without_capital_to_spend_has_no_trigger(rule):
    found = rule(projects=("capex", 0.0))
    assert (found.capital, found.ratio, found.volatility, found.begin_now) == (0, None, None, None)


def said(volatility, facts=FACTS):
    return price_rule(facts, WaitingRule("Alpha", 1.0, 1.0, 1.0, volatility=volatility))


def test_a_price_that_hardly_moves_need_only_cover_making_and_capacity():
    assert said(1e-3).trigger_price == pytest.approx(2 + 1, rel=1e-2)
    assert said(1e-3).share_built == pytest.approx(1, rel=1e-2)
    assert 3 < said(0.1).trigger_price < said(0.3).trigger_price
    assert 1 > said(0.1).share_built > said(0.3).share_built > 0


def test_the_trigger_is_where_what_the_plant_is_worth_meets_what_it_costs_smoothly():
    # idle below its cost C, running above it: with r = d, b = 1/2 +- sqrt(1/4 + 2 r / s^2), worth K P^b1 below C and
    # B P^b2 + P / r - C / r above; built at P* where A P^b1 = that - I, values and slopes alike
    r, s, cost, capex = 0.08, 0.3, 2.0, 1.0 / 0.08
    b1, b2 = (0.5 + sign * sqrt(0.25 + 2 * r / s**2) for sign in (1, -1))
    # at C values and slopes of the plant agree: K C^b1 = B C^b2, b1 K C^(b1 - 1) = b2 B C^(b2 - 1) + 1 / r
    worth = 1 / r / (b1 - b2) * cost ** (1 - b2)
    price = said(s).trigger_price
    value = worth * price**b2 + price / r - cost / r - capex
    slope = b2 * worth * price ** (b2 - 1) + 1 / r
    assert value * b1 / price == pytest.approx(slope)


def test_money_in_other_units_changes_prices_alone():
    one = said(0.3)
    dear = replace(FACTS, price=50.0, supplier=Supplier(20.0, 10.0), worth=100.0)
    other = said(0.3, dear)

    assert other.trigger_price == pytest.approx(10 * one.trigger_price)
    assert other.share_built == pytest.approx(one.share_built)


@pytest.mark.parametrize("volatility", [None, 0.0])
def test_where_nothing_moves_no_form_applies(volatility):
    found = said(volatility)
    assert (found.price, found.trigger_price, found.share_built) == (5.0, None, None)


def test_where_a_unit_is_not_worth_what_it_costs_nothing_is_built_of_anything():
    found = said(0.3, replace(FACTS, worth=3.0))
    assert found.trigger_price is not None
    assert found.share_built is None
    assert said(0.3, replace(FACTS, supplier=Supplier(0.0, 1.0))).trigger_price is None
