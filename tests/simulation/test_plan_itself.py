"""Followed on its own tree's futures, a plan is done to the last unit; followed on others, the program's rows hold."""

from __future__ import annotations

import numpy as np
import pytest
from tests.plan.random_studies import random_study

from offtake.plan.first_best import solve_first_best
from offtake.simulation.follow import simulate
from offtake.simulation.histories import tree_paths
from offtake.uncertainty.reduction.build import build_tree

# Quarters and months, two buyers, orders, supply with shares, budgets that bind, committed projects: by the seed.
SEEDS = [2, 5, 7, 13, 21, 27, 33, 40, 52, 55]


@pytest.mark.parametrize("seed", SEEDS)
def test_on_its_own_futures_the_rule_gives_the_plan_to_the_last_unit(seed):
    study = random_study(seed)
    plan = solve_first_best(study, build_tree(study))

    found = simulate(study, plan, tree_paths(plan.tree))

    assert {"buy", "call", "called", "make", "hold", "draw"} <= found.values.keys()
    for name in found.values.keys() & plan.values.keys():
        said = plan.values[name][plan.tree.leaf_paths]
        assert found.values[name][found.course] == pytest.approx(said, abs=1e-7), name
    assert found.weight @ found.cost == pytest.approx(plan.objective, rel=1e-9, abs=1e-7)


def test_the_seeds_hold_what_a_plan_can_mean():
    studies = [random_study(seed) for seed in SEEDS]
    tables = [s.tables for s in studies]

    assert {s.settings.period for s in studies} >= {"quarter", "month", "year"}
    assert any(len(t["buyers"]) == 2 and len(t["orders"]) for t in tables)
    assert any(len(t["budgets"]) and len(t["orders"]) for t in tables)
    assert any((t["supply"]["min_share"] > 0).any() for t in tables)
    assert any((t["supply"]["max_share"] < 1).any() for t in tables)
    assert any(t["projects"]["begun"].notna().any() for t in tables)
    assert any(len(t["drivers"]) for t in tables)
    assert np.unique([len(t["recipes"]) for t in tables]).size > 1
