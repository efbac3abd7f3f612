"""Which of the plans of equal cost is the plan: shares by hand, and the same answer however it is written."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import scipy.sparse as sp
from tests.plan.random_studies import random_study
from tests.plan.richer_studies import richer_study

from offtake.plan.first_best import solve_first_best
from offtake.plan.given import Dispatch
from offtake.stochastic.solver.highs import Highs
from offtake.stochastic.solver.program import Until
from offtake.stochastic.solver.settled import settled
from offtake.study.examples import case_path
from offtake.study.reading.read import read_study
from offtake.uncertainty.reduction.build import build_tree

EXACT = Until(gap=0.0)


def line(name: str, capacity: float, **fields: object) -> dict[str, object]:
    return {
        "line": name,
        "producer": "maker",
        "product": "good",
        "capacity": capacity,
        "unit_cost": 2,
        **fields,
    }


def need(buyer: str, year: int, quantity: float, **fields: object) -> dict[str, object]:
    return {
        "buyer": buyer,
        "product": "good",
        "period": str(year),
        "quantity": quantity,
        "kind": "stock",
        "value": 9,
        "late_cost": 1,
        **fields,
    }


def buyers(*names: str) -> list[dict[str, object]]:
    return [{"buyer": name, "discount_rate": 0.0} for name in names]


def none() -> pd.DataFrame:
    return pd.DataFrame({"project": [], "line": [], "kind": [], "adds": [], "capex": [], "build_time": []})  # fmt: skip


def test_lines_of_equal_cost_share_in_proportion_to_capacity(study, chain):
    shared = study(lines=[line("small", 10), line("large", 30)], projects=none())

    plan = solve_first_best(shared, chain(2), EXACT)

    assert plan.values["make"] == pytest.approx(np.array([[3.0, 9], [3, 9]]), abs=1e-9)


def test_buyers_of_equal_worth_are_served_in_proportion_to_need(study, chain):
    needs = [need("one", 2026, 30), need("two", 2026, 10)]
    scarce = study(
        lines=[line("old", 20)], projects=none(), buyers=buyers("one", "two"), requirements=needs
    )

    plan = solve_first_best(scarce, chain(2), EXACT)

    # 20 of 40 in the first year, the other 20 in the second; the smaller need stands first
    assert plan.values["deliver"] == pytest.approx(np.array([[5.0, 15], [5, 15]]), abs=1e-9)


def test_goods_share_a_need_by_what_they_give_of_it(study, chain):
    """12 of power, from a (1 each, costs 2) or b (2 each, costs 4); lines of 120 a year each.

    Least (t + s) a^2 + (t + 4 s) b^2 with s = 1 / (12 12), t = 1 / (120 120) on a + 2 b = 12.
    """
    made = study(
        periods=1,
        products=[{"product": p, "unit": "units"} for p in ("a", "b")],
        prices=[],
        lines=[line("a", 120, product="a"), line("b", 120, product="b", unit_cost=4)],
        projects=none(),
        capabilities=[{"capability": "power", "product": p, "contribution": c} for p, c in (("a", 1), ("b", 2))],
        requirements=[need("state", 2026, 12, product="power")],
    )  # fmt: skip
    a = 12 / (1 + 4 * 1.01 / 4.01)

    plan = solve_first_best(made, chain(1), EXACT)

    assert plan.values["deliver"][0] == pytest.approx([a, (12 - a) / 2], abs=1e-6)


def test_lines_that_stood_there_before_come_first(study, chain):
    more = {
        "project": "more",
        "line": "new",
        "kind": "new",
        "adds": 40,
        "capex": 0,
        "build_time": 0,
    }
    both = study(lines=[line("old", 10), line("new", 0)], projects=[more])

    plan = Dispatch(both, chain(2)).plan(np.ones((2, 1)))

    # the new line, with the smaller capacity at the start, stands first
    assert plan.values["make"] == pytest.approx(np.array([[2.0, 10], [2, 10]]), abs=1e-9)


def test_goods_are_made_when_they_are_needed_and_delivered_as_soon_as_they_are(study, chain):
    idle = study(
        lines=[line("old", 20)],
        projects=none(),
        requirements=[need("state", 2027, 12, late_cost=0)],
        periods=3,
    )

    plan = solve_first_best(idle, chain(3), EXACT)

    assert plan.values["make"][:, 0] == pytest.approx([0, 12, 0], abs=1e-9)
    assert plan.values["late"][:, 0] == pytest.approx([0, 0, 0], abs=1e-9)


def test_halves_of_a_line_and_of_a_buyer_change_nothing(study, fork):
    lines = [line("a", 10), line("b", 6)]
    halves = [line("a1", 5), line("a2", 5), line("b", 6)]
    needs = [need("x", 2026, 20), need("y", 2027, 16, kind="flow")]
    split = [need("x1", 2026, 10), need("x2", 2026, 10), need("y", 2027, 16, kind="flow")]
    whole = study(periods=3, lines=lines, projects=none(), buyers=buyers("x", "y"), requirements=needs)  # fmt: skip
    parts = study(periods=3, lines=halves, projects=none(), buyers=buyers("x1", "x2", "y"), requirements=split)  # fmt: skip

    one, other = (named(solve_first_best(s, fork, EXACT)) for s in (whole, parts))

    assert other["make", "a1"] + other["make", "a2"] == pytest.approx(one["make", "a"], abs=1e-8)
    assert other["make", "b"] == pytest.approx(one["make", "b"], abs=1e-8)
    assert other["deliver", "x1"] == pytest.approx(one["deliver", "x"] / 2, abs=1e-8)
    assert other["deliver", "x2"] == pytest.approx(other["deliver", "x1"], abs=1e-8)
    assert other["deliver", "y"] == pytest.approx(one["deliver", "y"], abs=1e-8)


def named(plan):
    """What each line makes and each buyer is delivered, (nodes,), by the variable and the first label."""
    return {
        (name, key[0]): plan.values[name][:, k]
        for name in ("make", "deliver")
        for k, key in enumerate(plan.labels[name].keys)
    }


@pytest.fixture(scope="module")
def toy():
    study = read_study(case_path("toy"))
    tree = build_tree(study)
    return Dispatch(study, tree), solve_first_best(study, tree)


@pytest.mark.parametrize("seed", range(3))
def test_whichever_optimal_corner_the_solver_ends_at_the_plan_is_the_same(toy, seed):
    dispatch, best = toy
    plan = dispatch.plan(best.values["begun"])
    begun = np.round(best.values["begun"]).ravel()
    lower, upper = dispatch.program.lower.copy(), dispatch.program.upper.copy()
    lower[dispatch.columns] = upper[dispatch.columns] = begun
    asked = replace(dispatch.program, lower=lower, upper=upper)

    answer = dispatch.ties.settled(mixed(asked, np.random.default_rng(seed)))

    assert asked.cost @ answer + asked.offset == pytest.approx(plan.objective, rel=1e-12)
    for name in ("make", "hold", "deliver", "late", "missed"):
        where = dispatch.flat.columns(name)
        assert answer[where] == pytest.approx(plan.values[name], abs=1e-8)


@pytest.mark.parametrize(
    ("make", "seed"), [(random_study, 2), (random_study, 26), (richer_study, 6), (richer_study, 32)]
)
def test_whichever_dual_the_solver_ends_at_ties_weigh_the_same(make, seed, monkeypatch):
    study, asked_of = make(seed), []
    tree = build_tree(study)
    plan = solve_first_best(study, tree, EXACT)
    dispatch = Dispatch(study, tree)
    begun = np.round(plan.values["begun"]).ravel()
    lower, upper = dispatch.program.lower.copy(), dispatch.program.upper.copy()
    lower[dispatch.columns] = upper[dispatch.columns] = begun
    asked = replace(dispatch.program, lower=lower, upper=upper)

    def seen(face, x, aims, squares, sized):
        asked_of.append((squares, *aims))
        return settled(face, x, aims, squares, sized)

    monkeypatch.setattr("offtake.plan.ties.settled", seen)
    one, other = (
        dispatch.ties.settled(mixed(asked, np.random.default_rng(draw))) for draw in (1, 2)
    )

    for weights, others in zip(*asked_of, strict=True):
        assert others == pytest.approx(weights, rel=1e-12)
    size = np.abs(one).max()
    for name in ("make", "hold", "deliver", "late", "missed", "buy", "call"):
        where = dispatch.flat.columns(name)
        assert other[where] == pytest.approx(one[where], abs=1e-9 * size), name


def mixed(asked, draw):
    """What the solver finds with rows and columns in another order, put back."""
    column, row = draw.permutation(asked.cost.size), draw.permutation(asked.row_lower.size)
    found = Highs()(
        replace(
            asked,
            cost=asked.cost[column],
            lower=asked.lower[column],
            upper=asked.upper[column],
            matrix=sp.csr_array(asked.matrix[row][:, column]),
            row_lower=asked.row_lower[row],
            row_upper=asked.row_upper[row],
        ),
        method="simplex",
    )
    back, rows_back = np.argsort(column), np.argsort(row)
    return replace(
        found,
        x=found.x[back],
        reduced_cost=found.reduced_cost[back],
        row_dual=found.row_dual[rows_back],
    )
