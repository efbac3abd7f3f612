"""A published capacity-expansion problem as a study; a small problem of stocks on a tree."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from offtake.model.blocks import NodeProgram, StochasticProgram


@pytest.fixture
def expansion(study):
    """Demand 100, then 100 or 300 (1/2); capacity 30 now or 45 later, variable 20, shortage 100."""
    return study(
        products=[{"product": "good", "unit": "goods", "holding_cost": 1000}],  # nothing keeps
        lines=[{"line": "old", "producer": "maker", "product": "good", "capacity": 0, "unit_cost": 20}],
        projects=[
            {"project": "now", "line": "old", "kind": "new", "adds": 1, "capex": 30, "build_time": 0, "limit": 400, "latest": "2026-01-01"},
            {"project": "later", "line": "old", "kind": "new", "adds": 1, "capex": 45, "build_time": 0, "limit": 400, "earliest": "2027-01-01"},
        ],
        requirements=[
            {"buyer": "state", "product": "good", "period": str(year), "quantity": 100, "kind": "flow", "value": 0, "late_cost": 100}
            for year in (2026, 2027)
        ],
        drivers=[{"driver": "demand", "initial": "open"}],
        driver_states=[
            {"driver": "demand", "date": "2027-01-01", "state": "open", "next": state, "probability": 0.5}
            for state in ("low", "high")
        ],
        driver_effects=[
            {"driver": "demand", "state": "high", "table": "requirements", "column": "quantity", "operation": "scale", "value": 3}
        ],
    )  # fmt: skip


def _stock_node(
    parent: int,
    buy: float,
    demand: float,
    *,
    most_short: float = np.inf,
    integer: bool = False,
    short: float = 30.0,
) -> NodeProgram:
    """Columns: bought (at most 8), held, short.  held = held before + bought + short - demand."""
    past = parent >= 0
    return NodeProgram(
        cost=np.array([buy, 1.0, short]),
        lower=np.zeros(3),
        upper=np.array([8.0, np.inf, most_short]),
        integer=np.array([integer, False, False]),
        row=np.zeros(3, np.int64),
        column=np.arange(3),
        value=np.array([1.0, -1.0, 1.0]),
        row_lower=np.array([demand]),
        row_upper=np.array([demand]),
        columns={"x": slice(0, 3)},
        rows={"balance": slice(0, 1)},
        link_row=np.zeros(int(past), np.int64),
        link_node=np.full(int(past), max(parent, 0), np.int64),
        link_column=np.ones(int(past), np.int64),
        link_value=np.ones(int(past)),
    )


def _stock(
    *, most_short: float = np.inf, integer: bool = False, short: float = 30.0
) -> StochasticProgram:
    """Three periods; each node has a cheap and a dear successor with low and high demand."""
    parent = [-1, 0, 0, 1, 1, 2, 2]
    draw = np.random.default_rng(4)
    nodes = tuple(
        _stock_node(
            p,
            float(draw.uniform(2, 12)),
            float(draw.uniform(2, 9)),
            most_short=most_short if n else np.inf,
            integer=integer,
            short=short,
        )
        for n, p in enumerate(parent)
    )
    probability = np.array([1.0, 0.3, 0.7, 0.1, 0.2, 0.4, 0.3])
    return StochasticProgram(np.array(parent), probability, nodes, offset=3.0)


@pytest.fixture(name="stock_node")
def stock_node_maker() -> Callable[..., NodeProgram]:
    return _stock_node


@pytest.fixture(name="stock")
def stock_maker() -> Callable[..., StochasticProgram]:
    return _stock
