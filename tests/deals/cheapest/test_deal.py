"""The deal in the plan's own program: studies of a few rows, by arithmetic."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from offtake.deals.arrangements.arrangements import arrange
from offtake.deals.arrangements.signing import sign
from offtake.deals.cheapest.deal import Struck
from offtake.deals.cheapest.leaving import deal_for_all
from offtake.deals.verdicts.market import market
from offtake.deals.verdicts.nodeal import no_deal
from offtake.plan.first_best import solve_first_best
from offtake.stochastic.solver.program import Until
from offtake.study.study import Study
from offtake.uncertainty.reduction.build import build_tree

Make = Callable[..., Study]
HALVES = {
    "drivers": [{"driver": "d", "initial": "hi"}],
    "driver_states": [
        {"driver": "d", "date": "2027-01-01", "state": "hi", "next": n, "probability": 0.5} for n in ("hi", "lo")
    ],
    "driver_effects": [
        {"driver": "d", "state": "lo", "table": "requirements", "column": "quantity", "operation": "scale", "value": 0}
    ],
}  # fmt: skip


def needs(product: str, years: int, value: float = 5):
    return [
        {"buyer": "state", "product": product, "period": str(2026 + t), "quantity": 10, "kind": "flow",
         "value": value, "late_cost": 0}
        for t in range(years)
    ]  # fmt: skip


def one(
    study: Make,
    years: int,
    cost: float,
    price: float,
    capex: float,
    rate: float = 0.0,
    **tables: object,
):
    """A study of one producer without capacity, and one project of 10 a year that is begun now or never."""
    said = {
        "producers": [{"producer": "maker", "cost_of_capital": rate}],
        "lines": [{"line": "l", "producer": "maker", "product": "good", "capacity": 0, "unit_cost": cost}],
        "projects": [{"project": "p", "line": "l", "kind": "expand", "adds": 10, "capex": capex, "build_time": 0,
                      "latest": "2026-01-01"}],
        "prices": [{"producer": "maker", "product": "good", "price": price}],
        "requirements": needs("good", years),
    }  # fmt: skip
    return study(periods=years, settings={"material": 0.0}, **(said | tables))


def struck(made: Study) -> Struck:
    tree = build_tree(made)
    best = solve_first_best(made, tree, Until(0.0))
    return deal_for_all(market(made, tree), best.values["begun"], (), Until(0.0))


def sizes(deal: Struck) -> dict[str, float]:
    return {
        c.instrument: float(x)
        for c, x, signed in zip(
            deal.offer.clauses, deal.offer.sizes, deal.offer.signed, strict=True
        )
        if signed
    }


def clause(kind: str, **cells: object):
    return {"instrument": kind, "kind": kind} | cells


def test_overspending_comes_first_and_cost_second(study: Make):
    # 5 of the 11 of 2026 pay for goods at their cost: a grant of 10 would cost least, but only 6 are left; the rest,
    # 4 now, takes 4 · 1.9^6 = 188.18 six years later, for 10 units
    made = one(
        study, 6, 0.5, 0.5, 10, rate=0.9,
        budgets=[{"buyer": "state", "year": 2026 + t, "amount": 1000 if t else 11} for t in range(6)],
        instruments=[clause("grant"), clause("price_uplift", earliest="2031-01-01")],
    )  # fmt: skip
    deal = struck(made)
    assert deal.offer.overspent == pytest.approx(0.0, abs=1e-9)
    assert sizes(deal) == pytest.approx({"grant": 6.0, "price_uplift": 0.4 * 1.9**6})
    assert deal.offer.cost == pytest.approx(6 + 4 * 1.9**6)


def test_authority_holds_along_every_course_and_not_over_all_of_them(study: Make):
    # 10 earned in 2026 and half of 5 in 2027 against 14: 6.5 are missing, paid in hi by an uplift or in lo by a
    # take-or-pay; either is at most 6.5 on its course, beside the other firm's grant of 1
    other = {"producer": "other", "product": "oth"}
    made = one(
        study, 2, 0.5, 1, 14, **HALVES,
        products=[{"product": j, "unit": "u"} for j in ("good", "oth")],
        producers=[{"producer": n, "cost_of_capital": 0} for n in ("maker", "other")],
        lines=[{"line": "l", "producer": "maker", "product": "good", "capacity": 0, "unit_cost": 0.5},
               {"line": "m", "capacity": 0, "unit_cost": 0.5} | other],
        projects=[{"project": p, "line": k, "kind": "expand", "adds": 10, "capex": c, "build_time": 0, "latest": "2026-01-01"}
                  for p, k, c in (("p", "l", 14), ("q", "m", 6))],
        prices=[{"producer": "maker", "product": "good", "price": 1}, {"price": 1} | other],
        requirements=needs("good", 2) + needs("oth", 1),
        budgets=[{"buyer": "state", "year": y, "amount": 100, "authority": 10} for y in (2026, 2027)],
        instruments=[
            clause("price_uplift", producer="maker", product="good", maximum=0.8, earliest="2027-01-01"),
            clause("take_or_pay", producer="maker", product="good", maximum=0.8, earliest="2027-01-01"),
            clause("grant", producer="other", project="q"),
        ],
    )  # fmt: skip
    deal = struck(made)
    assert not deal.left_out
    assert deal.offer.cost == pytest.approx(7.5)
    assert deal.social_value == pytest.approx((10 + 5 + 10) * 5 - (10 + 5 + 10) * 0.5 - 14 - 6)


def test_goods_of_a_firm_order_that_nobody_needs_are_used_up(study: Make):
    # 1.5 are missing; half of what is made for nobody in lo earns 0.5 a unit: 7.5 of the menu's quarters, wasting
    # 7.5 · 0.5 with chance one half
    made = one(study, 2, 0.5, 1, 9, **HALVES, instruments=[clause("firm_order")])
    deal = struck(made)
    assert sizes(deal) == {"firm_order": 7.5}
    assert deal.social_value == pytest.approx(10 * 4.5 + 0.5 * 10 * 4.5 - 9 - 7.5 / 4)


def test_an_uplift_that_makes_a_line_run_covers_what_it_lacks_at_least(study: Make):
    # cost 6, price 5: idle without an uplift of 1; with it the 10 of capital are missing
    made = one(study, 1, 6, 5, 10, requirements=needs("good", 1, value=20),
               instruments=[clause("price_uplift"), clause("grant", maximum=100)])  # fmt: skip
    deal = struck(made)
    assert sizes(deal)["price_uplift"] >= 1.0 - 1e-9
    assert deal.offer.cost == pytest.approx(20.0)
    assert deal.social_value == pytest.approx(10 * 20 - 10 * 6 - 10)


def test_what_must_run_at_a_loss_asks_for_no_uplift(study: Make):
    # 2 of 10 run at a loss of 3 each whatever is signed; the other line earns 10 · 0.5 and misses 9 of 14
    lines = [{"line": "l", "producer": "maker", "product": "good", "capacity": 10, "unit_cost": 12, "min_rate": 0.2},
             {"line": "m", "producer": "maker", "product": "oth", "capacity": 0, "unit_cost": 0.5}]  # fmt: skip
    made = one(
        study, 1, 12, 9, 14, lines=lines,
        products=[{"product": j, "unit": "u"} for j in ("good", "oth")],
        projects=[{"project": "p", "line": "m", "kind": "expand", "adds": 10, "capex": 14, "build_time": 0}],
        prices=[{"producer": "maker", "product": "good", "price": 9}, {"producer": "maker", "product": "oth", "price": 1}],
        requirements=needs("good", 1, value=5) + needs("oth", 1),
        instruments=[clause("grant")],
    )  # fmt: skip
    deal = struck(made)
    assert sorted(deal.target.cash.make[0]) == pytest.approx([2, 10])
    assert sizes(deal) == pytest.approx({"grant": 9.0})


def test_a_refusal_below_what_is_material_asks_for_no_clause(study: Make):
    # 50 received, 0.4 missing: below 1% of it
    made = one(
        study,
        1,
        0.5,
        5,
        45.4,
        requirements=needs("good", 1, value=20),
        instruments=[clause("grant")],
    )
    indifferent = struck(made.with_(settings={"material": 0.01}))
    assert struck(made).offer.cost == pytest.approx(0.4)
    assert indifferent.offer.cost == 0.0
    assert indifferent.indifferent == ("maker",)
    assert indifferent.after[0].accepts


def two_parts(study: Make) -> Study:
    """Assembly of two parts, each maker's plant dear beside its price: together worth 130, apart nothing."""
    return study(
        periods=1, settings={"material": 0.0},
        products=[{"product": j, "unit": "u"} for j in ("good", "a", "b")],
        recipes=[{"product": "good", "input": j, "quantity": 1} for j in ("a", "b")],
        producers=[{"producer": n, "cost_of_capital": 0} for n in ("maker", "A", "B")],
        lines=[{"line": "l", "producer": "maker", "product": "good", "capacity": 10, "unit_cost": 1}]
        + [{"line": n, "producer": n, "product": n.lower(), "capacity": 0, "unit_cost": 0} for n in "AB"],
        projects=[{"project": f"p{n}", "line": n, "kind": "new", "adds": 10, "capex": 30, "build_time": 0,
                   "latest": "2026-01-01"} for n in "AB"],
        prices=[{"producer": "maker", "product": "good", "price": 10}]
        + [{"producer": n, "product": n.lower(), "price": 1} for n in "AB"],
        requirements=needs("good", 1, value=20),
        instruments=[clause("grant")],
    )  # fmt: skip


