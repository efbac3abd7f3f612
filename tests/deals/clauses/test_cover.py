"""Tests of cover.py: what each kind of clause pays for a size of 1 on a plan, paper-sized.

Two states: one unit a year at 40; in the bad future nothing is called from 2028 on.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from offtake.deals.clauses.cover import Cover
from offtake.formulas.flow import Flow
from offtake.formulas.instruments import KINDS, ClauseTerms


@pytest.fixture
def covering(two_states):
    terms = ClauseTerms(
        first=2, last=4, credit_last=4, quantity=float("nan"), exercise_price=float("nan")
    )
    cover = Cover(two_states.cash, np.array([0]), np.array([0]), 0.10, terms)

    def covering(**said: object) -> Cover:
        return replace(cover, terms=replace(terms, **said))

    return covering


def futures(case, flow: Flow) -> list[list[float]]:
    """Cash of both futures by year, the one with more of it first; starts and ends together."""
    paths = flow.cash[case.tree.leaf_paths].round(9).tolist()
    return sorted(paths, key=lambda path: (-sum(np.abs(path)), path))


def one(kind: str, cover: Cover):
    (pay,) = KINDS[kind].pays(cover)
    return pay


def test_an_uplift_pays_for_every_unit_sold_in_its_time(two_states, covering):
    assert futures(two_states, one("price_uplift", covering()).each) == [[0, 0, 1, 1, 1], [0] * 5]


def test_take_or_pay_pays_the_price_of_what_is_not_called(two_states, covering):
    pay = one("take_or_pay", covering())

    assert futures(two_states, pay.each) == [[0, 0, 40, 40, 40], [0] * 5]
    assert pay.cap == 1.0


def test_a_duration_ends_take_or_pay(two_states, covering):
    pay = one("take_or_pay", covering(last=3))

    assert futures(two_states, pay.each) == [[0, 0, 40, 40, 0], [0] * 5]


def test_a_cancellation_fee_is_paid_once_where_the_call_first_falls_away(two_states, covering):
    assert futures(two_states, one("cancellation_fee", covering()).each) == [
        [0, 0, 1, 0, 0],
        [0] * 5,
    ]


def test_a_deductible_fee_is_take_or_pay_in_money(two_states, covering):
    assert futures(two_states, one("deductible_fee", covering()).each) == [[0, 0, 1, 1, 1], [0] * 5]


def test_a_reservation_pays_for_what_is_held_ready_called_or_not(two_states, covering):
    pay = one("reservation", covering())

    assert futures(two_states, pay.each) == [[0, 0, 1, 1, 1]] * 2
    assert not pay.fixed.cash.any()


def test_an_exercise_price_below_the_price_costs_the_producer_what_is_called(two_states, covering):
    pay = one("option", covering(exercise_price=25.0))

    assert futures(two_states, pay.fixed) == [[0, 0, -15, -15, -15], [0] * 5]


def test_no_more_is_reserved_than_the_capacity_that_stands(two_states, covering):
    pay = one("reservation", covering(quantity=7.0))

    assert futures(two_states, pay.each) == [[0, 0, 1, 1, 1]] * 2  # capacity is 1 a year


def test_a_grant_of_one_is_paid_with_the_capital_cost(two_states, covering):
    pay = one("grant", covering(first=0))

    assert pay.each.start[0] == 1.0
    assert pay.each.start[1:].sum() == pay.each.end.sum() == 0.0
    assert pay.cap == 100.0


def test_a_prepayment_is_credited_against_certain_deliveries_only(two_states, covering):
    pay = one("prepayment", covering(first=0))

    assert futures(two_states, pay.each) == [[1 - 0.5, -0.5, 0, 0, 0]] * 2
    assert pay.cap == 80.0


def test_interest_makes_the_credits_grow(two_states, covering):
    pay = one("prepayment", covering(first=0, interest=0.1))

    assert futures(two_states, pay.each)[0][:2] == pytest.approx([1 - 0.55, -0.605])
    assert pay.cap == pytest.approx(40 / 0.605)  # the second credit reaches the price first


def test_a_warm_base_pays_by_the_year_while_capacity_stands(two_states, covering):
    assert futures(two_states, one("warm_base", covering()).each) == [[0, 0, 1, 1, 1]] * 2


def test_a_firm_order_is_made_taken_and_paid_where_it_is_not_called(two_states, covering):
    pays = list(KINDS["firm_order"].pays(covering()))
    whole = pays[-1]

    assert [pay.size for pay in pays] == [0.25, 0.5, 0.75, 1.0]
    assert futures(two_states, whole.fixed) == [[0, 0, 40, 40, 40], [0] * 5]
    assert futures(two_states, whole.making) == [[0, 0, -10, -10, -10], [0] * 5]
    assert not whole.each.cash.any()


def test_a_firm_order_costs_the_state_more_than_take_or_pay_for_the_same_gain(two_states, covering):
    """Why a plain firm order is not enough: what is made and not needed is paid for and wasted."""
    firm = list(KINDS["firm_order"].pays(covering()))[-1]
    share = one("take_or_pay", covering())
    gain = firm.fixed.cash + firm.making.cash  # 30 a year to the producer, for 40 from the state

    same_gain = share.each.cash * 0.75
    assert gain == pytest.approx(same_gain)
    assert firm.fixed.cash.sum() == pytest.approx(same_gain.sum() * 40 / 30)


def test_a_claw_back_takes_only_what_passes_the_last_high(two_states, covering):
    pay = one("claw_back", covering(first=0))
    good, bad = futures(two_states, pay.each)

    # present cash of the good future: -100, then 30 a year; it passes 0 in the fifth year
    before = -100 + sum(30 / 1.1**y for y in range(1, 5))
    assert good == pytest.approx([0, 0, 0, 0, -(before + 30 / 1.1**5) * 1.1**5])
    assert bad == [0] * 5


def test_a_claw_back_leaves_the_best_alternative_alone(two_states, covering):
    everything = two_states.cash.producer_flow(0, 0.10)

    pay = one(
        "claw_back",
        replace(
            covering(
                first=0,
            ),
            outside=everything,
        ),
    )

    assert not pay.each.cash.any()


def test_spare_is_what_could_be_made_beside_what_is_made(two_states, covering):
    spare = sorted(covering(first=0).spare[two_states.tree.leaf_paths].round(9).tolist())

    assert spare == [[0, 0, 0, 0, 0], [0, 0, 1, 1, 1]]  # one a year is made, until demand ends


def test_a_reservation_that_is_not_tested_pays_for_the_nameplate(two_states, covering):
    half = two_states.with_study(lines=("reliability", 0.5))  # of a capacity of 1 a year
    tested = Cover(half.cash, np.array([0]), np.array([0]), 0.10, covering(quantity=9.0).terms)
    loose = replace(tested, terms=replace(tested.terms, tested=False))

    assert set(tested.reserved.round(9).tolist()) == {0.0, 0.5}
    assert set(loose.reserved.round(9).tolist()) == {0.0, 1.0}
