"""Leaves taken away: only single chains, the cheapest first, and what stands for what."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from offtake.uncertainty.trimming import stand_ins


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


def test_paths_that_do_not_part_last_are_not_merged_while_others_branch_below():
    # The first and third path cost nothing to merge, but the second still branches off the first.
    lost = costs([0, 5, 0], [0.4, 0.3, 0.3])

    assert stand_ins(states("000", "001", "010"), lost, 2).tolist() == [0, 0, 2]


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
def test_each_step_is_the_cheapest_that_the_tree_of_that_moment_allows(seed, data):
    rows = data.draw(
        st.lists(st.text("012", min_size=3, max_size=3), min_size=2, max_size=9, unique=True)
    )
    paths = states(*("0" + row for row in rows))
    lost = np.random.default_rng(seed).random((len(rows), len(rows)))
    stands = np.arange(len(rows))

    for leaves in range(len(rows) - 1, 0, -1):
        after = stand_ins(paths, lost, leaves)
        assert tuple(after) in _steps(rows, stands)
        best = min(_total(lost, step) for step in _steps(rows, stands))
        assert np.isclose(_total(lost, after), best)
        stands = after


def _total(lost, stands) -> float:
    return sum(lost[path, stand] for path, stand in enumerate(stands))


def _steps(rows, stands) -> set[tuple[int, ...]]:
    """Every way to take one leaf away: siblings below a node, neither with another leaf below it."""
    left = sorted(set(stands))
    found = set()
    for depth in range(3):
        for r in left:
            for k in left:
                parted = rows[r][:depth] == rows[k][:depth] and rows[r][depth] != rows[k][depth]
                single = all(
                    sum(rows[o][: depth + 1] == rows[one][: depth + 1] for o in left) == 1
                    for one in (r, k)
                )
                if parted and single:
                    found.add(tuple(k if s == r else int(s) for s in stands))
    return found
