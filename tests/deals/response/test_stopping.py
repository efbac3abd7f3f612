"""Tests of stopping.py: each project at its best moment."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from offtake.deals.response.stopping import best_moments, idle
from offtake.deals.response.table import table
from offtake.study.examples import case_path
from offtake.study.reading.read import read_study
from offtake.uncertainty.reduction.build import build_tree


@pytest.fixture(scope="module")
def seated():
    study = read_study(case_path("toy"))
    return table(study, build_tree(study))


def levels_from(seated, project: int, start: int):
    """One project begun everywhere from a period on, where its window allows."""
    tree, window = seated.f.tree, seated.f.q.projects.window[:, project]
    levels = np.zeros((tree.size, len(seated.f.projects)))
    for n in range(tree.size):
        before = levels[tree.parent[n], project] if tree.parent[n] >= 0 else 0.0
        begins = tree.period[n] >= start and window[tree.period[n]]
        levels[n, project] = max(before, float(begins))
    return seated.within_requires(levels)


def test_no_single_start_in_all_futures_is_worth_more(seated):
    """Beginning a project at one date on every path is among what stopping chooses from."""
    nothing = seated.position(np.zeros((seated.f.tree.size, len(seated.f.projects))))
    years = range(0, seated.f.tree.periods, 4)
    for unit in seated.units:
        best = seated.judge(unit, best_moments(seated, unit, nothing)).value
        for project in seated.own_projects(unit):
            for start in years:
                at = seated.position(levels_from(seated, project, start))
                assert seated.judge(unit, at).value <= best + 1e-6


@pytest.mark.parametrize("plenty", [2.0, 5.0, 100.0])
def test_a_project_that_would_stand_idle_gains_nothing_whenever_it_is_begun(plenty):
    """Its line is never full, and new capacity is called last: nothing is sold that was not before."""
    study = read_study(case_path("toy"))
    lines = study.lines.assign(capacity=study.lines["capacity"] * plenty)
    study = replace(study, tables={**study.tables, "lines": lines})
    seated = table(study, build_tree(study))
    nothing = seated.position(np.zeros((seated.f.tree.size, len(seated.f.projects))))
    found = 0
    for unit in seated.units:
        had = seated.judge(unit, nothing).value
        for project in seated.own_projects(unit).tolist():
            if idle(seated.f, nothing, project):
                found += 1
                for start in range(0, seated.f.tree.periods, 3):
                    at = seated.position(levels_from(seated, project, start))
                    assert seated.judge(unit, at).value <= had + 1e-9
    assert found or plenty < 100.0


def test_levels_that_none_may_pass_are_kept(seated):
    nothing = np.zeros((seated.f.tree.size, len(seated.f.projects)))
    for unit in seated.units:
        found = best_moments(seated, unit, seated.position(nothing), most=nothing)
        assert not found.plan.values["begun"].any()
