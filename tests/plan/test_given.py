"""Tests of given.py: the plan when it is settled what is begun."""

from __future__ import annotations

import numpy as np
import pytest
from tests.deals.random_deals import random_deal

from offtake.model.risk.aversion import planner
from offtake.plan.first_best import solve_first_best
from offtake.plan.given import Dispatch
from offtake.stochastic.solver.program import Until
from offtake.study.examples import case_path
from offtake.study.reading.read import read_study
from offtake.uncertainty.reduction.build import build_tree


@pytest.fixture(scope="module")
def toy():
    study = read_study(case_path("toy"))
    tree = build_tree(study)
    return study, tree, solve_first_best(study, tree)


def test_with_the_projects_of_first_best_it_is_the_first_best_plan(toy):
    study, tree, best = toy

    plan = Dispatch(study, tree).plan(best.values["begun"], "deal")

    assert plan.objective == pytest.approx(best.objective)
    assert plan.arrangement == "deal"
    assert np.array_equal(plan.values["begun"], best.values["begun"])


def test_the_same_question_has_the_same_answer_whatever_was_asked_before(toy):
    study, tree, best = toy
    dispatch = Dispatch(study, tree)
    nothing = np.zeros_like(best.values["begun"])

    first = dispatch.plan(nothing)
    dispatch.plan(best.values["begun"])
    again = dispatch.plan(nothing)

    assert np.array_equal(first.values["make"], again.values["make"])
    assert first.objective >= best.objective


def test_deciding_from_the_first_period_on_is_first_best_and_from_the_last_nothing_new(toy):
    study, tree, best = toy
    nothing = np.zeros_like(best.values["begun"])
    exact = Until(gap=1e-6)

    dispatch = Dispatch(study, tree)
    periods = (0, 2, tree.periods)
    now, later, never = (dispatch.plan_from(nothing, t, exact, "deal") for t in periods)

    assert now.objective == pytest.approx(best.objective, rel=0.006)
    assert now.objective <= later.objective <= never.objective
    assert later.values["begun"][tree.period < 2].max() == 0
    assert never.values["begun"].max() == 0


@pytest.mark.parametrize("risk", ["course", "nested"])
def test_given_projects_are_judged_by_the_planners_own_measure(toy, risk):
    study, tree, _ = toy
    settings = {"risk_weight": 0.5, "tail": 0.2, "risk": risk}
    fearful = type(study)(study.settings.model_copy(update=settings), study.tables)
    best = solve_first_best(fearful, tree, Until(gap=1e-6))

    plan = Dispatch(fearful, tree).plan(best.values["begun"], "deal")

    assert plan.objective == pytest.approx(best.objective)
    costs = plan.values["accumulated"][tree.leaves, 0]
    assert planner(fearful).value(tree, costs) == pytest.approx(plan.objective)
    assert plan.mean_cost < plan.objective


@pytest.mark.parametrize("seed", [12, 1006])
def test_other_obligations_are_other_bounds_of_the_same_program(seed):
    study = random_deal(seed)
    tree = build_tree(study)
    rng = np.random.default_rng(seed)
    owed = [rng.uniform(0.1, 9, (tree.size, len(study.buyers))) for _ in range(2)]
    given, anew = Dispatch(study, tree, obliged=owed[0]), Dispatch(study, tree, obliged=owed[1])
    again = given.owing(owed[1])
    assert again is not None
    rows = given.flat.program.row_upper, again.flat.program.row_upper
    assert not np.array_equal(*rows)
    for name in ("cost", "lower", "upper", "row_lower", "row_upper"):
        one, other = (getattr(d.flat.program, name) for d in (again, anew))
        assert np.array_equal(one, other), name
    assert (again.flat.program.matrix != anew.flat.program.matrix).nnz == 0
    one, other = again.plan(again.least_begun), anew.plan(anew.least_begun)
    assert one.objective == other.objective
    assert given.owing(np.zeros_like(owed[0])) is None
