r"""The deal for a plan: who needs what to do its part, at least cost, and would not rather deviate.

A deal stands on a `table` (goods as clauses leave them, seats, what is on offer); `striking` finds it.  Doing more than
its part breaks no promise; who would like to is reported (`eager`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from offtake.deals.acceptance.participation import Participation
from offtake.deals.cheapest.cheapest import Offer
from offtake.deals.cheapest.program import Seat
from offtake.deals.clauses.on_offer import Unit
from offtake.deals.verdicts.headroom import Headroom
from offtake.deals.verdicts.market import Market, Position
from offtake.deals.verdicts.search import Found
from offtake.frozen import Vector
from offtake.market.flows import expected_value


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
    refusals: tuple[tuple[Participation, Found], ...] = ()
    """How those left out because they refuse judged their part without clauses, where they did, and what each found besides."""
    set_aside: tuple[str, ...] = ()
    """Instruments on offer with which goods would come to rest at a dearer deal."""
    searched: tuple[int, int, int] = (1, 1, 0)
    """Sets of instruments on offer that were tried, goods taken for them, and sets not tried because the work for these was used up."""
    unrest: float = 0.0  # expected millions by which what is owed moves goods; 0 where they rest

    @property
    def deviating(self) -> tuple[str, ...]:
        """Units that would still rather deviate, by more than they are indifferent to."""
        return tuple(
            seat.unit
            for seat, judged in zip(self.seats, self.after, strict=True)
            if self.epsilon[seat.unit] > judged.slack
        )

    @property
    def settled(self) -> bool:
        """Whether goods rest under these clauses."""
        return self.unrest == 0.0

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


def lift_and_owed(struck: Struck) -> tuple[Vector | None, Vector | None]:
    """What signed clauses add to a unit, (nodes, lines), and what buyers with a budget owe under those of each unit, (units, nodes, buyers)."""
    f, offer = struck.target.cash.f, struck.offer
    lift = np.zeros((f.tree.size, len(f.lines)))
    owed = np.stack([offer.owed(f, unit.name) for unit in struck.market.units])
    for k in np.flatnonzero(offer.signed).tolist():
        clause = offer.clauses[k]
        if clause.form.lifts:
            inside = np.ix_(clause.cover.inside, clause.cover.lines)
            lift[inside] += float(offer.sizes[k])
    owed[..., np.setdiff1d(np.arange(len(f.buyers)), f.q.buyers.limited)] = 0.0
    return (lift if lift.any() else None), (owed if owed.any() else None)


def market_under(struck: Struck, parts: Sequence[str]) -> Market:
    """The market under the clauses of `parts` alone; in a large program budgets are left as all clauses leave them."""
    offer, market = struck.offer, struck.market
    signed = np.array([c.unit in parts for c in offer.clauses], bool) & offer.signed
    lift, owed = lift_and_owed(replace(struck, offer=replace(offer, signed=signed)))
    if not market.small:
        return market.under(lift, market.obliged)
    return market.under(lift, None if owed is None else owed.sum(axis=0))
