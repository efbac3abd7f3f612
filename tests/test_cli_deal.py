"""The commands about the deal, against the closed forms of the study with two states.

Capital I at the start, one unit a year at price p and cost c for five years; with chance 1 - q nothing is
needed after two.  Producer at rate h, government at g; a(r, T) is an annuity, w the weight of the worse future:

    NPV_H = (p - c) a(h, 5) - I      NPV_L = (p - c) a(h, 2) - I      w = 1 - (1 - λ) q
    gap   = -(1 - w) NPV_H - w NPV_L
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner
from scipy.optimize import linprog

from offtake.cli import cli
from offtake.study.examples import case_path

KINDS = ("price_uplift", "grant", "take_or_pay", "cancellation_fee", "prepayment")
# λ, gap, then size and cost of every kind alone, as published
CELLS = {
    "": (17.105, (6.1904, 20.098), (17.105, 17.105), (0.4161, 22.190), (45.534, 20.835), (129.36, 5.597)),
    "fearful-25": (24.812, (9.9002, 32.142), (24.812, 24.812), (0.4829, 25.751), (52.840, 24.178), (187.64, 8.118)),
    "fearful-50": (32.520, (14.4573, 46.937), (32.520, 32.520), (0.5274, 28.125), (57.711, 26.407), (245.93, 10.640)),
    "fearful-100": (47.934, (27.619, 89.668), (47.934, 47.934), (0.5831, 31.092), (63.800, 29.193), (362.50, 15.684)),
}  # fmt: skip
MIXES = {
    "": (9.9878, 17.1051, {"prepayment": 80, "grant": 6.527}),
    "fearful-25": (17.3313, 24.1782, {"prepayment": 80, "cancellation_fee": 30.312}),
    "fearful-50": (21.2781, 26.4070, {"prepayment": 80, "cancellation_fee": 38.938}),
    "fearful-100": (26.2116, 29.1930, {"prepayment": 80, "cancellation_fee": 49.720}),
}


def two_states() -> str:
    return str(case_path("two-states"))


def with_policy(policy: str) -> tuple[str, ...]:
    return ("--policy", policy) if policy else ()


@pytest.mark.parametrize("policy", CELLS)
def test_every_instrument_alone_has_the_published_size_and_cost(ask, policy):
    gap, *cells = CELLS[policy]
    refused = ask("accept", two_states(), *with_policy(policy))["producers"][0]
    assert refused["gap"] == pytest.approx(gap, abs=6e-4)
    assert refused["without_clauses"]["accepts"] is False

    found = ask("deal", two_states(), *with_policy(policy))
    alone = {s["kind"]: s for s in found["singles"]}
    for kind, (size, cost) in zip(KINDS, cells, strict=True):
        half_a_digit = 6e-3 if size > 100 else 6e-4 if size > 15 else 6e-5
        assert alone[kind]["size"] == pytest.approx(size, abs=half_a_digit), kind
        assert alone[kind]["cost"] == pytest.approx(cost, abs=6e-4), kind
        assert alone[kind]["over_cap"] is (kind == "prepayment"), kind


@pytest.mark.parametrize("policy", MIXES)
def test_the_cheapest_mix_and_that_without_prepayment_are_the_published_ones(ask, policy):
    cost, without, sizes = MIXES[policy]
    found = ask("deal", two_states(), *with_policy(policy))
    assert found["cost"] == pytest.approx(cost, abs=6e-5)
    assert found["without"]["Maker"]["prepayment"] == pytest.approx(without, abs=6e-5)
    signed = {c["kind"]: c["size"] for c in found["clauses"]}
    assert signed == pytest.approx(sizes, abs=6e-4)
    assert sum(c["expected_cost"] for c in found["clauses"]) == pytest.approx(cost, abs=6e-5)


def test_clauses_of_the_run_s_own_document_are_those_of_the_deal(ask):
    run = ask("run", two_states())
    found = ask("deal", run["run"])
    assert run["deal"]["clauses"] == found["clauses"]
    assert [c["instrument"] for c in run["arrangements"]["deal"]["clauses"]] == [
        c["instrument"] for c in found["clauses"]
    ]


def test_ranks_swap_at_the_published_risk_weights(ask):
    swaps = {(a, b): w for a, b, w in ask("deal", two_states())["reversals"]["Maker"]}
    assert swaps["cancellation_fee", "grant"] == pytest.approx(0.2181, abs=6e-5)
    assert swaps["take_or_pay", "grant"] == pytest.approx(0.2973, abs=6e-5)


# --- the same study with other numbers -------------------------------------------------------------

CAPEX, P, C, Q, H, G, VALUE = 120.0, 45.0, 10.0, 0.4, 0.12, 0.03, 80.0


def a(rate: float, years: int) -> float:
    return sum((1 + rate) ** -t for t in range(1, years + 1))


@pytest.fixture(scope="module")
def other(here) -> str:
    """two-states with I = 120, p = 45, h = 0.12, q = 0.4, put into its tables."""
    folder = here / "other"
    shutil.copytree(case_path("two-states"), folder)
    _set(folder, "projects", "capex", CAPEX)
    _set(folder, "prices", "price", P)
    _set(folder, "producers", "hurdle_rate", H)
    _set(folder, "producers", "cost_of_capital", H)
    states = pd.read_csv(folder / "driver_states.csv", dtype=str)
    states["probability"] = [str(Q) if to == "high" else str(1 - Q) for to in states["next"]]
    states.to_csv(folder / "driver_states.csv", index=False)
    return "other"


def _set(folder: Path, table: str, column: str, value: float) -> None:
    frame = pd.read_csv(folder / f"{table}.csv", dtype=str, keep_default_na=False)
    frame[column] = str(value)
    frame.to_csv(folder / f"{table}.csv", index=False)


WEIGHTS = {"": 0.0, "fearful-25": 0.25, "fearful-50": 0.5, "fearful-100": 1.0}
IDLE_H, IDLE_G = a(H, 5) - a(H, 2), a(G, 5) - a(G, 2)
# what a size of 1 is worth to the producer in the better and the worse future, and its expected cost
WORTH = {
    "price_uplift": (a(H, 5), a(H, 2), Q * a(G, 5) + (1 - Q) * a(G, 2)),
    "grant": (1.0, 1.0, 1.0),
    "take_or_pay": (0.0, P * IDLE_H, (1 - Q) * P * IDLE_G),
    "cancellation_fee": (0.0, (1 + H) ** -3, (1 - Q) * (1 + G) ** -3),
    "prepayment": (1 - a(H, 2) / 2, 1 - a(H, 2) / 2, 1 - a(G, 2) / 2),
}
NPV = np.array([(P - C) * a(H, 5) - CAPEX, (P - C) * a(H, 2) - CAPEX])


def gap_at(weight: float) -> float:
    worse = 1 - (1 - weight) * Q
    return -float((1 - worse) * NPV[0] + worse * NPV[1])


@pytest.mark.parametrize("policy", WEIGHTS)
def test_other_numbers_give_the_closed_forms_of_every_instrument(ask, other, policy):
    gap, worse = gap_at(WEIGHTS[policy]), 1 - (1 - WEIGHTS[policy]) * Q
    refused = ask("accept", other, *with_policy(policy))["producers"][0]
    assert refused["gap"] == pytest.approx(gap, abs=1e-6)
    assert sorted(f["npv"] for f in refused["hurting"]) == pytest.approx(sorted(NPV), abs=1e-6)
    assert [f["probability"] for f in refused["hurting"]] == pytest.approx([1 - Q, Q])

    found = ask("deal", other, *with_policy(policy))
    alone = {s["kind"]: s for s in found["singles"]}
    for kind, (better_worth, worse_worth, cost) in WORTH.items():
        size = gap / ((1 - worse) * better_worth + worse * worse_worth)
        assert alone[kind]["size"] == pytest.approx(size, rel=1e-6), kind
        assert alone[kind]["cost"] == pytest.approx(size * cost, rel=1e-6), kind


@pytest.mark.parametrize("policy", WEIGHTS)
def test_other_numbers_give_the_cheapest_mix_of_an_independent_program(ask, other, policy):
    found = ask("deal", other, *with_policy(policy))
    caps = {"take_or_pay": 1.0, "prepayment": 2 * P, "grant": CAPEX}  # two deliveries are certain
    assert found["cost"] == pytest.approx(_mix(WEIGHTS[policy], caps), rel=1e-6)
    for kind in KINDS:
        expected = _mix(WEIGHTS[policy], caps | {kind: 0.0})
        assert found["without"]["Maker"][kind] == pytest.approx(expected, rel=1e-6)


def _mix(weight: float, caps: dict[str, float]) -> float:
    """min cost @ x with (1-λ) E + λ (η - Σ π (η - NPV)+ / tail) >= 0; columns: x, η, shortfall H, L."""
    worth = np.array([WORTH[kind][:2] for kind in KINDS]).T
    chance = np.array([Q, 1 - Q])
    accept = -np.concatenate([(1 - weight) * chance @ worth, [weight], -weight * chance / 0.5])
    short = np.hstack([-worth, np.ones((2, 1)), -np.eye(2)])
    found = linprog(
        [*(WORTH[kind][2] for kind in KINDS), 0, 0, 0],
        A_ub=np.vstack([accept, short]),
        b_ub=[(1 - weight) * chance @ NPV, *NPV],
        bounds=[*((0, caps.get(kind)) for kind in KINDS), (None, None), (0, None), (0, None)],
    )
    assert found.success
    return float(found.fun)


def test_a_stated_maximum_only_tightens_the_cap_of_certain_deliveries(ask, other):
    """Of P = 45 two deliveries are certain: 90; a law that allows 40 holds, one that allowed 1,000 would not."""
    found = ask("deal", other, "--policy", "less-early-money")
    caps = {"take_or_pay": 1.0, "prepayment": 40.0, "grant": CAPEX}
    assert found["cost"] == pytest.approx(_mix(0.0, caps), rel=1e-6)
    assert max(c["size"] for c in found["clauses"] if c["kind"] == "prepayment") <= 40 + 1e-6


@pytest.fixture(scope="module")
def later(here) -> str:
    """two-states where demand may end a year later, and two units a year are needed, made and bought."""
    folder = here / "later"
    shutil.copytree(case_path("two-states"), folder)
    _set(folder, "driver_states", "date", "2029-01-01")
    _set(folder, "projects", "adds", 2)
    _set(folder, "projects", "capex", 200)
    _set(folder, "requirements", "quantity", 2)
    return "later"


def test_clauses_follow_demand_that_ends_later_and_twice_the_quantity(ask, later):
    """Three years are certain; 2 (40 - 10) = 60 a year.  Every clause alone closes its gap by hand."""
    gap = 200 - 60 * (a(0.1, 5) + a(0.1, 3)) / 2
    assert gap > 0
    alone = {s["kind"]: s for s in ask("deal", later)["singles"]}
    fee = gap / (0.5 * 1.1**-4)
    assert alone["cancellation_fee"]["size"] == pytest.approx(fee, rel=1e-6)
    assert alone["cancellation_fee"]["cost"] == pytest.approx(0.5 * fee * 1.03**-4, rel=1e-6)
    share = gap / (0.5 * 80 * (a(0.1, 5) - a(0.1, 3)))
    assert alone["take_or_pay"]["size"] == pytest.approx(share, rel=1e-6)
    early = gap / (1 - a(0.1, 3) / 3)
    assert alone["prepayment"]["size"] == pytest.approx(early, rel=1e-6)
    assert alone["prepayment"]["over_cap"] is (early > 3 * 80)


def test_other_numbers_give_other_swaps_and_another_first_best(ask, other):
    swaps = {(a, b): w for a, b, w in ask("deal", other)["reversals"]["Maker"]}
    fee = (1 - Q) * (
        (1 + H) / (1 + G)
    ) ** 3  # weight of the worse future at which fee and grant cost the same
    pay = (1 - Q) * IDLE_G / IDLE_H
    assert swaps["cancellation_fee", "grant"] == pytest.approx(1 - (1 - fee) / Q, abs=1e-5)
    assert swaps["take_or_pay", "grant"] == pytest.approx(1 - (1 - pay) / Q, abs=1e-5)
    best = ask("run", other)["arrangements"]["first-best"]
    expected = (VALUE - C) * (Q * a(G, 5) + (1 - Q) * a(G, 2)) - CAPEX
    assert best["social_value"] == pytest.approx(expected, abs=1e-5)


def test_other_numbers_turn_the_producer_at_the_rate_where_it_is_worth_nothing(ask, other):
    rate = ask("accept", other)["producers"][0]["flip_rate"]
    if rate is None:  # even undiscounted, q 5 + (1-q) 2 years of 35 do not pay back 120
        assert (P - C) * (Q * 5 + (1 - Q) * 2) < CAPEX
    else:
        assert (P - C) * (Q * a(rate, 5) + (1 - Q) * a(rate, 2)) == pytest.approx(CAPEX, abs=1e-3)


# --- the other commands ----------------------------------------------------------------------------


def test_payments_by_year_show_the_worst_case_and_the_states(ask):
    """The mix of λ = 0: 80 early and a grant of 6.527 at the start; 40 a year, less the credits of 40."""
    found = ask("pays", two_states(), "--by", "payer,year")
    rows = {row["year"]: row for row in found["payments"]}
    assert rows[2026]["mean"] == pytest.approx(86.527, abs=1e-3)
    assert rows[2027]["mean"] == pytest.approx(0, abs=1e-6)
    assert [rows[y]["worst"] for y in (2028, 2029, 2030)] == pytest.approx([40, 40, 40])
    assert rows[2030]["by_state"] == {"demand high": 40, "demand low": 0}
    for row in rows.values():
        assert row["mean"] == pytest.approx(sum(row["by_state"].values()) / 2, abs=1e-6)


def test_payments_can_be_told_apart_by_what_they_are_for(ask):
    found = ask("pays", two_states(), "--by", "item", "--arrangement", "first-best")
    assert {row["item"]: row["mean"] for row in found["payments"]} == {"goods": 40 * (5 + 2) / 2}


def test_payments_by_something_else_are_refused(ask):
    result = CliRunner().invoke(cli, ["pays", two_states(), "--by", "payr"])
    assert result.exit_code == 2
    assert "did you mean 'payer'" in result.output


def test_the_smallest_guarantee_floor_price_and_duration_are_closed_forms(ask):
    """At full demand a guarantee is a take-or-pay that pays in the worse future only."""
    rows = ask("breakeven", two_states())["smallest"]
    found = {r["kind"]: r for r in rows if r["demand"] == 1.0}
    assert found["guarantee"]["size"] == pytest.approx(0.4161, abs=6e-5)
    assert found["guarantee"]["public_cost"] == pytest.approx(22.190, abs=6e-4)
    assert found["floor price"]["size"] == pytest.approx(40 + 6.1904, abs=6e-5)
    # years 3 and 4 at 40 a year, half of the time, are worth 28.2 >= 17.1; year 3 alone 15.0
    assert found["duration"]["size"] == 4
    # with three quarters of demand, 0.75 p g paid on the rest and for all of it once nothing is called
    share, rate = 0.75, 0.10
    guarantee = next(r["size"] for r in rows if r["kind"] == "guarantee" and r["demand"] == share)
    called = share * 30 + 40 * max(guarantee - share, 0)
    five, two = (sum((1 + rate) ** -t for t in range(1, n + 1)) for n in (5, 2))
    worth = 0.5 * called * five + 0.5 * (called * two + 40 * guarantee * (five - two)) - 100
    assert worth == pytest.approx(0, abs=1e-5)


def test_a_guarantee_never_makes_a_part_worth_less(ask):
    grid = pd.DataFrame(ask("breakeven", two_states())["grid"])
    for _, own in grid.groupby("demand"):
        assert (np.diff(own.sort_values("guarantee")["acceptance"]) >= -1e-9).all()
        assert (np.diff(own.sort_values("guarantee")["payout"]) >= -1e-9).all()


def test_waiting_loses_what_cannot_be_begun_later(ask):
    """The plant is now or never: signed later, all 127.261 are lost.  The producer turns where q 13.7236 = (1-q) 47.9339."""
    found = ask("wait", two_states(), "--later", "1,2", "--signals")
    assert [row["cost"] for row in found["waiting"]] == pytest.approx([0, 127.261, 127.261], abs=1e-3)  # fmt: skip
    (signal,) = [r for r in found["signals"] if r["state"] == "high"]
    assert signal["turns_at"] == pytest.approx(47.9339 / (47.9339 + 13.7236), abs=1e-4)
    assert signal["contract_cost"] == pytest.approx(9.9878, abs=6e-5)


def test_delays_start_from_a_run_where_one_is_there(ask):
    """The same 127.261, in the same document, as solved anew; signals take the deal, which is worked out anew."""
    run = ask("run", two_states(), "--arrangements", "no-deal,first-best", "--store", "had")["run"]
    for what in (run, two_states()):
        found = ask("wait", what, "--later", "1,2", "--store", "had")
        assert [row["cost"] for row in found["waiting"]] == pytest.approx([0, 127.261, 127.261], abs=1e-3)  # fmt: skip
        assert "signals" not in found
    anew = ask("wait", two_states(), "--later", "1,2", "--store", "none")
    assert anew == found
    assert ask("wait", two_states(), "--later", "1", "--signals", "--store", "had")["signals"]


def test_the_frontier_runs_from_all_made_to_nothing_built(ask):
    """Resource cost of making all: 100 + 10 (a(3%, 5) + a(3%, 2)) / 2; 3.5 units are missed where nothing is built."""
    points = ask("frontier", two_states(), "--points", "3")["points"]
    assert points[0]["delay"] == pytest.approx(0, abs=1e-6)
    assert points[0]["cost"] == pytest.approx(100 + 10 * (a(0.03, 5) + a(0.03, 2)) / 2, rel=1e-5)
    assert points[-1] == pytest.approx(
        {"delay": 3.5, "late": 0, "missed": 3.5, "cost": 0, "bound": 0}, abs=1e-6
    )
    assert [p["cost"] for p in points] == sorted((p["cost"] for p in points), reverse=True)


def test_nothing_more_to_know_is_worth_nothing_where_there_is_one_thing_to_do(ask, here):
    ask("run", two_states(), "--arrangements", "first-best", "--information", "--store", "known")
    from offtake.results.store.listing import list_runs
    from offtake.results.store.store import read_run

    (entry,) = list_runs(here / "known")
    frame = read_run(here / "known" / entry.run).stats.information()
    assert set(frame["name"]) == {"EVPI", "VSS", "value of multistage", "partial EVPI: demand"}
    assert frame["value"].tolist() == [0.0] * 4


@pytest.mark.parametrize("command", ["accept", "deal", "breakeven", "pays"])
def test_options_of_solving_are_refused_with_a_run(ask, command):
    run = ask("run", two_states())["run"]
    result = CliRunner().invoke(cli, [command, run, "--gap", "0.1"])
    assert result.exit_code == 2
    assert "goes with a study only" in result.output


@pytest.mark.parametrize("command", ["accept", "deal", "breakeven", "pays"])
def test_a_run_without_a_deal_is_refused_with_what_to_do(ask, command):
    run = ask("run", two_states(), "--arrangements", "first-best")["run"]
    result = CliRunner().invoke(cli, [command, run])
    assert result.exit_code == 2
    assert "has no deal" in result.output


def test_the_newest_run_that_has_a_deal_answers_where_none_is_named(ask, here):
    store = ("--store", "newest")
    whole = ask("run", two_states(), *store)["run"]
    newer = ask("run", two_states(), "--arrangements", "first-best", *store)["run"]
    os.utime(here / "newest" / newer / "run.json", (4e9, 4e9))
    result = CliRunner().invoke(cli, ["accept", "@latest", *store])
    assert result.exit_code == 0
    assert f"Run {whole}: the newest, {newer}, lacks what is asked (deal)" in result.output


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("accept", ["Maker: refuses, 17.1 million EUR short", "demand high → low 2028"]),
        ("deal", ["prepayment", "from risk weight 0.2181 on", "Smallest coalition"]),
        ("breakeven", ["42%", "46.2"]),
        ("pays", ["2026", "worst", "mean if demand low"]),
        ("wait --signals", ["now", "1 year later", "demand ends high"]),
        ("frontier", ["least cost", "3.5"]),
    ],
)
def test_people_get_a_table(ask, command, words):
    result = CliRunner().invoke(cli, [*command.split(), two_states()])
    assert result.exit_code == 0, result.output
    for text in words:
        assert text in result.output
