"""Nested CVaR on the programs of any tree: no weight, two stages, three by hand, and consistency over time."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from offtake.errors import UsageError
from offtake.stochastic.program.blocks import NodeProgram, StochasticProgram
from offtake.stochastic.program.extensive_form import flatten
from offtake.stochastic.program.fan import fan
from offtake.stochastic.program.two_stage import extensive
from offtake.stochastic.risk.tail_risk import averse
from offtake.stochastic.risk.tree_risk import averse_tree, nested_values
from offtake.stochastic.solver.highs import Highs


def optimum(program: StochasticProgram) -> float:
    return Highs()(flatten(program).program).objective


def test_without_weight_it_is_the_expectation(stock):
    assert optimum(averse_tree(stock(), 0.0, 0.2)) == pytest.approx(optimum(stock()))
    assert optimum(averse_tree(stock(), 1.0, 1.0)) == pytest.approx(optimum(stock()))


def test_two_stages_cost_what_they_cost_with_the_worst_futures_counted_once(stock_node):
    parent, chance = np.array([-1, 0, 0, 0]), np.array([1.0, 0.2, 0.3, 0.5])
    needs = (3.0, 2.0, 9.0, 14.0)
    nodes = tuple(stock_node(int(p), 4.0, d) for p, d in zip(parent, needs, strict=True))
    program = StochasticProgram(parent, chance, nodes)
    problem = fan(program)
    assert problem is not None

    once = Highs()(extensive(averse(problem, 0.7, 0.6))).objective
    assert optimum(averse_tree(program, 0.7, 0.6)) == pytest.approx(once)
    assert once > optimum(program) + 1


def test_three_stages_by_hand():
    # Each node pays a given cost: start 1; A 2 with leaves 8 or -2, B 5 with leaf 1 twice; chances 1/2, tail 1/2,
    # weight 1/2.  A: 2 + (3 + 8)/2 = 7.5.  B: 6.  Start: 1 + (6.75 + 7.5)/2 = 8.125.
    parent = np.array([-1, 0, 0, 1, 1, 2, 2])
    chance = np.array([1, 0.5, 0.5, 0.25, 0.25, 0.25, 0.25])
    costs = np.array([1.0, 2, 5, 8, -2, 1, 1])
    program = StochasticProgram(parent, chance, tuple(pays(c) for c in costs), offset=10.0)

    assert optimum(averse_tree(program, 0.5, 0.5)) == pytest.approx(18.125)
    assert nested_values(program, costs, 0.5, 0.5, range(7))[:3].tolist() == pytest.approx(
        [8.125, 7.5, 6]
    )


def test_futures_that_earn_are_told_apart_as_those_that_cost():
    # Leaves that earn 8 or 2; weight and tail 1/2: (mean -5, worst half -2) / 2 = -3.5.
    chance, costs = np.array([1.0, 0.5, 0.5]), (0.0, -8.0, -2.0)
    program = StochasticProgram(np.array([-1, 0, 0]), chance, tuple(pays(c) for c in costs))

    assert optimum(averse_tree(program, 0.5, 0.5)) == pytest.approx(-3.5)


def test_more_weight_never_costs_less(stock):
    values = [optimum(averse_tree(stock(), w, 0.3)) for w in np.linspace(0, 1, 5)]
    assert np.all(np.diff(values) >= -1e-9)
    assert values[-1] > values[0] + 0.5


@pytest.mark.parametrize("start", [1, 2])
def test_what_is_decided_at_a_node_is_best_as_seen_from_there(stock, start):
    program = stock()
    averted = averse_tree(program, 0.5, 0.4)
    flat = flatten(averted)
    x = Highs()(flat.program).x
    own = [x[flat.column[n] :][: p.cost.size] for n, p in enumerate(program.nodes)]
    spent = np.array([p.cost @ y for p, y in zip(program.nodes, own, strict=True)])

    rest = from_node(program, start, own)
    assert rest[1] == [start, *np.flatnonzero(program.parent == start).tolist()]
    assert optimum(averse_tree(rest[0], 0.5, 0.4)) == pytest.approx(
        nested_values(rest[0], spent[rest[1]], 0.5, 0.4, range(3))[0]
    )


def test_probabilities_that_are_no_shares_are_refused(stock):
    program = replace(stock(), probability=np.array([1.0, 0.3, 0.6, 0.1, 0.2, 0.4, 0.2]))
    with pytest.raises(UsageError, match="sum to one"):
        averse_tree(program, 0.5, 0.4)
    assert optimum(averse_tree(program, 0.0, 0.4)) == pytest.approx(optimum(program))


def pays(cost: float) -> NodeProgram:
    """A node that pays a cost whatever is done."""
    none, one = np.zeros(0), np.ones(1)
    empty = np.zeros(0, np.int64)
    return NodeProgram(
        np.array([cost]), one, one, np.zeros(1, bool), empty, empty, none, none, none, {}, {}
    )


def from_node(
    program: StochasticProgram, start: int, decided: list[np.ndarray]
) -> tuple[StochasticProgram, list[int]]:
    """The program below `start`, after what was decided before; and its nodes in the whole program."""
    inside = [start]
    for n, before in enumerate(program.parent.tolist()):
        if before in inside:
            inside.append(n)
    nodes = []
    for n in inside:
        node = program.nodes[n]
        past = ~np.isin(node.link_node, inside)
        given = np.zeros(node.row_lower.size)
        for row, m, column, value in zip(
            node.link_row[past], node.link_node[past], node.link_column[past],
            node.link_value[past], strict=True,
        ):  # fmt: skip
            given[row] += value * decided[m][column]
        links = {
            name: getattr(node, name)[~past] for name in ("link_row", "link_column", "link_value")
        }
        place = np.array([inside.index(m) for m in node.link_node[~past]], np.int64)
        lower, upper = node.row_lower - given, node.row_upper - given
        nodes.append(replace(node, **links, link_node=place, row_lower=lower, row_upper=upper))
    parent = np.array([-1] + [inside.index(program.parent[n]) for n in inside[1:]])
    chance = program.probability[inside] / program.probability[start]
    return StochasticProgram(parent, chance, tuple(nodes)), inside
