"""Delivery times by hand: needs 12 and 12, 10 made in 2026 and 14 in 2027, or 9 where yields halve."""

from __future__ import annotations

import numpy as np
import pytest

from offtake.results.tables.forecast.times import met, reached, waits, waits_by_future
from offtake.results.tables.plan.deliveries import lateness

YIELD = {
    "drivers": [{"driver": "yield", "initial": "full"}],
    "driver_states": [
        {"driver": "yield", "date": "2027-01-01", "state": "full", "next": state, "probability": p}
        for state, p in (("full", 0.75), ("half", 0.25))
    ],
    "driver_effects": [
        {"driver": "yield", "state": "half", "table": "lines", "column": "reliability", "operation": "set", "value": 0.5}
    ],
}  # fmt: skip


def test_the_time_to_a_share_of_a_need_runs_evenly_within_a_period(solved):
    frame = reached(solved(**YIELD)).set_index(["buyer", "share"]).loc["all buyers"]
    # 12 of 24: 10 by 2027, 2 of 14 (of 9) in it; 21.6 and 24 of 24 where yields hold, 19 of 24 else
    assert frame.loc[0.5, ["p05", "p95", "ever"]].tolist() == pytest.approx([2027 + 2 / 14, 2027 + 2 / 9, 1])  # fmt: skip
    assert frame.loc[0.9, ["p50", "ever"]].tolist() == pytest.approx([2027 + 11.6 / 14, 0.75])
    assert frame.loc[1.0, ["p50", "ever"]].tolist() == pytest.approx([2028, 0.75])
    assert np.isnan(frame.loc[1.0, "p90"])


def test_a_year_is_met_where_nothing_is_late_at_its_end(solved):
    frame = met(solved(**YIELD)).set_index(["buyer", "year"]).loc["state"]
    assert frame["all"].tolist() == pytest.approx([0, 0.75])  # 2 of 12 are late at the end of 2026
    assert frame["mostly"].tolist() == pytest.approx([0, 0.75])  # 5 of 14 are more than a tenth


def test_a_year_is_met_for_the_most_part_where_a_tenth_is_missing(solved):
    frame = met(solved(lines=[{"line": "old", "producer": "maker", "product": "good", "capacity": 11, "unit_cost": 2}]))  # fmt: skip
    assert frame[frame["year"] == 2026]["mostly"].tolist() == [1, 1]
    assert frame[frame["year"] == 2026]["all"].tolist() == [0, 0]


def test_what_was_late_before_a_year_is_asked_of_it_too(solved):
    # 10 are made in 2026 and 18 in 2027: of 8 new and 11 late ones 1 is missing, under a tenth of 19 and over one of 8
    needs = [
        {"buyer": "state", "product": "good", "period": year, "quantity": units, "kind": "stock", "value": 90, "late_cost": 1}
        for year, units in (("2026", 21), ("2027", 8))
    ]  # fmt: skip
    frame = met(solved(requirements=needs)).set_index(["buyer", "year"]).loc["state"]
    assert (frame["all"].tolist(), frame["mostly"].tolist()) == ([0, 0], [0, 1])


def test_waits_of_all_buyers_are_those_of_the_table_lateness(solved):
    a = solved(**YIELD)
    row, whole = waits(a).iloc[0], lateness(a).iloc[0]
    for name in ("never_delivered", "wait_months", "wait_p05", "wait_p95", "on_time"):
        assert row[name] == pytest.approx(whole[name])


def test_each_buyer_has_its_own_and_the_order_of_rows_changes_nothing(solved):
    needs = [
        {"buyer": b, "product": "good", "period": "2026", "quantity": 6, "kind": kind, "value": 90}
        for b, kind in (("rich", "stock"), ("poor", "flow"))
    ]
    money = [{"buyer": "rich", "year": 2026, "amount": 99}, {"buyer": "poor", "year": 2026, "amount": 8}]  # fmt: skip
    buyers = [{"buyer": b, "discount_rate": 0.0} for b in ("rich", "poor")]
    a = solved(1, requirements=needs, budgets=money, buyers=buyers)
    frame = waits(a).set_index("buyer")
    assert frame.loc["poor", "never_delivered"] == pytest.approx(4 / 6)  # 8 pay 2 at 4
    assert frame.loc["rich", ["never_delivered", "wait_months"]].tolist() == [0, 0]
    assert frame.loc["all buyers", ["never_delivered", "of_flows", "of_stocks"]].tolist() == pytest.approx([4 / 12, 4 / 6, 0])  # fmt: skip
    again = solved(1, requirements=needs[::-1], budgets=money[::-1], buyers=buyers[::-1])
    for table in (waits, reached, met, waits_by_future):
        assert table(a).equals(table(again))


def test_futures_stand_apart_and_average_to_the_whole(solved):
    frame = waits_by_future(solved(**YIELD))
    own = frame[frame["buyer"] == "state"]
    assert own["never_delivered"].tolist() == pytest.approx([0, 5 / 24])
    assert own["future"].tolist() == [0, 1]


def test_years_and_quarters_say_the_same_where_lines_are_full(solved):
    dear = [{"project": "more", "line": "old", "kind": "expand", "adds": 8, "capex": 9999, "build_time": 1}]  # fmt: skip
    frames = [reached(solved(n, period, projects=dear)) for n, period in ((2, "year"), (8, "quarter"))]  # fmt: skip
    for frame in frames:
        assert frame["ever"].tolist() == [1, 0, 0] * 2
        assert frame["p50"].iloc[0] == pytest.approx(2027.2)
