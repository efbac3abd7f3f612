"""Budgets: calendar years, the highest price asked, and what carries over."""

from __future__ import annotations

from datetime import date

import pytest

from offtake.model.budget import budget_block
from offtake.model.figures.periods import payment_years
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


def test_a_share_of_what_is_left_carries_over(study, chain):
    q = quantities(study(budgets=MONEY, settings={"carry_over": 0.5}), chain(2))
    budget, carry = budget_block(q, chain(2), 1).rows

    assert entries(budget) == {("deliver", -1): 4, ("carry", 0): -1}
    assert entries(carry) == {("deliver", -1): 0.5 * 4, ("carry", 0): -0.5, ("carry", -1): 1}
    assert (budget.upper.tolist(), carry.upper.tolist()) == ([41], [0.5 * 41])


def test_without_carry_over_nothing_can_be_carried(study, chain):
    block = budget_block(quantities(study(budgets=MONEY), chain(2)), chain(2), 0)

    assert block.variables[0].upper.tolist() == [0]


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
