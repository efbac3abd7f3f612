"""What a line can make with what has been begun, quarter by quarter on paper."""

from __future__ import annotations

import numpy as np
import pytest

from offtake.model.figures.quantities import quantities
from offtake.model.output import capacity_with


def test_each_of_two_counts_from_its_own_beginning_and_yields_what_its_line_does(study, chain):
    # 0.8 (10 + 8 g) / 4: from half a year after its beginning one counts half, from another year on in full
    shaky = study(
        periods=8, period="quarter",
        lines=[{"line": "old", "producer": "maker", "product": "good", "capacity": 10, "unit_cost": 2, "reliability": 0.8}],
        projects=[{"project": "more", "line": "old", "kind": "expand", "adds": 8, "capex": 5, "build_time": 0.5, "ramp": "0.5", "limit": 2}],
    )  # fmt: skip
    begun = np.array([[1.0], [2], [2], [2], [2], [2], [2], [2]])

    found = capacity_with(quantities(shaky, chain(8)), chain(8), begun)

    assert found[:, 0] == pytest.approx([2, 2, 2.8, 3.6, 3.6, 3.6, 4.4, 5.2])
