"""States that can come about and that no future of a reduced tree is in."""

from __future__ import annotations

from datetime import date

import pytest

from offtake.uncertainty.reduction.build import build_tree
from offtake.uncertainty.reduction.left_out import left_out

# up with 0.7 and down with 0.3 in 2027; from up on with 0.9 to down in 2029, from down on never back
MOVES = [
    ("trade", date(2027, 1, 1), "even", "up", 0.7), ("trade", date(2027, 1, 1), "even", "down", 0.3),
    ("trade", date(2029, 1, 1), "up", "down", 0.9), ("trade", date(2029, 1, 1), "up", "up", 0.1),
]  # fmt: skip


def test_what_one_future_of_three_does_not_have_is_told_with_its_chance_of_then(make_study):
    study = make_study(MOVES, periods=4)
    tree = build_tree(study, 1)
    course = [tree.states[0][s] for s in tree.state[tree.leaf_paths[0], 0]]
    chance = {("2027", "up"): 0.7, ("2027", "down"): 0.3, ("2029", "down"): 0.3 + 0.63, ("2029", "up"): 0.07}  # fmt: skip
    for year, own in (("2027", course[1]), ("2029", course[3])):
        chance.pop((year, own))
    told = {(str(one.day.year), one.state): one.probability for one in left_out(study, tree)}
    assert told == pytest.approx(chance)


def test_a_whole_tree_leaves_nothing_out(make_study):
    study = make_study(MOVES, periods=4)
    assert left_out(study, build_tree(study, 3)) == ()
