"""Half a year discounts by 1.1; expected values are worked out beside each test."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from offtake.formulas.flow import Flow
from offtake.plan.first_best import solve_first_best
from offtake.results.tables.account import account
from offtake.results.tables.plan.money import (
    expected,
    in_each_future,
    money_path,
    paid,
    public_burden,
    public_paid,
    resources,
    social,
)
from offtake.study.examples import case_path
from offtake.study.reading.read import read_study
from offtake.uncertainty.reduction.build import build_tree

D = 1.1
MAKING = 2 * (5 / D + 5 / D**2 + (0.4 * 10 + 0.6 * 6) / D**3 + 0.4 * 10 / D**4)
STANDING = 4 * 0.5 * (1 / D + 1 / D**2 + 1 / D**3 + 1 / D**4)
BUILDING = 30 / D + 0.4 * 90 / D**2  # at the start of periods 1 and 2
# half a unit more for every unit paid: 25, 25, then 50 and 50, or 30 and nothing
RAISING = 0.5 * (25 / D + 25 / D**2 + (0.4 * 50 + 0.6 * 30) / D**3 + 0.4 * 50 / D**4)
WORTH = 10 * (5 / D + 5 / D**2 + 7.6 / D**3 + 4 / D**4)
# late 3 and 6 at the ends of 2026's halves, 6 and 6 after them where demand goes on; by the mean over a half
WAITING = 3 * 0.5 * (1.5 / D + 4.5 / D**2 + (0.4 * 6 + 0.6 * 3) / D**3 + 0.4 * 6 / D**4)


def test_resources_are_building_at_the_start_and_running_at_the_end_of_periods(paper):
    assert expected(paper, resources(paper)) == pytest.approx(BUILDING + MAKING + STANDING)


def test_social_value_is_worth_less_waiting_resources_and_what_raising_the_money_costs(paper):
    found = expected(paper, social(paper))
    assert found == pytest.approx(WORTH - WAITING - BUILDING - MAKING - STANDING - RAISING)


def test_buyers_pay_on_delivery_at_the_price(paper):
    assert paid(paper)[:, 0].tolist() == pytest.approx([25, 25, 50, 30, 50, 0])


def test_the_burden_counts_the_cost_of_public_funds_at_the_buyers_rate(paper):
    going_on = 1.5 * (25 / D + 25 / D**2 + 50 / D**3 + 50 / D**4)
    stopping = 1.5 * (25 / D + 25 / D**2 + 30 / D**3)
    assert in_each_future(paper, public_burden(paper)).tolist() == pytest.approx(
        [going_on, stopping]
    )
    mean = 0.4 * going_on + 0.6 * stopping
    assert expected(paper, public_burden(paper)) == pytest.approx(mean)
    assert expected(paper, public_paid(paper)) == pytest.approx(mean / 1.5)


def test_what_clauses_pay_counts_at_the_buyers_rate_too(paper):
    start, end = np.zeros((2, paper.tree.size))
    start[0], end[0] = 2.0, 3.0  # at the start, and after half a year
    signed = replace(paper, clauses=(Flow(start, end, np.zeros_like(start)),))
    for figure, each in ((public_paid, 1.0), (public_burden, 1.5)):
        more = expected(signed, figure(signed)) - expected(paper, figure(paper))
        assert more == pytest.approx(each * (2 + 3 / D))
    assert (paid(signed) - paid(paper))[:, 0].tolist() == [5, 0, 0, 0, 0, 0]


def test_the_money_path_tells_pledged_contracted_paid_and_delivered_apart(paper):
    frame = money_path(paper).set_index(["step", "year"])["mean"]
    assert frame["pledged"].tolist() == [70, 90]
    assert frame["contracted"].tolist() == pytest.approx([20, 20])
    assert frame["paid"].tolist() == pytest.approx([50, 0.4 * 100 + 0.6 * 30])
    assert frame["delivered"].tolist() == frame["paid"].tolist()


@pytest.mark.parametrize("case", ["two-states", "toy"])
def test_social_value_is_what_the_solver_made_as_large_as_it_could(case):
    study = read_study(case_path(case))
    plan = solve_first_best(study, build_tree(study))
    a = account(study, plan)
    assert expected(a, social(a)) == pytest.approx(-plan.objective, rel=1e-6)


def test_two_states_first_best_is_worth_what_the_literature_says():
    study = read_study(case_path("two-states"))
    a = account(study, solve_first_best(study, build_tree(study)))
    early, late = 1.913470, 4.579707 - 1.913470  # annuities at 3%: years 1-2, years 3-5
    by_hand = (80 - 10) * (early + 0.5 * late) - 100
    assert by_hand == pytest.approx(127.261, abs=1e-3)
    assert expected(a, social(a)) == pytest.approx(by_hand, abs=1e-4)
    assert np.isclose(expected(a, resources(a)), 100 + 10 * (early + 0.5 * late), atol=1e-4)


@pytest.mark.parametrize("risk", ["course", "nested"])
def test_social_value_stays_a_mean_where_the_plan_counts_the_worst_futures_more(risk):
    study = read_study(case_path("toy"))
    settings = {"risk_weight": 0.5, "tail": 0.2, "risk": risk}
    study = type(study)(study.settings.model_copy(update=settings), study.tables)
    plan = solve_first_best(study, build_tree(study))
    a = account(study, plan)
    assert expected(a, social(a)) == pytest.approx(-plan.mean_cost, rel=1e-6)
    assert -plan.mean_cost > -plan.objective + 1.0
