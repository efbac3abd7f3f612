"""A plan worked out again, by hand on two-states: one unit a year worth 70, for five years or for two; building costs 100."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from offtake.plan.first_best import solve_first_best
from offtake.plan.sensitivity.assumptions import Assumption
from offtake.plan.sensitivity.resolving import (
    Resolve,
    at_hand,
    known_within,
    measure_names,
    measured,
    measured_within,
)
from offtake.stochastic.solver.program import Until
from offtake.study.examples import case_path
from offtake.study.reading.read import read_study
from offtake.uncertainty.reduction.build import build_tree

UNITS = sum(w / 1.03**t for t, w in zip(range(1, 6), (1, 1, 0.5, 0.5, 0.5), strict=True))
CAPEX = Assumption("projects", "capex", (0,), "build", 0.7, 1.3)


@pytest.fixture(scope="module")
def base():
    study = read_study(case_path("two-states"))
    return at_hand(study, solve_first_best(study, build_tree(study)), Until(1e-9))


def test_measures_are_value_goods_in_all_and_what_is_begun_at_the_start(base):
    hand, plan = base

    assert measure_names(plan) == (["social_value", "delivered:goods"], ["build"])
    assert measured(plan) == pytest.approx([70 * UNITS - 100, 3.5, 1])
    assert np.array_equal(np.round(plan.values["begun"]), hand.begun)


@pytest.mark.parametrize(
    ("factor", "wanted"),
    [(1.3, [70 * UNITS - 130, 3.5, 1]), (2.2, [70 * UNITS - 220, 3.5, 1]), (2.4, [0, 0, 0])],
)
def test_a_plant_is_built_as_long_as_it_is_worth_its_capital(base, factor, wanted):
    # 70 on 3.2466 units: 227.3
    assert Resolve(base[0], [(CAPEX, factor)]).measures_within() == pytest.approx([*wanted, 0], abs=1e-6)  # fmt: skip


def test_the_better_of_the_plans_at_hand_is_where_it_starts_and_none_makes_it_worse(base):
    hand, plan = base
    idle = replace(hand, begun=np.zeros_like(hand.begun), basis=None)

    for starts in ((), (hand.begun,)):
        assert Resolve(idle, starts=starts).plan().mean_cost == pytest.approx(plan.mean_cost)
    dear = Resolve(hand, [(CAPEX, 2.4)], starts=(np.zeros_like(hand.begun),))
    assert dear.measures() == pytest.approx([0, 0, 0], abs=1e-6)


def test_value_may_be_too_low_by_what_lies_between_plan_and_bound(base):
    plan = replace(base[1], bound=base[1].objective - 0.5)
    assert known_within(plan) == pytest.approx(0.5)
    assert measured_within(plan)[-1] == pytest.approx(0.5)
    spent = np.ones(
        (plan.tree.size, 1)
    )  # in the mean, and another objective: the worst futures weigh more
    averse = replace(plan, values={**plan.values, "accumulated": spent})
    assert np.isnan(known_within(averse))
