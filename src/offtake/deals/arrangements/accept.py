"""Who accepts, by how much, which futures hurt, and what would turn each producer round."""

from __future__ import annotations

from offtake.deals.acceptance.participation import (
    Participation,
    flip_rate,
    flip_risk_weight,
    hurting_futures,
)
from offtake.deals.arrangements.arrangements import Deal
from offtake.deals.verdicts.market import Market, Tried
from offtake.formulas.flow import Flow
from offtake.market.flows import present_values


def acceptance_report(market: Market, deal: Deal) -> list[dict[str, object]]:
    """One entry a producer (or line, where judged so) that the first-best plan gives a part.

    Keys: producer, rate, risk_weight, tail; without and with clauses: value, acceptance, accepts,
    lowest_balance, liquid; outside (V0) and what it is; indifferent; gap; hurting futures (worst three: future,
    probability, npv); flip_rate and flip_risk_weight, at which the part without clauses is worth as much as
    its best alternative (None where none does); flip_rate_with_clauses and flip_risk_weight_with_clauses, the same for the
    part as signed: at a higher rate, or with more aversion to risk, it would refuse again; left_out, whether no clauses within their caps bring it round; eager, what it would
    gain by beginning more than its part.
    """
    struck = deal.struck
    every = {v.unit: v for v in (*struck.verdicts, *struck.found)}
    others = {name: found.other for name, found in every.items()}
    after = {p.unit: p for p in struck.after}
    rows = []
    for p in (*struck.refusals, *struck.before):
        other = others.get(p.unit)
        left_out = p.unit in struck.left_out
        rows.append(
            _entry(market, p, None if other is None else other.flow)
            | {
                "outside_is": _named(market, p.unit, other),
                "indifferent": p.indifferent,
                "with_clauses": None if left_out else _judgement(after[p.unit]),
                **_turns(market, None if left_out else after[p.unit], other),
                "left_out": left_out,
                "eager": deal.eager.get(p.unit, 0.0),
            }
        )
    return rows


def _named(market: Market, unit: str, other: Tried | None) -> str:
    """What the best alternative is, in words."""
    if other is None:
        return "nothing else"
    own = market.own_projects(next(u for u in market.units if u.name == unit))
    new = other.begun[:, own] > market.room.lower[:, own] + 0.5
    return "less of its part, or later" if new.any() else "nothing new"


def _entry(market: Market, p: Participation, idle: Flow | None) -> dict[str, object]:
    """`idle`: cash of its best alternative, where there is one."""
    tree, step = market.f.tree, market.f.q.step
    npv = None if idle is None else present_values(idle, tree, p.stance.rate, step)
    return {
        "producer": p.unit,
        "rate": p.stance.rate,
        "risk_weight": p.stance.risk_weight,
        "tail": p.stance.tail,
        "outside": p.outside,
        "gap": p.gap,
        "without_clauses": _judgement(p),
        "hurting": hurting_futures(p, tree),
        "flip_rate": flip_rate(p.flow, p.stance, tree, step, p.outside, idle),
        "flip_risk_weight": flip_risk_weight(p.npv, p.stance, p.probability, p.outside, npv),
    }


def _turns(market: Market, p: Participation | None, other: Tried | None) -> dict[str, object]:
    """What would make a producer refuse again that accepts its part with its clauses."""
    if p is None:
        return {"flip_rate_with_clauses": None, "flip_risk_weight_with_clauses": None}
    tree, step = market.f.tree, market.f.q.step
    idle = None if other is None else other.flow
    npv = None if idle is None else present_values(idle, tree, p.stance.rate, step)
    return {
        "flip_rate_with_clauses": flip_rate(p.flow, p.stance, tree, step, p.outside, idle),
        "flip_risk_weight_with_clauses": flip_risk_weight(p.npv, p.stance, p.probability, p.outside, npv),
    }  # fmt: skip


def _judgement(p: Participation) -> dict[str, object]:
    return {
        "value": p.value,
        "npv_mean": p.mean,
        "npv_tail": p.tail_mean,
        "acceptance": p.acceptance,
        "accepts": p.accepts,
        "lowest_balance": p.lowest_balance,
        "liquid": p.liquid,
    }
