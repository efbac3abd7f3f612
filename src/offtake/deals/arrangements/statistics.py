r"""What a deal buys: headline figures of the three arrangements.

    value of commitment     = social value(deal) - social value(no-deal)
    price of no agreement   = social value(first-best) - social value(no-deal)
    leverage                = private capital (present, grants off) / expected public cost of clauses
    additionality           = (capacity added in deal - in no-deal) / capacity added in deal

social value = -expected cost - Σ_b (φ_b - 1) clauses paid by b: a transfer is no resource cost, but raising it is.
What is delivered, when, stands in the result tables: never one number.
"""

from __future__ import annotations

import numpy as np

from offtake.deals.arrangements.arrangements import Arrangements
from offtake.deals.cheapest.cheapest import Offer
from offtake.deals.cheapest.deal import Struck
from offtake.deals.verdicts.market import Position
from offtake.errors import UsageError
from offtake.formulas.flow import Flow
from offtake.market.figures import Figures


def statistics(a: Arrangements) -> dict[str, float | None]:
    """Headline figures; None where an arrangement that they need was not asked for."""
    f = a.market.f
    social = {name: -at.plan.mean_cost for name, at in a.positions.items()}
    cost = 0.0
    if a.deal is not None:
        social["deal"] = a.deal.struck.social_value
        cost = a.deal.struck.offer.cost
    found: dict[str, float | None] = {
        "value_of_commitment": _difference(social, "deal"),
        "price_of_no_agreement": _difference(social, "first-best"),
        "public_cost_of_clauses": cost if a.deal is not None else None,
        "leverage": None,
        "additionality": None,
    }
    if a.deal is None:
        return found
    private = _private_capital(a)
    found["leverage"] = private / cost if cost > 1e-9 else None
    if "no-deal" in a.positions:
        added = {n: _capacity_added(f, a.positions[n]) for n in ("no-deal", "deal")}
        if added["deal"] > 1e-9:
            found["additionality"] = 1.0 - added["no-deal"] / added["deal"]
    return found


def _struck(a: Arrangements) -> Struck:
    if a.deal is None:
        raise UsageError("no deal was asked for; add deal to the arrangements")
    return a.deal.struck


def _difference(social: dict[str, float], better: str) -> float | None:
    if better not in social or "no-deal" not in social:
        return None
    return social[better] - social["no-deal"]


def buyer_flow(f: Figures, offer: Offer, buyer: int) -> Flow:
    """What one buyer pays under the clauses."""
    zero = np.zeros(f.tree.size)
    total = Flow(zero, zero, zero)
    for k, clause in enumerate(offer.clauses):
        if offer.signed[k] and clause.shares[buyer] > 0.0:
            total = total + offer.payment(k) * float(clause.shares[buyer])
    return total


def _private_capital(a: Arrangements) -> float:
    """Expected capital cost of the seated producers' projects, grants off, at their own rates."""
    f, struck = a.market.f, _struck(a)
    total = 0.0
    for unit, seat in zip(struck.units, struck.seats, strict=True):
        own = a.market.own_projects(unit)
        begun = f.increments(struck.target.cash.begun)[:, own]
        capex = (begun * f.q.projects.capex[:, own]).sum(axis=1)
        start, _ = f.factors(seat.stance.rate)
        grants = sum(
            (
                struck.offer.payment(k).start
                for k, c in enumerate(struck.offer.clauses)
                if c.unit == unit.name and c.form.capital and struck.offer.signed[k]
            ),
            np.zeros(f.tree.size),
        )
        total += float(f.tree.probability @ (start[f.tree.period] * (capex - grants)))
    return total


def _capacity_added(f: Figures, at: Position) -> float:
    """Expected capital cost of what is begun: one measure for lines that make different things."""
    begun = f.increments(at.cash.begun) * f.q.projects.capex
    return float(f.tree.probability @ begun.sum(axis=1))
