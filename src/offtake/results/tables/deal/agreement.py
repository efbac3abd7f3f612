"""What producers and buyers make of the arrangements, as result tables.

Frames of the three arrangements side by side: the deal's clauses, how every producer judges each arrangement,
who pays in which state of the world, the most that can fall due, and the producers' cash.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np
import pandas as pd

from offtake.deals.arrangements.arrangements import Arrangements
from offtake.deals.arrangements.dividing import divide
from offtake.deals.arrangements.liabilities import backs, dues, liabilities
from offtake.deals.arrangements.statistics import buyer_flow
from offtake.deals.arrangements.terms import Signed
from offtake.deals.cheapest.deal import wasted
from offtake.deals.thumb.development import developments
from offtake.formulas.bands import BAND, summary
from offtake.formulas.flow import Flow
from offtake.frozen import Indices
from offtake.market.flows import nothing
from offtake.results.dictionary import result
from offtake.results.tables.deal.bankable import bankable, breakeven_grid
from offtake.results.tables.deal.parties import clause_cash, peaks
from offtake.results.tables.futures import Array, by_future, by_year
from offtake.uncertainty.tree import ScenarioTree, path_sums

ALL = "all futures"


def agreement_tables(found: Arrangements) -> dict[str, pd.DataFrame]:
    """clauses, exposure and breakeven (empty without a deal), producers, who_pays, payments, futures, producer_cash."""
    return {
        "futures": futures(found.market.f.tree, _split(found)),
        "clauses": clauses(found),
        "producers": producers(found),
        "who_pays": who_pays(found),
        "payments": all_payments(found),
        "exposure": exposure(found),
        "producer_cash": producer_cash(found),
        "producer_peaks": producer_peaks(found),
        "clause_cash": clause_cash(found),
        "breakeven": breakeven_grid(found),
        "bankable": bankable(found),
        "developments": developments_of(found),
    }


def developments_of(found: Arrangements) -> pd.DataFrame:
    """Push and pull for every development of the study, under the deal's plan: see `deals.development`."""
    main = "deal" if "deal" in found.plans else list(found.plans)[-1]
    programmes = developments(found.market, found.plans[main])
    return result("developments").frame(map(asdict, programmes))


def clauses(found: Arrangements) -> pd.DataFrame:
    """What is signed, one clause a row, from `terms.Signed`."""
    return result("clauses").frame(map(_clause, () if found.deal is None else found.deal.clauses))


def _clause(row: Signed) -> dict[str, Any]:
    paid_by = "; ".join(f"{name} {share:.4g}" for name, share in row.shares.items())
    return asdict(row) | {
        "applies_from": row.first_day,
        "applies_to": row.last_day,
        "paid_by": paid_by,
    }


def producers(found: Arrangements) -> pd.DataFrame:
    """How every producer with a part judges each arrangement."""
    rows = ((name, row) for name in found.plans for row in found.producers(name))
    return result("producers").frame({"arrangement": name, **asdict(row)} for name, row in rows)


def who_pays(found: Arrangements) -> pd.DataFrame:
    """What each buyer pays, for goods and under clauses.

    `state` is 'all futures', or the state at the end of the driver that moves payments most (`deals.dividing`);
    mean, quantiles and the most of any future, worst, are then over the futures that end in it.
    """
    f = found.market.f
    years, split = np.unique(f.q.year), _split(found)
    rows = []
    for name in found.plans:
        yearly = by_year(f.q.year, by_future(f.tree, paid_by_buyers(found, name)))
        for state, leaves in states(f.tree, split):
            weight = f.tree.probability[f.tree.leaves][leaves]
            figures = summary(yearly[leaves], weight / weight.sum(), BAND)
            for b, buyer in enumerate(f.buyers):
                if yearly[:, :, b].any():
                    own = {level: values[:, b] for level, values in figures.items()}
                    worst = yearly[leaves, :, b].max(axis=0)
                    named = {"arrangement": name, "payer": buyer, "state": state, "year": years}
                    rows.append({**named, **own, "worst": worst})
    return result("who_pays").stacked(rows)


def all_payments(found: Arrangements) -> pd.DataFrame:
    """Every payment that is not nothing, as it falls due."""
    f = found.market.f
    years = np.unique(f.q.year)
    every = futures(f.tree, _split(found))
    weight, state = (every[name].to_numpy() for name in ("probability", "state"))
    rows = []
    for name in found.plans:
        goods = found.positions[name].cash.paid
        under, back = clause_dues(found, name)
        for item, cash in (("goods", goods), ("clauses", under), ("credits", -back)):
            yearly = by_year(f.q.year, by_future(f.tree, cash))
            leaf, year, buyer = np.nonzero(yearly)
            rows.append(
                {
                    "arrangement": name,
                    "future": leaf,
                    "probability": weight[leaf],
                    "state": state[leaf],
                    "payer": np.array(f.buyers)[buyer],
                    "item": item,
                    "year": years[year],
                    "amount": yearly[leaf, year, buyer],
                }
            )
    return result("payments").stacked(rows)


