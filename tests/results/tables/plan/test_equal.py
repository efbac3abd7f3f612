"""Which of two equal projects is begun is told."""

from __future__ import annotations

import pandas as pd
import pytest
from tests.conftest import BASE

from offtake.plan.first_best import solve_first_best
from offtake.results.tables.account import account
from offtake.results.tables.plan.equal import equal_projects
from offtake.stochastic.solver.program import Until
from offtake.study.reading.assemble import study_from_frames
from offtake.study.study import Settings
from offtake.uncertainty.reduction.build import build_tree
from offtake.views.figures.grounds.limits import equal_sentences


@pytest.fixture
def twins():
    """12 a year needed; two firms make 5 each, with a project of 8 each, of which one is enough."""

    def make(changes=None, **more):
        projects = {
            name: {"project": f"at {name}", "line": name, "kind": "expand", "adds": 8, "capex": 5, "build_time": 0, **(changes or {}).get(name, {})}
            for name in ("north", "south")
        }  # fmt: skip
        tables = {**BASE, "projects": list(projects.values()), **more} | {
            "producers": [{"producer": f, "cost_of_capital": 0.0} for f in ("F", "G")],
            "prices": [{"producer": f, "product": "good", "price": 4} for f in ("F", "G")],
            "lines": [
                {"line": line, "producer": f, "product": "good", "capacity": 5, "unit_cost": 2}
                for line, f in (("north", "F"), ("south", "G"))
            ],
        }
        settings = Settings(name="twins", title="Twins", currency="EUR", price_year=2026, start="2026-01-01", period="year", periods=2)  # fmt: skip
        return study_from_frames(settings, {k: pd.DataFrame(rows) for k, rows in tables.items()})

    return make


def told(written):
    return equal_projects(account(written, solve_first_best(written, build_tree(written), Until(gap=0.0))))  # fmt: skip


def test_of_two_equal_projects_one_is_begun_and_the_other_named(twins):
    (found,) = told(twins())

    assert sorted([*found["begun"], *found["instead_of"]]) == ["at north", "at south"]
    assert [len(found[key]) for key in ("begun", "instead_of")] == [1, 1]


@pytest.mark.parametrize(
    "difference", [{"capex": 6}, {"life": 5}, {"build_time": 0.01}, {"limit": 2}]
)
def test_projects_that_differ_in_anything_are_not_equal(twins, difference):
    assert told(twins({"south": difference})) == []


def test_nor_are_those_whose_lines_supply_on_other_terms(twins):
    assert told(twins(supply=[{"buyer": "state", "producer": "G", "extra_cost": 0.1}])) == []


def test_nor_those_that_a_rule_names(twins):
    rule = {"limit": "r", "variable": "begun", "where": "project=at south", "maximum": 1}
    assert told(twins(limits=[rule])) == []


def test_the_method_says_so_once_for_all_arrangements():
    one = {"equal_projects": [{"begun": ["a"], "instead_of": ["b"]}]}
    headline = {"arrangements": {"deal": one, "first-best": one, "no-deal": {"equal_projects": []}}}

    assert equal_sentences(headline) == (
        "Deal and first-best: a and b are equal: that the plan begins a and not b is decided by their names.",
    )
