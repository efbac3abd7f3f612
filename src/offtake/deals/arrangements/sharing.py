r"""Cost sharing: what each buyer gains by a producer's part in a deal, and so which buyers must pledge for it.

A buyer's gain is what it receives more, and waits less for, than if the producer did nothing new and had no clause, less
what it pays for the goods, at its own rate.
"""

from __future__ import annotations

import numpy as np

from offtake.deals.cheapest.deal import Struck, market_under
from offtake.deals.verdicts.market import Market, Position
from offtake.formulas.assurance import Assurance, assurance
from offtake.frozen import Vector
from offtake.market.figures import Figures
from offtake.market.flows import grouped
from offtake.model.delivery import waiting


def coalitions(struck: Struck) -> dict[str, Assurance]:
    """By unit that is paid clauses: how their expected cost can be shared among the buyers."""
    market: Market = struck.market
    with_all = buyers_gain(market.f, struck.target)
    found = {}
    for unit in struck.units:
        cost = sum(
            struck.offer.clause_cost(k)
            for k, c in enumerate(struck.offer.clauses)
            if c.unit == unit.name and struck.offer.signed[k]
        )
        if cost > 0.0:
            begun = market.without(unit, struck.target.begun)
            others = [other.name for other in struck.units if other is not unit]
            less = market_under(struck, others).position(begun)
            gain = with_all - buyers_gain(market.f, less)
            worth = dict(zip(market.f.buyers, gain.tolist(), strict=True))
            found[unit.name] = assurance(worth, cost)
    return found


def buyers_gain(f: Figures, at: Position) -> Vector:
    """(buyers,): expected present value of goods received, less lateness, less what is paid for them."""
    of = f.q.requirements
    units = at.plan.values["deliver"] * of.contribution
    worth = grouped(units * of.value[:, of.requirement], of.buyer[of.requirement], len(f.buyers))
    short = np.zeros((f.tree.size, of.labels.size))
    short[:, of.is_stock] = at.plan.values["late"]
    short[:, ~of.is_stock] = at.plan.values["missed"]
    late = grouped(waiting(f.q, f.tree, short), of.buyer, len(f.buyers))
    gain = np.zeros(len(f.buyers))
    for b, rate in enumerate(f.buyer_rates.tolist()):
        _, end = f.factors(rate)
        net = worth[:, b] - late[:, b] - at.cash.paid[:, b] * f.fund_cost[b]
        gain[b] = float(f.tree.probability @ (end[f.tree.period] * net))
    return gain
