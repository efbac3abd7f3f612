"""A study written another way has the same answer; money that one party pays another receives."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from tests.plan.random_studies import random_study
from tests.plan.richer_studies import richer_study

from offtake.market.cash import cash
from offtake.market.figures import figures
from offtake.plan.first_best import solve_first_best
from offtake.results.tables.account import account
from offtake.results.tables.plan.money import expected, public_paid, social
from offtake.stochastic.solver.program import Until
from offtake.study.dictionary import TABLES
from offtake.study.reading.assemble import study_from_frames
from offtake.uncertainty.reduction.build import build_tree

SEEDS = (1, 4, 9, 24)
EXACT = Until(gap=0.0)


def solved(study):
    return solve_first_best(study, build_tree(study), EXACT)


def answer(study):
    """Social value and public money."""
    a = account(study, solved(study))
    return expected(a, social(a)), expected(a, public_paid(a))


def written(study, change):
    """The study with its tables, as frames, handed to `change`."""
    tables = {name: frame.copy() for name, frame in study.tables.items() if len(frame)}
    change(tables)
    return study_from_frames(study.settings, tables)


def halves(frame, key, columns, more=()):
    """Every row in two, with half of `columns` each; the second bears another name in `key`."""
    first = frame.copy()
    first[list(columns)] = first[list(columns)].astype(float) / 2
    second = first.copy()
    second[key] = second[key] + "'"
    return pd.concat([first, second], ignore_index=True)


def half_lines(t):
    t["lines"] = halves(t["lines"], "line", ["capacity", "fixed_cost"])


def half_orders(t):
    if "orders" in t:
        t["orders"] = halves(t["orders"], "order", ["quantity", "delivered"])


def half_buyers(t):
    t["buyers"] = halves(t["buyers"], "buyer", [])
    for name, column in (("requirements", "quantity"), ("budgets", "amount")):
        if name in t:
            t[name] = halves(t[name], "buyer", [column])
    if "orders" in t:
        second = t["orders"].copy()
        second[["quantity", "delivered"]] = second[["quantity", "delivered"]] / 2
        t["orders"] = second.copy()
        second["order"], second["buyer"] = second["order"] + "'", second["buyer"] + "'"
        t["orders"] = pd.concat([t["orders"], second], ignore_index=True)
    if "supply" in t:
        named = t["supply"][t["supply"]["buyer"].isin(["B", "C"])].copy()
        named["buyer"] = named["buyer"] + "'"
        t["supply"] = pd.concat([t["supply"], named], ignore_index=True)


def useless_rows(t):
    idle = pd.DataFrame([{"producer": "idle", "cost_of_capital": 0.05, "country": "NOR"}])
    t["producers"] = pd.concat([t["producers"], idle], ignore_index=True)
    dear = pd.DataFrame([{"producer": "idle", "product": "a", "price": 12.0}])
    t["prices"] = pd.concat([t["prices"], dear], ignore_index=True)
    said = t["requirements"].iloc[0]
    nothing = pd.DataFrame(
        [{"order": "nothing", "buyer": said["buyer"], "producer": "F", "product": "a", "quantity": 0.0, "price": 9.0,
          "starts": "2026-01-01", "ends": "2031-12-31"}]
    )  # fmt: skip
    t["orders"] = pd.concat([t["orders"], nothing], ignore_index=True) if "orders" in t else nothing
    empty = t["lines"].iloc[[0]].assign(line="empty", capacity=0.0, fixed_cost=0.0)
    t["lines"] = pd.concat([t["lines"], empty], ignore_index=True)


@pytest.mark.parametrize("change", [half_lines, half_orders, half_buyers, useless_rows])
@pytest.mark.parametrize("make", [random_study, richer_study])
@pytest.mark.parametrize("seed", SEEDS)
def test_halves_and_useless_rows_change_nothing(seed, make, change):
    study = make(seed)

    assert answer(written(study, change)) == pytest.approx(answer(study), rel=1e-6, abs=1e-6)


@pytest.mark.parametrize("seed", SEEDS)
def test_twice_the_money_is_twice_the_answer(seed):
    study = random_study(seed)

    def dearer(t):
        for table in TABLES:
            for column in table.columns:
                if column.money and table.name in t and column.name in t[table.name]:
                    t[table.name][column.name] *= 2.0

    twice = written(study, dearer)
    unit_cost = study.driver_effects["operation"].eq("scale").all()
    assert unit_cost  # effects scale, so that they need no money of their own
    assert answer(twice) == pytest.approx([2 * v for v in answer(study)], rel=1e-6, abs=1e-6)


@pytest.mark.parametrize("seed", SEEDS)
def test_smaller_units_change_nothing(seed):
    study = random_study(seed)

    def thousandths(t):
        for name, columns in {
            "lines": ["capacity"],
            "projects": ["adds"],
            "requirements": ["quantity"],
        }.items():
            t[name][columns] *= 1000.0
        for name, columns in {"lines": ["unit_cost"], "products": ["holding_cost", "stock_value"], "prices": ["price"],
                              "requirements": ["value", "late_cost"]}.items():  # fmt: skip
            t[name][columns] /= 1000.0
        if "orders" in t:
            t["orders"][["quantity", "delivered"]] *= 1000.0
            t["orders"]["price"] /= 1000.0
        if "supply" in t:
            t["supply"]["extra_cost"] /= 1000.0

    assert answer(written(study, thousandths)) == pytest.approx(answer(study), rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("make", [random_study, richer_study])
@pytest.mark.parametrize("seed", SEEDS)
def test_rows_in_another_order_give_the_same_bytes(seed, make):
    study = make(seed)
    rng = np.random.default_rng(seed)

    def shuffled(t):
        for name, frame in t.items():
            if name != "driver_effects":  # effects combine in the order of their table
                t[name] = frame.iloc[rng.permutation(len(frame))].reset_index(drop=True)

    one, other = solved(study), solved(written(study, shuffled))
    assert one.objective == other.objective
    assert all(one.values[name].tobytes() == other.values[name].tobytes() for name in one.values)


# several orders each, quarters and months: all with a rate above 0 but 4 and 9, and with a take-or-pay that is due but 3
SEVERAL = (3, 4, 8, 9, 16, 34, 58, 69, 73)
WITH_ORDERS = [(random_study, k) for k in range(5)] + [(richer_study, k) for k in SEVERAL]


@pytest.mark.parametrize(("make", "seed"), WITH_ORDERS)
def test_what_buyers_pay_producers_and_third_parties_receive_on_every_path(make, seed):
    study = make(seed)
    plan = solved(study)
    money = cash(figures(study, plan.tree), plan)

    received = (money.receipts - money.inputs).sum(axis=1) + money.extra.sum(axis=1)
    assert make is random_study or len(study.orders) >= 3
    assert received == pytest.approx(money.paid.sum(axis=1), rel=1e-9, abs=1e-9)
