"""A published capacity-expansion problem as a study."""

from __future__ import annotations

import pytest


@pytest.fixture
def expansion(study):
    """Demand 100, then 100 or 300 (1/2); capacity 30 now or 45 later, variable 20, shortage 100."""
    return study(
        products=[{"product": "good", "unit": "goods", "holding_cost": 1000}],  # nothing keeps
        lines=[{"line": "old", "producer": "maker", "product": "good", "capacity": 0, "unit_cost": 20}],
        projects=[
            {"project": "now", "line": "old", "kind": "new", "adds": 1, "capex": 30, "build_time": 0, "limit": 400, "latest": "2026-01-01"},
            {"project": "later", "line": "old", "kind": "new", "adds": 1, "capex": 45, "build_time": 0, "limit": 400, "earliest": "2027-01-01"},
        ],
        requirements=[
            {"buyer": "state", "product": "good", "period": str(year), "quantity": 100, "kind": "flow", "value": 0, "late_cost": 100}
            for year in (2026, 2027)
        ],
        drivers=[{"driver": "demand", "initial": "open"}],
        driver_states=[
            {"driver": "demand", "date": "2027-01-01", "state": "open", "next": state, "probability": 0.5}
            for state in ("low", "high")
        ],
        driver_effects=[
            {"driver": "demand", "state": "high", "table": "requirements", "column": "quantity", "operation": "scale", "value": 3}
        ],
    )  # fmt: skip
