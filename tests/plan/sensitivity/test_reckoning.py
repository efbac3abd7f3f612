"""What prices say of a small move, beside plans worked out again with the projects held, for every column there is."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from offtake.plan.first_best import solve_first_best
from offtake.plan.given import Dispatch
from offtake.plan.sensitivity.assumptions import assumptions
from offtake.plan.sensitivity.moving import moved
from offtake.plan.sensitivity.reckoning import reckoned
from offtake.plan.sensitivity.resolving import at_hand
from offtake.stochastic.parallel.executor import executor_for
from offtake.stochastic.solver.program import Until
from offtake.study.examples import case_path
from offtake.study.reading.read import read_study
from offtake.uncertainty.reduction.build import build_tree

LITTLE = 1e-4


@pytest.fixture(scope="module", params=["two-states", "toy"])
def hand(request):
    study = read_study(case_path(request.param))
    tree = build_tree(study, 3)  # few futures move by the same rules, and are worked out again
    return at_hand(study, solve_first_best(study, tree, Until(1e-3)), Until(1e-3))[0]


def test_to_first_order_it_is_what_plans_worked_out_again_say(hand):
    found = (a for a in assumptions(hand.study, sourced=True) if not a.stated)
    one_a_column = {(a.table, a.column): replace(a, low=1 - LITTLE, high=1 + LITTLE) for a in found}
    every = list(one_a_column.values())
    told = reckoned(hand, every, executor_for(1))

    def value(moves=()):
        return -Dispatch(moved(hand.study, moves), hand.tree).plan(hand.begun, tied=False).objective

    base = value()
    up, down = (
        np.array([value(((a, end),)) - base for a in every]) for end in (1 + LITTLE, 1 - LITTLE)
    )
    # Where the two sides differ the plan stands at a kink, and prices are between them; second-order terms are left.
    low, high = np.minimum(up, -down), np.maximum(up, -down)
    slack = 2e-3 * np.abs(up) + 1e-7 * abs(base)
    assert (told[:, 1] >= low - slack).all()
    assert (told[:, 1] <= high + slack).all()
    assert (np.abs(up) > 1e-3 * LITTLE * abs(base)).sum() >= 4  # something moves


def test_the_shares_of_two_workers_are_the_bytes_of_one(hand):
    few = assumptions(hand.study, sourced=True)[:14]
    assert (
        reckoned(hand, few, executor_for(1)).tobytes()
        == reckoned(hand, few, executor_for(2)).tobytes()
    )
