"""The law of the grid on random studies; where budgets bind, against the plan written a second time on both grids."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from tests.plan.grid_studies import YEARS, grid_study
from tests.plan.independent import solve

from offtake.market.timeliness import of_buyers, told
from offtake.model.figures.quantities import quantities
from offtake.plan.first_best import solve_first_best
from offtake.results.tables.account import account
from offtake.results.tables.plan.money import expected, public_paid
from offtake.stochastic.solver.program import Until
from offtake.uncertainty.reduction.build import build_tree

EXACT = Until(gap=0.0)


@dataclass(frozen=True)
class Seen:
    """A plan: its cost, unit-years late and units missed, unit-years in stock; and all that is to be the same by year."""

    cost: float
    open_: float
    kept: float
    by_year: np.ndarray
    times: np.ndarray


def seen(written):
    """The plan of a study."""
    tree = build_tree(written)
    plan = solve_first_best(written, tree, EXACT)
    q, along, weight = quantities(written, tree), tree.leaf_paths, tree.probability[tree.leaves]
    money = account(written, plan).goods
    flows = [plan.values[name] for name in ("make", "deliver", "buy", "call")] + [money]
    sums = [v[along][:, q.year == y].sum(axis=1) for v in flows for y in YEARS]
    times = []
    for t in of_buyers(q, tree, plan.values).values():
        waits = told(list(t.waits), weight)
        times += [t.never_of_flows(weight), t.never_of_stocks(weight), waits.mean, waits.on_time]
        times += waits.levels

    def years(values):
        level = values[along].sum(axis=2)
        before = np.concatenate([np.zeros((level.shape[0], 1)), level[:, :-1]], axis=1)
        return float(weight @ ((level + before) / 2).sum(axis=1)) * q.step

    missed = float(weight @ plan.values["missed"][along].sum(axis=(1, 2)))
    return Seen(
        plan.objective, years(plan.values["late"]) + missed, years(plan.values["hold"]),
        np.concatenate(sums, axis=1), np.array(times, float),
    )  # fmt: skip


# nothing can come earlier: with orders, shares, parts, a capability, up to 20 needs of three buyers
SAME = (9, 11, 14)


@pytest.mark.parametrize("seed", SAME)
def test_where_nothing_can_come_earlier_the_plan_by_year_is_the_same(seed):
    years = seen(grid_study("year", seed))
    for period in ("half-year", "quarter"):
        finer = seen(grid_study(period, seed))

        assert finer.cost == pytest.approx(years.cost, abs=1e-6)
        assert (finer.open_, finer.kept) == pytest.approx((years.open_, years.kept), abs=1e-6)
        assert finer.by_year == pytest.approx(years.by_year, abs=1e-6)
        assert finer.times == pytest.approx(years.times, abs=1e-6, nan_ok=True)


@pytest.mark.parametrize("seed", range(2))
def test_where_budgets_bind_a_finer_grid_is_never_worse_by_either_program(seed):
    costs = []
    for period in ("year", "half-year", "quarter"):
        written = grid_study(period, seed, budgets=True)
        plan, other = solve_first_best(written, build_tree(written), EXACT), solve(written)
        assert plan.objective == pytest.approx(other.cost, rel=1e-6)
        a = account(written, plan)
        assert expected(a, public_paid(a)) == pytest.approx(other.paid, rel=1e-6)
        costs.append(other.cost)

    free = solve(grid_study("year", seed)).cost
    assert costs[0] > free + 1e-3  # budgets bind
    assert costs[2] <= costs[1] + 1e-6 <= costs[0] + 2e-6
