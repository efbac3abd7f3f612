"""The law of the grid: what is constant within years has the same plan by year in years, half-years and quarters.

It needs deliveries that are even within each year.  A finer grid serves a stock need first where something else can come
later in the year: lines that would stand idle once a backlog is cleared, or a flow that is not served in full anyway; or
where goods made in an earlier year are at hand.  Elsewhere in time nothing can be moved, and the law holds; where it can, a
finer grid is better, since less is late less long.  It is never worse.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from offtake.market.timeliness import of_plan, told
from offtake.model.figures.quantities import quantities
from offtake.plan.first_best import solve_first_best
from offtake.stochastic.solver.program import Until
from offtake.uncertainty.reduction.build import build_tree

NONE = pd.DataFrame({c: [] for c in ("project", "line", "kind", "adds", "capex", "build_time")})
ORDERS = (
    ("one", 1, 2.5, 2026, 2027, 0.5), ("one", 2, 3.5, 2026, 2028, 0.0), ("one", 3, 2.8, 2028, 2028, 1.0), ("two", 4, 3.2, 2026, 2026, 0.0),
    ("two", 5, 2.2, 2027, 2028, 0.8),
)  # fmt: skip
COUNT = {"year": 1, "half-year": 2, "quarter": 4}
YEARS = (2026, 2027, 2028)
EVEN = (0, 4, 7, 11)  # draws of which `even` is true
UNEVEN = (1, 6)


class Seen:
    """A plan by year and future (years, futures): made, delivered to the stock and the flow, late at the end, capacity."""

    def __init__(self, written):
        tree = build_tree(written)
        plan = solve_first_best(written, tree, Until(gap=0.0))
        q, along = quantities(written, tree), tree.leaf_paths

        def sums(values):
            return np.stack([values[along][:, q.year == y].sum(axis=1) for y in YEARS])

        self.objective = plan.objective
        self.make = sums(plan.values["make"])
        self.flow_need = sums(q.requirements.need)[..., ~q.requirements.is_stock][..., 0]
        self.deliver = sums(plan.values["deliver"])
        self.stock, self.flow = (
            self.deliver[..., q.requirements.is_stock == kind][..., 0] for kind in (True, False)
        )
        self.late, self.kept = (
            np.stack([plan.values[name][along][:, q.year == y][:, -1].sum(axis=1) for y in YEARS])
            for name in ("late", "hold")
        )
        begun = plan.values["begun"][along][:, q.year == YEARS[0]].max(axis=(1, 2))
        self.capacity = sums(q.lines.capacity.sum(axis=1, keepdims=True) * q.step)[..., 0]
        self.capacity[1:] += 8 * begun
        found, weight = of_plan(q, tree, plan.values)["good"], tree.probability[tree.leaves]
        wait = told(list(found.waits), weight).mean
        self.times = (found.never_of_flows(weight), found.never_of_stocks(weight), wait)

    def even(self):
        """Whether no finer grid can serve the stock earlier within a year."""
        before, kept = (
            np.concatenate([np.zeros_like(v[:1]), v[:-1]]) for v in (self.late, self.kept)
        )
        idle = self.stock + self.flow < self.capacity - 1e-6  # or makes ahead
        waits = self.flow < self.flow_need - 1e-6  # a flow that could be served later instead
        some = (self.stock > 1e-6) & (self.stock < self.capacity - 1e-6)
        backlog = (before > 1e-6) & some & (idle | waits)
        short = (self.late > 1e-6) & (some & waits | (kept > 1e-6) & (self.stock > 1e-6))
        return not (backlog | short).any()


@pytest.fixture
def seen(study):
    """seen(period, seed, budget): the plan of a drawn study."""

    def look(period: str, seed: int, budget: float | None = None, several: bool = False) -> Seen:
        draw = np.random.default_rng(seed)
        need, first, late = draw.integers(5, 30, 6), draw.integers(4, 12, 2), draw.integers(1, 4)
        more = {} if budget is None else {
            "budgets": [{"buyer": "one", "year": y, "amount": budget} for y in YEARS],
            "prices": [{"producer": "maker", "product": "good", "price": 3.0}],
        }  # fmt: skip
        if several:
            more["orders"] = [
                {"order": f"{b}{k}", "buyer": b, "producer": "maker", "product": "good", "quantity": int(q), "price": price, "starts": f"{first}-01-01", "ends": f"{last}-12-31", "take_or_pay": duty}
                for (b, k, price, first, last, duty), q in zip(ORDERS, draw.integers(2, 12, len(ORDERS)), strict=True)
            ]  # fmt: skip
        return Seen(study(
            periods=3 * COUNT[period],
            period=period,
            lines=[{"line": n, "producer": "maker", "product": "good", "capacity": int(c), "unit_cost": 2} for n, c in zip("ab", first, strict=True)],
            projects=[{"project": "more", "line": "a", "kind": "expand", "adds": 8, "capex": 1, "build_time": 1, "earliest": "2026-01-01", "latest": "2026-01-01"}],
            buyers=[{"buyer": b, "discount_rate": 0.0} for b in ("one", "two")],
            requirements=[
                {"buyer": b, "product": "good", "period": str(year), "quantity": int(need[3 * k + year - 2026]), "kind": kind, "value": 9, "late_cost": int(late)}
                for k, (b, kind) in enumerate((("one", "stock"), ("two", "flow")))
                for year in YEARS
            ],
            drivers=[{"driver": "need", "initial": "low"}],
            driver_states=[{"driver": "need", "date": "2028-01-01", "state": "low", "next": s, "probability": 0.5} for s in ("low", "high")],
            driver_effects=[{"driver": "need", "state": "high", "table": "requirements", "column": "quantity", "operation": "scale", "value": 1.5}],
            **more,
        ))  # fmt: skip

    return look


@pytest.mark.parametrize("seed", EVEN)
@pytest.mark.parametrize("period", ["half-year", "quarter"])
def test_a_finer_grid_has_the_same_plan_by_year(seen, period, seed):
    years, finer = seen("year", seed), seen(period, seed)

    assert years.even()
    assert finer.objective == pytest.approx(years.objective, abs=1e-6)
    assert finer.make == pytest.approx(years.make, abs=1e-6)
    assert finer.deliver == pytest.approx(years.deliver, abs=1e-6)
    assert finer.times == pytest.approx(years.times, abs=1e-6)


@pytest.mark.parametrize("seed", UNEVEN)
def test_a_finer_grid_is_better_where_a_backlog_is_cleared_within_a_year(seen, seed):
    years, half, quarter = (seen(period, seed) for period in COUNT)

    assert not years.even()
    assert quarter.objective <= half.objective + 1e-6 <= years.objective + 2e-6


# the two cases of docs/plan.md, each number derived there
@pytest.mark.parametrize(
    ("period", "late", "wait"), [("year", 4, 4), ("half-year", 3, 3), ("quarter", 3, 3)]
)
def test_a_backlog_cleared_in_mid_year_waits_less_on_a_finer_grid(study, period, late, wait):
    written = study(
        period=period,
        periods=2 * COUNT[period],
        lines=[
            {"line": n, "producer": "maker", "product": "good", "capacity": c, "unit_cost": 1, "opens": day}
            for n, c, day in (("a", 4, None), ("b", 8, "2027-01-01"))
        ],
        projects=NONE,
        buyers=[{"buyer": "one", "discount_rate": 0.0}],
        requirements=[
            {"buyer": "one", "product": "good", "period": str(year), "quantity": q, "kind": "stock", "value": 9, "late_cost": 1}
            for year, q in ((2026, 8), (2027, 4))
        ],
    )  # fmt: skip
    tree = build_tree(written)
    plan = solve_first_best(written, tree, Until(gap=0.0))
    q = quantities(written, tree)
    by_year = [plan.values["deliver"][q.year == y].sum() for y in (2026, 2027)]
    found, weight = of_plan(q, tree, plan.values)["good"], tree.probability[tree.leaves]

    assert by_year == pytest.approx([4, 8], abs=1e-9)
    assert plan.objective == pytest.approx(12 + late - 9 * 12, abs=1e-9)
    assert 12 * told(list(found.waits), weight).mean == pytest.approx(wait, abs=1e-6)


@pytest.mark.parametrize(
    ("period", "stock", "late"), [("year", 0, 2), ("half-year", 0, 2), ("quarter", 1, 1.125)]
)
def test_a_flow_gives_way_to_the_stock_only_where_the_year_is_divided(study, period, stock, late):
    written = study(
        period=period,
        periods=COUNT[period],
        lines=[{"line": "a", "producer": "maker", "product": "good", "capacity": 4, "unit_cost": 1}],
        projects=NONE,
        buyers=[{"buyer": "one", "discount_rate": 0.0}],
        requirements=[
            {"buyer": "one", "product": "good", "period": "2026", "quantity": 4, "kind": kind, "value": 20, "late_cost": cost}
            for kind, cost in (("stock", 10), ("flow", 8))
        ],
    )  # fmt: skip
    tree = build_tree(written)
    plan = solve_first_best(written, tree, Until(gap=0.0))
    is_stock = quantities(written, tree).requirements.is_stock

    assert plan.values["deliver"].sum(axis=0)[is_stock] == pytest.approx([stock], abs=1e-9)
    assert plan.objective == pytest.approx(4 + 10 * late + 8 * stock - 20 * 4, abs=1e-9)


@pytest.mark.parametrize("several", [False, True])
@pytest.mark.parametrize("seed", range(2))
def test_a_finer_grid_is_never_worse_where_budgets_bind(seen, seed, several):
    years, half, quarter = (seen(period, seed, budget=40.0, several=several) for period in COUNT)

    if not several:
        assert 3 * years.stock.max() == pytest.approx(40)
    assert quarter.objective <= half.objective + 1e-6 <= years.objective + 2e-6
