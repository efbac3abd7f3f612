"""Tests of cheapest.py: laws that hold for any deal."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from offtake.deals.arrangements.arrangements import arrange
from offtake.deals.arrangements.document import deal_document
from offtake.deals.cheapest.cheapest import cheapest
from offtake.deals.cheapest.kinds import singles
from offtake.deals.clauses.on_offer import has_part, units
from offtake.market.flows import expected_value

KINDS = ("price_uplift", "grant", "take_or_pay", "cancellation_fee", "prepayment")
few = settings(
    max_examples=8,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.mark.parametrize("rate", [0.01, 0.05, 0.12])
def test_equal_rates_and_no_default_make_a_prepayment_cost_nothing(two_states, rate):
    case = two_states.with_study(
        buyers=("discount_rate", rate),
        producers=("hurdle_rate", rate),
        producers__2=("cost_of_capital", rate),
        instruments=("interest", rate),
    )

    (prepayment,) = [c for c in case.clauses if c.kind == "prepayment"]

    assert prepayment.cost == pytest.approx(0.0, abs=1e-12)
    own = expected_value(prepayment.pay.each, case.tree, rate, 1.0)
    assert own == pytest.approx(0.0, abs=1e-12)  # so acceptance is unchanged too


@pytest.mark.parametrize("rate", [0.01, 0.05, 0.12])
def test_at_equal_rates_early_money_without_interest_is_a_gift_of_its_interest(two_states, rate):
    case = two_states.with_study(
        buyers=("discount_rate", rate),
        producers=("hurdle_rate", rate),
        producers__2=("cost_of_capital", rate),
    )

    (prepayment,) = [c for c in case.clauses if c.kind == "prepayment"]

    assert prepayment.cost == pytest.approx(1 - (1 / (1 + rate) + 1 / (1 + rate) ** 2) / 2)
    own = expected_value(prepayment.pay.each, case.tree, rate, 1.0)
    assert own == pytest.approx(prepayment.cost)  # counted once on either side, never twice


@given(rate=st.floats(0.06, 0.12), capex=st.floats(100, 120))
@few
def test_equal_rates_and_no_fear_make_all_instruments_cost_the_same(two_states, rate, capex):
    case = two_states.with_study(
        buyers=("discount_rate", rate),
        producers=("hurdle_rate", rate),
        producers__2=("cost_of_capital", rate),
        projects=("capex", capex),
        requirements=("value", 200.0),
    )
    seat = case.seat(0.0)
    gap = -seat.stance.value(_npv(case, seat), case.tree.probability[case.tree.leaves])

    costs = {s.kind: s.cost for s in singles(case.f, seat, case.clauses) if s.kind != "prepayment"}

    assert set(costs) == set(KINDS) - {"prepayment"}
    for cost in costs.values():
        assert cost == pytest.approx(max(gap, 0.0), abs=1e-5)


def _npv(case, seat):
    from offtake.market.flows import present_values

    return present_values(seat.flow, case.tree, seat.stance.rate, 1.0)


@given(weights=st.tuples(st.floats(0, 1), st.floats(0, 1)))
@few
def test_more_fear_never_makes_a_deal_cheaper(two_states, weights):
    low, high = (
        cheapest(two_states.f, [two_states.seat(w)], two_states.clauses).cost
        for w in sorted(weights)
    )

    assert low <= high + 1e-6


@given(some=st.sets(st.sampled_from(KINDS)), more=st.sets(st.sampled_from(KINDS)))
@few
def test_more_instruments_never_make_a_deal_dearer(two_states, some, more):
    seat = two_states.seat(0.5)

    def cost(kinds):
        offered = [c for c in two_states.clauses if c.kind in kinds]
        return cheapest(two_states.f, [seat], offered).cost

    assert cost(some | more) <= cost(some) + 1e-6


def test_with_no_instruments_a_refusal_stands_and_no_deal_is_found(two_states):
    offer = cheapest(two_states.f, [two_states.seat()], [])

    assert not offer.found
    assert offer.cost == np.inf


def test_prepayment_beyond_certain_deliveries_is_not_offered(two_states):
    (prepayment,) = [c for c in two_states.clauses if c.kind == "prepayment"]

    assert prepayment.maximum == pytest.approx(80)  # two certain units at 40
    assert prepayment.cap_reason == "the price of the deliveries that are certain"


def test_a_menu_signs_at_most_one_of_its_entries(toy):
    for unit in [u for u in units(toy.f) if has_part(toy.cash, u)]:
        own = [c for c in toy.clauses if c.unit == unit.name]
        signed = _signed(toy, unit, own)
        menus = [c.menu for c in signed if c.menu]
        assert len(menus) == len(set(menus))


def _signed(case, unit, own):
    from offtake.deals.acceptance.participation import stances
    from offtake.deals.cheapest.program import Seat
    from offtake.deals.clauses.on_offer import unit_flow

    stance = stances(case.study)[unit.producer]
    flow = unit_flow(case.cash, unit, stance.rate)
    seat = Seat(unit.name, stance, flow, outside=_value(case, stance, flow) + 1.0)
    offer = cheapest(case.f, [seat], own)
    assert offer.found
    return [c for k, c in enumerate(offer.clauses) if offer.signed[k]]


def _value(case, stance, flow):
    from offtake.market.flows import present_values

    npv = present_values(flow, case.tree, stance.rate, case.f.q.step)
    return stance.value(npv, case.tree.probability[case.tree.leaves])


def test_nobody_at_the_table_or_nothing_missing_is_a_deal_that_costs_nothing(two_states):
    content = replace(two_states.seat(), outside=-100.0)

    for seats in ([], [content]):
        offer = cheapest(two_states.f, seats, [])
        assert offer.found
        assert offer.cost == 0.0


def test_a_plan_that_asks_nothing_of_anybody_is_struck_without_clauses(two_states):
    case = two_states.with_study(requirements=("value", 40.0))  # goods not worth their capital

    arranged = arrange(case.study, case.tree, case.plan)

    assert case.plan.values["begun"].max() == 0
    assert arranged.deal.clauses == ()
    assert arranged.producers("deal")[0].accepts
    assert deal_document(arranged)["statistics"]["value_of_commitment"] == pytest.approx(0.0)
