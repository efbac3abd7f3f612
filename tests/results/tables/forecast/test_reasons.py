"""Shares of lateness by hand, and against plans solved anew with limits lifted."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest

from offtake.results.tables.forecast.reasons import reasons
from offtake.results.tables.plan.deliveries import lateness

FLOW = [
    {"buyer": "state", "product": "good", "period": "2026", "quantity": 12, "kind": "flow", "value": 90}
]  # fmt: skip
SIX = [{"line": "old", "producer": "maker", "product": "good", "capacity": 6, "unit_cost": 2}]
LATER = [{"project": "more", "line": "old", "kind": "expand", "adds": 8, "capex": 9999, "build_time": 0}]  # fmt: skip
SIXTEEN = [{"buyer": "state", "year": 2026, "amount": 16}]


def amounts(frame, buyer="all buyers", of="units never delivered"):
    rows = frame[(frame["buyer"] == buyer) & (frame["of"] == of)]
    return dict(zip(zip(rows["reason"], rows["name"], strict=True), rows["amount"], strict=True))


def test_two_limits_share_what_both_hold_back_and_the_tighter_bears_the_rest(solved):
    # 12 needed; lines make 6, money pays 4 at 4: 8 are lost. Up to 6 either is to blame, 3 each; the other 2 money.
    a = solved(1, requirements=FLOW, lines=SIX, projects=LATER, budgets=SIXTEEN)
    assert amounts(reasons(a)) == pytest.approx({("money", ""): 5.0, ("capacity", "good"): 3.0})
    assert amounts(reasons(a), "state") == pytest.approx({("money", "state"): 5.0, ("capacity", "good"): 3.0})  # fmt: skip
    assert reasons(a)["rank"].tolist() == [1, 2, 1, 2]


def test_shares_are_shapley_values_of_plans_solved_anew_with_limits_lifted(solved):
    lifted = {"capacity": ("lines", [{**SIX[0], "capacity": 99}]), "money": ("budgets", [{**SIXTEEN[0], "amount": 999}])}  # fmt: skip
    base = {"requirements": FLOW, "lines": SIX, "projects": LATER, "budgets": SIXTEEN}

    def lost(names):
        plan = solved(1, **base | {lifted[n][0]: lifted[n][1] for n in names}).plan
        return float(plan.values["missed"].sum())

    shares = dict.fromkeys(lifted, 0.0)
    for order in permutations(lifted):
        for k, name in enumerate(order):
            shares[name] += (lost(order[:k]) - lost(order[: k + 1])) / 2
    found = amounts(reasons(solved(1, **base)))
    assert {key: found[key, name] for key, name in (("capacity", "good"), ("money", ""))} == pytest.approx(shares)  # fmt: skip


PARTS = {
    "products": [{"product": p, "unit": p} for p in ("good", "fuse", "case")],
    "recipes": [
        {"product": "good", "input": "fuse", "quantity": 2},
        {"product": "good", "input": "case", "quantity": 1},
    ],
    "lines": [
        {"line": "hall", "producer": "maker", "product": "good", "capacity": 9, "unit_cost": 2},
        {"line": "fuses", "producer": "maker", "product": "fuse", "capacity": 10, "unit_cost": 1},
        {"line": "cases", "producer": "other", "product": "case", "capacity": 5, "unit_cost": 1},
    ],
    "projects": [
        {"project": "more", "line": "hall", "kind": "expand", "adds": 99, "capex": 9999, "build_time": 0},
        {"project": "fuses", "line": "fuses", "kind": "expand", "adds": 99, "capex": 9999, "build_time": 0},
    ],
}  # fmt: skip


def test_the_part_that_is_short_is_named(solved):
    # 12 needed, 5 made. Left open: 3 by the hall, 7 by fuses (10 of 24), 7 by cases (5 of 12).
    # Up to 3 three are to blame, 1 each; from 3 to 7 two, 2 each. Of cases nothing more can be built.
    found = amounts(reasons(solved(1, requirements=FLOW, **PARTS)))
    assert found == pytest.approx({("part", "fuse"): 3, ("start", "case"): 3, ("capacity", "good"): 1})  # fmt: skip


def test_shares_depend_on_no_order_of_rows_or_names(solved):
    one = reasons(solved(1, requirements=FLOW, **PARTS))
    two = reasons(solved(1, requirements=FLOW, **{name: rows[::-1] for name, rows in PARTS.items()}))  # fmt: skip
    assert one.equals(two)


def test_late_stock_counts_unit_years_and_adds_up_to_those_of_the_table_lateness(solved):
    for period, periods in (("year", 2), ("quarter", 8)):
        a = solved(periods, period)
        found = amounts(reasons(a), of="unit-years late")
        assert sum(found.values()) == pytest.approx(lateness(a)["unit_years"].iloc[0])


def test_what_cannot_be_there_in_time_is_the_start_and_what_is_too_dear_is_capacity(solved):
    # 2026: 10 of 12 made, whatever is begun; 2027: 14 wanted, 10 made, and more would have been there for 500
    dear = [{"project": "more", "line": "old", "kind": "expand", "adds": 8, "capex": 500, "build_time": 1}]  # fmt: skip
    found = amounts(reasons(solved(projects=dear)), of="unit-years late")
    assert found == pytest.approx({("start", "good"): 2 * 1.0, ("capacity", "good"): 4 * 0.5})


SLIP = {
    "drivers": [{"driver": "building", "initial": "planned"}],
    "driver_states": [
        {"driver": "building", "date": "2027-01-01", "state": "planned", "next": state, "probability": p}
        for state, p in (("planned", 0.75), ("slipped", 0.25))
    ],
    "driver_effects": [
        {"driver": "building", "state": "slipped", "table": "projects", "column": "build_time", "operation": "set", "value": 9}
    ],
}  # fmt: skip


def test_a_building_that_slips_is_told_from_one_that_nobody_begins(solved):
    # begun in 2026; in 2027 14 are wanted and made, but where it slips 10: 4 late, for half a year in the mean
    found = amounts(reasons(solved(**SLIP)), of="unit-years late")
    assert found == pytest.approx({("start", "good"): 2 * 1.0, ("slip", "good"): 0.25 * 4 * 0.5})


def test_what_first_best_would_begin_is_for_want_of_a_signature(solved):
    dear = [{"project": "more", "line": "old", "kind": "expand", "adds": 8, "capex": 500, "build_time": 1}]  # fmt: skip
    a = solved(projects=dear, **SLIP)
    best = np.ones((a.tree.size, 1))
    # in 2027, 4 late: where it is built as planned a signature is to blame; where it slips neither alone helps
    found = amounts(reasons(a, best), of="unit-years late")
    late = 4 * 0.5
    assert found == pytest.approx({
        ("start", "good"): 2 * 1.0, ("signature", "good"): late * (0.75 + 0.25 / 2), ("slip", "good"): late * 0.25 / 2,
    })  # fmt: skip


COUNT = {"year": 1, "half-year": 2, "quarter": 4, "month": 12}


@pytest.mark.parametrize("period", list(COUNT))
def test_a_backlog_that_lasts_has_the_same_reasons_on_every_grid(solved, period):
    # 14 a year are needed, halls make 10, parts let 8: 6 are late after a year, 12 after two, mean 3 and 9.  With parts alone it
    # would be as much, with halls alone 4 and 8: halls bear half of that, 2 and 4, parts the rest, 4 and 8
    dear = {"kind": "expand", "adds": 99, "capex": 9999, "build_time": 0}
    a = solved(
        2 * COUNT[period], period,
        products=[{"product": p, "unit": p} for p in ("good", "fuse")],
        recipes=[{"product": "good", "input": "fuse", "quantity": 1}],
        lines=[
            {"line": p, "producer": "maker", "product": p, "capacity": c, "unit_cost": 1} for p, c in (("good", 10), ("fuse", 8))
        ],
        projects=[{"project": p, "line": p, **dear} for p in ("good", "fuse")],
        requirements=[
            {"buyer": "state", "product": "good", "period": str(y), "quantity": 14, "kind": "stock", "value": 90, "late_cost": 1}
            for y in (2026, 2027)
        ],
    )  # fmt: skip
    found = amounts(reasons(a), of="unit-years late")
    assert found == pytest.approx({("part", "fuse"): 2 + 6, ("capacity", "good"): 1 + 3})


@pytest.mark.parametrize("period", ["year", "quarter"])
def test_what_would_be_made_up_by_now_is_the_slip_s_on_every_grid(solved, period):
    # as above, 14 can be made in 2027, so the 2 that are late at its start would be made up in its course
    more = [{"project": "more", "line": "old", "kind": "expand", "adds": 4, "capex": 5, "build_time": 1, "earliest": "2026-01-01", "latest": "2026-01-01"}]  # fmt: skip
    found = amounts(
        reasons(solved(2 * COUNT[period], period, projects=more, **SLIP)), of="unit-years late"
    )
    assert found == pytest.approx({("start", "good"): 2 * 1.0, ("slip", "good"): 0.25 * 4 * 0.5})


def test_reasons_of_a_backlog_are_shapley_values_of_plans_solved_anew_over_all_years(solved):
    # 12 are needed in 2026 and none in 2027; lines make 6 a year, money pays for 4: late are 8 and 4, with lines alone
    # 6 and 0, with money alone 8 and 4; what is late at the end of 2026 counts a year, at the end of 2027 half a year
    base = {
        "requirements": [{**FLOW[0], "kind": "stock", "late_cost": 1}], "lines": SIX, "projects": LATER,
        "budgets": [{**SIXTEEN[0], "year": y} for y in (2026, 2027)],
    }  # fmt: skip
    lifted = {"capacity": ("lines", [{**SIX[0], "capacity": 99}]), "money": ("budgets", [{**b, "amount": 999} for b in base["budgets"]])}  # fmt: skip

    def waited(names):
        plan = solved(2, **base | {lifted[n][0]: lifted[n][1] for n in names}).plan
        return float(plan.values["late"][:, 0] @ [1.0, 0.5])

    shares = dict.fromkeys(lifted, 0.0)
    for order in permutations(lifted):
        for k, name in enumerate(order):
            shares[name] += (waited(order[:k]) - waited(order[: k + 1])) / 2
    assert shares == pytest.approx({"capacity": 3.0, "money": 5.0 + 4 * 0.5})
    found = amounts(reasons(solved(2, **base)), of="unit-years late")
    assert found == pytest.approx({("capacity", "good"): 3.0, ("money", ""): 7.0})


def test_each_buyer_bears_its_own_want_of_money(solved):
    needs = [{**FLOW[0], "buyer": b, "quantity": 6} for b in ("rich", "poor")]
    a = solved(
        1, requirements=needs, buyers=[{"buyer": b, "discount_rate": 0.0} for b in ("rich", "poor")],
        budgets=[{"buyer": "rich", "year": 2026, "amount": 99}, {"buyer": "poor", "year": 2026, "amount": 8}],
        projects=LATER,
    )  # fmt: skip
    frame = reasons(a)
    # Lines make 10 of 12, the rich takes 6, the poor pays 2 of 6. Up to 2 of the 4 that it lacks lines would be short
    # too, had it the money: 1 each; the other 2 are money's.
    assert amounts(frame, "poor") == pytest.approx({("money", "poor"): 3, ("capacity", "good"): 1})
    assert frame[frame["buyer"] == "rich"].empty


def test_money_kept_for_the_rest_of_the_year_is_want_of_money_all_the_same(solved):
    # 3 a quarter are needed, the year's 16 pay for 4 of 12: whenever they are bought, money is all that is short
    enough = [{**SIX[0], "capacity": 99}]
    a = solved(4, "quarter", requirements=FLOW, budgets=SIXTEEN, lines=enough)
    assert amounts(reasons(a)) == pytest.approx({("money", ""): 8.0})


def test_money_carried_into_the_next_year_and_spent_there_was_not_free(solved):
    # 12 a year; 64 and 16 pay for 16 and 4, and what 2026 leaves is carried: 20 of 24, whenever the other 4 lapse
    needs = [{**FLOW[0], "period": str(y)} for y in (2026, 2027)]
    money = [{"buyer": "state", "year": y, "amount": m} for y, m in ((2026, 64), (2027, 16))]
    lines = [{**SIX[0], "capacity": 14}]
    a = solved(2, requirements=needs, budgets=money, lines=lines, carry_over=1.0)
    assert amounts(reasons(a)) == pytest.approx({("money", ""): 4.0})


def test_a_buyer_that_others_are_served_before_lacks_lines_not_something_else(solved):
    # 10 made; 6 each wanted; one is worth more: it has all it wants, the other 4
    needs = [
        {**FLOW[0], "buyer": b, "quantity": 6, "value": v} for b, v in (("first", 90), ("last", 50))
    ]
    a = solved(
        1, requirements=needs, buyers=[{"buyer": b, "discount_rate": 0.0} for b in ("first", "last")], projects=LATER,
        lines=[{**SIX[0], "capacity": 10}],
    )  # fmt: skip
    frame = reasons(a)
    assert amounts(frame, "last") == pytest.approx({("capacity", "good"): 2.0})
    assert frame[frame["buyer"] == "first"].empty


def test_a_part_that_goes_into_goods_for_others_is_short_for_the_rest(solved):
    # 10 fuses; 4 goods with a fuse each are worth most, so 6 of the 8 toys get one
    tables = {
        "products": [{"product": p, "unit": p} for p in ("good", "toy", "fuse")],
        "recipes": [{"product": p, "input": "fuse", "quantity": 1} for p in ("good", "toy")],
        "lines": [
            {"line": p, "producer": "maker", "product": p, "capacity": c, "unit_cost": 1}
            for p, c in (("good", 99), ("toy", 99), ("fuse", 10))
        ],
        "projects": [{"project": "fuses", "line": "fuse", "kind": "expand", "adds": 99, "capex": 9999, "build_time": 0}],
        "prices": [{"producer": "maker", "product": p, "price": 4} for p in ("good", "toy", "fuse")],
        "requirements": [
            {**FLOW[0], "product": p, "quantity": n, "value": v} for p, n, v in (("good", 4, 90), ("toy", 8, 50))
        ],
    }  # fmt: skip
    frame = reasons(solved(1, **tables))
    assert amounts(frame) == pytest.approx({("part", "fuse"): 2.0})
    assert set(frame["product"]) == {"toy"}
