"""Small deals worked out on paper: one maker without capacity, 10 units a year at price 1 and cost 0.5, one clause."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from tests.deals.cheapest.test_deal import (
    HALVES,
    Make,
    clause,
    needs,
    one,
    sizes,
    struck,
    two_parts,
)

from offtake.deals.arrangements.accept import acceptance_report
from offtake.deals.arrangements.arrangements import Arrangements, arrange
from offtake.deals.arrangements.liabilities import liabilities, together
from offtake.deals.arrangements.sharing import coalitions
from offtake.deals.arrangements.statistics import statistics
from offtake.deals.arrangements.waiting import signal
from offtake.deals.verdicts.market import market
from offtake.errors import InfeasibleError
from offtake.market.timeliness import of_plan, told
from offtake.model.figures.quantities import quantities
from offtake.plan.first_best import solve_first_best
from offtake.stochastic.solver.program import Until
from offtake.study.study import Study
from offtake.uncertainty.reduction.build import build_tree

# With HALVES nothing is needed in 2027 with chance one half: worth 10 · 0.5 + ½ · 10 · 0.5 = 7.5 before capital, 5 in lo.


@pytest.mark.parametrize(
    ("kind", "size", "cost"),
    [
        ("take_or_pay", 0.3, 1.5),  # ½ · 10 · s = 1.5
        ("deductible_fee", 0.3, 1.5),  # the same fee on what is not called
        ("cancellation_fee", 3.0, 1.5),  # all of it falls in lo: ½ x
        ("warm_base", 0.75, 1.5),  # in both years
        ("grant", 1.5, 1.5),
        ("price_uplift", 0.1, 1.5),  # 15 sold in the mean
        ("reservation", 0.075, 1.5),  # 20 held ready
        ("option", 0.075, 1.5),
    ],
)
def test_without_rates_and_fear_every_clause_costs_what_is_missing(
    study: Make, kind: str, size: float, cost: float
):
    deal = struck(one(study, 2, 0.5, 1, 9, **HALVES, instruments=[clause(kind)]))
    assert sizes(deal) == pytest.approx({kind: size})
    assert deal.offer.cost == pytest.approx(cost)


def test_in_quarters_at_a_rate_receipts_come_at_their_ends(study: Make):
    # 2.5 a quarter bring 1.25 at the ends of four quarters, at 10% a year; the State pays a grant at the start
    worth = sum(1.25 * 1.1 ** (-t / 4) for t in range(1, 5))
    made = one(
        study, 4, 0.5, 1, 6, rate=0.1, period="quarter",
        requirements=[row | {"quantity": 2.5, "period": f"2026-Q{t + 1}"} for t in range(4) for row in needs("good", 1)],
        instruments=[clause("grant"), clause("warm_base")],
    )  # fmt: skip
    deal = struck(made)
    assert deal.before[0].acceptance == pytest.approx(worth - 6)
    # the State's rate is 0: early money costs it 1 a unit of worth, a yearly fee of 1 more, being paid later
    assert sizes(deal) == pytest.approx({"grant": 6 - worth})
    assert deal.offer.cost == pytest.approx(6 - worth)


@pytest.mark.parametrize(("tested", "fee"), [(True, 0.2), (False, 0.1)])
def test_a_reservation_of_an_unready_plant_pays_from_when_it_is_ready(
    study: Make, tested: bool, fee: float
):
    # built in a year: 5 earned in 2027 against 7; held ready are 10 in 2027, of the nameplate 10 in each year
    project = {"project": "p", "line": "l", "kind": "expand", "adds": 10, "capex": 7, "build_time": 1,
               "latest": "2026-01-01"}  # fmt: skip
    made = one(
        study, 2, 0.5, 1, 7, projects=[project],
        instruments=[clause("reservation", quantity=10, tested=tested)],
    )  # fmt: skip
    deal = struck(made)
    assert sizes(deal) == pytest.approx({"reservation": fee})
    assert deal.offer.cost == pytest.approx(2)


def test_an_exercise_price_below_the_asked_price_is_made_up_by_the_fee(study: Make):
    # 10 earned against 12, and 0.2 lost on each of 20: 6 by a fee on 20, of which 4 come back
    deal = struck(
        one(study, 2, 0.5, 1, 12, instruments=[clause("option", quantity=10, exercise_price=0.8)])
    )
    assert sizes(deal) == pytest.approx({"option": 0.3})
    assert deal.offer.cost == pytest.approx(2)


def test_a_volume_price_pays_for_what_is_not_taken_too(study: Make):
    # 0.2 more on 10 in 2026 and in hi, 1.2 on 10 not taken in lo: 2 + ½ · 2 + ½ · 12
    deal = struck(
        one(study, 2, 0.5, 1, 9, **HALVES, instruments=[clause("volume_price", steps="10;1.2")])
    )
    assert sizes(deal) == {"volume_price": 10}
    assert deal.offer.cost == pytest.approx(9)
    assert deal.after[0].acceptance == pytest.approx(9 - 1.5)


def test_fear_of_the_worst_half_is_met_by_a_grant_of_which_profit_comes_back(study: Make):
    # the worst half is lo, 5 - 9; in hi, 1 is earned beyond nothing, and comes back with chance one half
    made = one(
        study, 2, 0.5, 1, 9, **HALVES,
        producers=[{"producer": "maker", "cost_of_capital": 0, "risk_weight": 1, "tail": 0.5}],
        instruments=[clause("grant"), clause("claw_back")],
    )  # fmt: skip
    deal = struck(made)
    assert sizes(deal) == pytest.approx({"grant": 4, "claw_back": 1})
    assert deal.offer.cost == pytest.approx(4 - 0.5)


def test_a_claw_back_at_its_cap_brings_back_its_share(study: Make):
    # as above, but at most half of the 1 comes back: ½ · ½ · 1 less than the grant of 4
    made = one(
        study, 2, 0.5, 1, 9, **HALVES,
        producers=[{"producer": "maker", "cost_of_capital": 0, "risk_weight": 1, "tail": 0.5}],
        instruments=[clause("grant"), clause("claw_back", maximum=0.5)],
    )  # fmt: skip
    deal = struck(made)
    assert sizes(deal) == pytest.approx({"grant": 4, "claw_back": 0.5})
    assert deal.offer.cost == pytest.approx(4 - 0.25)


def arranged(made: Study) -> Arrangements:
    tree = build_tree(made)
    return arrange(made, tree, solve_first_best(made, tree, Until(0.0)), until=Until(0.0))


def test_clauses_that_cost_the_same_can_each_be_all_or_nothing_at_1_percent_more(study: Make):
    # 10 earned against 14; at no rate a grant of 4 and 2 a year for two years are the same money
    made = one(study, 2, 0.5, 1, 14, instruments=[clause("grant"), clause("warm_base")])
    found = arranged(made).deal
    assert found.struck.offer.cost == pytest.approx(4)
    ranges = dict(zip((c.kind for c in found.struck.offer.clauses), found.ranges.tolist(), strict=True))  # fmt: skip
    assert ranges["grant"] == pytest.approx([0, 4.04], abs=1e-6)
    assert ranges["warm_base"] == pytest.approx([0, 2.02], abs=1e-6)


def test_who_gains_by_what_is_not_worth_it_does_so_in_no_deal_and_under_the_deal(study: Make):
    # to the buyer 20 units are worth 0.5 each beyond their cost, the plant costs 12; the maker earns 20 - 12
    made = one(study, 2, 2, 3, 12, requirements=needs("good", 2, value=2.5), instruments=[clause("grant")])  # fmt: skip
    found = arranged(made)
    assert -found.plans["first-best"].objective == pytest.approx(0)
    assert found.no_deal.shown.social_value == pytest.approx(10 - 12)
    assert found.deal.struck.social_value == pytest.approx(10 - 12)
    assert [row.npv_mean for row in found.producers("deal")] == pytest.approx([8])
    assert not found.deal.clauses


def test_a_part_whose_clause_costs_more_than_it_brings_is_not_signed_for(study: Make):
    # each 10 units at price 1 and cost 0.5, worth 5, raising public money costs 0.3 of it.  A: 50 - 5 - 12 - 3 for the
    # goods, less 0.3 · 7 for what A lacks: 27.9.  B: 50 - 5 - 38 - 3 = 4, less 0.3 · 33: -5.9
    makers = ("A", 12), ("B", 38)
    made = study(
        periods=1, settings={"material": 0.0},
        products=[{"product": n.lower(), "unit": "u"} for n, _ in makers],
        producers=[{"producer": n, "cost_of_capital": 0} for n, _ in makers],
        lines=[{"line": n, "producer": n, "product": n.lower(), "capacity": 0, "unit_cost": 0.5} for n, _ in makers],
        projects=[{"project": f"p{n}", "line": n, "kind": "new", "adds": 10, "capex": capex, "build_time": 0} for n, capex in makers],
        prices=[{"producer": n, "product": n.lower(), "price": 1} for n, _ in makers],
        buyers=[{"buyer": "state", "discount_rate": 0.0, "public_fund_cost": 1.3}],
        requirements=[row for n, _ in makers for row in needs(n.lower(), 1)],
        instruments=[clause("grant")],
    )  # fmt: skip
    found = arranged(made)
    told = [(s.parts, s.social_value, s.chosen) for s in found.deal.signing.steps]
    assert told == [
        (("A", "B"), pytest.approx(27.9 - 5.9), False),
        (("A",), pytest.approx(27.9), True),
        ((), pytest.approx(0), False),
    ]
    assert sizes(found.deal.struck) == pytest.approx({"grant": 7})
    stands = {e.producer: e.stands for e in acceptance_report(found)}
    assert stands == {"A": "signed", "B": "not worth it"}
    # one answer to what B lacks: 38 - 5, in the report of who accepts and beside first-best
    gap = {e.producer: e.gap for e in acceptance_report(found)}
    refused = {row.producer: -row.acceptance for row in found.producers("first-best")}
    assert gap == pytest.approx({"A": 7, "B": 33}) == refused


def test_where_both_gain_only_together_agreement_is_coordination_and_no_commitment(study: Make):
    # makers of two parts earn 10 - 5 each if both build, lose 5 alone: goods worth 200 for 10 + 10
    parts = two_parts(study)
    found = arranged(parts.with_(projects=parts.projects.assign(capex=5.0)))
    assert sorted(end.social_value for end in found.no_deal.ends) == pytest.approx([0, 180])
    assert found.no_deal.coordination == pytest.approx(180)
    assert statistics(found)["value_of_commitment"] == pytest.approx(0)
    assert not found.deal.clauses


def test_of_a_menu_of_durations_the_one_that_pays_early_is_signed_where_the_maker_is_dearer(
    study: Make,
):
    # at 50%: worth 5/1.5 + 5/2.25 - 8; a fee for one year costs 1.5 a unit of worth, for two 2 / (1/1.5 + 1/2.25)
    gap = 8 - 5 / 1.5 - 5 / 2.25
    made = one(
        study, 2, 0.5, 1, 8, rate=0.5,
        instruments=[clause("reservation", quantity=10, durations="1;2")],
    )  # fmt: skip
    deal = struck(made)
    assert sizes(deal) == pytest.approx({"reservation": gap * 1.5 / 10})
    assert deal.offer.cost == pytest.approx(1.5 * gap)


@pytest.mark.parametrize(("capex", "turns"), [(9, 0.8), (11, math.nan)])
def test_the_least_probability_from_which_no_clause_is_needed(
    study: Make, capex: float, turns: float
):
    # 5 + 5 q - capex: at 9 from q = 0.8 on; at 11 not even at 1
    deal = struck(one(study, 2, 0.5, 1, capex, **HALVES, instruments=[clause("grant")]))
    row = signal(deal, "d", "hi", 0.6).iloc[0]
    assert row["believed"] == pytest.approx(0.5)
    assert row["gap"] == pytest.approx(capex - 7.5)
    assert row["gap_believing"] == pytest.approx(capex - 8)
    assert row["turns_at"] == pytest.approx(turns, nan_ok=True)


def test_the_smallest_coalition_is_of_those_whose_worth_together_carries_the_grant(study: Make):
    # a unit is worth 5 - 1 to who takes it: 20, 12 and 8.  The maker lacks 29 - 5: A with B or with C, never without A
    wants = {"A": 5, "B": 3, "C": 2}
    made = one(
        study, 1, 0.5, 1, 29, instruments=[clause("grant")],
        buyers=[{"buyer": b, "discount_rate": 0.0} for b in wants],
        requirements=[row | {"buyer": b, "quantity": u} for b, u in wants.items() for row in needs("good", 1)],
    )  # fmt: skip
    found = coalitions(struck(made))["maker"]
    assert found.need == pytest.approx(24)
    assert dict(found.worth) == pytest.approx({"A": 20, "B": 12, "C": 8})
    assert found.smallest_coalition == ("A", "B")
    assert found.coalitions == (("A", "B"), ("A", "C"))
    assert found.pivotal == ("A",)
    assert dict(found.shares) == pytest.approx({"A": 12, "B": 7.2, "C": 4.8})
    assert dict(found.least_share) == pytest.approx({"A": 4, "B": 0, "C": 0})


def test_what_a_part_of_first_best_lacks_is_judged_beside_first_best_s_goods(study: Make):
    # 10 sold bring 5 against 9: 4 are missing.  A grant g leaves 12 - g for goods: g = 9 - (12 - g) / 2, so 6, and 6 sold
    made = one(
        study, 1, 0.5, 1, 9, instruments=[clause("grant")],
        requirements=[row | {"quantity": 10} for row in needs("good", 1)],
        budgets=[{"buyer": "state", "year": 2026, "amount": 12}],
    )  # fmt: skip
    found = arranged(made)
    (first_best,), (deal,) = (found.producers(name) for name in ("first-best", "deal"))
    assert (first_best.npv_mean, first_best.acceptance) == pytest.approx((-4, -4))
    assert sizes(found.deal.struck) == pytest.approx({"grant": 6}, abs=1e-5)
    assert found.deal.clauses[0].gap_without == pytest.approx(6, abs=1e-5)
    assert deal.acceptance == pytest.approx(0, abs=1e-5)


def test_without_a_part_its_clause_is_not_paid_and_that_money_buys_goods(study: Make):
    # with the part 10 at 1 beside 10 at 1, and a grant of 9 - 5 = 4: all of 24.  Without: 10 at 1, and of the 14 left 14/3 at 3
    made = one(
        study, 1, 0.5, 1, 9, instruments=[clause("grant")],
        producers=[{"producer": p, "cost_of_capital": 0.0} for p in ("maker", "old", "dear")],
        lines=[{"line": k, "producer": p, "product": "good", "capacity": c, "unit_cost": 0.5}
               for k, p, c in (("l", "maker", 0), ("o", "old", 10), ("d", "dear", 10))],
        prices=[{"producer": p, "product": "good", "price": c} for p, c in (("maker", 1), ("old", 1), ("dear", 3))],
        requirements=[row | {"quantity": 20} for row in needs("good", 1)],
        budgets=[{"buyer": "state", "year": 2026, "amount": 24}],
    )  # fmt: skip
    deal = struck(made)
    assert sizes(deal) == pytest.approx({"grant": 4})
    without = 10 * (5 - 1) + 14 / 3 * (5 - 3)
    assert dict(coalitions(deal)["maker"].worth) == pytest.approx({"state": 80 - without})


def test_all_buyers_together_have_at_stake_the_most_along_one_course_and_not_the_sum(study: Make):
    # 7.5 earned against 10.5: a fee of 3 from A in lo and 0.3 more a unit from B in hi, each at its cap, bring 1.5 + 1.5
    buyers = [{"buyer": b, "discount_rate": 0.0} for b in "AB"]
    made = one(
        study, 2, 0.5, 1, 10.5, **HALVES, buyers=buyers,
        requirements=[row | {"buyer": b, "quantity": 5} for b in "AB" for row in needs("good", 2)],
        instruments=[clause("cancellation_fee", buyer="A", maximum=3),
                     clause("price_uplift", buyer="B", maximum=0.3, earliest="2027-01-01")],
    )  # fmt: skip
    found = arranged(made)
    assert sizes(found.deal.struck) == pytest.approx({"cancellation_fee": 3, "price_uplift": 0.3})
    assert together(found) == pytest.approx({"2026": 3, "2027": 3})
    each = liabilities(found).set_index(["buyer", "year"])["exposure"]
    assert (each["A", 2026], each["B", 2026]) == pytest.approx((3, 3))


def test_capacity_for_vaccines_that_is_cheap_beside_its_worth_is_not_built_for_a_price_of_six(
    study: Make,
):
    """Peru in Castillo's early investment: 17 million courses a month at 10 a course-year, worth 5,068.222 million."""
    courses = 17 * 12
    made = one(
        study, 1, 0, 6, courses * 10,
        projects=[{"project": "p", "line": "l", "kind": "expand", "adds": courses, "capex": courses * 10, "build_time": 0}],
        requirements=[row | {"quantity": courses} for row in needs("good", 1, 5068.222 / courses)],
        instruments=[clause("grant")],
    )  # fmt: skip
    found = arranged(made)
    assert found.deal is not None
    assert found.no_deal is not None
    assert sizes(found.deal.struck) == pytest.approx({"grant": 2040 - 6 * courses})
    assert found.no_deal.shown.social_value == 0
    assert found.deal.struck.social_value == pytest.approx(3028.222)  # 5,068.222 - 2,040


