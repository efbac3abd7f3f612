"""Small studies whose numbers follow by hand: what is delivered by period, what is paid, what the plan costs."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from offtake.plan.first_best import solve_first_best
from offtake.results.tables.account import account
from offtake.results.tables.plan.money import expected, public_paid
from offtake.stochastic.solver.program import Until
from offtake.study.reading.assemble import study_from_frames
from offtake.study.study import Settings
from offtake.uncertainty.reduction.build import build_tree


def rows(columns: str, *lines: str) -> pd.DataFrame:
    return pd.DataFrame([line.split(",") for line in lines], columns=columns.split(","))


def solved(period: str, periods: int, tables: dict[str, pd.DataFrame], **settings: float):
    """Delivered by period, paid, and the objective, all expected."""
    said = Settings(
        name="hand", title="By hand", currency="EUR", price_year=2026, start="2026-01-01", period=period, periods=periods, **settings
    )  # fmt: skip
    frames = {
        "products": rows("product,unit", "pump,pumps"),
        "producers": rows("producer,cost_of_capital", "F,0", "G,0"),
        "projects": rows("project,line,kind,adds,capex,build_time", "dear,f,expand,1,9000,0"),
        "buyers": rows("buyer,discount_rate,public_fund_cost", "B,0,1"),
        "prices": rows("producer,product,price", "F,pump,1"),
    } | tables
    study = study_from_frames(said, frames)
    tree = build_tree(study)
    plan = solve_first_best(study, tree, Until(gap=0.0))
    each = tree.probability * plan.values["deliver"].sum(axis=1)
    delivered = np.bincount(tree.period, each, periods)
    a = account(study, plan)
    return delivered, expected(a, public_paid(a)), plan.objective


def needs(*lines: str) -> pd.DataFrame:
    return rows("buyer,product,period,quantity,kind,value,late_cost", *lines)


def test_a_line_that_closes_in_february_counts_by_its_days():
    # 12 a year are 3 a quarter; 45 of the quarter's 90 days: 1.5
    delivered, paid, cost = solved("quarter", 2, {
        "lines": rows("line,producer,product,capacity,unit_cost,closes", "f,F,pump,12,0.5,2026-02-15"),
        "requirements": needs("B,pump,2026-Q1,5,flow,4,1", "B,pump,2026-Q2,5,flow,4,1"),
    })  # fmt: skip

    assert delivered == pytest.approx([1.5, 0], abs=1e-9)
    # made 1.5 at 0.5, 8.5 never come, 1.5 are worth 4
    assert (paid, cost) == pytest.approx((1.5, 0.75 + 8.5 - 6))


def test_an_order_that_began_a_year_before_falls_due_by_time_and_what_came_is_gone():
    # 12 in four half-years: 9 are due by mid-2026 and 12 at its end, less the 4 that came: 5 and 8 to be called at 1;
    # of 6 needed by then, and 12 at the end, what is beyond is 1 and 4, at 3
    delivered, paid, cost = solved("half-year", 2, {
        "lines": rows("line,producer,product,capacity,unit_cost", "f,F,pump,20,0.5"),
        "prices": rows("producer,product,price", "F,pump,3"),
        "requirements": needs("B,pump,2026-H1,6,flow,4,1", "B,pump,2026-H2,6,flow,4,1"),
        "orders": rows("order,buyer,producer,product,quantity,price,starts,ends,delivered", "O,B,F,pump,12,1,2025-01-01,2026-12-31,4"),
    })  # fmt: skip

    assert delivered == pytest.approx([6, 6])
    assert (paid, cost) == pytest.approx((8 * 1 + 4 * 3, 12 * 0.5 - 12 * 4))


def test_half_of_what_a_year_leaves_may_be_spent_in_the_next_and_only_there():
    # 6 can be made a year: 6 of 10 are spent, 4 left, 2 carried; 2 + 2 in 2027, which leaves nothing: 2 in 2028
    delivered, paid, _ = solved("year", 3, {
        "lines": rows("line,producer,product,capacity,unit_cost", "f,F,pump,6,0.5"),
        "budgets": rows("buyer,year,amount", "B,2026,10", "B,2027,2", "B,2028,2"),
        "requirements": needs("B,pump,2026,30,stock,4,1"),
    }, carry_over=0.5)  # fmt: skip

    assert delivered == pytest.approx([6, 4, 2])
    assert paid == pytest.approx(12)


def test_a_budget_year_from_april_counts_by_its_quarters_in_the_study():
    # one quarter of the year 2025/26 lies in the study: 16 / 4; three of 2026/27: 12.  Any 12 of the 30 in April to December
    delivered, paid, cost = solved("quarter", 4, {
        "lines": rows("line,producer,product,capacity,unit_cost", "f,F,pump,40,0.5"),
        "buyers": rows("buyer,discount_rate,public_fund_cost,year_starts", "B,0,1,4"),
        "budgets": rows("buyer,year,amount", "B,2025,16", "B,2026,16"),
        "requirements": needs(*(f"B,pump,2026-Q{k},10,flow,4,1" for k in range(1, 5))),
    })  # fmt: skip

    assert (delivered[0], delivered[1:].sum()) == pytest.approx((4, 12))
    assert (paid, cost) == pytest.approx((16, 16 * 0.5 + 24 - 16 * 4))


def test_what_is_not_called_is_paid_for_when_the_order_ends():
    # 8 fall due in two years, 3 are needed and called at 2; half the price of 5 is due at the end, when nothing is needed
    delivered, paid, cost = solved("year", 2, {
        "lines": rows("line,producer,product,capacity,unit_cost", "f,F,pump,10,0.5"),
        "buyers": rows("buyer,discount_rate,public_fund_cost", "B,0,1.5"),
        "requirements": needs("B,pump,2026,3,flow,9,1"),
        "orders": rows("order,buyer,producer,product,quantity,price,starts,ends,take_or_pay", "O,B,F,pump,8,2,2026-01-01,2027-12-31,0.5"),
    })  # fmt: skip

    assert delivered == pytest.approx([3, 0])
    assert (paid, cost) == pytest.approx((3 * 2 + 5 * 0.5 * 2, 3 * 0.5 + 0.5 * 11 - 3 * 9))


def test_a_share_of_the_dear_firm_counts_what_is_called_of_the_cheap_one():
    # half of 6 from G at 3; of F's order of 4 at 1 three are called
    delivered, paid, cost = solved("year", 1, {
        "lines": rows("line,producer,product,capacity,unit_cost", "f,F,pump,10,1", "g,G,pump,10,1"),
        "buyers": rows("buyer,discount_rate,public_fund_cost", "B,0,1.5"),
        "prices": rows("producer,product,price", "F,pump,2", "G,pump,3"),
        "requirements": needs("B,pump,2026,6,flow,10,1"),
        "orders": rows("order,buyer,producer,product,quantity,price,starts,ends,take_or_pay", "O,B,F,pump,4,1,2026-01-01,2026-12-31,0"),
        "supply": rows("buyer,producer,min_share", "B,G,0.5"),
    })  # fmt: skip

    assert delivered == pytest.approx([6])
    assert (paid, cost) == pytest.approx((3 * 1 + 3 * 3, 6 * 1 + 0.5 * 12 - 60))


def test_extra_cost_sends_a_buyer_first_to_those_nearby():
    # 4 of G at 2, and 2 of F at 2 + 0.5
    delivered, paid, cost = solved("year", 1, {
        "lines": rows("line,producer,product,capacity,unit_cost", "f,F,pump,4,1", "g,G,pump,4,1"),
        "prices": rows("producer,product,price", "F,pump,2", "G,pump,2"),
        "requirements": needs("B,pump,2026,6,flow,10,1"),
        "supply": rows("buyer,producer,extra_cost", "B,F,0.5"),
    })  # fmt: skip

    assert delivered == pytest.approx([6])
    assert (paid, cost) == pytest.approx((8 + 5, 6 + 1 - 60))


def test_a_committed_project_is_there_for_half_the_year_whatever_is_learnt_at_the_start():
    # begun on 1 July 2025, 184 of 365 days before the study, and ready a year later: 8 a year for 184 of 365 days of 2026,
    # beside 2; 8 or 4 are needed at even odds, 4 of them delivered in one case and all that is made in the other; 7 are still to be paid
    delivered, paid, cost = solved("year", 1, {
        "lines": rows("line,producer,product,capacity,unit_cost", "f,F,pump,2,1"),
        "projects": rows("project,line,kind,adds,capex,build_time,begun", "more,f,expand,8,7,1,2025-07-01"),
        "requirements": needs("B,pump,2026,4,flow,10,1"),
        "drivers": rows("driver,initial", "need,low"),
        "driver_states": rows("driver,date,state,next,probability", "need,2026-01-01,low,low,0.5", "need,2026-01-01,low,high,0.5"),
        "driver_effects": rows("driver,state,table,column,operation,value", "need,high,requirements,quantity,scale,2"),
    })  # fmt: skip

    assert delivered == pytest.approx([(2 + 8 * 184 / 365 + 4) / 2])
    assert (paid, cost) == pytest.approx((delivered[0], 7 + delivered[0] + 6 - delivered[0] - 10 * delivered[0]), abs=1e-9)  # fmt: skip


def test_a_flow_that_money_cannot_serve_in_full_is_served_alike_in_equal_quarters_of_a_budget_year():
    # 8 a year from October 2025, three quarters of it inside, and 8 from October 2026, one quarter: 6 for three quarters
    # that need 4 each, and 2 for the fourth
    delivered, paid, cost = solved("quarter", 4, {
        "lines": rows("line,producer,product,capacity,unit_cost", "f,F,pump,100,1"),
        "buyers": rows("buyer,discount_rate,public_fund_cost,year_starts", "B,0,1,10"),
        "budgets": rows("buyer,year,amount", "B,2025,8", "B,2026,8"),
        "requirements": needs(*(f"B,pump,2026-Q{k},4,flow,3,0" for k in (1, 2, 3, 4))),
    })  # fmt: skip

    assert delivered == pytest.approx([2, 2, 2, 2])
    assert (paid, cost) == pytest.approx((8, 8 - 24))


def test_a_project_of_last_year_serves_by_its_days_and_what_waits_costs_by_the_mean():
    # quarters: begun 1 July 2025, half rate from July 2026, full from July 2027: 2.5 a quarter, then 5 from 2027-Q3;
    # of 30 needed in 2026 (7.5 a quarter) late at the ends: 7.5, 15, 20, 25, 22.5, 20, 15, 10
    delivered, paid, cost = solved("quarter", 8, {
        "lines": rows("line,producer,product,capacity,unit_cost", "f,F,pump,0,1"),
        "prices": rows("producer,product,price", "F,pump,2"),
        "projects": rows("project,line,kind,adds,capex,build_time,ramp,life,begun", "P,f,expand,20,6,1,0.5;1,4,2025-07-01"),
        "requirements": needs("B,pump,2026,30,stock,10,1"),
    })  # fmt: skip

    assert delivered == pytest.approx([0, 0, 2.5, 2.5, 2.5, 2.5, 5, 5])
    # 20 made at 1; late 130 quarters less half of the last 10, 32.5 years, for 1; capex 6 of which 2.5 of 4 years are left
    assert (paid, cost) == pytest.approx((40, 20 + (135 - 5) / 4 + 6 - 3.75 - 200))
