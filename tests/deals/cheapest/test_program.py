"""Tests of dealprogram.py: banks, budgets, authority and deviations as rows of the deal."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from offtake.deals.cheapest.cheapest import cheapest
from offtake.deals.cheapest.program import Deviation
from offtake.deals.clauses.on_offer import units
from offtake.deals.verdicts.headroom import headroom
from offtake.deals.verdicts.market import market
from offtake.market.flows import balances


def only(case, *kinds):
    return [c for c in case.clauses if c.kind in kinds]


def test_a_credit_limit_asks_for_money_early_even_where_the_value_suffices(two_states):
    seat = replace(two_states.seat(), outside=-100.0)  # it would accept without any clause
    tight = replace(seat, stance=replace(seat.stance, credit_limit=70.0))

    assert cheapest(two_states.f, [seat], two_states.clauses).cost == 0.0
    offer = cheapest(two_states.f, [tight], two_states.clauses)

    # 100 are spent before anything comes in and 70 are lent: 30 must come at the start, and the
    # credits of 15 a year against 30 earned do not bring the balance below -70 again
    signed = {c.kind: s for c, s in zip(offer.clauses, offer.sizes, strict=True) if s > 0}
    assert signed == pytest.approx({"prepayment": 30.0})
    flow = tight.flow + offer.flow(tight.unit, two_states.f)
    assert balances(flow, two_states.tree).min() == pytest.approx(-70.0)


def test_money_that_comes_late_does_not_content_a_bank(two_states):
    seat = two_states.seat()
    tight = replace(seat, stance=replace(seat.stance, credit_limit=70.0))

    assert not cheapest(two_states.f, [tight], only(two_states, "take_or_pay")).found


def test_a_deviation_must_be_worth_no_more_than_the_target(two_states):
    seat = two_states.seat()
    clauses = only(two_states, "grant")
    # deviating is worth 5 and keeps half of the grant: g - 17.105 >= 5 + g/2  ->  g = 44.21
    held = replace(seat, deviations=(Deviation(5.0, {clauses[0].key: 0.5}),))

    assert cheapest(two_states.f, [held], clauses).sizes[0] == pytest.approx(
        2 * (17.10514 + 5), abs=1e-4
    )


def _budgeted(case, vary, **columns):
    import pandas as pd

    frame = pd.DataFrame(
        {
            "buyer": "State",
            "year": range(2026, 2031),
            "amount": 1000.0,
            "authority": np.nan,
            "source": "assumed",
            "note": "for this test",
        }
    )
    study = case.study.with_(budgets=frame.assign(**columns))
    seated = market(study, case.tree)
    return seated, headroom(seated.f, seated.at(case.plan).cash)


def test_authority_limits_what_may_still_be_owed(two_states, vary):
    # at most 40 may be owed from 2028 on: a fee of 40, and the rest of the gap by a grant
    _, room = _budgeted(two_states, vary, authority=[np.nan, np.nan, 40.0, np.nan, np.nan])
    seat = two_states.seat(1.0)
    clauses = only(two_states, "grant", "cancellation_fee")

    free = cheapest(two_states.f, [seat], clauses)
    bound = cheapest(two_states.f, [seat], clauses, headroom=room)

    assert dict(zip([c.kind for c in clauses], free.sizes, strict=True)) == pytest.approx(
        {"grant": 0.0, "cancellation_fee": 63.8}, abs=1e-3
    )
    sizes = dict(zip([c.kind for c in clauses], bound.sizes, strict=True))
    assert sizes["cancellation_fee"] == pytest.approx(40.0)
    assert sizes["grant"] == pytest.approx(47.9339 - 40 / 1.1**3, abs=1e-3)


def test_clauses_that_budgets_cannot_pay_are_reported_as_overspending(two_states, vary):
    # 2026: 40 go for goods, so 5 are left of 45 for a grant of 17.105
    _, room = _budgeted(two_states, vary, amount=[45.0, 1000.0, 1000.0, 1000.0, 1000.0])
    seat = two_states.seat()

    offer = cheapest(two_states.f, [seat], only(two_states, "grant"), headroom=room)
    later = cheapest(
        two_states.f, [seat], only(two_states, "grant", "cancellation_fee"), headroom=room
    )

    assert offer.overspent == pytest.approx(17.10514 - 5, abs=1e-4)
    assert offer.cost == pytest.approx(
        17.10514, abs=1e-4
    )  # overspending is no public cost by itself
    assert later.overspent == pytest.approx(0.0, abs=1e-6)


def test_lines_can_be_judged_one_by_one(toy):
    settings = toy.study.settings.model_copy(update={"group_producers": False})
    seated = market(replace(toy.study, settings=settings), toy.tree)

    assert [unit.name for unit in seated.units] == toy.f.lines
    assert [unit.name for unit in units(toy.f)] == toy.f.producers
    at = seated.at(toy.plan)
    alfa = [u for u in seated.units if toy.f.producers[u.producer] == "Alfa"]
    apart = sum(seated.judge(u, at).mean for u in alfa)
    group = market(toy.study, toy.tree)
    (whole,) = (u for u in group.units if u.name == "Alfa")
    assert group.judge(whole, group.at(toy.plan)).mean == pytest.approx(apart)