def two_plants(study: Make, **cells: object) -> Study:
    """10 a year each, p for 4 and q for 8: with both the maker has 10 - 12, with p alone 5 - 4."""
    made = one(study, 1, 0.5, 1, 4, instruments=[clause("price_uplift", **cells)],
               requirements=[row | {"quantity": 20} for row in needs("good", 1)])  # fmt: skip
    rows = made.projects
    return made.with_(
        projects=pd.concat([rows, rows.assign(project="q", capex=8.0)], ignore_index=True)
    )


def test_who_would_take_the_uplift_and_build_less_needs_twice_of_it(study: Make):
    # V0 is 1, so 3 are missing: 0.15 on 20.  But p alone then has 1 + 1.5; from 0.3 on 20 u - 2 is no less than 10 u + 1
    deal = struck(two_plants(study))
    assert deal.before[0].acceptance == pytest.approx(-3)
    assert sizes(deal) == pytest.approx({"price_uplift": 0.3})
    assert deal.offer.cost == pytest.approx(6)
    assert deal.holds


def test_a_deal_from_which_somebody_would_still_deviate_is_none(study: Make):
    # at most 0.2: the part is acceptable, 20 · 0.2 - 2 > 1, yet p alone has 1 + 2.  So p is built unbidden, and no clause signed
    found = arranged(two_plants(study, maximum=0.2))
    assert not found.deal.clauses
    (entry,) = acceptance_report(found)
    assert entry.stands == "refuses"
    assert found.deal.struck.target.begun[0].tolist() == [1, 0]
    assert statistics(found)["value_of_commitment"] == pytest.approx(0)
    (alone,) = arranged(two_plants(study)).deal.singles
    assert (alone.size, alone.cost) == pytest.approx((0.3, 6))


