"""Censored cases, held against published arithmetic, an independent estimator, and a posterior worked by hand."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import CensoredData, ecdf

from offtake.formulas.survival import Spread, posterior

FAR = Spread(np.array([1e6]), np.array([0.0]))  # a prior that says nothing of the cases' range


def test_without_a_prior_it_is_kaplan_and_meier_s_own_example() -> None:
    # Kaplan and Meier (1958): deaths at 0.8, 3.1, 5.4, 9.2; losses at 1.0, 2.7, 7.0, 12.1
    seen = [0.8, 1.0, 2.7, 3.1, 5.4, 7.0, 9.2, 12.1]
    over = [True, False, False, True, True, False, True, False]
    found = posterior(FAR, 1e-12, seen, over, np.ones(8))
    by_hand = [7 / 8, 7 / 8 * 4 / 5, 7 / 8 * 4 / 5 * 3 / 4, 7 / 8 * 4 / 5 * 3 / 4 * 1 / 2]
    assert found.survival([0.8, 3.1, 5.4, 9.2]) == pytest.approx(by_hand)


def test_without_a_prior_it_is_scipy_s_estimator_with_ties_and_open_cases_at_random() -> None:
    random = np.random.Generator(np.random.PCG64(5))
    seen = random.integers(1, 12, 40).astype(float)
    over = random.random(40) < 0.6
    found = posterior(FAR, 1e-12, seen, over, np.ones(40))
    other = ecdf(CensoredData(uncensored=seen[over], right=seen[~over])).sf
    at = np.arange(0.5, 11.0)
    assert found.survival(at) == pytest.approx(other.evaluate(at), abs=1e-9)


def test_one_open_case_shifts_the_prior_by_its_share_beyond() -> None:
    # Prior even on 1, 2, 3, 4 with strength 1; one case open at 2.  Given T > 2 it is 3 or 4, each 1/2, so the
    # mean of F is (prior + that) / 2: masses 1/8, 1/8, 3/8, 3/8.
    prior = Spread(np.array([1.0, 2.0, 3.0, 4.0]), np.array([0.75, 0.5, 0.25, 0.0]))
    found = posterior(prior, 1.0, [2.0], [False], [1.0])
    assert found.mass == pytest.approx([1 / 8, 1 / 8, 3 / 8, 3 / 8])


def test_cases_that_are_over_mix_with_the_prior_by_weight() -> None:
    prior = Spread(np.array([1.0, 3.0]), np.array([0.5, 0.0]))
    found = posterior(prior, 2.0, [3.0, 5.0], [True, True], [0.5, 1.5])
    assert found.points.tolist() == [1.0, 3.0, 5.0]
    assert found.mass == pytest.approx([2 * 0.5 / 4, (2 * 0.5 + 0.5) / 4, 1.5 / 4])


def test_no_case_leaves_the_prior() -> None:
    prior = Spread(np.array([1.0, 3.0]), np.array([0.5, 0.0]))
    assert posterior(prior, 8.0, [], [], []).mass == pytest.approx([0.5, 0.5])


def test_halves_of_a_case_change_nothing() -> None:
    prior = Spread(np.array([1.0, 2.0, 9.0]), np.array([0.7, 0.3, 0.0]))
    whole = posterior(prior, 3.0, [2.0, 4.0], [False, True], [1.0, 1.0])
    halved = posterior(prior, 3.0, [2.0, 4.0, 2.0, 4.0], [False, True, False, True], [0.5] * 4)
    assert halved.beyond == pytest.approx(whole.beyond)


def test_slices_keep_the_mean_and_split_a_point_between_them() -> None:
    spread = Spread(np.array([1.0, 2.0, 6.0]), np.array([0.5, 0.25, 0.0]))
    assert spread.slices(2) == pytest.approx([1.0, 4.0])
    assert spread.slices(3) == pytest.approx(
        [1.0, 1.5, 5.0]
    )  # thirds: 1 | 1/6 of 1, 1/6 of 2 | 1/12 of 2, 1/4 of 6
    assert np.mean(spread.slices(3)) == pytest.approx(spread.mean)
