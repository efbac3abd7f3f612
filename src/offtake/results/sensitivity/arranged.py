"""Another arrangement than first-best, worked out again for a study that differs in some figures.

No-deal is what producers' best responses settle at, and the deal is struck again: each takes what the whole arrangement took, so
it is for small studies, or for few assumptions.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from offtake.deals.arrangements.arrangements import arrange
from offtake.frozen import Vector
from offtake.plan.sensitivity.moving import Move, moved
from offtake.plan.sensitivity.resolving import measured
from offtake.results.tables.account import account
from offtake.results.tables.plan.money import expected, social
from offtake.stochastic.solver.program import Until
from offtake.study.study import Study
from offtake.uncertainty.tree import ScenarioTree


class Arranged:
    """One arrangement of a study moved; made from nothing but its arguments, wherever it is needed."""

    def __init__(
        self,
        study: Study,
        tree: ScenarioTree,
        name: str,
        instruments: tuple[str, ...],
        until: Until,
        moves: Sequence[Move] = (),
    ) -> None:
        self.study, self.tree, self.name = moved(study, moves), tree, name
        self.instruments, self.until = instruments, until

    def measures_within(self) -> Vector:
        """See `offtake.plan.sensitivity.resolving.measured_within`; social value is that of the arrangement, and how far it
        may be off is not known."""
        names = ("no-deal", "deal") if self.name == "deal" else (self.name,)
        found = arrange(
            self.study,
            self.tree,
            arrangements=names,
            instruments=self.instruments,
            until=self.until,
        )
        plan = found.plans[self.name]
        a = account(self.study, plan, found)
        values = np.append(measured(plan), np.nan)
        values[0] = expected(a, social(a))
        return np.asarray(values)
