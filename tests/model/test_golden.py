"""Every block of a node's program, written out: two quarters, a rate above 0, two of everything that matters.

The study is small enough to derive each number by hand; the head of every file in golden/ does.  To see what a change does to
the program: OFFTAKE_GOLDEN=write pytest tests/model/test_golden.py, then read the difference line by line.
"""

from __future__ import annotations

import importlib
import inspect
import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import offtake.model
from offtake.model import budget, capacity, delivery, limits, purchase, shares, start, supply
from offtake.model.figures.quantities import quantities
from offtake.model.risk.aversion import Aversion
from offtake.stochastic.program.blocks import OWN, Block, Labels, Terms, Variables
from offtake.uncertainty.reduction.build import build_tree
from offtake.uncertainty.tree import ScenarioTree

HERE = Path(__file__).parent / "golden"
NODE = 1


@pytest.fixture
def made(study):
    """One round from one shell; two firms that ask the same; an order, a share, a budget that carries over."""
    return study(
        periods=2,
        period="quarter",
        settings={"carry_over": 0.5, "discount_rate": 0.1},
        products=[
            {"product": "round", "unit": "rounds", "holding_cost": 0.4},
            {"product": "shell", "unit": "shells"},
        ],
        recipes=[{"product": "round", "input": "shell", "quantity": 1}],
        producers=[
            {"producer": "alfa", "cost_of_capital": 0.1},
            {"producer": "beta", "cost_of_capital": 0.1},
        ],
        lines=[
            {"line": "fill", "producer": "alfa", "product": "round", "capacity": 8, "unit_cost": 2},
            {"line": "fill two", "producer": "beta", "product": "round", "capacity": 4, "unit_cost": 3, "reliability": 0.5},
            {"line": "forge", "producer": "beta", "product": "shell", "capacity": 12, "unit_cost": 1},
        ],
        projects=[
            {"project": "more", "line": "fill", "kind": "expand", "adds": 4, "capex": 6, "build_time": 0.25, "limit": 2, "life": 10}
        ],
        buyers=[
            {"buyer": "north", "discount_rate": 0.1, "public_fund_cost": 1.5},
            {"buyer": "south", "discount_rate": 0.1},
        ],
        budgets=[{"buyer": "north", "year": 2026, "amount": 40}],
        requirements=[
            {"buyer": "north", "product": "round", "period": "2026-Q1", "quantity": 3, "kind": "stock", "value": 9, "late_cost": 2},
            {"buyer": "south", "product": "round", "period": "2026-Q2", "quantity": 2, "kind": "flow", "value": 9, "late_cost": 2},
        ],
        prices=[
            {"producer": "alfa", "product": "round", "price": 5},
            {"producer": "beta", "product": "round", "price": 5},
            {"producer": "beta", "product": "shell", "price": 2},
        ],
        orders=[
            {"order": "frame", "buyer": "north", "producer": "alfa", "product": "round", "quantity": 2, "price": 4, "starts": "2026-01-01", "ends": "2026-06-30"}
        ],
        supply=[{"buyer": "south", "producer": "beta", "extra_cost": 0.5, "max_share": 0.6}],
        limits=[{"limit": "cap", "variable": "make", "where": "line=fill", "maximum": 1}],
    )  # fmt: skip


def blocks(made) -> dict[str, Block]:
    tree = build_tree(made)
    q = quantities(made, tree)
    ramp, cost = capacity.steps(q, tree), capacity.begun_cost(q, tree)
    found = {
        "capacity": capacity.capacity_block(q, tree, NODE, ramp[NODE], cost[NODE]),
        "supply": supply.supply_block(q, tree, NODE),
        "delivery": delivery.delivery_block(q, tree, NODE, delivery.late_costs(q, tree)),
        "purchase": purchase.purchase_block(q, tree, NODE),
        "shares": shares.share_block(q, tree, NODE),
        "budget": budget.budget_block(q, tree, NODE),
        "overspent": budget.overspent_block(q, tree, NODE, np.full((2, 2), 3.0)),
        "start": start_block(made),
    }
    variables = [v for block in found.values() for v in block.variables]
    day = made.period_start(NODE)
    return found | {"limits": limits.limit_block(limits.stated_limits(made), variables, day)}


def start_block(made) -> Block:
    """What is begun at the start where demand is unknown then: the second node of the first period."""
    unknown = made.with_(
        drivers=pd.DataFrame([{"driver": "demand", "initial": "open"}]),
        driver_states=pd.DataFrame(
            [
                {"driver": "demand", "date": "2026-01-01", "state": "open", "next": state, "probability": 0.5}
                for state in ("low", "high")
            ]
        ),
        driver_effects=pd.DataFrame(
            [{"driver": "demand", "state": "high", "table": "requirements", "column": "quantity", "operation": "scale", "value": 2}]
        ),
    )  # fmt: skip
    tree = build_tree(unknown)
    assert tree.roots.tolist() == [0, 1]
    return start.start_block(quantities(unknown, tree), tree, 1)


