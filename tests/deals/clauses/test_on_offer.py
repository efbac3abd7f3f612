"""Who pays which share of a clause, and when each entry of a menu of durations ends."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from offtake.deals.acceptance.participation import stances
from offtake.deals.clauses.instrument import Instrument
from offtake.deals.clauses.on_offer import _own_credits, buyer_shares, clause_of, units
from offtake.formulas.flow import at_end
from offtake.market.cash import cash
from offtake.market.figures import figures
from offtake.plan.first_best import solve_first_best
from offtake.uncertainty.reduction.build import build_tree

INF = np.inf


def paying(budget: list[list[float]], paid: list[list[float]]) -> SimpleNamespace:
    """Two buyers over two nodes that are each sure to come."""
    f = SimpleNamespace(
        buyers=["A", "B"],
        tree=SimpleNamespace(probability=np.ones(2)),
        q=SimpleNamespace(buyers=SimpleNamespace(budget=np.array(budget))),
    )
    return SimpleNamespace(f=f, paid=np.array(paid))


@pytest.mark.parametrize(
    ("budget", "shares"),
    [
        ([[30.0, 10.0], [30.0, 10.0]], [0.75, 0.25]),  # in proportion to budgets
        ([[30.0, INF], [30.0, INF]], [0.2, 0.8]),  # one states none: to what they pay for goods
        ([[INF, INF], [INF, INF]], [0.2, 0.8]),
    ],
)
def test_buyers_share_by_budget_or_where_one_has_none_by_what_they_pay(budget, shares):
    goods = [[1.0, 2.0], [1.0, 6.0]]

    assert buyer_shares(paying(budget, goods), "").tolist() == pytest.approx(shares)
    assert buyer_shares(paying(budget, goods), "B").tolist() == [0.0, 1.0]


def test_a_duration_counts_whole_periods_from_the_first(two_states):
    unit, stance = units(two_states.f)[0], stances(two_states.study)[0]
    row = Instrument("fee", "reservation", durations=(1.0, 3.0, 9.0))
    found = clause_of(two_states.cash, unit, stance, row)

    assert [(c.years, c.cover.terms.first, c.cover.terms.last) for c in found] == [
        (1.0, 0, 0), (3.0, 0, 2), (9.0, 0, 4),
    ]  # fmt: skip
    assert all(c.cover.terms.credit_last == c.cover.terms.last for c in found)
    assert len({c.menu for c in found}) == 1


def test_the_last_day_ends_a_clause_before_its_duration_does(two_states):
    unit, stance = units(two_states.f)[0], stances(two_states.study)[0]
    last = two_states.study.period_start(1)
    row = replace(Instrument("fee", "reservation", durations=(3.0,)), latest=last)
    (found,) = clause_of(two_states.cash, unit, stance, row)

    assert found.cover.terms.last == 1


def test_what_one_buyer_pays_early_is_capped_by_its_own_goods(study):
    """North takes 3 a quarter and south 1, at 5: together 40 can be credited in half a year, against south's goods 10."""
    made = study(
        periods=2,
        period="quarter",
        lines=[{"line": "old", "producer": "maker", "product": "good", "capacity": 40, "unit_cost": 2}],
        buyers=[{"buyer": "north", "discount_rate": 0}, {"buyer": "south", "discount_rate": 0}],
        requirements=[
            {"buyer": buyer, "product": "good", "period": period, "quantity": units, "kind": "flow", "value": 9, "late_cost": 1}
            for buyer, units in (("north", 3), ("south", 1)) for period in ("2026-Q1", "2026-Q2")
        ],
        prices=[{"producer": "maker", "product": "good", "price": 5}],
        instruments=[{"instrument": "early", "kind": "prepayment", "buyer": "north"}],
    )  # fmt: skip
    tree = build_tree(made)
    target = cash(figures(made, tree), solve_first_best(made, tree))
    unit, stance = units(target.f)[0], stances(made)[0]
    cap = {
        buyer: clause_of(target, unit, stance, Instrument("early", "prepayment", buyer=buyer))[0]
        for buyer in ("", "north", "south")
    }

    assert {buyer: clause.maximum for buyer, clause in cap.items()} == pytest.approx(
        {"": 40, "north": 30, "south": 10}
    )
    assert "that buyer is certain to receive" in cap["south"].cap_reason


def test_goods_of_other_firms_carry_no_advance(study):
    """North takes 3 a quarter from one firm at 5, south 1 from another at 6: 30 and 12, and nothing across."""
    firms = ("maker", "other")
    made = study(
        periods=2,
        period="quarter",
        producers=[{"producer": firm, "cost_of_capital": 0} for firm in firms],
        lines=[{"line": firm, "producer": firm, "product": "good", "capacity": 40, "unit_cost": 2} for firm in firms],
        projects=[],
        buyers=[{"buyer": "north", "discount_rate": 0}, {"buyer": "south", "discount_rate": 0}],
        supply=[{"buyer": b, "producer": firm, "allowed": False} for b, firm in (("north", "other"), ("south", "maker"))],
        requirements=[
            {"buyer": buyer, "product": "good", "period": period, "quantity": units, "kind": "flow", "value": 9, "late_cost": 1}
            for buyer, units in (("north", 3), ("south", 1)) for period in ("2026-Q1", "2026-Q2")
        ],
        prices=[{"producer": firm, "product": "good", "price": 5 + k} for k, firm in enumerate(firms)],
        instruments=[{"instrument": "early", "kind": "prepayment", "buyer": "north"}],
    )  # fmt: skip
    tree = build_tree(made)
    target = cash(figures(made, tree), solve_first_best(made, tree))
    found = {
        (unit.name, buyer): clause.maximum
        for unit, stance in zip(units(target.f), stances(made), strict=True)
        for buyer in ("north", "south")
        for clause in clause_of(
            target, unit, stance, Instrument("early", "prepayment", buyer=buyer)
        )
    }
    assert found == pytest.approx(
        {
            ("maker", "north"): 30,
            ("maker", "south"): 0,
            ("other", "north"): 0,
            ("other", "south"): 12,
        }
    )


def test_credits_of_an_advance_are_held_to_the_poorest_future_of_each_period():
    # Sold at 2: 50 or 30 units in the second period, of which one buyer of two takes half; half the advance is credited.
    tree = SimpleNamespace(size=3, period=np.array([0, 1, 1]), periods=2)
    lines = SimpleNamespace(product=np.array([0]))
    offers = SimpleNamespace(offer=np.array([0]), line_source=np.array([0]))
    f = SimpleNamespace(tree=tree, q=SimpleNamespace(lines=lines, offers=offers))
    units_sold = np.array([[0.0], [50.0], [30.0]])
    halves = np.repeat(units_sold[:, None], 2, axis=2) / 2
    target = SimpleNamespace(f=f, delivered=units_sold, bought=halves, taken=halves)
    cover = SimpleNamespace(target=target, lines=[0], price=np.full(3, 2.0))
    pay = SimpleNamespace(each=at_end(np.array([0.0, -0.5, -0.5])))

    assert _own_credits(cover, pay, np.array([1.0, 0.0])) == pytest.approx(30 * 2 / 2 / 0.5)
