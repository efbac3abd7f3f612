"""A small problem of stocks on a tree."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from offtake.stochastic.program.blocks import NodeProgram, StochasticProgram


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
