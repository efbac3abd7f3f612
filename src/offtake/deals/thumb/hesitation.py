r"""Rules of thumb for waiting (real options): the closed forms of `options` with a study's own figures.

For a producer's part in a plan, beside nothing new, at the producer's rate r:

    V_s    present value of what the part earns in future s, capital cost left out;   V its mean
    I      present value of its capital cost
    s      volatility: deviation of V_s over V, spread over the T years of the study, as dev / V / sqrt(T)
    d      payout: mean yearly earnings over V

Invest now where V / I is at least the trigger; a grant of the share that is missing brings it there.  The forms
take earnings to go on for ever and to move every day; a study has an end and a few dates.  V0 of an arrangement
prices waiting exactly, on the tree; this says how far an analyst gets without one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import sqrt

import numpy as np

from offtake.deals.clauses.on_offer import Unit, has_part, unit_flow
from offtake.deals.thumb.one_period import Facts
from offtake.deals.verdicts.market import Market, Position
from offtake.formulas.finance import npv
from offtake.formulas.flow import Flow
from offtake.formulas.options import (
    capacity_under_irreversibility,
    grant_share_to_begin,
    now_or_next_year,
    trigger_price_with_suspension,
    trigger_ratio,
)
from offtake.frozen import Vector
from offtake.market.flows import discounted, present_values


@dataclass(frozen=True)
class WaitingRule:
    """What waiting is worth to one producer with a part; None where no form applies."""

    producer: str
    worth: float  # V, millions
    capital: float  # I, millions
    ratio: float | None  # V / I
    volatility: float | None = None  # per square root of a year
    payout: float | None = None  # per year
    trigger: float | None = None  # of the ratio
    grant_share: float | None = None
    begin_now: float | None = None  # millions, as the two below
    wait_a_year: float | None = None  # in those futures only where it then pays
    option: float | None = None  # what waiting adds


def waiting_rules(
    market: Market, at: Position, volatility: float | None = None
) -> Iterator[WaitingRule]:
    """One a producer with a part.  `at` holds the plan; `volatility` replaces that of the futures."""
    for unit in market.units:
        if has_part(at.cash, unit):
            yield _rule(market, at, unit, volatility)


def _rule(market: Market, at: Position, unit: Unit, stated: float | None) -> WaitingRule:
    f, rate = market.f, market.stance(unit).rate
    idle = market.position(market.without(unit, at.plan.values["begun"])).cash
    part = unit_flow(at.cash, unit, rate) + -unit_flow(idle, unit, rate)
    weight = f.tree.probability[f.tree.leaves]
    earned = Flow(np.zeros(f.tree.size), part.end, part.left)
    value = present_values(earned, f.tree, rate, f.q.step)
    worth = float(weight @ value)
    capital = -float(f.tree.probability @ discounted(part + -earned, f.tree, rate, f.q.step))
    rule = WaitingRule(unit.name, worth, capital, worth / capital if capital > 0.0 else None)
    if worth <= 0.0 or capital <= 0.0:
        return rule
    years = f.tree.periods * f.q.step
    spread = sqrt(float(weight @ (value - worth) ** 2)) / worth / sqrt(years)
    payout = float(f.tree.probability @ part.end) / years / worth
    rule = replace(rule, volatility=spread if stated is None else stated, payout=payout)
    return _a_year(market, part, value, weight, _with_trigger(rule, rate), rate)


def _with_trigger(rule: WaitingRule, rate: float) -> WaitingRule:
    ratio, payout, volatility = rule.ratio or 0.0, rule.payout or 0.0, rule.volatility or 0.0
    if volatility <= 0.0 or payout <= 0.0 or rate <= 0.0:
        return rule
    return replace(
        rule,
        trigger=trigger_ratio(rate, payout, volatility),
        grant_share=grant_share_to_begin(ratio, rate, payout, volatility),
    )


def _a_year(
    market: Market, part: Flow, value: Vector, weight: Vector, rule: WaitingRule, rate: float
) -> WaitingRule:
    """Now, or in a year in those futures where it then pays; what is earned in the first year is lost by waiting."""
    f = market.f
    if rate <= 0.0:
        return rule
    mean = (f.tree.probability * part.end) @ np.eye(f.tree.periods)[f.tree.period]
    soon = npv(rate, end=mean[: max(round(1.0 / f.q.step), 1)], step=f.q.step)
    later = [(float(p), float(v - soon) * rate) for p, v in zip(weight, value, strict=True)]
    choice = now_or_next_year(rule.capital, soon, later, rate)
    return replace(rule, begin_now=choice.now, wait_a_year=choice.wait, option=choice.option)


@dataclass(frozen=True)
class PriceRule:
    """Price at which a line that may stand idle is worth building, and the capacity that regret leaves unbuilt.

    Both for a price that neither rises nor falls on average; None where nothing moves.
    """

    producer: str
    product: str
    price: float  # money per unit
    trigger_price: float | None = (
        None  # for a line whose full cost without uncertainty is unit cost and capacity cost
    )
    share_built: float | None = (
        None  # capacity over that built in certainty, if the worth of further units fell in a straight line
    )


def price_rule(found: Facts, rule: WaitingRule) -> PriceRule:
    """The trigger price, and the share built, of one producer's lines."""
    bare = PriceRule(found.producer, found.product, found.price)
    moves, rate, cost = rule.volatility, found.stance.rate, found.supplier.unit_cost
    capex = found.supplier.capacity_cost / rate if rate > 0.0 else 0.0
    if moves is None or moves <= 0.0 or capex <= 0.0:
        return bare
    trigger = trigger_price_with_suspension(capex, cost, rate, rate, moves) if cost > 0.0 else None
    level, share = found.worth - cost, None
    if level > rate * capex:
        certain, feared = (
            capacity_under_irreversibility(level, capex, rate, rate, s) for s in (0.0, moves)
        )
        share = feared / certain
    return replace(bare, trigger_price=trigger, share_built=share)
