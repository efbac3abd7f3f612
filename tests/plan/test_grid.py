"""The law of the grid: what is constant within years has the same plan by year in years, half-years and quarters.

It holds where no backlog of a stock is cleared within a year: a finer grid clears it at full rate first, and sees that
its last units wait less.  The draws below are such studies (draws 1 and 3 are not).
"""

from __future__ import annotations

import numpy as np
import pytest

from offtake.market.timeliness import of_plan, told
from offtake.model.figures.quantities import quantities
from offtake.plan.first_best import solve_first_best
from offtake.stochastic.solver.program import Until
from offtake.uncertainty.reduction.build import build_tree

COUNT = {"year": 1, "half-year": 2, "quarter": 4}


@pytest.fixture
def seen(study):
    """seen(period, seed): deliveries and making by year and future, shares never delivered and waits."""

    def look(period: str, seed: int):
        draw = np.random.default_rng(seed)
        need, first, late = draw.integers(5, 30, 6), draw.integers(4, 12, 2), draw.integers(1, 4)
        written = study(
            periods=3 * COUNT[period],
            period=period,
            lines=[{"line": n, "producer": "maker", "product": "good", "capacity": int(c), "unit_cost": 2} for n, c in zip("ab", first, strict=True)],
            projects=[{"project": "more", "line": "a", "kind": "expand", "adds": 8, "capex": 1, "build_time": 1, "earliest": "2026-01-01", "latest": "2026-01-01"}],
            buyers=[{"buyer": b, "discount_rate": 0.0} for b in ("one", "two")],
            requirements=[
                {"buyer": b, "product": "good", "period": str(year), "quantity": int(need[3 * k + year - 2026]), "kind": kind, "value": 9, "late_cost": int(late)}
                for k, (b, kind) in enumerate((("one", "stock"), ("two", "flow")))
                for year in (2026, 2027, 2028)
            ],
            drivers=[{"driver": "need", "initial": "low"}],
            driver_states=[{"driver": "need", "date": "2028-01-01", "state": "low", "next": s, "probability": 0.5} for s in ("low", "high")],
            driver_effects=[{"driver": "need", "state": "high", "table": "requirements", "column": "quantity", "operation": "scale", "value": 1.5}],
        )  # fmt: skip
        tree = build_tree(written)
        plan = solve_first_best(written, tree, Until(gap=0.0))
        q, along = quantities(written, tree), tree.leaf_paths
        years = {
            name: np.stack([plan.values[name][along][:, q.year == y].sum(axis=1) for y in (2026, 2027, 2028)])
            for name in ("deliver", "make")
        }  # fmt: skip
        found, weight = of_plan(q, tree, plan.values)["good"], tree.probability[tree.leaves]
        times = (found.never_of_flows(weight), found.never_of_stocks(weight), told(list(found.waits), weight).mean)  # fmt: skip
        return years, times

    return look


@pytest.mark.parametrize("seed", [0, 2, 4, 5])
@pytest.mark.parametrize("period", ["half-year", "quarter"])
def test_a_finer_grid_has_the_same_plan_by_year(seen, period, seed):
    years, times = seen("year", seed)
    finer, finer_times = seen(period, seed)

    assert finer["make"] == pytest.approx(years["make"], abs=1e-6)
    assert finer["deliver"] == pytest.approx(years["deliver"], abs=1e-6)
    assert finer_times == pytest.approx(times, abs=1e-6)
