"""No-deal in the plan's own program: who builds what by itself, by arithmetic on small studies."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from offtake.deals.verdicts.market import market
from offtake.deals.verdicts.moves import moves
from offtake.deals.verdicts.nodeal import NoDeal, no_deal
from offtake.plan.first_best import solve_first_best
from offtake.stochastic.solver.program import Until
from offtake.study.study import Study
from offtake.uncertainty.reduction.build import build_tree

Make = Callable[..., Study]


def needs(*quantities: float, value: float = 5, period: str = "{}", kind: str = "flow"):
    return [
        {"buyer": "state", "product": "good", "period": period.format(2026 + t), "quantity": q,
         "kind": kind, "value": value, "late_cost": 0}
        for t, q in enumerate(quantities)
    ]  # fmt: skip


def line(**cells: object):
    return {
        "line": "old",
        "producer": "maker",
        "product": "good",
        "capacity": 10,
        "unit_cost": 0.5,
    } | cells


def project(**cells: object):
    return {"project": "more", "line": "old", "kind": "expand", "adds": 10, "capex": 4, "build_time": 0,
            "latest": "2026-01-01"} | cells  # fmt: skip


def price(amount: float):
    return [{"producer": "maker", "product": "good", "price": amount}]


def found(study: Study) -> tuple[NoDeal, float]:
    """No-deal from both starts, and what first best is worth."""
    tree = build_tree(study)
    best = solve_first_best(study, tree, Until(0.0))
    return no_deal(market(study, tree), best.values["begun"]), -best.objective


def worth(nodeal: NoDeal, study: Study) -> float:
    """What its part is worth to the first producer."""
    judged = market(study, nodeal.shown.position.plan.tree)
    return judged.of(judged.units[0], nodeal.shown.position).value


def test_a_rule_that_nothing_is_begun_leaves_no_deal_in_being(study: Make):
    # 10 of the 20 needed are made at price 1 and cost 0.5: a second 10 would earn 5 for 4, but is forbidden
    made = study(
        periods=1, lines=[line()], projects=[project(capex=4)], prices=price(1), requirements=needs(20),
        limits=[{"limit": "none", "variable": "begun", "where": "project=more", "maximum": 0}],
    )  # fmt: skip
    nodeal, _ = found(made)
    assert nodeal.shown.begun.max() == 0
    assert worth(nodeal, made) == pytest.approx(10 * 0.5)


def test_nobody_builds_what_a_rule_keeps_from_being_used(study: Make):
    made = study(
        periods=1, lines=[line()], projects=[project(capex=4)], prices=price(1), requirements=needs(20),
        limits=[{"limit": "ten", "variable": "make", "where": "line=old", "maximum": 10}],
    )  # fmt: skip
    nodeal, best = found(made)
    assert nodeal.shown.begun.max() == 0
    assert best - nodeal.shown.social_value == pytest.approx(0.0, abs=1e-9)


def test_what_is_worth_less_than_it_costs_is_not_made_however_well_it_is_paid(study: Make):
    made = study(
        periods=1, lines=[line(capacity=0, unit_cost=2)], projects=[project(capex=5)], prices=price(3),
        requirements=needs(10, value=1),
    )  # fmt: skip
    nodeal, _ = found(made)
    assert nodeal.shown.begun.max() == 0
    assert worth(nodeal, made) == 0.0


def test_nobody_sells_below_its_cost_unbidden(study: Make):
    # worth 10, cost 1.5, price 1: one owner makes all ten, worth 10·10 - 10·1.5; the producer makes none
    made = study(
        periods=1, lines=[line(unit_cost=1.5)], projects=[], prices=price(1), requirements=needs(10, value=10)
    )  # fmt: skip
    nodeal, best = found(made)
    assert worth(nodeal, made) == 0.0
    assert best - nodeal.shown.social_value == pytest.approx(85.0)


def test_a_years_budget_is_spent_in_the_quarter_in_which_goods_are_needed(study: Make):
    # 40 needed and paid in the first quarter, of the year's 40: 30 more of them earn 0.5 each for 10
    made = study(
        periods=4, period="quarter", lines=[line(capacity=40)], projects=[project(adds=120, capex=10)],
        prices=price(1), requirements=needs(40, period="2026-Q1"),
        budgets=[{"buyer": "state", "year": 2026, "amount": 40}],
    )  # fmt: skip
    nodeal, best = found(made)
    assert nodeal.shown.begun.min() == 1
    assert worth(nodeal, made) == pytest.approx(40 * 0.5 - 10)
    assert nodeal.shown.social_value == pytest.approx(best)


def test_goods_made_a_year_early_and_kept_make_a_project_needless(study: Make):
    # 20 needed in the second year: 10 made in each year earn 0.1 a unit; to build costs 0.6 of that
    made = study(
        periods=2, lines=[line(unit_cost=0.9)], projects=[project(capex=0.6, latest="2027-01-01")],
        prices=price(1), requirements=needs(0, 20),
    )  # fmt: skip
    nodeal, _ = found(made)
    assert nodeal.shown.begun.max() == 0
    assert worth(nodeal, made) == pytest.approx(20 * 0.1)


def two_makers(study: Make, order: tuple[str, ...], capex: dict[str, float]) -> Study:
    """One unit a year for five years at price 40 and cost 10 is needed; either maker could build a plant for it."""
    return study(
        periods=5,
        producers=[{"producer": n, "cost_of_capital": 0.1} for n in order],
        lines=[line(line=n, producer=n, capacity=0, unit_cost=10) for n in order],
        projects=[project(project=n, line=n, adds=1, capex=capex[n], end_value=0) for n in order],
        prices=[{"producer": n, "product": "good", "price": 40} for n in order],
        requirements=needs(1, 1, 1, 1, 1, value=80),
    )


@pytest.mark.parametrize("order", [("dear", "cheap"), ("cheap", "dear")])
def test_the_plant_is_built_by_whom_it_is_worth_most_whatever_the_order(study: Make, order):
    """Margin 30 a year for five years at 10% is worth 113.7: either would build alone, at 100 or at 80."""
    made = two_makers(study, order, {"dear": 100.0, "cheap": 80.0})
    begun = {
        key[0]: k for k, key in enumerate(market(made, build_tree(made)).f.q.projects.labels.keys)
    }
    end = found(made)[0].ends[0]
    assert end.settled
    assert end.begun[0, begun["cheap"]] == 1
    assert end.begun[0, begun["dear"]] == 0


def halves(study: Make) -> Study:
    """Goods and parts of one firm and parts of another, over six half-years in which need may fall, with stocks."""
    periods = [f"{year}-H{half}" for year in (2026, 2027, 2028) for half in (1, 2)]
    flow = [(p, q, "flow", 0.0) for p, q in zip(periods, (10, 15, 2.5, 5, 10, 5), strict=True)]
    stock = [(p, 5.0, "stock", 0.5) for p in periods[3:]]
    return study(
        periods=6, period="half-year", settings={"carry_over": 0.5, "leaves": 64},
        products=[{"product": j, "unit": "u", "holding_cost": 0.02, "stock_value": 0} for j in ("good", "part")],
        recipes=[{"product": "good", "input": "part", "quantity": 1}],
        producers=[{"producer": "A", "cost_of_capital": 0.09}, {"producer": "B", "cost_of_capital": 0.081}],
        lines=[
            {"line": "a", "producer": "A", "product": "good", "capacity": 0, "unit_cost": 0.221},
            {"line": "b", "producer": "B", "product": "part", "capacity": 20, "unit_cost": 0.386},
            {"line": "c", "producer": "A", "product": "part", "capacity": 0, "unit_cost": 0.444},
        ],
        projects=[
            project(project="pa", line="a", adds=20, capex=7.5, latest=None, end_value=0.5),
            project(project="pc", line="c", adds=20, capex=3.0, latest=None, limit=2),
        ],
        buyers=[{"buyer": "state", "discount_rate": 0.03}],
        budgets=[{"buyer": "state", "year": y, "amount": m} for y, m in ((2026, 8), (2027, 15), (2028, 30))],
        prices=[
            {"producer": "A", "product": "good", "price": 1.2},
            {"producer": "A", "product": "part", "price": 0.5},
            {"producer": "B", "product": "part", "price": 0.5},
        ],
        requirements=[
            {"buyer": "state", "product": "good", "period": p, "quantity": q, "kind": k, "value": 4, "late_cost": c}
            for p, q, k, c in flow + stock
        ],
        drivers=[{"driver": "d", "initial": "hi"}],
        driver_states=[
            {"driver": "d", "date": "2027-07-01", "state": "hi", "next": s, "probability": p}
            for s, p in (("hi", 0.7), ("lo", 0.3))
        ],
        driver_effects=[
            {"driver": "d", "state": "lo", "table": "requirements", "column": "quantity", "operation": "scale", "value": 0.3}
        ],
    )  # fmt: skip


def test_at_the_end_nobody_gains_by_any_change_of_one_of_its_projects(study: Make):
    made = halves(study)
    nodeal, best = found(made)
    judged = market(made, build_tree(made))
    for end in nodeal.ends:
        at = judged.hold(end.begun)
        assert end.settled
        assert end.social_value <= best + 1e-9
        for unit in judged.units:
            own = judged.own_projects(unit)
            every = np.zeros(len(judged.f.projects), bool)
            plans = list(moves(judged.room, at.begun, own, every, coarse=False))
            has = judged.of(unit, at).value
            assert all(t is None or t.value <= has + 1e-6 for t in judged.tried(unit, plans))


def test_where_parts_need_each_other_both_ends_are_told_and_the_better_is_shown(study: Make):
    # each maker's plant costs 5 and sells ten parts at 1 and cost 0: worth 5 with the other's, -5 alone
    made = study(
        periods=1,
        products=[{"product": j, "unit": "u"} for j in ("good", "a", "b")],
        recipes=[{"product": "good", "input": j, "quantity": 1} for j in ("a", "b")],
        producers=[{"producer": n, "cost_of_capital": 0} for n in ("maker", "A", "B")],
        lines=[line(unit_cost=1)] + [line(line=f"l{n}", producer=n, product=n.lower(), capacity=0, unit_cost=0) for n in "AB"],
        projects=[project(project=f"p{n}", line=f"l{n}", capex=5) for n in "AB"],
        prices=[{"producer": "maker", "product": "good", "price": 10}]
        + [{"producer": n, "product": n.lower(), "price": 1} for n in "AB"],
        requirements=needs(10, value=20),
    )  # fmt: skip
    nodeal, best = found(made)
    assert [end.social_value for end in nodeal.ends] == pytest.approx([0.0, 180.0])
    assert best == pytest.approx(10 * 20 - 10 * 1 - 2 * 5)
    assert nodeal.shown is nodeal.ends[1]
    assert nodeal.coordination == pytest.approx(180.0)
