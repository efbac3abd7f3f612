"""Sampled paths: the same whoever draws them, and as likely as the drivers say."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from scipy.stats import binom

from offtake.errors import UsageError
from offtake.uncertainty.drivers import chains
from offtake.uncertainty.sampling import sample_paths

EARLY, LATE = date(2027, 1, 1), date(2029, 1, 1)
WAR = [
    ("war", EARLY, "on", "on", 0.6),
    ("war", EARLY, "on", "off", 0.4),
    ("war", LATE, "on", "on", 0.3),
    ("war", LATE, "on", "paused", 0.5),
    ("war", LATE, "on", "off", 0.2),
    ("war", LATE, "off", "on", 0.1),
    ("war", LATE, "off", "off", 0.9),
]
BUDGET = [("budget", EARLY, "kept", "kept", 0.7), ("budget", EARLY, "kept", "cut", 0.3)]


def test_any_block_of_paths_is_what_the_whole_sample_holds_there(make_study):
    study = make_study(WAR + BUDGET, periods=5)
    whole = sample_paths(study, 100, seed=3).state

    for first, count in [(0, 1), (0, 40), (40, 60), (99, 1)]:
        block = sample_paths(study, count, seed=3, first=first).state
        assert np.array_equal(block, whole[first : first + count])


def test_neither_another_driver_nor_a_longer_study_changes_what_was_drawn(make_study):
    alone = sample_paths(make_study(WAR, periods=5), 200, seed=3)
    behind = sample_paths(make_study(BUDGET + WAR, periods=8), 200, seed=3)

    assert np.array_equal(alone.state[:, :, 0], behind.state[:, :5, behind.drivers.index("war")])


def test_another_seed_draws_other_paths(make_study):
    study = make_study(WAR, periods=5)

    assert not np.array_equal(sample_paths(study, 50, 1).state, sample_paths(study, 50, 2).state)


def test_paths_start_in_the_initial_state_move_only_on_dates_and_weigh_the_same(make_study):
    paths = sample_paths(make_study(WAR, periods=5), 50, seed=1)

    assert not paths.state[:, 0].any()
    moved = (np.diff(paths.state[:, :, 0], axis=1) != 0).any(axis=0)
    assert moved.tolist() == [True, False, True, False]
    assert paths.probability.tolist() == [1 / 50] * 50


def test_states_are_as_frequent_as_their_probability_within_binomial_bounds(make_study):
    study, count = make_study(WAR + BUDGET, periods=5), 10_000
    paths = sample_paths(study, count, seed=11)

    # After LATE: on 0.6·0.3 + 0.4·0.1, off 0.6·0.2 + 0.4·0.9, paused 0.6·0.5
    by_hand = {"on": 0.22, "off": 0.48, "paused": 0.3}
    assert set(by_hand) == set(paths.states[0])
    for s, name in enumerate(paths.states[0]):
        seen = int((paths.state[:, 4, 0] == s).sum())
        assert (
            binom.ppf(1e-6, count, by_hand[name]) <= seen <= binom.isf(1e-6, count, by_hand[name])
        )


def test_drivers_are_drawn_independently(make_study):
    study, count = make_study(WAR + BUDGET, periods=5), 10_000
    paths = sample_paths(study, count, seed=12)

    both = int(((paths.state[:, 1, 0] == 1) & (paths.state[:, 1, 1] == 1)).sum())
    assert binom.ppf(1e-6, count, 0.4 * 0.3) <= both <= binom.isf(1e-6, count, 0.4 * 0.3)


def test_a_move_without_chance_is_never_drawn(make_study):
    study = make_study([("war", EARLY, "on", "off", 0.0), ("war", EARLY, "on", "on", 1.0)])

    assert not sample_paths(study, 1000, seed=1).state.any()


def test_paths_carry_the_names_of_drivers_and_states(make_study):
    study = make_study(WAR + BUDGET)
    paths = sample_paths(study, 1, seed=1)

    assert paths.drivers == ("war", "budget")
    assert paths.states == tuple(chain.states for chain in chains(study))


@pytest.mark.parametrize(("count", "first"), [(0, 0), (1, -1)])
def test_an_empty_sample_is_refused(make_study, count, first):
    with pytest.raises(UsageError, match="a sample has 1 path or more"):
        sample_paths(make_study(WAR), count, seed=1, first=first)
