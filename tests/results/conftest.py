"""One study small enough to follow on paper, and a plan for it made by hand.

Four half-years, one buyer, one line of 10 a year, one project that adds 20 a year after half a year of
building.  After the first year demand goes on (probability 0.4) or stops.

    node    0 ── 1 ─┬─ 2 ── 4     goes on, 0.4
    period  0    1  └─ 3 ── 5     stops,   0.6
"""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from offtake.plan.plan import Plan
from offtake.results.run import Run, gathered
from offtake.results.solving.options import Options
from offtake.results.solving.request import Request
from offtake.results.tables.account import Account, account
from offtake.stochastic.program.blocks import Labels
from offtake.study.reading.assemble import study_from_frames
from offtake.study.study import Study
from offtake.uncertainty.tree import ScenarioTree

RATE = 0.21  # the factor of half a year is 1 / 1.1, exactly

SETTINGS = {
    "name": "paper",
    "title": "Small enough to follow on paper",
    "currency": "EUR",
    "price_year": 2025,
    "start": "2026-01-01",
    "period": "half-year",
    "periods": 4,
    "leaves": 2,
}


def _frame(header: str, *rows: tuple[object, ...]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=header.split())


@pytest.fixture(scope="session")
def study() -> Study:
    said = ("assumed", "by hand")
    tables = {
        "products": _frame("product unit source note", ("round", "rounds", *said)),
        "producers": _frame("producer cost_of_capital source note", ("Maker", 0.1, *said)),
        "lines": _frame(
            "line producer product capacity unit_cost fixed_cost source",
            ("works", "Maker", "round", 10, 2.0, 4.0, "yearbook"),
        ),
        "projects": _frame(
            "project line kind adds capex build_time ramp source note",
            ("hall", "works", "new", 20, 30.0, 0.5, "0.5;1", *said),
            ("annex", "works", "new", 20, 90.0, 0.5, "1", *said),
        ),
        "buyers": _frame(
            "buyer discount_rate public_fund_cost source note", ("State", RATE, 1.5, *said)
        ),
        "budgets": _frame(
            "buyer year amount source note", ("State", 2026, 70, *said), ("State", 2027, 90, *said)
        ),
        "requirements": _frame(
            "buyer product period quantity kind value late_cost source note",
            ("State", "round", "2026", 16, "stock", 10, 3, *said),
            ("State", "round", "2027", 20, "stock", 10, 3, *said),
        ),
        "prices": _frame("producer product price source", ("Maker", "round", 5, "contract")),
        "orders": _frame(
            "order buyer producer product quantity price starts ends source",
            (
                "first",
                "State",
                "Maker",
                "round",
                8,
                5,
                date(2026, 7, 1),
                date(2027, 6, 30),
                "contract",
            ),
        ),
        "drivers": _frame("driver initial source note", ("demand", "on", *said)),
        "driver_states": _frame(
            "driver date state next probability source note",
            ("demand", date(2027, 1, 1), "on", "on", 0.4, *said),
            ("demand", date(2027, 1, 1), "on", "off", 0.6, *said),
        ),
        "driver_effects": _frame(
            "driver state table column operation value source note",
            ("demand", "off", "requirements", "quantity", "scale", 0, *said),
        ),
        "sources": _frame(
            "source publisher title date address grade",
            ("contract", "State", "=The contract", "2025-06-01", "https://example.org/c", "A"),
            ("yearbook", "Press", "A yearbook", "2024", "", "C"),
        ),
    }
    return study_from_frames(SETTINGS, tables)


@pytest.fixture(scope="session")
def tree() -> ScenarioTree:
    """Nodes as drawn above."""
    return ScenarioTree(
        parent=np.array([-1, 0, 1, 1, 2, 3]),
        period=np.array([0, 1, 2, 2, 3, 3]),
        probability=np.array([1, 1, 0.4, 0.6, 0.4, 0.6]),
        drivers=("demand",),
        states=(("on", "off"),),
        state=np.array([[0], [0], [0], [1], [0], [1]]),
    )


def column(*values: float) -> np.ndarray:
    return np.array(values, float)[:, None]


def one(*key: str, dims: str) -> Labels:
    return Labels(tuple(dims.split()), (key,))


@pytest.fixture(scope="session")
def plan(tree: ScenarioTree) -> Plan:
    """Needs are 8, 8, then 10, 10 or nothing.  The hall is begun in period 1, the annex in period 2 where
    demand goes on.  Shadow prices of capacity are 2, 4, 0, 0, 6, 0."""
    begun = np.array([[0, 0], [1, 0], [1, 1], [1, 0], [1, 1], [1, 0]], float)
    return Plan(
        arrangement="first-best",
        tree=tree,
        values={
            "begun": begun,
            "make": column(5, 5, 10, 6, 10, 0),
            "hold": column(0, 0, 0, 0, 0, 0),
            "deliver": column(5, 5, 10, 6, 10, 0),
            "late": column(3, 6, 6, 0, 6, 0),
            "missed": np.zeros((6, 0)),
        },
        labels={
            "begun": Labels(("project",), (("hall",), ("annex",))),
            "make": one("works", dims="line"),
            "hold": one("round", dims="product"),
            "deliver": one("State", "round", "stock", "round", dims="buyer need kind product"),
            "late": one("State", "round", dims="buyer need"),
            "missed": Labels(("buyer", "need"), ()),
            "row capacity": one("works", dims="line"),
            "row budget": one("State", dims="buyer"),
        },
        status="optimal",
        objective=-1.0,
        bound=-1.0,
        duals={
            "capacity": -column(2 / 1.1, 4 / 1.21, 0, 0, 6 / 1.4641, 0),
            "budget": column(np.nan, 0, np.nan, np.nan, 0, 0),
        },
    )


@pytest.fixture(scope="session")
def paper(study: Study, plan: Plan) -> Account:
    return account(study, plan)


@pytest.fixture(scope="session")
def run(study: Study, plan: Plan) -> Run:
    return gathered(Request(study, Options(("first-best",))), plan)
