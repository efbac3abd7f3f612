"""What the whole program counts that no block decides."""

from __future__ import annotations

import numpy as np
import pytest

from offtake.model.figures.quantities import quantities
from offtake.model.physical import fixed_costs, physical_program

NEED = {
    "buyer": "state",
    "product": "good",
    "period": "2026-Q1",
    "quantity": 1,
    "kind": "flow",
    "value": 9,
}
LINE = {"line": "old", "producer": "maker", "product": "good", "capacity": 10, "unit_cost": 1}


def test_fixed_cost_is_paid_at_the_end_of_each_quarter(study, chain):
    # 8 a year are 2 a quarter, at 21% a year: the end of the second quarter counts 1/1.1
    made = study(
        periods=2,
        period="quarter",
        settings={"discount_rate": 0.21},
        lines=[{**LINE, "fixed_cost": 8}],
        requirements=[NEED],
    )
    cost = fixed_costs(quantities(made, chain(2)), chain(2))

    assert cost == pytest.approx(np.array([2 / 1.21**0.25, 2 / 1.1]))
    assert physical_program(made, chain(2)).offset == pytest.approx(cost.sum())