def test_parts_that_need_each_other_are_signed_together(study: Make):
    made = two_parts(study)
    tree = build_tree(made)
    here, best = market(made, tree), solve_first_best(made, tree, Until(0.0)).values["begun"]
    found = sign(here, best, no_deal(here, best).shown, (), Until(0.0))

    assert [(len(s.parts), s.social_value, s.chosen) for s in found.steps] == [
        (2, pytest.approx(200 - 10 - 60), True),
        (1, pytest.approx(-30), False),
        (0, pytest.approx(0), False),
    ]
    assert [s.public_paid for s in found.steps] == pytest.approx([100 + 2 * 20, 20, 0])


def test_a_prime_contractor_may_pay_its_supplier(study: Make):
    # A part's maker lacks 20 of 30; the assembler gains 10 · (10 - 1 - 2) by having both parts
    made = two_parts(study)
    paid = made.with_(
        instruments=made.instruments.assign(buyer="maker", producer="A")[:1],
        projects=made.projects.assign(
            capex=[30.0 if p == "pA" else 10.0 for p in made.projects["project"]]
        ),
    )
    deal = struck(paid)
    assert deal.offer.cost == 0.0
    assert sizes(deal) == pytest.approx({"grant": 20.0})
    assert [c.payer for c in deal.offer.clauses] == ["maker"]


