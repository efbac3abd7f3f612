"""Which rows of the study stand behind a figure: what could change it, followed through the tables.

A product rests on its lines, on their projects and producers, on the parts in its recipe with all that
stands behind those, on who needs it and with which money, and on what drivers do to any of these rows.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from offtake.study.changing.money import budgets
from offtake.study.dictionary import table as declared
from offtake.study.provenance.sources import key_of
from offtake.study.study import Study
from offtake.study.wording.where import matching_rows

Scope = dict[str, pd.DataFrame]
"""Rows by table."""
ASIDE = (
    "noise",
    "rivals",
    "ranges",
    "history",
    "sources",
    "changes",
    "exchange_rates",
    "deflators",
    "instruments",
)
"""Tables that no plan rests on: noise, comparisons, documents, edits and rates used up at the door, clauses."""


def everything(study: Study) -> Scope:
    """Every row that a plan rests on."""
    return {name: frame for name, frame in study.tables.items() if name not in ASIDE}


def of_product(study: Study, name: str) -> Scope:
    """What stands behind a product, or a capability, being delivered, needed or late."""
    goods, needs = _family(study, name)
    requirements = _among(study, "requirements", "product", needs)
    lines = _among(study, "lines", "product", goods)
    scope = {
        "products": _among(study, "products", "product", goods),
        "recipes": _among(study, "recipes", "product", goods),
        "capabilities": _among(study, "capabilities", "capability", needs),
        "requirements": requirements,
        "lines": lines,
        "projects": _among(study, "projects", "line", lines["line"]),
        "producers": _among(study, "producers", "producer", lines["producer"]),
        "prices": _among(study, "prices", "product", goods),
        **_money_of(study, requirements["buyer"]),
    }
    return _with_drivers(study, scope)


def of_rival(study: Study, rival: str, product: str, against: str) -> Scope:
    """What stands behind a product of one's own beside a rival's."""
    rows = study.rivals
    own = rows[(rows["rival"] == rival) & (rows["product"] == product)]
    return {**of_product(study, against), "rivals": own}


def of_project(study: Study, name: str) -> Scope:
    """What stands behind a project being begun: itself, those it requires, and all behind its product."""
    line = _among(study, "projects", "project", [name])["line"]
    product = _among(study, "lines", "line", line)["product"].iloc[0]
    scope = of_product(study, str(product))
    required, wanted = [], name
    while wanted and wanted not in required:
        required.append(wanted)
        wanted = str(_among(study, "projects", "project", [wanted])["requires"].iloc[0])
    own = _among(study, "projects", "project", required)
    scope["projects"] = own
    scope["lines"] = _among(study, "lines", "line", own["line"])
    scope["producers"] = _among(study, "producers", "producer", scope["lines"]["producer"])
    return _with_drivers(study, scope)


def of_buyer(study: Study, name: str) -> Scope:
    """What stands behind a buyer being short: its needs, its money, and all behind the products."""
    own = _among(study, "requirements", "buyer", [name])
    scope: Scope = {}
    for product in own["product"].unique():
        for table, rows in of_product(study, str(product)).items():
            scope[table] = rows if table not in scope else scope[table].combine_first(rows)
    return _with_drivers(study, scope | {"requirements": own, **_money_of(study, [name])})


def of_clause(study: Study, name: str) -> Scope:
    """What stands behind a clause: its row of table instruments, and everything that a plan rests on."""
    rows = study.instruments
    own = rows if not name else rows[rows["instrument"] == name]
    return everything(study) | {"instruments": own}


def of_producer(study: Study, name: str) -> Scope:
    """What stands behind a producer's judgement: itself, what it makes, and the clauses on offer."""
    own = _among(study, "producers", "producer", [name])
    if own.empty:  # a line that is judged by itself
        own = _among(
            study, "producers", "producer", _among(study, "lines", "line", [name])["producer"]
        )
    return everything(study) | {"producers": own, "instruments": study.instruments}


def of_money(study: Study, step: str) -> Scope:
    """What stands behind money: pledged by the budgets, contracted by orders and clauses, paid by everything."""
    if step == "pledged":
        return _with_drivers(study, _money_of(study, study.buyers["buyer"]))
    if step == "contracted":
        return {name: study.tables[name] for name in ("orders", "instruments", "buyers")}
    return everything(study)


def keys(scope: Scope) -> pd.DataFrame:
    """table and key of every row of a scope, as `provenance` writes them."""
    rows = [
        (name, key_of(cells))
        for name, frame in scope.items()
        for cells in zip(*(frame[column] for column in declared(name).key), strict=True)
    ]
    return pd.DataFrame(rows, columns=["table", "key"]).drop_duplicates().astype("str")


def _family(study: Study, name: str) -> tuple[set[str], set[str]]:
    """Products behind `name`, their parts included; and what is needed that they can meet."""
    capabilities = study.capabilities
    of = set(capabilities.loc[capabilities["capability"] == name, "product"])
    goods = of or {name}
    needs = {name} | set(capabilities.loc[capabilities["product"].isin(goods), "capability"])
    # Other products that give the same capability compete with these for the same need.
    goods |= set(capabilities.loc[capabilities["capability"].isin(needs), "product"])
    recipes = study.recipes
    while parts := set(recipes.loc[recipes["product"].isin(goods), "input"]) - goods:
        goods |= parts
    return goods, needs | goods


def _among(study: Study, table: str, column: str, values: Iterable[object]) -> pd.DataFrame:
    frame = study.tables[table]
    return frame[frame[column].isin(list(values))]


def _money_of(study: Study, buyers: Iterable[object]) -> Scope:
    names = list(buyers)
    return {
        table: _among(study, table, "buyer", names) for table in ("buyers", "budgets", "pledges")
    }


def _with_drivers(study: Study, scope: Scope) -> Scope:
    """The scope with the effects that touch a row of it, and how their drivers move."""
    effects, moved = study.driver_effects, dict(scope)
    if len(scope["pledges"]):  # effects name pledged money as amounts of budgets
        every = budgets(study)
        moved["budgets"] = every[every["buyer"].isin(scope["buyers"]["buyer"])]
    touching = [
        table in moved and bool(len(matching_rows(moved[table], where)))
        for table, where in zip(effects["table"], effects["where"], strict=True)
    ]
    held = effects[np.array(touching, bool)]
    return scope | {
        "driver_effects": held,
        "drivers": _among(study, "drivers", "driver", held["driver"]),
        "driver_states": _among(study, "driver_states", "driver", held["driver"]),
    }
