"""Lines as one: the same cost to all digits, and a plan of the lines; buyers in groups: the same optimum from nearer by."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from tests.plan.random_studies import random_study

from offtake.model.physical import physical_program
from offtake.plan.search import alike
from offtake.plan.search.alike import basis_from_groups, lines_as_one
from offtake.plan.stated import stated
from offtake.stochastic.program import few_futures
from offtake.stochastic.program.extensive_form import flatten
from offtake.stochastic.solver.highs import Handle
from offtake.study.examples import case_path
from offtake.study.reading.read import read_study
from offtake.study.study import Study
from offtake.uncertainty.reduction.build import build_tree


def in_thirds(study: Study) -> Study:
    """The study with each line as two, of a third and two thirds of its capacity; projects stay with the first."""
    lines = study.lines
    first = lines.assign(capacity=lines["capacity"] / 3, fixed_cost=lines["fixed_cost"] / 3)
    rest = lines.assign(
        line=lines["line"] + " too",
        capacity=lines["capacity"] * 2 / 3,
        fixed_cost=lines["fixed_cost"] * 2 / 3,
    )
    return study.with_(lines=pd.concat([first, rest], ignore_index=True))


def solved(program):
    handle = Handle(program.relaxed)
    handle.run()
    return handle.outcome()


@pytest.mark.parametrize("seed", range(16))
def test_lines_as_one_cost_the_same_and_come_back_as_a_plan_with_its_duals(seed):
    study = in_thirds(random_study(seed))
    flat = flatten(physical_program(study, build_tree(study)))
    p, lines = flat.program, lines_as_one(flat)
    assert lines.small.program.cost.size < p.cost.size

    apart, found = solved(p), lines.outcome(solved(lines.small.program))

    assert found.objective == pytest.approx(apart.objective, rel=1e-11, abs=1e-9)
    assert p.cost @ found.x + p.offset == pytest.approx(apart.objective, rel=1e-10, abs=1e-8)
    rows, small = p.matrix @ found.x, 1e-6
    assert (rows >= p.row_lower - small).all()
    assert (rows <= p.row_upper + small).all()
    assert (found.x >= p.lower - small).all()
    assert (found.x <= p.upper + small).all()
    away = found.reduced_cost * np.minimum(found.x - p.lower, p.upper - found.x)
    assert np.abs(np.nan_to_num(away)).max() < 1e-5  # what costs more stands at its bound


def test_a_rule_that_names_a_line_keeps_it_apart():
    study = read_study(case_path("portfolio"))
    tree = build_tree(study)
    rule = pd.DataFrame(
        [{"limit": "quiet", "variable": "make", "where": "line=fire engines south", "maximum": 15.0, "source": "assumed", "note": "the town is quiet"}]
    )  # fmt: skip
    for limits, saved in ((study.limits, tree.size), (rule, 0)):
        flat = flatten(physical_program(study.with_(limits=limits), tree))
        small = lines_as_one(flat).small.program
        assert flat.program.cost.size - small.cost.size == saved


def test_from_buyers_in_groups_it_is_not_far_to_the_same_optimum(monkeypatch):
    monkeypatch.setattr(alike, "SMALL", 0)
    monkeypatch.setattr(few_futures, "SMALL", 0)
    study = read_study(case_path("portfolio"))
    halves = ("budgets", "requirements")
    twice = {name: _halved(study.tables[name], name) for name in halves}
    names = pd.concat([study.buyers, study.buyers.assign(buyer=study.buyers["buyer"] + " too")])
    study = study.with_(buyers=names, **twice)
    of = stated(study, build_tree(study))
    lines = lines_as_one(of.flat)
    cold, near = (Handle(lines.small.program.relaxed, presolve=False) for _ in range(2))

    basis = basis_from_groups(of, lines.small)
    assert basis is not None
    near.start_from(basis)
    for handle in (cold, near):
        handle.run()

    assert near.value == pytest.approx(cold.value, rel=1e-9)
    assert near.iterations < cold.iterations / 2


def _halved(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    column = {"budgets": "amount", "requirements": "quantity"}[name]
    parts = [frame.assign(**{column: frame[column] * 0.4})]
    parts.append(frame.assign(**{column: frame[column] * 0.6, "buyer": frame["buyer"] + " too"}))
    return pd.concat(parts, ignore_index=True)
