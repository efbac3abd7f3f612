"""Tests of programmes.py against published or hand-computed figures."""

from __future__ import annotations

import pytest

from offtake.formulas import programmes as pr


def test_a_share_of_the_advance_market_commitment():
    # 30 of 200 million units a year have 225 of 1,500 million; a top-up of 3.50 lasts 64.29 million
    found = pr.advance_market_commitment(1500, 200, 30, 10, top_price=7.0, tail_price=3.5)

    assert found.fund == pytest.approx(225)
    assert found.units_at_top == pytest.approx(64.29, abs=0.005)
    assert found.average_price == pytest.approx(4.25)


def test_a_pull_that_suits_the_least_likely_leaves_a_rent():
    found = pr.push_or_pull([0.8, 0.6, 0.4, 0.2], 100)

    assert (found.prize, found.pull, found.push, found.rent) == pytest.approx((500, 1000, 400, 600))


def test_with_equal_chances_push_and_pull_cost_the_same():
    found = pr.push_or_pull([0.5] * 4, 100)

    assert found.rent == pytest.approx(0)


def test_a_multi_year_contract_breaks_even_at_47_percent():
    early = pr.cost_of_early_money(0.20 * 1000, 1.5, 0.03)

    assert early == pytest.approx(9.067, abs=5e-4)
    assert pr.breakeven_cancellation(1000, 0.08, 0.15, early) == pytest.approx(0.473, abs=5e-4)


def test_reserved_existing_and_built_lines():
    weeks = [26, 39, 52, 78]
    reserved = pr.cumulative_output(weeks, 12, 10, 2.5)
    existing = pr.cumulative_output(weeks, 30, 16, 2.5)
    built = pr.cumulative_output(weeks, 48, 16, 2.5)

    assert reserved == pytest.approx([0.5048, 1.1298, 1.7548, 3.0048], abs=5e-5)
    assert existing == pytest.approx([0, 0.1653, 0.7452, 1.9952], abs=5e-5)
    assert built == pytest.approx([0, 0, 0.0451, 1.1298], abs=5e-5)


def test_a_reserved_line_is_worth_its_fee_from_a_5_percent_chance_of_use():
    assert pr.breakeven_use(0.53, 18.94 - 8.6047) == pytest.approx(0.0513, abs=5e-5)


def test_time_that_is_saved_counts_beside_money():
    # A fee of 6 against 2 saved on the price and half a year of a delay that costs 20 a year.
    assert pr.breakeven_use(6.0, 2.0, 0.5, 20.0) == pytest.approx(0.5)
