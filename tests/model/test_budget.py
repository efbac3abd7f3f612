"""Budgets: calendar years, the highest price asked, and what carries over."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from offtake.model.budget import budget_block, overspent_block
from offtake.model.figures.axes import payment_years
from offtake.model.figures.quantities import quantities

MONEY = [{"buyer": "state", "year": year, "amount": 40 + year - 2026} for year in (2026, 2027)]


def entries(rows):
    """(variable, node) -> coefficient of the only row."""
    found = {}
    for t in rows.terms:
        node = t.node if isinstance(t.node, int) else int(t.node[0])
        for value in t.value:
            found[t.variable, node] = found.get((t.variable, node), 0) + value
    return found


def test_payments_of_a_year_stand_in_one_row_at_its_end(study, chain):
    quarters = study(periods=8, period="quarter", budgets=MONEY)
    q = quantities(quarters, chain(8))

    assert [len(budget_block(q, chain(8), n).rows) for n in range(8)] == [0, 0, 0, 1, 0, 0, 0, 1]
    row = budget_block(q, chain(8), 7).rows[0]
    assert entries(row) == {
        ("deliver", 4): 4,
        ("deliver", 5): 4,
        ("deliver", 6): 4,
        ("deliver", -1): 4,
    }
    assert row.upper.tolist() == [41]


def test_deliveries_count_at_the_highest_price_asked(study, chain):
    two = study(
        budgets=MONEY,
        producers=[
            {"producer": "maker", "cost_of_capital": 0.0},
            {"producer": "dear", "cost_of_capital": 0.0},
        ],
        prices=[
            {"producer": "maker", "product": "good", "price": 4},
            {"producer": "dear", "product": "good", "price": 6},
        ],
    )

    assert quantities(two, chain(2)).products.price.tolist() == [[6], [6]]


def test_prices_move_with_their_index(study, chain):
    rising = study(prices=[{"producer": "maker", "product": "good", "price": 4, "index": 0.1}])

    assert quantities(rising, chain(2)).products.price[:, 0].tolist() == pytest.approx([4, 4.4])


def test_prices_move_within_a_year(study, chain):
    # 21% a year: a half-year makes 4 to 4.4
    price = {"producer": "maker", "product": "good", "price": 4, "index": 0.21}
    need = {
        "buyer": "state",
        "product": "good",
        "period": "2026-Q1",
        "quantity": 1,
        "kind": "flow",
        "value": 9,
    }
    made = study(periods=3, period="quarter", prices=[price], requirements=[need])
    rising = quantities(made, chain(3)).products.price

    assert rising[:, 0].tolist() == pytest.approx([4, 4 * 1.21**0.25, 4.4])


def test_what_is_left_may_be_spent_one_year_later_and_no_more(study, chain):
    # own ≤ 41; carried + 0.5 own of the year before ≤ 0.5 · 40
    q = quantities(study(budgets=MONEY, settings={"carry_over": 0.5}), chain(2))
    block = budget_block(q, chain(2), 1)
    budget, carried = block.rows

    assert entries(budget) == {("deliver", -1): 4, ("own", -1): -1, ("carried", -1): -1}
    assert entries(carried) == {("carried", -1): 1, ("own", 0): 0.5}
    assert (budget.upper.tolist(), carried.upper.tolist()) == ([0], [0.5 * 40])
    assert [v.upper.tolist() for v in block.variables] == [[41], [np.inf]]


def test_nothing_is_carried_into_the_first_year(study, chain):
    q = quantities(study(budgets=MONEY, settings={"carry_over": 0.5}), chain(2))

    assert [v.upper.tolist() for v in budget_block(q, chain(2), 0).variables] == [[40], [0]]


def test_without_carry_over_a_budget_needs_no_variables(study, chain):
    block = budget_block(quantities(study(budgets=MONEY), chain(2)), chain(2), 0)

    assert (block.variables, block.rows[0].upper.tolist()) == ((), [40])


def test_a_budget_year_begins_with_its_month_and_counts_by_its_share_in_the_study(study, chain):
    # April to March; quarters from January 2026: one quarter of 2025's year, four of 2026's, three of 2027's.
    needed = [
        {
            "buyer": "state",
            "product": "good",
            "period": "2026-Q1",
            "quantity": 1,
            "kind": "flow",
            "value": 9,
        }
    ]
    april = study(
        periods=8, period="quarter", requirements=needed,
        buyers=[{"buyer": "state", "discount_rate": 0.0, "year_starts": 4}],
        budgets=[{"buyer": "state", "year": y, "amount": 40} for y in (2025, 2026, 2027)],
    )  # fmt: skip
    q = quantities(april, chain(8))

    assert q.buyers.budget[:, 0].tolist() == [10, 40, 40, 40, 40, 30, 30, 30]
    assert q.buyers.ends_year[:, 0].tolist() == [n in (0, 4, 7) for n in range(8)]


def test_what_is_obliged_besides_leaves_less_and_may_be_overspent(study, chain):
    q, owed = quantities(study(budgets=MONEY), chain(2)), np.array([[50.0], [7.0]])
    row = budget_block(q, chain(2), 0, owed).rows[0]

    assert entries(row) == {("deliver", -1): 4, ("over", -1): -1}
    assert row.upper.tolist() == [40 - 50]
    over = overspent_block(q, chain(2), 0, owed).variables[0]
    # a unit of money buys a quarter of a good, worth 9 and 2 years of a late cost of 1
    assert over.cost.tolist() == [10 * (9 + 2) / 4]


def test_a_buyer_without_a_budget_has_no_limit(study, chain):
    block = budget_block(quantities(study(), chain(2)), chain(2), 0)

    assert block.rows == ()


def test_a_pledge_becomes_a_budget_on_a_straight_path(study, chain):
    # GDP 1000, no growth; 2% now to 3% in a year; half on equipment, a tenth on this product.
    pledged = study(
        pledges=[
            {
                "buyer": "state",
                "gdp": 1000,
                "gdp_growth": 0,
                "share_now": 0.02,
                "share_target": 0.03,
                "target_year": 2027,
                "equipment_share": 0.5,
                "product_share": 0.1,
            }
        ]
    )

    assert quantities(pledged, chain(2)).buyers.budget[:, 0].tolist() == pytest.approx([1.0, 1.5])


def test_payments_of_a_period_fall_in_the_year_of_its_last_day(study, chain):
    needed = [
        {
            "buyer": "state",
            "product": "good",
            "period": "2027-Q1",
            "quantity": 1,
            "kind": "flow",
            "value": 9,
        }
    ]
    autumn = study(
        periods=3, period="quarter", settings={"start": date(2026, 10, 1)}, requirements=needed
    )

    assert payment_years(autumn).tolist() == [2026, 2027, 2027]
