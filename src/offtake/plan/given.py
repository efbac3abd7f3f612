"""The plan that follows once it is settled what is begun: a linear program.

`Dispatch` keeps one solver handle; each call changes only the levels of `begun`.  It starts from nothing,
so that presolve can take out what the levels settle: from the last basis the same program took four times
as long.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from offtake.errors import InfeasibleError, SolveError
from offtake.model.figures.quantities import quantities
from offtake.model.limits import Limit
from offtake.model.physical import physical_program
from offtake.plan.first_best import project_moves
from offtake.plan.plan import Effort, Plan
from offtake.plan.search.integers import Progress, solve_integers
from offtake.plan.settled import least_unused, penalties
from offtake.plan.ties import Ties
from offtake.stochastic.program.extensive_form import by_name, duals_by_name, flatten, places
from offtake.stochastic.solver.highs import Handle
from offtake.stochastic.solver.program import Limits, Outcome
from offtake.study.study import Study
from offtake.uncertainty.tree import ScenarioTree

Vector = npt.NDArray[np.float64]


class Dispatch:
    """Making, holding and delivering at least cost, for given projects.

    Not to be shared between threads: it holds a solver handle.
    """

    def __init__(self, study: Study, tree: ScenarioTree, rules: Iterable[Limit] = ()) -> None:
        self.tree = tree
        self.stochastic = physical_program(study, tree, rules)
        self.flat = flatten(self.stochastic)
        self.ties = Ties(quantities(study, tree), tree, self.stochastic, self.flat)
        program = self.flat.program
        self.program = program.relaxed
        self.columns = places(self.stochastic, self.flat, "begun").ravel()
        self.handle = Handle(self.program, "simplex")

    def plan(self, begun: Vector, arrangement: str = "") -> Plan:
        """The plan with `begun` (nodes, projects) as it is; what is committed stands besides.

        Raises InfeasibleError where hard rules leave no plan with these projects.
        """
        began = time.perf_counter()
        levels = np.maximum(np.round(begun).ravel(), self.program.lower[self.columns])
        self.handle.fix(self.columns, levels)
        self.handle.forget()
        self.handle.run()
        found = self.handle.outcome()
        if found.status != "optimal":
            raise InfeasibleError(
                f"the hard rules leave no plan with the projects of {arrangement or 'this plan'}; "
                "loosen table limits"
            )
        return self._plan(found, arrangement, began)

    def _plan(self, found: Outcome, arrangement: str, began: float) -> Plan:
        duals = duals_by_name(self.stochastic, self.flat, found.row_dual)
        beside = penalties(self.stochastic, self.flat, found.x)
        x = least_unused(self.stochastic, self.flat, self.ties.settled(found))
        return Plan(
            arrangement=arrangement,
            tree=self.tree,
            values=by_name(self.stochastic, self.flat, x),
            labels=self.stochastic.labels,
            status=found.status,
            objective=found.objective - beside,
            bound=found.bound - beside,
            effort=Effort(
                solve_seconds=time.perf_counter() - began,
                columns=self.program.cost.size,
                rows=self.program.row_lower.size,
                nonzeros=self.program.matrix.nnz,
                iterations=found.iterations,
                method="given projects",
            ),
            duals=duals if found.row_dual.size else {},
        )

    def plan_from(
        self,
        begun: Vector,
        period: int,
        limits: Limits,
        arrangement: str,
        on_progress: Progress | None = None,
    ) -> Plan:
        """The best plan in which the projects of the periods before `period` are those of `begun`."""
        began = time.perf_counter()
        early = np.repeat(self.tree.period < period, begun.shape[1])
        levels = np.round(begun).ravel().astype(float)
        lower, upper = self.flat.program.lower.copy(), self.flat.program.upper.copy()
        lower[self.columns[early]] = upper[self.columns[early]] = levels[early]
        program = replace(self.flat.program, lower=lower, upper=upper)
        free = project_moves(self.tree, self.stochastic, self.flat)
        late = free.open_now & (self.tree.period >= period)[:, None]
        moves = replace(free, open_now=late)
        found = solve_integers(program, limits, on_progress=on_progress, moves=moves)
        if not found.x.size:
            raise SolveError(f"no plan was found in {limits.seconds:g} seconds; allow more time")
        return self._plan(found, arrangement, began)