def test_what_pays_its_maker_beyond_its_part_is_told_as_eager_and_breaks_no_promise(study: Make):
    # p lacks 7 - 5; q sells for 3 what costs 2 and is worth 2.5 to the buyer: it pays the maker 10 - 6, and society 5 - 6
    made = one(
        study, 1, 0.5, 1, 7,
        products=[{"product": j, "unit": "u"} for j in ("good", "other")],
        lines=[{"line": k, "producer": "maker", "product": j, "capacity": 0, "unit_cost": c}
               for k, j, c in (("l", "good", 0.5), ("m", "other", 2))],
        projects=[{"project": p, "line": k, "kind": "expand", "adds": 10, "capex": c, "build_time": 0}
                  for p, k, c in (("p", "l", 7), ("q", "m", 6))],
        prices=[{"producer": "maker", "product": j, "price": p} for j, p in (("good", 1), ("other", 3))],
        requirements=[*needs("good", 1), *needs("other", 1, value=2.5)],
        instruments=[clause("grant", project="p")],
    )  # fmt: skip
    found = arranged(made)
    assert found.no_deal.shown.social_value == pytest.approx(5 - 6)
    assert sizes(found.deal.struck) == pytest.approx({"grant": 2})
    assert found.deal.eager == pytest.approx({"maker": 4})
    assert found.deal.struck.epsilon == pytest.approx({"maker": 0})
    assert found.deal.struck.social_value == pytest.approx(10 * 4.5 - 7)


