"""Tests of a producer's own problem and of no-deal: what a firm does when it only looks after itself."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from offtake.deals.response.nodeal import no_deal
from offtake.deals.response.stopping import best_moments
from offtake.deals.response.table import table
from offtake.formulas.options import now_or_next_year
from offtake.study.examples import case_path
from offtake.study.reading.read import read_study
from offtake.uncertainty.reduction.build import build_tree

YEARS = 60


def widget(chance_up: float = 0.5, risk_weight: float = 0.0):
    """The widget factory of the option to wait: 1600 to build, price 2 now, then 3 or 1 for ever.

    One project makes 100 units a year at no cost.  "For ever" is 60 years and what is left after them: at
    10% a price of 1 for ever is worth 10 at the start of its first year if paid at the end.
    """
    study = read_study(case_path("two-states"))
    tables = dict(study.tables)
    tables["projects"] = tables["projects"].assign(
        capex=1600.0, adds=100.0, latest=None, end_value=0.0
    )
    tables["lines"] = tables["lines"].assign(unit_cost=0.0)
    tables["prices"] = tables["prices"].assign(price=2.0)
    needs = pd.concat([tables["requirements"].iloc[:1]] * YEARS, ignore_index=True)
    needs["period"] = [str(2026 + y) for y in range(YEARS)]
    tables["requirements"] = needs.assign(quantity=100.0, value=80.0)
    states = pd.concat([tables["driver_states"].iloc[:1]] * 2, ignore_index=True)
    states["date"] = pd.Timestamp("2027-01-01").date()
    states["next"] = ["high", "low"]
    states["state"] = "start"
    states["probability"] = [chance_up, 1.0 - chance_up]
    tables["driver_states"] = states
    tables["drivers"] = tables["drivers"].assign(initial="start")
    effects = pd.concat([tables["driver_effects"].iloc[:1]] * 2, ignore_index=True)
    effects["state"] = ["high", "low"]
    effects["table"], effects["column"], effects["operation"] = "prices", "price", "set"
    effects["value"] = [3.0, 1.0]
    tables["driver_effects"] = effects
    tables["producers"] = tables["producers"].assign(risk_weight=risk_weight)
    settings = study.settings.model_copy(update={"periods": YEARS})
    return replace(study, settings=settings, tables=tables)


def begun_when(study) -> tuple[float, list[float]]:
    """What is begun in the first year, and in the second, where the price is high and where it is low."""
    tree = build_tree(study)
    seated = table(study, tree)
    nothing = seated.position(np.zeros((tree.size, 1)))
    levels = seated.proposal(seated.units[0], nothing)[:, 0]
    second = np.flatnonzero(tree.period == 1)
    names = [tree.states[0][s] for s in tree.state[second, 0]]
    return levels[0], [levels[second[names.index(name)]] for name in ("high", "low")]


def test_the_widget_factory_is_built_a_year_later_and_only_if_the_price_has_risen():
    assert begun_when(widget()) == (0.0, [1.0, 0.0])


def test_what_waiting_is_worth_is_the_two_period_value():
    study = widget()
    tree = build_tree(study)
    seated = table(study, tree)
    unit = seated.units[0]
    nothing = seated.position(np.zeros((tree.size, 1)))
    later = seated.judge(unit, seated.position(seated.proposal(unit, nothing))).value
    now = seated.judge(unit, seated.position(np.ones((tree.size, 1)))).value

    # here the price of a year is paid at its end, so money comes a year later than in the textbook,
    # where it comes at once: all revenue is divided by 1.1, the cost of building is not
    left = 1.1 ** -(YEARS - 1)  # what 59 years leave out of a price for ever
    paid_at_end = now_or_next_year(
        1600, 200 / 1.1, [(0.5, 300 / 1.1 * (1 - left)), (0.5, 100 / 1.1 * (1 - left))], 0.10
    )
    assert now == pytest.approx(paid_at_end.now, rel=1e-9)
    assert later == pytest.approx(paid_at_end.wait, rel=1e-9)
    assert later > now > 0.0


def test_a_rise_that_is_nearly_certain_is_not_waited_for():
    assert begun_when(widget(chance_up=0.99))[0] == 1.0


@pytest.mark.parametrize("begun", [0.0, 1.0])
def test_the_best_moment_of_the_widget_factory_is_the_same_whether_or_not_it_was_begun(begun):
    for chance, wanted in ((0.5, (0.0, [1.0, 0.0])), (0.99, (1.0, [1.0, 1.0]))):
        study = widget(chance_up=chance)
        tree = build_tree(study)
        seated = table(study, tree)
        at = seated.position(np.full((tree.size, 1), begun))
        levels = best_moments(seated, seated.units[0], at).plan.values["begun"][:, 0]
        second = np.flatnonzero(tree.period == 1)
        names = [tree.states[0][s] for s in tree.state[second, 0]]
        later = [levels[second[names.index(name)]] for name in ("high", "low")]
        assert (levels[0], later) == wanted


def rivals(capex: dict[str, float]):
    """Two makers of the two-state goods, one unit of them needed for certain; each could build a plant."""
    study = read_study(case_path("two-states"))
    tables = dict(study.tables)
    for name, column in (("producers", "producer"), ("lines", "line"), ("projects", "project")):
        tables[name] = pd.concat([tables[name]] * 2, ignore_index=True)
        tables[name][column] = list(capex)
    tables["lines"]["producer"] = tables["projects"]["line"] = list(capex)
    tables["projects"]["capex"] = list(capex.values())
    tables["prices"] = pd.concat([tables["prices"]] * 2, ignore_index=True)
    tables["prices"]["producer"] = list(capex)
    tables["instruments"] = tables["instruments"].iloc[:0]
    tables["driver_effects"] = tables["driver_effects"].assign(value=1.0)
    return replace(study, tables=tables)


@pytest.mark.parametrize("order", [("dear", "cheap"), ("cheap", "dear")])
def test_the_plant_is_built_by_whom_it_is_worth_most_whatever_the_order(order):
    """Margin 30 a year for five years at 10% is worth 113.7: either would build alone, at 100 or at 80."""
    costs = {"dear": 100.0, "cheap": 80.0}
    study = rivals({name: costs[name] for name in order})
    tree = build_tree(study)
    seated = table(study, tree)

    for end in no_deal(seated, np.ones((tree.size, 2))).equilibria:
        assert end.settled
        assert dict(zip(order, end.begun[0], strict=True)) == {"cheap": 1.0, "dear": 0.0}


def test_nobody_changes_its_mind_at_the_end(toy):
    seated = table(toy.study, toy.tree)
    found = no_deal(seated, toy.plan.values["begun"])

    for end in found.equilibria:
        assert end.settled
        for unit in seated.units:
            own = seated.judge(unit, end.position)
            other = seated.position(seated.proposal(unit, end.position))
            assert seated.judge(unit, other).value <= own.value + 1e-6


def test_projects_that_wait_for_another_go_with_it(toy):
    seated = table(toy.study, toy.tree)
    beta = next(unit for unit in seated.units if unit.name == "Beta")

    levels = seated.without(beta, np.ones((toy.tree.size, len(toy.f.projects))))

    assert levels[:, seated.own_projects(beta)].max() == 0
    assert levels.sum() == toy.tree.size * (len(toy.f.projects) - seated.own_projects(beta).size)
