"""The one market: the plan's own program for given projects, and what every producer's part of it is worth.

A `Market` carries what every question about a deal needs: figures, stances, units, the room that levels have, and
the program.  It is built once for a study and tree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from offtake.deals.acceptance.participation import Participation, Stance, judge, stances
from offtake.deals.clauses.on_offer import Unit, unit_flow, units
from offtake.deals.verdicts.idle import most_made
from offtake.deals.verdicts.moves import Room
from offtake.errors import InfeasibleError
from offtake.market.cash import Cash, cash
from offtake.market.figures import Figures, figures
from offtake.market.flows import Flow, balances, present_values
from offtake.plan.given import Beside, Dispatch
from offtake.plan.plan import Plan
from offtake.study.study import Study
from offtake.uncertainty.tree import ScenarioTree

Vector = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]
KEPT = 8  # positions


@dataclass(frozen=True)
class Position:
    """A plan and the cash that follows from it."""

    plan: Plan
    cash: Cash

    @property
    def begun(self) -> Vector:
        """(nodes, projects)."""
        return self.plan.values["begun"]


@dataclass(frozen=True)
class Tried:
    """What one plan of its own would bring a unit, the others keeping to theirs; no clauses."""

    begun: npt.NDArray[np.int16]  # (nodes, projects), everybody's
    flow: Flow
    sold: Vector  # (nodes, lines of the unit) units
    npv: Vector  # (leaves,) at the unit's own rate
    lowest: float  # balance that its bank sees at worst
    liquid: bool
    value: float  # (1-λ) mean + λ mean of the worst share

    @property
    def rank(self) -> tuple[bool, float]:
        """Whether its bank lets it through, then what it is worth."""
        return self.liquid, self.value


@dataclass(frozen=True)
class Market:
    """Figures, stances and units of a study, and its program for given projects."""

    f: Figures
    stances: tuple[Stance, ...]
    units: tuple[Unit, ...]
    _kept: dict[bytes, Position] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def dispatch(self) -> Dispatch:
        """The program, set up when it is first needed."""
        return Dispatch(self.f.study, self.f.tree)

    @cached_property
    def room(self) -> Room:
        """Where levels may lie."""
        free = self.dispatch.moves
        projects = self.f.q.projects
        return Room(
            self.f.tree, self.dispatch.least_begun, free.limit, free.open_now, projects.requires,
            self.f.q.year,
        )  # fmt: skip

    @cached_property
    def idle(self) -> Beside:
        """What stands idle at asked prices."""
        return Beside(most_made(self.f))

    def stance(self, unit: Unit) -> Stance:
        """The stance of the unit's producer."""
        return self.stances[unit.producer]

    def own_projects(self, unit: Unit) -> Indices:
        """Projects of the unit's lines."""
        return np.flatnonzero(np.isin(self.f.q.projects.line, unit.lines))

    def at(self, plan: Plan) -> Position:
        """A plan and its cash."""
        return Position(plan, cash(self.f, plan))

    def position(
        self, begun: Vector, beside: Beside | None = None, arrangement: str = ""
    ) -> Position:
        """The market with the projects begun.  Raises InfeasibleError where hard rules leave no plan with them."""
        beside = self.idle if beside is None else beside
        key = np.round(begun).astype(np.int16).tobytes() + beside.key
        if key not in self._kept:
            self._keep(key, self.at(self.dispatch.plan(begun, "", beside, near=True)))
        found = self._kept[key]
        return replace(found, plan=replace(found.plan, arrangement=arrangement))

    def hold(self, begun: Vector, beside: Beside | None = None) -> Position:
        """The market with the projects begun; what is tried next starts from here."""
        beside = self.idle if beside is None else beside
        key = np.round(begun).astype(np.int16).tobytes() + beside.key
        return self._keep(key, self.at(self.dispatch.hold(begun, beside)))

    def _keep(self, key: bytes, at: Position) -> Position:
        while len(self._kept) >= KEPT:
            del self._kept[next(iter(self._kept))]
        self._kept[key] = at
        return at

    def loose(self, at: Position, beside: Beside | None = None) -> Position:
        """The same position as any of the plans of equal cost has it: what is ranked stands beside it."""
        beside = self.idle if beside is None else beside
        key = b"loose" + np.round(at.begun).astype(np.int16).tobytes() + beside.key
        if key not in self._kept:
            self._keep(
                key, self.at(self.dispatch.plan(at.begun, "", beside, near=True, tied=False))
            )
        return self._kept[key]

    def tried(
        self,
        unit: Unit,
        levels: Sequence[Vector],
        beside: Beside | None = None,
        *,
        tied: bool = True,
    ) -> list[Tried | None]:
        """What each of the levels would bring the unit; None where hard rules forbid it.

        Without `tied`, at any of the plans of equal cost: quicker, and good enough to rank by.
        """
        return [self._tried(unit, begun, beside, tied) for begun in levels]

    def _tried(self, unit: Unit, begun: Vector, beside: Beside | None, tied: bool) -> Tried | None:
        beside = self.idle if beside is None else beside
        try:
            at = self.at(self.dispatch.plan(begun, "", beside, near=True, tied=tied))
        except InfeasibleError:
            return None
        return self.of(unit, at)

    def of(self, unit: Unit, at: Position) -> Tried:
        """What a position brings the unit."""
        stance, tree = self.stance(unit), self.f.tree
        flow = unit_flow(at.cash, unit, stance.rate)
        npv = present_values(flow, tree, stance.rate, self.f.q.step)
        lowest = float(balances(flow, tree).min())
        return Tried(
            begun=np.round(at.begun).astype(np.int16),
            flow=flow,
            sold=at.cash.sold[:, list(unit.lines)],
            npv=npv,
            lowest=lowest,
            liquid=lowest >= -stance.credit_limit - 1e-6,
            value=stance.value(npv, tree.probability[tree.leaves]),
        )

    def judge(self, unit: Unit, at: Position, outside: float = 0.0) -> Participation:
        """How the unit looks at a position, without clauses."""
        stance = self.stance(unit)
        flow = unit_flow(at.cash, unit, stance.rate)
        return judge(unit.name, stance, flow, self.f.tree, self.f.q.step, outside)


def market(study: Study, tree: ScenarioTree) -> Market:
    """The market of `study` over `tree`."""
    f = figures(study, tree)
    return Market(f, stances(study), units(f))
