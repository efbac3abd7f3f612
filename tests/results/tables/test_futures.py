from __future__ import annotations

import numpy as np

from offtake.results.tables.futures import at_year_end, by_future, by_year


def test_a_future_takes_each_period_from_the_node_on_its_path(tree):
    nodes = np.arange(6.0)[:, None]
    assert by_future(tree, nodes)[:, :, 0].tolist() == [[0, 1, 2, 4], [0, 1, 3, 5]]


def test_a_year_sums_its_periods_or_takes_its_last(tree):
    paths = by_future(tree, np.arange(6.0)[:, None])
    year = np.array([2026, 2026, 2027, 2027])
    assert by_year(year, paths)[:, :, 0].tolist() == [[1, 6], [1, 8]]
    assert at_year_end(year, paths)[:, :, 0].tolist() == [[1, 4], [1, 5]]
