r"""The deal for a plan: who needs what to do its part, at least cost, and would not rather deviate.

1. For every unit with a part: V0, the best that it finds besides its part, beginning no more and no earlier, the
   others keeping to the plan.  A refusal by less than `material` of what it would receive is indifference.
2. The cheapest clauses (`cheapest`): overspending first, cost second.
3. Incentive: what was tried for V0 is looked at again under the clauses that would stay.  Where a unit would rather
   deviate, a row keeps the target at least as good and the clauses are found again; a few rounds, all logged.
4. Goods are taken again within what the clauses leave of each budget, and all is found again, until nothing moves.

Doing more than its part breaks no promise; who would like to is reported (`eager`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from offtake.deals.acceptance.participation import TOLERANCE, Participation, judge
from offtake.deals.cheapest.cheapest import Offer, cheapest
from offtake.deals.cheapest.headroom import Headroom, headroom
from offtake.deals.cheapest.program import Floor, Seat
from offtake.deals.cheapest.temptation import temptation
from offtake.deals.clauses.instrument import instruments
from offtake.deals.clauses.on_offer import Clause, Unit, clauses
from offtake.deals.verdicts.idle import lacking, most_made
from offtake.deals.verdicts.market import Market, Position, Tried
from offtake.deals.verdicts.search import Found, respond
from offtake.frozen import Vector
from offtake.market.figures import Figures
from offtake.market.flows import expected_value

ROUNDS = 8
RETAKEN = 3
_MOVED = 1e-7  # share of the largest figure


@dataclass(frozen=True)
class Round:
    """One round of the incentive check."""

    round: int
    unit: str
    gain: float  # by which the unit would rather deviate, in its own value
    cost: float  # of the deal before the row was added


@dataclass(frozen=True)
class Struck:
    """A target plan, the clauses that bring it about, and how everybody judges it."""

    market: Market  # as the clauses leave it
    target: Position
    seats: tuple[Seat, ...]
    units: tuple[Unit, ...]  # of the seats
    found: tuple[Found, ...]  # of the seats: what each could do instead, without its clauses
    offer: Offer
    before: tuple[Participation, ...]  # without clauses
    after: tuple[Participation, ...]  # with them
    left_out: tuple[str, ...]  # units whose part is not asked for
    rounds: tuple[Round, ...]
    epsilon: dict[str, float]  # by unit: the largest gain among what was tried, under the clauses
    headroom: Headroom | None
    indifferent: tuple[str, ...] = ()
    refusals: tuple[Participation, ...] = ()  # of those left out, before they were
    asked: tuple[Participation, ...] = ()  # all parts of the plan first asked for, without clauses
    verdicts: tuple[Found, ...] = ()  # what each of these found besides
    settled: bool = True  # False where goods would still move under these clauses

    @property
    def deviating(self) -> tuple[str, ...]:
        """Units that would still rather deviate, by more than they are indifferent to."""
        return tuple(
            seat.unit
            for seat, judged in zip(self.seats, self.after, strict=True)
            if self.epsilon[seat.unit] > judged.slack
        )

    @property
    def stable(self) -> bool:
        """Whether nobody would rather deviate."""
        return not self.deviating

    @property
    def holds(self) -> bool:
        """Whether everybody accepts and nobody deviates."""
        return self.offer.found and self.stable

    @property
    def social_value(self) -> float:
        """Present value to society, clauses' burden and what they waste taken off, millions."""
        return -self.target.plan.mean_cost - excess_burden(self) - waste(self)


def excess_burden(struck: Struck) -> float:
    """Present value of what raising the clauses' money costs beyond the money."""
    f, offer, total = struck.target.cash.f, struck.offer, 0.0
    for k in np.flatnonzero(offer.signed).tolist():
        flow, shares = offer.payment(k), offer.clauses[k].shares
        for b in np.flatnonzero(shares).tolist():
            worth = expected_value(flow, f.tree, float(f.buyer_rates[b]), f.q.step)
            total += float((f.fund_cost[b] - 1.0) * shares[b]) * worth
    return total


def waste(struck: Struck) -> float:
    """Present value, at the planner's rate, of what clauses have made that nobody needs."""
    f = struck.target.cash.f
    return float(f.tree.probability @ (f.q.end_factor[f.tree.period] * wasted(struck)))


def wasted(struck: Struck) -> Vector:
    """(nodes,): cost, at the end of the period, of what clauses have made that nobody needs."""
    f, offer = struck.target.cash.f, struck.offer
    made: Vector = sum(
        (
            -offer.clauses[k].pay.making.end
            for k in np.flatnonzero(offer.signed).tolist()
            if offer.clauses[k].needs_signing
        ),
        np.zeros(f.tree.size),
    )
    return made


