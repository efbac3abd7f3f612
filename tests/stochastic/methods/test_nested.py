"""Nested Benders on trees, and trees seen as two stages."""

from __future__ import annotations

import numpy as np
import pytest

from offtake.errors import UsageError
from offtake.stochastic.benders.solve import solve_benders
from offtake.stochastic.methods.nested import divided, solve_nested
from offtake.stochastic.parallel.executor import LocalExecutor
from offtake.stochastic.program.blocks import NodeProgram, StochasticProgram
from offtake.stochastic.program.extensive_form import flatten
from offtake.stochastic.program.fan import fan, trunk_and_subtrees
from offtake.stochastic.program.two_stage import extensive
from offtake.stochastic.risk.tree_risk import averse_tree
from offtake.stochastic.solver.highs import Highs
from offtake.stochastic.solver.program import Until


def optimum(program: StochasticProgram) -> float:
    return Highs()(flatten(program).program).objective


def test_cost_and_bound_meet_at_the_extensive_forms(stock):
    answer = solve_nested(stock(), Until(1e-9))
    assert answer.objective == pytest.approx(optimum(stock()))
    assert answer.bound == pytest.approx(optimum(stock()))


def test_dead_ends_are_cut_off(stock):
    program = stock(most_short=0.5, short=1.0)
    assert optimum(program) > optimum(stock(short=1.0))
    answer = solve_nested(program, Until(1e-9))
    assert answer.objective == pytest.approx(optimum(program))


def test_a_tree_without_any_way_is_infeasible(stock):
    program = stock(most_short=0.0)
    nodes = tuple(
        NodeProgram(**{**n.__dict__, "upper": np.array([0.0, np.inf, 0.0])}) if k else n
        for k, n in enumerate(program.nodes)
    )
    blocked = StochasticProgram(program.parent, program.probability, nodes)
    first = NodeProgram(**{**nodes[0].__dict__, "upper": np.array([8.0, 1.0, np.inf])})
    blocked = StochasticProgram(program.parent, program.probability, (first, *nodes[1:]))
    assert solve_nested(blocked).status == "infeasible"


def test_whole_decisions_are_refused(stock):
    with pytest.raises(UsageError, match="continuous"):
        solve_nested(stock(integer=True))


def test_the_bound_holds_when_time_runs_out(stock):
    answer = solve_nested(stock(), Until(0.0, seconds=0.0))
    assert answer.bound <= optimum(stock())


def test_a_tree_seen_as_two_stages_is_the_same_problem(stock):
    problem = fan(stock())
    assert problem is not None
    assert problem.futures == 2
    assert Highs()(extensive(problem)).objective == pytest.approx(optimum(stock()))
    assert solve_benders(problem, until=Until(1e-9)).objective == pytest.approx(optimum(stock()))


def test_the_trunk_ends_where_the_tree_first_branches(stock_node):
    parent = np.array([-1, 0, 1, 1])
    nodes = tuple(stock_node(int(p), 2.0, 3.0) for p in parent)
    program = StochasticProgram(parent, np.array([1.0, 1.0, 0.5, 0.5]), nodes)
    assert trunk_and_subtrees(program) == ([0, 1], [[2], [3]])
    problem = fan(program)
    assert problem is not None
    assert Highs()(extensive(problem)).objective == pytest.approx(optimum(program))


def test_subtrees_of_different_shape_are_no_fan(stock_node):
    parent = np.array([-1, 0, 0, 1])
    nodes = tuple(stock_node(int(p), 2.0, 3.0) for p in parent)
    program = StochasticProgram(parent, np.array([1.0, 0.5, 0.5, 0.5]), nodes)
    assert fan(program) is None


SHARES = [(0.3, 0.5), (0.5, 0.35), (1.0, 0.25), (1.0, 1.0), (0.0, 0.5)]


@pytest.mark.parametrize(("weight", "tail"), SHARES)
def test_with_risk_counted_at_every_node_cost_and_bound_meet_at_the_extensive_forms(
    stock, weight, tail
):
    answer = solve_nested(stock(), Until(1e-9), weight=weight, tail=tail)
    expected = optimum(averse_tree(stock(), weight, tail))
    assert answer.objective == pytest.approx(expected)
    assert answer.bound == pytest.approx(expected)


def test_dead_ends_are_cut_off_with_risk_too(stock):
    program = stock(most_short=0.5, short=1.0)
    answer = solve_nested(program, Until(1e-9), weight=0.6, tail=0.3)
    assert answer.objective == pytest.approx(optimum(averse_tree(program, 0.6, 0.3)))


def test_shares_that_are_none_are_refused(stock):
    with pytest.raises(UsageError, match=r"tail in \(0, 1\]"):
        solve_nested(stock(), weight=0.5, tail=0.0)


def test_the_largest_subtree_in_which_futures_part_is_divided_first(stock_node):
    #      0
    #   1      2        1 goes on through 3 to 4 alone; 2 parts into 5 and 6, and 6 into 7 and 8
    parent = np.array([-1, 0, 0, 1, 3, 2, 2, 6, 6])
    nodes = tuple(stock_node(int(p), 2.0, 3.0) for p in parent)
    program = StochasticProgram(parent, np.ones(9), nodes)
    assert divided(program) == ([0, 2, 6], [[1, 3, 4], [5], [7], [8]])


def uneven(stock_node) -> StochasticProgram:
    """Five stages; two or three ways on at every node but those of one chain."""
    draw, parent, period = np.random.default_rng(11), [-1], [0]
    for n in range(200):
        if n < len(parent) and period[n] < 4:
            ways = 1 if n == 2 else int(draw.integers(2, 4))
            parent += [n] * ways
            period += [period[n] + 1] * ways
    chance = np.ones(len(parent))
    for n in range(len(parent)):
        children = np.flatnonzero(np.array(parent) == n)
        chance[children] = (
            chance[n] * draw.dirichlet(np.ones(children.size)) if children.size else 1
        )
    nodes = tuple(
        stock_node(p, float(draw.uniform(2, 12)), float(draw.uniform(2, 9))) for p in parent
    )
    return StochasticProgram(np.array(parent), chance, nodes)


@pytest.mark.parametrize(("weight", "tail"), [(0.0, 1.0), (0.5, 0.3)])
def test_subtrees_on_workers_give_the_same_answer(stock_node, weight, tail):
    program = uneven(stock_node)
    trunk, subtrees = divided(program)
    assert len(subtrees) >= 16
    assert sorted(trunk + [n for s in subtrees for n in s]) == list(range(len(program.nodes)))

    alone = solve_nested(program, Until(1e-7), weight=weight, tail=tail)
    spread = solve_nested(program, Until(1e-7), LocalExecutor(2), weight=weight, tail=tail)
    assert alone.objective == pytest.approx(optimum(averse_tree(program, weight, tail)), rel=1e-6)
    assert (spread.objective, spread.bound) == (alone.objective, alone.bound)
    assert np.array_equal(spread.first_stage, alone.first_stage)
