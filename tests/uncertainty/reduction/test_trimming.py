"""Leaves taken away: branch by branch, the cheapest first, and what stands for what."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from offtake.uncertainty.reduction.trimming import stand_ins


def states(*rows: str) -> np.ndarray:
    """One driver; a row such as "001" gives its state by period."""
    return np.array([[[int(s)] for s in row] for row in rows])


def costs(places: list[float], probability: list[float]) -> np.ndarray:
    """L where each path lies somewhere on a line."""
    place = np.array(places)
    return np.array(probability)[:, None] * np.abs(place[:, None] - place)


def test_the_cheapest_direction_is_taken():
    # 0.3 · 2 = 0.6 if the first goes, 0.7 · 2 if the second does.
    assert stand_ins(states("00", "01"), costs([0, 2], [0.3, 0.7]), 1).tolist() == [1, 1]


def test_a_leaf_may_join_a_branch_that_branches_again():
    lost = costs([0, 5, 0], [0.4, 0.3, 0.3])

    assert stand_ins(states("000", "001", "010"), lost, 2).tolist() == [0, 1, 0]


def test_leaves_of_different_nodes_are_not_merged_while_one_of_them_has_sisters():
    # The second and the third lie side by side, but one branch would have to go for it.
    lost = costs([0, 5, 5.1, 9], [0.25, 0.25, 0.25, 0.25])

    assert stand_ins(states("000", "001", "010", "011"), lost, 3).tolist() == [0, 1, 3, 3]


def test_a_whole_branch_goes_where_that_loses_least_for_each_leaf():
    # Leaves of one branch lie 4 apart (1 each), the two branches 0.5 (0.25 for two leaves).
    lost = costs([0, 4, 0.5, 4.5], [0.25, 0.25, 0.25, 0.25])
    paths = states("000", "001", "010", "011")

    assert stand_ins(paths, lost, 2).tolist() == [2, 3, 2, 3]
    # Only one leaf may go: no branch of two.
    assert len(set(stand_ins(paths, lost, 3).tolist())) == 3


def test_what_is_to_be_shown_is_left_as_long_as_it_can_be():
    lost, paths = costs([0, 1.1, 2], [0.1, 0.4, 0.6]), states("00", "01", "02")

    assert stand_ins(paths, lost, 2).tolist() == [1, 1, 2]
    assert stand_ins(paths, lost, 2, np.array([[True, False, False]])).tolist() == [0, 2, 2]
    assert stand_ins(paths, lost, 2, np.array([[True, True, False]])).tolist() == [1, 1, 2]
    assert stand_ins(paths, lost, 1, np.eye(3, dtype=bool)).tolist() == [2, 2, 2]


def test_a_branch_left_with_one_chain_is_merged_with_its_neighbour():
    lost = costs([0, 1, 3, 9], [0.1, 0.3, 0.2, 0.4])
    paths = states("000", "001", "010", "020")

    # 0.1 · 1; then 0.2 · 2 into the second; then 0.4 · 8 against 0.3 · 8 + 0.1 · 9 + 0.2 · 6 = 4.5
    assert stand_ins(paths, lost, 3).tolist() == [1, 1, 2, 3]
    assert stand_ins(paths, lost, 2).tolist() == [1, 1, 1, 3]
    assert stand_ins(paths, lost, 1).tolist() == [1, 1, 1, 1]


def test_what_a_leaf_stands_for_already_counts():
    # 0.1 · 1 first. The second now costs 0.2 · 4 + 0.1 · 5 - 0.1 · 1 = 1.2 to take away, not 0.8.
    lost = costs([0, 1, 5], [0.1, 0.2, 0.25])

    assert stand_ins(states("00", "01", "02"), lost, 1).tolist() == [1, 1, 1]  # 0.25 · 4 = 1


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.data())
def test_each_step_is_the_cheapest_for_each_leaf_that_the_tree_of_that_moment_allows(seed, data):
    texts = st.lists(st.text("012", min_size=3, max_size=3), min_size=2, max_size=9, unique=True)
    rows = data.draw(texts)
    lost = np.random.default_rng(seed).random((len(rows), len(rows)))
    leaves = data.draw(st.integers(1, len(rows)))
    stands = list(range(len(rows)))

    while len(set(stands)) > leaves:
        stands = _cheapest(rows, lost, stands, leaves)
    assert stand_ins(states(*("0" + row for row in rows)), lost, leaves).tolist() == stands


def _cheapest(rows, lost, stands, leaves) -> list[int]:
    """By enumeration: the best way to merge one branch of a node into another."""
    left = sorted(set(stands))
    own = {k: [path for path, stand in enumerate(stands) if stand == k] for k in left}
    found = []
    for depth, x, y in product(range(1, 4), left, left):
        if rows[x][: depth - 1] == rows[y][: depth - 1] and rows[x][:depth] != rows[y][:depth]:
            gone, stay = ([o for o in left if rows[o][:depth] == rows[z][:depth]] for z in (x, y))
            if len(gone) > len(left) - leaves:
                continue
            loss, after = 0.0, list(stands)
            for r in gone:
                total = {k: sum(lost[path, k] for path in own[r]) for k in [*stay, r]}
                k = min(stay, key=lambda k: total[k])
                loss += total[k] - total[r]
                after = [k if stand == r else stand for stand in after]
            found.append((loss / len(gone), after))
    return min(found)[1]
