"""Tests of newsvendor.py: one period, demand Normal(1000, 200), a unit worth 100, cost 40 + 20, price 70."""

from __future__ import annotations

import numpy as np
import pytest

from offtake.formulas import newsvendor as nv
from offtake.formulas.schedule import deductible_fee, price_only, reservation, take_or_pay

DEMAND, SUPPLIER, WORTH, PRICE = nv.NormalDemand(1000, 200), nv.Supplier(40, 20), 100.0, 70.0
BEST = 1086.145
CENT, MILLI = 5e-3, 5e-4


def test_one_owner_of_everything_builds_the_first_best():
    best = nv.first_best(SUPPLIER, DEMAND, WORTH)

    assert best.capacity == pytest.approx(BEST, abs=MILLI)
    assert DEMAND.expected_sales(best.capacity) == pytest.approx(955.995, abs=MILLI)
    assert best.together == pytest.approx(35_636.80, abs=CENT)


def test_for_the_price_alone_the_supplier_builds_too_little():
    offer = price_only(PRICE)
    capacity = nv.best_capacity(offer, SUPPLIER, DEMAND)
    found = nv.shared_gain(offer, SUPPLIER, DEMAND, capacity, WORTH)

    assert capacity == pytest.approx(913.855, abs=MILLI)
    assert (found.supplier, found.buyer) == pytest.approx((7_818.40, 26_095.49), abs=CENT)
    assert found.together == pytest.approx(33_913.89, abs=CENT)
    best = nv.first_best(SUPPLIER, DEMAND, WORTH).together
    assert found.together / best == pytest.approx(0.95165, abs=5e-6)


@pytest.mark.parametrize("quantity", [0.0, 500.0, 913.85])
def test_a_firm_order_below_what_is_built_anyway_adds_no_capacity(quantity):
    found = nv.firm_order(quantity, PRICE, SUPPLIER, DEMAND, WORTH)

    assert found.capacity == pytest.approx(913.855, abs=MILLI)


def test_a_plain_firm_order_for_the_first_best_is_worse_than_no_deal():
    best = nv.first_best(SUPPLIER, DEMAND, WORTH).capacity
    found = nv.firm_order(best, PRICE, SUPPLIER, DEMAND, WORTH)

    assert found.capacity == pytest.approx(BEST, abs=MILLI)
    assert found.surplus_goods == pytest.approx(130.15, abs=CENT)
    assert found.supplier == pytest.approx(10_861.45, abs=CENT)
    assert found.buyer == pytest.approx(19_569.34, abs=CENT)
    assert found.together == pytest.approx(30_430.79, abs=CENT)
    no_deal = nv.best_capacity(price_only(PRICE), SUPPLIER, DEMAND)
    assert (
        found.together
        < nv.shared_gain(price_only(PRICE), SUPPLIER, DEMAND, no_deal, WORTH).together
    )


def test_a_firm_order_can_do_better_where_surplus_goods_keep_their_worth():
    best = nv.first_best(SUPPLIER, DEMAND, WORTH).capacity
    plain = nv.firm_order(best, PRICE, SUPPLIER, DEMAND, WORTH)
    stocked = nv.firm_order(best, PRICE, SUPPLIER, DEMAND, WORTH, stock_value=40.0)

    assert stocked.together == pytest.approx(plain.together + 40.0 * plain.surplus_goods)
    assert stocked.together == pytest.approx(35_636.80, abs=0.05)  # stock worth its running cost


def test_an_option_reaches_the_first_best_at_half_each():
    fee = nv.coordinating_reservation(70, SUPPLIER, WORTH)
    offer = reservation(fee, 70)
    reserved = nv.reserve(offer, DEMAND, WORTH)
    found = nv.shared_gain(offer, SUPPLIER, DEMAND, reserved, WORTH)

    assert fee == pytest.approx(10)
    assert reserved == pytest.approx(BEST, abs=MILLI)
    assert (found.supplier, found.buyer) == pytest.approx((17_818.40, 17_818.40), abs=CENT)


