"""Purchases by hand: what is delivered is what is bought, and what a unit costs its buyer."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from offtake.model.figures.quantities import quantities
from offtake.model.purchase import bought_units, call_cost, group_of_way, purchase_block

ORDER = {
    "order": "o", "buyer": "state", "producer": "maker", "product": "good", "quantity": 4, "price": 3,
    "starts": date(2026, 1, 1), "ends": date(2027, 12, 31), "take_or_pay": 1.0,
}  # fmt: skip
SUPPLY = [{"buyer": "state", "producer": "maker", "extra_cost": 0.5}]


def rows(block):
    return {r.name: (r.lower.tolist(), r.upper.tolist()) for r in block.rows}


def test_with_one_way_and_no_order_what_is_delivered_is_bought(study, chain):
    q = quantities(study(supply=SUPPLY), chain(2))
    block = purchase_block(q, chain(2), 0)
    assert [v.name for v in block.variables if v.labels.size] == []
    assert not block.rows
    given = np.array([[7.0], [5.0]])
    assert bought_units(q, np.zeros((2, 0)), given).tolist() == given.tolist()
    assert q.ways.cost.tolist() == [[4.5], [4.5]]


def test_an_order_is_called_at_its_price_and_paid_where_it_ends(study, chain):
    """Two a year fall due: 2 may have been called by the end of the first year, 4 by that of the second."""
    q = quantities(study(orders=[ORDER], supply=SUPPLY), chain(2))
    assert call_cost(q).tolist() == [[3.5], [3.5]]
    assert group_of_way(q).tolist() == [0]
    first, last = (purchase_block(q, chain(2), n) for n in (0, 1))
    upper = {v.name: v.upper.tolist() for v in first.variables}
    assert (upper["called"], upper["unused"]) == ([2.0], [0.0])
    assert {v.name: v.upper.tolist() for v in last.variables}["unused"] == [4.0]
    assert rows(first).keys() == {"taken", "called", "beyond"}
    assert rows(last)["unused"] == ([4.0], [4.0])


def test_public_money_counts_beside_what_is_used_up(study, chain):
    """Extra cost 0.5, and 0.2 of all that is paid: 0.5 + 0.2 × 3.5 for a unit called, at no rate."""
    buyers = [{"buyer": "state", "discount_rate": 0.0, "public_fund_cost": 1.2}]
    q = quantities(study(orders=[ORDER], supply=SUPPLY, buyers=buyers), chain(2))
    cost = {v.name: v.cost.tolist() for v in purchase_block(q, chain(2), 1).variables}
    assert cost["call"] == pytest.approx([1.2])
    assert cost["buy"] == pytest.approx([0.5 + 0.2 * 4.5])
    assert cost["unused"] == pytest.approx([0.2 * 3])
