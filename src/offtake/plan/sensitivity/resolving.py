"""Reoptimisation: the plan of a study that differs in some figures, worked out again from the plan at hand.

The plan at hand is held first, from its own basis, which takes a tenth of a solve from nothing.  A few steps more, with
levels between whole numbers let in, give what no plan can be below.  Where that is further off than a tenth of the gap asked for, a small
program is solved to the gap, as any first-best; a large one is changed where duals promise more, until nothing near
the plan is better (`plan/search/local_search`).  Either way the answer is never worse than the plan at hand, on the same
figures, it is known how far off the best plan may be at most, and no figure but those moved differs: tree and probabilities are the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from offtake.frozen import Vector
from offtake.plan.given import Dispatch
from offtake.plan.plan import Plan
from offtake.plan.search.integers import Incumbent, Seeking, solve_integers
from offtake.plan.sensitivity.moving import Move, moved
from offtake.stochastic.methods.answer import Clock
from offtake.stochastic.solver.highs import basis_of, written
from offtake.stochastic.solver.program import Until
from offtake.study.study import Study
from offtake.uncertainty.tree import ScenarioTree

SMALL = 20_000
"""Columns up to which a program is solved from its bound as well."""
Stands = tuple[Vector, Vector]
"""A basis as arrays, which travel to other processes."""


@dataclass(frozen=True)
class AtHand:
    """What re-solves start from: the study, its tree, what is begun on it, and the basis of that plan."""

    study: Study
    tree: ScenarioTree
    begun: Vector  # (nodes, projects)
    basis: Stands | None
    until: Until


def at_hand(study: Study, plan: Plan, until: Until) -> tuple[AtHand, Plan]:
    """`plan` improved by the same search that re-solves use, so that differences are those of figures alone."""
    begun = np.round(plan.values["begun"])
    first = Resolve(AtHand(study, plan.tree, begun, None, until))
    best = first.plan(tied=False)
    if np.array_equal(begun, np.round(best.values["begun"])):
        best = replace(best, values=plan.values)  # ties were settled when it was made
    else:
        begun = np.round(best.values["begun"])
        best = replace(first.dispatch.plan(begun, "first-best", near=True), bound=best.bound)
    first.dispatch.hold(begun)
    assert first.dispatch.basis is not None
    return AtHand(study, plan.tree, begun, written(first.dispatch.basis), until), best


class Resolve:
    """One study moved, to be worked out again; made from nothing but its arguments, wherever it is needed."""

    def __init__(
        self,
        hand: AtHand,
        moves: Sequence[Move] = (),
        starts: Sequence[Vector] = (),
        dispatch: Dispatch | None = None,
    ) -> None:
        """`dispatch` is that of the study moved, where it is at hand."""
        self.hand, self.starts = hand, (hand.begun, *starts)
        self.dispatch = dispatch or Dispatch(moved(hand.study, moves), hand.tree)
        if hand.basis is not None:
            columns, rows = hand.basis
            program = self.dispatch.program
            if (columns.size, rows.size) == (program.cost.size, program.row_lower.size):
                self.dispatch.basis = basis_of(columns, rows)

    def plan(self, tied: bool = True, bounded: bool = True) -> Plan:
        """The best plan found, with what no plan can be below; `tied` as in `Dispatch.plan`.

        Without `bounded` nothing is proved of a large program, which takes less time.
        """
        levels, error = self._searched(bounded)
        self.dispatch.basis = self.dispatch.handle.basis  # that of the last plan tried is nearest
        found = self.dispatch.plan(levels, "first-best", near=True, tied=tied)
        return replace(found, bound=found.objective - error)

    def measures(self) -> Vector:
        """See `measured`."""
        return measured(self.plan())

    def measures_within(self) -> Vector:
        """See `measured_within`."""
        return measured_within(self.plan())

    def _searched(self, bounded: bool) -> tuple[Vector, float]:
        """What is begun in the best plan found, and how far its cost may lie above that of the best there is."""
        held = [self.dispatch.plan(s, near=True, tied=False) for s in self.starts]
        levels = np.round(min(held, key=lambda p: p.objective).values["begun"])
        program, moves, until = self.dispatch.flat.program, self.dispatch.moves, self.hand.until
        if not program.integer.any():
            return levels, 0.0
        search = self._relaxed(levels, bounded or program.cost.size <= SMALL)
        if search.gap <= until.gap / 10:
            return levels, search.objective - search.bound
        if program.cost.size <= SMALL:
            found = solve_integers(program, until, moves=moves)
            bound = max(search.bound, found.bound)
            if found.x.size and found.objective < search.objective:
                return np.round(found.x[moves.columns]), max(found.objective - bound, 0.0)
            return levels, max(search.objective - bound, 0.0)
        seeking = Seeking(self.dispatch.handle, program, until, Clock(until.seconds))
        search = seeking.improved(moves, search)
        return np.round(search.x[moves.columns]), search.objective - search.bound

    def _relaxed(self, levels: Vector, bounded: bool) -> Incumbent:
        """The plan with `levels`, and, where asked for, the bound that all levels between whole ones give: few steps from its
        basis.

        The handle then stands at the plan again.
        """
        handle, program = self.dispatch.handle, self.dispatch.program
        columns = self.dispatch.moves.columns.ravel()
        handle.fix(columns, levels.ravel())
        handle.run()
        x, value, basis = handle.x, handle.value, handle.basis
        if not bounded:
            return Incumbent(x, value, -np.inf, 0)
        handle.bounds(columns, program.lower[columns], program.upper[columns])
        handle.run()
        bound = min(handle.value, value) if handle.status == "optimal" else -np.inf
        handle.fix(columns, levels.ravel())
        handle.start_from(basis)
        return Incumbent(x, value, bound, 0)


def measured(plan: Plan) -> Vector:
    """Social value (present millions), units delivered in all by product, projects begun at the start by project.

    The means over the futures of the plan's tree, in the order of `measure_names`.
    """
    chance = plan.tree.probability
    delivered = chance @ plan.values["deliver"]
    products = _products(plan)
    units = [float(delivered[[p == name for p in products]].sum()) for name in dict.fromkeys(products)]  # fmt: skip
    first = np.round(plan.values["begun"][plan.tree.roots[0]])
    return np.array([-plan.mean_cost, *units, *first])


def measured_within(plan: Plan) -> Vector:
    """`measured`, and at the end `known_within`."""
    return np.append(measured(plan), known_within(plan))


def known_within(plan: Plan) -> float:
    """By how much social value may be too low at most, present millions; NaN where the bound is of something else,
    since the planner weighs the worst futures."""
    return plan.objective - plan.bound if plan.objective == plan.mean_cost else float("nan")


def measure_names(plan: Plan) -> tuple[list[str], list[str]]:
    """(social_value and delivered:PRODUCT, the projects): what `measured` holds."""
    delivered = [f"delivered:{name}" for name in dict.fromkeys(_products(plan))]
    return ["social_value", *delivered], [key[0] for key in plan.labels["begun"].keys]


def _products(plan: Plan) -> list[str]:
    labels = plan.labels["deliver"]
    k = labels.dims.index("product")
    return [key[k] for key in labels.keys]
