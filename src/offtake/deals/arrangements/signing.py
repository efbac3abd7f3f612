"""Which deal: of the steps of signing, from all parts to none, the best.

The deal is the step (see `steps`) with the highest social value among those worth their cost to the buyers together, of equal ones that
with fewest parts.  It is struck again in full: its producers are asked, and everybody who does its part unbidden.  Where it then does not hold, or is
worth less than the next best step, that is struck too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from offtake.deals.arrangements.steps import SigningStep, more, one_less, step_of
from offtake.deals.cheapest.deal import Struck
from offtake.deals.cheapest.leaving import deal_for_all
from offtake.deals.cheapest.striking import strike
from offtake.deals.clauses.on_offer import Unit
from offtake.deals.verdicts.heard import STEP, questions_of_deal, questions_of_steps
from offtake.deals.verdicts.market import Market
from offtake.deals.verdicts.nodeal import End
from offtake.frozen import Vector
from offtake.stochastic.solver.program import Until


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
    last = step_of(none, (), none.target)
    steps = [*_with_parts(whole), last]
    struck, chosen, found = none, last, last
    for step in _best_first(steps):
        if not more(step.social_value, found.social_value):
            break
        again = _struck(market, whole, step, kinds)
        if again is not None:
            full = step_of(again, _signed_with(again, step), again.target)
            if _is_worth(full, last) and more(full.social_value, found.social_value):
                struck, chosen, found = again, step, full
    told = tuple(replace(found, chosen=True) if s is chosen else s for s in steps)
    return Signing(replace(struck, refusals=whole.refusals), whole, told)


def _with_parts(whole: Struck) -> Iterator[SigningStep]:
    """The deal for all parts, and with one part less each time."""
    step = step_of(whole, [u.name for u in whole.units], whole.target)
    while step.parts:
        yield step
        count = len(step.parts)
        whole.market.heard.step(f"one part less, of {count}", STEP * count)
        step = one_less(whole, step)


def _is_worth(step: SigningStep, nobody: SigningStep) -> bool:
    """Whether the buyers together lose nothing by it."""
    return not more(nobody.buyers_gain, step.buyers_gain)


def _best_first(steps: Sequence[SigningStep]) -> Iterator[SigningStep]:
    """Steps worth their cost to the buyers: the highest social value first, of equal ones that with fewest parts."""
    left = [step for step in steps if _is_worth(step, steps[-1])]
    while left:
        most = max(step.social_value for step in left)
        best = [step for step in left if not more(most, step.social_value)]
        first = min(best, key=lambda step: len(step.parts))
        yield first
        left.remove(first)


def nobody_signs(market: Market, end: End) -> Struck:
    """No clause and nobody's part asked for: the end of no-deal as it is."""
    everybody = [unit.name for unit in market.units]
    return replace(strike(market, end.begun, (), everybody), target=end.position)


def _struck(
    market: Market, whole: Struck, step: SigningStep, kinds: Sequence[str]
) -> Struck | None:
    """The step in full, all asked who do their part in it; None where it does not hold, or is another step when all are asked."""
    if len(step.parts) == len(whole.units):
        return whole
    asked = [unit.name for unit in whole.units if _asked(whole, step, unit)]
    if len(asked) == len(whole.units):
        return None
    out = [unit.name for unit in market.units if unit.name not in asked]
    struck = strike(market, step.position.begun, kinds, out)
    return struck if struck.holds else None


def _asked(whole: Struck, step: SigningStep, unit: Unit) -> bool:
    """Whether the unit's part is signed for, or done unbidden."""
    own = whole.market.own_projects(unit)
    done = np.array_equal(step.position.begun[:, own], whole.target.begun[:, own])
    return unit.name in step.parts or done


def _signed_with(struck: Struck, step: SigningStep) -> list[str]:
    """Units of the step's parts, and whoever has a clause once it is struck in full."""
    signed = zip(struck.offer.clauses, struck.offer.signed, strict=True)
    names = {*step.parts, *(clause.unit for clause, yes in signed if yes)}
    return [unit.name for unit in struck.market.units if unit.name in names]
