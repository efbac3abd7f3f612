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

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from offtake.deals.best_response import Standing
from offtake.deals.cash import Cash
from offtake.deals.cheapest import Offer, cheapest
from offtake.deals.clauses import Clause, Unit, clauses, has_part, unit_flow
from offtake.deals.dealprogram import Deviation, Headroom, Seat
from offtake.deals.flows import Flow, at_end, at_start, present_values
from offtake.deals.participation import TOLERANCE, Participation, judge
from offtake.deals.table import Position, Table

Vector = npt.NDArray[np.float64]
ROUNDS = 4
STAYS = ("price_uplift", "grant")
"""Kinds of clause that pay whatever plan the producer follows."""


@dataclass(frozen=True)
class Alternative:
    """What a unit could do without the deal, the others keeping to the plan."""

    name: str  # "nothing new" or "its own projects"
    begun: Vector  # (nodes, projects), all units'
    cash: Cash  # in the spot market
    flow: Flow
    value: float


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
    stable = True
    for number in range(1, ROUNDS + 1):
        if not offer.found:
            break
        seats, new = _hold(table, seated, seats, alternatives, offer, target, spot, number)
        if not new:
            break
        rounds += new
        better = cheapest(f, seats, offered, headroom=room)
        stable = better.found and number < ROUNDS
        if not better.found:
            break
        offer = better
        stable = True
    before = tuple(_judged(table, s, None) for s in seats)
    after = tuple(_judged(table, s, offer) for s in seats) if offer.found else before
    return Struck(
        target, seats, tuple(seated), alternatives, offer, before, after,
        left_out, tuple(rounds), stable, room,
    )  # fmt: skip


def _seats(
    table: Table, target: Position, spot: Position, left_out: tuple[str, ...] = ()
) -> tuple[list[Unit], tuple[tuple[Alternative, ...], ...], tuple[Seat, ...]]:
    """The units with a part, what each could do instead, and their seats."""
    seated = [u for u in table.units if has_part(target.cash, u) and u.name not in left_out]
    alternatives = tuple(_alternatives(table, unit, target, spot) for unit in seated)
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
    return tuple(_judged(table, seat, None) for seat in seats)


def _judged(table: Table, seat: Seat, offer: Offer | None) -> Participation:
    flow = seat.flow if offer is None else seat.flow + offer.flow(seat.unit, table.f)
    return judge(seat.unit, seat.stance, flow, table.f.tree, table.f.q.step, seat.outside)


def _alternatives(
    table: Table, unit: Unit, target: Position, spot: Position
) -> tuple[Alternative, ...]:
    begun = target.plan.values["begun"]
    nothing = table.without(unit, begun)
    found = [_alternative(table, unit, "nothing new", nothing, target, spot)]
    own = table.proposal(unit, table.position(nothing), most=begun)
    if not np.array_equal(own, nothing):
        found.append(_alternative(table, unit, "its own projects", own, target, spot))
    return tuple(found)


def _alternative(
    table: Table, unit: Unit, name: str, begun: Vector, target: Position, spot: Position
) -> Alternative:
    stance, f = table.stance(unit), table.f
    other = table.position(begun)
    flow = _moved(table, unit, target, spot, other)
    npv = present_values(flow, f.tree, stance.rate, f.q.step)
    value = stance.value(npv, f.tree.probability[f.tree.leaves])
    return Alternative(name, begun, other.cash, flow, value)


def _moved(table: Table, unit: Unit, target: Position, spot: Position, other: Position) -> Flow:
    """The unit's cash in the plan, changed by what changes in the spot market."""
    rate = table.stance(unit).rate
    change = unit_flow(other.cash, unit, rate) + -unit_flow(spot.cash, unit, rate)
    return unit_flow(target.cash, unit, rate) + change


def _hold(
    table: Table,
    seated: Sequence[Unit],
    seats: tuple[Seat, ...],
    alternatives: tuple[tuple[Alternative, ...], ...],
    offer: Offer,
    target: Position,
    spot: Position,
    number: int,
) -> tuple[tuple[Seat, ...], list[Round]]:
    """Seats with a row more for every unit that would rather deviate under the offer."""
    held, rounds = [], []
    for unit, seat, options in zip(seated, seats, alternatives, strict=True):
        value = _judged(table, seat, offer).value
        worst: tuple[float, Deviation] | None = None
        if _stays(offer, unit):
            plans = [(a.begun, a.flow, a.cash) for a in options]
            terms = _standing(table, unit, offer)
            begun = target.plan.values["begun"]
            at = table.position(options[0].begun)
            proposed = table.proposal(unit, at, terms, most=begun)
            if not any(np.array_equal(proposed, a.begun) for a in options):
                other = table.position(proposed)
                plans.append((proposed, _moved(table, unit, target, spot, other), other.cash))
            for levels, flow, cash in plans:
                deviation, gain = _deviation(table, seat, offer, flow, cash, levels, value)
                if gain > TOLERANCE + 1e-4 * abs(value) and (worst is None or gain > worst[0]):
                    worst = (gain, deviation)
        if worst is not None:
            rounds.append(Round(number, unit.name, worst[0], offer.cost))
            seat = replace(seat, deviations=(*seat.deviations, worst[1]))
        held.append(seat)
    return tuple(held), rounds


