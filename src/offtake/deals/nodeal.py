r"""No deal: every producer does what is best for itself, given what the others do.

Gauss-Seidel: one producer after another solves its own problem in the market that the others leave; what it
would begin is put into the spot market, and kept where that is worth more to it than what it had, and
more than nothing new.  Rounds go on until nobody changes.  Started once from nothing built and once from
the plan of first best: where parts need each other the two can end apart, since nobody makes parts for
lines that do not come, and no line comes without parts.  Both ends are reported.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from offtake.deals.clauses import Unit
from offtake.deals.participation import TOLERANCE
from offtake.deals.table import Position, Table

Vector = npt.NDArray[np.float64]
ROUNDS = 3
INERTIA = 0.002  # share of its value that a producer must gain before it changes its mind


@dataclass(frozen=True)
class Change:
    """One producer's change of mind in one round."""

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
    shape = (table.f.tree.size, len(table.f.projects))
    starts = [("nothing built", np.zeros(shape))]
    if target is not None:
        starts.append(("first best", target))
    return NoDeal(tuple(_settle(table, name, begun, rounds) for name, begun in starts))


def _settle(table: Table, start: str, begun: Vector, rounds: int) -> Equilibrium:
    at = table.position(begun)
    changes: list[Change] = []
    answered: dict[str, Position] = {}  # what each unit last found to be best, as a whole market
    settled = False
    for number in range(1, rounds + 1):
        before = len(changes)
        for unit in table.units:
            if table.own_projects(unit).size and answered.get(unit.name) is not at:
                at, change = _respond(table, unit, at, number)
                answered[unit.name] = at
                if change is not None:
                    changes.append(change)
        if len(changes) == before:
            settled = True
            break
    return Equilibrium(start, at, tuple(changes), settled)


def _respond(table: Table, unit: Unit, at: Position, number: int) -> tuple[Position, Change | None]:
    """The unit's best of what it has, nothing new, and what it proposes."""
    best, now = at, table.judge(unit, at)
    first = now
    worth_while = TOLERANCE + INERTIA * abs(first.value)
    begun = at.plan.values["begun"]
    for levels in (table.proposal(unit, at), table.without(unit, begun)):
        if not np.array_equal(levels, best.plan.values["begun"]):
            other = table.position(levels)
            judged = table.judge(unit, other)
            threshold = now.value + (worth_while if best is at else 0.0)
            if (judged.liquid, judged.value) > (now.liquid, threshold):
                best, now = other, judged
    if best is at:
        return at, None
    had, has = (_expected(table, unit, p.plan.values["begun"]) for p in (at, best))
    return best, Change(number, unit.name, had, has, now.value - first.value)


def _expected(table: Table, unit: Unit, begun: Vector) -> float:
    leaves = table.f.tree.leaves
    own = begun[np.ix_(leaves, table.own_projects(unit))].sum(axis=1)
    return float(table.f.tree.probability[leaves] @ own)
