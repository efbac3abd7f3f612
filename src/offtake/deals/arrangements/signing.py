r"""Which deal: steps of signing, from all parts to none, and the best of them.

From the deal for all parts, parts are taken out one by one, each time the one whose loss costs society least per
public money saved, the projects of the others given.  V0 and clauses of a step are those of the deal for all parts
less the parts out, so are budgets and idle lines.  Step 0 is the better end of no-deal, without clauses.  The deal is the step with the highest social
value among those worth their cost to the buyers together; it is struck again in full, and where it then does not
hold, the next best is.  So parts that need each other stand or fall together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from offtake.deals.arrangements.sharing import buyers_gain
from offtake.deals.cheapest.deal import Struck, excess_burden, market_under, waste
from offtake.deals.cheapest.leaving import deal_for_all
from offtake.deals.cheapest.striking import strike
from offtake.deals.verdicts.heard import STEP, questions_of_deal, questions_of_steps
from offtake.deals.verdicts.market import Market, Position
from offtake.deals.verdicts.nodeal import End
from offtake.errors import InfeasibleError
from offtake.formulas.flow import at_end
from offtake.frozen import Vector
from offtake.market.flows import expected_value
from offtake.stochastic.solver.program import Until

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


@dataclass(frozen=True)
class Signing:
    """The deal, the deal for all parts, and the steps from all parts to none."""

    struck: Struck
    whole: Struck
    steps: tuple[SigningStep, ...]  # all parts first, none last


def sign(
    market: Market, begun: Vector, end: End, kinds: Sequence[str] = (), until: Until = Until()
) -> Signing:
    """The deal that is worth most, for parts in the levels `begun`; `end` is the better end of no-deal."""
    seats = sum(market.has_part(unit, begun) for unit in market.units)
    market.heard.begin(
        "deal", "the cheapest clauses that everybody accepts", questions_of_deal(seats)
    )
    whole = deal_for_all(market, begun, kinds, until)
    market.heard.expect(questions_of_steps(len(whole.units)))
    none = nobody_signs(market, end)
    steps = [_step(whole, [u.name for u in whole.units], whole.target)]
    while steps[-1].parts:
        count = len(steps[-1].parts)
        market.heard.step(f"one part less, of {count}", STEP * count)
        steps.append(_less(whole, steps[-1]))
    last = replace(_step(none, (), none.target), parts=())
    steps = [step for step in steps if step.parts] + [last]
    worth = [s for s in steps if s.buyers_gain >= last.buyers_gain - _near(last.buyers_gain)]
    for step in sorted(worth, key=lambda s: (-round(s.social_value, 6), len(s.parts))):
        struck = _struck(market, whole, none, step, kinds)
        if struck is not None and struck.social_value >= last.social_value - _near(
            last.social_value
        ):
            found = _step(struck, step.parts, struck.target)
            chosen = replace(found, chosen=True)
            told = tuple(chosen if s is step else s for s in steps)
            return Signing(_kept(struck, whole), whole, told)
    told = tuple(replace(s, chosen=s is last) for s in steps)
    return Signing(_kept(none, whole), whole, told)


def _kept(struck: Struck, whole: Struck) -> Struck:
    """The deal, with how everybody judged the parts first asked for."""
    return replace(struck, refusals=whole.refusals, asked=whole.asked, verdicts=whole.verdicts)


def nobody_signs(market: Market, end: End) -> Struck:
    """No clause and nobody's part asked for: the end of no-deal as it is."""
    everybody = [unit.name for unit in market.units]
    return replace(strike(market, end.begun, (), everybody), target=end.position)


def _struck(
    market: Market, whole: Struck, none: Struck, step: SigningStep, kinds: Sequence[str]
) -> Struck | None:
    """The step in full; None where it does not hold."""
    if not step.parts:
        return none
    if len(step.parts) == len(whole.units):
        return whole
    out = [unit.name for unit in market.units if unit.name not in step.parts]
    struck = strike(market, step.position.begun, kinds, out)
    return struck if struck.holds else None


def _less(whole: Struck, step: SigningStep) -> SigningStep:
    """The step with one part less: the one whose loss costs least per public money saved."""
    if not whole.market.small:  # what is tried next is near the step
        market_under(whole, step.parts).hold(step.position.begun)
    tried: list[tuple[float, int, SigningStep]] = []
    for name in step.parts:
        parts = tuple(p for p in step.parts if p != name)
        less = _without(whole, step, name, parts)
        if less is not None:
            tried.append((_rate(step, less), len(tried), less))
    if not tried:  # hard rules need every part that is left
        return replace(step, parts=())
    return min(tried, key=lambda row: row[:2])[2]


def _rate(step: SigningStep, less: SigningStep) -> float:
    """What society loses per public money saved; what loses nothing goes first, what saves nothing last."""
    lost, saved = step.social_value - less.social_value, step.public_paid - less.public_paid
    if lost <= _near(step.social_value):
        return -1.0 / max(_near(1.0), saved) if saved > 0 else -1e-3
    return lost / saved if saved > _near(step.public_paid) else np.inf


def _without(
    whole: Struck, step: SigningStep, name: str, parts: tuple[str, ...]
) -> SigningStep | None:
    market = market_under(whole, parts)
    k = next(k for k, unit in enumerate(whole.units) if unit.name == name)
    own, other = market.own_projects(whole.units[k]), whole.found[k].other
    levels = step.position.begun.copy()
    levels[:, own] = market.room.lower[:, own] if other is None else other.begun[:, own]
    try:
        position = market.position(market.room.kept(levels))
    except InfeasibleError:
        return None
    return _step(whole, parts, position)


def _step(struck: Struck, parts: Sequence[str], position: Position) -> SigningStep:
    """What a position is worth with the clauses of `parts`."""
    offer = struck.offer
    signed = np.array([c.unit in parts for c in offer.clauses], bool) & offer.signed
    here = replace(struck, target=position, offer=replace(offer, signed=signed))
    f, goods, clauses = position.cash.f, position.cash.paid, 0.0
    paid = [
        expected_value(at_end(goods[:, b]), f.tree, rate, f.q.step)
        for b, rate in enumerate(f.buyer_rates.tolist())
    ]
    burden = 0.0
    for k in np.flatnonzero(signed).tolist():
        flow, shares = here.offer.payment(k), offer.clauses[k].shares
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


def _near(value: float) -> float:
    return _EQUAL * max(1.0, abs(value))
