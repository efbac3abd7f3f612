from __future__ import annotations

import numpy as np
import pytest

from offtake.results.tables.futures import at_year_end, by_future, by_year, quantile, summary

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


def test_a_future_takes_each_period_from_the_node_on_its_path(tree):
    nodes = np.arange(6.0)[:, None]
    assert by_future(tree, nodes)[:, :, 0].tolist() == [[0, 1, 2, 4], [0, 1, 3, 5]]


def test_a_year_sums_its_periods_or_takes_its_last(tree):
    paths = by_future(tree, np.arange(6.0)[:, None])
    year = np.array([2026, 2026, 2027, 2027])
    assert by_year(year, paths)[:, :, 0].tolist() == [[1, 6], [1, 8]]
    assert at_year_end(year, paths)[:, :, 0].tolist() == [[1, 4], [1, 5]]
