"""Paths as a tree of histories."""

from __future__ import annotations

import numpy as np
import pytest

from offtake.simulation.histories import distinct, even_parts, histories, tree_paths
from offtake.uncertainty.tree import Paths

# Two drivers over three periods; paths 0 and 2 are the same, path 1 parts from them in the last period.
STATE = np.array(
    [[[0, 0], [1, 0], [1, 0]], [[0, 0], [1, 0], [1, 1]], [[0, 0], [1, 0], [1, 0]], [[0, 0]] * 3]
)


@pytest.fixture
def paths() -> Paths:
    return Paths(np.array([0.1, 0.2, 0.3, 0.4]), ("a", "b"), (("x", "y"), ("x", "y")), STATE)


def test_each_course_stands_once_with_the_probability_of_all_its_paths(paths):
    courses = distinct(paths)

    assert courses.state[courses.of].tolist() == STATE.tolist()
    assert courses.probability[courses.of].tolist() == pytest.approx([0.4, 0.2, 0.4, 0.4])
    assert courses.probability.sum() == pytest.approx(1.0)


def test_equal_histories_share_a_node_until_they_part(paths):
    courses = distinct(paths)
    tree, at = histories(courses, slice(None), paths)

    assert np.bincount(tree.period).tolist() == [1, 2, 3]
    assert at[courses.of[0], :2].tolist() == at[courses.of[1], :2].tolist()
    assert at[courses.of[0], 2] != at[courses.of[1], 2]
    assert tree.state[at].tolist() == courses.state.tolist()
    assert tree.parent[at[:, 1:]].tolist() == at[:, :-1].tolist()


def test_probabilities_of_every_period_add_up(paths):
    tree, _ = histories(distinct(paths), slice(None), paths)

    assert [tree.probability[tree.period == t].sum() for t in range(3)] == pytest.approx([1, 1, 1])


def test_paths_of_a_tree_are_its_futures(paths):
    tree, _ = histories(distinct(paths), slice(None), paths)

    futures = tree_paths(tree)

    assert sorted(futures.probability.tolist()) == pytest.approx([0.2, 0.4, 0.4])
    assert sorted(futures.state.tolist()) == sorted(distinct(paths).state.tolist())


def test_a_study_without_drivers_has_one_course():
    none = Paths(np.full(3, 1 / 3), (), (), np.zeros((3, 4, 0), np.int64))

    courses = distinct(none)
    tree, at = histories(courses, slice(None), none)

    assert courses.of.tolist() == [0, 0, 0]
    assert tree.parent.tolist() == [-1, 0, 1, 2]
    assert at.tolist() == [[0, 1, 2, 3]]


def test_parts_are_even_and_leave_nothing_out():
    cut = [range(10)[part] for part in even_parts(10, 4)]

    assert [len(part) for part in cut] == [3, 3, 4]
    assert [k for part in cut for k in part] == list(range(10))
    assert even_parts(4, 4) == [slice(0, 4)]
