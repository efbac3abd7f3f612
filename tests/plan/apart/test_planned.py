"""Products that only budgets tie, planned apart: the bound is below every plan, the plan is one, the sum is exact."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from bench.scaled import scaled
from tests.plan.random_studies import random_study

from offtake import examples, load
from offtake.plan.apart.held import HeldPart
from offtake.plan.apart.planned import planned_apart
from offtake.plan.apart.tied import part_of, tied
from offtake.plan.first_best import project_moves, solve_first_best
from offtake.plan.stated import stated
from offtake.stochastic.parallel.executor import LocalExecutor, SerialExecutor
from offtake.stochastic.solver.highs import Highs
from offtake.stochastic.solver.program import Until
from offtake.uncertainty.reduction.build import build_tree

SEEDS = (2, 5, 6, 8, 12, 16, 22, 29, 31, 35)  # with a budget; carried over, overspent, or neither


@cache
def _study(seed):
    return scaled(random_study(seed), 2, seed=seed)


def _planned(study, executor=SerialExecutor(), gap=1e-3):  # noqa: B008
    tree = build_tree(study)
    of = stated(study, tree)
    found = planned_apart(tied(of.flat), of, project_moves(of), Until(gap), executor)
    return found, of.flat, found.settled(of)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_optimum_of_the_whole_lies_between_bound_and_plan(seed):
    planned, flat, settled = _planned(_study(seed))
    p, found = flat.program, planned.found
    best = Highs()(p, Until(1e-9)).objective
    near = 1e-6 * max(1.0, abs(best))

    assert found.bound <= best + near
    assert found.objective >= best - near
    for x in (found.x, settled):
        activity = p.matrix @ x
        assert (activity <= p.row_upper + 1e-6).all()
        assert (activity >= p.row_lower - 1e-6).all()
        assert (x <= p.upper + 1e-6).all()
        assert (x >= p.lower - 1e-6).all()
        assert p.cost @ x + p.offset == pytest.approx(found.objective, rel=1e-6, abs=1e-6)


def test_products_that_nothing_ties_cost_the_sum_of_what_they_cost_alone():
    study = scaled(load(examples["toy"]), 2)
    plenty = study.with_(
        budgets=study.budgets.assign(amount=study.budgets["amount"] * 100),
        pledges=study.pledges.assign(gdp=study.pledges["gdp"] * 100),
    )
    tree = build_tree(plenty)
    whole = tied(stated(plenty, tree).flat)
    parts = [part_of(whole, j) for j in range(whole.parts)]
    all_the_money = np.ones(whole.link.size)
    alone = [Highs()(part.given(all_the_money), Until(1e-6)).objective for part in parts]

    plan = solve_first_best(plenty, tree, Until(1e-4), method="products")

    assert len(parts) == 2
    assert plan.objective == pytest.approx(sum(alone) + whole.program.offset, rel=1e-4)
    assert plan.gap <= 1e-4
    assert plan.effort.method == "products"


@pytest.mark.parametrize("seed", SEEDS[:3])
def test_the_number_of_workers_changes_no_byte(seed):
    here, _, settled = _planned(_study(seed))
    there, _, as_well = _planned(_study(seed), LocalExecutor(2))

    assert here.found.bound == there.found.bound
    assert np.array_equal(here.found.x, there.found.x)
    assert np.array_equal(settled, as_well)


def test_where_the_parts_leave_a_gap_the_whole_is_searched():
    study = _study(SEEDS[0])
    tree = build_tree(study)
    plan = solve_first_best(study, tree, Until(1e-8), method="products")

    best = solve_first_best(study, tree, Until(1e-8), method="extensive-form").objective
    assert plan.objective == pytest.approx(best, rel=1e-6)
    assert plan.gap <= 1e-8


def test_stopped_in_its_rounds_it_keeps_the_plan_with_the_shares_at_hand(monkeypatch):
    calls, real = iter(range(100)), HeldPart.at_shares

    def stopped(self, share):
        if next(calls) == 5:  # two parts: in the third call at shares
            raise KeyboardInterrupt
        return real(self, share)

    study = _study(2)
    _, flat, _ = _planned(study)
    monkeypatch.setattr(HeldPart, "at_shares", stopped)
    planned, _, x = _planned(study, gap=1e-9)
    best = Highs()(flat.program, Until(1e-9)).objective

    assert planned.found.status == "stopped"
    assert planned.found.bound <= best + 1e-6 * abs(best)
    assert flat.program.cost @ x + flat.program.offset >= best - 1e-6 * abs(best)
    assert (flat.program.matrix @ x <= flat.program.row_upper + 1e-6).all()
