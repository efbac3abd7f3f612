"""The frames that the report is drawn from: each column stated once, checked at the door.

A run offers `settings` (the study's), `headline` (the document that `offtake run --json` prints) and
`stats`, whose methods return these frames; every row is one fact.  Money is in millions of the study's
currency at its price year.  `mean`, `p05` … `p95` are mean and quantiles over the futures.  `period` is
a label such as 2027-Q3.  Required frames must be there; the others make their section of the report
appear.  An optional frame is absent when `stats` has no method of its name or the method returns None.
"""

from __future__ import annotations

from calendar import month_name
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from offtake.deals.names import ARRANGEMENTS
from offtake.errors import UsageError
from offtake.results.dictionary import result
from offtake.results.tables.statistics import main_arrangement
from offtake.study.provenance.sources import provenance
from offtake.study.study import Settings, Study
from offtake.uncertainty.reduction.left_out import LeftOut, left_out
from offtake.views.drawing import words
from offtake.views.drawing.words import at_most, money, most_futures

if TYPE_CHECKING:
    from offtake.results.run import Run

# fmt: off
REQUIRED = {
    "answer": "arrangement measure unit mean p05 p50 p95",
    "money_path": "year step mean p05 p50 p95",
    "deliveries": "arrangement product period year mean p05 p10 p25 p50 p75 p90 p95",
    "need": "product period mean p05 p95",
    "shortfall": "arrangement buyer year share_late late",
    "projects": "arrangement project line producer product kind share_begun begin build_end full_rate capex adds",
    "bottlenecks": "arrangement family name year mean p05 p10 p25 p50 p75 p90 p95 unit",
    "sources": "source publisher title date address grade figures",
    "assumptions": "table row column value unit note status",
}
"""Frames without which there is no report, and the columns that it reads, in order."""
OPTIONAL = {
    "deliveries_by_year": "arrangement product year mean p05 p10 p25 p50 p75 p90 p95",
    "who_pays": "arrangement payer state year mean p95 worst",
    "buyer_worth": "arrangement buyer worth late_cost burden net gain gain_least gain_most gain_chance",
    "by_state": "arrangement state probability measure unit mean least most",
    "exposure": "arrangement buyer year maximum advance due",
    "producer_cash": "arrangement producer period mean p05 p10 p25 p50 p75 p90 p95",
    "producer_peaks": "arrangement producer builds deepest_mean deepest_p05 deepest",
    "clause_cash": "instrument buyer producer covers year mean low high",
    "bankable": "producer product project demand kind size unit public_cost",
    "producers": "arrangement producer npv_mean npv_tail acceptance accepts epsilon tried",
    "clauses": "instrument kind buyer producer covers size unit expected_cost gap_without shortfall_without deviation_without",
    "lookback": "measure date product since low high p10 p50 p90 inside",
    "breakeven": "project producer guarantee demand acceptance payout",
    "tornado": "arrangement name table column rows figures status grade reason stated operation low high measure unit at_low base at_high swing error first_at_low first_at_high turn_low turn_high how",
    "spread": "measure group alone alone_error total total_error",
    "first_decisions": "project begun same holds",
    "whys": "kind name arrangement having without regret error dearer share_of_futures begin share_if_known capex drops_out_at",
    "policies": "policy part arrangement name unit value",
    "waits": "arrangement product buyer needed never_delivered of_flows of_stocks wait_months wait_p05 wait_p10 wait_p50 wait_p90 wait_p95 on_time",
    "reached": "arrangement product buyer share p05 p10 p50 p90 p95 ever",
    "orders": "arrangement order buyer producer product due never_called wait_months wait_p10 wait_p50 wait_p90 on_time completed",
    "reasons": "arrangement product buyer of rank reason name share amount",
    "made": "arrangement product by name year mean p05 p10 p25 p50 p75 p90 p95 announced",
    "rivals": "arrangement rival product against year mean p05 p10 p25 p50 p75 p90 p95 low central high basis ahead ahead_by",
}
"""Frames that make a section of the report appear; what a column means stands in `offtake.results.dictionary`."""
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
    possible: int = 0
    """Futures that can come about, of which these were kept; 0 where they were not counted."""
    left_out: tuple[LeftOut, ...] = ()
    """States that none of these is in."""

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self.frames[name]

    def has(self, name: str) -> bool:
        """The frame is there and says something."""
        return name in self.frames and not self.frames[name].empty

    def of_main(self, name: str) -> pd.DataFrame:
        """The rows of a frame that are about the main arrangement; none where the run has no such frame."""
        return self.of(name, self.main)

    def of(self, name: str, arrangement: str) -> pd.DataFrame:
        """The rows of a frame that are about an arrangement; none where the run has no such frame."""
        frame = self.frames.get(name, pd.DataFrame(columns=(REQUIRED | OPTIONAL)[name].split()))
        return frame[frame["arrangement"] == arrangement]

    @property
    def deal(self) -> Mapping[str, Any]:
        """What was agreed, as the headline has it; empty where there is no deal."""
        return self.headline.get("deal") or {}

    def money_of(self, millions: float, digits: int = 3) -> str:
        """An amount in the study's currency, as people say it."""
        return money(millions, self.settings.currency, digits)

    @property
    def arrangements(self) -> tuple[str, ...]:
        """Arrangements of the run, in the order in which they are always shown."""
        return tuple(a for a in ARRANGEMENTS if a in self.headline["arrangements"])

    @property
    def most_futures(self) -> str:
        """What a band from 5% to 95% holds: 9 in 10 of 27 futures, or all 8 futures."""
        return most_futures(self.futures, self.rarest)

    def spread(self, text: str) -> str:
        """What is said of bands; '' where there is one future, which has none."""
        return text if self.futures > 1 else ""

    @property
    def digits(self) -> int:
        """At how many digits a mean is told in words: no finer than a band lets one see; one future has none."""
        return 2 if self.futures > 1 else 3

    @property
    def at_most(self) -> str:
        """What the 95% quantile is: at most, in 95% of 27 futures, or in any of 8."""
        return at_most(self.futures, self.rarest)

    @property
    def main(self) -> str:
        """The arrangement that the report is about: the deal where there is one."""
        return main_arrangement(self.arrangements)

    @cached_property
    def provenance(self) -> pd.DataFrame:
        """Every figure of the study: table, key, column, value, source, grade, status (sourced, assumed, missing)."""
        return provenance(self.study)

    @property
    def ends(self) -> str:
        """When the study ends: the end of 2035, or the end of August 2021."""
        after = self.study.period_start(self.settings.periods)
        if after.month == 1:
            return f"the end of {after.year - 1}"
        return f"the end of {month_name[after.month - 1]} {after.year}"

    def year_words(self, year: int) -> str:
        """A calendar year, with how many months of it the study covers where that is not all: 2028 (9 months)."""
        months = part_months(self.study).get(year)
        return f"{year} ({words.count(months, 'month')})" if months else str(year)

    @property
    def part_years(self) -> str:
        """Which calendar years the study covers in part, as a sentence: their totals are no fall and no rise; '' where none."""
        told = [
            f"{words.count(months, 'month')} of {year}"
            for year, months in part_months(self.study).items()
        ]
        return (
            f"The study covers {' and '.join(told)}: what stands for a year in part is no fall or rise."
            if told
            else ""
        )

    @property
    def money(self) -> str:
        """Unit of money: million EUR, prices of 2025."""
        return f"million {self.settings.currency}, prices of {self.settings.price_year}"


