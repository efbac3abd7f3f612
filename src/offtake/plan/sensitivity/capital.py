r"""The program of the plan at hand with a project left out, or with another capital cost, built once.

A project that is left out has a limit of 0: its columns have it as their upper bound.  Capital stands in the objective alone, where
it is linear: at k times as much the costs of the project's columns are

.. math:: c(k) = c(1) + (k - 1) (c(2) - c(1))

Where it stands elsewhere too, since the planner weighs the worst futures, that is seen by writing the program once more,
and each is then built for itself.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

import numpy as np

from offtake.frozen import Flags, Vector
from offtake.model.physical import physical_program
from offtake.plan.given import Dispatch
from offtake.plan.sensitivity.resolving import AtHand
from offtake.stochastic.program.extensive_form import flatten
from offtake.stochastic.solver.program import LinearProgram


class Capital:
    """What a plan at hand may begin, and at which cost; made once for all its projects."""

    def __init__(self, hand: AtHand) -> None:
        self.hand = hand
        self.dispatch = Dispatch(hand.study, hand.tree)

    @cached_property
    def once_more(self) -> Vector | None:
        """(nodes, projects): what a project begun at a node costs more, expected present value, at twice the capital.

        None where capital does not stand in the objective alone.
        """
        frame = self.hand.study.projects
        twice = frame.assign(capex=2.0 * frame["capex"])
        study = replace(self.hand.study, tables={**self.hand.study.tables, "projects": twice})
        p = self.dispatch.flat.program
        other = flatten(physical_program(study, self.hand.tree)).program
        if not _differ_in_costs_alone(p, other):
            return None
        return np.asarray((other.cost - p.cost)[self.dispatch.moves.columns])

    def without(self, gone: Flags) -> Dispatch:
        """The program without the projects `gone` (projects,)."""
        p = self.dispatch.flat.program
        upper = p.upper.copy()
        upper[self.dispatch.moves.columns[:, gone]] = 0.0
        return self.dispatch.within(replace(p, upper=upper))

    def at(self, project: str, k: float) -> Dispatch | None:
        """The program with the project's capital k times what it is; None where that must be built."""
        if self.once_more is None:
            return None
        own = [key[0] for key in self.dispatch.flat.stochastic.labels["begun"].keys].index(project)
        p = self.dispatch.flat.program
        cost = p.cost.copy()
        cost[self.dispatch.moves.columns[:, own]] += (k - 1.0) * self.once_more[:, own]
        return self.dispatch.within(replace(p, cost=cost))


def _differ_in_costs_alone(one: LinearProgram, other: LinearProgram) -> bool:
    same = all(
        np.array_equal(getattr(one, name), getattr(other, name))
        for name in ("lower", "upper", "row_lower", "row_upper")
    )
    alike = one.matrix.shape == other.matrix.shape and (one.matrix != other.matrix).nnz == 0
    return same and alike and one.offset == other.offset
