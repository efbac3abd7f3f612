"""Laws of following a plan, and small examples by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from offtake.errors import UsageError
from offtake.plan.first_best import solve_first_best
from offtake.simulation import follow
from offtake.simulation.follow import simulate
from offtake.simulation.histories import tree_paths
from offtake.stochastic.parallel.executor import LocalExecutor
from offtake.study.examples import case_path
from offtake.study.reading.read import read_study
from offtake.uncertainty.reduction.build import build_tree
from offtake.uncertainty.sampling import sample_paths

GOOD, BAD = (0, 0), (0, 1)  # the yield by year


def test_worse_than_planned_by_hand(uncertain, plan_for, paths):
    # The plan knows good yields only: it begins the project (5), makes and delivers 12 a year at 2, worth 9.
    study = uncertain()
    found = simulate(study, plan_for(study, GOOD), paths(BAD))

    # Yields halve in the second year: (10 + 8) / 2 = 9 are made, 3 are late at its end, 1.5 in the mean, at 1 a year.
    assert found.path("begun", 0).tolist() == [[1.0], [1.0]]
    assert found.path("deliver", 0).tolist() == [[12.0], [9.0]]
    assert found.path("late", 0).tolist() == [[0.0], [3.0]]
    assert found.path("paid", 0).tolist() == [[48.0], [36.0]]
    assert found.cost == pytest.approx([5 + 2 * (12 + 9) - 9 * (12 + 9) + 1.5])


def test_better_than_planned_by_hand(uncertain, plan_for, paths):
    # Made for bad yields, the plan delivers 12 and 9; with good ones the 3 more are sold, not lost.
    study = uncertain(products=[COSTLY])
    plan = plan_for(study, BAD)
    found = simulate(study, plan, paths(GOOD))

    assert plan.values["deliver"].tolist() == [[12.0], [9.0]]
    assert found.path("deliver", 0).tolist() == [[12.0], [12.0]]
    assert found.cost == pytest.approx([5 + 2 * 24 - 9 * 24])


def test_stock_that_the_plan_keeps_is_built_and_used(study, chain, paths):
    # 10 a year can be made; 4 are needed, then 14: the plan keeps 4 for the second year, and so is done.
    needs = [
        {
            "buyer": "state",
            "product": "good",
            "period": str(year),
            "quantity": units,
            "kind": "flow",
        }
        | {"value": 9, "late_cost": 1}
        for year, units in ((2026, 4), (2027, 14))
    ]
    held = study(requirements=needs, projects=[NEVER])
    plan = solve_first_best(held, chain(2))

    found = simulate(held, plan, sample_paths(held, 2, 1))

    assert found.path("hold", 0).tolist() == [[4.0], [0.0]]
    assert found.path("deliver", 0).sum(axis=1).tolist() == [4.0, 14.0]
    assert found.path("missed", 0).tolist() == [[0.0], [0.0]]


NEVER = {
    "project": "never",
    "line": "old",
    "kind": "expand",
    "adds": 8,
    "capex": 1e6,
    "build_time": 0,
}


def test_money_of_the_year_bounds_what_is_bought(uncertain, plan_for, paths):
    # Planned with money for all; in fact 20 a year at a price of 4 buys 5.
    study = uncertain()
    plan = plan_for(study, GOOD)
    poor = uncertain(budgets=[{"buyer": "state", "year": y, "amount": 20} for y in (2026, 2027)])

    found = simulate(poor, plan, paths(GOOD))

    assert found.path("deliver", 0).tolist() == [[5.0], [5.0]]
    assert found.path("late", 0).tolist() == [[7.0], [14.0]]


def test_unspent_money_carries_over_by_its_share(uncertain, plan_for, paths):
    # 100 in the first year, of which 48 are spent; half of the 52 left comes to the second: 26 buy 6.5.
    budgets = [{"buyer": "state", "year": y, "amount": a} for y, a in ((2026, 100), (2027, 0))]
    study = uncertain(budgets=budgets, settings={"carry_over": 0.5})

    found = simulate(study, plan_for(study, GOOD), paths(GOOD))

    assert found.path("deliver", 0).tolist() == [[12.0], [6.5]]


def test_what_lapses_is_served_before_what_stands(uncertain, plan_for, paths):
    # The plan is made for a bad second year; then 9 more can be made than planned, and both needs are open.
    needs = [
        {"buyer": "state", "product": "good", "period": "2027", "quantity": 15, "kind": kind}
        | {"value": value, "late_cost": late}
        for kind, value, late in (("flow", 9, 0), ("stock", 9, 20))
    ]
    study = uncertain(requirements=needs, products=[COSTLY])
    plan = plan_for(study, BAD)
    found = simulate(study, plan, paths(GOOD))

    # In their one order the stock stands before the flow.
    assert plan.values["deliver"].tolist() == [[0.0, 0.0], [9.0, 0.0]]
    assert found.path("deliver", 0).tolist() == [[0.0, 0.0], [9.0, 9.0]]


COSTLY = {"product": "good", "unit": "goods", "holding_cost": 1000}


def test_a_delivery_that_is_not_worth_its_cost_is_not_made(uncertain, plan_for, paths):
    dear = {"line": "dear", "producer": "maker", "product": "good", "capacity": 50, "unit_cost": 30}
    old = {"line": "old", "producer": "maker", "product": "good", "capacity": 10, "unit_cost": 2}
    study = uncertain(lines=[old, dear])

    found = simulate(study, plan_for(study, BAD), paths(GOOD))

    assert found.path("make", 0)[:, 1].tolist() == [0.0, 0.0]


def test_equal_needs_share_what_is_short(uncertain, plan_for, paths):
    buyers = [{"buyer": b, "discount_rate": 0.0} for b in ("state", "other")]
    needs = [
        {"buyer": b, "product": "good", "period": str(y), "quantity": q, "kind": "flow"}
        | {"value": 9, "late_cost": 0}
        for b, q in (("state", 4), ("other", 8))
        for y in (2026, 2027)
    ]
    study = uncertain(buyers=buyers, requirements=needs, products=[COSTLY])

    found = simulate(study, plan_for(study, GOOD), paths(BAD))

    assert found.path("deliver", 0)[1].tolist() == [3.0, 6.0]  # 9 in the shares of 4 and 8


def test_a_line_makes_no_more_than_a_rule_allows(uncertain, plan_for, paths):
    ceiling = [{"limit": "quiet", "variable": "make", "where": "line=old", "maximum": 10}]
    study = uncertain(limits=ceiling)
    plan = plan_for(study, BAD)

    found = simulate(study, plan, paths(GOOD))

    assert found.path("make", 0).max() <= 10 + 1e-9


def test_least_rates_are_met(uncertain, plan_for, paths):
    line = {"line": "old", "producer": "maker", "product": "good", "capacity": 10, "unit_cost": 20}
    study = uncertain(lines=[line | {"min_rate": 0.5}], projects=[NEVER])

    found = simulate(study, plan_for(study, BAD), paths(GOOD, BAD))

    assert found.path("make", 0)[1].tolist() == [5.0]
    assert found.path("make", 1)[1].tolist() == [2.5]


def test_a_path_of_the_tree_gives_the_plan(toy):
    study, plan = toy
    found = simulate(study, plan, tree_paths(plan.tree))
    along = plan.tree.leaf_paths

    assert (found.values["begun"][found.course] == np.round(plan.values["begun"][along])).all()
    assert found.node[found.course].tolist() == along.tolist()
    for name in found.labels.keys() & plan.values.keys():
        assert found.values[name][found.course] == pytest.approx(plan.values[name][along], abs=1e-9)
    assert found.weight @ found.cost == pytest.approx(plan.objective, rel=1e-9)


@pytest.fixture(scope="module")
def coarse(toy):
    """The toy study planned for two of its eight futures, followed along fresh ones."""
    study, _ = toy
    plan = solve_first_best(study, build_tree(study, 2))
    return study, plan, simulate(study, plan, sample_paths(study, 200, 5))


def test_goods_are_conserved_on_every_path(coarse):
    study, _, found = coarse
    goods = study.products["product"].tolist()
    v = found.values
    net = np.zeros((len(goods), len(study.lines)))
    for k, product in enumerate(study.lines["product"]):
        net[goods.index(product), k] += 1.0
        for row in study.recipes[study.recipes["product"] == product].itertuples():
            net[goods.index(row.input), k] -= row.quantity
    left = np.zeros((len(goods), found.labels["deliver"].size))
    for d, key in enumerate(found.labels["deliver"].keys):
        left[goods.index(key[3]), d] = 1.0

    into = np.array(
        [[g == key[0] for key in found.labels["hold"].keys] for g in goods]
    )  # sources to goods
    hold = v["hold"] @ into.T
    before = np.concatenate([np.zeros_like(hold[:, :1]), hold[:, :-1]], axis=1)
    balance = before + v["make"] @ net.T - v["deliver"] @ left.T

    assert balance == pytest.approx(hold, abs=1e-9)
    assert v["hold"].min() >= 0.0


def test_what_is_late_is_what_was_needed_and_not_delivered(coarse):
    _, _, found = coarse
    v = found.values
    kinds = [key[2] for key in found.labels["need"].keys]
    met = np.zeros_like(v["need"])
    for d, key in enumerate(found.labels["deliver"].keys):
        r = found.labels["need"].keys.index(key[:3])
        met[:, :, r] += v["deliver"][:, :, d] * found.contribution[d]
    stock = [k for k, kind in enumerate(kinds) if kind == "stock"]
    flow = [k for k, kind in enumerate(kinds) if kind == "flow"]

    assert (v["need"] - met)[:, :, stock].cumsum(axis=1) == pytest.approx(v["late"], abs=1e-9)
    assert (v["need"] - met)[:, :, flow] == pytest.approx(v["missed"], abs=1e-9)
    assert min(v["late"].min(), v["missed"].min(initial=0.0)) >= 0.0


def test_no_buyer_pays_more_than_its_budget_with_what_carries_over(coarse):
    study, _, found = coarse
    paths = sample_paths(study, 200, 5)
    cut = paths.state[:, :, paths.drivers.index("budget")] == 1
    for b, (buyer,) in enumerate(found.labels["paid"].keys):
        own = study.budgets[study.budgets["buyer"] == buyer].set_index("year")["amount"]
        carried = np.zeros(200)
        for year, amount in own.items():
            last = int(np.flatnonzero(found.year == year)[-1])
            money = amount * np.where(cut[:, last], 0.5, 1.0) + carried
            paid = found.values["paid"][found.course][:, found.year == year, b].sum(axis=1)
            assert (paid <= money + 1e-9).all()
            carried = study.settings.carry_over * (money - paid)


def test_no_line_makes_more_than_it_can(coarse):
    study, _, found = coarse
    # No capacity is there that was not begun: all lines at once, with every project complete, is the most.
    most = study.lines.set_index("line")["capacity"].astype(float)
    begun = found.values["begun"].max(axis=(0, 1))
    for (project,), level in zip(found.labels["begun"].keys, begun, strict=True):
        row = study.projects.set_index("project").loc[project]
        most[row["line"]] += row["adds"] * level
    assert (found.values["make"].max(axis=(0, 1)) <= most.to_numpy() * study.step + 1e-9).all()


def test_projects_never_fall_along_a_path(coarse):
    _, _, found = coarse
    assert np.diff(found.values["begun"], axis=1).min() >= 0.0


def test_nothing_is_known_before_it_happens(coarse):
    study, _, found = coarse
    state = sample_paths(study, 200, 5).state
    pairs = 0
    for a in range(0, 200, 7):
        for b in range(0, 200, 11):
            part = np.flatnonzero((state[a] != state[b]).any(axis=1))
            until = int(part[0]) if part.size else study.settings.periods
            pairs += part.size > 0
            for name in ("begun", "make", "deliver", "hold"):
                assert (found.path(name, a)[:until] == found.path(name, b)[:until]).all()
    assert pairs > 100


def test_the_result_depends_neither_on_batches_nor_on_workers(coarse, monkeypatch):
    study, plan, found = coarse
    monkeypatch.setattr(follow, "_AT_ONCE", 3)
    cut = simulate(study, plan, sample_paths(study, 200, 5), LocalExecutor(2))

    for name, values in found.values.items():
        assert cut.values[name].tobytes() == values.tobytes(), name
    assert cut.cost.tobytes() == found.cost.tobytes()
    assert cut.filled.tobytes() == found.filled.tobytes()


def test_a_path_fares_the_same_whichever_others_are_drawn_with_it(coarse):
    study, plan, found = coarse
    later = simulate(study, plan, sample_paths(study, 50, 5, first=150))

    for k in range(50):
        assert (later.path("deliver", k) == found.path("deliver", 150 + k)).all()


def test_the_mean_over_paths_comes_to_that_of_the_two_states():
    # Test bed B: 70 a year at 3%, for five years or two, less 100; expected 127.261.
    high = 70 * 4.579707 - 100
    low = 70 * 1.913470 - 100
    count = 4000
    error = (high - low) / 2 / np.sqrt(count)  # standard deviation of two equally likely outcomes
    study = read_study(case_path("two-states"))
    plan = solve_first_best(study, build_tree(study))

    found = simulate(study, plan, sample_paths(study, count, 3))

    assert sorted(-found.cost) == pytest.approx([low, high], abs=1e-3)
    assert abs(-(found.weight @ found.cost) - 127.261) < 3 * error


@pytest.mark.parametrize("seed", range(8))
def test_a_higher_yield_never_lowers_what_has_been_delivered(uncertain, plan_for, seed):
    rng = np.random.default_rng(seed)
    needs = [
        {"buyer": "state", "product": "good", "period": str(2026 + t), "kind": kind}
        | {"quantity": int(rng.integers(0, 15)), "value": 9, "late_cost": 2}
        for t in range(4)
        for kind in ("stock", "flow")
    ]
    budgets = [
        {"buyer": "state", "year": 2026 + t, "amount": float(rng.integers(20, 120))}
        for t in range(4)
    ]
    line = {"line": "old", "producer": "maker", "product": "good", "capacity": 10, "unit_cost": 2}
    study = uncertain(periods=4, requirements=needs, budgets=budgets, lines=[line])
    plan = plan_for(study, (0, 1, 1, 1))
    delivered = []
    for reliability in np.sort(rng.uniform(0.2, 1.0, 5)):
        yields = uncertain(
            periods=4,
            requirements=needs,
            budgets=budgets,
            lines=[line | {"reliability": reliability}],
        )
        found = simulate(yields, plan, sample_paths(yields, 20, seed))
        so_far = found.values["deliver"].sum(axis=2).cumsum(axis=1)
        delivered.append(so_far[found.course])
    assert np.diff(np.stack(delivered), axis=0).min() >= -1e-9


def test_a_plan_of_another_study_is_refused(uncertain, study, plan_for, paths):
    other = uncertain(periods=3)
    with pytest.raises(UsageError, match="the study has 3 periods, the plan 2"):
        simulate(other, plan_for(uncertain()), sample_paths(other, 2, 1))
    with pytest.raises(UsageError, match="drivers and their states must be the same"):
        simulate(study(), plan_for(uncertain()), paths(GOOD))


def test_paths_need_not_be_equally_likely(uncertain, plan_for, paths):
    study = uncertain()
    three = replace(paths(GOOD, BAD, GOOD), probability=np.array([0.2, 0.7, 0.1]))

    found = simulate(study, plan_for(study, GOOD), three)

    assert sorted(found.weight.tolist()) == pytest.approx([0.3, 0.7])
