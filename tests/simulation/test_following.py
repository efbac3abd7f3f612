"""Which node is followed, and what is begun there."""

from __future__ import annotations

import numpy as np
import pytest

from offtake.model.figures.quantities import quantities
from offtake.simulation.following import apart_by_period, begun_along, nearest_nodes
from offtake.uncertainty.tree import ScenarioTree

# States by how far they lie apart: 0 and 1 by 1 year a period, 0 and 2 by 3, 1 and 2 by 2.
APART = np.tile(np.array([[0.0, 1, 3], [1, 0, 2], [3, 2, 0]]), (3, 1, 1))
NAMES = (("calm", "rough", "wild"),)


def tree(*courses: tuple[int, ...], chance: tuple[float, ...] = ()) -> ScenarioTree:
    """Courses of three periods that part after the first."""
    parent, period, state = [-1], [0], [courses[0][0]]
    weight = list(chance or (1 / len(courses),) * len(courses))
    for t in (1, 2):
        for k, course in enumerate(courses):
            parent.append(0 if t == 1 else 1 + k)
            period.append(t)
            state.append(course[t])
    return ScenarioTree(
        np.array(parent),
        np.array(period),
        np.array([1.0, *weight, *weight]),
        ("weather",),
        NAMES,
        np.array(state)[:, None],
    )


def test_a_history_that_is_in_the_tree_follows_itself():
    followed = tree((0, 0, 0), (0, 1, 1), (0, 2, 2))

    node, apart = nearest_nodes(followed, followed, (APART,))

    assert node.tolist() == list(range(followed.size))
    assert apart.tolist() == [0.0] * followed.size


def test_the_node_followed_lies_least_apart_over_the_whole_history():
    # Last states alone would choose 0,2,2; the history 0,1,2 lies 1 + 0 + ... from each:
    # to 0,0,0: 1 + 3 = 4;  to 0,2,2: 2 + 0 = 2;  to 0,1,1: 0 + 2 = 2 and is more probable.
    followed = tree((0, 0, 0), (0, 2, 2), (0, 1, 1), chance=(0.5, 0.2, 0.3))

    node, apart = nearest_nodes(tree((0, 1, 2)), followed, (APART,))

    assert node.tolist() == [0, 3, 6]  # in period 1 the node of 0,1 and in period 2 that of 0,1,1
    assert apart.tolist() == [0.0, 0.0, 2.0]


def test_a_state_weighs_by_what_it_does(uncertain):
    (cube,) = apart_by_period(uncertain())

    # reliability 1, or 0.5 in half of the futures of the second year: 0.875 in the mean of both; and 0.01 for being
    # another state; periods of a year.
    apart = 0.5 / (2 * 0.875) + 0.01
    assert cube[1] == pytest.approx(np.array([[0, apart], [apart, 0]]))


def chain(periods: int) -> ScenarioTree:
    return ScenarioTree(np.arange(periods) - 1, np.arange(periods), np.ones(periods))


def levels(study, planned: list[list[float]]) -> list[list[float]]:
    histories = chain(len(planned))
    return begun_along(quantities(study, histories), histories, np.array(planned)).tolist()


def test_what_is_begun_stays_begun_where_another_branch_is_followed(study):
    assert levels(study(periods=3), [[1.0], [0.0], [1.0]]) == [[1.0]] * 3


def test_nothing_begins_after_its_last_day(study):
    project = {"project": "more", "line": "old", "kind": "expand", "adds": 8, "capex": 5}
    project |= {"build_time": 0, "latest": "2026-12-31"}

    assert levels(study(projects=[project]), [[0.0], [1.0]]) == [[0.0], [0.0]]


def test_nothing_begins_before_what_it_requires(study):
    first = {"project": "first", "line": "old", "kind": "develop", "adds": 0, "capex": 1}
    second = {"project": "second", "line": "old", "kind": "new", "adds": 8, "capex": 5}
    both = [first | {"build_time": 0}, second | {"build_time": 0, "requires": "first"}]
    # In their one order the second, of kind new, stands before the first, of kind develop.

    assert levels(study(periods=3, projects=both), [[0.0, 0.0], [1.0, 1.0], [1.0, 1.0]]) == [
        [0.0, 0.0],
        [0.0, 1.0],
        [1.0, 1.0],
    ]
