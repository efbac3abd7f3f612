"""Paths put together: who shares a node with whom, and until when."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offtake.uncertainty.reduction.merging import tree_of_paths
from offtake.uncertainty.tree import Paths


def paths(*rows: str, probability: list[float] | None = None) -> Paths:
    """One driver; a row such as "001" gives its state by period."""
    state = np.array([[[int(s)] for s in row] for row in rows])
    weight = np.array(probability or [1 / len(rows)] * len(rows))
    return Paths(weight, ("war",), (("0", "1", "2"),), state)


def test_paths_share_nodes_up_to_the_period_before_they_differ():
    tree = tree_of_paths(paths("001", "000", "010", probability=[0.5, 0.3, 0.2]))

    # period 0: all; period 1: the first two together, the third; period 2: each by itself
    assert tree.period.tolist() == [0, 1, 1, 2, 2, 2]
    assert tree.parent.tolist() == [-1, 0, 0, 1, 1, 2]
    assert np.allclose(tree.probability, [1, 0.8, 0.2, 0.3, 0.5, 0.2])
    assert tree.state[:, 0].tolist() == [0, 0, 1, 0, 1, 0]


def test_paths_that_meet_again_stay_apart_and_equal_paths_are_one():
    tree = tree_of_paths(paths("010", "000", "000"))

    assert tree.leaves.size == 2
    assert tree.probability[tree.leaves].tolist() == pytest.approx([2 / 3, 1 / 3])


def test_paths_that_differ_in_the_first_period_part_at_the_start():
    tree = tree_of_paths(paths("00", "10"))

    assert tree.parent.tolist() == [-1, -1, 0, 1]
    assert tree.period.tolist() == [0, 0, 1, 1]
    assert tree.roots.tolist() == [0, 1]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text("012", min_size=4, max_size=4), min_size=1, max_size=30))
def test_two_paths_stand_at_one_node_exactly_as_long_as_their_histories_agree(rows):
    rows = ["0" + row for row in rows]
    tree = tree_of_paths(paths(*rows))

    prefixes = sorted({(len(p), p) for row in rows for p in (row[: k + 1] for k in range(5))})
    shown = ["".join(str(s) for s in tree.state[tree.path(n), 0]) for n in range(tree.size)]
    assert shown == [p for _, p in prefixes]
    share = [sum(row.startswith(p) for row in rows) / len(rows) for _, p in prefixes]
    assert np.allclose(tree.probability, share)
