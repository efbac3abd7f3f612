"""Rules for contracts by hand on two-states: one unit a year at 40, for five years or, in half of the futures, for two."""

from __future__ import annotations

from dataclasses import replace
from math import log2, pi, sqrt

import numpy as np
import pandas as pd
import pytest

from offtake.deals.thumb.contracts import (
    asked,
    how_soon,
    learning,
    multi_year,
    rates,
    warm_lines,
)
from offtake.deals.verdicts.market import market


@pytest.fixture
def here(two_states, vary):
    """here(projects=…): the market of the study with columns of tables set."""
    return lambda **cells: market(vary(two_states.study, **cells), two_states.tree)


FEE = [{"kind": "grant", "producer": "Maker", "size": 9.0}, {"kind": "cancellation_fee", "producer": "Maker", "size": 28.0}]  # fmt: skip
EARLY = [{"kind": "prepayment", "unit_judged": "Maker", "buyer": "State", "covers": "goods", "size": 40.0}]  # fmt: skip


def test_a_long_contract_pays_up_to_a_chance_of_cancelling(two_states, here):
    (found,) = multi_year(here(), two_states.cash, FEE, [], saving=0.1)

    assert found.worth == pytest.approx(40 * 3.5)
    assert found.ceiling == pytest.approx(0.2)
    assert found.early_money == 0
    # 10% is saved, 20% is due where it is cancelled: even at one half
    assert found.breakeven == pytest.approx(0.5)
    assert found.chance == pytest.approx(0.5)


def test_early_money_is_held_until_it_is_credited(two_states, here):
    (found,) = multi_year(here(), two_states.cash, FEE, EARLY, saving=0.1)
    # credited against the deliveries that are certain, at the ends of the first two years: a year and a half in the mean
    assert found.early_money == pytest.approx(40 * (1.03**1.5 - 1))
    assert found.breakeven == pytest.approx((0.1 * 140 - found.early_money) / (0.2 * 140))


def test_a_chance_stays_one_and_who_needs_no_fee_is_not_told(two_states, here):
    (found,) = multi_year(here(), two_states.cash, [{**FEE[1], "size": 1e-9}], [], saving=0.1)
    assert found.breakeven == pytest.approx(1)
    (never,) = multi_year(here(), two_states.cash, FEE, [{**EARLY[0], "size": 4e5}], saving=0.1)
    assert never.breakeven == 0
    for size in (None, 0.0):
        assert not list(multi_year(here(), two_states.cash, [{**FEE[1], "size": size}], [], 0.1))
    assert not list(multi_year(here(), two_states.cash, FEE[:1], [], saving=0.1))


def test_units_made_by_the_end_of_half_a_year_a_year_and_two(here):
    (now,) = how_soon(here())
    assert (now.first_week, now.left_after_ten_years) == (1, None)
    assert (now.week_26, now.week_52, now.week_104) == pytest.approx((0.5, 1, 2))

    (half,) = how_soon(here(projects=("build_time", 0.5), lines=("reliability", 0.8)))
    assert (half.first_week, half.week_26) == (27, 0)
    assert (half.week_52, half.week_104) == pytest.approx((0.8 * 0.5, 0.8 * 1.5))


def test_a_ramp_speeds_up_evenly_and_what_is_left_is_its_annuity_to_come(here):
    ramp = np.array([(0.5, 1.0), None], dtype=object)[:1]  # one year below its full rate
    (found,) = how_soon(here(projects=("ramp", ramp), projects__2=("life", 20.0)))

    # in week k of the first year k/52 of the weekly rate of 1/52
    assert found.week_26 == pytest.approx(26 * 27 / 2 / 52**2)
    assert found.week_104 == pytest.approx(52 * 53 / 2 / 52**2 + 1)
    assert found.left_after_ten_years == pytest.approx((1 - 1.1**-10) / (1 - 1.1**-20))
    (short,) = how_soon(here(projects=("life", 8.0)))
    assert short.left_after_ten_years == pytest.approx(0)  # at the end of its life


def test_a_line_kept_warm_pays_from_a_yearly_chance_of_use_on(here):
    warm = {"projects": ("kind", "warm"), "projects__2": ("capex", 10.0), "requirements": ("late_cost", 4.0)}  # fmt: skip
    (found,) = warm_lines(here(**warm), hurried=8.0)

    # 10 over the five years of the study; nothing else adds, so no time is saved
    assert (found.fee, found.delay_saved, found.late_cost) == pytest.approx((2, 0, 4))
    assert found.breakeven == pytest.approx(2 / 8)
    (idle,) = warm_lines(here(**warm), hurried=0.0)
    assert idle.breakeven is None
    assert not list(warm_lines(here(), hurried=8.0))


def test_time_is_saved_beside_the_quickest_project_that_is_not_warm_itself(two_states):
    frame = two_states.study.projects
    rows = [("warm", "warm", 0.0), ("warm too", "warm", 0.25), ("slow", "new", 3.0), ("hall", "new", 1.5)]  # fmt: skip
    frames = [frame.assign(project=n, kind=k, build_time=t, capex=10.0) for n, k, t in rows]
    tables = dict(two_states.study.tables)
    tables["projects"] = pd.concat(frames, ignore_index=True)
    tables["requirements"] = two_states.study.requirements.assign(late_cost=4.0)
    study = replace(two_states.study, tables=tables)
    first, second = warm_lines(market(study, two_states.tree), hurried=8.0)

    assert [first.delay_saved, second.delay_saved] == [1.5, 1.5]
    assert first.breakeven == pytest.approx(2 / (8 + 1.5 * 4))


def test_rates_in_real_terms_and_in_money(two_states, here):
    (found,) = rates(here(), asked(here(), two_states.cash), inflation=0.02)
    bad = -100 + 30 / 1.1 + 30 / 1.1**2
    good = bad + 30 / 1.1**3 + 30 / 1.1**4 + 30 / 1.1**5

    assert found.nominal == pytest.approx(1.1 * 1.02 - 1)
    assert found.real_if_nominal == pytest.approx(1.1 / 1.02 - 1)
    assert found.erosion == pytest.approx(1 - 1 / 1.02**5)
    assert (found.mean, found.tail) == (pytest.approx((good + bad) / 2), pytest.approx(bad))
    # the worst half of a bell curve lies sqrt(2 / pi) deviations below its mean
    assert found.normal_tail == pytest.approx((good + bad) / 2 - (good - bad) / 2 * sqrt(2 / pi))


def test_a_line_learns_by_lots_of_its_first_years_output(two_states, here):
    (found,) = learning(here(), two_states.cash, 0.8)

    third = 10 * 0.8 ** log2(3)  # 3.5 made in all: three lots of one
    assert (found.lots, found.unit_cost) == (3, 10)
    assert found.last == pytest.approx(third)
    assert found.average == pytest.approx((10 + 8 + third) / 3)
