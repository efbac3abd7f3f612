r"""What knowing more, and planning for uncertainty, are worth: EVPI, VSS, and their kin.

With RP the cost of the plan over the tree (the recourse problem), each at the planner's rate:

=====================  ============================================  ==========================================
name                   formula                                       the plan it compares with
=====================  ============================================  ==========================================
EVPI                   RP - WS                                       every future known at the start
partial EVPI           RP - WS of one driver                         one driver's course known at the start
VSS                    EEV - RP                                      first decisions made for the mean future
value of multistage    TS - RP                                       all projects settled at the start
=====================  ============================================  ==========================================

First decisions are the projects begun before anything becomes known.  Each cost is that of a plan found to the
gap asked for, so a value smaller than `error`, the sum of the two absolute gaps, says nothing.

With a weight on the worst futures every cost is what the costs of the futures count for, on the tree as it stands:
who is told more decides otherwise, and counts the same.  So no value falls below 0.
Birge and Louveaux (2011), chapter 4.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from offtake.errors import SolveError
from offtake.frozen import Vector
from offtake.model.physical import physical_program
from offtake.model.risk.aversion import planner
from offtake.plan.search.integers import solve_integers
from offtake.plan.settled import penalties
from offtake.plan.told import merged, told_program
from offtake.stochastic.program.extensive_form import Flat, flatten
from offtake.stochastic.solver.highs import Highs
from offtake.stochastic.solver.program import LinearProgram, Outcome, Until
from offtake.study.study import Study
from offtake.uncertainty.reveal import courses, mean_tree, reveal, wait_and_see_trees
from offtake.uncertainty.tree import ScenarioTree


@dataclass(frozen=True)
class Worth:
    """One value: how much dearer the first cost is than the second, in present millions."""

    name: str
    dearer: float
    cheaper: float
    error: float

    @property
    def value(self) -> float:
        """dearer - cheaper."""
        return self.dearer - self.cheaper


def information(
    study: Study, tree: ScenarioTree, until: Until = Until(gap=0.005)
) -> tuple[Worth, ...]:
    """EVPI, VSS, the value of multistage, and the partial EVPI of every driver of `tree`."""
    flat = flatten(physical_program(study, tree))
    recourse = _solved(flat.program, until)
    foresight = _foresight(study, tree, until)
    mean = _solved_tree(study, mean_tree(tree), until)
    for_mean = _solved(_first_decisions(flat, tree, mean), until)
    settled = _solved(_settled_at_start(flat, tree), until)
    found = [
        _worth("EVPI", recourse, foresight),
        _worth("VSS", for_mean, recourse),
        _worth("value of multistage", settled, recourse),
    ]
    for driver in tree.drivers:
        known = _told(study, tree, driver, until)
        found.append(_worth(f"partial EVPI: {driver}", recourse, known))
    return tuple(found)


_Cost = tuple[float, float]  # and what it cannot be below


def _worth(name: str, dearer: _Cost, cheaper: _Cost) -> Worth:
    error = dearer[0] - dearer[1] + cheaper[0] - cheaper[1]
    return Worth(name, dearer[0], cheaper[0], error)


def _solved(program: LinearProgram, until: Until) -> _Cost:
    found = _outcome(program, until)
    return found.objective, found.bound


def _outcome(program: LinearProgram, until: Until) -> Outcome:
    found = solve_integers(program, until, Highs())
    if not found.x.size:
        raise SolveError(f"no plan to compare with was found: {found.status}")
    return found


def _foresight(study: Study, tree: ScenarioTree, until: Until) -> _Cost:
    """What the costs of the futures count for, each with a plan of its own."""
    parts = wait_and_see_trees(tree)
    costs, beside = _costs(study, parts, until)
    overspent = float(np.array([p for p, _ in parts]) @ beside)  # not weighed, as in the program
    value, bound = (planner(study).value(tree, column) + overspent for column in costs.T)
    return value, bound


def _told(study: Study, tree: ScenarioTree, driver: str, until: Until) -> _Cost:
    """The cost for a planner who is told the course of `driver` at the start."""
    parts = reveal(tree, driver)
    if planner(study).weight > 0:
        return _solved(told_program(study, tree, parts, courses(tree, driver)), until)
    chance = np.array([p for p, _ in parts])
    costs, beside = _costs(study, parts, until)
    value, bound = chance @ (costs + beside[:, None])
    return float(value), float(bound)


def _costs(
    study: Study, parts: Iterable[tuple[float, ScenarioTree]], until: Until
) -> tuple[Vector, Vector]:
    """(parts, 2), cost and bound of each part, solved by itself, and (parts,) what is put upon its overspending beside."""
    costs, beside = [], []
    for _, part in parts:
        flat = flatten(physical_program(study, part))
        found = _outcome(flat.program, until)
        beside.append(penalties(flat, found.x))
        costs.append((found.objective - beside[-1], found.bound - beside[-1]))
    return np.array(costs), np.array(beside)


def _solved_tree(study: Study, tree: ScenarioTree, until: Until) -> Vector:
    """Levels of `begun`, (nodes, projects), of the plan for `tree`."""
    flat = flatten(physical_program(study, tree))
    return np.round(_outcome(flat.program, until).x[flat.columns("begun")])


def _first_decisions(flat: Flat, tree: ScenarioTree, mean: Vector) -> LinearProgram:
    """The program in which what is begun before anything is known is begun as in `mean`."""
    alone = (np.bincount(tree.period)[tree.period] == 1) | (tree.parent < 0)
    columns = flat.columns("begun")[alone]
    lower, upper = flat.program.lower.copy(), flat.program.upper.copy()
    lower[columns] = upper[columns] = mean[tree.period[alone]]
    return replace(flat.program, lower=lower, upper=upper)


def _settled_at_start(flat: Flat, tree: ScenarioTree) -> LinearProgram:
    """The program in which all nodes of a period share one level of `begun`."""
    columns = flat.columns("begun")
    stands_for = np.arange(flat.program.cost.size)
    first = np.array([np.flatnonzero(tree.period == t)[0] for t in range(tree.periods)])
    stands_for[columns] = columns[first[tree.period]]
    return merged(flat.program, stands_for)
