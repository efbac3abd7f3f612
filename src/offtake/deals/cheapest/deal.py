r"""The deal for a target plan: who needs what to do its part, at least cost, and would not rather deviate.

1. For every unit with a part: V0, the best of nothing new and of doing less of its part, or later, without a
   deal, the others keeping to the plan.  Doing more than its part breaks no promise; who would like to is
   reported (`eager`).
2. The cheapest clauses (`cheapest`).  A unit that no clauses within their caps bring round is left out: the
   plan goes on without its projects, but for those it would begin anyway.
3. Incentive: under the clauses found, each unit's own problem is solved again.  What pays per unit sold
   (price_uplift) or per capital spent (grant) stays with a unit whatever it builds; what pays for readiness
   or is tied to the plan is lost to one that does less.  Where a unit would rather deviate, a row keeps the
   target at least as good and the clauses are found again; a few rounds, all logged.

V0 is found in the spot market as a difference, path by path, from the target there, so that what the two ways
of computing a market do not share cancels out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from offtake.deals.acceptance.participation import TOLERANCE, Participation
from offtake.deals.cheapest.cheapest import Offer, cheapest
from offtake.deals.cheapest.headroom import headroom
from offtake.deals.cheapest.incentive import Alternative, Round, alternatives_of, hold, judged
from offtake.deals.cheapest.program import Headroom, Seat
from offtake.deals.clauses.on_offer import Unit, clauses, has_part, unit_flow
from offtake.deals.response.stopping import all_idle
from offtake.deals.response.table import Position, Table

Vector = npt.NDArray[np.float64]
ROUNDS = 4


@dataclass(frozen=True)
class Struck:
    """A target plan, the clauses that bring it about, and how everybody judges it."""

    target: Position
    seats: tuple[Seat, ...]
    units: tuple[Unit, ...]  # of the seats
    alternatives: tuple[tuple[Alternative, ...], ...]  # of the seats
    offer: Offer
    before: tuple[Participation, ...]  # without clauses
    after: tuple[Participation, ...]  # with them
    left_out: tuple[str, ...]  # units that nothing within the caps brings round
    rounds: tuple[Round, ...]
    stable: bool  # False where some unit would still rather deviate
    headroom: Headroom | None
    refusals: tuple[Participation, ...] = ()  # of those left out, before they were
    asked: tuple[Participation, ...] = ()  # all parts of the plan first asked for, without clauses


def strike(
    table: Table,
    target: Position,
    solve: Callable[[Vector], Position],
    kinds: tuple[str, ...] = (),
) -> Struck:
    """The cheapest deal for `target`; `solve` gives the full plan for other projects, where needed."""
    left_out: list[str] = []
    refusals: list[Participation] = []
    asked: tuple[Participation, ...] = ()
    while True:
        struck = _strike(table, target, kinds, tuple(left_out))
        asked = asked or struck.before
        if struck.offer.found:
            return replace(struck, refusals=tuple(refusals), asked=asked)
        gone = _unreachable(table, struck) or [_dearest(table, struck)]
        left_out += [unit.name for unit, _ in gone]
        refusals += [p for p in struck.before if p.unit in {unit.name for unit, _ in gone}]
        begun = target.plan.values["begun"]
        for unit, fallback in gone:
            begun = _replaced(table, unit, begun, fallback)
        target = solve(begun)


def _strike(
    table: Table, target: Position, kinds: tuple[str, ...], left_out: tuple[str, ...]
) -> Struck:
    f = table.f
    spot = table.position(target.plan.values["begun"])
    seated, alternatives, seats = _seats(table, target, spot, left_out)
    names = {unit.name for unit in seated}
    best = {
        unit.name: max(options, key=lambda a: a.value).flow
        for unit, options in zip(seated, alternatives, strict=True)
    }
    some = len(f.study.instruments) > 0
    offered = clauses(target.cash, table.stances, kinds, best) if some else ()
    offered = tuple(c for c in offered if c.unit in names)
    room = headroom(table, target)
    offer = cheapest(f, seats, offered, headroom=room)
    rounds: list[Round] = []
    stable = False
    for number in range(1, ROUNDS + 1):
        if not offer.found:
            break
        seats, new = hold(table, seated, seats, alternatives, offer, target, spot, number)
        rounds += new
        stable = not new
        better = offer if stable else cheapest(f, seats, offered, headroom=room)
        if stable or not better.found:
            break
        offer = better
    before = tuple(judged(table, s, None) for s in seats)
    after = tuple(judged(table, s, offer) for s in seats) if offer.found else before
    return Struck(
        target, seats, tuple(seated), alternatives, offer, before, after,
        left_out, tuple(rounds), stable, room,
    )  # fmt: skip


def _seats(
    table: Table, target: Position, spot: Position, left_out: tuple[str, ...] = ()
) -> tuple[list[Unit], tuple[tuple[Alternative, ...], ...], tuple[Seat, ...]]:
    """The units with a part, what each could do instead, and their seats."""
    seated = [u for u in table.units if has_part(target.cash, u) and u.name not in left_out]
    alternatives = tuple(alternatives_of(table, unit, target, spot) for unit in seated)
    seats = tuple(
        Seat(
            unit.name,
            table.stance(unit),
            unit_flow(target.cash, unit, table.stance(unit).rate),
            max(a.value for a in options),
        )
        for unit, options in zip(seated, alternatives, strict=True)
    )
    return seated, alternatives, seats


def parts(table: Table, target: Position) -> tuple[Participation, ...]:
    """How every unit with a part judges it without clauses."""
    _, _, seats = _seats(table, target, table.position(target.plan.values["begun"]))
    return tuple(judged(table, seat, None) for seat in seats)


def eager(table: Table, struck: Struck) -> dict[str, float]:
    """Units that would begin more than the plan asks, the others keeping to it, and what they would gain."""
    begun = struck.target.plan.values["begun"]
    spot = table.position(begun)
    found = {}
    for unit in table.units:
        if all_idle(table, unit, spot):
            continue
        proposed = np.maximum(table.proposal(unit, spot), begun)
        if not np.array_equal(proposed, begun):
            gain = table.judge(unit, table.position(proposed)).value - table.judge(unit, spot).value
            if gain > TOLERANCE:
                found[unit.name] = gain
    return found


def _unreachable(table: Table, struck: Struck) -> list[tuple[Unit, Alternative]]:
    """Units that their own clauses do not bring round, even if budgets and others did not matter."""
    gone = []
    for unit, seat, options in zip(struck.units, struck.seats, struck.alternatives, strict=True):
        own = [c for c in struck.offer.clauses if c.unit == unit.name]
        if not cheapest(table.f, [seat], own).found:
            gone.append((unit, max(options, key=lambda a: a.value)))
    return gone


def _dearest(table: Table, struck: Struck) -> tuple[Unit, Alternative]:
    """The unit whose acceptance costs most: it goes where authority does not suffice for all."""
    costs = []
    for seat in struck.seats:
        own = [c for c in struck.offer.clauses if c.unit == seat.unit]
        costs.append(cheapest(table.f, [seat], own).cost)
    k = int(np.argmax(costs))
    return struck.units[k], max(struck.alternatives[k], key=lambda a: a.value)


def _replaced(table: Table, unit: Unit, begun: Vector, fallback: Alternative) -> Vector:
    """The projects with this unit's as in its alternative, and nothing that waits for what is gone."""
    levels = begun.copy()
    own = table.own_projects(unit)
    levels[:, own] = fallback.begun[:, own]
    return table.within_requires(levels)
