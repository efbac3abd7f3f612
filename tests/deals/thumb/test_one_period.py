"""One period by hand: price 5, making costs 2, holding 1, worth 10; a year needs 40, 100 or 160, chances 1/4, 1/2, 1/4."""

from __future__ import annotations

from dataclasses import replace
from math import sqrt

import numpy as np
import pytest
from tests.deals.thumb.by_hand import FACTS

from offtake.deals.acceptance.participation import Stance
from offtake.deals.thumb.one_period import capacity_rule, facts, mixes, shaped
from offtake.deals.verdicts.market import market
from offtake.formulas.newsvendor import FuturesDemand, NormalDemand, Supplier, UniformDemand


def test_one_owner_builds_to_the_worth_and_a_producer_alone_to_its_price():
    rule = capacity_rule(FACTS, "futures")

    assert rule.first_best == 160  # needed with a chance above 1 - 1 / (10 - 2): 7/8
    assert rule.alone == 100  # 1 - 1 / (5 - 2): 2/3
    # sold 85 and 100 of 160: 8 * 85 - 100 of 8 * 100 - 160
    assert rule.efficiency == pytest.approx(580 / 640)
    assert (rule.demand_mean, rule.demand_deviation) == (100, pytest.approx(sqrt(0.5) * 60))
    assert rule.planned == 90
    assert rule.fearful is None


def test_a_firm_order_for_first_best_makes_goods_in_vain_and_stock_value_brings_them_back():
    rule = capacity_rule(FACTS, "futures")
    assert rule.firm_order == 160
    assert rule.unneeded == pytest.approx(60)
    # 160 made at 2 and held at 1, 100 of worth 10
    assert rule.firm_order_efficiency == pytest.approx(520 / 640)

    kept = capacity_rule(replace(FACTS, stock_value=1.0), "futures")
    assert kept.firm_order_efficiency == pytest.approx(580 / 640)
    enough = capacity_rule(replace(FACTS, price=9.9), "futures")  # builds 160 of itself
    assert (enough.alone, enough.efficiency, enough.firm_order) == (160, pytest.approx(1), None)


def test_where_first_best_gains_nothing_no_share_of_it_is_told():
    # 400 with chance 0.04: mean 16, deviation 78.4; normal, 7 · 16 less 8 · 78.4 · 0.206 (its density at 7/8) is below 0
    rare = replace(FACTS, demand=np.array([0.0, 400.0]), weight=np.array([0.96, 0.04]))
    rule = capacity_rule(rare, "normal")
    assert rule.firm_order is not None
    assert (rule.efficiency, rule.firm_order_efficiency) == (None, None)


def test_payments_for_what_is_held_under_which_first_best_is_built():
    rule = capacity_rule(FACTS, "futures")

    assert rule.take_or_pay == pytest.approx(5 / 7)  # 1 * (10 - 5) / (10 - 2 - 1)
    assert rule.take_or_pay_share == pytest.approx(1 / 7)
    assert rule.reservation_fee == pytest.approx(5 / 8)
    assert rule.reserved == 160
    at_worth = capacity_rule(replace(FACTS, price=10.0), "futures")
    assert (at_worth.first_best, at_worth.take_or_pay) == (160, None)


def test_who_fears_looks_at_its_worst_share():
    fearing = replace(FACTS, stance=Stance("Alpha", 0.08, 0.5, 0.3))
    assert capacity_rule(fearing, "futures").fearful == 40  # 0.3 * 2/3 of all futures


@pytest.mark.parametrize("supplier", [Supplier(9.0, 1.0), Supplier(2.0, 0.0)])
def test_where_nothing_is_worth_building_or_it_costs_nothing_no_form_applies(supplier):
    rule = capacity_rule(replace(FACTS, supplier=supplier), "futures")
    assert (rule.first_best, rule.alone, rule.take_or_pay, rule.demand_mean) == (None, None, None, 100)  # fmt: skip


def test_shapes_have_the_mean_and_deviation_of_the_futures():
    deviation = sqrt(1800.0)

    assert shaped(FACTS, "normal") == NormalDemand(100.0, deviation)
    # an even demand of width w has the deviation w / sqrt(12)
    even = shaped(FACTS, "uniform")
    assert isinstance(even, UniformDemand)
    assert (even.low + even.high) / 2 == pytest.approx(100)
    assert (even.high - even.low) / sqrt(12) == pytest.approx(deviation)
    sure = replace(FACTS, demand=np.full(3, 100.0))
    assert shaped(sure, "normal") == FuturesDemand((100.0,) * 3, (0.25, 0.25, 0.5))


def test_a_mix_holds_base_below_and_peak_above_and_leaves_out_what_another_always_beats():
    half = replace(FACTS, demand=FACTS.demand / 2)
    base = replace(half, producer="base", supplier=Supplier(1.0, 3.0))
    peak = replace(half, producer="peak", supplier=Supplier(5.0, 1.0), demand=half.demand * 0)
    middle = replace(half, producer="middle", supplier=Supplier(3.0, 2.5))
    alone = replace(half, product="fuse")
    (mix,) = mixes([peak, middle, alone, base], "futures")

    # base is cheaper than peak from half a year in use on, peak than nothing from a fifth; 20, 50 or 80 of each of two
    assert (mix.product, mix.total) == ("shell", 160)
    assert [(part.producer, part.capacity) for part in mix.parts] == [("base", 100), ("peak", 60)]


def test_figures_of_a_study_in_units_a_year(two_states):
    (found,) = facts(market(two_states.study, two_states.tree), two_states.cash)

    assert (found.producer, found.product, found.price, found.worth) == ("Maker", "goods", 40, 80)
    # 100 for 1 a year, over the five years of the study at 10%
    assert found.supplier.capacity_cost == pytest.approx(100 * 0.1 / (1 - 1.1**-5))
    assert found.supplier.unit_cost == 10
    # one a year, and two in five years where it ends
    assert sorted(found.demand) == pytest.approx([0.4, 1.0])
    assert found.weight.tolist() == [0.5, 0.5]
    assert found.planned == pytest.approx(1)


def test_a_line_that_fails_at_times_makes_each_unit_that_comes_out_dearer(two_states, vary):
    project = {"projects": ("life", 10.0), "projects__2": ("fixed_cost", 4.0)}
    study = vary(two_states.study, lines=("reliability", 0.8), **project)
    (found,) = facts(market(study, two_states.tree), two_states.cash)

    assert found.supplier.capacity_cost == pytest.approx((100 * 0.1 / (1 - 1.1**-10) + 4) / 0.8)
