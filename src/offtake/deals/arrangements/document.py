"""The three arrangements as one plain document, for `--json`, the report and other programs."""

from __future__ import annotations

import math
from dataclasses import asdict
from typing import Any

from offtake.deals.arrangements.accept import acceptance_report, parts_not_done
from offtake.deals.arrangements.arrangements import (
    Arrangements,
    Deal,
    free_seats,
    lures,
    reversals,
)
from offtake.deals.arrangements.dividing import divide
from offtake.deals.arrangements.liabilities import together
from offtake.deals.arrangements.sharing import coalitions
from offtake.deals.arrangements.statistics import statistics
from offtake.deals.cheapest.cheapest import payers
from offtake.deals.cheapest.kinds import without_each
from offtake.deals.cheapest.table import payers_beside
from offtake.deals.verdicts.nodeal import NoDeal
from offtake.formulas.assurance import equal_share_feasible, in_core


def deal_document(a: Arrangements, *, detail: bool = True) -> dict[str, Any]:
    """What the deal found: statistics, no_deal, and where a deal was asked for, clauses and judgements.

    deal: status, gap (of the clauses' program), cost, overspent, payments_split_by (driver whose states part
    payments most, and its share of their variance; None where none parts them), left_out (producers whose part is neither signed for nor done), stable, goods_settled (whether goods rest where these clauses leave them), goods_unrest (expected millions by which these pay more or less than was set aside when goods were taken), set_aside (instruments without which goods come to rest at a cheaper deal), sets_tried and goods_taken (how many sets of instruments, over how many goods, it was looked for), sets_left (not tried because the work for these was used up), rounds, eager, indifferent, cut (producers not all of whose plans were tried), signing (see `signing_steps`), at_stake (see `liabilities.together`); clauses (see `terms.Signed`); acceptance
    (see `acceptance_report`); singles (unit, kind, size, size_unit, cost, over_cap; size and cost None where
    none does); and with `detail`, which solves some small programs more: without (unit -> kind -> cost of
    the cheapest mix without that kind), reversals (unit -> [kind, kind, λ], the first cheaper alone than
    the second from λ on), sharing (unit -> how buyers can share it).
    """
    found: dict[str, Any] = {"statistics": statistics(a)}
    if a.no_deal is not None:
        found["no_deal"] = _no_deal(a.no_deal)
    if a.deal is not None:
        found["deal"] = _deal(a, a.deal)
        if detail:
            found["deal"] |= _detail(a, a.deal)
    return found


def _no_deal(found: NoDeal) -> dict[str, Any]:
    return {
        "starts_agree": found.agree,
        "coordination": found.coordination,
        "starts": [
            {
                "start": end.start,
                "settled": end.settled,
                "social_value": end.social_value,
                "shown": end is found.shown,
                "epsilon": {v.unit: v.gain for v in end.verdicts},
                "tried": {v.unit: v.tried for v in end.verdicts},
                "cut": [v.unit for v in end.verdicts if not v.whole],
                "changes": [
                    {
                        "round": c.round,
                        "producer": c.unit,
                        "projects_before": c.before,
                        "projects_after": c.after,
                        "gain": c.gain,
                    }
                    for c in end.changes
                ],
            }
            for end in found.ends
        ],
    }


def _deal(a: Arrangements, deal: Deal) -> dict[str, Any]:
    struck, by, part = deal.struck, divide(a), a.parts
    return {
        "status": struck.offer.status,
        "gap": struck.offer.gap,
        "cost": struck.offer.cost,
        "payments_split_by": None if by is None else {"driver": by.driver, "share": by.share},
        "overspent": struck.offer.overspent,
        "left_out": parts_not_done(a.market, deal, part),
        "stable": struck.stable,
        "goods_settled": struck.settled,
        "goods_unrest": struck.unrest,
        "set_aside": list(struck.set_aside),
        "sets_tried": struck.searched[0],
        "goods_taken": struck.searched[1],
        "sets_left": struck.searched[2],
        "rounds": [
            {"round": r.round, "producer": r.unit, "gain": r.gain, "cost": r.cost}
            for r in struck.rounds
        ],
        "eager": deal.eager,
        "indifferent": list(struck.indifferent),
        "cut": a.cut("deal"),
        "signing": signing_steps(deal),
        "at_stake": together(a),
        "clauses": [clause.document() for clause in deal.clauses],
        "acceptance": [asdict(entry) for entry in acceptance_report(a)],
        "singles": [
            {
                "producer": s.unit,
                "kind": s.kind,
                "size": _finite(s.size),
                "size_unit": s.clauses[0].size_unit,
                "cost": _finite(s.cost),
                "over_cap": s.over_cap,
                "within_budget": s.within_budget,
            }
            for s in deal.singles
        ],
    }


def signing_steps(deal: Deal) -> list[dict[str, Any]]:
    """step (how many parts), parts, social_value, public_paid, delivered, worth (to the buyers together), chosen."""
    f, steps = deal.struck.market.f, deal.signing.steps
    nothing = steps[-1].buyers_gain
    return [
        {
            "step": len(step.parts),
            "parts": list(step.parts),
            "social_value": step.social_value,
            "public_paid": step.public_paid,
            "delivered": dict(zip(f.products, step.delivered.tolist(), strict=True)),
            "buyers_gain": step.buyers_gain - nothing,
            "chosen": step.chosen,
        }
        for step in steps
    ]


def _detail(a: Arrangements, deal: Deal) -> dict[str, Any]:
    struck, offer = deal.struck, deal.struck.offer
    everybody = (*free_seats(struck), *payers_beside(struck))
    short = {p.unit for p in struck.before if not p.accepts}
    return {
        "without": {
            seat.unit: {
                kind: _finite(cost)
                for kind, cost in without_each(
                    a.market.f,
                    seat,
                    offer,
                    struck.headroom,
                    lures(struck),
                    payers(everybody, seat, offer),
                ).items()
            }
            for seat in free_seats(struck)
            if seat.unit in short
        },
        "reversals": {
            unit: [list(pair) for pair in pairs] for unit, pairs in reversals(deal).items()
        },
        "sharing": {
            unit: {
                "need": s.need,
                "feasible": s.feasible,
                "smallest_coalition": list(s.smallest_coalition),
                "coalitions": [list(members) for members in s.coalitions],
                "equal_shares": equal_share_feasible(s.worth, s.need, len(s.worth)),
                "equal_shares_in_coalition": equal_share_feasible(
                    s.worth, s.need, len(s.smallest_coalition)
                ),
                "in_core": in_core(s.shares, s.largest_share, s.need),
                "pivotal": list(s.pivotal),
                "shares": dict(s.shares),
            }
            for unit, s in coalitions(struck).items()
        },
    }


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
