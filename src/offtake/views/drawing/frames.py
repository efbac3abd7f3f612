"""The frames that the report is drawn from: each column stated once, checked at the door.

A run offers `settings` (the study's), `headline` (the document that `offtake run --json` prints) and
`stats`, whose methods return these frames; every row is one fact.  Money is in millions of the study's
currency at its price year.  `mean`, `p05` … `p95` are mean and quantiles over the futures.  `period` is
a label such as 2027-Q3.  Required frames must be there; the others make their section of the report
appear.  An optional frame is absent when `stats` has no method of its name or the method returns None.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

import pandas as pd

from offtake.errors import UsageError
from offtake.study.provenance.sources import provenance
from offtake.study.study import Settings, Study
from offtake.uncertainty.tree import ScenarioTree
from offtake.views.drawing.words import at_most, most_futures


class Reported(Protocol):
    """What the report asks of a run."""

    @property
    def settings(self) -> Settings:
        """The study's settings."""

    @property
    def headline(self) -> Mapping[str, Any]:
        """The document that `offtake run --json` prints."""

    @property
    def stats(self) -> Any:
        """Statistics, one method for each frame."""

    @property
    def study(self) -> Study:
        """The study as it was solved."""

    @property
    def tree(self) -> ScenarioTree:
        """The futures that it was solved for."""

    @property
    def solved(self) -> str:
        """When, as an ISO date and time; empty where that is not known."""

    def trace(self, figure: str) -> Any:
        """What stands behind a headline number: `inputs` and `sources`, both frames."""


@dataclass(frozen=True)
class Frame:
    """One frame: its name, its columns in order, and what it says."""

    name: str
    columns: tuple[str, ...]
    meaning: str
    required: bool = True


def _frame(name: str, columns: str, meaning: str, *, required: bool = True) -> Frame:
    return Frame(name, tuple(columns.split()), meaning, required)


# fmt: off
FRAMES: tuple[Frame, ...] = (
    _frame("answer", "arrangement measure unit mean p05 p50 p95",
        "the headline numbers with their bands; measure: delivered:PRODUCT (units in all), never_delivered:PRODUCT (share of need), "
        "wait:PRODUCT (months), "
        "public_paid (money, present value), begun (projects)", required=False),
    _frame("money_path", "year step mean p05 p50 p95",
        "money by calendar year; step: pledged (what budgets allow), contracted, paid, delivered"),
    _frame("deliveries", "arrangement product period year mean p05 p10 p25 p50 p75 p90 p95",
        "units delivered in each period"),
    _frame("deliveries_by_year", "arrangement product year mean p05 p10 p25 p50 p75 p90 p95",
        "units delivered in each calendar year", required=False),
    _frame("need", "product period mean p05 p95",
        "units that fall due in each period"),
    _frame("shortfall", "arrangement buyer year share_late late",
        "share of what was needed up to the end of the year that is not delivered by then; late: mean units"),
    _frame("projects", "arrangement project line producer product kind share_begun begin build_end full_rate capex adds",
        "projects and the share of futures in which each is begun; dates: ISO text, median over those futures"),
    _frame("bottlenecks", "arrangement family name year mean p05 p10 p25 p50 p75 p90 p95 unit",
        "what one more unit of a limit would be worth; family: capacity, supply, budget …"),
    _frame("sources", "source publisher title date address grade figures",
        "documents, and how many of the study's figures each of them carries"),
    _frame("assumptions", "table row column value unit note status",
        "figures without a document behind them; status: assumed (a judgement, reason in note) or unsourced"),
    _frame("who_pays", "arrangement payer state year mean p95 worst",
        "payments by calendar year; worst: of any future; state: 'all futures', or a state of the world in words", required=False),
    _frame("exposure", "arrangement buyer year maximum advance due",
        "at stake under the clauses from the start of a year on: paid early and not yet credited, and the most that "
        "can still fall due; advance: the most paid early and not yet credited in the year; due: the most that falls "
        "due in it in any future", required=False),
    _frame("producer_cash", "arrangement producer period mean p05 p10 p25 p50 p75 p90 p95",
        "a producer's cumulative cash at the end of each period", required=False),
    _frame("producer_peaks", "arrangement producer builds deepest_mean deepest_p05 deepest",
        "lowest cumulative cash of a producer over the futures in which it builds, and the probability that it does", required=False),
    _frame("by_state", "arrangement state probability measure unit mean least most",
        "the answer by what becomes of the driver that moves payments most", required=False),
    _frame("clause_cash", "instrument buyer producer covers year mean low high",
        "what is paid to the producer under each clause in a calendar year; below 0 where it comes back", required=False),
    _frame("bankable", "producer product project demand kind size unit public_cost",
        "smallest guarantee (of the price; margin: of the margin), floor price and duration that suffice; size empty: none does", required=False),
    _frame("producers", "arrangement producer npv_mean npv_tail acceptance accepts",
        "how each producer judges", required=False),
    _frame("clauses", "instrument kind buyer producer covers size unit expected_cost gap_without shortfall_without deviation_without",
        "the deal; expected_cost: public, present value; gap_without: what the producer's acceptance falls "
        "short by when the clause is struck out; shortfall_without: by how much its cash then falls below its credit "
        "limit; deviation_without: by how much it would then rather deviate", required=False),
    _frame("lookback", "measure date product low high p10 p50 p90 inside",
        "readings of table history after the study's start (low to high) beside what `course` said of them", required=False),
    _frame("breakeven", "project producer guarantee demand acceptance payout",
        "grid; guarantee: share of the line's rate whose margin is guaranteed; demand: share of planned sales that turns up; acceptance: "
        "producer's value beyond its best alternative, risk counted; payout: expected public cost", required=False),
    _frame("tornado", "arrangement name table column rows figures status grade reason stated operation low high measure unit at_low base at_high swing first_at_low first_at_high turn_low turn_high how",
        "assumptions moved alone, widest swing first: value of the measure (social_value, delivered:PRODUCT) at both ends of the range; "
        "first_at_low, first_at_high: projects of which another number is begun at the start; turn_low, turn_high: from which value on",
        required=False),
    _frame("spread", "measure group alone alone_error total total_error",
        "shares of the spread over draws of all assumptions, by the table that they stand in", required=False),
    _frame("first_decisions", "project begun same holds",
        "what is begun at the start, and the share of draws in which as much is; holds: nine of ten", required=False),
    _frame("whys", "kind name arrangement having without regret error dearer share_of_futures begin share_if_known capex drops_out_at",
        "projects, producers and clauses left out one by one: social value with and without; drops_out_at: capital cost from which on", required=False),
    _frame("policies", "policy part arrangement name unit value",
        "each policy beside the study as it stands: headline, what is begun at the start, clauses", required=False),
    _frame("waits", "arrangement product buyer needed never_delivered of_flows of_stocks wait_months wait_p05 wait_p10 "
        "wait_p50 wait_p90 wait_p95 on_time",
        "delivery times by buyer, 'all buyers' first: shares never delivered, months that delivered stock units wait", required=False),
    _frame("reached", "arrangement product buyer share p05 p10 p50 p90 p95 ever",
        "calendar year in which a share of the need is delivered; ever: share of futures in which it is", required=False),
    _frame("orders", "arrangement order buyer producer product due never_called wait_months wait_p10 wait_p50 wait_p90 on_time completed",
        "orders one by one; due: units that fall due in the study; completed: share of futures", required=False),
    _frame("reasons", "arrangement product buyer of rank reason name share amount",
        "why deliveries are short, as shares that add up; of: unit-years late or units never delivered", required=False),
    _frame("made", "arrangement product by name year mean p05 p10 p25 p50 p75 p90 p95 announced",
        "units made a year; by: all, firm, country, line; announced: as firms state it, built as promised", required=False),
    _frame("rivals", "arrangement rival product against year mean p05 p10 p25 p50 p75 p90 p95 low central high basis ahead ahead_by",
        "own output beside a rival's; product: what the rival's figure counts; ahead: chance in the year, or by then", required=False),
)
# fmt: on


