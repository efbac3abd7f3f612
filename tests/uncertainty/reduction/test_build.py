"""The scenario tree: complete where it may be, and what reduction keeps and loses where it may not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product
from math import prod

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from offtake.errors import UsageError
from offtake.study.examples import case_path
from offtake.study.reading.read import read_study
from offtake.uncertainty.drivers import chains
from offtake.uncertainty.reduction.build import build_tree
from offtake.uncertainty.tree import ScenarioTree

PERIODS = 4
briefly = settings(max_examples=12, deadline=None)
SEEDS = st.integers(0, 10_000)


def random_study(make_study, seed: int, drivers: int = 2):
    """Drivers with two or three states and one to three dates, some moves impossible."""
    rng = np.random.default_rng(seed)
    moves = []
    for d in range(drivers):
        names = "abc"[: rng.integers(2, 4)]
        years = rng.choice([2027, 2028, 2029], size=rng.integers(1, 4), replace=False)
        for year, state in product(sorted(years.tolist()), names):
            weight = rng.random(len(names)) * (rng.random(len(names)) < 0.7)
            weight = weight / weight.sum() if weight.sum() else np.full(len(names), 1 / len(names))
            rows = zip(names, weight.tolist(), strict=True)
            moves += [(f"d{d}", date(year, 1, 1), state, n, p) for n, p in rows]
    return make_study(moves, periods=PERIODS)


def all_paths(study) -> dict[tuple[tuple[int, ...], ...], float]:
    """Every course of events that can happen, with its probability: by enumeration."""
    found = {}
    for chain in chains(study):
        own = {}
        for states in product(range(len(chain.states)), repeat=PERIODS - 1):
            path, probability = (0, *states), 1.0
            for t in range(1, PERIODS):
                stay = np.eye(len(chain.states))
                probability *= chain.moves.get(t, stay)[path[t - 1], path[t]]
            if probability > 0:
                own[path] = probability
        found[chain.driver] = own
    return {
        tuple(path for path, _ in combination): prod(p for _, p in combination)
        for combination in product(*(own.items() for own in found.values()))
    }


def paths_of(tree: ScenarioTree) -> dict[tuple[tuple[int, ...], ...], float]:
    """States by driver and period on the way to every leaf, with its probability."""
    return {
        tuple(tuple(tree.state[tree.path(leaf), d].tolist()) for d in range(len(tree.drivers))): p
        for leaf, p in zip(tree.leaves, tree.probability[tree.leaves].tolist(), strict=True)
    }


def kantorovich(first, second) -> float:
    """Least expected number of (driver, period) pairs in which two coupled paths differ."""
    cost = np.array(
        [[np.sum(np.array(a) != np.array(b)) for b in second] for a in first], dtype=float
    )
    p, q = np.array(list(first.values())), np.array(list(second.values()))
    leave = np.kron(np.eye(p.size), np.ones(q.size))
    arrive = np.kron(np.ones(p.size), np.eye(q.size))[:-1]
    rows, sums = np.vstack([leave, arrive]), np.concatenate([p, q[:-1]])
    result = linprog(cost.ravel(), A_eq=rows, b_eq=sums)
    assert result.success, result.message
    return float(result.fun)


@briefly
@given(SEEDS, st.integers(1, 30))
def test_every_tree_is_one_and_has_the_leaves_asked_for(make_study, seed, leaves):
    tree = build_tree(random_study(make_study, seed, drivers=3), leaves)

    assert tree.leaves.size == min(leaves, tree.full_leaves)
    assert tree.parent[0] == -1
    assert tree.period[0] == 0
    later = np.arange(1, tree.size)
    assert (tree.parent[later] < later).all()
    assert (tree.period[later] == tree.period[tree.parent[later]] + 1).all()
    assert (tree.period[tree.leaves] == PERIODS - 1).all()
    assert (tree.probability > 0).all()
    assert np.allclose(np.bincount(tree.period, tree.probability), 1.0, rtol=0, atol=1e-12)
    given_parent = np.bincount(
        tree.parent[1:], tree.probability[1:] / tree.probability[tree.parent[1:]], tree.size
    )
    inner = np.setdiff1d(np.arange(tree.size), tree.leaves)
    assert np.allclose(given_parent[inner], 1.0)


@briefly
@given(SEEDS)
def test_a_tree_with_room_for_all_futures_holds_each_with_its_probability(make_study, seed):
    study = random_study(make_study, seed)
    expected = all_paths(study)

    tree = build_tree(study, len(expected))

    assert paths_of(tree) == pytest.approx(expected)
    assert tree.full_leaves == len(expected)
    assert tree.distance == 0.0


@briefly
@given(SEEDS, st.integers(1, 12))
def test_the_distance_lost_is_positive_exactly_when_the_tree_is_reduced(make_study, seed, leaves):
    tree = build_tree(random_study(make_study, seed), leaves)

    assert (tree.distance > 0) == (tree.full_leaves > leaves)


@briefly
@given(SEEDS, st.integers(1, 8))
def test_the_distance_lost_is_no_less_than_the_kantorovich_distance(make_study, seed, leaves):
    study = random_study(make_study, seed)
    every = all_paths(study)

    tree, one = build_tree(study, leaves), build_tree(study, 1)

    assert paths_of(tree).keys() <= every.keys()  # what the tree shows can happen
    assert tree.distance >= kantorovich(every, paths_of(tree)) - 1e-9
    # To a single path there is only one way.
    assert one.distance == pytest.approx(kantorovich(every, paths_of(one)))


def test_the_same_study_gives_the_same_tree(make_study):
    study = random_study(make_study, 3, drivers=3)
    one, two = build_tree(study, 7), build_tree(study, 7)

    assert one.full_leaves > 7
    assert one.probability.tobytes() == two.probability.tobytes()
    assert one.state.tobytes() == two.state.tobytes()
    assert one.distance == two.distance


def test_two_drivers_by_hand(war_and_budget):
    tree = build_tree(war_and_budget)

    assert tree.period.tolist() == [0, 1, 1, 2, 2, 2, 2]
    assert {tree.future(n): round(p, 12) for n, p in enumerate(tree.probability) if n > 2} == {
        "war on, budget kept": 0.45,
        "war on, budget kept → cut 2028": 0.15,
        "war on → off 2027, budget kept": 0.3,
        "war on → off 2027, budget kept → cut 2028": 0.1,
    }


def test_leaves_go_first_to_what_matters_most_and_the_rest_is_the_distance(war_and_budget):
    # Showing "on" in 2027 and 2028 is wrong in 0.4 · 2 years; "kept" in 2028 in 0.25 · 1 year.
    one, two, three = (build_tree(war_and_budget, leaves) for leaves in (1, 2, 3))

    assert one.future(one.leaves[0]) == "war on, budget kept"
    assert one.distance == pytest.approx(0.8 + 0.25)
    assert {two.future(n) for n in two.leaves} == {
        "war on, budget kept",
        "war on → off 2027, budget kept",
    }
    assert np.allclose(two.probability[two.leaves], [0.6, 0.4])
    assert two.distance == pytest.approx(0.25)
    # Then the cut is left out where that is least likely: 0.1 after the end of the war.
    assert np.allclose(three.probability[three.leaves], [0.45, 0.15, 0.4])
    assert three.distance == pytest.approx(0.1)
    assert three.full_leaves == 4


@pytest.mark.parametrize(("later", "lost", "shown"), [(0.15, 0.15, 2), (0.25, 0.1, 1)])
def test_what_a_first_move_may_bring_is_shown_unless_that_loses_more_than_twice_as_much(
    make_study, later, lost, shown
):
    # In 2027 b has the chance 0.1; in 2028, whatever was before, `later`. Only one can be shown, and
    # the other is then wrong for a year.
    moves = [
        ("w", date(year, 1, 1), i, j, p if j == "b" else 1 - p)
        for (year, p), i, j in product(((2027, 0.1), (2028, later)), "ab", "ab")
    ]

    tree = build_tree(make_study(moves), 2)

    assert int((tree.period == 1).sum()) == shown
    assert tree.distance == pytest.approx(lost)


def test_the_bundled_case_shows_every_state_that_its_drivers_take_first_where_there_is_room():
    # first moves: demand 3, budget 2, reliability 2, charges 2, building 3
    tree = build_tree(read_study(case_path("nato-155mm")), 3 * 2 * 2 * 2 * 3)

    # demand 3 + 3 + 2 courses, the others as they move first
    assert tree.full_leaves == 8 * 2 * 2 * 2 * 3
    assert tree.leaves.size == 72
    for d, states in enumerate(tree.states):
        first = tree.period[(tree.state[:, d] != 0)].min()  # the driver's first move
        assert set(tree.state[tree.period == first, d]) == set(range(len(states)))
    assert len({tree.future(leaf) for leaf in tree.leaves}) == 72


@pytest.mark.parametrize("case", ["toy", "two-states"])
def test_every_number_of_leaves_can_be_had(case):
    study = read_study(case_path(case))

    for leaves in range(1, 10):
        tree = build_tree(study, leaves)
        assert tree.leaves.size == min(leaves, tree.full_leaves)


def test_a_state_is_merged_into_the_nearest_one(make_study, paying):
    # A budget of 100, 90 or 10 in 2027, in expectation 69 in one year of three, so 23 a year.
    day = date(2027, 1, 1)
    moves = [("d", day, "high", s, p) for s, p in (("high", 0.3), ("fair", 0.4), ("low", 0.3))]
    act = {"driver": "d", "table": "budgets", "column": "amount"}
    effects = [act | {"state": "fair", "value": 0.9}, act | {"state": "low", "value": 0.1}]
    study = make_study(moves, effects)
    budgets = pd.DataFrame(
        [{"buyer": "b", "year": 2027, "amount": 100.0}], columns=list(study.budgets.columns)
    )
    study = replace(study, tables={**study.tables, "budgets": budgets, **paying()})

    tree = build_tree(study, 2)

    assert [tree.future(n) for n in tree.leaves] == [
        "d high → fair 2027",
        "d high → low 2027",
    ]
    assert np.allclose(tree.probability[tree.leaves], [0.7, 0.3])
    assert tree.distance == pytest.approx(
        0.3 * (10 / (2 * 23) + 2 * 0.01)  # the money of one year, another state in two
    )


def test_the_number_of_leaves_is_that_of_the_settings_unless_asked_for(make_study):
    moves = [("w", date(2027, 1, 1), "a", s, 0.25) for s in "abcd"]

    assert build_tree(make_study(moves, leaves=3)).leaves.size == 3
    assert build_tree(make_study(moves, leaves=3), 4).leaves.size == 4


def test_a_study_without_drivers_has_one_path(make_study):
    tree = build_tree(make_study(periods=3))

    assert tree.parent.tolist() == [-1, 0, 1]
    assert tree.probability.tolist() == [1, 1, 1]
    assert (tree.full_leaves, tree.distance) == (1, 0.0)


def test_a_tree_without_leaves_is_refused(make_study):
    with pytest.raises(UsageError, match="at least 1 leaf, not 0"):
        build_tree(make_study(), 0)


def test_a_full_tree_too_large_to_write_out_is_reduced_all_the_same(make_study):
    years = range(2027, 2036)
    moves = [
        (f"d{d}", date(year, 1, 1), i, j, 0.9 if i == j else 0.05)
        for d, year, i, j in product(range(6), years, "abc", "abc")
    ]

    tree = build_tree(make_study(moves, periods=10), 27)

    assert tree.full_leaves == 3 ** (9 * 6)
    assert tree.leaves.size == 27


def test_leaves_go_to_the_dates_whose_moves_change_most(make_study):
    # Whatever was before, the state of a year is b with the chance of that year, for that year only.
    chance = {2027: 0.5, 2028: 0.3, 2029: 0.1}
    moves = [
        ("w", date(year, 1, 1), state, following, p if following == "b" else 1 - p)
        for (year, p), state, following in product(chance.items(), "ab", "ab")
    ]
    study = make_study(moves, periods=4)

    tree = build_tree(study, 4)

    assert [int((tree.period == t).sum()) for t in range(4)] == [1, 2, 4, 4]
    assert tree.distance == pytest.approx(0.1)
    assert build_tree(study, 1).distance == pytest.approx(0.5 + 0.3 + 0.1)
