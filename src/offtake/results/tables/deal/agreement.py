"""What producers and buyers make of the arrangements, as result tables.

Frames of the three arrangements side by side: the deal's clauses, how every producer judges each arrangement,
who pays in which state of the world, the most that can fall due, and the producers' cash.
"""

from __future__ import annotations

from collections.abc import Sequence
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
from offtake.results.tables.deal.bankable import bankable, breakeven_grid
from offtake.results.tables.deal.parties import PEAKS, clause_cash, peaks
from offtake.results.tables.futures import Array, by_future, by_year
from offtake.uncertainty.tree import ScenarioTree, path_sums

ALL = "all futures"
CLAUSES = ("instrument", "kind", "buyer", "producer", "covers", "size", "unit", "expected_cost", "gap_without", "shortfall_without", "deviation_without",
           "least_size", "largest_size", "years", "quantity", "applies_from", "applies_to", "trigger", "largest_payment", "paid_by")  # fmt: skip
NUMBERS = {"size", "expected_cost", "gap_without", "shortfall_without", "deviation_without", "least_size", "largest_size", "years", "quantity", "largest_payment"}  # fmt: skip


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
    return developments(found.market, found.plans[main])


def clauses(found: Arrangements) -> pd.DataFrame:
    """What is signed, one clause a row: what stands in CLAUSES, from `terms.Signed`."""
    rows = () if found.deal is None else found.deal.clauses
    frame = pd.DataFrame([_clause(row) for row in rows], columns=list(CLAUSES))
    return frame.astype({name: "float64" if name in NUMBERS else "str" for name in CLAUSES})


def _clause(row: Signed) -> dict[str, Any]:
    paid_by = "; ".join(f"{name} {share:.4g}" for name, share in row.shares.items())
    return asdict(row) | {
        "applies_from": row.first_day,
        "applies_to": row.last_day,
        "paid_by": paid_by,
    }


def producers(found: Arrangements) -> pd.DataFrame:
    """arrangement, producer, npv_mean, npv_tail, acceptance, accepts."""
    rows = [
        {"arrangement": name, **asdict(row)}
        for name in found.plans
        for row in found.producers(name)
    ]
    return pd.DataFrame(rows)


def who_pays(found: Arrangements) -> pd.DataFrame:
    """arrangement, payer, state, year, mean, p05 … p95, worst: what each buyer pays, for goods and under clauses.

    `state` is 'all futures', or the state at the end of the driver that moves payments most (`deals.dividing`);
    mean, quantiles and the most of any future, worst, are then over the futures that end in it.
    """
    f = found.market.f
    years = [int(year) for year in np.unique(f.q.year)]
    split = _split(found)
    rows = []
    for name in found.plans:
        yearly = by_year(f.q.year, by_future(f.tree, paid_by_buyers(found, name)))
        for state, leaves in states(f.tree, split):
            weight = f.tree.probability[f.tree.leaves][leaves]
            figures = summary(yearly[leaves], weight / weight.sum(), BAND)
            for b, buyer in enumerate(f.buyers):
                if yearly[:, :, b].any():
                    rows.append(
                        pd.DataFrame(
                            {
                                "arrangement": name,
                                "payer": buyer,
                                "state": state,
                                "year": years,
                                **{level: values[:, b] for level, values in figures.items()},
                                "worst": yearly[leaves, :, b].max(axis=0),
                            }
                        )
                    )
    return _stacked(rows, ("arrangement", "payer", "state", "year", "mean", *BAND, "worst"))


def all_payments(found: Arrangements) -> pd.DataFrame:
    """arrangement, future, probability, state, payer, item, year, amount: every payment that is not nothing.

    `future` counts the leaves of the tree from 0; `item` is goods, clauses, or credits: what comes back under
    clauses, below 0.  Amounts as they fall due.
    """
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
                pd.DataFrame(
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
            )
    frame = pd.concat(rows, ignore_index=True)
    return frame.astype(dict.fromkeys(("arrangement", "state", "payer", "item"), "str"))


def exposure(found: Arrangements) -> pd.DataFrame:
    """arrangement, buyer, year, maximum, advance, due, expected, p05 … p95, credited: what is at stake under the deal's clauses.

    maximum: at the start of the year, what was paid early and not yet credited and the most that can still fall
    due; advance: the most paid early and not yet credited; due: the most that falls due in the year; expected and p05 … p95:
    what falls due in it, mean and quantiles over the futures; credited: mean of what comes back.
    """
    frame = liabilities(found).rename(columns={"exposure": "maximum", "committed": "due"})
    frame.insert(0, "arrangement", "deal")
    columns = ["arrangement", "buyer", "year", "maximum", "advance", "due", "expected", *BAND, "credited"]  # fmt: skip
    return frame[columns]


def producer_cash(found: Arrangements) -> pd.DataFrame:
    """arrangement, producer, period, mean, p05 … p95: cumulative cash at the end of each period."""
    f = found.market.f
    periods = [found.market.f.study.period_label(t) for t in range(f.tree.periods)]
    weight = f.tree.probability[f.tree.leaves]
    rows = []
    for name in found.plans:
        for p, producer in enumerate(f.producers):
            held = path_sums(_received(found, name, p).cash, f.tree)
            figures = summary(by_future(f.tree, held[:, None])[:, :, 0], weight, BAND)
            rows.append(
                pd.DataFrame(
                    {"arrangement": name, "producer": producer, "period": periods, **figures}
                )
            )
    return _stacked(rows, ("arrangement", "producer", "period", "mean", *BAND))


def producer_peaks(found: Arrangements) -> pd.DataFrame:
    """arrangement, producer, builds, deepest_mean, deepest_p05, deepest: see `parties.peaks`."""
    rows = [
        peaks(found, name, p, _received(found, name, p))
        for name in found.plans
        for p in range(len(found.market.f.producers))
    ]
    return pd.DataFrame(rows, columns=list(PEAKS))


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
    frame = pd.DataFrame(
        {
            "future": np.arange(tree.leaves.size),
            "probability": tree.probability[tree.leaves],
            "state": state,
            "course": [tree.future(int(leaf)) for leaf in tree.leaves],
        }
    )
    return frame.astype({"state": "str", "course": "str"})


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


def _stacked(rows: Sequence[pd.DataFrame], columns: Sequence[str]) -> pd.DataFrame:
    return pd.concat(rows, ignore_index=True) if rows else pd.DataFrame(columns=list(columns))