@dataclass(frozen=True)
class Material:
    """A run as the report sees it: settings, headline and the frames that are there."""

    settings: Settings
    headline: Mapping[str, Any]
    frames: Mapping[str, pd.DataFrame]
    study: Study
    futures: int
    rarest: float = 0.0
    """Probability of the least likely future."""
    solved: str = ""
    """When the run was solved: an ISO date and time, or nothing."""

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self.frames[name]

    def has(self, name: str) -> bool:
        """The frame is there and says something."""
        return name in self.frames and not self.frames[name].empty

    @property
    def arrangements(self) -> tuple[str, ...]:
        """Arrangements of the run, in the order in which they are always shown."""
        asked = self.headline["arrangements"]
        return tuple(a for a in ("course", "no-deal", "deal", "first-best") if a in asked)

    @property
    def most_futures(self) -> str:
        """What a band from 5% to 95% holds: 9 in 10 of 27 futures, or all 8 futures."""
        return most_futures(self.futures, self.rarest)

    @property
    def at_most(self) -> str:
        """What the 95% quantile is: at most, in 95% of 27 futures, or in any of 8."""
        return at_most(self.futures, self.rarest)

    @property
    def main(self) -> str:
        """The arrangement that the report is about: the deal where there is one."""
        return "deal" if "deal" in self.arrangements else self.arrangements[-1]

    @cached_property
    def provenance(self) -> pd.DataFrame:
        """Every figure of the study: table, key, column, value, source, grade, status (sourced, assumed, missing)."""
        return provenance(self.study)

    @property
    def money(self) -> str:
        """Unit of money: million EUR, prices of 2025."""
        return f"million {self.settings.currency}, prices of {self.settings.price_year}"


def material(run: Reported) -> Material:
    """Everything that the report needs of a run.

    Raises UsageError, naming all that is wrong, where a required frame is missing or a frame's columns are
    not those declared.
    """
    frames: dict[str, pd.DataFrame] = {}
    faults = []
    for declared in FRAMES:
        method = getattr(run.stats, declared.name, None)
        frame = None if method is None else method()
        if frame is None:
            if declared.required:
                faults.append(f"{declared.name}: the run has no such frame ({declared.meaning})")
            continue
        missing = [c for c in declared.columns if c not in frame.columns]
        if missing:
            faults.append(f"{declared.name}: no column {', '.join(missing)}")
            continue
        frames[declared.name] = _quiet(frame.loc[:, list(declared.columns)].reset_index(drop=True))
    if faults:
        raise UsageError("this run cannot be reported:\n  " + "\n  ".join(faults))
    chances = run.tree.probability[run.tree.leaves]
    return Material(
        run.settings,
        run.headline,
        frames,
        run.study,
        int(chances.size),
        float(chances.min()),
        run.solved,
    )


NOISE = 1e-9
"""Smaller amounts are left over from arithmetic: a thousandth of a cent where money is in millions."""


def _quiet(frame: pd.DataFrame) -> pd.DataFrame:
    numbers = [c for c in frame.columns if pd.api.types.is_float_dtype(frame[c])]
    return frame.assign(**{c: frame[c].mask(frame[c].abs() < NOISE, 0.0) for c in numbers})