def exposure(found: Arrangements) -> pd.DataFrame:
    """What is at stake under the deal's clauses."""
    frame = liabilities(found).rename(columns={"exposure": "maximum", "committed": "due"})
    return result("exposure").frame(frame.assign(arrangement="deal"))


def producer_cash(found: Arrangements) -> pd.DataFrame:
    """Cumulative cash of producers at the end of each period."""
    f = found.market.f
    periods = [found.market.f.study.period_label(t) for t in range(f.tree.periods)]
    weight = f.tree.probability[f.tree.leaves]
    rows = []
    for name in found.plans:
        for p, producer in enumerate(f.producers):
            held = path_sums(_received(found, name, p).cash, f.tree)
            figures = summary(by_future(f.tree, held[:, None])[:, :, 0], weight, BAND)
            named = {"arrangement": name, "producer": producer, "period": periods}
            rows.append({**named, **figures})
    return result("producer_cash").stacked(rows)


def producer_peaks(found: Arrangements) -> pd.DataFrame:
    """How deep cash falls: see `parties.peaks`."""
    return result("producer_peaks").frame(
        peaks(found, name, p, _received(found, name, p))
        for name in found.plans
        for p in range(len(found.market.f.producers))
    )


def paid_by_buyers(found: Arrangements, arrangement: str) -> Array:
    """What each buyer pays at each node, for goods and under clauses: (nodes, buyers)."""
    paid = found.positions[arrangement].cash.paid.copy()
    for b, flow in enumerate(clause_flows(found, arrangement)):
        paid[:, b] += flow.cash
    return paid


def clause_flows(found: Arrangements, arrangement: str) -> tuple[Flow, ...]:
    """What each buyer pays under the clauses; nothing but in the deal."""
    f = found.market.f
    if arrangement != "deal" or found.deal is None:
        return tuple(nothing(f.tree) for _ in f.buyers)
    return tuple(buyer_flow(f, found.deal.struck.offer, b) for b in range(len(f.buyers)))


def clause_dues(found: Arrangements, arrangement: str) -> tuple[Array, Array]:
    """What falls due to buyers under the clauses, and what comes back to them: (nodes, buyers) each."""
    f = found.market.f
    if arrangement != "deal" or found.deal is None:
        return np.zeros((f.tree.size, len(f.buyers))), np.zeros((f.tree.size, len(f.buyers)))
    offer = found.deal.struck.offer
    under, back = (
        np.stack([part(f, offer, b) for b in range(len(f.buyers))], axis=1)
        for part in (dues, backs)
    )
    return under, back


def clause_waste(found: Arrangements, arrangement: str) -> Array:
    """Cost of what clauses have made that nobody needs: (nodes,)."""
    if arrangement != "deal" or found.deal is None:
        return np.zeros(found.market.f.tree.size)
    return wasted(found.deal.struck)


def _received(found: Arrangements, arrangement: str, producer: int) -> Flow:
    """Cash of a producer, clauses included."""
    f = found.market.f
    flow = found.positions[arrangement].cash.producer_flow(
        producer, found.market.stances[producer].rate
    )
    if arrangement == "deal" and found.deal is not None:
        for unit in found.market.units:
            if unit.producer == producer:
                flow = flow + found.deal.struck.offer.flow(unit.name, f)
    return flow


def futures(tree: ScenarioTree, driver: int | None = None) -> pd.DataFrame:
    """future, probability, state (of `driver`: see `who_pays`), course: the leaves of the tree, from 0 on."""
    state = np.full(tree.leaves.size, ALL, object)
    for name, leaves in states(tree, driver)[1:]:
        state[leaves] = name
    return result("futures").frame(
        {
            "future": np.arange(tree.leaves.size),
            "probability": tree.probability[tree.leaves],
            "state": state,
            "course": [tree.future(int(leaf)) for leaf in tree.leaves],
        }
    )


def states(tree: ScenarioTree, driver: int | None = None) -> list[tuple[str, Indices]]:
    """All futures, then those that end in each state of `driver`, by its place in the tree."""
    everything = [(ALL, np.arange(tree.leaves.size))]
    if driver is None:
        return everything
    ends = tree.state[tree.leaves, driver]
    return everything + [
        (f"{tree.drivers[driver]} {tree.states[driver][s]}", np.flatnonzero(ends == s))
        for s in np.unique(ends).tolist()
    ]


def _split(found: Arrangements) -> int | None:
    """Place of the driver that payments are split by."""
    by = divide(found)
    return None if by is None else by.place