def written(block: Block, names: dict[str, tuple[str, ...]], node: int = NODE) -> list[str]:
    """Variables with bounds and cost, then rows, one a line; what stands at another node than `node` with @ and its number."""
    lines = []
    for v in block.variables:
        kind = " whole" if v.integer else ""
        lines += [
            f"{v.name}[{', '.join(key)}]{kind}: {number(v.lower[k])} .. {number(v.upper[k])}, costs {number(v.cost[k])}"
            for k, key in enumerate(v.labels.keys)
        ]
    for rows in block.rows:
        for k, key in enumerate(rows.labels.keys):
            terms = []
            for t in rows.terms:
                nodes = np.broadcast_to(np.asarray(t.node), t.row.shape)
                for r, c, value, at in zip(t.row, t.column, t.value, nodes, strict=True):
                    if r == k:
                        where = "" if at in (OWN, node) else f"@{at}"
                        terms.append(f"{number(value)} {t.variable}[{names[t.variable][c]}]{where}")
            sides = f"{number(rows.lower[k])} <= {' + '.join(sorted(terms)) or '0'} <= {number(rows.upper[k])}"
            lines.append(f"{rows.name}[{', '.join(key)}]: {sides}")
    return lines


def number(value: float) -> str:
    return f"{value + 0.0:.6g}"


NAMES = {
    "capacity": "capacity_block",
    "supply": "supply_block",
    "delivery": "delivery_block",
    "purchase": "purchase_block",
    "shares": "share_block",
    "budget": "budget_block",
    "overspent": "overspent_block",
    "start": "start_block",
    "limits": "limit_block",
}
RISKS = {"risk_whole": "whole_risk gathering", "risk_nested": "nested_risk"}
"""Golden files, and the functions that state what they write out."""


@pytest.mark.parametrize("name", NAMES)
def test_a_block_reads_as_it_was_derived(made, name):
    found = blocks(made)
    holds(name, written(found[name], keys(found.values())))


@pytest.mark.parametrize(("name", "nested"), list(zip(RISKS, (False, True), strict=True)))
def test_what_risk_adds_reads_as_it_was_derived(name, nested):
    """Three quarters: two ways on from the start, and from the first of them two more."""
    parent, chance = np.array([-1, 0, 0, 1, 1, 2]), np.array([1, 0.75, 0.25, 0.45, 0.3, 0.25])
    tree = ScenarioTree(parent, np.array([0, 1, 1, 2, 2, 2]), chance)
    averse = Aversion(weight=0.5, tail=0.25, nested=nested)
    make = Labels(("line",), (("fill",), ("fill two",)))
    zero, begun = np.zeros(2), np.zeros(1, np.int64)
    lines = []
    for n in (0, 1, 3):
        costs = Block((Variables("make", make, zero, zero + 2, np.array([2.0, 0.0])),))
        outlay = (
            Terms("begun", begun, begun, np.array([1.5]), 0),
        )  # an instalment of what was begun
        stated = averse.stated([costs], tree, n, outlay, fixed=4.0)
        names = keys(stated) | {"begun": ("more",), "threshold": ("cost",), "promised": ("1", "2")}
        lines.append(f"node {n}")
        lines += [line for block in stated for line in written(block, names, n)]
    holds(name, lines)


def keys(found) -> dict[str, tuple[str, ...]]:
    """Every column of every variable in words."""
    return {v.name: tuple(", ".join(key) for key in v.labels.keys) for block in found for v in block.variables}  # fmt: skip


def holds(name: str, lines: list[str]) -> None:
    """The golden file says the same; what its head derives is not compared."""
    file = HERE / f"{name}.txt"
    before = file.read_text("utf-8").splitlines() if file.exists() else []
    if os.environ.get("OFFTAKE_GOLDEN") == "write":
        before = [x for x in before if x.startswith("#")] + lines
        file.write_text("\n".join(before) + "\n", "utf-8")
    assert lines == [x for x in before if not x.startswith("#")]


def test_no_block_is_missing():
    room = Path(offtake.model.__file__).parent
    stated = set()
    for file in room.rglob("*.py"):
        module = importlib.import_module(".".join(("offtake.model", *file.relative_to(room).with_suffix("").parts)))  # fmt: skip
        stated |= {
            name
            for name, made in inspect.getmembers(module, inspect.isfunction)
            if made.__module__ == module.__name__ and not name.startswith("_")
            and made.__annotations__.get("return") in ("Block", "list[Block]", "tuple[float, list[Block]]")
        }  # fmt: skip
    assert stated == set(" ".join((*NAMES.values(), *RISKS.values())).split())
    assert {file.stem for file in HERE.iterdir()} == {*NAMES, *RISKS}
