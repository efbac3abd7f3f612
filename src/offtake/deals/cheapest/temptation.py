r"""Incentive compatibility: what clauses still pay a producer that follows another plan than its part.

What pays per unit sold or per capital spent stays with it whatever it builds (`Kind.survives`); what pays for readiness,
or is tied to the plan, is lost to one that does less.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from offtake.deals.acceptance.participation import TOLERANCE
from offtake.deals.cheapest.cheapest import Offer
from offtake.deals.cheapest.program import Deviation, Seat
from offtake.deals.clauses.on_offer import Clause, Unit
from offtake.deals.verdicts.market import Tried
from offtake.deals.verdicts.search import Found
from offtake.formulas.flow import Flow
from offtake.formulas.instruments import Followed
from offtake.frozen import Vector
from offtake.market.figures import Figures
from offtake.market.flows import nothing, present_values


@dataclass(frozen=True)
class Temptation:
    """The best that a producer could do instead of its part under an offer."""

    gain: float  # in its own value, millions; 0 where nothing tried is better
    deviation: Deviation | None


def temptation(f: Figures, unit: Unit, seat: Seat, offer: Offer, found: Found) -> Temptation:
    """The best of what was tried besides its part, with the clauses that stay."""
    kept = [
        k
        for k, c in enumerate(offer.clauses)
        if c.unit == seat.unit and c.form.survives and offer.signed[k]
    ]
    has = _value(f, seat, seat.flow + offer.flow(seat.unit, f))
    looked: set[bytes] = set()
    while True:
        value, best = max(
            (
                (_value_of(f, unit, seat, offer, found, t, kept), k)
                for k, t in enumerate(found.others)
                if t.liquid
            ),
            default=(has, -1),
        )
        if best < 0 or value <= has + TOLERANCE:
            return Temptation(0.0, None)
        tried = found.others[best]
        if tried.tied or tried.begun.tobytes() in looked:
            return Temptation(value - has, _deviation(f, unit, seat, offer, found, tried))
        looked.add(tried.begun.tobytes())
        found.settled(tried)


@dataclass(frozen=True)
class Lures:
    """What was tried besides the parts of some units, looked at under any offer (`cheapest.Lure`)."""

    f: Figures
    who: Mapping[str, tuple[Unit, Found]]

    def __call__(self, seat: Seat, offer: Offer) -> tuple[float, Deviation | None]:
        """What a seat would gain by the best of what was tried besides its part, and where that counts a row against it."""
        unit, found = self.who[seat.unit]
        best = temptation(self.f, unit, seat, offer, found)
        counts = best.gain > TOLERANCE + 1e-7 * abs(seat.outside)
        return best.gain, best.deviation if counts else None

    def nearer(self, seat: Seat, offer: Offer) -> Seat:
        """The seat with its rows drawn at an offer; itself where it fears nothing, since its rows are exact, or where they are drawn there."""
        unit, found = self.who[seat.unit]
        plans = dict.fromkeys(d.plan for d in seat.deviations)
        tried = [found.plans.seen.get(plan) for plan in plans]
        if seat.stance.risk_weight == 0.0 or not plans or None in tried:
            return seat
        drawn = tuple(_deviation(self.f, unit, seat, offer, found, t) for t in tried if t)
        return seat if drawn == seat.deviations else replace(seat, deviations=drawn)


def _value(f: Figures, seat: Seat, flow: Flow) -> float:
    npv = present_values(flow, f.tree, seat.stance.rate, f.q.step)
    return seat.stance.value(npv, f.tree.probability[f.tree.leaves])


def _value_of(
    f: Figures, unit: Unit, seat: Seat, offer: Offer, found: Found, tried: Tried, kept: list[int]
) -> float:
    npv = tried.npv.copy()
    for k in kept:
        npv += offer.sizes[k] * _worth(f, unit, seat, offer.clauses[k], found, tried)
    return seat.stance.value(npv, f.tree.probability[f.tree.leaves])


def _worth(
    f: Figures, unit: Unit, seat: Seat, clause: Clause, found: Found, tried: Tried
) -> Vector:
    """(leaves,): what a size of 1 of a clause that stays is worth to a producer that follows another plan."""
    key = (tried.begun.tobytes(), tried.tied, clause.key)
    if key not in found.stays:
        flow = what_stays(f, unit, clause, tried)
        found.stays[key] = present_values(flow, f.tree, seat.stance.rate, f.q.step)
    return found.stays[key]


def _deviation(
    f: Figures, unit: Unit, seat: Seat, offer: Offer, found: Found, tried: Tried
) -> Deviation:
    """A bound on what deviating is worth, linear in the sizes, exact at those of the offer.

    The value is concave in the sizes, so the tangent at the offer's weights of futures lies above it.
    """
    own = [k for k, c in enumerate(offer.clauses) if c.unit == seat.unit and c.form.survives]
    worth = {k: _worth(f, unit, seat, offer.clauses[k], found, tried) for k in own}
    signed = [k for k in own if offer.signed[k]]
    npv = tried.npv + sum((offer.sizes[k] * worth[k] for k in signed), np.zeros_like(tried.npv))
    weight = seat.stance.weights(npv, f.tree.probability[f.tree.leaves])
    slope = {offer.clauses[k].key: float(weight @ worth[k]) for k in own}
    sloping = {key: s for key, s in slope.items() if s}
    return Deviation(float(weight @ tried.npv), sloping, tried.begun.tobytes())


def what_stays(f: Figures, unit: Unit, clause: Clause, tried: Tried) -> Flow:
    """What a clause of size 1 pays a producer that follows another plan."""
    if clause.form.survives is None:
        return nothing(f.tree)
    own = [unit.lines.index(line) for line in clause.cover.lines.tolist()]
    sold, capex = tried.sold[:, own].sum(axis=1), np.zeros(f.tree.size)
    if (project := clause.pay.project) >= 0:
        begun = f.increments(tried.begun.astype(float))[:, project]
        capex = begun * f.q.projects.capex[:, project]
    return clause.form.survives(Followed(clause.cover.inside, sold, capex, clause.pay.full))
