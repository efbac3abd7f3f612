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
    order_book,
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
    """What orders get where what is called on their steps so far, period by period, is given."""

    def make(rows, *called, **tables):
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
        o = order_book(s)
        return (
            s,
            o,
            filled(o, quantities(s, chain), np.array(called, float).reshape(-1, PERIODS).T[None]),
        )

    return make


def test_an_order_gets_what_is_called_on_its_step(ordered):
    rows = [order("second", 12, starts="2026-07-01", ends="2027-06-30"), order("first", 15)]
    _, o, got = ordered(rows, [5, 10, 12, 12], [0, 1, 7, 7])  # steps by their first day

    assert got[0, :, o.names.index("first")].tolist() == [5, 10, 12, 12]
    assert got[0, :, o.names.index("second")].tolist() == [0, 1, 7, 7]


def test_orders_of_one_day_are_one_step_and_share_by_what_is_due(ordered):
    # By the middle of the year half as much of a as of b has fallen due: of 6 called a third goes to a.
    rows = [order("a", 8), order("b", 16)]
    _, o, got = ordered(rows, [6, 24, 24, 24])

    assert got[0, 0] == pytest.approx([2, 4] if o.names == ("a", "b") else [4, 2])
    assert sorted(got[0, -1]) == pytest.approx([8, 16])


def test_an_order_that_is_behind_gets_more_of_its_step(ordered):
    # Of a all falls due in 2026, of b half: 8 and 8 by its end, about 4 and 4 by the middle; 6 are called then, 3 of
    # each; then 5 and 5 lack and 4 are called, 2 of each; then 3 of a and 3 + 4 of b lack, and 5 are called.
    rows = [order("a", 8), order("b", 16, ends="2027-12-31")]
    _, o, got = ordered(rows, [6, 10, 15, 15])
    days = np.array([181, 365, 546, 730])
    due = {"a": 8 * np.minimum(days / 365, 1), "b": 16 * days / 730}

    so_far = dict.fromkeys("ab", 0.0)
    for t, fresh in enumerate([6, 4, 5, 0]):
        lacking = {k: due[k][t] - so_far[k] for k in "ab"}
        so_far = {k: so_far[k] + fresh * lacking[k] / sum(lacking.values()) for k in "ab"}
        for k in "ab":
            assert got[0, t, o.names.index(k)] == pytest.approx(so_far[k], rel=5e-3)
    assert got[0, :, :].sum(axis=1) == pytest.approx([6, 10, 15, 15])


def test_share_in_time_and_months_late_are_counted_from_the_last_day(ordered):
    # Steps by their first day; all is due at the end of 2026, the second half-year.
    days = ["2026-01-01", "2026-01-02", "2026-01-03"]
    rows = [
        order(name, quantity, starts=day)
        for name, quantity, day in zip(("kept", "late", "never"), (15, 15, 100), days, strict=True)
    ]
    s, o, got = ordered(rows, [8, 15, 15, 15], [0, 5, 15, 15], [10, 20, 30, 40])

    assert o.names == ("kept", "late", "never")
    assert share_in_time(o, got)[0].tolist() == pytest.approx([1.0, 5 / 15, 0.2])
    # the last one: to the study's end
    assert months_late(s, o, got)[0].tolist() == [0.0, 6.0, 12.0]
    assert completed(o, got)[0].tolist() == [1.0, 1.0, 0.0]


def test_what_was_delivered_before_the_study_counts(ordered):
    # 730 days, of which 365 lie before the study: 10 of 20; stated, it is what is stated.
    long = {"starts": "2025-01-01", "ends": "2026-12-31"}
    rows = [order("even", 20, **long), order("told", 20, starts="2025-01-02", delivered=14)]
    _, o, got = ordered(rows, [2, 10, 10, 10], [0, 1, 6, 6])

    assert got[0, :, o.names.index("even")] == pytest.approx([12, 20, 20, 20])
    assert got[0, :, o.names.index("told")] == pytest.approx([14, 15, 20, 20])


def test_an_order_of_nothing_is_filled(ordered):
    s, o, got = ordered([order("none", 0)])

    assert o.names == ("none",)
    assert share_in_time(o, got)[0].tolist() == [1.0]
    assert months_late(s, o, got)[0].tolist() == [0.0]


def test_an_order_that_ends_after_the_study_is_not_late_within_it(ordered):
    s, o, got = ordered([order("long", 100, ends="2035-12-31")], [3, 6, 8, 10])

    assert share_in_time(o, got)[0].tolist() == pytest.approx([0.1])
    assert months_late(s, o, got)[0].tolist() == [0.0]


def test_a_producer_without_a_line_of_the_product_is_told(ordered):
    firms = [{"producer": f, "cost_of_capital": 0.0} for f in ("maker", "idle")]
    rows = [order("a", 5), order("b", 5, producer="idle")]
    s, o, got = ordered(rows, [5, 5, 5, 5], producers=firms)

    assert dict(zip(o.names, can_make(s, o), strict=True)) == {"a": True, "b": False}
    assert got[0, -1, o.names.index("b")] == 0.0
    assert got[0, -1, o.names.index("a")] == 5.0
