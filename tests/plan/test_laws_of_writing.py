"""A study written another way is the same study: other names, another currency and price year, rows that mean nothing."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from tests.plan.richer_studies import richer_study

from offtake.plan.first_best import solve_first_best
from offtake.results.tables.account import account
from offtake.results.tables.plan.money import expected, public_paid, social
from offtake.stochastic.solver.program import Until
from offtake.study.dictionary import TABLES
from offtake.study.reading.assemble import study_from_frames
from offtake.uncertainty.reduction.build import build_tree

SEEDS = (
    2,
    8,
    14,
    31,
    39,
)  # with supply by country, orders, two drivers, budgets; 8 with nested risk
NAMES = {
    "line": "lines", "project": "projects", "producer": "producers", "buyer": "buyers", "product": "products", "order": "orders",
    "driver": "drivers", "capability": "capabilities",
}  # fmt: skip
REFERS = {  # columns that hold names of a table, and the names that they may hold
    ("lines", "product"): ("product",), ("requirements", "product"): ("product", "capability"), ("recipes", "input"): ("product",),
    ("projects", "requires"): ("project",),
}  # fmt: skip


def look(study):
    """Social value, public money; made by line, delivered by need, begun by project: each in the order of `labels`."""
    plan = solve_first_best(study, build_tree(study), Until(gap=0.0))
    a = account(study, plan)
    chance = plan.tree.probability
    by = {
        name: dict(zip(plan.labels[name].keys, chance @ plan.values[name], strict=True))
        for name in ("make", "deliver", "begun")
    }
    return (plan.objective, expected(a, social(a)), expected(a, public_paid(a))), by


def written(study, change):
    tables = {name: frame.copy() for name, frame in study.tables.items() if len(frame)}
    change(tables)
    return study_from_frames(study.settings, tables)


def renamed(study):
    """The study with every name another one, in the opposite order of the alphabet; and the new names of the old."""
    new = {}
    for column, table in NAMES.items():
        old = sorted(set(study.tables[table][column]))
        new[column] = {name: f"{column}-{99 - k}" for k, name in enumerate(old)}

    def change(t):
        for table, frame in t.items():
            for column in frame.columns:
                kinds = REFERS.get((table, column), (column,) if column in NAMES else ())
                if table == "supply" and column in ("buyer", "producer"):
                    kinds = (column,)
                for kind in kinds:
                    frame[column] = [new[kind].get(name, name) for name in frame[column]]

    return written(study, change), new


@pytest.mark.parametrize("seed", SEEDS)
def test_other_names_change_nothing(seed):
    study = richer_study(seed)
    other, new = renamed(study)
    (money, by), (other_money, other_by) = look(study), look(other)
    flat = {name: after for names in new.values() for name, after in names.items()}

    assert other_money == pytest.approx(money, rel=1e-7, abs=1e-7)
    for name, values in by.items():
        for key, value in values.items():
            again = other_by[name][tuple(flat.get(part, part) for part in key)]
            assert again == pytest.approx(value, rel=1e-6, abs=1e-6), (name, key)


@pytest.mark.parametrize("seed", SEEDS)
def test_money_of_another_currency_and_price_year_is_the_same_money(seed):
    # 1 dollar of 2020 was worth 0.8 euros of 2020, and prices rose from 100 to 125: 1 euro of 2026 is 1 dollar of 2020.
    # 1 pound of 2026 is worth 1.25 euros.
    study = richer_study(seed)

    def change(t):
        for table in TABLES:
            money = [c.name for c in table.columns if c.money]
            if table.name not in t or not money:
                continue
            frame = t[table.name]
            pounds = np.arange(len(frame)) % 2 == 0
            frame["currency"] = np.where(pounds, "GBP", "USD")
            frame["price_year"] = np.where(pounds, 2026, 2020)
            for column in money:
                frame[column] = frame[column].astype(float) / np.where(pounds, 1.25, 1.0)
        t["exchange_rates"] = pd.DataFrame(
            {"currency": ["GBP", "USD"], "year": [2026, 2020], "rate": [1.25, 0.8]}
        )
        t["deflators"] = pd.DataFrame({"year": [2020, 2026], "index": [100.0, 125.0]})

    (money, by), (other_money, other_by) = look(study), look(written(study, change))
    assert other_money == pytest.approx(money, rel=1e-9, abs=1e-9)
    assert other_by["make"] == pytest.approx(by["make"], rel=1e-7, abs=1e-7)


def useless(t, study):
    """A firm that makes nothing, a good that nobody needs, a buyer without needs or money, a driver without effects."""

    def add(name, **row):
        frame = pd.DataFrame([row])
        t[name] = pd.concat([t[name], frame], ignore_index=True) if name in t else frame

    add("producers", producer="idle", cost_of_capital=0.05, country="NOR")
    add("prices", producer="idle", product="a", price=0.1)
    add("products", product="unwanted", unit="goods")
    add("lines", line="unwanted", producer="F", product="unwanted", capacity=9.0, unit_cost=1.0)
    add("buyers", buyer="poor", iso3="NOR", discount_rate=0.02, public_fund_cost=1.3)
    for year in study.budget_years(1):
        add("budgets", buyer="poor", year=year, amount=0.0)
    add("supply", buyer="poor", producer="idle", extra_cost=9.0, min_share=0.5)
    add("drivers", driver="nothing", initial="calm")
    day = study.period_start(1)
    for after, much in (("calm", 0.3), ("rough", 0.7)):
        add("driver_states", driver="nothing", date=day, state="calm", next=after, probability=much)


@pytest.mark.parametrize("seed", [2, 14, 31, 39])
def test_rows_that_mean_nothing_change_nothing(seed):
    study = richer_study(seed)
    other = written(study, lambda t: useless(t, study))
    (money, by), (other_money, other_by) = look(study), look(other)

    assert other_money == pytest.approx(money, rel=1e-7, abs=1e-7)
    for name, values in by.items():
        for key, value in values.items():
            assert other_by[name][key] == pytest.approx(value, rel=1e-6, abs=1e-6), (name, key)
