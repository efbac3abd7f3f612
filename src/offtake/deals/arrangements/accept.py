"""Who accepts, by how much, which futures hurt, and what would turn each producer round."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from offtake.deals.acceptance.participation import (
    Hurting,
    Participation,
    flip_rate,
    flip_risk_weight,
    hurting_futures,
)
from offtake.deals.arrangements.arrangements import Arrangements, Deal
from offtake.deals.verdicts.market import Market, Tried
from offtake.deals.verdicts.search import Found
from offtake.frozen import Vector
from offtake.market.flows import present_values

Stands = Literal["signed", "unbidden", "refuses", "not worth it"]
"""Its part is in the deal; it is not, and is done all the same; no clauses within their caps bring it about; it is worth
less than its clauses cost."""


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
    stands: Stands
    left_out: bool  # its part is not done
    eager: float  # what it would gain by beginning more than its part


def judged_parts(a: Arrangements) -> list[tuple[Participation, Found]]:
    """How every unit with a part in the first-best plan, or in the deal, judges it without clauses, and what it found besides.

    A part in the deal is judged beside the deal's goods, one that was refused beside those where it was, any other beside those
    of first-best.
    """
    told = {p.unit: (p, v) for p, v in zip(a.asked, a.verdicts, strict=True)}
    if a.deal is not None:
        struck = a.deal.struck
        signed = zip(struck.before, struck.found, strict=True)
        told |= {pair[0].unit: pair for pair in (*struck.refusals, *signed)}
    return list(told.values())


def acceptance_report(a: Arrangements) -> list[Acceptance]:
    """One entry a producer with a part in the first-best plan, or in the deal (`judged_parts`); none without a deal."""
    if a.deal is None:
        return []
    return [_entry(a.market, a.deal, p, v, a.parts) for p, v in judged_parts(a)]


def _entry(market: Market, deal: Deal, p: Participation, found: Found, part: Vector) -> Acceptance:
    other = found.other
    signed = next((q for q in deal.struck.after if q.unit == p.unit), None)
    stands = _stands(market, deal, p.unit, part)
    rate, weight = _turns(market, p, other)
    later = (None, None) if signed is None else _turns(market, signed, other)
    return Acceptance(
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
        stands=stands,
        left_out=stands in ("refuses", "not worth it"),
        eager=deal.eager.get(p.unit, 0.0),
    )


def parts_not_done(market: Market, deal: Deal, part: Vector) -> list[str]:
    """Units whose part in the levels `part` is neither in the deal nor done all the same."""
    out = deal.struck.left_out
    asked = [unit.name for unit in market.units if market.has_part(unit, part)]
    return [name for name in asked if name in out and not _done(market, deal, name, part)]


def _stands(market: Market, deal: Deal, name: str, part: Vector) -> Stands:
    if name not in deal.struck.left_out:
        return "signed"
    if _done(market, deal, name, part):
        return "unbidden"
    refused = {p.unit for p, _ in deal.struck.refusals}
    return "refuses" if name in refused else "not worth it"


def _done(market: Market, deal: Deal, name: str, part: Vector) -> bool:
    """Whether all of a part is begun, no later, in the deal."""
    own = market.own_projects(next(u for u in market.units if u.name == name))
    return bool((deal.struck.target.begun[:, own] > part[:, own] - 0.5).all())


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
