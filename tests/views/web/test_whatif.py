"""Values between solved points, and how far off they can be."""

from __future__ import annotations

import numpy as np
import pytest

from offtake.views.web.whatif import largest_error


def test_a_plane_is_read_off_without_error():
    assert largest_error(np.add.outer(3.0 * np.arange(11.0), -2.0 * np.arange(11.0))) == 0.0


def test_a_kink_between_two_points_is_the_error_that_is_told():
    """max(0, x - 3) at x = 0..4: x = 3 is left out and read as (f(2) + f(4)) / 2 = 1/2, where f is 0."""
    values = np.maximum(np.arange(5.0) - 3.0, 0.0)[:, None] * np.ones((1, 5))
    assert largest_error(values) == pytest.approx(0.5)


def test_curvature_in_both_directions_is_seen():
    """x y at 0..2: the middle is read off as the mean of the corners, (0 + 0 + 0 + 4) / 4 = 1 = 1 x 1: no error;
    x² y² there is read as 16 / 4 = 4, where it is 1; at (2, 1) as 8 where it is 4."""
    x = np.arange(3.0)
    assert largest_error(np.outer(x, x)) == 0.0
    assert largest_error(np.outer(x**2, x**2)) == pytest.approx(4.0)


def test_the_grid_of_a_run_is_what_the_run_holds(page, run_id):
    found = page.get(f"/api/runs/{run_id}/whatif")
    frame = page.desk.run(run_id).tables["breakeven"]
    (grid,) = found["projects"]
    at = (frame["guarantee"] == 0.5) & (frame["demand"] == 0.8)
    i, j = grid["guarantees"].index(0.5), grid["demands"].index(0.8)
    assert grid["acceptance"][i][j] == float(frame.loc[at, "acceptance"].iloc[0])
    assert grid["payout_error"] >= 0.0
