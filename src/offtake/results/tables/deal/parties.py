"""What each party takes to its own desk: cash under every clause by year, and how deep a producer's cash falls if it builds.

Millions of the study's currency, as they fall due, not discounted.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from offtake.deals.arrangements.arrangements import Arrangements
from offtake.formulas.bands import quantile
from offtake.formulas.flow import Flow
from offtake.market.flows import balances
from offtake.results.dictionary import result
from offtake.results.tables.futures import Array, by_future, by_year


def clause_cash(found: Arrangements) -> pd.DataFrame:
    """What is paid to the producer under each signed clause; years in which nothing is paid in any future have no row."""
    rows: list[tuple[object, ...]] = []
    if found.deal is not None:
        f, offer = found.market.f, found.deal.struck.offer
        weight, years = f.tree.probability[f.tree.leaves], np.unique(f.q.year).tolist()
        signed = np.flatnonzero(offer.signed).tolist()
        for k, clause in zip(signed, found.deal.clauses, strict=True):
            paid = by_year(f.q.year, by_future(f.tree, offer.payment(k).cash[:, None]))[:, :, 0]
            rows += [
                (clause.instrument, clause.buyer, clause.producer, clause.covers, year, float(weight @ own), float(own.min()), float(own.max()))
                for year, own in zip(years, paid.T, strict=True)
                if own.any()
            ]  # fmt: skip
    return result("clause_cash").frame(rows)


def peaks(found: Arrangements, arrangement: str, producer: int, flow: Flow) -> tuple[object, ...]:
    """One row of `producer_peaks`: `flow` is the producer's cash, clauses included.

    builds: probability that it begins a project of its own that is not committed; deepest: the least cumulative cash at any
    moment, after what is paid at a period's start too, over the futures in which it does (over all where it never does).
    """
    f = found.market.f
    begun = found.positions[arrangement].begun
    own = np.flatnonzero(f.producer[f.q.projects.line] == producer)
    free = own[~f.q.projects.committed[own]]
    builds = begun[f.tree.leaves][:, free].sum(axis=1) > 0.5
    weight = f.tree.probability[f.tree.leaves]
    held = by_future(f.tree, balances(flow, f.tree).min(axis=1)[:, None])[:, :, 0].min(axis=1)
    among = builds if builds.any() else np.ones(builds.size, bool)
    return (
        arrangement, f.producers[producer], float(weight @ builds),
        *_deep(np.minimum(held[among], 0.0), weight[among] / weight[among].sum()),
    )  # fmt: skip


def _deep(held: Array, weight: Array) -> tuple[float, float, float]:
    return float(weight @ held), float(quantile(held, weight, 0.05)), float(held.min())
