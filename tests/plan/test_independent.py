"""Random small studies against the plan written a second time: objective, public money, what is overspent."""

from __future__ import annotations

import numpy as np
import pytest
from tests.plan.independent import solve
from tests.plan.random_studies import random_study
from tests.plan.richer_studies import richer_study
from tests.plan.stranger_studies import stranger_study

from offtake.plan.first_best import solve_first_best
from offtake.results.tables.account import account
from offtake.results.tables.plan.money import expected, public_paid, social
from offtake.stochastic.solver.program import Until
from offtake.uncertainty.reduction.build import build_tree

# richer ones with an unknown start (7, 12, 18), overspent budgets (5, 19, 27), risk over the course (7, 48) and nested (47, 52),
# a share from the dearer of two lines while money is overspent (3174)
RICHER = (5, 7, 12, 18, 19, 27, 47, 48, 52, 3174)
# stranger ones with hard rules, pledges, parts of parts, three states, needs of whole years, effects that set and add for a time
SEEDS = [(random_study, k) for k in range(6)] + [(richer_study, k) for k in RICHER]
SEEDS += [(stranger_study, k) for k in (0, 1, 2, 9, 12)]


@pytest.mark.parametrize(("make", "seed"), SEEDS)
def test_objective_and_public_money_are_those_of_an_independent_program(make, seed):
    study = make(seed)
    tree = build_tree(study)
    plan, right = solve_first_best(study, tree, Until(gap=0.0)), solve(study)
    a = account(study, plan)
    over = plan.values.get("over", np.zeros((tree.size, 1)))
    overspent = np.nansum(tree.probability[:, None] * over)

    assert plan.objective == pytest.approx(right.cost, rel=1e-6, abs=1e-6)
    assert expected(a, public_paid(a)) == pytest.approx(right.paid, rel=1e-6, abs=1e-6)
    assert overspent == pytest.approx(right.overspent, abs=1e-6)
    if study.settings.risk_weight == 0:
        assert expected(a, social(a)) == pytest.approx(-plan.objective, rel=1e-9, abs=1e-9)
