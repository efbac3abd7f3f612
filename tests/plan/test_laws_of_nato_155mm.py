"""The largest bundled study written otherwise: its rows in another order, and lines, orders and a buyer in halves with money doubled."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from offtake.plan.first_best import solve_first_best
from offtake.plan.given import Dispatch
from offtake.study.dictionary import TABLES
from offtake.study.examples import case_path
from offtake.study.reading.assemble import study_from_frames
from offtake.study.reading.read import read_study
from offtake.uncertainty.reduction.build import build_tree

pytestmark = pytest.mark.long
HALF = " half"
BUYER = "Poland"
LINES = ("Seneffe bodies", "Policka rounds", "Canada rounds")  # without projects


@pytest.fixture(scope="module")
def study():
    return read_study(case_path("nato-155mm"))


@pytest.fixture(scope="module")
def plan(study):
    return solve_first_best(study, build_tree(study))


def written(study, change):
    tables = {name: frame.copy() for name, frame in study.tables.items() if len(frame)}
    for name in ("changes", "noise", "history"):  # they name rows that are halved
        tables.pop(name, None)
    change(tables)
    return study_from_frames(study.settings, tables)


def test_rows_in_another_order_give_the_same_bytes(study, plan):
    rng = np.random.default_rng(5)

    def shuffled(t):
        for name, frame in t.items():
            if name != "driver_effects":  # effects combine in the order of their table
                t[name] = frame.iloc[rng.permutation(len(frame))].reset_index(drop=True)

    again = written(study, shuffled)
    other = solve_first_best(again, build_tree(again))

    assert all(other.values[name].tobytes() == plan.values[name].tobytes() for name in plan.values)


def halved(t, name, key, which, columns, beside=()):
    """Rows of `which` in two, each with half of `columns`; the second has other names in `key` and `beside`."""
    frame = t[name]
    rows = frame[key].isin(which)
    for column in columns:
        frame[column] = frame[column].astype(float)
        frame.loc[rows, column] = frame.loc[rows, column] / 2
    second = frame[rows].copy()
    for column in (key, *beside):
        second[column] = second[column] + HALF
    t[name] = pd.concat([frame, second], ignore_index=True)


def in_halves(t):
    halved(t, "lines", "line", LINES, ["capacity", "fixed_cost"])
    others = t["orders"]["buyer"] != BUYER
    halved(t, "orders", "order", set(t["orders"]["order"][others]), ["quantity", "delivered"])
    halved(t, "buyers", "buyer", [BUYER], [])
    halved(t, "supply", "buyer", [BUYER], [])
    halved(t, "requirements", "buyer", [BUYER], ["quantity"])
    halved(t, "pledges", "buyer", [BUYER], ["gdp"])
    halved(t, "orders", "buyer", [BUYER], ["quantity", "delivered"], ["order"])
    where = t["driver_effects"]["where"]
    for name in (*LINES, BUYER):
        where = where.str.replace(name, f"{name}|{name}{HALF}", regex=False)
    t["driver_effects"]["where"] = where


def in_half_the_currency(t):
    for table in TABLES:
        frame = t.get(table.name, pd.DataFrame())
        for column in table.columns:
            if column.money and column.name in frame:
                frame[column.name] = pd.to_numeric(frame[column.name]) * 2.0
    capital = (t["driver_effects"]["column"] == "capex").to_numpy()
    t["driver_effects"].loc[capital, "value"] *= 2.0
    ends, money = ["low", "high"], (t["ranges"]["column"] == "capex").to_numpy()
    t["ranges"][ends] = t["ranges"][ends].astype(float)
    t["ranges"].loc[money, ends] *= 2.0  # stated as it is, not by a factor


def test_halves_and_another_currency_change_nothing(study, plan):
    def change(t):
        t.pop("instruments", None)  # some of their sizes are money; a plan has none
        in_halves(t)
        in_half_the_currency(t)

    # over the same futures: which of many are kept turns with how often a figure stands in the tables
    other = Dispatch(written(study, change), plan.tree).plan(plan.values["begun"])

    assert other.objective == pytest.approx(2 * plan.objective, rel=1e-12)
    for name in ("make", "deliver", "late"):
        one, two = by_whole(plan, name), by_whole(other, name)
        most = max(np.abs(values).max() for values in one.values())
        assert one.keys() == two.keys()
        for key, values in one.items():
            assert two[key] == pytest.approx(values, abs=1e-8 * most), (name, key)


def by_whole(plan, name):
    """Values (nodes,) by label, halves together."""
    found: dict[tuple[str, ...], np.ndarray] = {}
    for key, values in zip(plan.labels[name].keys, plan.values[name].T, strict=True):
        whole = tuple(part.removesuffix(HALF).removesuffix(HALF) for part in key)
        found[whole] = found.get(whole, 0.0) + values
    return found
