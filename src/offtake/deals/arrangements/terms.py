"""A signed clause, with what a lawyer and a treasurer ask of it: dates, trigger, credits, the largest payment, who pays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from offtake.deals.cheapest.cheapest import Offer
from offtake.deals.cheapest.ranges import Opened
from offtake.formulas.flow import Flow, due
from offtake.market.figures import Figures
from offtake.market.flows import worst_to_come


@dataclass(frozen=True)
class Signed:
    """One signed clause; amounts in millions, present values at the buyers' rates where expected."""

    instrument: str
    kind: str
    buyer: str  # "all buyers" where several pay
    producer: str
    unit_judged: str
    covers: str
    size: float
    unit: str
    years: float | None
    quantity: float
    expected_cost: float
    gap_without: float  # what opens where it is struck out: value,
    shortfall_without: float  # cash below the credit limit,
    deviation_without: float  # reason to deviate,
    overspent_without: float  # and money beyond budgets
    least_size: float  # at 1% more cost of its unit's clauses
    largest_size: float
    first_day: str  # of the first period in which it applies
    last_day: str  # first day of the last period
    trigger: str
    credits: Mapping[str, float]  # by calendar year, expected: what comes back to who pays
    largest_payment: float  # the most that falls due at one moment in any future
    most_due: float  # the most that falls due in all, along any one course of events
    shares: Mapping[str, float]  # who pays which share

    def document(self) -> dict[str, Any]:
        """The same for other programs: its days are `from` and `to` there."""
        names = {"first_day": "from", "last_day": "to"}
        return {names.get(name, name): value for name, value in asdict(self).items()}


def signed_clause(
    f: Figures, offer: Offer, k: int, opened: Opened, sizes: tuple[float, float]
) -> Signed:
    """Clause k of an offer, with what opens without it, and the smallest and largest size it might have."""
    clause, flow, study = offer.clauses[k], offer.payment(k), f.study
    shares = {f.buyers[b]: float(clause.shares[b]) for b in np.flatnonzero(clause.shares).tolist()}
    shares = {clause.payer: 1.0} if clause.payer else shares
    return Signed(
        instrument=clause.instrument,
        kind=clause.kind,
        buyer=next(iter(shares)) if len(shares) == 1 else "all buyers",
        producer=clause.producer,
        unit_judged=clause.unit,
        covers=clause.covers,
        size=float(offer.sizes[k]),
        unit=clause.size_unit,
        years=clause.years,
        quantity=clause.quantity,
        expected_cost=offer.clause_cost(k),
        gap_without=float(opened.value[k]),
        shortfall_without=float(opened.cash[k]),
        deviation_without=float(opened.deviation[k]),
        overspent_without=float(opened.budget[k]),
        least_size=sizes[0],
        largest_size=sizes[1],
        first_day=study.period_start(clause.cover.terms.first).isoformat(),
        last_day=study.period_start(clause.cover.terms.last).isoformat(),
        trigger=clause.form.trigger,
        credits=_credits(f, flow),
        largest_payment=float(max(flow.start.max(), flow.end.max(), 0.0)),
        most_due=float(worst_to_come(due(flow), f.tree)[0]),
        shares=shares,
    )


def _credits(f: Figures, flow: Flow) -> dict[str, float]:
    tree, year = f.tree, f.q.year[f.tree.period]
    back = np.maximum(-flow.start, 0.0) + np.maximum(-flow.end, 0.0)
    return {
        str(y): float(tree.probability[year == y] @ back[year == y])
        for y in np.unique(year[back > 0.0]).tolist()
    }
