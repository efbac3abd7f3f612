"""Developments of different products that serve one capability compete for one prize."""

from __future__ import annotations

import numpy as np
import pytest

from offtake.deals.thumb.development import developments
from offtake.deals.verdicts.market import market
from offtake.uncertainty.reduction.build import build_tree

CHANCES = {"near": 0.8, "far": 0.4}


def rows(study, needed: str):
    """Two developments of 100 each, of chances 0.8 and 0.4, whose products serve the needs `needed`."""
    drivers, states, effects = [], [], []
    for name, p in CHANCES.items():
        drivers.append({"driver": name, "initial": "open"})
        states += [
            {"driver": name, "date": "2027-01-01", "state": "open", "next": s, "probability": q}
            for s, q in (("works", p), ("fails", round(1 - p, 3)))
        ]
        effects.append({"driver": name, "state": "fails", "table": "projects", "where": f"project=make {name}",
                        "column": "adds", "operation": "scale", "value": 0})  # fmt: skip
    serves = {"near": "reach", "far": "reach" if needed == "one" else "depth"}
    made = study(
        periods=3,
        products=[{"product": j, "unit": "goods"} for j in CHANCES],
        producers=[{"producer": f"maker of {j}", "cost_of_capital": 0.0} for j in CHANCES],
        lines=[{"line": f"hall {j}", "producer": f"maker of {j}", "product": j, "capacity": 0, "unit_cost": 2} for j in CHANCES],
        projects=[
            row for j in CHANCES for row in (
                {"project": f"develop {j}", "line": f"hall {j}", "kind": "new", "adds": 0, "capex": 100, "build_time": 0},
                {"project": f"make {j}", "line": f"hall {j}", "kind": "expand", "adds": 8, "capex": 5, "build_time": 0,
                 "requires": f"develop {j}", "earliest": "2027-01-01"},
            )
        ],
        prices=[{"producer": f"maker of {j}", "product": j, "price": 4} for j in CHANCES],
        capabilities=[{"capability": serves[j], "product": j, "contribution": 1} for j in CHANCES],
        requirements=[
            {"buyer": "state", "product": need, "period": str(year), "quantity": 12, "kind": "flow", "value": 90, "late_cost": 0}
            for need in sorted(set(serves.values())) for year in (2027, 2028)
        ],
        drivers=drivers, driver_states=states, driver_effects=effects,
    )  # fmt: skip
    tree = build_tree(made)
    here = market(made, tree)
    levels = np.zeros((tree.size, len(here.f.projects)))
    for j in CHANCES:
        levels[:, here.f.projects.index(f"develop {j}")] = 1
        levels[tree.period >= 1, here.f.projects.index(f"make {j}")] = 1
    found = developments(here, here.position(levels).plan)
    return {row.project: vars(row) for row in found}


def test_a_prize_has_to_suit_the_less_likely_of_two_that_serve_one_need(study):
    # 100 / 0.4 = 250 for either; both together may win it: (0.8 + 0.4) 250 - 2 · 100 = 100 of rent
    found = rows(study, "one")
    for row in found.values():
        assert row["prize"] == pytest.approx(250)
        assert row["rent"] == pytest.approx(100)


def test_developments_for_different_needs_have_prizes_of_their_own(study):
    found = rows(study, "two")
    assert found["develop near"]["prize"] == pytest.approx(100 / 0.8)
    assert found["develop far"]["prize"] == pytest.approx(250)
    assert found["develop near"]["rent"] == pytest.approx(0)
