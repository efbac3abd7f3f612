"""The same study written otherwise keeps the same futures, where only some can be kept."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from offtake.study.dictionary import TABLES
from offtake.study.examples import case_path
from offtake.study.reading.assemble import study_from_frames
from offtake.study.reading.read import read_study
from offtake.study.study import Study
from offtake.uncertainty.reduction.build import build_tree

Tables = dict[str, pd.DataFrame]
REDUCED = ("nato-155mm", "vaccines-2020")
KEY = {"lines": "line", "orders": "order", "buyers": "buyer", "projects": "project"}


def in_halves(tables: Tables, table: str, halved: tuple[str, ...], only: object) -> None:
    """Rows of the table in two halves, the effects on them on both."""
    frame, key = tables[table], KEY.get(table, "buyer")
    rows = frame[key].isin(list(only)) if isinstance(only, list) else frame[key].notna()
    half = frame[rows].copy()
    half[key] = half[key] + " half"
    for column in halved:
        for part, where in ((frame, rows), (half, half[key].notna())):
            part[column] = part[column].astype(float)
            part.loc[where, column] = part.loc[where, column] / 2
    tables[table] = pd.concat([frame, half], ignore_index=True)
    effects = tables["driver_effects"]
    names = set(half[key].str.removesuffix(" half"))
    effects["where"] = [both(str(w or ""), key, names) for w in effects["where"].fillna("")]


def both(where: str, key: str, names: set[str]) -> str:
    """A selection of rows by name that takes both halves."""
    parts = [part.partition("=") for part in where.split(";") if part]
    for k, (column, sign, listed) in enumerate(parts):
        if column.strip() == key:
            said = [name.strip() for name in listed.split("|")]
            # what is named already was rewritten for another table of the same key
            more = [n + " half" for n in said if n in names and n + " half" not in said]
            parts[k] = (column, sign, "|".join([*said, *more]))
    return ";".join("".join(part) for part in parts)


def lines_halved(tables: Tables) -> None:
    plain = sorted(set(tables["lines"]["line"]) - set(tables["projects"]["line"]))
    in_halves(tables, "lines", ("capacity", "fixed_cost"), plain)


def buyers_halved(tables: Tables) -> None:
    payer = [sorted(tables["buyers"]["buyer"])[-1]]
    in_halves(tables, "buyers", (), payer)
    halved = {"requirements": ("quantity",), "pledges": ("gdp",), "budgets": ("amount",)}
    for table, columns in halved.items():
        if table in tables:
            in_halves(tables, table, columns, payer)
    if "supply" in tables:
        in_halves(tables, "supply", (), payer)
    if "orders" in tables:
        orders = tables["orders"]
        own = orders[orders["buyer"].isin(payer)].copy()
        own["buyer"], own["order"] = own["buyer"] + " half", own["order"] + " half"
        tables["orders"] = pd.concat([orders, own], ignore_index=True)


def useless_rows(tables: Tables) -> None:
    """A firm without a line, a line without capacity, one never open, goods that nobody needs, a project of none."""
    first = tables["lines"].iloc[[0]]
    idle = first.assign(line="idle", capacity=0.0, min_rate=0.0)
    shut = first.assign(line="shut", opens=pd.Timestamp("2200-01-01"))
    goods = tables["products"].iloc[[0]].assign(product="unwanted")
    made = first.assign(line="unwanted", product="unwanted", capacity=1e6)
    tables["lines"] = pd.concat([tables["lines"], idle, shut, made], ignore_index=True)
    tables["products"] = pd.concat([tables["products"], goods], ignore_index=True)
    firm = tables["producers"].iloc[[0]].assign(producer="nobody")
    tables["producers"] = pd.concat([tables["producers"], firm], ignore_index=True)
    price = tables["prices"].iloc[[0]].assign(producer="nobody")
    price["price"] *= 2.0
    tables["prices"] = pd.concat([tables["prices"], price], ignore_index=True)
    none = tables["projects"].iloc[[0]].assign(project="none", limit=0, begun=None, requires=None)
    tables["projects"] = pd.concat([tables["projects"], none], ignore_index=True)


def other_units(tables: Tables) -> None:
    """One product in thousandths of its unit."""
    product = tables["lines"]["product"].iloc[0]
    lines = set(tables["lines"]["line"][tables["lines"]["product"] == product])
    goods = {"orders": ("quantity", "delivered"), "requirements": ("quantity",)}
    costs = {"prices": ("price",), "requirements": ("value", "late_cost"), "orders": ("price",)}
    costs |= {"products": ("holding_cost", "stock_value"), "capabilities": ("contribution",)}
    rows = {
        name: frame["product"] == product for name, frame in tables.items() if "product" in frame
    }
    rows |= {"projects": tables["projects"]["line"].isin(lines)}
    goods |= {"lines": ("capacity",), "projects": ("adds",)}
    costs |= {"lines": ("unit_cost",)}
    for columns, factor in ((goods, 1000.0), (costs, 0.001)):
        for name, own in columns.items():
            for column in own if name in tables and name in rows else ():
                if column in tables[name]:
                    tables[name][column] = tables[name][column].astype(float)
                    tables[name].loc[rows[name], column] *= factor
    if "recipes" in tables:
        for column, factor in (("product", 0.001), ("input", 1000.0)):
            own = tables["recipes"][column] == product
            tables["recipes"].loc[own, "quantity"] *= factor
    effects = tables["driver_effects"]
    named = np.array([any(name in str(w) for name in lines) for w in effects["where"]])
    effects.loc[
        named & (effects["operation"] == "set") & (effects["column"] == "capacity"), "value"
    ] *= 1000.0


def other_money(tables: Tables) -> None:
    for table in TABLES:
        for column in table.columns:
            if column.money and table.name in tables and column.name in tables[table.name]:
                tables[table.name][column.name] *= 2.0
    effects = tables["driver_effects"]
    effects.loc[(effects["operation"] == "set") & (effects["column"] == "capex"), "value"] *= 2.0


def shuffled(tables: Tables) -> None:
    rng = np.random.default_rng(7)
    for name, frame in tables.items():
        if name != "driver_effects":
            tables[name] = frame.iloc[rng.permutation(len(frame))].reset_index(drop=True)


def drivers_renamed(tables: Tables) -> None:
    names = sorted(tables["drivers"]["driver"], reverse=True)
    renamed = {name: f"influence {k}" for k, name in enumerate(names)}
    for table in ("drivers", "driver_states", "driver_effects"):
        tables[table]["driver"] = tables[table]["driver"].map(renamed)


@pytest.fixture(scope="module", params=REDUCED)
def whole(request) -> tuple[Study, set[object]]:
    study = read_study(case_path(request.param))
    return study, futures(study, {})


def futures(study: Study, names: dict[str, str]) -> set[object]:
    """What is kept: the states by driver along every path, with its probability."""
    tree = build_tree(study)
    assert tree.full_leaves > tree.leaves.size
    kept = set()
    for leaf in tree.leaves:
        states = tree.state[tree.path(leaf)].T
        path = [
            (names.get(driver, driver), tuple(np.array(said)[own]))
            for driver, said, own in zip(tree.drivers, tree.states, states, strict=True)
        ]
        kept.add((tuple(sorted(path)), round(float(tree.probability[leaf]), 9)))
    return kept


@pytest.mark.parametrize(
    "otherwise",
    [
        lines_halved,
        buyers_halved,
        useless_rows,
        other_units,
        other_money,
        shuffled,
        drivers_renamed,
    ],
)
def test_the_same_futures_are_kept(
    whole: tuple[Study, set[object]], otherwise: Callable[[Tables], None]
) -> None:
    study, kept = whole
    dropped = ("changes", "noise", "history", "ranges", "instruments", "rivals")
    tables = {n: f for n, f in study.tables.items() if len(f) and n not in dropped}
    otherwise(tables)
    back = {
        f"influence {k}": n for k, n in enumerate(sorted(study.drivers["driver"], reverse=True))
    }

    assert futures(study_from_frames(study.settings, tables), back) == kept
