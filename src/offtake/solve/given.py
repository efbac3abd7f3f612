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

from offtake.errors import InfeasibleError
from offtake.model.limits import Limit
from offtake.model.physical import physical_program
from offtake.solve.extensive_form import by_name, duals_by_name, flatten
from offtake.solve.highs import Highs, Limits, outcome
from offtake.solve.plan import Effort, Plan
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
        program = self.flat.program
        self.program = replace(program, integer=np.zeros_like(program.integer))
        self.columns = np.concatenate(
            [
                np.arange(node.columns["begun"].start, node.columns["begun"].stop)
                + self.flat.column[n]
                for n, node in enumerate(self.stochastic.nodes)
            ]
        ).astype(np.int32)
        self.handle = Highs().load(self.program)
        self.handle.setOptionValue("solver", "simplex")

    def plan(self, begun: Vector, arrangement: str = "") -> Plan:
        """The plan with `begun` (nodes, projects) as it is.

        Raises InfeasibleError where hard rules leave no plan with these projects.
        """
        began = time.perf_counter()
        levels = np.round(begun).ravel().astype(float)
        self.handle.changeColsBounds(self.columns.size, self.columns, levels, levels)
        self.handle.clearSolver()
        self.handle.run()
        found = outcome(self.handle, self.program, Limits())
        if found.status != "optimal":
            raise InfeasibleError(
                f"the hard rules leave no plan with the projects of {arrangement or 'this plan'}; "
                "loosen table limits"
            )
        return Plan(
            arrangement=arrangement,
            tree=self.tree,
            values=by_name(self.stochastic, self.flat, found.x),
            labels=self.stochastic.labels,
            status="optimal",
            objective=found.objective,
            bound=found.objective,
            effort=Effort(
                solve_seconds=time.perf_counter() - began,
                columns=self.program.cost.size,
                rows=self.program.row_lower.size,
                nonzeros=self.program.matrix.nnz,
                iterations=found.iterations,
                method="given projects",
            ),
            duals=duals_by_name(self.stochastic, self.flat, found.row_dual),
        )
