"""The table at which producers sit: what each unit's part of a plan is worth to it, and alternatives.

A `Table` carries what every question about a deal needs: figures, stances, units, and the spot market for
given projects.  It is built once for a study and tree.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from offtake.deals.acceptance.participation import Participation, Stance, judge, stances
from offtake.deals.clauses.on_offer import Unit, unit_flow, units
from offtake.deals.response.best_response import OwnProblem, Standing, own_problem
from offtake.deals.response.residual import market
from offtake.market.cash import Cash, cash
from offtake.market.figures import Figures, figures
from offtake.market.spot import spot_plan
from offtake.plan.plan import Plan
from offtake.study.study import Study
from offtake.uncertainty.tree import ScenarioTree

Vector = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Position:
    """A plan and the cash that follows from it."""

    plan: Plan
    cash: Cash


@dataclass(frozen=True)
class Table:
    """Figures, stances and units of a study."""

    f: Figures
    stances: tuple[Stance, ...]
    units: tuple[Unit, ...]
    _problems: dict[str, OwnProblem] = field(default_factory=dict, repr=False, compare=False)
    """Own problems already built: only their bounds change from one market to the next."""

    def position(self, begun: Vector) -> Position:
        """The spot market with the projects begun, and its cash."""
        return self.at(spot_plan(self.f, begun))

    def at(self, plan: Plan) -> Position:
        """A plan and its cash."""
        return Position(plan, cash(self.f, plan))

    def stance(self, unit: Unit) -> Stance:
        """The stance of the unit's producer."""
        return self.stances[unit.producer]

    def judge(self, unit: Unit, at: Position, outside: float = 0.0) -> Participation:
        """How the unit looks at a position, without clauses."""
        stance = self.stance(unit)
        flow = unit_flow(at.cash, unit, stance.rate)
        return judge(unit.name, stance, flow, self.f.tree, self.f.q.step, outside)

    def own_projects(self, unit: Unit) -> npt.NDArray[np.int64]:
        """Projects of the unit's lines."""
        return np.flatnonzero(np.isin(self.f.q.projects.line, unit.lines))

    def without(self, unit: Unit, begun: Vector) -> Vector:
        """The same projects, none of the unit's, nor any that ask for one of these."""
        levels = begun.copy()
        gone = set(self.own_projects(unit).tolist())
        while True:
            asks = [p for p, r in enumerate(self.f.q.projects.requires.tolist()) if r in gone]
            if gone.issuperset(asks):
                break
            gone.update(asks)
        levels[:, sorted(gone)] = 0.0
        return levels

    def proposal(
        self,
        unit: Unit,
        at: Position,
        terms: Standing | None = None,
        most: Vector | None = None,
    ) -> Vector:
        """What the unit would begin if the others kept to the position; no more than `most` of its own."""
        begun = at.plan.values["begun"]
        if not self.own_projects(unit).size:
            return begun
        found = market(self.f, at.plan, at.cash, unit.lines)
        problem = self._problems.get(unit.name) if terms is None else None
        if problem is None:
            problem = own_problem(self.f, unit.lines, self.stance(unit), terms)
            if terms is None:
                self._problems[unit.name] = problem
        return self.within_requires(problem.solve(found, begun, most))

    def within_requires(self, begun: Vector) -> Vector:
        """Nothing stands that asks for a project which does not stand at the node before."""
        levels, tree = begun.copy(), self.f.tree
        for p, r in enumerate(self.f.q.projects.requires.tolist()):
            if r >= 0:
                for n in range(tree.size):
                    parent = int(tree.parent[n])
                    stands = parent >= 0 and levels[parent, r] > 0.5
                    before = levels[parent, p] if parent >= 0 else 0.0
                    levels[n, p] = levels[n, p] if stands else before
        return levels


def table(study: Study, tree: ScenarioTree) -> Table:
    """Set the table for `study` over `tree`."""
    f = figures(study, tree)
    return Table(f, stances(study), units(f))