@pytest.mark.parametrize(
    ("shipped", "rate", "lead", "years"),
    [
        (20, 10, 1, 3),
        (37, 4.9, 0, 7.55),
    ],  # the second: the backlog and the sales of a maker of missiles, billions
)
def test_what_was_shipped_is_back_after_the_lead_and_shipped_over_rate(
    study: Make, shipped: float, rate: float, lead: float, years: float
):
    # needed within the first quarter, so the last unit, needed at its end, waits a quarter less
    made = one(
        study, 36, 0.5, 1, 1, period="quarter",
        projects=[{"project": "p", "line": "l", "kind": "new", "adds": rate, "capex": 1, "build_time": lead,
                   "latest": "2026-01-01"}],
        requirements=[{"buyer": "state", "product": "good", "period": "2026-Q1", "quantity": shipped, "kind": "stock",
                       "value": 5, "late_cost": 1}],
    )  # fmt: skip
    tree = build_tree(made)
    best = solve_first_best(made, tree, Until(0.0))
    waits = of_plan(quantities(made, tree), tree, best.values)["good"].waits
    last = max(float(part.last[part.units > 1e-9].max()) for part in waits)
    assert (
        years - 5e-3 < last + 0.25 < years + 0.25
    )  # what is made in the last quarter comes in all of it
    mean = lead + shipped / rate / 2 - 0.125
    assert told(list(waits), np.ones(1)).mean == pytest.approx(mean, abs=1e-3)


