"""One driver's smaller trees, against enumeration of its courses of events."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise, product

import numpy as np
import pandas as pd
import pytest

from offtake.uncertainty.drivers import chains
from offtake.uncertainty.reduction.bundles import (
    after_first_move,
    driver,
    full_tree,
    mistaken,
    smallest_trees,
)
from offtake.uncertainty.reduction.separation import contrasts

PERIODS = 5


@pytest.fixture(params=[1, 2, 3])
def own(make_study, paying, request):
    """A driver with three states and three dates, some moves impossible, and unequal effects."""
    rng = np.random.default_rng(request.param)
    moves = []
    for year, i in product((2027, 2028, 2030), "abc"):
        weight = rng.random(3) * (rng.random(3) < 0.8) + [0.1, 0, 0]
        moves += [
            ("w", date(year, 1, 1), i, j, p)
            for j, p in zip("abc", weight / weight.sum(), strict=True)
        ]
    act = {"driver": "w", "table": "budgets", "column": "amount"}
    effects = [act | {"state": "b", "value": 0.9}, act | {"state": "c", "value": 0.1}]
    study = make_study(moves, effects, periods=PERIODS)
    budgets = pd.DataFrame(
        [{"buyer": "x", "year": 2027, "amount": 100.0}], columns=list(study.budgets.columns)
    )
    study = replace(study, tables={**study.tables, "budgets": budgets, **paying("x")})
    return driver(chains(study)[0], contrasts(study)[0])


def courses(own) -> dict[tuple[int, ...], float]:
    """Every course of events with its probability."""
    found = {}
    for later in product(range(3), repeat=PERIODS - 1):
        path, probability = (0, *later), 1.0
        for t, (i, j) in enumerate(pairwise(path), start=1):
            probability *= own.chain.moves.get(t, np.eye(3))[i, j]
        if probability > 0:
            found[path] = probability
    return found


def bundle_of(own, tree, path) -> int:
    """The one leaf whose bundle holds a course."""
    (leaf,) = (
        n
        for n in range(tree.leaves)
        if all(tree.held[n, k, path[t]] for k, t in enumerate(own.moves))
    )
    return leaf


@pytest.mark.parametrize("first", [False, True])
def test_what_is_mistaken_is_the_mean_over_the_courses_in_a_bundle(own, first):
    for tree in smallest_trees(own, 12, first):
        expected = np.zeros((tree.leaves, tree.leaves))
        mass = np.zeros(tree.leaves)
        for path, probability in courses(own).items():
            leaf = bundle_of(own, tree, path)
            mass[leaf] += probability
            for other in range(tree.leaves):
                expected[leaf, other] += probability * sum(
                    own.cost[t, s, tree.state[other, t]] for t, s in enumerate(path)
                )

        assert np.allclose(tree.probability, mass)
        assert np.allclose(mistaken(own, tree), expected / mass[:, None])
        assert tree.distance == pytest.approx(np.trace(expected))


def test_the_whole_tree_mistakes_nothing(own):
    tree = full_tree(own)

    assert tree.leaves == len(courses(own)) == own.chain.futures
    assert np.allclose(np.diag(mistaken(own, tree)), 0.0)
    assert tree.distance == 0.0


@pytest.mark.parametrize("first", [False, True])
def test_sizes_go_up_to_the_limit_or_the_full_tree_and_at_most_double(own, first):
    for limit in (1, 5, 40):
        sizes = [tree.leaves for tree in smallest_trees(own, limit, first) if tree.leaves <= limit]

        assert all(later <= 2 * size for size, later in pairwise(sizes))
        if sizes:
            assert 2 * sizes[-1] > min(limit, own.chain.futures)
    assert sizes[-1] == own.chain.futures  # no more than 27


def test_the_first_move_is_complete_where_that_is_asked_for(own):
    possible = int((own.chain.moves[1][0] > 0).sum())

    assert after_first_move(own) == possible
    for tree in smallest_trees(own, 12, first=True):
        assert np.unique(tree.state[:, 1]).size == possible
    assert smallest_trees(own, 12)[0].leaves == 1
