"""The same uncertainty, known earlier."""

from __future__ import annotations

import numpy as np
import pytest

from offtake.errors import UsageError
from offtake.uncertainty.reduction.build import build_tree
from offtake.uncertainty.reveal import mean_tree, reveal, wait_and_see_trees


def test_wait_and_see_makes_one_path_of_each_future(war_and_budget):
    parts = wait_and_see_trees(build_tree(war_and_budget))

    futures = {part.future(2): round(probability, 12) for probability, part in parts}
    assert futures == {
        "war on, budget kept": 0.45,
        "war on, budget kept → cut 2028": 0.15,
        "war on → off 2027, budget kept": 0.3,
        "war on → off 2027, budget kept → cut 2028": 0.1,
    }
    for _, part in parts:
        assert part.parent.tolist() == [-1, 0, 1]
        assert part.period.tolist() == [0, 1, 2]
        assert part.probability.tolist() == [1, 1, 1]


def test_revealing_a_driver_leaves_the_others_as_unknown_as_they_were(war_and_budget):
    (kept, told_kept), (cut, told_cut) = reveal(build_tree(war_and_budget), "budget")

    assert (kept, cut) == pytest.approx((0.75, 0.25))
    for part in (told_kept, told_cut):
        assert part.parent.tolist() == [-1, 0, 0, 1, 2]  # the war still divides in 2027
        assert np.allclose(part.probability, [1, 0.6, 0.4, 0.6, 0.4])
    assert told_kept.state[:, 1].tolist() == [0, 0, 0, 0, 0]
    assert told_cut.state[:, 1].tolist() == [0, 0, 0, 1, 1]


def test_revealing_the_driver_that_comes_first_takes_its_branching_away(war_and_budget):
    (on, told_on), (off, told_off) = reveal(build_tree(war_and_budget), "war")

    assert (on, off) == pytest.approx((0.6, 0.4))
    for part in (told_on, told_off):
        assert part.parent.tolist() == [-1, 0, 1, 1]
        assert np.allclose(part.probability, [1, 1, 0.75, 0.25])
    assert told_on.state[:, 0].tolist() == [0, 0, 0, 0]
    assert told_off.state[:, 0].tolist() == [0, 1, 1, 1]


def test_an_unknown_driver_cannot_be_revealed(war_and_budget):
    with pytest.raises(
        UsageError, match="no driver 'weather'; the tree's drivers are: war, budget"
    ):
        reveal(build_tree(war_and_budget), "weather")


def test_the_mean_tree_is_one_path_that_knows_what_it_is_the_mean_of(war_and_budget):
    tree = build_tree(war_and_budget)

    mean = mean_tree(tree)

    assert mean.parent.tolist() == [-1, 0, 1]
    assert mean.probability.tolist() == [1, 1, 1]
    assert mean.mean_of is tree
    assert mean.starts == tree.starts != ()
