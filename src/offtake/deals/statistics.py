r"""What a deal buys and who pays for it: frames and headline figures of the three arrangements.

    value of commitment     = social value(deal) - social value(no-deal)
    price of no agreement   = social value(first-best) - social value(no-deal)
    months per 100          = months of mean delay saved / expected public cost of clauses · 100
    leverage                = private capital (present, grants off) / expected public cost of clauses
    additionality           = (capacity added in deal - in no-deal) / capacity added in deal

social value = -objective - Σ_b (φ_b - 1) clauses paid by b: a transfer is no resource cost, but raising it is.
Mean delay by Little's law: Σ π (late + missed) Δ / Σ π need.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from offtake.deals.arrangements import Arrangements
from offtake.deals.cheapest import Offer
from offtake.deals.deal import Struck
from offtake.deals.figures import Figures
from offtake.deals.flows import Flow, discounted, worst_to_come
from offtake.deals.table import Position
from offtake.errors import UsageError

Vector = npt.NDArray[np.float64]


def statistics(a: Arrangements) -> dict[str, float | None]:
    """Headline figures; None where an arrangement that they need was not asked for."""
    f = a.table.f
    social = {name: -at.plan.objective for name, at in a.positions.items()}
    cost = 0.0
    if a.deal is not None:
        social["deal"] -= excess_burden(f, a.deal.struck.offer)
        cost = a.deal.struck.offer.cost
    found: dict[str, float | None] = {
        "value_of_commitment": _difference(social, "deal"),
        "price_of_no_agreement": _difference(social, "first-best"),
        "public_cost_of_clauses": cost if a.deal is not None else None,
        "months_saved": None,
        "months_per_100": None,
        "leverage": None,
        "additionality": None,
    }
    if a.deal is None:
        return found
    private = _private_capital(a)
    found["leverage"] = private / cost if cost > 1e-9 else None
    if "no-deal" in a.positions:
        before, after = (mean_delay(f, a.positions[n]) for n in ("no-deal", "deal"))
        if before is not None and after is not None:
            found["months_saved"] = before - after
            found["months_per_100"] = (before - after) / cost * 100.0 if cost > 1e-9 else None
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


def excess_burden(f: Figures, offer: Offer) -> float:
    """What raising the money for the clauses costs beyond the money: Σ_b (φ_b - 1) paid by b."""
    total = 0.0
    for b, rate in enumerate(f.buyer_rates.tolist()):
        paid = buyer_flow(f, offer, b)
        worth = float(f.tree.probability @ discounted(paid, f.tree, rate, f.q.step))
        total += (float(f.fund_cost[b]) - 1.0) * worth
    return total


def buyer_flow(f: Figures, offer: Offer, buyer: int) -> Flow:
    """What one buyer pays under the clauses."""
    zero = np.zeros(f.tree.size)
    total = Flow(zero, zero, zero)
    for k, clause in enumerate(offer.clauses):
        if offer.signed[k] and clause.shares[buyer] > 0.0:
            total = total + offer.payment(k) * float(clause.shares[buyer])
    return total


def mean_delay(f: Figures, at: Position) -> float | None:
    """Months that a unit needed is late on average; None where nothing is needed.

    A unit missed counts for the one period in which it was needed.
    """
    need = float(f.tree.probability @ f.q.requirements.need.sum(axis=1))
    if need <= 0.0:
        return None
    values = at.plan.values
    short = values["late"].sum(axis=1) + values["missed"].sum(axis=1)
    return 12.0 * float(f.tree.probability @ short) * f.q.step / need


def _private_capital(a: Arrangements) -> float:
    """Expected capital cost of the seated producers' projects, grants off, at their own rates."""
    f, struck = a.table.f, _struck(a)
    total = 0.0
    for unit, seat in zip(struck.units, struck.seats, strict=True):
        own = a.table.own_projects(unit)
        begun = f.increments(struck.target.cash.begun)[:, own]
        capex = (begun * f.q.projects.capex[:, own]).sum(axis=1)
        start, _ = f.factors(seat.stance.rate)
        grants = sum(
            (
                struck.offer.payment(k).start
                for k, c in enumerate(struck.offer.clauses)
                if c.unit == unit.name and c.kind == "grant" and struck.offer.signed[k]
            ),
            np.zeros(f.tree.size),
        )
        total += float(f.tree.probability @ (start[f.tree.period] * (capex - grants)))
    return total


def _capacity_added(f: Figures, at: Position) -> float:
    """Expected capital cost of what is begun: one measure for lines that make different things."""
    begun = f.increments(at.cash.begun) * f.q.projects.capex
    return float(f.tree.probability @ begun.sum(axis=1))


