from __future__ import annotations

import numpy as np
import pytest

from offtake.formulas.bands import BAND, quantile, summary

VALUES = np.array([[30.0], [10.0], [20.0]])
WEIGHT = np.array([0.5, 0.2, 0.3])


@pytest.mark.parametrize(
    ("level", "value"), [(0.05, 10), (0.2, 10), (0.21, 20), (0.5, 20), (0.51, 30), (1, 30)]
)
def test_a_quantile_is_the_smallest_value_reached_with_that_probability(level, value):
    assert quantile(VALUES, WEIGHT, level).tolist() == [value]


def test_a_probability_that_falls_short_by_rounding_still_counts_as_reached():
    tenths = np.full(10, 0.1)  # their sum is 0.9999999999999999
    assert quantile(np.arange(10.0)[:, None], tenths, 1.0).tolist() == [9.0]


def test_a_mean_is_weighed_by_the_probabilities_of_the_futures():
    figures = summary(VALUES, WEIGHT, {"p50": 0.5})
    assert figures["mean"].tolist() == [0.5 * 30 + 0.2 * 10 + 0.3 * 20]
    assert list(figures) == ["mean", "p50"]


def test_bands_of_ninety_eighty_and_fifty_percent_stand_beside_the_median():
    assert list(summary(VALUES, WEIGHT)) == ["mean", *BAND]
    inside = [
        BAND[high] - BAND[low] for low, high in (("p05", "p95"), ("p10", "p90"), ("p25", "p75"))
    ]
    assert inside == pytest.approx([0.9, 0.8, 0.5])
