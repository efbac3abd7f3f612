"""Every block of a node's program, written out: two quarters, a rate above 0, two of everything that matters.

The study is small enough to derive each number by hand; the head of every file in golden/ does.  To see what a change does to
the program: OFFTAKE_GOLDEN=write pytest tests/model/test_golden.py, then read the difference line by line.
"""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import offtake.model
from offtake.model import budget, capacity, delivery, limits, purchase, shares, start, supply
from offtake.model.figures.quantities import quantities
from offtake.stochastic.program.blocks import OWN, Block
from offtake.uncertainty.reduction.build import build_tree

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


def written(block: Block, names: dict[str, tuple[str, ...]]) -> list[str]:
    """Variables with bounds and cost, then rows, one a line."""
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
                for r, c, value, node in zip(t.row, t.column, t.value, nodes, strict=True):
                    if r == k:
                        where = "" if node in (OWN, NODE) else f"@{node}"
                        terms.append(f"{number(value)} {t.variable}[{names[t.variable][c]}]{where}")
            sides = f"{number(rows.lower[k])} <= {' + '.join(sorted(terms)) or '0'} <= {number(rows.upper[k])}"
            lines.append(f"{rows.name}[{', '.join(key)}]: {sides}")
    return lines


def number(value: float) -> str:
    return f"{value + 0.0:.6g}"


NAMES = ("capacity", "supply", "delivery", "purchase", "shares", "budget", "start", "limits")


@pytest.mark.parametrize("name", NAMES)
def test_a_block_reads_as_it_was_derived(made, name):
    found = blocks(made)
    names = {
        v.name: tuple(", ".join(key) for key in v.labels.keys)
        for block in found.values()
        for v in block.variables
    }
    lines = written(found[name], names)
    file = HERE / f"{name}.txt"
    if os.environ.get("OFFTAKE_GOLDEN") == "write":
        head = [x for x in file.read_text("utf-8").splitlines() if x.startswith("#")] if file.exists() else []  # fmt: skip
        file.write_text("\n".join([*head, *lines]) + "\n", "utf-8")
    wanted = [x for x in file.read_text("utf-8").splitlines() if not x.startswith("#")]
    assert lines == wanted


def test_no_block_is_missing():
    room = Path(offtake.model.__file__).parent
    stated = {p.stem for p in room.glob("*.py") if "_block(" in p.read_text("utf-8")}
    assert stated - {"physical"} == set(NAMES)