def test_who_refuses_sells_within_the_money_that_its_clause_would_have_taken(study: Make):
    # 5 a year of the old line and 5 more from 2027 for 6, sold at 2, made at 1: 5 + 10 - 6 = 9, and 10 without the project.
    # A grant g leaves 10 - g of the first year's 10: its part comes to 9 - g/2 + g, what it refuses to stays 10, so g = 2.
    # (With the grant taken off the budget of who refuses, too, half of 0.5 had seemed to do, and left it 9.25 for 10.)
    made = study(
        periods=2,
        products=[{"product": "good", "unit": "u", "holding_cost": 3}],
        producers=[{"producer": "maker", "cost_of_capital": 0}],
        lines=[{"line": "l", "producer": "maker", "product": "good", "capacity": 5, "unit_cost": 1}],
        projects=[{"project": "p", "line": "l", "kind": "expand", "adds": 5, "capex": 6, "build_time": 1,
                   "latest": "2026-01-01"}],
        prices=[{"producer": "maker", "product": "good", "price": 2}],
        budgets=[{"buyer": "state", "year": 2026, "amount": 10}, {"buyer": "state", "year": 2027, "amount": 20}],
        requirements=needs("good", 2, value=10),
        instruments=[clause("grant")],
        settings={"material": 0.0},
    )  # fmt: skip
    deal = struck(made)
    assert sizes(deal) == pytest.approx({"grant": 2.0})
    assert deal.settled
    (alone,), (signed,) = deal.before, deal.after
    assert (alone.outside, alone.value) == (pytest.approx(10), pytest.approx(8))
    assert signed.value == pytest.approx(10)