def strike(
    market: Market, begun: Vector, kinds: Sequence[str] = (), left_out: Sequence[str] = ()
) -> Struck:
    """The cheapest deal under which the levels `begun` come about, parts of the units `left_out` not asked for."""
    here, struck = _first(market, begun, kinds, left_out)
    for _ in range(RETAKEN):
        if not struck.offer.signed.any():
            break
        after = market.under(*lift_and_owed(struck))
        if after is here or not _moves(after, struck.target):
            break
        again = _strike(after, begun, kinds, left_out)
        if not again.offer.found:
            return replace(struck, settled=False)
        here, struck = after, again
    else:
        after = market.under(*lift_and_owed(struck))
        return replace(struck, settled=after is here or not _moves(after, struck.target))
    return struck


def _first(
    market: Market, begun: Vector, kinds: Sequence[str], left_out: Sequence[str]
) -> tuple[Market, Struck]:
    """The deal before goods are taken again: with lines that an uplift may lift above their cost, if that can be."""
    lift = _could_lift(market, kinds, left_out)
    if lift is not None:
        lifted = market.under(lift)
        struck = _strike(lifted, begun, kinds, left_out)
        if struck.offer.found:
            return lifted, struck
    return market.under(), _strike(market.under(), begun, kinds, left_out)


def _could_lift(market: Market, kinds: Sequence[str], left_out: Sequence[str]) -> Vector | None:
    """(nodes, lines): what lines lack to run that an uplift on offer may bring; None where none does."""
    short = lacking(market.f)
    rows = instruments(market.f.study)
    named = {row.producer for row in rows if row.form.lifts and (not kinds or row.kind in kinds)}
    for unit in market.units:
        reached = "" in named or market.f.producers[unit.producer] in named
        if unit.name in left_out or not reached:
            short[:, list(unit.lines)] = 0.0
    return short if short.any() else None


def _floors(
    market: Market, at: Position, units: tuple[Unit, ...], offered: Sequence[Clause]
) -> list[Floor]:
    """What uplifts must come to on lines that run in the plan and would stand idle without them."""
    short, floors = lacking(market.f), []
    if not short.any():
        return []
    due = most_made(market.f)
    for line in [k for unit in units for k in unit.lines]:
        runs = (short[:, line] > 0.0) & (
            at.cash.make[:, line] > (0.0 if due is None else due[:, line]) + 1e-9
        )
        by_keys: dict[frozenset[str], float] = {}
        for n in np.flatnonzero(runs).tolist():
            keys = frozenset(
                c.key
                for c in offered
                if c.form.lifts and line in c.cover.lines and c.cover.inside[n]
            )
            by_keys[keys] = max(by_keys.get(keys, 0.0), float(short[n, line]))
        floors += [Floor(keys, least) for keys, least in by_keys.items()]
    return floors


def lift_and_owed(struck: Struck) -> tuple[Vector | None, Vector | None]:
    """What signed clauses add to a unit, (nodes, lines), and what buyers with a budget owe, (nodes, buyers)."""
    f, offer = struck.target.cash.f, struck.offer
    lift, owed = np.zeros((f.tree.size, len(f.lines))), np.zeros((f.tree.size, len(f.buyers)))
    for k in np.flatnonzero(offer.signed).tolist():
        clause = offer.clauses[k]
        owed += offer.payment(k).cash[:, None] * clause.shares
        if clause.form.lifts:
            inside = np.ix_(clause.cover.inside, clause.cover.lines)
            lift[inside] += float(offer.sizes[k])
    owed[:, np.setdiff1d(np.arange(len(f.buyers)), f.q.buyers.limited)] = 0.0
    return (lift if lift.any() else None), (owed if owed.any() else None)


def _moves(market: Market, target: Position) -> bool:
    """Whether other goods are made or taken once budgets and prices are what clauses leave."""
    if not market.small:  # then something costs more
        more = market.hold(target.begun).plan.mean_cost - target.plan.mean_cost
        return abs(more) > _MOVED * abs(target.plan.mean_cost)
    again, was = market.hold(target.begun).cash, target.cash
    return any(
        np.abs(new - old).max(initial=0.0) > _MOVED * max(1.0, float(np.abs(old).max(initial=0.0)))
        for new, old in ((again.make, was.make), (again.paid, was.paid), (again.sold, was.sold))
    )


def asked_parts(
    market: Market, begun: Vector
) -> tuple[tuple[Participation, ...], tuple[Found, ...]]:
    """How every unit with a part in the levels `begun` judges it without clauses, and what it found besides."""
    market.hold(begun)
    _, found, judged = _parts(market, market.settled(begun), ())
    return judged, found


def _parts(
    market: Market, at: Position, left_out: Sequence[str]
) -> tuple[tuple[Unit, ...], tuple[Found, ...], tuple[Participation, ...]]:
    """Units with a part, what each could do instead, and how each judges its part without clauses."""
    units = tuple(
        u for u in market.units if market.has_part(u, at.begun) and u.name not in left_out
    )
    found = tuple(_instead(market, unit, at) for unit in units)
    judged = tuple(_judged(market, unit, at, v.other) for unit, v in zip(units, found, strict=True))
    return units, found, judged


