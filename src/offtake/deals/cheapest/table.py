r"""What a deal is struck over: goods as clauses leave them, who has a part, what each could do instead, what is on offer.

1. For every unit with a part: V0, the best that it finds besides its part, beginning no more and no earlier, the
   others keeping to the plan.  A refusal by less than `material` of what it would receive is indifference.
2. The cheapest clauses (`cheapest`): overspending first, cost second.
3. Incentive: what was tried for V0 is looked at again under the clauses that would stay.  Where a unit would rather
   deviate, a row keeps the target at least as good and the clauses are found again; a few rounds, all logged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from offtake.deals.acceptance.participation import Participation, judge
from offtake.deals.cheapest.cheapest import Offer, all_kept, cheapest
from offtake.deals.cheapest.deal import Round, Struck
from offtake.deals.cheapest.program import Floor, Seat
from offtake.deals.cheapest.temptation import Lures, temptation
from offtake.deals.clauses.on_offer import Clause, Unit, clauses
from offtake.deals.verdicts.headroom import Headroom, headroom
from offtake.deals.verdicts.heard import TAKEN
from offtake.deals.verdicts.idle import beyond_due, lacking
from offtake.deals.verdicts.market import Market, Position, Tried
from offtake.deals.verdicts.search import Found, respond, respond_again
from offtake.frozen import Vector
from offtake.market.figures import Figures

TRIES = 2  # plans of a unit in a large program whose ties are settled before a deal is told


@dataclass(frozen=True)
class Ground:
    """Goods of a target plan, who has a part in it, and what each could do instead."""

    market: Market
    at: Position
    units: tuple[Unit, ...]  # with a part
    found: tuple[Found, ...]  # what each could do instead
    before: tuple[Participation, ...]  # how each judges its part without clauses
    room: Headroom | None
    left_out: tuple[str, ...]

    @property
    def fresh(self) -> bool:
        """Whether all that anybody could do instead was tried under these clauses."""
        return all(found.fresh for found in self.found)


@dataclass(frozen=True)
class Table(Ground):
    """Ground, seats, and every clause on offer."""

    offered: tuple[Clause, ...]

    @property
    def indifferent(self) -> tuple[str, ...]:
        """Units that refuse by no more than what is worth asking for."""
        return tuple(p.unit for p in self.before if p.indifferent)

    @property
    def seats(self) -> tuple[Seat, ...]:
        """Of the units, in their order."""
        return tuple(
            Seat(p.unit, p.stance, p.flow, p.value if p.indifferent else p.outside)
            for p in self.before
        )


def ground(
    market: Market,
    begun: Vector,
    left_out: Sequence[str],
    near: Ground | None = None,
) -> Ground:
    """What a deal for the levels `begun` stands on, parts of the units `left_out` not asked for.

    `near`, for the same levels under other clauses, says what need not be tried again.
    """
    market.hold(begun)
    at = market.settled(begun)
    market.heard.step("goods taken", TAKEN)
    units, found, before = _parts(market, at, left_out, () if near is None else near.found)
    return Ground(market, at, units, found, before, headroom(market.f, at.cash), tuple(left_out))


def ties_settled(here: Ground) -> Ground:
    """The same ground of a large program, the market's ties settled in what each unit could best do instead, and in what it found.

    What was tried was ranked with ties open.  Where settling them leaves another plan best, its ties are settled too, `TRIES` at most.
    What each found is settled in its own place, in the market in which it was tried.
    """
    for unit, found in zip(here.units, here.found, strict=True):
        settled = set[bytes]()
        while (other := found.other) is not None and len(settled) < TRIES:
            key = other.begun.tobytes()
            if key in settled:
                break
            settled.add(key)
            exact = found.plans.market.tried(unit, [other.begun.astype(float)])[0]
            found.plans.seen[key] = exact or other
    pairs = zip(here.units, here.found, strict=True)
    before = tuple(_judged(here.market, unit, here.at, v.other) for unit, v in pairs)
    return replace(here, before=before)


def laid(here: Ground, kinds: Sequence[str], aside: Sequence[str] = ()) -> Table:
    """The table on this ground with kinds of clause on offer (none named: all) but for the instruments `aside`."""
    indifferent = tuple(p.unit for p in here.before if p.indifferent)
    offered = _offered(here.market, here.at, here.units, here.found, kinds, indifferent)
    return Table(**vars(here), offered=tuple(c for c in offered if c.instrument not in aside))


def struck_over(table: Table) -> Struck:
    """The cheapest clauses over these goods."""
    f, market, units, seats = table.market.f, table.market, table.units, table.seats
    offered = table.offered
    payers = _payers(market, table.at, units, offered)
    asked = _Asked(table.room, _floors(market, table.at, units, offered), payers)
    offer = asked.cheapest(f, seats, offered)
    bound = tuple(s for s in seats if s.unit not in table.indifferent)
    held, offer, rounds = _held(table, bound, offer, asked)
    by_unit = {seat.unit: seat for seat in held}
    seats = tuple(by_unit.get(seat.unit, seat) for seat in seats)
    after = table.before
    if offer.found:
        after = tuple(_with(f, s, p, offer) for s, p in zip(seats, table.before, strict=True))
    epsilon = {
        s.unit: temptation(f, u, s, offer, v).gain if offer.found else v.gain
        for u, s, v in zip(units, seats, table.found, strict=True)
    }
    return Struck(
        market, table.at, seats, units, table.found, offer, table.before, after, table.left_out,
        rounds, epsilon, table.room, table.indifferent,
    )  # fmt: skip


def asked_parts(
    market: Market, begun: Vector
) -> tuple[tuple[Participation, ...], tuple[Found, ...]]:
    """How every unit with a part in the levels `begun` judges it without clauses, and what it found besides."""
    market.hold(begun)
    _, found, judged = _parts(market, market.settled(begun), ())
    return judged, found


def _parts(
    market: Market, at: Position, left_out: Sequence[str], near: Sequence[Found] = ()
) -> tuple[tuple[Unit, ...], tuple[Found, ...], tuple[Participation, ...]]:
    """Units with a part, what each could do instead, and how each judges its part without clauses."""
    units = tuple(
        u for u in market.units if market.has_part(u, at.begun) and u.name not in left_out
    )
    had = {found.unit: found for found in near}
    found = tuple(_instead(market, unit, at, had.get(unit.name)) for unit in units)
    judged = tuple(_judged(market, unit, at, v.other) for unit, v in zip(units, found, strict=True))
    return units, found, judged


def _instead(market: Market, unit: Unit, at: Position, had: Found | None) -> Found:
    """What a unit could do instead of its part, beginning no more and no earlier, without clauses of its own."""
    market.heard.step(f"what {unit.name} could do instead")
    if (alone := market.refused(unit)) is not market:
        market, at = alone, alone.hold(at.begun)
    if had is not None:
        return respond_again(market, unit, at, had, at.begun)
    return respond(market, unit, at, most=at.begun, fine=market.small)


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
    """Seats of producers without a part that may pay their suppliers: no worse off than without these.

    Where they are worse off before they pay anything, or below their credit limit, they pay nothing; what others sign is no
    business of theirs.
    """
    seated, seats = {unit.name for unit in units}, []
    for unit in market.units:
        paid = {c.unit for c in offered if c.payer == unit.name}
        if paid and unit.name not in seated:
            levels = at.begun
            for supplier in units:
                if supplier.name in paid:
                    levels = market.without(supplier, levels)
            has, had = market.judge(unit, at), market.judge(unit, market.position(levels))
            limit = max(has.stance.credit_limit, -has.lowest_balance)
            stance = replace(has.stance, credit_limit=limit)
            seats.append(Seat(unit.name, stance, has.flow, min(has.value, had.value)))
    return tuple(seats)


def payers_beside(struck: Struck) -> tuple[Seat, ...]:
    """Seats of producers without a part in a deal that may pay their suppliers under it."""
    return _payers(struck.market, struck.target, struck.units, struck.offer.clauses)


def _floors(
    market: Market, at: Position, units: tuple[Unit, ...], offered: Sequence[Clause]
) -> list[Floor]:
    """What uplifts must come to on lines that run in the plan and would stand idle without them."""
    short, floors = lacking(market.f), []
    if not short.any():
        return []
    runs = beyond_due(market.f, at.cash.make)
    for line in [k for unit in units for k in unit.lines]:
        by_keys: dict[frozenset[str], float] = {}
        for n in np.flatnonzero(runs[:, line]).tolist():
            keys = frozenset(
                c.key
                for c in offered
                if c.form.lifts and line in c.cover.lines and c.cover.inside[n]
            )
            by_keys[keys] = max(by_keys.get(keys, 0.0), float(short[n, line]))
        floors += [Floor(keys, least) for keys, least in by_keys.items()]
    return floors


@dataclass(frozen=True)
class _Asked:
    """What clauses have to respect besides their seats."""

    room: Headroom | None
    floors: Sequence[Floor]
    payers: tuple[Seat, ...]

    def cheapest(self, f: Figures, seats: tuple[Seat, ...], offered: Sequence[Clause]) -> Offer:
        """The cheapest clauses for the seats."""
        everybody = (*seats, *self.payers)
        return cheapest(f, everybody, offered, headroom=self.room, floors=self.floors)


def _held(
    table: Table, seats: tuple[Seat, ...], offer: Offer, asked: _Asked
) -> tuple[tuple[Seat, ...], Offer, tuple[Round, ...]]:
    """The offer once every unit that would rather deviate is kept from it, as far as rounds allow."""
    rounds = list[Round]()
    who = {u.name: (u, v) for u, v in zip(table.units, table.found, strict=True)}

    def tell(number: int, seat: Seat, gain: float, before: Offer) -> None:
        rounds.append(Round(number, seat.unit, gain, before.cost))

    def solve(asked_of: Sequence[Seat]) -> Offer:
        return asked.cheapest(table.market.f, tuple(asked_of), offer.clauses)

    kept, found = all_kept(seats, solve, Lures(table.market.f, who), offer, tell)
    return kept, found, tuple(rounds)


def _with(f: Figures, seat: Seat, alone: Participation, offer: Offer) -> Participation:
    """How a seat looks at its part with its clauses."""
    flow = seat.flow + offer.flow(seat.unit, f)
    return judge(seat.unit, seat.stance, flow, f.tree, f.q.step, alone.outside, alone.slack)
