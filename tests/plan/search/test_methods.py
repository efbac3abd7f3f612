"""Every method that a study can use finds the same plan; what cannot be used is refused before it is tried."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import offtake as ot
from offtake.errors import UsageError
from offtake.model.physical import physical_program
from offtake.plan.first_best import solve_first_best
from offtake.plan.search import methods
from offtake.plan.search.methods import METHODS, chosen
from offtake.stochastic.choose import solve
from offtake.stochastic.solver.program import Until
from offtake.study.examples import case_path
from offtake.study.reading.read import read_study
from offtake.uncertainty.reduction.build import build_tree


@pytest.fixture(scope="module")
def two_states():
    return read_study(case_path("two-states"))


@pytest.mark.parametrize("method", [m for m in METHODS if m != "products"])
def test_every_method_finds_the_plan_of_two_states_and_proves_it(two_states, method):
    # building pays 127.261 in the README of the study
    plan = solve_first_best(two_states, build_tree(two_states), Until(1e-7), method=method)

    assert plan.objective == pytest.approx(-127.261, abs=1e-3)
    assert plan.gap <= 1e-7
    assert plan.values["begun"][:, 0].tolist() == [1.0] * plan.tree.size
    assert plan.duals
    assert plan.effort.method == ("search" if method == "auto" else method)


@pytest.mark.parametrize("method", ["extensive-form", "benders", "hedging"])
def test_methods_agree_where_projects_may_begin_on_every_node(method):
    study = read_study(case_path("toy"))
    tree = build_tree(study, 9)
    found = [solve_first_best(study, tree, Until(5e-3, 20), method=m) for m in ("search", method)]

    assert found[0].objective == pytest.approx(found[1].objective, rel=5e-3)
    assert found[1].bound <= found[0].objective + 1e-9 * abs(found[0].objective)


def test_auto_says_what_it_chose_and_why(two_states):
    program = physical_program(two_states, build_tree(two_states))
    assert chosen("auto", program)[0] == "search"
    assert "8 whole decisions" in chosen("auto", program)[1]

    settled = tuple(replace(n, integer=np.zeros_like(n.integer)) for n in program.nodes)
    assert (
        "nothing is decided in whole numbers" in chosen("auto", replace(program, nodes=settled))[1]
    )


def test_the_answer_and_the_log_name_the_method(two_states):
    heard = []
    run = ot.solve(
        two_states,
        arrangements=["first-best"],
        method="hedging",
        progress=lambda *x: heard.append(x[1]),
    )
    assert run.headline["method"] == {"used": "hedging", "why": "asked for"}
    assert heard[0] == "by hedging (asked for)"


def test_what_follows_poor_first_decisions_is_no_bound_on_the_plan(two_states, monkeypatch):
    def poor(*args):
        answer = solve(*args)
        return replace(answer, first_stage=np.zeros_like(answer.first_stage), bound=-130.0)

    monkeypatch.setattr(methods, "solve", poor)
    plan = solve_first_best(two_states, build_tree(two_states), Until(1e-7), method="benders")

    # nothing is begun at the start, though building then is worth 127.261: what is proved is 130, not what follows
    assert plan.objective > -127.0
    assert plan.bound == -130.0
    assert plan.gap > 1e-3


def test_one_future_is_not_solved_apart(two_states):
    program = physical_program(two_states, build_tree(two_states, 1))

    with pytest.raises(UsageError, match=r"one future.*take auto"):
        chosen("benders", program)


def test_products_that_parts_tie_are_not_planned_apart(two_states):
    with pytest.raises(UsageError, match=r"budgets alone tie.*take auto"):
        solve_first_best(two_states, build_tree(two_states), method="products")


def test_auto_plans_products_apart_only_where_the_study_is_large(two_states):
    program = physical_program(two_states, build_tree(two_states))
    few, many = len(program.nodes), 900_000
    large = replace(program, nodes=program.nodes * (many // program.nodes[0].cost.size // few + 1))

    assert chosen("auto", program, products=2)[0] == "search"
    assert chosen("auto", large, products=1)[0] == "search"
    used, why = chosen("auto", large, products=2)
    assert used == "products"
    assert why.startswith("2 products that budgets alone tie")


def test_what_is_unknown_at_the_start_is_not_solved_apart():
    study = read_study(case_path("us-155mm-2022"))

    with pytest.raises(UsageError, match=r"unknown at the start.*extensive-form"):
        solve_first_best(study, build_tree(study), method="hedging")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"method": "staircase"}, "small independent parts.*offtake smps"),
        ({"method": "nested"}, "continuous decisions"),
        ({"method": "bender"}, "did you mean 'benders'"),
        ({"method": "benders", "futures": 100}, "sampled futures: take auto or search"),
    ],
)
def test_a_method_that_cannot_be_used_is_refused_before_solving(two_states, options, told):
    with pytest.raises(UsageError, match=told):
        ot.solve(two_states, **options)
