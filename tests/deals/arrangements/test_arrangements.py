"""Tests of the three arrangements: who begins what, and what a deal is worth."""

from __future__ import annotations

import numpy as np
import pytest

from offtake.deals.arrangements.arrangements import arrange
from offtake.deals.arrangements.document import deal_document
from offtake.deals.arrangements.sharing import coalitions
from offtake.deals.arrangements.statistics import buyer_flow, statistics
from offtake.deals.arrangements.waiting import cost_of_waiting, signal
from offtake.errors import UsageError
from offtake.plan.first_best import solve_first_best
from offtake.uncertainty.reduction.build import build_tree


@pytest.fixture(scope="module")
def pumps(toy):
    tree = build_tree(toy.study, 3)  # few futures are enough for what is shown
    return arrange(toy.study, tree, solve_first_best(toy.study, tree))


def test_without_a_deal_nothing_is_built_whatever_the_start(two):
    assert two.no_deal is not None
    assert two.no_deal.agree
    assert [e.settled for e in two.no_deal.ends] == [True, True]
    assert two.plans["no-deal"].values["begun"].max() == 0


def test_without_a_deal_the_producer_refuses_its_part_and_earns_nothing(two, two_states):
    alone = arrange(two_states.study, two_states.tree, two_states.plan, arrangements=("no-deal",))
    for found in (two, alone):
        (row,) = found.producers("no-deal")
        assert row.accepts is False
        assert row.acceptance == pytest.approx(-17.1051, abs=5e-5)
        assert row.npv_mean == row.npv_tail == 0.0


def test_the_deal_brings_about_the_first_best(two):
    assert np.array_equal(
        two.plans["deal"].values["begun"], two.plans["first-best"].values["begun"]
    )
    (refuses,), (accepts,) = two.producers("first-best"), two.producers("deal")
    assert not refuses.accepts
    assert refuses.acceptance == pytest.approx(-17.1051, abs=5e-5)
    assert accepts.accepts
    clauses = {clause.kind: clause for clause in two.deal.clauses}
    assert set(clauses) == {"grant", "prepayment"}
    assert clauses["grant"].size == pytest.approx(6.527, abs=6e-4)
    assert clauses["prepayment"].expected_cost == pytest.approx(9.9878 - 6.5266, abs=1e-4)


def test_value_of_commitment_leverage_and_additionality(two):
    found = statistics(two)

    assert found["value_of_commitment"] == pytest.approx(127.261, abs=5e-4)
    assert found["price_of_no_agreement"] == pytest.approx(127.261, abs=5e-4)
    assert found["public_cost_of_clauses"] == pytest.approx(9.9878, abs=6e-5)
    assert found["leverage"] == pytest.approx((100 - 6.5266) / 9.9878, abs=1e-3)
    assert found["additionality"] == 1.0


def test_waiting_a_year_loses_the_plan_whose_window_closes(two, two_states):
    frame = cost_of_waiting(two.market, two.plans["no-deal"], two_states.plan, [1])

    assert frame["cost"].tolist() == pytest.approx([0, 127.261], abs=5e-4)


def test_a_signal_must_be_believed_to_do_what_a_contract_does(two):
    (row,) = signal(two.deal.struck, "demand", "high", 0.6).to_dict("records")

    # mean NPV is 0 where 13.7236 q = 47.9339 (1 - q)
    assert row["believed"] == pytest.approx(0.5)
    assert row["turns_at"] == pytest.approx(47.9339 / (47.9339 + 13.7236), abs=1e-5)
    assert row["gap_believing"] == pytest.approx(-(0.6 * 13.7236 - 0.4 * 47.9339), abs=1e-3)
    assert row["contract_cost"] == pytest.approx(9.9878, abs=6e-5)


@pytest.mark.long
def test_the_toy_deal_satisfies_everybody_and_costs_no_value(pumps):
    assert all(row.accepts for row in pumps.producers("deal"))
    worth = {name: -plan.objective for name, plan in pumps.plans.items()}
    assert worth["no-deal"] <= worth["deal"] + 1e-6
    # what a claw-back returns buys goods that budgets did not allow: only then is a deal worth more than first-best
    returned = any(clause.kind == "claw_back" for clause in pumps.deal.clauses)
    assert returned or worth["deal"] <= worth["first-best"] + 2e-6


def test_unknown_arrangements_and_instruments_are_refused(two_states):
    with pytest.raises(UsageError, match="no arrangement handshake"):
        arrange(two_states.study, two_states.tree, two_states.plan, arrangements=("handshake",))
    with pytest.raises(UsageError, match="no instrument of kind firm_order"):
        arrange(two_states.study, two_states.tree, two_states.plan, instruments=("firm_order",))


def test_hurdle_and_fear_together_are_refused_unless_forced(two_states, vary):
    study = vary(
        two_states.study, producers=("cost_of_capital", 0.08), producers__2=("risk_weight", 0.5)
    )

    with pytest.raises(UsageError, match="count risk twice"):
        arrange(study, two_states.tree, two_states.plan)


def test_the_only_buyer_is_pivotal_and_gains_more_than_the_clauses_cost(two):
    found = coalitions(two.deal.struck)["Maker"]

    # 80 worth less 40 paid, a(3%, 2) certain years and half of the other three
    gain = 40 * (0.5 * 4.579707 + 0.5 * 1.913470)
    assert found.worth["State"] == pytest.approx(gain, abs=1e-3)
    assert found.need == pytest.approx(9.9878, abs=6e-5)
    assert found.pivotal == ("State",)


def test_what_buyers_pay_under_clauses_producers_receive_at_every_node(two, pumps):
    for found in (two, pumps):
        f, struck = found.market.f, found.deal.struck
        paid = sum(buyer_flow(f, struck.offer, b).cash for b in range(len(f.buyers)))
        received = sum(struck.offer.payment(k).cash for k in np.flatnonzero(struck.offer.signed))
        kept = sum(struck.offer.flow(unit.name, f).cash for unit in struck.units)
        making = sum(
            c.pay.making.cash
            for k, c in enumerate(struck.offer.clauses)
            if struck.offer.signed[k] and c.needs_signing
        )

        assert paid == pytest.approx(received, abs=1e-9)
        assert kept == pytest.approx(received + making, abs=1e-9)


def test_a_term_sheet_has_dates_trigger_credits_and_the_largest_payment(two):
    clauses = {clause.kind: clause for clause in two.deal.clauses}
    prepayment, grant = clauses["prepayment"], clauses["grant"]

    assert (prepayment.first_day, prepayment.trigger) == ("2026-01-01", "signature")
    assert prepayment.credits == pytest.approx({"2026": 40, "2027": 40})
    assert prepayment.largest_payment == prepayment.most_due == pytest.approx(80)
    assert (grant.trigger, grant.credits) == ("capital cost", {})
    assert prepayment.shares == grant.shares == {"State": 1.0}


def test_at_stake_together_is_the_advance_before_its_credits_and_what_can_still_fall_due(two):
    # 80 and 6.5266 fall due at the start of 2026; of the 80, 40 are not yet credited when 2027 begins
    found = deal_document(two)["deal"]["at_stake"]

    assert found == pytest.approx({"2026": 86.5266, "2027": 40.0}, abs=1e-3)
