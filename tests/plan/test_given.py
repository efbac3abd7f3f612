"""Tests of given.py: the plan when it is settled what is begun."""

from __future__ import annotations

import numpy as np
import pytest

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
