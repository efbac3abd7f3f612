"""Nested Benders on trees, and trees seen as two stages."""

from __future__ import annotations

import numpy as np
import pytest

from offtake.errors import UsageError
from offtake.model.blocks import NodeProgram, StochasticProgram
from offtake.solve.benders import solve_benders
from offtake.solve.extensive_form import flatten
from offtake.solve.fan import fan, split
from offtake.solve.highs import Highs, Limits
from offtake.solve.nested import solve_nested
from offtake.solve.two_stage import extensive


def stock_node(
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


def stock(
    *, most_short: float = np.inf, integer: bool = False, short: float = 30.0
) -> StochasticProgram:
    """Three periods; each node has a cheap and a dear successor with low and high demand."""
    parent = [-1, 0, 0, 1, 1, 2, 2]
    draw = np.random.default_rng(4)
    nodes = tuple(
        stock_node(
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


def optimum(program: StochasticProgram) -> float:
    return Highs()(flatten(program).program).objective


def test_cost_and_bound_meet_at_the_extensive_forms():
    answer = solve_nested(stock(), Limits(1e-9))
    assert answer.objective == pytest.approx(optimum(stock()))
    assert answer.bound == pytest.approx(optimum(stock()))


def test_dead_ends_are_cut_off():
    program = stock(most_short=0.5, short=1.0)
    assert optimum(program) > optimum(stock(short=1.0))
    answer = solve_nested(program, Limits(1e-9))
    assert answer.objective == pytest.approx(optimum(program))


def test_a_tree_without_any_way_is_infeasible():
    program = stock(most_short=0.0)
    nodes = tuple(
        NodeProgram(**{**n.__dict__, "upper": np.array([0.0, np.inf, 0.0])}) if k else n
        for k, n in enumerate(program.nodes)
    )
    blocked = StochasticProgram(program.parent, program.probability, nodes)
    first = NodeProgram(**{**nodes[0].__dict__, "upper": np.array([8.0, 1.0, np.inf])})
    blocked = StochasticProgram(program.parent, program.probability, (first, *nodes[1:]))
    assert solve_nested(blocked).status == "infeasible"


def test_whole_decisions_are_refused():
    with pytest.raises(UsageError, match="continuous"):
        solve_nested(stock(integer=True))


def test_the_bound_holds_when_time_runs_out():
    answer = solve_nested(stock(), Limits(0.0, seconds=0.0))
    assert answer.bound <= optimum(stock())


def test_a_tree_seen_as_two_stages_is_the_same_problem():
    problem = fan(stock())
    assert problem is not None
    assert problem.futures == 2
    assert Highs()(extensive(problem)).objective == pytest.approx(optimum(stock()))
    assert solve_benders(problem, limits=Limits(1e-9)).objective == pytest.approx(optimum(stock()))


def test_the_trunk_ends_where_the_tree_first_branches():
    parent = np.array([-1, 0, 1, 1])
    nodes = tuple(stock_node(int(p), 2.0, 3.0) for p in parent)
    program = StochasticProgram(parent, np.array([1.0, 1.0, 0.5, 0.5]), nodes)
    assert split(program) == ([0, 1], [[2], [3]])
    problem = fan(program)
    assert problem is not None
    assert Highs()(extensive(problem)).objective == pytest.approx(optimum(program))


def test_subtrees_of_different_shape_are_no_fan():
    parent = np.array([-1, 0, 0, 1])
    nodes = tuple(stock_node(int(p), 2.0, 3.0) for p in parent)
    program = StochasticProgram(parent, np.array([1.0, 0.5, 0.5, 0.5]), nodes)
    assert fan(program) is None
