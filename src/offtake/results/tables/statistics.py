"""Everything that a run found, as tidy frames: computed once, stored with the run, read by name.

Every result table has the arrangement as its first key wherever plans differ, so that a comparison is a
group-by and cannot misalign.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import pandas as pd

from offtake.deals.arrangements.arrangements import Arrangements
from offtake.deals.names import ARRANGEMENTS
from offtake.errors import UsageError
from offtake.results.behind.provenance import assumptions, sources
from offtake.results.dictionary import described, result
from offtake.results.tables.account import Account
from offtake.results.tables.answer import answer
from offtake.results.tables.deal.agreement import agreement_tables, futures
from offtake.results.tables.deal.gain import gain_by_future
from offtake.results.tables.deal.payers import grouped_payments
from offtake.results.tables.deal.worth import buyer_worth
from offtake.results.tables.forecast.made import made
from offtake.results.tables.forecast.orders import orders
from offtake.results.tables.forecast.reasons import reasons
from offtake.results.tables.forecast.rivals import first_ahead, rivals
from offtake.results.tables.forecast.times import met, reached, waits, waits_by_future
from offtake.results.tables.lookback import lookback
from offtake.results.tables.plan.bottlenecks import bottlenecks
from offtake.results.tables.plan.deliveries import (
    deliveries,
    deliveries_by_year,
    lateness,
    need,
    shortfall,
)
from offtake.results.tables.plan.money import money_path
from offtake.results.tables.plan.projects import projects
from offtake.results.tables.states import by_state, dividing_driver

Read = TypeVar("Read", bound=Callable[..., Any])
PER_ARRANGEMENT = {
    "answer": answer,
    "deliveries": deliveries,
    "deliveries_by_year": deliveries_by_year,
    "shortfall": shortfall,
    "lateness": lateness,
    "projects": projects,
    "bottlenecks": bottlenecks,
    "waits": waits,
    "waits_by_future": waits_by_future,
    "reached": reached,
    "met": met,
    "orders": orders,
    "made": made,
    "rivals": rivals,
    "first_ahead": first_ahead,
    "money_path": money_path,
}


def tables(
    accounts: Sequence[Account], arranged: Arrangements | None = None
) -> dict[str, pd.DataFrame]:
    """Every result table of the accounts of one run, one account an arrangement.

    `arranged` is what producers and buyers make of them, where that was asked for.
    """
    found = {
        name: result(name).stacked(map(compute, accounts))
        for name, compute in PER_ARRANGEMENT.items()
    }
    best = next((a.plan.values["begun"] for a in accounts if a.arrangement == "first-best"), None)
    found["reasons"] = result("reasons").stacked(reasons(a, best) for a in accounts)
    study = accounts[0].study
    found["need"] = need(accounts[0])
    found["futures"] = futures(accounts[0].tree)
    found["sources"] = sources(study)
    found["assumptions"] = assumptions(study)
    for a in accounts:
        if a.arrangement == "course" and (looked := lookback(a)) is not None:
            found["lookback"] = looked
    shown = main_arrangement([a.arrangement for a in accounts])
    driver = dividing_driver(next(a for a in accounts if a.arrangement == shown))
    if driver is not None:
        found["by_state"] = result("by_state").stacked(by_state(a, driver) for a in accounts)
    by_name = {a.arrangement: a for a in accounts}
    found["buyer_worth"] = buyer_worth(by_name)
    gain = gain_by_future(by_name)
    if len(gain):
        found["gain"] = gain
    return found | ({} if arranged is None else agreement_tables(arranged))


def main_arrangement(arrangements: Iterable[str]) -> str:
    """The arrangement that a report is about: the deal where there is one, else the last."""
    asked = [name for name in ARRANGEMENTS if name in set(arrangements)]
    return "deal" if "deal" in asked else asked[-1]


def _always(name: str) -> Callable[[Stats], pd.DataFrame]:
    """The method of `Stats` that gives a table which every run has."""

    def read(stats: Stats) -> pd.DataFrame:
        return stats._table(name)

    return _described(read, name)


def _where_found(name: str) -> Callable[[Stats], pd.DataFrame | None]:
    """The method of `Stats` that gives a table which some runs have, as first-best alone has no clauses."""

    def read(stats: Stats) -> pd.DataFrame | None:
        return stats._where_found(name)

    return _described(read, name)


def _described(read: Read, name: str) -> Read:
    said = result(name)
    read.__name__, read.__qualname__ = name, f"Stats.{name}"
    read.__doc__ = f"{said.meaning}  Columns: {', '.join(c.name for c in said.columns)}."
    return read


@dataclass(frozen=True, repr=False)
class Stats:
    """The result tables of a run, each by its name: `run.stats.deliveries()`; None where the run has none of it.

    A frame's `attrs` hold its meaning, and by column unit, meaning and statistic (`offtake.results.dictionary`).
    """

    tables: Mapping[str, pd.DataFrame]
    main: str
    currency: str = "money"
    price_year: int = 0

    answer = _always("answer")
    deliveries = _always("deliveries")
    deliveries_by_year = _always("deliveries_by_year")
    need = _always("need")
    shortfall = _always("shortfall")
    lateness = _always("lateness")
    projects = _always("projects")
    bottlenecks = _always("bottlenecks")
    waits = _always("waits")
    waits_by_future = _always("waits_by_future")
    reached = _always("reached")
    met = _always("met")
    orders = _always("orders")
    reasons = _always("reasons")
    made = _always("made")
    rivals = _always("rivals")
    first_ahead = _always("first_ahead")
    sources = _always("sources")
    assumptions = _always("assumptions")
    futures = _always("futures")
    clauses = _where_found("clauses")
    producers = _where_found("producers")
    information = _where_found("information")
    tornado = _where_found("tornado")
    spread = _where_found("spread")
    first_decisions = _where_found("first_decisions")
    whys = _where_found("whys")
    policies = _where_found("policies")
    batches = _where_found("batches")
    breakeven = _where_found("breakeven")
    bankable = _where_found("bankable")
    developments = _where_found("developments")
    lookback = _where_found("lookback")
    gain = _where_found("gain")
    by_state = _where_found("by_state")
    buyer_worth = _where_found("buyer_worth")
    exposure = _where_found("exposure")
    producer_cash = _where_found("producer_cash")
    producer_peaks = _where_found("producer_peaks")
    clause_cash = _where_found("clause_cash")

    def __repr__(self) -> str:
        return f"<Stats of {self.main}: {', '.join(self.tables)}>"

    def who_pays(
        self, by: Sequence[str] | str | None = None, arrangement: str | None = None
    ) -> pd.DataFrame | None:
        """Payments by calendar year: arrangement, payer, state, year, mean, p05 … p95, worst.

        With `by`, some of arrangement, payer, item (goods or clauses), state and year: payments grouped so,
        summed over the rest, of one arrangement (by default the main one) unless `by` tells them apart.
        """
        found = self._where_found("who_pays")
        if by is None or found is None:
            return found
        names = by.split(",") if isinstance(by, str) else by
        asked = self.main if arrangement is None else arrangement
        paid = self._table("payments")
        if "arrangement" not in names:
            self._checked(asked)
            paid = paid[paid["arrangement"] == asked]
        return grouped_payments(paid, self._table("futures"), [name.strip() for name in names])

    def money_path(self, arrangement: str | None = None) -> pd.DataFrame:
        """Money by calendar year of one arrangement, by default the run's main one: year, step, mean,
        p05 … p95."""
        frame = self._table("money_path")
        asked = self.main if arrangement is None else arrangement
        self._checked(asked)
        own = frame[frame["arrangement"] == asked]
        return own.drop(columns="arrangement").reset_index(drop=True)

    def _checked(self, asked: str) -> None:
        there = dict.fromkeys(self._table("answer")["arrangement"])
        if asked not in there:
            raise UsageError(f"this run has no arrangement {asked!r}; it has {', '.join(there)}")

    def _where_found(self, name: str) -> pd.DataFrame | None:
        """A table that runs of first-best alone have not."""
        return self._table(name) if name in self.tables else None

    def _table(self, name: str) -> pd.DataFrame:
        return described(name, self.tables[name], self.currency, self.price_year)
