"""The arrangements side by side: course, no-deal, deal, first-best.

arranged = arrange(study, tree, first_best)
arranged.deal.offer.sizes, arranged.statistics["leverage"]
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from offtake.deals.acceptance.participation import Participation
from offtake.deals.arrangements.signing import Signing, sign
from offtake.deals.arrangements.terms import Signed, signed_clause
from offtake.deals.cheapest.cheapest import Lure, payers
from offtake.deals.cheapest.deal import Struck
from offtake.deals.cheapest.kinds import Single, rank_reversals, singles, within_budget
from offtake.deals.cheapest.program import Seat
from offtake.deals.cheapest.ranges import Opened, face, opens_without
from offtake.deals.cheapest.table import asked_parts, payers_beside
from offtake.deals.cheapest.temptation import Lures
from offtake.deals.names import ARRANGEMENTS, USUAL
from offtake.deals.verdicts.heard import Heard
from offtake.deals.verdicts.market import Market, Position, market
from offtake.deals.verdicts.nodeal import NoDeal, no_deal
from offtake.deals.verdicts.search import Found, respond
from offtake.deals.verdicts.spread import shared
from offtake.errors import UsageError
from offtake.frozen import Vector
from offtake.plan.first_best import DEFAULT, solve_first_best
from offtake.plan.plan import Plan
from offtake.stochastic.parallel.executor import Executor
from offtake.stochastic.solver.program import Until
from offtake.study.study import Study
from offtake.uncertainty.tree import ScenarioTree

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Deal:
    """A deal struck, with what a reader asks of every clause."""

    struck: Struck
    signing: Signing
    opened: Opened  # what opens where a clause is struck out
    ranges: Vector  # (clauses, 2) smallest and largest size at 1% more cost of its unit's clauses
    singles: tuple[Single, ...]  # each kind of clause alone, by unit
    eager: dict[str, float]
    """Units that would like to begin more than asked, and what they would gain."""

    @property
    def clauses(self) -> tuple[Signed, ...]:
        """The signed clauses."""
        f, offer = self.struck.target.cash.f, self.struck.offer
        return tuple(
            signed_clause(
                f, offer, k, self.opened, (float(self.ranges[k, 0]), float(self.ranges[k, 1]))
            )
            for k in np.flatnonzero(offer.signed).tolist()
        )


@dataclass(frozen=True)
class Judged:
    """One producer's judgement of an arrangement: its own cash, and whether it does its part."""

    producer: str
    npv_mean: float
    npv_tail: float
    acceptance: float
    accepts: bool
    epsilon: float  # the largest gain among the alternatives tried
    tried: int


@dataclass(frozen=True)
class Arrangements:
    """What was asked for of the three; `plans` holds their plans by name."""

    market: Market
    plans: dict[str, Plan]
    positions: dict[str, Position]
    no_deal: NoDeal | None
    deal: Deal | None
    parts: Vector  # (nodes, projects) levels of first-best, the parts first asked for
    asked: tuple[Participation, ...] = ()
    """How every unit with a part in the first-best plan judges that part without clauses, beside the goods of first-best."""
    verdicts: tuple[Found, ...] = ()
    """What each of these found besides its part, in the order of `asked`."""

    def producers(self, arrangement: str) -> list[Judged]:
        """How every producer (or line, where judged so) judges an arrangement.

        In no-deal and first-best, acceptance is that of its part of the first-best plan without clauses: below 0
        it refuses.  In the deal it is that of its part with its clauses.  Whoever has no part has nothing to
        refuse: acceptance 0.
        """
        at = self.positions[arrangement]
        struck = None if self.deal is None or arrangement != "deal" else self.deal.struck
        by_unit = {p.unit: p for p in (self.asked if struck is None else struck.after)}
        gains = self._gains(arrangement)
        rows = []
        for unit in self.market.units:
            own = self.market.judge(unit, at)
            part = by_unit.get(unit.name)
            cash = part if struck is not None and part is not None else own
            gain, tried, _ = gains.get(unit.name, (0.0, 0, True))
            acceptance, accepts = (0.0, True) if part is None else (part.acceptance, part.accepts)
            rows.append(
                Judged(unit.name, cash.mean, cash.tail_mean, acceptance, accepts, gain, tried)
            )
        return rows

    def cut(self, arrangement: str) -> list[str]:
        """Units of which not all alternatives were tried."""
        return [name for name, (_, _, whole) in self._gains(arrangement).items() if not whole]

    def _gains(self, arrangement: str) -> dict[str, tuple[float, int, bool]]:
        """By unit: the largest gain among the alternatives tried, how many, and whether that was the whole list."""
        if arrangement == "no-deal" and self.no_deal is not None:
            return {v.unit: (v.gain, v.tried, v.whole) for v in self.no_deal.shown.verdicts}
        if arrangement == "deal" and self.deal is not None:
            struck = self.deal.struck
            return {v.unit: (struck.epsilon[v.unit], v.tried, v.whole) for v in struck.found}
        judged = zip(self.asked, self.verdicts, strict=True)
        return {p.unit: (p.gap, v.tried, v.whole) for p, v in judged}


