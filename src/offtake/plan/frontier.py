r"""The frontier between cost and delay: the least cost for every delay, not one weight between them.

Delay D has two parts, neither of which hangs on the length of a period: the years for which units of stock are late, by
the mean of a period's beginning and end, and the units never delivered, flows missed and stock still open at the study's
end, each of which counts as one year.  Cost C is what building, making and keeping costs, less end values, in present
millions.  With D° the least delay that can be had and D¹ the delay without any project, at each of a number of steps ε
between them, T the last periods:

.. math::
    \min\; C \quad \text{subject to} \quad
    D = \sum_n π_n \Big( Δ \sum_r \frac{u_{r,a(n)} + u_{r,n}}{2} + \sum_r v_{r,n} \Big) + \sum_{n \in T} π_n \sum_r u_{r,n} \le ε

Neither late costs nor values enter, so nothing here rests on what a late unit is said to cost.  Cost is the expected
one, or what it counts for with the planner's weight on the worst futures; delay is the expected one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sp

from offtake.errors import SolveError
from offtake.model.limits import HardRule
from offtake.model.physical import physical_program
from offtake.plan.search.integers import solve_integers
from offtake.stochastic.program.blocks import StochasticProgram, Vector
from offtake.stochastic.program.extensive_form import Flat, flatten, places
from offtake.stochastic.solver.highs import Highs
from offtake.stochastic.solver.program import LinearProgram, Outcome, Until
from offtake.study.study import Study
from offtake.uncertainty.tree import ScenarioTree


@dataclass(frozen=True)
class FrontierPoint:
    """One point, all expected: delay, which is `late` unit-years of stock and `missed` units that are never delivered;
    cost in present millions, and the bound on that cost."""

    delay: float
    late: float
    missed: float
    cost: float
    bound: float


def frontier(
    study: Study,
    tree: ScenarioTree,
    points: int = 5,
    until: Until = Until(gap=0.005),
    rules: Iterable[HardRule] = (),
) -> tuple[FrontierPoint, ...]:
    """Points of the frontier, from the least delay to that without any project."""
    rules = tuple(rules)
    stochastic = physical_program(study, tree, rules)
    flat = flatten(stochastic)
    late, missed = _weights(stochastic, flat, tree, study.step)
    delay = late + missed
    cost = flatten(physical_program(study, tree, rules, worthless=True)).program
    least = _solve(replace(cost, cost=delay, offset=0.0), until).objective
    begun, upper = places(stochastic, flat, "begun").ravel(), cost.upper.copy()
    upper[begun] = cost.lower[begun]  # nothing is begun but what stands already
    most = _solve(replace(cost, cost=delay, offset=0.0, upper=upper), until).objective
    steps = np.linspace(least * (1 + until.gap), most, points)
    found = []
    for step in steps.tolist():
        answer = _solve(_at_most(cost, delay, step), until)
        waits, lapses = float(late @ answer.x), float(missed @ answer.x)
        found.append(FrontierPoint(waits + lapses, waits, lapses, answer.objective, answer.bound))
    return tuple(found)


def _weights(
    stochastic: StochasticProgram, flat: Flat, tree: ScenarioTree, step: float
) -> tuple[Vector, Vector]:
    """Coefficients of the expected unit-years for which stocks are late, and of the units never delivered."""
    late, missed = np.zeros(flat.program.cost.size), np.zeros(flat.program.cost.size)
    half = tree.probability * step / 2
    years, later = half.copy(), tree.parent >= 0
    np.add.at(years, tree.parent[later], half[later])
    stock = places(stochastic, flat, "late")
    late[stock] = years[:, None]
    missed[stock[tree.leaves]] = tree.probability[tree.leaves, None]
    missed[places(stochastic, flat, "missed")] = tree.probability[:, None]
    return late, missed


def _at_most(program: LinearProgram, weights: Vector, most: float) -> LinearProgram:
    """The program with one row more:  weights @ x <= most."""
    return replace(
        program,
        matrix=sp.csr_array(sp.vstack([program.matrix, sp.csr_array(weights[None, :])])),
        row_lower=np.append(program.row_lower, -np.inf),
        row_upper=np.append(program.row_upper, most),
    )


def _solve(program: LinearProgram, until: Until) -> Outcome:
    found = solve_integers(program, until, Highs())
    if not found.x.size:
        raise SolveError(f"no plan on the frontier was found: {found.status}")
    return found