def eager(table: Table, struck: Struck) -> dict[str, float]:
    """Units that would begin more than the plan asks, the others keeping to it, and what they would gain."""
    begun = struck.target.plan.values["begun"]
    spot = table.position(begun)
    found = {}
    for unit in table.units:
        proposed = np.maximum(table.proposal(unit, spot), begun)
        if not np.array_equal(proposed, begun):
            gain = table.judge(unit, table.position(proposed)).value - table.judge(unit, spot).value
            if gain > TOLERANCE:
                found[unit.name] = gain
    return found


def _stays(offer: Offer, unit: Unit) -> bool:
    return any(
        c.unit == unit.name and c.kind in STAYS and offer.signed[k]
        for k, c in enumerate(offer.clauses)
    )


def _standing(table: Table, unit: Unit, offer: Offer) -> Standing:
    """What the offer changes in the unit's own problem whatever it does."""
    f = table.f
    uplift = np.zeros((f.tree.size, len(f.lines)))
    granted = np.zeros(len(f.projects))
    for k, clause in enumerate(offer.clauses):
        if clause.unit == unit.name and offer.signed[k]:
            if clause.kind == "price_uplift":
                uplift[:, clause.basis.lines] += np.where(clause.basis.inside, offer.sizes[k], 0.0)[
                    :, None
                ]
            elif clause.kind == "grant":
                granted[clause.project] += float(offer.sizes[k]) / clause.full
    return Standing(uplift, np.minimum(granted, 1.0))


def _deviation(
    table: Table,
    seat: Seat,
    offer: Offer,
    flow: Flow,
    cash: Cash,
    begun: Vector,
    value: float,
) -> tuple[Deviation, float]:
    """A bound on what deviating is worth, linear in the sizes, exact at those of the offer.

    The value is concave in the sizes, so the tangent at the offer's weights of futures lies above it.
    """
    f, stance = table.f, seat.stance
    probability = f.tree.probability[f.tree.leaves]
    worth = np.zeros((len(offer.clauses), probability.size))
    for k, clause in enumerate(offer.clauses):
        if clause.unit == seat.unit and clause.kind in STAYS:
            kept = what_stays(table, clause, cash, begun)
            worth[k] = present_values(kept, f.tree, stance.rate, f.q.step)
    base = present_values(flow, f.tree, stance.rate, f.q.step)
    weight = stance.weights(base + offer.sizes @ worth, probability)
    slope = {c.key: float(s) for c, s in zip(offer.clauses, worth @ weight, strict=True) if s}
    deviation = Deviation(float(weight @ base), slope)
    return deviation, float(weight @ (base + offer.sizes @ worth)) - value


def what_stays(table: Table, clause: Clause, cash: Cash, begun: Vector) -> Flow:
    """What a clause of size 1 pays a producer that follows another plan."""
    f = table.f
    if clause.kind == "price_uplift":
        sold = cash.sold[:, clause.basis.lines].sum(axis=1)
        return at_end(np.where(clause.basis.inside, sold, 0.0))
    project = clause.project
    capex = f.increments(begun)[:, project] * f.q.projects.capex[:, project]
    return at_start(np.where(clause.basis.inside, capex, 0.0) / clause.full)


def headroom(table: Table, target: Position) -> Headroom | None:
    """What buyers may still spend beside the plan's goods, and owe; None where nothing is limited."""
    f, tree = table.f, table.f.tree
    t = np.arange(tree.periods)
    ends = np.flatnonzero(np.append(f.q.year[1:] != f.q.year[:-1], True))
    firsts = np.concatenate([[0], ends[:-1] + 1])
    authority = _authority(table, f.q.year[ends])
    budget = f.q.buyers.budget
    if not np.isfinite(budget).any() and not np.isfinite(authority).any():
        return None
    node = np.flatnonzero(np.isin(tree.period, ends))
    first_of = dict(zip(ends.tolist(), firsts.tolist(), strict=True))
    since = np.array(
        [
            tree.ancestors[n, first_of[int(tree.period[n])] - 1]
            if first_of[int(tree.period[n])]
            else -1
            for n in node
        ]
    )
    spent = target.cash.paid[tree.ancestors[node]] * (tree.ancestors[node] >= 0)[:, :, None]
    year_of = f.q.year[t]
    in_year = year_of[None, :] == f.q.year[tree.period[node]][:, None]
    paid = (spent * in_year[:, :, None]).sum(axis=1)
    return Headroom(node, since, budget[node] - paid, firsts, authority)


def _authority(table: Table, years: npt.NDArray[np.int64]) -> Vector:
    """(years, buyers): largest liability that a buyer may owe; infinite where none is stated."""
    f, frame = table.f, table.f.study.budgets
    limit = np.full((years.size, len(f.buyers)), np.inf)
    if "authority" in frame.columns:
        for row in frame.to_dict("records"):
            value = float(row["authority"])
            at = np.flatnonzero(years == int(row["year"]))
            if not np.isnan(value) and at.size:
                limit[at[0], f.buyers.index(str(row["buyer"]))] = value
    return limit


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
