"""Random small studies against the plan written a second time: objective, public money, what is overspent."""

from __future__ import annotations

import pytest
from tests.plan.independent import solve
from tests.plan.random_studies import random_study

from offtake.plan.first_best import solve_first_best
from offtake.results.tables.account import account
from offtake.results.tables.plan.money import expected, public_paid, social
from offtake.stochastic.solver.program import Limits
from offtake.uncertainty.reduction.build import build_tree


@pytest.mark.parametrize("seed", range(12))
def test_objective_and_public_money_are_those_of_an_independent_program(seed):
    study = random_study(seed)
    tree = build_tree(study)
    plan, right = solve_first_best(study, tree, Limits(gap=0.0)), solve(study, tree)
    a = account(study, plan)

    assert plan.objective == pytest.approx(right.cost, rel=1e-6, abs=1e-6)
    assert expected(a, social(a)) == pytest.approx(-plan.objective, rel=1e-9, abs=1e-9)
    assert expected(a, public_paid(a)) == pytest.approx(right.paid, rel=1e-5, abs=1e-5)