def who_pays(a: Arrangements) -> pd.DataFrame:
    """Payments under the deal by party and year: party, role, kind, year, mean, worst.

    role: buyer (pays) or producer (receives); kind: goods, or the kind of clause.  `worst` is the most
    in any future.  Over all parties, what buyers pay for a kind is what producers receive for it.
    """
    f, struck = a.table.f, _struck(a)
    rows: list[pd.DataFrame] = []
    for b, buyer in enumerate(f.buyers):
        rows.append(_by_year(f, struck.target.cash.paid[:, b], buyer, "buyer", "goods"))
        for kind in dict.fromkeys(c.kind for c in struck.offer.clauses):
            flow = _of_kind(f, struck.offer, kind, None, b)
            rows.append(_by_year(f, flow.cash, buyer, "buyer", kind))
    receipts = struck.target.cash.receipts - struck.target.cash.inputs
    for p, producer in enumerate(f.producers):
        lines = np.flatnonzero(f.producer == p)
        rows.append(_by_year(f, receipts[:, lines].sum(axis=1), producer, "producer", "goods"))
        for kind in dict.fromkeys(c.kind for c in struck.offer.clauses):
            flow = _of_kind(f, struck.offer, kind, producer, None)
            rows.append(_by_year(f, flow.cash, producer, "producer", kind))
    return pd.concat([r for r in rows if not r.empty], ignore_index=True)


def _of_kind(f: Figures, offer: Offer, kind: str, producer: str | None, buyer: int | None) -> Flow:
    zero = np.zeros(f.tree.size)
    total = Flow(zero, zero, zero)
    for k, clause in enumerate(offer.clauses):
        if offer.signed[k] and clause.kind == kind and producer in (None, clause.producer):
            share = 1.0 if buyer is None else float(clause.shares[buyer])
            total = total + offer.payment(k) * share
    return total


def _by_year(f: Figures, cash: Vector, party: str, role: str, kind: str) -> pd.DataFrame:
    if not cash.any():
        return pd.DataFrame()
    paths = cash[f.tree.leaf_paths]
    weight = f.tree.probability[f.tree.leaves]
    years = [int(y) for y in np.unique(f.q.year)]
    yearly = np.stack([paths[:, f.q.year == y].sum(axis=1) for y in years], axis=1)
    return pd.DataFrame(
        {
            "party": party,
            "role": role,
            "kind": kind,
            "year": years,
            "mean": weight @ yearly,
            "worst": yearly.max(axis=0),
        }
    )


def liabilities(a: Arrangements) -> pd.DataFrame:
    """Commitments apart from payments, by buyer and year: buyer, year, expected, committed, exposure.

    expected: what the clauses are expected to cost in the year; committed: the most they can cost in the
    year; exposure: the most that they can still cost from the start of the year on.
    """
    f, offer = a.table.f, _struck(a).offer
    weight = f.tree.probability[f.tree.leaves]
    years = [int(y) for y in np.unique(f.q.year)]
    rows = []
    for b, buyer in enumerate(f.buyers):
        cash = buyer_flow(f, offer, b).cash
        if not cash.any():
            continue
        paths, ahead = cash[f.tree.leaf_paths], worst_to_come(cash, f.tree)
        for year in years:
            inside = f.q.year == year
            yearly = paths[:, inside].sum(axis=1)
            first = f.tree.period == int(np.flatnonzero(inside)[0])
            rows.append(
                {
                    "buyer": buyer,
                    "year": year,
                    "expected": float(weight @ yearly),
                    "committed": float(yearly.max()),
                    "exposure": float(max(ahead[first].max(), 0.0)),
                }
            )
    return pd.DataFrame(rows, columns=["buyer", "year", "expected", "committed", "exposure"])


def producer_cash(a: Arrangements, arrangement: str) -> pd.DataFrame:
    """Cash of each producer by year: producer, year, p05, mean, p95, cumulative mean."""
    f = a.table.f
    at = a.positions[arrangement]
    weight = f.tree.probability[f.tree.leaves]
    years = [int(y) for y in np.unique(f.q.year)]
    rows = []
    for p, producer in enumerate(f.producers):
        flow = at.cash.producer_flow(p, a.table.stances[p].rate)
        if arrangement == "deal" and a.deal is not None:
            for unit in a.deal.struck.units:
                if unit.producer == p:
                    flow = flow + a.deal.struck.offer.flow(unit.name, f)
        paths = flow.cash[f.tree.leaf_paths]
        so_far = 0.0
        for year in years:
            yearly = paths[:, f.q.year == year].sum(axis=1)
            so_far += float(weight @ yearly)
            low, high = _quantiles(yearly, weight, (0.05, 0.95))
            rows.append(
                {
                    "producer": producer,
                    "year": year,
                    "p05": low,
                    "mean": float(weight @ yearly),
                    "p95": high,
                    "cumulative": so_far,
                }
            )
    return pd.DataFrame(rows)


def _quantiles(values: Vector, weight: Vector, shares: tuple[float, ...]) -> list[float]:
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weight[order])
    return [float(values[order][np.searchsorted(reached, s - 1e-12)]) for s in shares]
