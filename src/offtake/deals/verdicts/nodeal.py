r"""No deal (a Nash equilibrium in what is begun): every producer does what is best for itself, given what the others do.

Whoever gains most moves first.  From a start, each producer's best response to the others is found in the one
market; the one that gains most moves, and all look again, until nobody gains.  So where two producers would each
serve the same open demand, the one to whom it is worth more does, whatever their order in the tables.  Where best
responses go round in a circle, the member with the least ε (largest gain of anybody) is shown, so said.

Started from nothing built and from the plan of first best: where parts need each other the ends can differ, since
nobody makes parts for lines that do not come, and no line comes without parts.  The end with the higher social value
is the arrangement; what lies between two ends is the worth of coordination.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from offtake.deals.clauses.on_offer import Unit
from offtake.deals.verdicts.heard import CHANGES, FINE, questions_from
from offtake.deals.verdicts.market import Market, Position
from offtake.deals.verdicts.search import Found, enumerable, respond
from offtake.errors import InfeasibleError
from offtake.frozen import Vector

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
class End:
    """Where best responses came to rest from one start."""

    start: str
    position: Position
    changes: tuple[Change, ...]
    verdicts: tuple[Found, ...]  # every unit's, at the end
    settled: bool  # False where they go round in a circle, or rounds ran out
    social_value: float  # present value, millions

    @property
    def begun(self) -> Vector:
        """(nodes, projects)."""
        return self.position.begun

    @property
    def epsilon(self) -> float:
        """The largest gain of anybody among what was tried, millions."""
        return max((v.gain for v in self.verdicts), default=0.0)


@dataclass(frozen=True)
class NoDeal:
    """The ends of all starts."""

    ends: tuple[End, ...]

    @property
    def shown(self) -> End:
        """The arrangement: the end with the highest social value, of equal ones the first."""
        return max(self.ends, key=lambda end: round(end.social_value, 6))

    @property
    def agree(self) -> bool:
        """Whether all starts came to the same projects."""
        return all(np.array_equal(self.ends[0].begun, end.begun) for end in self.ends[1:])

    @property
    def coordination(self) -> float:
        """Worth of coordination: social value of the best end less that of the worst, millions."""
        values = [end.social_value for end in self.ends]
        return max(values) - min(values)


def no_deal(market: Market, target: Vector | None = None, rounds: int = ROUNDS) -> NoDeal:
    """Best responses from nothing built, and from the levels `target` where these are given.

    Raises InfeasibleError where hard rules leave no plan to begin from.
    """
    nothing = market.room.lower
    starts = [("nothing built", market.room.kept(nothing))]
    if target is not None:
        starts.append(("first best", target))
    walk = _Walk(market, target)
    walk.starts = len(starts)
    ends: list[End] = []
    failed: InfeasibleError | None = None
    for name, begun in starts:
        try:
            ends.append(_settle(walk, name, begun, rounds))
        except InfeasibleError as error:
            failed = error
    if failed is not None and not ends:
        raise failed
    return NoDeal(tuple(ends))


def _settle(walk: _Walk, start: str, begun: Vector, rounds: int) -> End:
    market = walk.market
    walk.begin(start)
    at = market.hold(begun)
    changes: list[Change] = []
    past: list[tuple[bytes, Position, float]] = []
    while len(changes) < rounds:
        mover = walk.who_gains_most(at)
        if mover is None:
            return _end(walk, start, at, changes, True)
        unit, found = mover
        past.append((_key(at), at, found.gain))
        to = found.best.begun.astype(float)
        had, has = (_expected(market, unit, levels) for levels in (at.begun, to))
        changes.append(Change(len(changes) + 1, unit.name, had, has, found.gain))
        at = market.hold(to)
        seen = [key for key, _, _ in past]
        if _key(at) in seen:
            circle = past[seen.index(_key(at)) :]
            at = market.hold(min(circle, key=lambda member: member[2])[1].begun)
            break
    return _end(walk, start, at, changes, False)


def _end(walk: _Walk, start: str, at: Position, changes: list[Change], settled: bool) -> End:
    verdicts = tuple(walk.verdict(unit, at) for unit in walk.units)
    return End(start, at, tuple(changes), verdicts, settled, -at.plan.mean_cost)


@dataclass
class _Walk:
    """Who would move; what was found before says whom to ask first."""

    market: Market
    target: Vector | None
    gains: dict[tuple[str, bool], tuple[bool, float]] = field(default_factory=dict)
    verdicts: dict[tuple[str, bool, bytes], Found] = field(default_factory=dict)
    starts: int = 1  # from which nobody has begun yet
    start: str = ""
    changes: int = 0  # of mind, from this start
    expected: int = CHANGES  # of them, from this start

    def __post_init__(self) -> None:
        market = self.market
        self.units = [unit for unit in market.units if market.own_projects(unit).size]

    def begin(self, start: str) -> None:
        """Begin from another start."""
        self.gains.clear()
        self.start, self.changes, self.expected = start, 0, CHANGES
        if not self.market.heard.done:
            ahead = self.starts * (len(self.units) + questions_from(len(self.units), CHANGES))
            self.market.heard.begin("no-deal", "every producer for itself", ahead)
        self.starts -= 1

    def verdict(self, unit: Unit, at: Position, fine: bool = True) -> Found:
        """What the unit would rather do at a position that the market holds."""
        fine = fine or enumerable(self.market, unit)
        key = (unit.name, fine, _key(at))
        if key not in self.verdicts:
            part = []
            if self.target is not None:
                levels, own = at.begun.copy(), self.market.own_projects(unit)
                levels[:, own] = self.target[:, own]
                part.append(self.market.room.kept(levels))
            self.verdicts[key] = respond(self.market, unit, at, also=part, fine=fine)
        return self.verdicts[key]

    def who_gains_most(self, at: Position) -> tuple[Unit, Found] | None:
        """The unit that gains most, the first of the table where several do; None where none gains.

        Single subtrees and dates between are tried only where nobody gains otherwise.
        """
        found = self._who(at, fine=False) or self._who(at, fine=True)
        self.changes += found is not None
        return found

    def _who(self, at: Position, fine: bool) -> tuple[Unit, Found] | None:
        """A unit that gained less before is asked only while nobody is known to gain more: others' moves seldom
        make one's own worth more, and before anything comes to rest all are asked."""
        unknown = (True, np.inf)
        asked: list[tuple[Unit, Found]] = []
        self._expect(fine)
        order = sorted(
            self.units, key=lambda u: self.gains.get((u.name, fine), unknown), reverse=True
        )
        for unit in order:
            most = max((found.rank for _, found in asked if found.gains), default=None)
            if most is None or self.gains.get((unit.name, fine), unknown) > most:
                found = self.verdict(unit, at, fine)
                self.gains[unit.name, fine] = found.rank
                asked.append((unit, found))
                self._tell(asked, fine)
        if not self.changes and not fine:  # who gains in the first round is likely to move once
            self.expected = sum(found.gains for _, found in asked)
        gaining = {unit.name: found for unit, found in asked if found.gains}
        movers = [unit for unit in self.units if unit.name in gaining]
        if not movers:
            return None
        mover = max(movers, key=lambda unit: gaining[unit.name].rank)
        return mover, gaining[mover.name]

    def _expect(self, fine: bool) -> None:
        """What is ahead as a round begins."""
        count, later = len(self.units), len(self.units) + questions_from(len(self.units), CHANGES)
        left = max(self.expected - self.changes, 0)
        own = FINE * count if fine else questions_from(count, left)
        if not fine and not self.changes:
            own += count
        self.market.heard.expect(own + self.starts * later)

    def _tell(self, asked: list[tuple[Unit, Found]], fine: bool) -> None:
        """How far a round is, and the largest gain of anybody that it has found: nothing once all is at rest."""
        most = max(found.gain for _, found in asked)
        changes = f"{self.changes} change{'' if self.changes == 1 else 's'} of mind"
        doing = f"from {self.start}, {changes}, {len(asked)} of {len(self.units)} producers asked, largest gain {most:,.3g} million"
        self.market.heard.step(doing, FINE if fine else 1.0)


def _key(at: Position) -> bytes:
    return np.round(at.begun).astype(np.int16).tobytes()


def _expected(market: Market, unit: Unit, begun: Vector) -> float:
    leaves = market.f.tree.leaves
    own = begun[np.ix_(leaves, market.own_projects(unit))].sum(axis=1)
    return float(market.f.tree.probability[leaves] @ own)