def test_a_deductible_fee_reaches_the_first_best():
    fee = nv.coordinating_fee(PRICE, SUPPLIER, WORTH)
    offer = deductible_fee(PRICE, fee)
    reserved = nv.reserve(offer, DEMAND, WORTH)
    found = nv.shared_gain(offer, SUPPLIER, DEMAND, reserved, WORTH)

    assert fee == pytest.approx(15)
    assert reserved == pytest.approx(BEST, abs=MILLI)
    assert (found.supplier, found.buyer) == pytest.approx((8_909.20, 26_727.60), abs=CENT)
    assert found.together == pytest.approx(35_636.80, abs=CENT)


def test_pay_for_what_is_not_called_is_the_same_clause_seen_from_the_supplier():
    unused = nv.coordinating_fee(PRICE, SUPPLIER, WORTH)
    offer = take_or_pay(PRICE, unused / PRICE)
    capacity = nv.best_capacity(offer, SUPPLIER, DEMAND)
    found = nv.shared_gain(offer, SUPPLIER, DEMAND, capacity, WORTH)

    assert unused / PRICE == pytest.approx(0.2143, abs=5e-5)
    assert capacity == pytest.approx(BEST, abs=MILLI)
    assert (found.supplier, found.buyer) == pytest.approx((8_909.20, 26_727.60), abs=CENT)
    as_fee, as_option = deductible_fee(PRICE, unused), reservation(15, 55)
    for same in (as_fee, as_option):
        assert (same.fee, same.exercise_price) == pytest.approx((offer.fee, offer.exercise_price))


def test_two_inputs_share_one_capacity_whatever_the_split_of_its_cost():
    for first in (5.0, 12.0, 20.0):
        both = nv.Supplier(40, first + (20.0 - first))
        capacity = nv.best_capacity(price_only(WORTH), both, DEMAND)
        assert capacity == pytest.approx(BEST, abs=MILLI)


@pytest.mark.parametrize(
    ("tail", "capacity"),
    [(1.0, 1086.15), (0.5, 913.85), (0.25, 806.52), (0.10, 699.78), (0.05, 633.22)],
)
def test_an_owner_that_fears_the_worst_share_builds_less(tail, capacity):
    found = nv.best_capacity(price_only(WORTH), SUPPLIER, DEMAND, tail)

    assert found == pytest.approx(capacity, abs=6e-3)


def test_fear_and_a_low_margin_cannot_be_told_apart():
    low_margin = nv.best_capacity(price_only(PRICE), SUPPLIER, DEMAND)
    fearful = nv.best_capacity(price_only(WORTH), SUPPLIER, DEMAND, tail=0.5)

    assert low_margin == pytest.approx(fearful)


def test_two_contracts_share_the_demand():
    base, peak = nv.portfolio([reservation(30, 20), reservation(10, 60)], DEMAND, 150)

    assert base == pytest.approx(1000.0)
    assert base + peak == pytest.approx(1244.13, abs=CENT)
    assert peak == pytest.approx(244.13, abs=CENT)


def test_a_buyer_that_sets_the_price_leaves_15_percent_unreached():
    demand, supplier = nv.UniformDemand(0, 1), nv.Supplier(0, 0.25)
    price = nv.buyers_price(supplier, demand, 1.0)
    offer = price_only(price)
    found = nv.shared_gain(offer, supplier, demand, nv.best_capacity(offer, supplier, demand), 1.0)

    best = nv.first_best(supplier, demand, 1.0).together
    assert price == pytest.approx(0.458438, abs=5e-7)
    assert found.capacity == pytest.approx(0.454670, abs=1e-6)
    assert found.together == pytest.approx(0.237640, abs=5e-7)
    assert best == pytest.approx(0.281250)
    assert found.together / best == pytest.approx(0.844942, abs=1e-6)
    assert (found.buyer, found.supplier) == pytest.approx((0.190255, 0.047385), abs=5e-7)


def test_a_fee_that_pays_for_all_capacity_has_no_best_quantity():
    with pytest.raises(ValueError, match="no quantity is best"):
        nv.best_capacity(reservation(20, 70), SUPPLIER, DEMAND)


def test_no_margin_builds_nothing():
    assert nv.best_capacity(price_only(55), SUPPLIER, DEMAND) == 0.0


def test_a_schedule_pays_for_what_is_reserved_and_for_what_is_called():
    offer = take_or_pay(40.0, 0.25)

    paid = offer.payment(np.array([10.0, 10.0, 10.0]), np.array([10.0, 4.0, 0.0]))

    assert paid.tolist() == [400.0, 40 * 4 + 10 * 6, 10 * 10]
