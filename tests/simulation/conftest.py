"""A study whose yield may halve in its second year, and plans and paths for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from offtake.plan.first_best import solve_first_best
from offtake.plan.plan import Plan
from offtake.study.examples import case_path
from offtake.study.reading.read import read_study
from offtake.study.study import Study
from offtake.uncertainty.reduction.build import build_tree
from offtake.uncertainty.tree import Paths, ScenarioTree

YIELD = {
    "drivers": [{"driver": "yield", "initial": "good"}],
    "driver_states": [
        {
            "driver": "yield",
            "date": "2027-01-01",
            "state": "good",
            "next": state,
            "probability": 0.5,
        }
        for state in ("good", "bad")
    ],
    "driver_effects": [
        {
            "driver": "yield",
            "state": "bad",
            "table": "lines",
            "column": "reliability",
            "operation": "set",
            "value": 0.5,
        }
    ],
}
GOOD, BAD = (0, 0), (0, 1)


@pytest.fixture
def uncertain(study: Callable[..., Study]) -> Callable[..., Study]:
    """The base study, whose lines yield half from 2027 on in state bad."""

    def make(**changed: object) -> Study:
        # Stock costs so much that no plan builds ahead.
        costly = {"product": "good", "unit": "goods", "holding_cost": 1000}
        return study(**{**YIELD, "products": [costly], **changed})

    return make


@pytest.fixture
def plan_for() -> Callable[..., Plan]:
    """plan_for(study, states): the plan of a study for the one course of these states."""

    def make(study: Study, states: Sequence[int] = GOOD) -> Plan:
        periods = np.arange(len(states))
        state = np.array(states)[:, None]
        tree = ScenarioTree(
            periods - 1,
            periods,
            np.ones(periods.size),
            ("yield",),
            (("good", "bad"),),
            state,
        )
        return solve_first_best(study, tree)

    return make


@pytest.fixture
def paths() -> Callable[..., Paths]:
    """paths(GOOD, BAD, …): as many paths, equally likely."""

    def make(*courses: Sequence[int]) -> Paths:
        state = np.array(courses)[:, :, None]
        chance = np.full(len(courses), 1.0 / len(courses))
        return Paths(chance, ("yield",), (("good", "bad"),), state)

    return make


@pytest.fixture(scope="session")
def toy() -> tuple[Study, Plan]:
    """The toy study with its plan for all eight futures."""
    study = read_study(case_path("toy"))
    return study, solve_first_best(study, build_tree(study))
