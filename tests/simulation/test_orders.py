"""Orders filled one by one, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from offtake.model.figures.quantities import quantities
from offtake.simulation.orders import (
    can_make,
    completed,
    filled,
    months_late,
    orders_of,
    share_in_time,
)
from offtake.uncertainty.tree import ScenarioTree

PERIODS = 4  # half-years of 2026 and 2027


def order(name: str, quantity: float, **changed: object) -> dict[str, object]:
    row = {"order": name, "buyer": "state", "producer": "maker", "product": "good"}
    row |= {"quantity": quantity, "price": 4, "starts": "2026-01-01", "ends": "2026-12-31"}
    return row | changed


@pytest.fixture
def ordered(study):
    """What orders get where `make` by line and 10 a period to the one buyer are given."""

    def make(rows, output, delivered=(10.0,) * PERIODS, **tables):
        s = study(
            periods=PERIODS,
            period="half-year",
            orders=rows,
            projects=[
                {"project": "more", "line": "old", "kind": "expand", "adds": 8, "capex": 5}
                | {"build_time": 0}
            ],
            **tables,
        )
        chain = ScenarioTree(np.arange(PERIODS) - 1, np.arange(PERIODS), np.ones(PERIODS))
        q = quantities(s, chain)
        y = np.zeros((1, PERIODS, q.requirements.deliveries.size))
        y[0, :, 0] = delivered
        o = orders_of(s)
        return s, o, filled(s, q, o, np.array([output], float), y)

    return make


ALONE = [[10.0]] * PERIODS


def test_first_in_is_first_served(ordered):
    late_row_first = [order("second", 12, starts="2026-02-01"), order("first", 15)]
    late_row_first[0]["starts"] = "2026-07-01"
    _, o, got = ordered(late_row_first, ALONE)

    # 10 a half-year: first gets 10, then 5; second begins in the second half-year with the 5 left, then 7.
    assert o.names == ("second", "first")
    assert got[0].tolist() == [[0, 10], [5, 15], [12, 15], [12, 15]]


def test_orders_of_one_day_are_served_in_the_order_of_the_table(ordered):
    _, _, got = ordered([order("a", 8), order("b", 8)], ALONE)

    assert got[0].tolist() == [[8, 2], [8, 8], [8, 8], [8, 8]]


def test_share_in_time_and_months_late_are_counted_from_the_last_day(ordered):
    rows = [order("kept", 15), order("late", 15), order("never", 100)]
    s, o, got = ordered(rows, ALONE)

    # All are due at the end of 2026, the second half-year; 20 are there by then.
    assert share_in_time(o, got)[0].tolist() == pytest.approx([1.0, 5 / 15, 0.0])
    assert months_late(s, o, got)[0].tolist() == [
        0.0,
        6.0,
        12.0,
    ]  # the last one: to the study's end
    assert completed(o, got)[0].tolist() == [1.0, 1.0, 0.0]


def test_a_producer_serves_its_orders_from_its_own_share_of_what_leaves(ordered):
    firms = [{"producer": f, "cost_of_capital": 0.0} for f in ("maker", "rival")]
    lines = [
        {"line": name, "producer": f, "product": "good", "capacity": 10, "unit_cost": 2}
        for name, f in (("old", "maker"), ("theirs", "rival"))
    ]
    prices = [{"producer": f, "product": "good", "price": 4} for f in ("maker", "rival")]
    # Maker makes 2 of 8 in all: a quarter of the 10 delivered each period.
    _, _, got = ordered(
        [order("own", 100)],
        [[2.0, 6.0]] * PERIODS,
        producers=firms,
        lines=lines,
        prices=prices,
    )

    assert got[0, :, 0].tolist() == [2.5, 5.0, 7.5, 10.0]


def test_an_order_gets_no_more_than_its_buyer_takes(ordered):
    _, _, got = ordered([order("a", 100)], ALONE, delivered=(0.0, 3.0, 0.0, 4.0))

    assert got[0, :, 0].tolist() == [0.0, 3.0, 3.0, 7.0]


def test_an_order_that_ended_before_the_study_is_left_out_and_one_of_nothing_is_filled(ordered):
    rows = [order("past", 5, starts="2020-01-01", ends="2025-12-31"), order("none", 0)]
    s, o, got = ordered(rows, ALONE)

    assert o.names == ("none",)
    assert share_in_time(o, got)[0].tolist() == [1.0]
    assert months_late(s, o, got)[0].tolist() == [0.0]


def test_an_order_that_ends_after_the_study_is_not_late_within_it(ordered):
    s, o, got = ordered([order("long", 100, ends="2035-12-31")], ALONE)

    assert share_in_time(o, got)[0].tolist() == [0.4]
    assert months_late(s, o, got)[0].tolist() == [0.0]


def test_a_producer_without_a_line_of_the_product_is_told(ordered):
    firms = [{"producer": f, "cost_of_capital": 0.0} for f in ("maker", "idle")]
    s, o, got = ordered([order("a", 5), order("b", 5, producer="idle")], ALONE, producers=firms)

    assert can_make(s, o) == [True, False]
    assert got[0, -1].tolist() == [5.0, 0.0]
