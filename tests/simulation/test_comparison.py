"""What the tree said beside what came, and the statistics of it."""

from __future__ import annotations

import numpy as np
import pytest

from offtake.formulas.bands import quantile
from offtake.plan.first_best import solve_first_best
from offtake.simulation.comparison import beside_tree
from offtake.simulation.follow import simulate
from offtake.simulation.histories import tree_paths
from offtake.simulation.statistics import by_year, order_statistics, standard_error, worst_mean
from offtake.uncertainty.reduction.build import build_tree
from offtake.uncertainty.sampling import sample_paths

GOOD, BAD = (0, 0), (0, 1)


def test_the_standard_error_is_that_of_the_textbook():
    x = np.random.default_rng(1).normal(size=50)
    assert standard_error(x, np.full(50, 0.02)) == pytest.approx(x.std(ddof=1) / np.sqrt(50))


def test_a_quantile_is_a_value_that_occurs():
    x, p = np.array([10.0, 30.0, 20.0]), np.array([0.2, 0.5, 0.3])
    assert [quantile(x, p, level) for level in (0.05, 0.2, 0.5, 0.51)] == [10, 10, 20, 30]


def test_the_worst_mean_of_normal_costs_is_the_closed_form_within_its_error():
    # Mean of the worst tenth of a standard normal: 1.7550.
    x = np.random.default_rng(2).normal(size=20_000)
    mean, error = worst_mean(x, np.full(x.size, 1 / x.size), 0.1)
    assert abs(mean - 1.7550) < 3 * error
    assert 0.005 < error < 0.03


def test_a_tree_that_holds_all_told_the_truth(toy):
    study, plan = toy
    same = beside_tree(study, plan, simulate(study, plan, tree_paths(plan.tree)))

    assert same.totals["errors"].tolist() == [0.0] * len(same.totals)
    assert same.beyond_chance.empty
    assert same.totals["rule_mean"].to_numpy() == pytest.approx(same.totals["tree_mean"].to_numpy())
    assert same.totals.set_index("figure").loc["cost", "tree_mean"] == pytest.approx(plan.objective)


def test_fresh_futures_of_a_full_tree_agree_within_chance(toy):
    study, plan = toy
    fresh = beside_tree(study, plan, simulate(study, plan, sample_paths(study, 1000, 11)))

    assert fresh.paths == 1000
    assert fresh.beyond_chance.empty
    assert fresh.totals["errors"].abs().max() < 4


def test_a_tree_of_one_good_future_is_found_out(uncertain, plan_for, paths):
    study = uncertain()
    plan = plan_for(study, GOOD)
    beside = beside_tree(study, plan, simulate(study, plan, paths(GOOD, BAD, BAD, GOOD)))
    second = beside.years.set_index("year").loc[2027]

    # 12 were promised; 12 or 9 come, evenly: 10.5, with standard error 1.5 · sqrt(4/3) / 2.
    assert (second["tree_mean"], second["fresh_mean"]) == (12.0, 10.5)
    assert (second["fresh_p05"], second["fresh_p95"]) == (9.0, 12.0)
    assert second["standard_error"] == pytest.approx(1.5 * np.sqrt(4 / 3) / 2)
    assert second["errors"] == pytest.approx(-1.5 / second["standard_error"])


def test_a_certain_difference_is_beyond_chance(uncertain, plan_for, paths):
    study = uncertain()
    plan = plan_for(study, GOOD)
    beside = beside_tree(study, plan, simulate(study, plan, paths(BAD, BAD)))

    told = beside.beyond_chance.set_index("figure")["errors"]
    assert told["good 2027"] == -np.inf
    assert told["late good"] == np.inf
    assert "good 2026" not in told.index


def test_yearly_deliveries_hold_products_and_capabilities_in_their_own_units(toy):
    study, plan = toy
    found = simulate(study, plan, tree_paths(plan.tree))
    frame = by_year(found).groupby("product")["mean"].sum()
    chance = plan.tree.probability
    keys = plan.labels["deliver"].keys
    smart = [d for d, key in enumerate(keys) if key[3] == "smart pump"]

    assert sorted(frame.index) == ["pump", "pumping", "smart pump"]
    assert frame["smart pump"] == pytest.approx(
        (chance @ plan.values["deliver"][:, smart]).sum(), abs=1e-9
    )


def test_orders_have_their_statistics(toy):
    study, plan = toy
    row = order_statistics(simulate(study, plan, tree_paths(plan.tree))).iloc[0]

    assert row["order"] == "South 2026"
    assert row["quantity"] == 20
    assert row["ends"] == "2026-12-31"
    assert row["makes"]
    assert 0 <= row["in_time_p05"] <= row["in_time_mean"] + 1e-9 <= 1 + 2e-9


def test_a_finer_tree_lies_nearer_to_what_comes(toy):
    study, plan = toy
    coarse = solve_first_best(study, build_tree(study, 1))
    everything = tree_paths(plan.tree)  # all eight futures: no chance left

    def missed_by(p):
        beside = beside_tree(study, p, simulate(study, p, everything))
        return abs(beside.totals.set_index("figure").loc["cost", "difference"])

    assert missed_by(plan) == pytest.approx(0.0, abs=1e-6)
    assert missed_by(coarse) > 1.0
