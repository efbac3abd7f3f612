r"""The frontier between cost and delay: the least cost for every delay, not one weight between them.

Delay D is the expected number of unit-years late, or missed; cost C what building, making and keeping costs,
less end values, in present millions.  With D° the least delay that can be had and D¹ the delay without any
project, at each of a number of steps ε between them:

.. math::
    \min\; C \quad \text{subject to} \quad
    D = \sum_n π_n Δ \Big( \sum_r u_{r,n} + \sum_r v_{r,n} \Big) \le ε

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
    """One point: delay in expected unit-years, cost in present millions, and the bound on that cost."""

    delay: float
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
    delay = _weights(stochastic, flat, study.step)
    cost = flatten(physical_program(study, tree, rules, worthless=True)).program
    least = _solve(replace(cost, cost=delay, offset=0.0), until).objective
    begun, upper = places(stochastic, flat, "begun").ravel(), cost.upper.copy()
    upper[begun] = cost.lower[begun]  # nothing is begun but what stands already
    most = _solve(replace(cost, cost=delay, offset=0.0, upper=upper), until).objective
    steps = np.linspace(least * (1 + until.gap), most, points)
    found = []
    for step in steps.tolist():
        answer = _solve(_at_most(cost, delay, step), until)
        found.append(FrontierPoint(float(delay @ answer.x), answer.objective, answer.bound))
    return tuple(found)


def _weights(stochastic: StochasticProgram, flat: Flat, step: float) -> Vector:
    """Coefficients of the expected unit-years late or missed."""
    weights = np.zeros(flat.program.cost.size)
    for n, node in enumerate(stochastic.nodes):
        for name in ("late", "missed"):
            where = node.columns[name]
            first = flat.column[n]
            weights[first + where.start : first + where.stop] = stochastic.probability[n] * step
    return weights


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
