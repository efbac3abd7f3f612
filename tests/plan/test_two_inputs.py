"""One good of two parts 1:1, whose capacities cost 12 and 8: one owner builds both alike, and one alone adds nothing.

A unit is worth 100 and costs 40, demand is 1, 2, … 10 with equal chances and lapses.  A seventh unit of both is called
with chance 0.4, worth 60 · 0.4 = 24 > 20; an eighth with 0.3, 18 < 20.  1 + … + 7, then 7 three times: 4.9 sold in the
mean, worth 60 · 4.9 - 20 · 7 = 154.
"""

from __future__ import annotations

import numpy as np
import pytest

from offtake.deals.verdicts.market import market
from offtake.plan.first_best import solve_first_best
from offtake.stochastic.solver.program import Until
from offtake.uncertainty.reduction.build import build_tree


@pytest.fixture
def newsvendor(study):
    parts, states = ("one", "two"), [str(k) for k in range(1, 11)]
    return study(
        periods=1,
        settings={"discount_rate": 0.0, "leaves": 10},
        products=[{"product": j, "unit": "goods"} for j in ("good", *parts)],
        recipes=[{"product": "good", "input": part, "quantity": 1} for part in parts],
        lines=[
            {"line": "assembly", "producer": "maker", "product": "good", "capacity": 100, "unit_cost": 40},
            *({"line": f"of {part}", "producer": "maker", "product": part, "capacity": 0, "unit_cost": 0} for part in parts),
        ],
        projects=[
            {"project": f"more {part}", "line": f"of {part}", "kind": "expand", "adds": 1, "capex": capex, "build_time": 0, "limit": 10}
            for part, capex in (("one", 12), ("two", 8))
        ],
        requirements=[{"buyer": "state", "product": "good", "period": "2026", "quantity": 1, "kind": "flow", "value": 100, "late_cost": 0}],
        prices=[{"producer": "maker", "product": "good", "price": 70}],
        drivers=[{"driver": "demand", "initial": "open"}],
        driver_states=[{"driver": "demand", "date": "2026-01-01", "state": "open", "next": s, "probability": 0.1} for s in states],
        driver_effects=[
            {"driver": "demand", "state": s, "table": "requirements", "column": "quantity", "operation": "set", "value": int(s)}
            for s in states
        ],
    )  # fmt: skip


def test_one_owner_builds_both_to_the_same_size_and_one_alone_adds_nothing(newsvendor):
    tree = build_tree(newsvendor)
    plan = solve_first_best(newsvendor, tree, Until(gap=0.0))
    assert -plan.objective == pytest.approx(154)
    assert (plan.values["begun"] == 7).all()
    here = market(newsvendor, tree)
    for project, capex in enumerate(newsvendor.projects["capex"]):
        more = plan.values["begun"] + np.eye(2)[project]
        assert -here.position(more).plan.mean_cost == pytest.approx(154 - capex)
