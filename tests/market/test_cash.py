"""Tests of cash.py: who owns what, who pays whom, and that no money appears or vanishes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offtake.deals.verdicts.market import market
from offtake.formulas.flow import at_end, at_start
from offtake.market.cash import cash, old_first
from offtake.market.figures import figures
from offtake.market.flows import balances, present_values, worst_to_come
from offtake.plan.given import Dispatch


def as_it_stands(study, tree):
    """The plan in which nothing is begun."""
    return Dispatch(study, tree).plan(np.zeros((tree.size, len(study.projects))))


def test_the_two_futures_of_the_smallest_study(two_states):
    flow = two_states.cash.producer_flow(0, 0.10)

    npv = sorted(present_values(flow, two_states.tree, 0.10, 1.0))

    assert npv == pytest.approx([-47.9339, 13.7236], abs=5e-5)
    assert two_states.cash.paid[:, 0].tolist() == [40, 40, 40, 0, 40, 0, 40, 0] or sorted(
        two_states.cash.paid[:, 0]
    ) == [0, 0, 0, 40, 40, 40, 40, 40]


@given(seed=st.integers(0, 10_000))
@settings(max_examples=15, deadline=None)
def test_money_is_conserved_between_parties_at_every_node(toy, seed):
    rng = np.random.default_rng(seed)
    levels = rng.integers(0, 2, size=len(toy.f.projects)).astype(float)
    begun = np.where(toy.f.q.projects.window.cumsum(axis=0)[toy.tree.period] > 0, levels, 0.0)
    here = market(toy.study, toy.tree)
    money = here.position(here.room.kept(begun)).cash

    received = (money.receipts - money.inputs).sum(axis=1)

    assert received == pytest.approx(money.paid.sum(axis=1), abs=1e-9)


def test_money_is_conserved_in_a_plan_that_keeps_stocks(toy):
    received = (toy.cash.receipts - toy.cash.inputs).sum(axis=1)

    assert toy.plan.values["hold"].max() > 1.0
    assert received == pytest.approx(toy.cash.paid.sum(axis=1), abs=1e-9)


def test_lines_that_cost_the_same_share_what_is_made_by_capacity(toy):
    made = toy.cash.make.sum(axis=1)

    assert made == pytest.approx(toy.plan.values["make"].sum(axis=1))
    assert (toy.cash.make <= toy.f.capacity(toy.cash.begun) + 1e-6).all()


@pytest.mark.parametrize(
    ("price", "take_or_pay", "paid"),
    [
        (6, 0.5, [50, 50]),  # called first: 3 more, for 3 that are due in any case: 5 · 6 + 5 · 4
        (6, 0.0, [46, 46]),  # 7 at the asked price, 3 on the order
        (
            12,
            0.5,
            [64, 88],
        ),  # as before; at the end half of 12 for the 4 of 10 that were not called
    ],
)
def test_what_buyers_pay_for_goods_and_orders_is_what_producers_receive(
    study, chain, price, take_or_pay, paid
):
    """10 made a year, 12 needed; 5 of the order fall due in each year, so that 7 may be bought at 4."""
    dear = study(
        buyers=[{"buyer": "state", "discount_rate": 0.0, "public_fund_cost": 1.5}],
        orders=[{"order": "o", "buyer": "state", "producer": "maker", "product": "good", "quantity": 10, "price": price,
                 "starts": "2026-01-01", "ends": "2027-12-31", "take_or_pay": take_or_pay}],
    )  # fmt: skip
    plan = as_it_stands(dear, chain(2))
    money = cash(figures(dear, chain(2)), plan)

    assert money.paid.sum() == pytest.approx(sum(paid))
    assert money.receipts == pytest.approx(money.paid)


def test_what_an_order_obliges_to_pay_uncalled_is_paid_once_over_several_lines(study, chain):
    """The same with two lines of 5: half of 12 is due for the 4 of 10 that were not called, 24 in all, 12 to each."""
    old = {"producer": "maker", "product": "good", "capacity": 5, "unit_cost": 2}
    dear = study(
        buyers=[{"buyer": "state", "discount_rate": 0.0, "public_fund_cost": 1.5}],
        lines=[{"line": "old", **old}, {"line": "twin", **old}],
        orders=[{"order": "o", "buyer": "state", "producer": "maker", "product": "good", "quantity": 10, "price": 12,
                 "starts": "2026-01-01", "ends": "2027-12-31", "take_or_pay": 0.5}],
    )  # fmt: skip
    plan = as_it_stands(dear, chain(2))
    money = cash(figures(dear, chain(2)), plan)

    assert money.paid.sum() == pytest.approx(64 + 88)  # as with one line
    assert plan.values["unused"].sum() == pytest.approx(4)
    assert money.receipts.sum(axis=1) == pytest.approx(money.paid[:, 0])
    assert money.receipts[:, 0] == pytest.approx(money.receipts[:, 1])


def test_what_lies_in_stock_for_a_quarter_costs_a_quarter_of_a_year(study, chain):
    """40 a year are 10 a quarter; 15 are needed in the second: 5 are made before, at 2, and lie a quarter at 4 a year."""
    made = study(
        periods=2,
        period="quarter",
        products=[{"product": "good", "unit": "goods", "holding_cost": 4}],
        lines=[{"line": "old", "producer": "maker", "product": "good", "capacity": 40, "unit_cost": 2}],
        requirements=[{"buyer": "state", "product": "good", "period": "2026-Q2", "quantity": 15, "kind": "flow", "value": 9}],
    )  # fmt: skip
    plan = as_it_stands(made, chain(2))
    money = cash(figures(made, chain(2)), plan)

    assert money.running[:, 0].tolist() == pytest.approx([5 * 2 + 5 * 4 / 4, 10 * 2])


def test_extra_cost_is_paid_to_third_parties(study, chain):
    far = study(
        buyers=[{"buyer": "state", "discount_rate": 0.0, "iso3": "DEU"}],
        supply=[{"buyer": "DEU", "producer": "maker", "extra_cost": 0.5}],
    )
    plan = as_it_stands(far, chain(2))
    money = cash(figures(far, chain(2)), plan)

    assert money.paid[:, 0].tolist() == pytest.approx([45, 45])
    assert money.extra[:, 0].tolist() == pytest.approx([5, 5])
    assert money.receipts[:, 0].tolist() == pytest.approx([40, 40])


def test_start_and_end_of_a_period_count_apart(two_states):
    tree = two_states.tree
    one = np.where(tree.period == 1, 1.0, 0.0)

    assert present_values(at_start(one), tree, 0.1, 1.0) == pytest.approx([1 / 1.1] * 2)
    assert present_values(at_end(one), tree, 0.1, 1.0) == pytest.approx([1 / 1.21] * 2)
    assert balances(at_end(-one), tree)[one > 0].tolist() == [[0.0, -1.0]]


def test_the_most_that_may_still_come_is_that_of_the_worst_path(two_states):
    tree = two_states.tree
    pay = np.where(tree.probability < 1.0, np.arange(tree.size, dtype=float), 0.0)

    ahead = worst_to_come(pay, tree)

    assert ahead[0] == max(pay[path].sum() for path in tree.leaf_paths)


def test_what_stands_is_called_before_what_projects_add():
    """80 stand and make 80 of 100; the 20 left fall on 60 and 40 added, in proportion."""
    shared = old_first(
        np.array([100.0]), np.array([[80.0, 60.0, 40.0]]), np.array([[80.0, 0.0, 0.0]])
    )

    assert shared[0] == pytest.approx([80.0, 12.0, 8.0])


def test_lines_that_stand_share_by_capacity():
    shared = old_first(np.array([30.0]), np.array([[80.0, 40.0]]), np.array([[80.0, 40.0]]))

    assert shared[0] == pytest.approx([20.0, 10.0])
