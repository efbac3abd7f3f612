r"""Incentive: what a producer could do instead of its part, with or without the clauses of a deal.

An alternative is found in the spot market as a difference, path by path, from the target there, so that what
the two ways of computing a market do not share cancels out:

    NPV(alternative) = NPV(plan) + NPV_spot(alternative) - NPV_spot(target)

Under clauses, what pays per unit sold or per capital spent (`STAYS`) stays with a producer that deviates.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from offtake.deals.acceptance.participation import TOLERANCE, Participation, judge
from offtake.deals.cheapest.cheapest import Offer
from offtake.deals.cheapest.program import Deviation, Seat
from offtake.deals.clauses.on_offer import Clause, Unit, unit_flow
from offtake.deals.response.best_response import Standing
from offtake.deals.response.stopping import best_moments
from offtake.deals.response.table import Position, Table
from offtake.market.cash import Cash
from offtake.market.flows import Flow, at_end, at_start, present_values

Vector = npt.NDArray[np.float64]
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


def judged(table: Table, seat: Seat, offer: Offer | None) -> Participation:
    """How a seat looks at its part, with the clauses of an offer or without any."""
    flow = seat.flow if offer is None else seat.flow + offer.flow(seat.unit, table.f)
    return judge(seat.unit, seat.stance, flow, table.f.tree, table.f.q.step, seat.outside)


def alternatives_of(
    table: Table, unit: Unit, target: Position, spot: Position
) -> tuple[Alternative, ...]:
    """Nothing new, and where it differs, what the unit would do of its part without a deal."""
    begun = target.plan.values["begun"]
    nothing = table.without(unit, begun)
    found = [_alternative(table, unit, "nothing new", nothing, target, spot)]
    own = _own(table, unit, spot, nothing)
    if not np.array_equal(own, nothing):
        found.append(_alternative(table, unit, "its own projects", own, target, spot))
    return tuple(found)


def _own(table: Table, unit: Unit, spot: Position, nothing: Vector) -> Vector:
    """Its part, less of it, or later, as is worth most to the unit; the option to wait is in it."""
    begun, without = spot.plan.values["begun"], table.position(nothing)
    proposed = table.position(table.proposal(unit, without, most=begun))
    best = max((without, proposed, spot), key=lambda at: table.judge(unit, at).value)
    return best_moments(table, unit, best, most=begun).plan.values["begun"]


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


def hold(
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
        value = judged(table, seat, offer).value
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
