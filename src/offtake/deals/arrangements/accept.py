"""Who accepts, by how much, which futures hurt, and what would turn each producer round."""

from __future__ import annotations

from dataclasses import dataclass

from offtake.deals.acceptance.participation import (
    Hurting,
    Participation,
    flip_rate,
    flip_risk_weight,
    hurting_futures,
)
from offtake.deals.arrangements.arrangements import Deal
from offtake.deals.verdicts.market import Market, Tried
from offtake.market.flows import present_values


@dataclass(frozen=True)
class Judgement:
    """What a part is worth to a producer, and whether it does it."""

    value: float
    npv_mean: float
    npv_tail: float
    acceptance: float
    accepts: bool
    lowest_balance: float
    liquid: bool


@dataclass(frozen=True)
class Acceptance:
    """How one producer (or line, where judged so) judges its part of the first-best plan, without and with clauses.

    A rate or risk weight at which it turns is None where none does.
    """

    producer: str
    rate: float
    risk_weight: float
    tail: float
    outside: float  # V0
    gap: float
    without_clauses: Judgement
    hurting: tuple[Hurting, ...]
    flip_rate: (
        float | None
    )  # at which the part without clauses is worth as much as its best alternative
    flip_risk_weight: float | None
    outside_is: str  # V0 in words
    indifferent: bool
    with_clauses: Judgement | None
    flip_rate_with_clauses: float | None  # from which it would refuse again
    flip_risk_weight_with_clauses: float | None
    left_out: bool  # no clauses within their caps bring it round
    eager: float  # what it would gain by beginning more than its part


def acceptance_report(market: Market, deal: Deal) -> list[Acceptance]:
    """One entry a producer that the first-best plan gives a part."""
    struck = deal.struck
    every = {v.unit: v for v in (*struck.verdicts, *struck.found)}
    after = {p.unit: p for p in struck.after}
    rows = []
    for p in (*struck.refusals, *struck.before):
        other = every[p.unit].other if p.unit in every else None
        left_out = p.unit in struck.left_out
        signed = None if left_out else after[p.unit]
        rate, weight = _turns(market, p, other)
        later = (None, None) if signed is None else _turns(market, signed, other)
        rows.append(
            Acceptance(
                producer=p.unit,
                rate=p.stance.rate,
                risk_weight=p.stance.risk_weight,
                tail=p.stance.tail,
                outside=p.outside,
                gap=p.gap,
                without_clauses=_judgement(p),
                hurting=hurting_futures(p, market.f.tree),
                flip_rate=rate,
                flip_risk_weight=weight,
                outside_is=_named(market, p.unit, other),
                indifferent=p.indifferent,
                with_clauses=None if signed is None else _judgement(signed),
                flip_rate_with_clauses=later[0],
                flip_risk_weight_with_clauses=later[1],
                left_out=left_out,
                eager=deal.eager.get(p.unit, 0.0),
            )
        )
    return rows


def _named(market: Market, unit: str, other: Tried | None) -> str:
    """What the best alternative is, in words."""
    if other is None:
        return "nothing else"
    own = market.own_projects(next(u for u in market.units if u.name == unit))
    new = other.begun[:, own] > market.room.lower[:, own] + 0.5
    return "less of its part, or later" if new.any() else "nothing new"


def _turns(
    market: Market, p: Participation, other: Tried | None
) -> tuple[float | None, float | None]:
    """Rate and risk weight at which a judgement turns, beside the cash of the best alternative."""
    tree, step = market.f.tree, market.f.q.step
    idle = None if other is None else other.flow
    npv = None if idle is None else present_values(idle, tree, p.stance.rate, step)
    return (
        flip_rate(p.flow, p.stance, tree, step, p.outside, idle),
        flip_risk_weight(p.npv, p.stance, p.probability, p.outside, npv),
    )


def _judgement(p: Participation) -> Judgement:
    return Judgement(
        p.value, p.mean, p.tail_mean, p.acceptance, p.accepts, p.lowest_balance, p.liquid
    )
