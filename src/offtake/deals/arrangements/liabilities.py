r"""Contingent liabilities, what buyers owe under the clauses, kept apart: what falls due, what comes back, and what is at stake.

For clause k, buyer b with share s_kb, and payments at node n at the start (c⁰) and at the end (c¹) of its period:

    due_bn     = Σ_k s_kb ((c⁰_kn)+ + (c¹_kn)+)                      paid, before anything comes back
    back_bn    = Σ_k s_kb ((-c⁰_kn)+ + (-c¹_kn)+)                    credits of prepayments, money clawed back
    ahead_bn   = due_bn + max over children m of ahead_bm            the most that can still fall due
    advance_bn = Σ_{prepayments k} s_kb (Σ_{m before n} (c⁰_km + c¹_km) + c⁰_kn)       paid early, not yet credited

A prepayment of 80 that is credited with 40 at the end of the year has still been 80 at stake; netted, it would
look like 40.  Exposure at n is what was advanced before n and not yet credited, and what can still fall due.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from offtake.deals.arrangements.arrangements import Arrangements
from offtake.deals.cheapest.cheapest import Offer
from offtake.formulas.bands import BAND, described
from offtake.formulas.flow import Flow, due
from offtake.frozen import Vector
from offtake.market.figures import Figures
from offtake.market.flows import nothing, worst_to_come
from offtake.uncertainty.tree import path_sums

COLUMNS = ("buyer", "year", "expected", *BAND, "credited", "committed", "advance", "exposure")


def dues(f: Figures, offer: Offer, buyer: int) -> Vector:
    """(nodes,): what falls due to one buyer under the clauses, nothing that comes back taken off."""
    return _sum(f, [due(flow) for flow in _paid(offer, buyer)])


def backs(f: Figures, offer: Offer, buyer: int) -> Vector:
    """(nodes,): what comes back to one buyer: credits against goods, and money clawed back."""
    return _sum(f, [due(-flow) for flow in _paid(offer, buyer)])


def advances(f: Figures, offer: Offer, buyer: int) -> Vector:
    """(nodes,): what one buyer has paid early and not yet been credited, after payments at the start."""
    zero = nothing(f.tree)
    early = sum(_paid(offer, buyer, early=True), zero)
    return np.maximum(path_sums(early.cash, f.tree) - early.end, 0.0)


def liabilities(a: Arrangements) -> pd.DataFrame:
    """Millions by buyer and year: buyer, year, expected, p05 … p95, credited, committed, advance, exposure.

    expected and p05 … p95: what falls due in the year, mean and quantiles over the futures; credited: mean of what
    comes back in it; committed: the most that falls due in any future; advance: the most that is paid early and not yet credited at any moment of the
    year; exposure: at its start, what was advanced before and what can still fall due from then on.
    """
    f, offer = a.market.f, None if a.deal is None else a.deal.struck.offer
    rows = (
        [] if offer is None else [r for b in range(len(f.buyers)) for r in _of_buyer(f, offer, b)]
    )
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return frame.astype({"buyer": "str", "year": "int64"} | dict.fromkeys(COLUMNS[2:], "float64"))


def together(a: Arrangements) -> dict[str, float]:
    """By calendar year, the most that is at stake for all buyers together at its start, millions: the years with any."""
    f, offer = a.market.f, None if a.deal is None else a.deal.struck.offer
    if offer is None:
        return {}
    every = range(len(f.buyers))
    owed = _sum(f, [dues(f, offer, b) for b in every])
    early = _sum(f, [np.maximum(advances(f, offer, b) - _started(f, offer, b), 0.0) for b in every])
    stake, period = early + worst_to_come(owed, f.tree), f.tree.period
    first = {int(y): int(np.flatnonzero(f.q.year == y)[0]) for y in np.unique(f.q.year)}
    most = {str(y): float(stake[period == t].max()) for y, t in first.items()}
    return {y: amount for y, amount in most.items() if amount > 0.0}


def _of_buyer(f: Figures, offer: Offer, buyer: int) -> list[tuple[object, ...]]:
    tree, year = f.tree, f.q.year
    owed, back = dues(f, offer, buyer), backs(f, offer, buyer)
    if not (owed.any() or back.any()):
        return []
    early = advances(f, offer, buyer)
    before = np.maximum(early - _started(f, offer, buyer), 0.0)
    stake = before + worst_to_come(owed, tree)
    weight, paths = tree.probability[tree.leaves], tree.leaf_paths
    rows: list[tuple[object, ...]] = []
    for y in np.unique(year).tolist():
        inside = year == y
        first = tree.period == int(np.flatnonzero(inside)[0])
        yearly = owed[paths][:, inside].sum(axis=1)
        rows.append(
            (
                f.buyers[buyer],
                int(y),
                *described(yearly, weight).values(),
                float(weight @ back[paths][:, inside].sum(axis=1)),
                float(yearly.max()),
                float(early[inside[tree.period]].max()),
                float(stake[first].max()),
            )
        )
    return rows


def _started(f: Figures, offer: Offer, buyer: int) -> Vector:
    """(nodes,): what is paid early at the node's own start."""
    return _sum(f, [flow.start for flow in _paid(offer, buyer, early=True)])


def _paid(offer: Offer, buyer: int, *, early: bool = False) -> list[Flow]:
    """What the buyer pays under every signed clause, or under those that pay before goods are delivered."""
    return [
        offer.payment(k) * float(clause.shares[buyer])
        for k, clause in enumerate(offer.clauses)
        if offer.signed[k] and clause.shares[buyer] > 0.0 and (clause.form.early or not early)
    ]


def _sum(f: Figures, parts: list[Vector]) -> Vector:
    return np.sum(parts, axis=0) if parts else np.zeros(f.tree.size)
