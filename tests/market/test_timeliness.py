"""Delivery times by hand: never delivered, wait, share on time, percentiles, age of what is open."""

from __future__ import annotations

import numpy as np
import pytest

from offtake.market.timeliness import Curves, Stretches, timeliness, told

ONE = np.ones(1)


def curves(need, given, length=1.0):
    need = np.atleast_2d(np.array(need, float))
    return Curves(need, np.atleast_2d(np.array(given, float)), np.full(need.shape[1], length))


def test_what_is_delivered_as_it_is_needed_waits_for_nothing():
    found = told([curves([10, 10], [10, 10]).waits()], ONE)

    assert (found.mean, found.on_time, found.levels) == (0.0, 1.0, (0.0,) * 7)


def test_what_comes_a_year_later_waits_a_year():
    found = told([curves([10, 0], [0, 10]).waits()], ONE)

    assert found.mean == pytest.approx(1.0)
    assert found.on_time == 0.0
    assert found.levels == pytest.approx((1.0,) * 7)


def test_at_half_the_pace_the_wait_grows_evenly_from_nothing_to_a_year():
    # needed 12 over the first year, delivered 6 a year: the u-th unit is needed at u/12 and comes at u/6
    found = told([curves([12, 0], [6, 6]).waits()], ONE)

    assert found.mean == pytest.approx(0.5)
    assert found.on_time == pytest.approx(0.0, abs=1e-5)
    assert found.levels == pytest.approx((0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95))


def test_some_on_time_and_the_rest_late():
    # the first year's 10 on time; of the second year's 10 only 5 come with it, at half the pace, and 5 in the third:
    # the k-th of the second year is needed at k/10 and comes at k/5: waits k/10, from 0 to 1 year
    found = told([curves([10, 10, 0], [10, 5, 5]).waits()], ONE)

    assert found.mean == pytest.approx((10 * 0 + 10 * 0.5) / 20)
    assert found.on_time == pytest.approx(0.5, abs=1e-6)
    # 75, 90 and 95% of 20 units are 15, 18 and 19: the fifth, eighth and ninth of the second year
    assert found.levels == pytest.approx((0.0, 0.0, 0.0, 0.0, 0.5, 0.8, 0.9), abs=1e-9)


def test_a_spread_of_waits_that_is_rounding_alone_moves_no_level():
    # half the units on time but for the last digit, the others from nothing to 0.7 years: 75% wait up to 0.35
    rounded = Stretches(np.array([[1.0, 1.0]]), np.array([[3e-17, 0.0]]), np.array([[1e-16, 0.7]]))

    found = told([rounded], ONE)

    assert found.levels == pytest.approx((0.0, 0.0, 0.0, 0.0, 0.35, 0.56, 0.63), abs=1e-9)


def test_nothing_is_needed_for_a_while_and_the_wait_begins_with_the_need():
    # needed in the third year, comes in the fourth
    found = told([curves([0, 0, 8, 0], [0, 0, 0, 8]).waits()], ONE)

    assert found.mean == pytest.approx(1.0)


def test_the_wait_does_not_hang_on_how_finely_time_is_cut():
    year = told([curves([12, 0, 4], [6, 6, 4]).waits()], ONE)
    quarter = told([curves([3] * 4 + [0] * 4 + [1] * 4, [1.5] * 8 + [1] * 4, 0.25).waits()], ONE)

    assert year.mean == pytest.approx(quarter.mean)
    assert year.levels == pytest.approx(quarter.levels)


def test_futures_count_by_their_probability():
    # with 1/4 nothing is late; with 3/4 all is a year late
    found = told([curves([[10, 0], [10, 0]], [[10, 0], [0, 10]]).waits()], np.array([0.25, 0.75]))

    assert found.mean == pytest.approx(0.75)
    assert found.on_time == pytest.approx(0.25)
    assert found.levels == pytest.approx((0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0))


def test_what_is_still_open_has_an_age_and_no_wait():
    # 10 needed in the first of two years, 4 delivered in it: the last 6 were needed at 0.4 to 1.0
    open_ = curves([10, 0], [4, 0])

    assert open_.ages().total.tolist() == pytest.approx([6])
    assert told([open_.ages()], ONE).mean == pytest.approx(2 - 0.7)
    # 4 units needed in 0.4 years, delivered evenly over one: the wait grows to 0.6
    assert told([open_.waits()], ONE).mean == pytest.approx(0.3)


def test_flows_and_stocks_are_told_apart_and_together():
    need = np.array(
        [[[10.0, 20.0], [10.0, 0.0]]]
    )  # a flow of 10 a year, a stock of 20 in the first
    given = np.array([[[4.0, 5.0], [10.0, 5.0]]])
    (found,) = timeliness(["good", "good"], np.array([False, True]), need, given, np.ones(2)).values()  # fmt: skip

    assert found.never_of_flows(ONE) == pytest.approx(6 / 20)
    assert found.never_of_stocks(ONE) == pytest.approx(10 / 20)
    assert found.never(ONE) == pytest.approx(16 / 40)
    assert found.never_by_path() == pytest.approx([16 / 40])
    # 10 of the stock's 20 come at a quarter of the pace: needed at u/20, there at u/5
    assert found.wait_by_path() == pytest.approx([0.75])


def test_without_stock_needs_there_is_no_wait_and_without_needs_no_share():
    need = np.zeros((1, 2, 1))
    (found,) = timeliness(["good"], np.array([False]), need, need, np.ones(2)).values()

    assert told(list(found.waits), ONE).mean is None
    assert found.never(ONE) is None


def test_a_surplus_in_one_year_of_a_flow_does_not_make_up_for_another():
    # what is delivered of a flow never exceeds the need of its period; rounding above it is none
    need, given = np.array([[[5.0], [5.0]]]), np.array([[[5.0 + 1e-12], [0.0]]])
    (found,) = timeliness(["good"], np.array([False]), need, given, np.ones(2)).values()

    assert found.never(ONE) == pytest.approx(0.5)
