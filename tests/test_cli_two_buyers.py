"""A study with two producers and two buyers, put together by hand: every printed number against arithmetic.

N and S need one unit a year each for five years; with chance 0.5 S needs nothing after two.  First makes a unit for 10
at price 40, Second for 12 at 42, so First runs first.  Plants for one unit a year cost 100 and 90, now or never.
First looks at the mean at 10%; Second at 8% gives half its weight to the worse half, and its bank lends 70.
N discounts at 3%; S at 4%, and its taxpayers feel 1.2 for each 1.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest
from scipy.optimize import linprog

from offtake.study.examples import case_path

TABLES = {
    "buyers": ("buyer,discount_rate,public_fund_cost", "N,0.03,1", "S,0.04,1.2"),
    "producers": (
        "producer,hurdle_rate,risk_weight,tail,cost_of_capital,credit_limit",
        "First,0.1,0,0.5,0.1,",
        "Second,0.08,0.5,0.5,0.08,70",
    ),
    "lines": ("line,producer,product,capacity,unit_cost", "P1,First,goods,0,10", "P2,Second,goods,0,12"),
    "projects": (
        "project,line,kind,adds,capex,build_time,limit,earliest,latest,end_value",
        "b1,P1,new,1,100,0,1,2026-01-01,2026-01-01,0",
        "b2,P2,new,1,90,0,1,2026-01-01,2026-01-01,0",
    ),
    "prices": ("producer,product,price", "First,goods,40", "Second,goods,42"),
    "requirements": (
        "buyer,product,period,quantity,kind,value,late_cost",
        *(f"{b},goods,{year},1,flow,80,0" for b in "NS" for year in range(2026, 2031)),
    ),
    "driver_effects": (
        "driver,state,table,where,column,operation,value",
        "demand,low,requirements,buyer=S,quantity,scale,0",
    ),
    "instruments": (
        "instrument,kind,buyer,product,maximum",
        "uplift,price_uplift,,,",
        "grant,grant,,,",
        "top,take_or_pay,,goods,1",
        "fee,cancellation_fee,S,,",
        "prepayment,prepayment,N,goods,",
    ),
}  # fmt: skip


def a(rate: float, last: int, first: int = 1) -> float:
    return sum((1 + rate) ** -t for t in range(first, last + 1))


@pytest.fixture(scope="module")
def here(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("pairs")
    shutil.copytree(case_path("two-states"), folder / "pairs")
    (folder / "pairs" / "changes.csv").unlink()
    for name, (head, *rows) in TABLES.items():
        lines = [f"{head},source,note", *(f"{row},assumed,invented" for row in rows)]
        (folder / "pairs" / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    settings = folder / "pairs" / "study.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + "\ndiscount_rate = 0.03\n", encoding="utf-8")  # fmt: skip
    return folder


GOOD, BAD = 30 * a(0.08, 5) - 90, 30 * a(0.08, 2) - 90  # Second, where S goes on and where it stops
GAP = -(0.25 * GOOD + 0.75 * BAD)  # half on the mean, half on the worse future


def test_one_would_build_anyway_and_the_other_refuses(ask):
    judged = {p["producer"]: p for p in ask("accept", "pairs")["producers"]}
    first, second = judged["First"], judged["Second"]

    assert first["without_clauses"]["npv_mean"] == pytest.approx(30 * a(0.1, 5) - 100)
    assert (first["gap"], first["outside_is"]) == (0, "nothing new")
    assert 30 * a(first["flip_rate"], 5) == pytest.approx(
        100
    )  # beside nothing new, not beside itself
    assert second["gap"] == pytest.approx(GAP)
    assert second["without_clauses"]["lowest_balance"] == -90
    assert not second["without_clauses"]["liquid"]


def test_a_prepayment_of_one_buyer_is_capped_by_what_that_buyer_is_certain_to_receive(ask):
    """S, whose money is dearer, takes what First makes for 40; both certain units of Second are for N, at 42 each."""
    found = ask("deal", "pairs")
    clauses = {c["kind"]: c for c in found["clauses"]}

    assert clauses["prepayment"]["size"] == pytest.approx(2 * 42)
    assert clauses["prepayment"]["buyer"] == "N"
    assert clauses["prepayment"]["shortfall_without"] == pytest.approx(90 - 70)
    assert clauses["prepayment"]["gap_without"] == pytest.approx(2 * 42 * (1 - a(0.08, 2) / 2))


def test_the_cheapest_mix_is_that_of_a_program_written_by_hand(ask):
    """Columns: uplift, grant, take-or-pay, fee, prepayment; the bad future has weight 0.75 in acceptance."""
    # S, whose money is dearer, takes the cheaper goods: it pays 40, N 42, and 40 once S stops
    goods = pd.Series({"N": 2 * 42 + 3 * (42 + 40) / 2, "S": 2 * 40 + 3 * 40 / 2})
    n, s = goods / goods.sum()

    def cost(
        good, bad
    ):  # expected public cost of cash at the ends of years 1 to 5, and at the start
        def at(rate):
            return sum((g + b) / 2 * (1 + rate) ** -t for t, (g, b) in enumerate(zip(good, bad, strict=True)))  # fmt: skip

        return n * at(0.03) + 1.2 * s * at(0.04)

    idle = [0, 0, 0, 42, 42, 42]
    worth = [0.25 * a(0.08, 5) + 0.75 * a(0.08, 2), 1, 0.75 * 42 * a(0.08, 5, 3), 0.75 * 1.08**-3, 1 - a(0.08, 2) / 2]  # fmt: skip
    costs = [
        cost([0, 1, 1, 1, 1, 1], [0, 1, 1, 0, 0, 0]),
        cost([1, 0, 0, 0, 0, 0], [1, 0, 0, 0, 0, 0]),
        cost([0] * 6, idle),
        1.2 * 0.5 * 1.04**-3,
        1 - a(0.03, 2) / 2,
    ]
    early = [0, -1, 0, 0, -1]  # what the bank sees at the start
    caps = [None, 90, 1, None, 2 * 42]

    def program(left_out=None):
        bounds = [(0, 0 if k == left_out else cap) for k, cap in enumerate(caps)]
        found = linprog(costs, A_ub=[[-w for w in worth], early], b_ub=[-GAP, -20], bounds=bounds)
        return found.fun if found.success else None

    found = ask("deal", "pairs")
    assert found["cost"] == pytest.approx(program())
    kinds = ["price_uplift", "grant", "take_or_pay", "cancellation_fee", "prepayment"]
    for k, kind in enumerate(kinds):
        assert found["without"]["Second"][kind] == pytest.approx(program(k)), kind


def test_nobody_is_paid_for_what_it_would_do_anyway_when_less_demand_turns_up(ask):
    """At 75% of demand First lacks what makes 30 a year times the share worth 100, not what it had at full demand."""
    rows = ask("breakeven", "pairs")["smallest"]
    of = {(r["producer"], r["demand"], r["kind"]): r["size"] for r in rows}

    share = 100 / (30 * a(0.1, 5))
    assert of["First", 0.75, "margin"] == pytest.approx(share, abs=1e-6)
    assert of["First", 0.75, "guarantee"] == pytest.approx(
        0.75 + (share - 0.75) * 30 / 40, abs=1e-6
    )
    assert of["First", 0.75, "floor price"] == pytest.approx(40 + (100 / a(0.1, 5) - 22.5) / 0.75, abs=1e-5)  # fmt: skip
    assert of["First", 1.0, "guarantee"] == 0


def test_no_printed_number_is_nonsense(ask):
    for command in ("accept", "deal", "pays", "breakeven"):
        text = json.dumps(ask(command, "pairs"))
        assert "NaN" not in text
        assert "Infinity" not in text
        assert "-0.0," not in text
    for row in ask("deal", "pairs")["clauses"]:
        assert row["size"] > 0
        assert min(row[key] for key in row if key.endswith("_without")) >= 0