def arrange(
    study: Study,
    tree: ScenarioTree,
    first_best: Plan | None = None,
    *,
    arrangements: tuple[str, ...] = USUAL,
    instruments: tuple[str, ...] = (),
    until: Until = DEFAULT,
    tell: Tell = lambda _: None,
    executor: Executor | None = None,
) -> Arrangements:
    """All arrangements asked for, on one tree.  `first_best` saves solving it again.

    `executor`: workers that share the plans which producers try; how many changes no byte.  `instruments` restricts the deal to kinds of clause.  Raises UsageError for unknown arrangements, and
    where a producer's hurdle and risk weight count risk twice.
    """
    if unknown := [name for name in arrangements if name not in ARRANGEMENTS]:
        raise UsageError(
            f"no arrangement {', '.join(unknown)}; there are {', '.join(ARRANGEMENTS)}"
        )
    here = replace(shared(market(study, tree), executor), heard=Heard(tell))
    try:
        return _arranged(here, first_best, arrangements, instruments, until, tell)
    finally:
        if here.help is not None:
            here.help.close()


def _arranged(
    here: Market,
    first_best: Plan | None,
    arrangements: tuple[str, ...],
    instruments: tuple[str, ...],
    until: Until,
    tell: Tell,
) -> Arrangements:
    study, tree = here.f.study, here.f.tree
    if first_best is None:
        tell("first-best: one owner of everything")
        first_best = solve_first_best(study, tree, until)
    target = first_best.values["begun"]
    positions: dict[str, Position] = {}
    nodeal, deal = None, None
    asked: tuple[Participation, ...] = ()
    verdicts: tuple[Found, ...] = ()
    if "course" in arrangements:
        tell("course: nothing more is decided")
        positions["course"] = here.position(here.room.lower)
    if {"no-deal", "deal"} & set(arrangements):
        nodeal = no_deal(here, target)
        end = replace(nodeal.shown, position=here.settled(nodeal.shown.begun))
        positions["no-deal"] = end.position
    if "deal" in arrangements:
        assert nodeal is not None
        deal = describe(sign(here, target, end, instruments, until))
        positions["deal"] = deal.struck.target
    if nodeal is not None:
        # beside the goods of first-best, whatever clauses do to them
        asked, verdicts = asked_parts(here, target)
    positions["first-best"] = here.at(first_best)
    kept = {name: _as(name, positions[name]) for name in ARRANGEMENTS if name in arrangements}
    plans = {name: at.plan for name, at in kept.items()}
    shown = nodeal if "no-deal" in arrangements else None
    return Arrangements(here, plans, kept, shown, deal, target, asked, verdicts)


def describe(signing: Signing) -> Deal:
    """What a reader asks of every clause of a deal."""
    struck = signing.struck
    f, offer, tempted = struck.market.f, struck.offer, lures(struck)
    beside = payers_beside(struck)
    alone = [
        replace(
            single,
            within_budget=within_budget(
                f,
                seat,
                offer,
                struck.headroom,
                single.kind,
                tempted,
                payers((*free_seats(struck), *beside), seat, offer),
            ),
        )
        for seat, judged in zip(free_seats(struck), struck.before, strict=True)
        if not judged.accepts
        for single in singles(f, seat, offer.clauses, tempted)
    ]
    return Deal(
        struck,
        signing,
        opens_without(f, free_seats(struck), offer, tempted, struck.headroom),
        face(f, free_seats(struck), offer, tempted, beside=beside),
        tuple(alone),
        eager(struck),
    )


def lures(struck: Struck) -> Lure:
    """What the seats of a deal would rather do under other offers."""
    who = {u.name: (u, v) for u, v in zip(struck.units, struck.found, strict=True)}
    return Lures(struck.market.f, who)


def free_seats(struck: Struck) -> tuple[Seat, ...]:
    """The seats of a deal without the rows that its own clauses needed: other clauses tempt to other things."""
    return tuple(replace(seat, deviations=()) for seat in struck.seats)


def eager(struck: Struck) -> dict[str, float]:
    """Units that would begin more than the plan asks, the others keeping to it, and what they would gain."""
    here, found = struck.market, {}
    here.hold(struck.target.begun)
    at = struck.target
    for unit in here.units:
        own = here.own_projects(unit)
        if not own.size:
            continue
        here.heard.step(f"whether {unit.name} would like to begin more")
        response = respond(here, unit, at, least=at.begun, fine=False)
        if response.gains and response.best.liquid:
            found[unit.name] = response.gain
    return found


def reversals(deal: Deal) -> dict[str, list[tuple[str, str, float]]]:
    """By unit with a gap: (kind, kind, λ), the first cheaper alone than the second from λ on."""
    struck = deal.struck
    return {
        seat.unit: rank_reversals(struck.target.cash.f, seat, struck.offer.clauses)
        for seat, judged in zip(free_seats(struck), struck.before, strict=True)
        if not judged.accepts
    }


def _as(arrangement: str, at: Position) -> Position:
    return replace(at, plan=replace(at.plan, arrangement=arrangement))
