"""Risk counted again at every fork: worked by hand, as a recursion, and as the rows of a program."""

from __future__ import annotations

import numpy as np
import pytest

from offtake.model.risk.aversion import Aversion
from offtake.model.risk.nested import fork_before, nested_values
from offtake.stochastic.program.blocks import (
    Block,
    Labels,
    StochasticProgram,
    Terms,
    Variables,
    assemble,
)
from offtake.stochastic.program.extensive_form import flatten, named
from offtake.stochastic.solver.highs import Highs
from offtake.uncertainty.tree import ScenarioTree

ONE = Labels(("what",), (("cost",),))


def tree_of(parent: list[int], probability: list[float]) -> ScenarioTree:
    period = np.zeros(len(parent), np.int64)
    for n, before in enumerate(parent):
        period[n] = 0 if before < 0 else period[before] + 1
    return ScenarioTree(np.array(parent), period, np.array(probability))


def two_by_two(first: float, second: float) -> ScenarioTree:
    """Two ways on, equally likely, each with two; `first` and `second`: chance of the dearer leaf on each."""
    leaves = [first, 1 - first, second, 1 - second]
    return tree_of([-1, 0, 0, 1, 1, 2, 2], [1, 0.5, 0.5, *(0.5 * p for p in leaves)])


def variable(name: str, lower: float, upper: float, cost: float) -> Variables:
    return Variables(name, ONE, np.array([lower]), np.array([upper]), np.array([cost]))


def program(tree: ScenarioTree, cost: np.ndarray, aversion: Aversion) -> StochasticProgram:
    """Every leaf pays its cost, and the program counts it."""
    nodes, columns = [], []
    paid = dict(zip(tree.leaves.tolist(), cost.tolist(), strict=True))
    for n in range(tree.size):
        own = [Block((variable("pay", 1.0, 1.0, paid[n]),))] if n in paid else []
        nodes.append(assemble(aversion.stated(own, tree, n), columns))
        columns.append(nodes[-1].columns)
    return StochasticProgram(tree.parent, tree.probability, tuple(nodes))


def optimum(tree: ScenarioTree, cost: np.ndarray, aversion: Aversion) -> float:
    return Highs()(flatten(program(tree, cost, aversion)).program).objective


def test_three_stages_by_hand_where_nested_is_dearer_than_the_whole_course():
    # Way A ends at 10 or 0, way B at 6; all chances 1/2, tail 1/2, weight 1/2.
    # A: mean 5, worst half 10 -> 7.5.  B: 6.  Start: mean 6.75, worst half 7.5 -> 7.125.
    # The whole course: mean 5.5, worst half (10 + 6)/2 = 8 -> 6.75.
    tree, cost = two_by_two(0.5, 0.5), np.array([10.0, 0, 6, 6])
    values = nested_values(tree, cost, 0.5, 0.5)

    assert values[:3].tolist() == pytest.approx([7.125, 7.5, 6])
    for nested, expected in ((True, 7.125), (False, 6.75)):
        aversion = Aversion(0.5, 0.5, nested)
        assert aversion.value(tree, cost) == pytest.approx(expected)
        assert optimum(tree, cost, aversion) == pytest.approx(expected)


def test_three_stages_by_hand_where_nested_is_cheaper_than_the_whole_course():
    # A: 100 with chance 1/5, else 0.  B: 90 with 4/5, else 0.  Tail 1/2, weight 1.
    # A: (0.2·100 + 0.3·0)/0.5 = 40.  B: 90.  Start: the worse half is B, 90.
    # The whole course: worst half (0.1·100 + 0.4·90)/0.5 = 92.
    tree, cost = two_by_two(0.2, 0.8), np.array([100.0, 0, 90, 0])

    assert nested_values(tree, cost, 1.0, 0.5)[:3].tolist() == pytest.approx([90, 40, 90])
    assert optimum(tree, cost, Aversion(1.0, 0.5, nested=True)) == pytest.approx(90)
    assert optimum(tree, cost, Aversion(1.0, 0.5)) == pytest.approx(92)


UNEVEN = tree_of(
    [-1, 0, 1, 1, 1, 2, 3, 3, 4, 5, 6, 7, 8, 8, 8],
    [1, 1, 0.2, 0.5, 0.3, 0.2, 0.1, 0.4, 0.3, 0.2, 0.1, 0.4, 0.06, 0.15, 0.09],
)


@pytest.mark.parametrize("weight", [0.2, 0.7, 1.0])
@pytest.mark.parametrize("tail", [0.05, 0.35, 1.0])
def test_the_rows_count_what_the_recursion_counts(weight: float, tail: float):
    # A start with one way on, ways that fork and ways that do not, two and three at a fork.
    for cost in np.random.default_rng(3).uniform(-50, 100, (4, UNEVEN.leaves.size)):
        expected = nested_values(UNEVEN, cost, weight, tail)[0]
        found = optimum(UNEVEN, cost, Aversion(weight, tail, nested=True))
        assert found == pytest.approx(expected)


def test_the_fork_before_a_node_and_the_way_taken_there():
    found = [fork_before(UNEVEN, n) for n in (0, 1, 2, 4, 9, 11, 13)]
    assert [(fork and fork.node, way) for fork, way in found] == [
        (None, 0), (None, 0), (1, 0), (1, 2), (1, 0), (3, 1), (8, 1),
    ]  # fmt: skip