def test_what_must_run_without_parts_says_which_cells_clash(study: Make):
    # the maker of parts asks 0.1 for what costs it 0.5, so it stands idle; the assembly must run at half its rate
    made = study(
        periods=1,
        products=[{"product": j, "unit": "u"} for j in ("good", "part")],
        recipes=[{"product": "good", "input": "part", "quantity": 1}],
        producers=[{"producer": n, "cost_of_capital": 0} for n in ("maker", "supplier")],
        lines=[
            {"line": "l", "producer": "maker", "product": "good", "capacity": 10, "unit_cost": 1, "min_rate": 0.5},
            {"line": "m", "producer": "supplier", "product": "part", "capacity": 10, "unit_cost": 0.5, "min_rate": 0},
        ],
        projects=[{"project": "p", "line": "l", "kind": "expand", "adds": 1, "capex": 1, "build_time": 0}],
        prices=[{"producer": n, "product": j, "price": p} for n, j, p in (("maker", "good", 5), ("supplier", "part", 0.1))],
        requirements=needs("good", 1),
    )  # fmt: skip
    tree = build_tree(made)
    assert -solve_first_best(made, tree).objective == pytest.approx(50 - 10 - 5)
    with pytest.raises(InfeasibleError, match="min_rate"):
        market(made, tree).position(np.zeros((1, 1)))
