"""Followed on its own tree's futures, a plan is done to the last unit; on others the program's rows hold."""

from __future__ import annotations

import numpy as np
import pytest
from tests.plan.random_studies import random_study

from offtake.model.physical import physical_program
from offtake.plan.first_best import solve_first_best
from offtake.simulation.follow import simulate
from offtake.simulation.histories import tree_paths
from offtake.stochastic.program.blocks import NodeProgram
from offtake.stochastic.program.extensive_form import flatten
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


@pytest.mark.parametrize("seed", [5, 12, 14, 21, 28, 34, 37])
def test_what_is_done_on_futures_that_the_plan_does_not_know_keeps_the_programs_rows(seed):
    study = random_study(seed)
    full, known = build_tree(study), build_tree(study, 1)
    assert full.leaves.size > known.leaves.size

    found = simulate(study, solve_first_best(study, known), tree_paths(full))

    program = physical_program(study, full)
    flat = flatten(program)
    x = np.zeros(flat.program.cost.size)
    for name in found.values.keys() - {"need", "paid"}:
        at_nodes = np.zeros((full.size, found.values[name].shape[2]))
        at_nodes[full.leaf_paths] = found.values[name][found.course]
        x[flat.columns(name)] = at_nodes
    # What is paid is charged to no year here: the rows of budgets are those that nothing fills.
    charged = np.concatenate([_is_budget(node) for node in program.nodes])
    activity = flat.program.matrix @ x
    assert (activity >= flat.program.row_lower - 1e-7)[~charged].all()
    assert (activity <= flat.program.row_upper + 1e-7)[~charged].all()
    assert (x <= flat.program.upper + 1e-7).all()
    assert x.min() >= 0.0


def _is_budget(node: NodeProgram) -> np.ndarray:
    charged = np.zeros(node.row_lower.size, bool)
    for name, rows in node.rows.items():
        charged[rows] = name in ("budget", "carried")
    return charged
