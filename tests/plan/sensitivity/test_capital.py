"""The program held for all projects is, for each, the one that is built anew."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from offtake.model.physical import physical_program
from offtake.plan.sensitivity.capital import Capital
from offtake.plan.sensitivity.resolving import AtHand
from offtake.stochastic.program.extensive_form import flatten
from offtake.stochastic.solver.program import Until
from offtake.study.examples import case_path
from offtake.study.reading.read import read_study
from offtake.uncertainty.reduction.build import build_tree


@pytest.fixture(scope="module")
def toy():
    study = read_study(case_path("toy")).with_(settings={"leaves": 2})
    return study, build_tree(study)


def held(study, tree):
    return Capital(AtHand(study, tree, np.zeros((tree.size, len(study.projects))), None, Until()))


def built(study, tree, **columns):
    projects = study.projects.assign(**columns)
    tables = {**study.tables, "projects": projects}
    return flatten(physical_program(replace(study, tables=tables), tree)).program


def test_capital_three_times_as_much_is_that_of_the_study_with_that_figure(toy):
    study, tree = toy
    capital = held(study, tree)
    for name in study.projects["project"]:
        own = study.projects["project"] == name
        other = built(
            study, tree, capex=study.projects["capex"].mask(own, 3 * study.projects["capex"])
        )
        program = capital.at(name, 3.0).flat.program
        assert program.cost == pytest.approx(other.cost, abs=1e-9)
        assert np.array_equal(program.upper, other.upper)


def test_a_project_left_out_has_a_limit_of_nothing(toy):
    study, tree = toy
    capital = held(study, tree)
    for k, name in enumerate(study.projects["project"]):
        own = study.projects["project"] == name
        other = built(study, tree, limit=study.projects["limit"].mask(own, 0))
        program = capital.without(np.arange(own.size) == k).flat.program
        assert np.array_equal(program.upper, other.upper)
        assert np.array_equal(program.cost, other.cost)


def test_where_the_worst_futures_weigh_each_cost_is_built(toy):
    study, tree = toy
    averse = replace(
        study, settings=study.settings.model_copy(update={"risk_weight": 0.5, "tail": 0.5})
    )
    assert held(averse, tree).once_more is None
    assert held(averse, tree).at(study.projects["project"].iloc[0], 2.0) is None
