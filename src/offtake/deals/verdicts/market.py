"""The one market, second stage of the investment game: the plan's own program for given projects, and what every
producer's part of it is worth.

A `Market` carries what every question about a deal needs: figures, stances, units, the room that levels have, and
the program.  It is built once for a study and tree.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from offtake.deals.acceptance.participation import Participation, Stance, judge, stances
from offtake.deals.clauses.on_offer import Unit, unit_flow, units
from offtake.deals.verdicts.headroom import budget_years
from offtake.deals.verdicts.heard import Heard
from offtake.deals.verdicts.idle import lacking, most_made
from offtake.deals.verdicts.memory import Memory
from offtake.deals.verdicts.moves import Room
from offtake.errors import InfeasibleError
from offtake.formulas.flow import Flow, at_end
from offtake.frozen import Indices, Vector
from offtake.market.cash import Cash, cash
from offtake.market.figures import Figures, figures
from offtake.market.flows import balances, expected_value, present_values
from offtake.model.budget import obliging
from offtake.model.most import Most
from offtake.plan.given import Dispatch
from offtake.plan.plan import Plan
from offtake.study.study import Study
from offtake.uncertainty.tree import ScenarioTree

KEPT = 8  # positions
SMALL = 40_000
"""Columns of a program in which every plan is tried with its ties settled."""


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
    spent: Vector  # (ends of budget years,) paid by buyers for goods; empty in a large program
    tied: bool = True  # whether the market's ties were settled

    @property
    def rank(self) -> tuple[bool, float]:
        """Whether its bank lets it through, then what it is worth."""
        return self.liquid, self.value


Terms = tuple[Vector | None, Vector | None]
"""What clauses add to a unit, and what buyers owe."""
Held = tuple[Vector | None, Vector | None, npt.NDArray[np.int16]]
"""What the market was held at: what clauses add to a unit, what buyers owe, levels."""


class Help(Protocol):
    """Workers that try plans; see `spread`."""

    def note(self, held: Held) -> None:
        """Remember what the market is held at."""

    def tried(
        self, here: Market, unit: int, levels: Sequence[Vector], tied: bool
    ) -> list[Tried | None] | None:
        """What each of the levels would bring the unit; None where they are too few to hand out."""

    def close(self) -> None:
        """End the workers."""


@dataclass(frozen=True)
class Market:
    """Figures, stances and units of a study, its program for given projects, and what a deal changes in it."""

    f: Figures
    stances: tuple[Stance, ...]
    units: tuple[Unit, ...]
    lift: Vector | None = None  # (nodes, lines) money per unit that signed clauses add
    obliged: Vector | None = (
        None  # (nodes, buyers) millions that buyers owe besides goods and orders
    )
    apart: Vector | None = (
        None  # (units, nodes, buyers) of it, what they owe under the clauses of each unit
    )
    help: Help | None = field(default=None, repr=False, compare=False)
    heard: Heard = field(default_factory=Heard, repr=False, compare=False)
    _memories: dict[str, Memory[Tried]] = field(default_factory=dict, repr=False, compare=False)
    _programs: dict[bytes, Dispatch] = field(default_factory=dict, repr=False, compare=False)
    _bases: dict[bytes, Any] = field(default_factory=dict, repr=False, compare=False)
    """By who owes anything, on which the program's rows depend: the basis of the last plan held."""
    _kept: dict[bytes, Position] = field(default_factory=dict, repr=False, compare=False)

    def under(self, lift: Vector | None = None, obliged: Vector | None = None) -> Market:
        """The same market under clauses; itself where they change nothing in it."""
        if self.apart is None and _same(lift, self.lift) and _same(obliged, self.obliged):
            return self
        return replace(self, lift=lift, obliged=obliged, apart=None, _kept={})

    def signed(self, lift: Vector | None, apart: Vector | None) -> Market:
        """The same market under clauses that are told apart by unit, (units, nodes, buyers)."""
        if apart is None:
            return self.under(lift)
        return replace(self.under(lift, apart.sum(axis=0)), apart=apart)

    def refused(self, unit: Unit) -> Market:
        """The market without what the unit's own clauses add to its lines, or are owed; itself where these change nothing in it.

        In a large program budgets are left as all clauses leave them.
        """
        lift, owed, own = self.lift, self.obliged, list(unit.lines)
        if lift is not None and (lift[:, own] * lacking(self.f)[:, own]).any():
            lift = lift.copy()
            lift[:, own] = 0.0
            lift = lift if lift.any() else None
        if self.apart is not None and self.small:
            owed = np.delete(self.apart, self.units.index(unit), axis=0).sum(axis=0)
            owed = owed if owed.any() else None
        if _same(lift, self.lift) and _same(owed, self.obliged):
            return self
        return self.under(lift, owed)

    def helped(self, by: Help) -> Market:
        """The same market, its plans tried by workers."""
        return replace(self, help=by)

    @cached_property
    def dispatch(self) -> Dispatch:
        """The program, set up when it is first needed."""
        key = b"" if self.obliged is None else self.obliged.tobytes()
        if key not in self._programs:
            found = None
            for old in [k for k in self._programs if k]:  # large: one besides the first
                had = self._programs.pop(old)
                found = had.owing(self.obliged) if self.obliged is not None else None
            if found is None:
                found = Dispatch(self.f.study, self.f.tree, obliged=self.obliged)
            self._programs[key] = found
        return self._programs[key]

    @property
    def _first(self) -> Dispatch:
        """The program without clauses."""
        if b"" not in self._programs:
            self._programs[b""] = Dispatch(self.f.study, self.f.tree)
        return self._programs[b""]

    @property
    def columns(self) -> int:
        """How large the program is."""
        return int(self._first.program.cost.size)

    @property
    def small(self) -> bool:
        """Whether every plan can be tried, with ties settled."""
        return self.columns <= SMALL

    @cached_property
    def room(self) -> Room:
        """Where levels may lie."""
        free = self._first.moves
        return Room(
            self.f.tree, self._first.least_begun, free.limit, free.open_now,
            self.f.q.projects.requires, self.f.q.year,
        )  # fmt: skip

    @cached_property
    def most(self) -> Most | None:
        """What lines may make at most, where some stand idle."""
        return most_made(self.f, self.lift)

    def stance(self, unit: Unit) -> Stance:
        """The stance of the unit's producer."""
        return self.stances[unit.producer]

    def own_projects(self, unit: Unit) -> Indices:
        """Projects of the unit's lines."""
        return np.flatnonzero(np.isin(self.f.q.projects.line, unit.lines))

    def without(self, unit: Unit, begun: Vector) -> Vector:
        """The same levels, nothing of the unit's, nor what asks for it."""
        return self.room.nothing(self.own_projects(unit), begun)

    def at(self, plan: Plan) -> Position:
        """A plan and its cash."""
        return Position(plan, cash(self.f, plan))

    def position(self, begun: Vector) -> Position:
        """The market with the projects begun, its ties settled where the program is small.

        Raises InfeasibleError where hard rules leave no plan with these projects.
        """
        return self.settled(begun) if self.small else self.loose(begun)

    def settled(self, begun: Vector) -> Position:
        """The market with the projects begun, its ties settled."""
        solve = partial(self.dispatch.plan, begun, most=self.most, near=True)
        return self._found(begun, b"", solve)

    def hold(self, begun: Vector) -> Position:
        """As `position`; what is tried next starts from here."""
        if self.help is not None:
            self.help.note((self.lift, self.obliged, np.round(begun).astype(np.int16)))
        self.rest(begun)
        return self.position(begun)

    def rest(self, begun: Vector) -> None:
        """What is tried next starts from the levels `begun`, and these from what was held last, whatever buyers owed."""
        here = self.dispatch
        owing = obliging(self.f.q, self.obliged).tobytes()
        here.basis = self._bases.get(owing, here.basis)
        here.hold(begun, self.most)
        self._bases[owing] = here.basis

    def loose(self, begun: Vector) -> Position:
        """The market with the projects begun, at any of the plans of equal cost: what is ranked stands beside it."""
        solve = partial(self.dispatch.plan, begun, most=self.most, near=True, tied=False)
        return self._found(begun, b"loose", solve)

    def _found(self, begun: Vector, kind: bytes, solve: Callable[[], Plan]) -> Position:
        key = kind + _key(begun)
        if key not in self._kept:
            found = self.at(solve())
            while len(self._kept) >= KEPT:
                del self._kept[next(iter(self._kept))]
            self._kept[key] = found
        return self._kept[key]

    def tried(
        self, unit: Unit, levels: Sequence[Vector], *, tied: bool = True
    ) -> list[Tried | None]:
        """What each of the levels would bring the unit; None where hard rules forbid it.

        Without `tied`, at any of the plans of equal cost: quicker, and good enough to rank by.
        """
        known = [self._recalled(unit, begun, tied) for begun in levels]
        new = [begun for begun, tried in zip(levels, known, strict=True) if tried is None]
        found = None
        if self.help is not None:
            found = self.help.tried(self, self.units.index(unit), new, tied)
        if found is None:
            found = [self._tried(unit, begun, tied) for begun in new]
        for begun, tried in zip(new, found, strict=True):
            self._keep(unit, begun, tried)
        answers = iter(found)
        return [next(answers) if tried is None else tried for tried in known]

    def memory(self, unit: Unit) -> Memory[Tried]:
        """What is known of the unit's plans."""
        if unit.name not in self._memories:
            had = next(iter(self._memories.values()), None)
            years = budget_years(self.f) if had is None else had.years
            self._memories[unit.name] = Memory(years)
        return self._memories[unit.name]

    def _recalled(self, unit: Unit, begun: Vector, tied: bool) -> Tried | None:
        """A plan tried before that is one under these clauses too."""
        if not self.small:
            return None
        return self.memory(unit).recall((_key(begun), self._most_key), self._owed, tied)

    def _keep(self, unit: Unit, begun: Vector, tried: Tried | None) -> None:
        if tried is not None and self.small:
            self.memory(unit).keep((_key(begun), self._most_key), self._owed, tried)

    @cached_property
    def _most_key(self) -> bytes:
        return b"" if self.most is None else self.most.key

    @cached_property
    def _owed(self) -> Vector:
        """(ends,): what buyers owe in each budget year besides goods."""
        years = self.memory(self.units[0]).years
        if years is None or self.obliged is None:
            return np.zeros(0 if years is None else years.node.size)
        return years.by_year(self.f, self.obliged)

    def _tried(self, unit: Unit, begun: Vector, tied: bool) -> Tried | None:
        try:
            plan = self.dispatch.plan(begun, most=self.most, near=True, tied=tied)
        except InfeasibleError:
            return None
        return replace(self.of(unit, self.at(plan)), tied=tied)

    def of(self, unit: Unit, at: Position) -> Tried:
        """What a position brings the unit."""
        flow = unit_flow(at.cash, unit, self.stance(unit).rate)
        begun = np.round(at.begun).astype(np.int16)
        years = self.memory(unit).years if self.small else None
        spent = np.zeros(0) if years is None else years.by_year(self.f, at.cash.paid)
        return self._valued(unit, begun, flow, at.cash.sold[:, list(unit.lines)], spent)

    def shifted(self, unit: Unit, tried: Tried, by: Flow) -> Tried:
        """The same plan with other cash."""
        return self._valued(unit, tried.begun, tried.flow + by, tried.sold, tried.spent)

    def _valued(
        self, unit: Unit, begun: npt.NDArray[np.int16], flow: Flow, sold: Vector, spent: Vector
    ) -> Tried:
        stance, tree = self.stance(unit), self.f.tree
        npv = present_values(flow, tree, stance.rate, self.f.q.step)
        lowest = float(balances(flow, tree).min())
        return Tried(
            begun=begun,
            flow=flow,
            sold=sold,
            npv=npv,
            lowest=lowest,
            liquid=lowest >= -stance.credit_limit - 1e-6,
            value=stance.value(npv, tree.probability[tree.leaves]),
            spent=spent,
        )

    def judge(self, unit: Unit, at: Position, outside: float = 0.0) -> Participation:
        """How the unit looks at a position, without clauses."""
        stance, tree, step = self.stance(unit), self.f.tree, self.f.q.step
        flow = unit_flow(at.cash, unit, stance.rate)
        receipts = at_end(at.cash.receipts[:, list(unit.lines)].sum(axis=1))
        received = expected_value(receipts, tree, stance.rate, step)
        slack = self.f.study.settings.material * received
        return judge(unit.name, stance, flow, tree, step, outside, slack)

    def has_part(self, unit: Unit, begun: Vector) -> bool:
        """Whether the levels ask the unit to begin anything that does not stand in any case."""
        own = self.own_projects(unit)
        return bool((begun[:, own] > self.room.lower[:, own] + 0.5).any())


def _key(begun: Vector) -> bytes:
    return np.round(begun).astype(np.int16).tobytes()


def _same(one: Vector | None, other: Vector | None) -> bool:
    if one is None or other is None:
        return one is other
    return np.array_equal(one, other)


def market(study: Study, tree: ScenarioTree) -> Market:
    """The market of `study` over `tree`."""
    f = figures(study, tree)
    return Market(f, stances(study), units(f))
