"""Unknown at the start: drawn then, seen in the course of the first period."""

from __future__ import annotations

import numpy as np
import pytest

from offtake.deals.arrangements.arrangements import arrange
from offtake.plan.first_best import solve_first_best
from offtake.simulation.comparison import beside_tree
from offtake.simulation.follow import simulate
from offtake.simulation.histories import tree_paths
from offtake.simulation.statistics import delivery_times
from offtake.stochastic.solver.program import Until
from offtake.uncertainty.reduction.build import build_tree
from offtake.uncertainty.reveal import reveal, wait_and_see_trees
from offtake.uncertainty.sampling import sample_paths

EXACT = Until(gap=0.0)


@pytest.fixture
def unknown(study):
    """Whether the old line's capacity is 10 or 2 shows in the first period; a move to more demand in 2027."""

    def make(chance: float = 0.75, **tables: object):
        said = {
            "projects": [{"project": "more", "line": "old", "kind": "expand", "adds": 10, "capex": 40, "build_time": 0}],
            "drivers": [{"driver": "works", "initial": "full"}, {"driver": "need", "initial": "low"}],
            "driver_states": [
                {"driver": "works", "date": "2026-01-01", "state": "full", "next": "full", "probability": chance},
                {"driver": "works", "date": "2026-01-01", "state": "full", "next": "part", "probability": 1 - chance},
                {"driver": "need", "date": "2027-01-01", "state": "low", "next": "low", "probability": 0.5},
                {"driver": "need", "date": "2027-01-01", "state": "low", "next": "high", "probability": 0.5},
            ],
            "driver_effects": [
                {"driver": "works", "state": "part", "table": "lines", "column": "capacity", "operation": "set", "value": 2},
                {"driver": "need", "state": "high", "table": "requirements", "column": "quantity", "operation": "scale", "value": 2},
            ],
            "requirements": [
                {"buyer": "state", "product": "good", "period": year, "quantity": 10, "kind": "flow", "value": 9}
                for year in ("2026", "2027")
            ],
        }  # fmt: skip
        return study(**(said | tables))

    return make


def test_the_first_period_has_a_node_for_each_state_that_may_show(unknown):
    tree = build_tree(unknown())

    assert tree.roots.size == 2
    assert tree.probability[tree.roots] == pytest.approx([0.75, 0.25])
    assert tree.parent[tree.at(1)].tolist() == [0, 0, 1, 1]
    assert tree.leaves.size == tree.full_leaves == 4


def test_a_reduced_tree_keeps_what_parts_at_the_start(unknown):
    tree = build_tree(unknown(), 2)

    assert tree.leaves.size == 2
    assert tree.probability[tree.leaves].sum() == pytest.approx(1)


@pytest.mark.parametrize("capex", [38, 45])
def test_what_is_begun_at_the_start_cannot_depend_on_it(unknown, capex):
    # Units are worth 9 and cost 2: 7 each.  Needs are 10, then 10 or 20.  Without the project 10 + 10 are made in full
    # works, 2 + 2 in part ones: 7 · (0.75 · 20 + 0.25 · 4) = 112.
    # Begun at the start it adds in full works 0 and half of 10, in part ones 8 (2 more are kept), then 8 or 12.
    start = 7 * (0.75 * 5 + 0.25 * (8 + 10)) - capex
    # Begun in 2027, when all is seen: in full works where need is high 10, in part ones 8 or 10.
    later = 0.375 * (7 * 10 - capex) + 0.25 * (7 * 9 - capex)
    project = [{"project": "more", "line": "old", "kind": "expand", "adds": 10, "capex": capex, "build_time": 0, "latest": "2026-12-31"}]  # fmt: skip
    built = unknown(projects=project)
    tree = build_tree(built)

    only_start = solve_first_best(built, tree, EXACT)
    free = unknown(projects=[project[0] | {"latest": None}])
    whenever = solve_first_best(free, tree, EXACT)

    assert -only_start.objective == pytest.approx(112 + max(start, 0))
    assert only_start.values["begun"][tree.roots].ravel().tolist() == [1, 1]
    assert (later > start) is (capex == 45)
    assert -whenever.objective == pytest.approx(112 + max(start, later))
    assert len(set(whenever.values["begun"][tree.roots].ravel().tolist())) == 1


def test_capital_is_paid_as_it_is_known_when_it_is_begun(unknown):
    dear = {"driver": "works", "state": "part", "table": "projects", "column": "capex", "operation": "scale", "value": 9}  # fmt: skip
    base = unknown()
    study = unknown(driver_effects=[*base.driver_effects.to_dict("records"), dear])
    tree = build_tree(study)

    plan = solve_first_best(study, tree, EXACT)
    cheap = solve_first_best(base, tree, EXACT)

    # 40 at the start whatever shows; begun later in part works it would be 360
    assert -cheap.objective >= -plan.objective >= 112 + 57.75 - 40 - 1e-6


def test_sampled_futures_draw_it_and_one_who_is_told_knows_it(unknown):
    study = unknown()
    paths = sample_paths(study, 4000, seed=3)
    tree = build_tree(study)

    works = paths.drivers.index("works")
    assert paths.state[:, 0, works].mean() == pytest.approx(0.25, abs=0.03)
    assert [p for p, _ in reveal(tree, "works")] == pytest.approx([0.75, 0.25])
    (_, low), (_, _) = reveal(tree, "need")
    assert low.roots.size == 2
    assert low.parent[low.roots].tolist() == [-1, -1]
    assert all(part.roots.size == 1 for _, part in wait_and_see_trees(tree))


def test_the_arrangements_and_the_simulation_go_through(unknown):
    study = unknown(
        producers=[{"producer": "maker", "cost_of_capital": 0.05}],
        instruments=[{"instrument": "help", "kind": "grant"}, {"instrument": "top", "kind": "price_uplift"}],
    )  # fmt: skip
    tree = build_tree(study)
    best = solve_first_best(study, tree, EXACT)

    found = arrange(study, tree, best, arrangements=("no-deal", "deal", "first-best"))
    fresh = simulate(study, best, sample_paths(study, 50, seed=1))

    for plan in found.plans.values():
        assert np.ptp(plan.values["begun"][tree.roots], axis=0).max() == 0
    assert beside_tree(study, best, fresh).paths == 50


def test_fresh_futures_tell_what_is_never_delivered_and_nothing_of_waits_without_stocks(unknown):
    study = unknown(
        projects=[
            {
                "project": "more",
                "line": "old",
                "kind": "expand",
                "adds": 1,
                "capex": 999,
                "build_time": 0,
            }
        ]
    )
    plan = solve_first_best(study, build_tree(study), EXACT)
    found = delivery_times(simulate(study, plan, tree_paths(plan.tree)))

    # needed 10 and 15 in the mean; 10 of each year in full works (0.75), 2 in part ones
    assert found["never_delivered"]["good"] == pytest.approx(1 - (0.75 * 20 + 0.25 * 4) / 25)
    assert found["wait_months"] == {}