def material(run: Run) -> Material:
    """Everything that the report needs of a run.

    Raises UsageError, naming all that is wrong, where a required frame is missing or a frame's columns are
    not those declared.
    """
    frames: dict[str, pd.DataFrame] = {}
    faults = []
    for name, stated in (REQUIRED | OPTIONAL).items():
        method, columns = getattr(run.stats, name, None), stated.split()
        frame = None if method is None else method()
        if frame is None:
            if name in REQUIRED:
                faults.append(f"{name}: the run has no such frame ({result(name).meaning})")
        elif missing := [c for c in columns if c not in frame.columns]:
            faults.append(f"{name}: no column {', '.join(missing)}")
        else:
            later = LATER.get(name, ())
            frames[name] = _quiet(frame.reindex(columns=[*columns, *later]).reset_index(drop=True))
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
        run.tree.full_leaves,
        left_out(run.study, run.tree),
    )


LATER = {"clauses": ("overspent_without",)}
"""Columns that runs kept by earlier versions do not have: what stands there is not known."""
NOISE = 1e-9
"""Smaller amounts are left over from arithmetic: a thousandth of a cent where money is in millions."""


def _quiet(frame: pd.DataFrame) -> pd.DataFrame:
    numbers = [c for c in frame.columns if pd.api.types.is_float_dtype(frame[c])]
    return frame.assign(**{c: frame[c].mask(frame[c].abs() < NOISE, 0.0) for c in numbers})


def part_months(study: Study) -> Mapping[int, int]:
    """How many months of a calendar year a study covers, for those that it covers in part."""
    first, after = study.period_start(0), study.period_start(study.settings.periods)
    last = after.year if after.month > 1 else after.year - 1
    held = {first.year: 13 - first.month, last: after.month - 1 if after.month > 1 else 12}
    if first.year == last:
        held = {last: (after.month - 1 or 12) - first.month + 1}
    return {year: months for year, months in held.items() if months < 12}
