"""Lines at the nodes."""

from __future__ import annotations

import pytest

from offtake.model.figures.lines import lines_of
from offtake.uncertainty.reduction.build import build_tree


def test_a_line_that_grows_costs_as_much_as_one_that_stands(study):
    # Open from 2 July 2026, for 183 of the 365 days, at half its 10 a year for a year; all of its fixed cost of 4 is due for
    # as long as it is open.  In 2027 it is at half for the other 182 days, and at full rate then.
    written = study(
        periods=2,
        lines=[{"line": "old", "producer": "maker", "product": "good", "capacity": 10, "unit_cost": 1, "fixed_cost": 4,
                "opens": "2026-07-02", "ramp": "0.5"}],
    )  # fmt: skip
    lines = lines_of(written, build_tree(written))
    open_in_2026 = 183 / 365

    assert lines.fixed_cost[:, 0] == pytest.approx([4 * open_in_2026, 4])
    half_in_2027 = 1 - open_in_2026
    assert lines.capacity[:, 0] == pytest.approx(
        [5 * open_in_2026, 5 * half_in_2027 + 10 * open_in_2026]
    )
