"""A study's products side by side: how seconds and memory grow with a portfolio, first-best, to 0.5%.

The extensive form is the very program that this package solves, as arrays, given to HiGHS.
"""

from __future__ import annotations

from functools import partial

from bench.case import Case, Found, Tool
from bench.scaled import scaled
from offtake import examples, load
from offtake.model.physical import physical_program
from offtake.plan.first_best import solve_first_best
from offtake.stochastic.program.extensive_form import flatten
from offtake.stochastic.solver.highs import Highs
from offtake.stochastic.solver.program import LinearProgram, Until
from offtake.study.study import Study
from offtake.uncertainty.reduction.build import build_tree

GAP = 0.005


def cases() -> list[Case]:
    """Copies of a small study for the tests, and of nato-155mm."""
    small = Case("tiny-copies-2", _tools("two-states", 2), gap=GAP, limit=20.0, tiny=True)
    return [small, *(Case(f"copies-{k}", _tools("nato-155mm", k), gap=GAP, limit=600.0) for k in (1, 2, 4))]  # fmt: skip


def _tools(name: str, copies: int) -> dict[str, Tool]:
    build = partial(_study, name, copies)
    return {
        "offtake": Tool(build, _first_best),
        "extensive form": Tool(partial(_program, name, copies), _extensive),
    }


def _study(name: str, copies: int) -> object:
    return scaled(load(examples[name]), copies)


def _program(name: str, copies: int) -> object:
    study = _study(name, copies)
    assert isinstance(study, Study)
    return flatten(physical_program(study, build_tree(study))).program


def _first_best(study: object, gap: float, limit: float) -> Found:
    assert isinstance(study, Study)
    plan = solve_first_best(study, build_tree(study), Until(gap, limit))
    return plan.objective, plan.bound, f"{plan.effort.columns:,} columns"


def _extensive(program: object, gap: float, limit: float) -> Found:
    assert isinstance(program, LinearProgram)
    found = Highs()(program, Until(gap, limit))
    return found.objective, found.bound, found.status
