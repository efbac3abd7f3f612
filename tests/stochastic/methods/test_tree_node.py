"""One node with its cuts, by hand: columns bought, held, short; stock held goes on to the children.

The root buys at 2 for a demand of 3 and may hold at 1; a child buys at 5 for its demand: V(h) = 5 (4 - h) where it is 4.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from offtake.stochastic.methods.tree_node import backward, forward, nodes_of
from offtake.stochastic.program.blocks import StochasticProgram


@pytest.fixture
def solvers(stock_node):
    """Solvers of a root and its children with these demands, in a tree of their own."""

    def make(*demands, chance=(1.0,), most_short=np.inf, parent=None, **changed):
        above = [0] * len(demands) if parent is None else parent
        nodes = [stock_node(-1, 2.0, 3.0)]
        nodes += [stock_node(p, 5.0, d, most_short=most_short) for p, d in zip(above, demands, strict=True)]  # fmt: skip
        if changed:
            nodes[-1] = replace(nodes[-1], **changed)
        tree = StochasticProgram(np.array([-1, *above]), np.array([1.0, *chance]), tuple(nodes))
        return nodes_of(tree, dict(enumerate(nodes)), 3 * np.arange(len(nodes) + 1), 0.0, 1.0)

    return make


def held(nodes, units):
    x = np.zeros(3 * len(nodes))
    x[1] = units
    return x


def test_a_cut_is_what_a_node_costs_by_what_was_held_before(solvers):
    nodes = solvers(4.0)
    x = held(nodes, 1.0)

    assert nodes[1].solve(x) == pytest.approx(15)
    assert x[3:] == pytest.approx([3, 0, 0])
    cut = nodes[1].cut(x)
    assert cut.constant == pytest.approx(20)
    assert cut.slope.toarray() == pytest.approx(np.array([[0, -5, 0, 0, 0, 0]]))


def test_a_look_leaves_the_decisions_as_they_are(solvers):
    nodes = solvers(4.0)
    x = held(nodes, 1.0)
    assert nodes[1].solve(x, keep=False) == pytest.approx(15)
    assert not x[3:].any()


def test_forward_and_backward_meet_at_what_the_whole_costs(solvers):
    nodes = solvers(4.0)
    x = np.zeros(6)
    costs = []
    for _ in range(4):
        assert forward(nodes, x) is None
        costs.append(nodes[0].solve(x))
        backward(nodes, x)

    # without a cut 6; with 20 - 5h: 26 - 2h at the most that can be held, 5; with h - 4 too: 18 at h = 4
    assert costs == pytest.approx([6, 16, 18, 18])
    assert x[:3] == pytest.approx([7, 4, 0])


def test_children_count_by_their_chance(solvers):
    nodes = solvers(4.0, 8.0, chance=(0.25, 0.75))
    for child in (1, 2):
        x = held(nodes, 0.0)
        nodes[child].solve(x)
        nodes[0].add(child, nodes[child].cut(x))

    # 6 + 3h + (20 - 5h) / 4 + 3 (40 - 5h) / 4, at h = 5
    assert nodes[0].solve(x) == pytest.approx(6 + 15 - 1.25 + 0.75 * 15)


def test_a_dead_end_is_a_row_that_every_way_on_meets(solvers):
    nodes = solvers(12.0, most_short=0.0)  # at most 8 are bought: 4 must be held
    x = held(nodes, 1.0)
    assert nodes[1].solve(x) == np.inf
    ray = nodes[1].ray(x)
    slope = ray.slope.toarray()[0]

    assert not ray.theta
    assert ray.constant + slope[1] * 4 == pytest.approx(0)
    assert ray.constant + slope[1] * 1 > 0
    nodes[0].add(1, ray)
    assert nodes[0].solve(x) == pytest.approx(
        6 + 4 * 3
    )  # 7 bought, 4 held; theta still without a cut
    assert x[:3] == pytest.approx([7, 4, 0])


def test_a_tree_without_a_way_hands_its_row_up(solvers):
    nodes = solvers(
        14.0, most_short=0.0
    )  # 6 would have to be held, and 5 can be without going short
    nodes[0].upper[2] = 0.0
    nodes[0]._handle.bounds(np.array([2]), np.zeros(1), np.zeros(1))
    ray = forward(nodes, np.zeros(6))

    assert ray is not None
    assert not ray.theta
    assert ray.constant > 0  # 0 >= it cannot be met
    assert not ray.slope.toarray().any()


def test_a_grandchilds_cut_goes_past_its_parent_to_whom_it_concerns(solvers):
    # the last node takes over what the root held, not what its parent holds
    nodes = solvers(0.0, 4.0, chance=(1.0, 1.0), parent=[0, 1], link_node=np.array([0]))
    x = held(nodes, 1.0)
    assert nodes[2].name == "node 2 of the tree (path 0 → 1 → 2)"
    assert nodes[2].solve(x) == pytest.approx(15)
    nodes[1].add(2, nodes[2].cut(x))

    # what the root held is held on at 1 a unit, and saves 5 later: 1 + 15
    assert nodes[1].solve(x) == pytest.approx(16)
    cut = nodes[1].cut(x)
    assert (cut.constant, cut.slope.toarray()[0, 1]) == (pytest.approx(20), pytest.approx(-4))
    assert nodes[1].solve(held(nodes, 3.0)) == pytest.approx(3 + 5)
