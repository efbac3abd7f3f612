"""Supply: what is made becomes stock, parts, or deliveries.  Rows stand in their one order: part, then whole."""

from __future__ import annotations

import numpy as np
import pytest

from offtake.model.figures.quantities import quantities
from offtake.model.supply import supply_block

PARTS = {
    "products": [
        {"product": "whole", "unit": "wholes", "holding_cost": 3, "stock_value": 7},
        {"product": "part", "unit": "parts"},
    ],
    "recipes": [{"product": "whole", "input": "part", "quantity": 2}],
    "lines": [
        {
            "line": "assembly",
            "producer": "maker",
            "product": "whole",
            "capacity": 10,
            "unit_cost": 2,
        },
        {"line": "press", "producer": "maker", "product": "part", "capacity": 30, "unit_cost": 1},
    ],
    "projects": [
        {
            "project": "more",
            "line": "press",
            "kind": "expand",
            "adds": 8,
            "capex": 5,
            "build_time": 0,
        }
    ],
    "requirements": [
        {
            "buyer": "state",
            "product": "whole",
            "period": "2026",
            "quantity": 12,
            "kind": "stock",
            "value": 9,
        }
    ],
    "prices": [{"producer": "maker", "product": "whole", "price": 4}],
}


def balance(block, variable, values, n_rows=2):
    """Sum of the balance's terms in one variable of the node itself."""
    row = block.rows[0]
    total = np.zeros(n_rows)
    for term in row.terms:
        if term.variable == variable and isinstance(term.node, int) and term.node < 0:
            np.add.at(total, term.row, term.value * np.asarray(values)[term.column])
    return total.tolist()


def test_making_a_whole_uses_its_parts(study, chain):
    block = supply_block(quantities(study(**PARTS), chain(2)), chain(2), 1)

    assert balance(block, "make", [1, 0]) == [-2, 1]
    assert balance(block, "make", [0, 5]) == [5, 0]


def test_stock_and_deliveries_take_from_the_balance(study, chain):
    block = supply_block(quantities(study(**PARTS), chain(2)), chain(2), 1)

    assert balance(block, "hold", [1, 4]) == [-1, -4]
    assert balance(block, "deliver", [3]) == [0, -3]


def test_stock_of_the_period_before_adds_to_the_balance(study, chain):
    block = supply_block(quantities(study(**PARTS), chain(2)), chain(2), 1)
    before = [
        t
        for t in block.rows[0].terms
        if t.variable == "hold" and isinstance(t.node, int) and t.node == 0
    ]

    assert [t.value.tolist() for t in before] == [[1, 1]]


def test_there_is_no_stock_before_the_first_period(study, chain):
    block = supply_block(quantities(study(**PARTS), chain(2)), chain(2), 0)

    assert all(isinstance(t.node, int) and t.node < 0 for t in block.rows[0].terms)


def test_stock_costs_its_keeping_and_is_worth_something_only_at_the_end(study, chain):
    # 3 a unit-year, Δ = 1; worth 7 at the end; rate 10%.
    q = quantities(study(**PARTS, settings={"discount_rate": 0.1}), chain(2))

    assert supply_block(q, chain(2), 0).variables[0].cost.tolist() == pytest.approx([0, 3 / 1.1])
    assert supply_block(q, chain(2), 1).variables[0].cost.tolist() == pytest.approx(
        [0, (3 - 7) / 1.21]
    )