@pytest.mark.parametrize(("nested", "expected"), [(True, 7.125), (False, 6.75)])
def test_what_is_unknown_at_the_start_is_a_fork_like_any_other(nested, expected):
    # The three stages by hand above, whose first fork is passed at the start: the same ways, the same value.
    tree, cost = tree_of([-1, -1, 0, 0, 1, 1], [0.5, 0.5, *[0.25] * 4]), np.array([10.0, 0, 6, 6])

    assert Aversion(0.5, 0.5, nested).value(tree, cost) == pytest.approx(expected)
    assert optimum(tree, cost, Aversion(0.5, 0.5, nested)) == pytest.approx(expected)


@pytest.mark.parametrize("nested", [True, False])
def test_only_the_start_is_a_fork(nested):
    # 10 with chance 1/4, else 4: mean 5.5; the worse half (10 + 4)/2 = 7; weight 1/2: 6.25.  Two periods, no fork in them.
    tree, cost = tree_of([-1, -1, 0, 1], [0.25, 0.75, 0.25, 0.75]), np.array([10.0, 4.0])

    assert Aversion(0.5, 0.5, nested).value(tree, cost) == pytest.approx(6.25)
    assert optimum(tree, cost, Aversion(0.5, 0.5, nested)) == pytest.approx(6.25)


def test_without_weight_or_with_all_futures_in_the_tail_it_is_the_mean():
    cost = np.arange(6.0) ** 2
    mean = float(UNEVEN.probability[UNEVEN.leaves] @ cost)

    assert nested_values(UNEVEN, cost, 0.0, 0.1)[0] == pytest.approx(mean)
    assert nested_values(UNEVEN, cost, 1.0, 1.0)[0] == pytest.approx(mean)
    assert optimum(UNEVEN, cost, Aversion(0.0, 0.1, nested=True)) == pytest.approx(mean)


@pytest.mark.parametrize("weight", [0.0, 0.4, 1.0])
def test_with_one_fork_both_ways_of_counting_agree(weight: float):
    fan = tree_of([-1, 0, 0, 0, 1, 2, 3], [1, 0.2, 0.3, 0.5, 0.2, 0.3, 0.5])
    cost = np.array([7.0, -2, 3])
    course, nested = (Aversion(weight, 0.35, kind) for kind in (False, True))

    assert nested.value(fan, cost) == pytest.approx(course.value(fan, cost))
    assert optimum(fan, cost, nested) == pytest.approx(optimum(fan, cost, course))


def test_a_single_path_costs_what_it_costs():
    path = tree_of([-1, 0, 1], [1, 1, 1])

    assert nested_values(path, np.array([5.0]), 0.7, 0.1).tolist() == [5, 5, 5]
    assert optimum(path, np.array([5.0]), Aversion(0.7, 0.1, nested=True)) == pytest.approx(5)


def test_more_weight_never_costs_less_and_it_lies_between_mean_and_worst():
    for cost in np.random.default_rng(5).normal(size=(20, UNEVEN.leaves.size)):
        values = [nested_values(UNEVEN, cost, w, 0.3)[0] for w in np.linspace(0, 1, 6)]
        assert np.all(np.diff(values) >= -1e-12)
        assert values[0] == pytest.approx(UNEVEN.probability[UNEVEN.leaves] @ cost)
        assert values[-1] <= cost.max() + 1e-12


def test_a_certain_cost_is_added_as_it_is_and_a_scale_carries_through():
    cost = np.array([3.0, -1, 8, 2, 2, 5])
    value = nested_values(UNEVEN, cost, 0.6, 0.25)

    assert nested_values(UNEVEN, 2 * cost + 7, 0.6, 0.25) == pytest.approx(2 * value + 7)


def gamble(aversion: Aversion) -> float:
    """Share gambled on way A: costs 10 or nothing, instead of 6 for certain; way B costs 20 whatever is done."""
    tree = two_by_two(0.5, 0.5)
    nodes, columns = [], []
    for n in range(tree.size):
        own = [Block((variable("gambled", 0.0, 1.0, -6.0),))] if n == 1 else []
        zero = np.zeros(1, np.int64)
        outlay = [Terms("gambled", zero, zero, np.array([10.0]), 1)] if n == 3 else []
        fixed = {1: 6.0, 2: 20.0}.get(n, 0.0)
        nodes.append(assemble(aversion.stated(own, tree, n, outlay, fixed), columns))
        columns.append(nodes[-1].columns)
    flat = flatten(StochasticProgram(tree.parent, tree.probability, tuple(nodes)))
    return float(named(flat.columns_by_name(), Highs()(flat.program).x)["gambled"][1, 0])


def test_the_whole_course_plans_what_it_would_regret_and_nested_does_not():
    # Weight 0.9, tail 1/2.  Once on way A, gambling counts 0.1·5 + 0.9·10 = 9.5: more than 6.  Seen from the start
    # the worst half is all of B, A counts with its mean alone, and 5 is less than 6.
    assert nested_values(two_by_two(0.5, 0.5), np.array([10.0, 0, 20, 20]), 0.9, 0.5)[1] == 9.5
    assert gamble(Aversion(0.9, 0.5)) == pytest.approx(1)
    assert gamble(Aversion(0.9, 0.5, nested=True)) == pytest.approx(0)
