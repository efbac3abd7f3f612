"""Dispatch where the world is not the plan: by hand, one course of two years with a capacity of 10 in the plan."""

from __future__ import annotations

import numpy as np
import pytest

from offtake.market.dispatch import dispatch, guide_of
from offtake.model.figures.quantities import quantities
from offtake.model.output import capacity_with
from offtake.plan.first_best import solve_first_best


@pytest.fixture
def course(study, chain):
    """course(capacity, planned={…}, willing=…, **tables): a plan for `planned`, followed with that capacity a year."""

    def follow(capacity, planned=None, willing=None, **tables):
        tree = chain(2)
        tables = {"projects": [], **tables}
        foreseen = study(**{**tables, **(planned or {})})
        plan = solve_first_best(foreseen, tree)
        theirs = quantities(foreseen, tree)
        known = capacity_with(theirs, tree, plan.values["begun"])
        guide = guide_of(theirs, tree, plan.values, known)
        most = None if willing is None else np.array(willing, float)[:, None]
        q = quantities(study(**tables), tree)
        return dispatch(q, tree, np.array(capacity, float)[:, None], guide, most)

    return follow


def need(quantity, buyer="state", **cells):
    return {"buyer": buyer, "product": "good", "period": "2026", "quantity": quantity, "kind": "stock",
            "value": 9, "late_cost": 1} | cells  # fmt: skip


def test_goods_that_lack_are_late_and_caught_up_only_by_capacity_that_the_plan_did_not_have(course):
    # 12 needed a year, 10 planned a year
    short = course([4, 10])
    assert short["deliver"].ravel() == pytest.approx([4, 10])
    assert short["late"].ravel() == pytest.approx([8, 10])

    rich = course([4, 30])
    assert rich["make"].ravel() == pytest.approx([4, 20])  # what is open, no more
    assert rich["late"].ravel() == pytest.approx([8, 0])


def test_a_line_makes_beyond_the_plan_what_it_is_willing_to(course):
    assert course([10, 30], willing=[0, 13])["make"].ravel() == pytest.approx([10, 13])
    assert course([10, 30], willing=[0, 0])["make"].ravel() == pytest.approx([10, 10])


def test_buyers_share_what_is_there_in_proportion(course):
    found = course(
        [6, 0],
        buyers=[{"buyer": "state", "discount_rate": 0.0}, {"buyer": "land", "discount_rate": 0.0}],
        requirements=[need(6), need(3, "land")],
    )
    # 9 planned, 6 there: two thirds of each
    assert sorted(found["deliver"][0]) == pytest.approx([2, 4])


def test_less_money_than_planned_buys_less(course):
    budget = [{"buyer": "state", "year": year, "amount": 20} for year in (2026, 2027)]
    found = course([10, 10], planned={"budgets": []}, budgets=budget)
    # 5 a year at 4; the planned 10 are not made for nobody
    assert found["deliver"].ravel() == pytest.approx([5, 5])
    assert found["paid"].ravel() == pytest.approx([20, 20])
    assert found["make"].ravel() == pytest.approx([5, 5])


@pytest.mark.parametrize(("there", "flow", "stock"), [(4, 4, 0), (7, 5, 2), (20, 5, 5)])
def test_unforeseen_needs_that_lapse_come_before_those_that_stand(course, there, flow, stock):
    # the plan foresees no need, so it has made nothing; the flow is worth less, and lapses
    found = course(
        [there, 0],
        planned={"requirements": [need(0), need(0, kind="flow", value=5)]},
        requirements=[need(5), need(5, kind="flow", value=5)],
    )
    assert found["missed"][0] == pytest.approx([5 - flow])
    assert found["late"][0] == pytest.approx([5 - stock])
    assert found["make"][0] == pytest.approx([flow + stock])


def test_nothing_is_made_that_costs_more_than_it_is_worth(course):
    # worth 9 and late cost 1: at 11 a unit only what is planned is made, and nobody planned it
    dear = [{"line": "old", "producer": "maker", "product": "good", "capacity": 10, "unit_cost": 11}]  # fmt: skip
    assert not course([10, 10], planned={"requirements": [need(0)]}, lines=dear)["make"].any()


def test_least_rates_are_kept_though_nobody_asks_for_the_goods(course):
    least = [{"line": "old", "producer": "maker", "product": "good", "capacity": 10, "unit_cost": 2, "min_rate": 0.5}]  # fmt: skip
    found = course([10, 3], lines=least, requirements=[need(0)])
    # half of 10, and what is left of it where capacity is lost
    assert found["make"].ravel() == pytest.approx([5, 3])
    assert found["hold"].ravel() == pytest.approx([5, 8])


def test_a_call_saves_what_its_share_of_a_firm_order_would_cost_uncalled(course):
    # the firm order has a quarter of what is called.  Of 100 in the second year it obliges to 60; a call costs 6 less 1.5 saved
    order = {"buyer": "state", "producer": "maker", "product": "good", "price": 6, "starts": "2026-01-01", "ends": "2027-12-31"}  # fmt: skip
    found = course(
        [0, 10],
        planned={"budgets": []},
        orders=[order | {"order": "a", "quantity": 10, "take_or_pay": 1}, order | {"order": "b", "quantity": 30}],
        budgets=[{"buyer": "state", "year": year, "amount": 100} for year in (2026, 2027)],
    )  # fmt: skip
    assert found["call"].ravel() == pytest.approx([0, 40 / 4.5])
    assert found["paid"].ravel() == pytest.approx([0, 100])
