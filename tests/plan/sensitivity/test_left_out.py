"""What a project and a producer are for, by arithmetic and beside plans worked out from nothing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from offtake.errors import UsageError
from offtake.plan.first_best import solve_first_best
from offtake.plan.sensitivity.capital import Capital
from offtake.plan.sensitivity.left_out import (
    drops_out_at,
    share_if_known,
    without_producer,
    without_project,
)
from offtake.plan.sensitivity.resolving import at_hand
from offtake.stochastic.parallel.executor import executor_for
from offtake.stochastic.solver.program import Until
from offtake.study.examples import case_path
from offtake.study.reading.read import read_study
from offtake.uncertainty.reduction.build import build_tree

EXACT = Until(1e-9)
UNITS = sum(w / 1.03**t for t, w in zip(range(1, 6), (1, 1, 0.5, 0.5, 0.5), strict=True))


def hand_of(study, until=EXACT):
    return at_hand(study, solve_first_best(study, build_tree(study), until), until)


@pytest.fixture(scope="module")
def two_states():
    return hand_of(read_study(case_path("two-states")))


def test_leaving_the_only_plant_out_loses_all_that_it_is_worth(two_states):
    left = without_project(Capital(two_states[0]), two_states[1], "build")
    assert left.regret == pytest.approx(70 * UNITS - 100)
    assert left.without[:2] == pytest.approx([0, 0])
    assert left.having[1] == pytest.approx(3.5)
    assert left.error == pytest.approx(0, abs=1e-9)


def test_it_drops_out_where_its_capital_takes_all_that_it_gains(two_states):
    left = without_project(Capital(two_states[0]), two_states[1], "build")
    assert drops_out_at(Capital(two_states[0]), left) == pytest.approx(70 * UNITS)


def test_a_plant_too_dear_is_not_in_the_plan_and_comes_in_at_what_it_gains(study):
    # two years at 0%: 2 units more a year, each worth 9 - 2, and a year late once: see below
    own = study(
        projects=[{"project": "more", "line": "old", "kind": "expand", "adds": 2, "capex": 1000, "build_time": 0}]
    )  # fmt: skip
    hand, base = hand_of(own)
    left = without_project(Capital(hand), base, "more")
    assert left.regret == pytest.approx(0)
    # 10 of 12 units a year; with 2 more both years' needs are met: 4 units more, worth 7 each.  Without it 2 are late at
    # the end of the first year and 4 at the end of the second; by the mean of a period's ends 1 and 3 unit-years at 1.
    assert drops_out_at(Capital(hand), left) == pytest.approx(4 * 7 + 1 + 3)


def test_a_producer_left_out_makes_nothing(two_states):
    left = without_producer(*two_states, "Maker")
    assert left.regret == pytest.approx(70 * UNITS - 100)
    assert left.without[1] == 0


def test_who_has_begun_before_is_left_out_and_another_takes_its_place(study):
    # 2 a year are needed for two years, worth 5 each.  Maker can make 1, and 1 more by what it began before: 20.  Without
    # it the other builds for 2 at 10: 20 - 10, so that half of what Maker brings is lost, not all of it.
    own = study(
        products=[{"product": "good", "unit": "goods"}],
        producers=[{"producer": "maker", "cost_of_capital": 0}, {"producer": "other", "cost_of_capital": 0}],
        lines=[
            {"line": "old", "producer": "maker", "product": "good", "capacity": 1, "unit_cost": 0},
            {"line": "new", "producer": "other", "product": "good", "capacity": 0, "unit_cost": 0},
        ],
        projects=[
            {"project": "stands", "line": "old", "kind": "expand", "adds": 1, "capex": 0, "build_time": 0, "begun": "2025-06-01"},
            {"project": "instead", "line": "new", "kind": "new", "adds": 2, "capex": 10, "build_time": 0, "latest": "2026-01-01"},
        ],
        requirements=[
            {"buyer": "state", "product": "good", "period": str(year), "quantity": 2, "kind": "flow", "value": 5, "late_cost": 0}
            for year in (2026, 2027)
        ],
    )  # fmt: skip
    left = without_producer(*hand_of(own), "maker")
    assert left.regret == pytest.approx(10)
    assert left.error == pytest.approx(0, abs=1e-9)


def test_what_was_begun_before_cannot_be_left_out(study):
    own = study(
        projects=[{"project": "more", "line": "old", "kind": "expand", "adds": 2, "capex": 1, "build_time": 0, "begun": "2026-01-01"}]
    )  # fmt: skip
    hand, base = hand_of(own)
    with pytest.raises(UsageError, match="was begun on 2026-01-01"):
        without_project(Capital(hand), base, "more")


def test_were_each_future_known_the_plant_is_built_where_it_pays_there(two_states):
    hand, base = two_states
    assert share_if_known(hand, base, executor_for(1)) == {"build": 1.0}
    # Where demand ends after two years, 70 * (1.03^-1 + 1.03^-2) = 133.9: at 140 it is built only where demand lasts.
    projects = hand.study.projects.assign(capex=140.0)
    dear = replace(hand, study=replace(hand.study, tables={**hand.study.tables, "projects": projects}))  # fmt: skip
    assert share_if_known(dear, base, executor_for(1)) == {"build": pytest.approx(0.5)}


def test_regret_is_the_difference_of_two_plans_worked_out_from_nothing():
    study = read_study(case_path("toy")).with_(settings={"leaves": 2})
    close = Until(1e-4)
    hand, base = hand_of(study, close)
    first = np.flatnonzero(hand.begun[0])[0]
    name = base.labels["begun"].keys[first][0]
    left = without_project(Capital(hand), base, name)
    limit = study.projects["limit"].mask(study.projects["project"] == name, 0)
    closed = replace(study, tables={**study.tables, "projects": study.projects.assign(limit=limit)})
    values = [-solve_first_best(s, hand.tree, close).objective for s in (study, closed)]
    assert left.regret == pytest.approx(values[0] - values[1], abs=4e-4 * values[0])
    assert left.regret > 0
