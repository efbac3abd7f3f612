"""Orders by hand: 10 a year are made, an order of 12 falls due in 2026."""

from __future__ import annotations

import pytest

from offtake.results.tables.forecast.orders import orders

DEAR = [{"project": "more", "line": "old", "kind": "expand", "adds": 8, "capex": 9999, "build_time": 0}]  # fmt: skip
ORDER = {
    "order": "first", "buyer": "state", "producer": "maker", "product": "good", "quantity": 12, "price": 3,
    "starts": "2026-01-01", "ends": "2026-12-31",
}  # fmt: skip


NEED = [{"buyer": "state", "product": "good", "period": "2026", "quantity": 12, "kind": "stock", "value": 90, "late_cost": 1}]  # fmt: skip


def test_an_order_waits_for_what_cannot_be_made(solved):
    # 10 of 12 in 2026, the rest in 2027, of which 10 are made: the last two are called first, at 10 a year.
    # The u-th of 12 falls due at u/12 and is called at u/10 up to the 10th: wait 0 to 10 (1/10 - 1/12) = 1/6 year;
    # the 11th and 12th fall due at 10/12 to 1 and are called evenly over 2027: wait 1/6 to 1.
    row = orders(solved(projects=DEAR, orders=[ORDER])).iloc[0]
    assert row[["order", "buyer", "producer", "product"]].tolist() == ["first", "state", "maker", "good"]  # fmt: skip
    assert row[["due", "never_called", "completed"]].tolist() == pytest.approx([12, 0, 1], abs=1e-6)
    assert row["wait_months"] == pytest.approx(12 * (10 * (1 / 6) / 2 + 2 * (1 / 6 + 1) / 2) / 12)


def test_orders_of_one_day_share_what_is_called_by_what_each_lacks(solved):
    two = [{**ORDER, "quantity": 8}, {**ORDER, "order": "second", "quantity": 4}]
    frame = orders(solved(1, requirements=NEED, projects=DEAR, orders=two)).set_index("order")
    assert frame["never_called"].tolist() == pytest.approx([2 / 12, 2 / 12])
    assert frame["completed"].tolist() == [0, 0]
    again = orders(solved(1, requirements=NEED, projects=DEAR, orders=two[::-1])).set_index("order")
    assert again.equals(frame)


def test_an_order_of_a_firm_without_a_line_binds_nobody(solved):
    assert orders(solved(orders=[{**ORDER, "producer": "other"}])).empty