def _strike(market: Market, begun: Vector, kinds: Sequence[str], left_out: Sequence[str]) -> Struck:
    f = market.f
    market.hold(begun)
    at = market.settled(begun)
    units, found, before = _parts(market, at, left_out)
    indifferent = tuple(p.unit for p in before if p.indifferent)
    seats = tuple(
        Seat(p.unit, p.stance, p.flow, p.value if p.indifferent else p.outside) for p in before
    )
    offered = _offered(market, at, units, found, kinds, indifferent)
    room = headroom(f, at.cash)
    payers = _payers(market, at, units, offered)
    floors = _floors(market, at, units, offered)
    offer = cheapest(f, (*seats, *payers), offered, headroom=room, floors=floors)
    bound = tuple(s for s in seats if s.unit not in indifferent)
    held, offer, rounds = _held(f, units, bound, found, offer, room, payers, floors)
    by_unit = {seat.unit: seat for seat in held}
    seats = tuple(by_unit.get(seat.unit, seat) for seat in seats)
    after = before
    if offer.found:
        after = tuple(_with(f, s, p, offer) for s, p in zip(seats, before, strict=True))
    epsilon = {
        s.unit: temptation(f, u, s, offer, v).gain if offer.found else v.gain
        for u, s, v in zip(units, seats, found, strict=True)
    }
    return Struck(
        market, at, seats, units, found, offer, before, after, tuple(left_out), rounds, epsilon,
        room, indifferent,
    )  # fmt: skip


def _instead(market: Market, unit: Unit, at: Position) -> Found:
    """What a unit could do instead of its part, beginning no more and no earlier, without clauses that lift its lines."""
    own = list(unit.lines)
    if market.lift is None or not (market.lift[:, own] * lacking(market.f)[:, own]).any():
        return respond(market, unit, at, most=at.begun, fine=market.small)
    lift = market.lift.copy()
    lift[:, own] = 0.0
    alone = market.under(lift if lift.any() else None, market.obliged)
    return respond(alone, unit, alone.hold(at.begun), most=at.begun, fine=market.small)


def _judged(market: Market, unit: Unit, at: Position, other: Tried | None) -> Participation:
    alone = market.judge(unit, at)
    return replace(alone, outside=alone.value if other is None else other.value)


def _offered(
    market: Market,
    at: Position,
    units: tuple[Unit, ...],
    found: tuple[Found, ...],
    kinds: Sequence[str],
    indifferent: tuple[str, ...],
) -> tuple[Clause, ...]:
    if not len(market.f.study.instruments):
        return ()
    others = {
        u.name: t.flow for u, v in zip(units, found, strict=True) if (t := v.other) is not None
    }
    seated = {unit.name for unit in units if unit.name not in indifferent}
    offered = clauses(at.cash, market.stances, tuple(kinds), others)
    return tuple(c for c in offered if c.unit in seated)


def _payers(
    market: Market, at: Position, units: tuple[Unit, ...], offered: Sequence[Clause]
) -> tuple[Seat, ...]:
    """Seats of producers without a part that may pay their suppliers: no worse off than without these."""
    seated, seats = {unit.name for unit in units}, []
    for unit in market.units:
        paid = {c.unit for c in offered if c.payer == unit.name}
        if paid and unit.name not in seated:
            levels = at.begun
            for supplier in units:
                if supplier.name in paid:
                    levels = market.without(supplier, levels)
            has, had = market.judge(unit, at), market.judge(unit, market.position(levels))
            seats.append(Seat(unit.name, has.stance, has.flow, had.value))
    return tuple(seats)


def _held(
    f: Figures,
    units: tuple[Unit, ...],
    seats: tuple[Seat, ...],
    found: tuple[Found, ...],
    offer: Offer,
    room: Headroom | None,
    payers: tuple[Seat, ...],
    floors: Sequence[Floor],
) -> tuple[tuple[Seat, ...], Offer, tuple[Round, ...]]:
    """The offer once every unit that would rather deviate is kept from it, as far as rounds allow."""
    rounds: list[Round] = []
    for number in range(1, ROUNDS + 1):
        if not offer.found:
            break
        held = []
        for seat in seats:
            k = next(k for k, unit in enumerate(units) if unit.name == seat.unit)
            unit, verdict = units[k], found[k]
            lure = temptation(f, unit, seat, offer, verdict)
            if lure.deviation is not None and lure.gain > TOLERANCE + 1e-7 * abs(seat.outside):
                rounds.append(Round(number, unit.name, lure.gain, offer.cost))
                seat = replace(seat, deviations=(*seat.deviations, lure.deviation))
            held.append(seat)
        if all(a is b for a, b in zip(held, seats, strict=True)):
            break
        seats = tuple(held)
        everybody = (*seats, *payers)
        offer = cheapest(f, everybody, offer.clauses, headroom=room, floors=floors)
    return seats, offer, tuple(rounds)


def _with(f: Figures, seat: Seat, alone: Participation, offer: Offer) -> Participation:
    """How a seat looks at its part with its clauses."""
    flow = seat.flow + offer.flow(seat.unit, f)
    return judge(seat.unit, seat.stance, flow, f.tree, f.q.step, alone.outside, alone.slack)
