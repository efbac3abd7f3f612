r"""Steps of signing: what is left with one part less, and what that is worth.

From the deal for all parts, parts are taken out one by one, each time the one whose loss costs society least per public money saved, the projects
of the others given.  V0 and clauses of a step are those of the deal for all parts less the parts out, so are budgets and idle lines.

*What a part comes to that is no longer signed for.*  With S the parts signed for, x the projects of all, and W_k(y) what projects y of its own are worth
to producer k beside those of the others, goods taken under what is left of the clauses and none of its own, k out of S stands at

    x_k, its part, unbidden     where W_k(x_k) - what it pays suppliers under clauses of S ≥ max W_k - what it is indifferent to, and its bank agrees
    argmax W_k                  else, over the best that it found besides its part in the deal for all parts, and nothing

While all others do theirs, max W_k is V0.  A part done unbidden stays, so society loses nothing by leaving it unsigned and gains what raising its
clauses' cost R would cost, (φ - 1) R.  It is taken out only where that is above 0: struck in full, all who do their parts are asked, and clauses that return
money come back.  So it is counted on, until others are out beside whom it no longer pays (a supplier's, once its customer does not build).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

import numpy as np

from offtake.deals.acceptance.participation import Participation, judge
from offtake.deals.arrangements.sharing import buyers_gain
from offtake.deals.cheapest.cheapest import Offer
from offtake.deals.cheapest.deal import Struck, excess_burden, market_under, waste
from offtake.deals.clauses.on_offer import Unit
from offtake.deals.verdicts.market import Market, Position, Tried
from offtake.errors import InfeasibleError
from offtake.formulas.flow import at_end
from offtake.frozen import Vector
from offtake.market.flows import expected_value

_EQUAL = 1e-7  # millions, relative to what is compared


@dataclass(frozen=True)
class SigningStep:
    """One step of signing."""

    parts: tuple[str, ...]  # units whose part is signed for
    position: Position
    social_value: float  # present value, millions
    public_paid: float  # expected, for goods and under clauses, at the buyers' own rates, millions
    buyers_gain: float  # of all buyers together, clauses paid, millions
    chosen: bool = False

    @property
    def delivered(self) -> Vector:
        """(products,): expected units."""
        bought = self.position.cash.bought.sum(axis=2)
        return np.asarray(self.position.cash.f.tree.probability @ bought)


def one_less(whole: Struck, step: SigningStep) -> SigningStep:
    """The step with one part less: the one whose loss costs least per public money saved."""
    nobody = replace(step, parts=())
    if len(step.parts) == 1:
        return nobody
    market = market_under(whole, step.parts)
    if not market.small:  # what is tried next is near the step
        market.hold(step.position.begun)
    tried = [_without(whole, market, step, name) for name in step.parts]
    less = [found for found in tried if found is not None]
    if not less:  # hard rules need every part that is left, or all are done unbidden
        return nobody
    rates = [_rate(step, found) for found in less]
    return less[min(range(len(less)), key=lambda k: (rates[k], -_saved(step, less[k]), k))]


def _rate(step: SigningStep, less: SigningStep) -> float:
    """What society loses per public money saved; what saves nothing counts as saving next to nothing."""
    lost = step.social_value - less.social_value
    if abs(lost) <= _near(step.social_value):
        return 0.0
    return lost / max(_saved(step, less), _near(step.public_paid))


def _saved(step: SigningStep, less: SigningStep) -> float:
    saved = step.public_paid - less.public_paid
    return saved if abs(saved) > _near(step.public_paid) else 0.0


def _without(whole: Struck, before: Market, step: SigningStep, name: str) -> SigningStep | None:
    """The step with a part no longer signed for; None where that changes nothing for the better, or hard rules forbid it."""
    k = next(k for k, unit in enumerate(whole.units) if unit.name == name)
    unit, parts = whole.units[k], tuple(p for p in step.parts if p != name)
    left, levels = market_under(whole, parts), step.position.begun
    market = before.under(left.lift, left.obliged)  # itself where the same clauses are left
    part = step.position if market is before else market.position(levels)
    outside = whole.before[k].outside
    instead = _alternatives(market, unit, levels, whole.found[k].other)
    all_do = np.array_equal(levels, whole.target.begun)  # all others do their parts: V0 is known
    if not all_do:
        found = sorted(instead, key=lambda at: market.of(unit, at).rank, reverse=True)
        outside = market.of(unit, found[0]).value if found else -np.inf
        instead = iter(found)
    told = all_do and not market.small  # with ties settled, as V0's are
    alone = whole.before[k] if told else market.judge(unit, part, outside)
    if not _unbidden(whole, parts, alone):
        best = next(instead, None)
        return None if best is None else step_of(whole, parts, best)
    less = step_of(whole, parts, part)
    return less if more(less.social_value, step.social_value) else None


def _unbidden(whole: Struck, parts: Sequence[str], alone: Participation) -> bool:
    """Whether a unit does its part without clauses of its own, and pays for those of `parts` what it does in the deal."""
    f = whole.target.cash.f
    flow = alone.flow + _signed(whole, parts).flow(alone.unit, f)
    p = judge(alone.unit, alone.stance, flow, f.tree, f.q.step, alone.outside, alone.slack)
    return p.accepts


def _signed(struck: Struck, parts: Sequence[str]) -> Offer:
    """The clauses of `parts` alone."""
    offer = struck.offer
    own = np.array([clause.unit in parts for clause in offer.clauses], bool)
    return replace(offer, signed=own & offer.signed)


def _alternatives(
    market: Market, unit: Unit, levels: Vector, other: Tried | None
) -> Iterator[Position]:
    """What a unit could do in place of its part: what it found best, and nothing; those that hard rules allow."""
    own, nothing = market.own_projects(unit), market.without(unit, levels)
    plans = [nothing]
    if other is not None:
        best = levels.copy()
        best[:, own] = other.begun[:, own]
        best = market.room.kept(best)
        plans = [best] if np.array_equal(best, nothing) else [best, nothing]
    for plan in plans:
        with suppress(InfeasibleError):
            yield market.position(plan)


def step_of(struck: Struck, parts: Sequence[str], position: Position) -> SigningStep:
    """What a position is worth with the clauses of `parts`."""
    offer = _signed(struck, parts)
    here = replace(struck, target=position, offer=offer)
    f, goods, clauses = position.cash.f, position.cash.paid, 0.0
    paid = [
        expected_value(at_end(goods[:, b]), f.tree, rate, f.q.step)
        for b, rate in enumerate(f.buyer_rates.tolist())
    ]
    burden = 0.0
    for k in np.flatnonzero(offer.signed).tolist():
        flow, shares = offer.payment(k), offer.clauses[k].shares
        for b in np.flatnonzero(shares).tolist():
            worth = expected_value(flow, f.tree, float(f.buyer_rates[b]), f.q.step) * shares[b]
            clauses += worth
            burden += float(f.fund_cost[b]) * worth
    return SigningStep(
        tuple(parts),
        position,
        social_value=-position.plan.mean_cost - excess_burden(here) - waste(here),
        public_paid=sum(paid) + clauses,
        buyers_gain=float(buyers_gain(f, position).sum()) - burden,
    )


def more(one: float, other: float) -> bool:
    """Whether one sum is above another by more than rounding; millions."""
    return one > other + _near(other)


def _near(value: float) -> float:
    return _EQUAL * max(1.0, abs(value))
