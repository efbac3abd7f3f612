r"""No deal: every producer does what is best for itself, given what the others do.

Whoever gains most moves first.  From a start, each producer's best response to the others is found; the one that
gains most is put into the market, and all look again, until nobody gains.  So where two producers would each
serve the same open demand, the one to whom it is worth more does, whatever their order in the tables.

A response puts each of the producer's projects at its best moment (`stopping`), from four beginnings: what it has,
nothing new, its part of first best, and, once nobody gains otherwise, the answer of its own program, which sees what
its projects are worth together.  Started once from nothing built and once from the plan of first best:
where parts need each other the two can end apart, since nobody makes parts for lines that do not come,
and no line comes without parts.  Both ends are reported.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from offtake.deals.acceptance.participation import TOLERANCE
from offtake.deals.clauses.on_offer import Unit
from offtake.deals.response.stopping import all_idle, best_moments
from offtake.deals.response.table import Position, Table

Vector = npt.NDArray[np.float64]
ROUNDS = 100


@dataclass(frozen=True)
class Change:
    """One producer's change of mind: in every round, that of the one who gains most."""

    round: int
    unit: str
    before: float  # expected projects begun at the end of the study
    after: float
    gain: float  # in its own value, millions


@dataclass(frozen=True)
class Equilibrium:
    """Where best responses came to rest from one start."""

    start: str
    position: Position
    changes: tuple[Change, ...]
    settled: bool  # False where rounds ran out first

    @property
    def begun(self) -> Vector:
        """(nodes, projects)."""
        return self.position.plan.values["begun"]


@dataclass(frozen=True)
class NoDeal:
    """The equilibria of all starts; the first, from nothing built, is the arrangement."""

    equilibria: tuple[Equilibrium, ...]

    @property
    def position(self) -> Position:
        """The arrangement no-deal."""
        return self.equilibria[0].position

    @property
    def agree(self) -> bool:
        """Whether all starts came to the same projects."""
        first = self.equilibria[0].begun
        return all(np.array_equal(first, other.begun) for other in self.equilibria[1:])


def no_deal(table: Table, target: Vector | None = None, rounds: int = ROUNDS) -> NoDeal:
    """Best responses from nothing built, and from the levels `target` where these are given."""
    nothing = np.zeros((table.f.tree.size, len(table.f.projects)))
    starts = [("nothing built", nothing)]
    if target is not None:
        starts.append(("first best", target))
    target = nothing if target is None else target
    return NoDeal(tuple(_settle(table, name, begun, target, rounds) for name, begun in starts))


@dataclass(frozen=True)
class _Response:
    """Where a unit would bring the market, and what it would gain.

    gain: whether its bank begins to let it through, then what it gains in its own value, millions.
    """

    to: Position
    gain: tuple[bool, float]

    @property
    def gains(self) -> bool:
        return self.gain > (False, TOLERANCE)


def _settle(table: Table, start: str, begun: Vector, target: Vector, rounds: int) -> Equilibrium:
    at = table.position(begun)
    units = [unit for unit in table.units if table.own_projects(unit).size]
    changes: list[Change] = []
    ways = [
        _Round(table, units, lambda unit, at: _begin(table, unit, at, target)),
        _Round(table, units, lambda unit, at: [table.proposal(unit, at)]),
    ]
    while len(changes) < rounds:
        found = ways[0].who_gains_most(at) or ways[1].who_gains_most(at)
        if found is None:
            return Equilibrium(start, at, tuple(changes), True)
        unit, response = found
        had, has = (_expected(table, unit, p.plan.values["begun"]) for p in (at, response.to))
        changes.append(Change(len(changes) + 1, unit.name, had, has, response.gain[1]))
        at = response.to
    return Equilibrium(start, at, tuple(changes), False)


def _begin(table: Table, unit: Unit, at: Position, target: Vector) -> list[Vector]:
    """Levels to begin from: nothing new, and its part of the target."""
    without, part = table.without(unit, at.plan.values["begun"]), at.plan.values["begun"].copy()
    own = table.own_projects(unit)
    part[:, own] = target[:, own]
    return [without, table.within_requires(part)]


@dataclass
class _Round:
    """Who would move, from one kind of beginnings; what was found before says whom to ask first."""

    table: Table
    units: list[Unit]
    beginnings: Callable[[Unit, Position], list[Vector]]
    found: dict[str, _Response] = field(default_factory=dict)

    def who_gains_most(self, at: Position) -> tuple[Unit, _Response] | None:
        """The unit that gains most from `at`, the first of the table where several do; None where none gains.

        A unit that gained less before is asked only while nobody is known to gain more: others' moves
        seldom make one's own worth more, and before anything comes to rest all are asked.
        """
        fresh: dict[str, _Response] = {}
        waiting = sorted(self.units, key=self._before, reverse=True)
        for unit in waiting:
            best = max((r.gain for r in fresh.values()), default=(False, TOLERANCE))
            if best <= (False, TOLERANCE) or self._before(unit) > best:
                levels = [] if all_idle(self.table, unit, at) else self.beginnings(unit, at)
                fresh[unit.name] = _respond(self.table, unit, at, levels)
        self.found.update(fresh)
        gaining = [u for u in self.units if u.name in fresh and fresh[u.name].gains]
        if not gaining:
            return None
        mover = max(gaining, key=lambda unit: fresh[unit.name].gain)
        return mover, fresh[mover.name]

    def _before(self, unit: Unit) -> tuple[bool, float]:
        held = self.found.get(unit.name)
        return (True, np.inf) if held is None else held.gain


def _respond(table: Table, unit: Unit, at: Position, beginnings: list[Vector]) -> _Response:
    """The best that the unit finds from what it has and from `beginnings`, each project at its best moment."""
    best = at
    for levels in beginnings:
        if not np.array_equal(levels, best.plan.values["begun"]):
            other = table.position(levels)
            if _worth(table, unit, other) > _worth(table, unit, best):
                best = other
    best = best_moments(table, unit, best)
    had, has = _worth(table, unit, at), _worth(table, unit, best)
    return _Response(best, (has[0] and not had[0], has[1] - had[1]))


def _worth(table: Table, unit: Unit, at: Position) -> tuple[bool, float]:
    judged = table.judge(unit, at)
    return judged.liquid, judged.value


def _expected(table: Table, unit: Unit, begun: Vector) -> float:
    leaves = table.f.tree.leaves
    own = begun[np.ix_(leaves, table.own_projects(unit))].sum(axis=1)
    return float(table.f.tree.probability[leaves] @ own)