def test_who_may_pay_another_and_loses_by_its_part_pays_nothing_and_stops_nothing(study: Make):
    # the new line makes for 0.5 what the old makes for 0.8: 10 · 0.3 saved for 2.5 of capital.  It sells at 0.7 and lacks
    # 2.5 - 2, a grant of the state; the old one, which loses its 10 · 0.2, may pay a grant too and will not
    other = {"producer": "old", "product": "good"}
    made = one(
        study, 1, 0.5, 0.7, 2.5,
        producers=[{"producer": n, "cost_of_capital": 0} for n in ("maker", "old")],
        lines=[{"line": "l", "producer": "maker", "product": "good", "capacity": 0, "unit_cost": 0.5},
               {"line": "m", "capacity": 10, "unit_cost": 0.8} | other],
        prices=[{"producer": "maker", "product": "good", "price": 0.7}, {"price": 1} | other],
        instruments=[{"instrument": "ours", "kind": "grant", "buyer": "state", "producer": "maker"},
                     {"instrument": "theirs", "kind": "grant", "buyer": "old", "producer": "maker"}],
    )  # fmt: skip
    deal = struck(made)
    assert not deal.left_out
    assert sizes(deal) == pytest.approx({"ours": 0.5})


def test_the_deal_is_never_worth_less_than_no_deal(study: Make):
    # a grant of 10 at twice its money for goods worth 12 beyond their cost: first best builds, the deal is not worth it
    made = one(study, 1, 0.5, 0.5, 10, requirements=needs("good", 1, value=1.7), instruments=[clause("grant")],
               buyers=[{"buyer": "state", "discount_rate": 0.0, "public_fund_cost": 1.3}])  # fmt: skip
    tree = build_tree(made)
    found = arrange(made, tree, solve_first_best(made, tree, Until(0.0)), until=Until(0.0))
    assert found.deal is not None
    assert found.no_deal is not None
    assert found.deal.struck.social_value == pytest.approx(found.no_deal.shown.social_value)
    assert not found.deal.clauses
