"""Everything that a run found, as tidy frames: computed once, stored with the run, read by name.

Every result table has the arrangement as its first key wherever plans differ, so that a comparison is a
group-by and cannot misalign.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from offtake.deals.arrangements.arrangements import Arrangements
from offtake.errors import UsageError
from offtake.results.behind.provenance import assumptions, sources
from offtake.results.dictionary import described
from offtake.results.tables.account import Account
from offtake.results.tables.answer import answer
from offtake.results.tables.deal.agreement import agreement_tables, futures
from offtake.results.tables.deal.gain import gain_by_future
from offtake.results.tables.deal.payers import grouped_payments
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

ARRANGEMENTS = ("course", "no-deal", "deal", "first-best")
USUAL = ARRANGEMENTS[1:]
"""What is worked out where nothing is said."""
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
}


def tables(
    accounts: Sequence[Account], arranged: Arrangements | None = None
) -> dict[str, pd.DataFrame]:
    """Every result table of the accounts of one run, one account an arrangement.

    `arranged` is what producers and buyers make of them, where that was asked for.
    """
    found = {
        name: _stacked(compute(a) for a in accounts) for name, compute in PER_ARRANGEMENT.items()
    }
    money = []
    for a in accounts:
        frame = money_path(a)
        frame.insert(0, "arrangement", a.arrangement)
        money.append(frame)
    found["money_path"] = _stacked(money)
    best = next((a.plan.values["begun"] for a in accounts if a.arrangement == "first-best"), None)
    found["reasons"] = _stacked(reasons(a, best) for a in accounts)
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
        found["by_state"] = _stacked(by_state(a, driver) for a in accounts)
    gain = gain_by_future({a.arrangement: a for a in accounts})
    if len(gain):
        found["gain"] = gain
    return found | ({} if arranged is None else agreement_tables(arranged))


def main_arrangement(arrangements: Iterable[str]) -> str:
    """The arrangement that a report is about: the deal where there is one, else the last."""
    asked = [name for name in ARRANGEMENTS if name in set(arrangements)]
    return "deal" if "deal" in asked else asked[-1]


@dataclass(frozen=True)
class Stats:
    """The result tables of a run, each by its name: `run.stats.deliveries()`.

    A frame's `attrs` hold its meaning, and by column unit, meaning and statistic (`offtake.results.dictionary`).
    """

    tables: Mapping[str, pd.DataFrame]
    main: str
    currency: str = "money"
    price_year: int = 0

    def answer(self) -> pd.DataFrame:
        """Headline numbers with bands: arrangement, measure, unit, mean, p05 … p95."""
        return self._table("answer")

    def by_state(self) -> pd.DataFrame | None:
        """The answer by what becomes of the driver that moves payments most: arrangement, state, probability, measure,
        unit, mean, least, most."""
        return self._where_found("by_state")

    def deliveries(self) -> pd.DataFrame:
        """Units delivered in each period: arrangement, product, period, year, mean, p05 … p95."""
        return self._table("deliveries")

    def deliveries_by_year(self) -> pd.DataFrame:
        """Units delivered in each calendar year: arrangement, product, year, mean, p05 … p95."""
        return self._table("deliveries_by_year")

    def need(self) -> pd.DataFrame:
        """Units that fall due in each period: product, period, mean, p05 … p95."""
        return self._table("need")

    def shortfall(self) -> pd.DataFrame:
        """Who is short when: arrangement, buyer, year, share_late, late."""
        return self._table("shortfall")

    def lateness(self) -> pd.DataFrame:
        """arrangement, product, unit_years late, units_missed."""
        return self._table("lateness")

    def projects(self) -> pd.DataFrame:
        """Projects, in how many futures each is begun, and when."""
        return self._table("projects")

    def bottlenecks(self) -> pd.DataFrame:
        """Shadow prices of the plan's limits: arrangement, family, name, year, mean, p05 … p95, unit."""
        return self._table("bottlenecks")

    def waits(self) -> pd.DataFrame:
        """Delivery times by buyer: arrangement, product, buyer, needed, never_delivered, of_flows, of_stocks,
        wait_months, wait_p05 … wait_p95, on_time."""
        return self._table("waits")

    def waits_by_future(self) -> pd.DataFrame:
        """The same future by future: arrangement, product, buyer, future, needed, never_delivered, wait_months."""
        return self._table("waits_by_future")

    def reached(self) -> pd.DataFrame:
        """When 50, 90 and 100% of a need are delivered: arrangement, product, buyer, share, p05 … p95, ever."""
        return self._table("reached")

    def met(self) -> pd.DataFrame:
        """Chances of meeting a year: arrangement, product, buyer, year, all, mostly."""
        return self._table("met")

    def orders(self) -> pd.DataFrame:
        """Orders one by one: arrangement, order, buyer, producer, product, due, never_called, wait_months, wait_p05 …
        wait_p95, on_time, completed."""
        return self._table("orders")

    def reasons(self) -> pd.DataFrame:
        """Why late, as shares that add up: arrangement, product, buyer, of, rank, reason, name, share, amount."""
        return self._table("reasons")

    def made(self) -> pd.DataFrame:
        """Units made a year by all, firm, country and line, beside what is announced: arrangement, product, by,
        name, year, mean, p05 … p95, announced."""
        return self._table("made")

    def rivals(self) -> pd.DataFrame:
        """Own output beside rivals', scope by scope: arrangement, rival, product, against, year, mean, p05 … p95,
        low, central, high, basis, ahead, ahead_by."""
        return self._table("rivals")

    def first_ahead(self) -> pd.DataFrame:
        """By which year one has been ahead: arrangement, rival, product, against, p10, p50, p90, ever."""
        return self._table("first_ahead")

    def sources(self) -> pd.DataFrame:
        """Documents, and how many figures each carries."""
        return self._table("sources")

    def assumptions(self) -> pd.DataFrame:
        """Figures without a document behind them."""
        return self._table("assumptions")

    def clauses(self) -> pd.DataFrame | None:
        """The deal: instrument, kind, buyer, producer, covers, size, unit, expected_cost, gap_without."""
        return self._where_found("clauses")

    def producers(self) -> pd.DataFrame | None:
        """How producers judge: arrangement, producer, npv_mean, npv_tail, acceptance, accepts."""
        return self._where_found("producers")

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

    def information(self) -> pd.DataFrame | None:
        """What knowing more, and planning for uncertainty, are worth: name, value, dearer, cheaper, error."""
        return self._where_found("information")

    def tornado(self) -> pd.DataFrame | None:
        """What moves the answer, where it was asked: see `offtake.results.tables.sensitivity`."""
        return self._where_found("tornado")

    def spread(self) -> pd.DataFrame | None:
        """What the spread over draws comes from: measure, group, alone, alone_error, total, total_error."""
        return self._where_found("spread")

    def first_decisions(self) -> pd.DataFrame | None:
        """First decisions over draws: project, begun, same, holds."""
        return self._where_found("first_decisions")

    def whys(self) -> pd.DataFrame | None:
        """What projects, producers and clauses are for, where it was asked: see `offtake.results.tables.whys`."""
        return self._where_found("whys")

    def policies(self) -> pd.DataFrame | None:
        """Policies side by side, where they were solved: policy, part, arrangement, name, unit, value."""
        return self._where_found("policies")

    def batches(self) -> pd.DataFrame | None:
        """The plan in fresh futures: batch, first, futures, cost, bound, gap."""
        return self._where_found("batches")

    def breakeven(self) -> pd.DataFrame | None:
        """The grid behind the slider: project, producer, guarantee, demand, acceptance, payout."""
        return self._where_found("breakeven")

    def bankable(self) -> pd.DataFrame | None:
        """Smallest guarantee, floor price and duration: producer, product, project, demand, kind, size,
        unit, public_cost."""
        return self._where_found("bankable")

    def developments(self) -> pd.DataFrame | None:
        """Push, pull and the cheapest mix for every project that may come to nothing: see `deals.development`."""
        return self._where_found("developments")

    def lookback(self) -> pd.DataFrame | None:
        """What happened beside what `course` said of it: measure, date, product, low, high, p10, p50, p90, inside."""
        return self._where_found("lookback")

    def futures(self) -> pd.DataFrame:
        """The futures of the tree: future, probability, state, course (in words)."""
        return self._table("futures")

    def gain(self) -> pd.DataFrame | None:
        """What the deal adds to no-deal in each future: future, probability, difference, course."""
        return self._where_found("gain")

    def exposure(self) -> pd.DataFrame | None:
        """The most that clauses can cost a buyer in a year: arrangement, buyer, year, maximum, advance, due,
        expected, p05 … p95, credited."""
        return self._where_found("exposure")

    def producer_cash(self) -> pd.DataFrame | None:
        """Cumulative cash of producers: arrangement, producer, period, mean, p05 … p95."""
        return self._where_found("producer_cash")

    def producer_peaks(self) -> pd.DataFrame | None:
        """How deep a producer's cash falls if it builds: arrangement, producer, builds, deepest_mean, deepest_p05, deepest."""
        return self._where_found("producer_peaks")

    def clause_cash(self) -> pd.DataFrame | None:
        """Cash under every signed clause: instrument, buyer, producer, covers, year, mean, low, high."""
        return self._where_found("clause_cash")

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
        return described(name, self.tables[name].copy(), self.currency, self.price_year)


def _stacked(frames: Iterable[pd.DataFrame]) -> pd.DataFrame:
    return pd.concat(list(frames), ignore_index=True)
