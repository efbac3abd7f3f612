"""What a lawyer and a treasurer ask of a clause: dates, trigger, credits, the largest payment, who pays."""

from __future__ import annotations

from typing import Any

import numpy as np

from offtake.deals.cheapest.cheapest import Offer
from offtake.deals.clauses.instruments import KINDS
from offtake.market.figures import Figures


def terms_of(f: Figures, offer: Offer, k: int) -> dict[str, Any]:
    """from and to (first day of the first and last period in which it applies), trigger, credits, largest_payment, shares.

    credits: by calendar year, expected millions that come back to who pays; largest_payment: the most that falls due at
    one moment in any future, millions; shares: who pays which share.
    """
    clause, flow, tree = offer.clauses[k], offer.payment(k), f.tree
    back = np.maximum(-flow.start, 0.0) + np.maximum(-flow.end, 0.0)
    year = f.q.year[tree.period]
    credits = {
        str(y): float(tree.probability[year == y] @ back[year == y])
        for y in np.unique(year[back > 0.0]).tolist()
    }
    shares = {f.buyers[b]: float(clause.shares[b]) for b in np.flatnonzero(clause.shares).tolist()}
    return {
        "from": f.study.period_start(clause.basis.first).isoformat(),
        "to": f.study.period_start(clause.basis.last).isoformat(),
        "trigger": KINDS[clause.kind].trigger,
        "credits": credits,
        "largest_payment": float(max(flow.start.max(), flow.end.max(), 0.0)),
        "shares": {clause.payer: 1.0} if clause.payer else shares,
    }
