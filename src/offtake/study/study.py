"""A study: what the user wrote, typed, in one currency and price year, and free of faults.

Tables are pandas frames whose columns are exactly those of the data dictionary.  Treat them as
read-only; edits are made by `changes`, which returns a new study.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

import pandas as pd
from pydantic import BaseModel, ConfigDict, Field

PeriodName = Literal["month", "quarter", "half-year", "year"]
RiskName = Literal["course", "nested"]
PERIODS_PER_YEAR: Mapping[str, int] = {"month": 12, "quarter": 4, "half-year": 2, "year": 1}


class Settings(BaseModel):
    """The file study.toml: what holds for the whole study."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(description="short name, used for folders")
    title: str = Field(description="one line for people")
    currency: str = Field(description="currency of all money, three letters (ISO 4217)")
    price_year: int = Field(ge=1900, le=2200, description="year whose prices all money is in")
    start: date = Field(description="first day, with which a period of the calendar begins")
    period: PeriodName = Field(description="length of a period")
    periods: int = Field(ge=1, le=1200, description="number of periods")
    leaves: int = Field(default=27, ge=1, description="futures in the scenario tree")
    seed: int = Field(default=1, ge=0, description="seed of every random stream")
    carry_over: float = Field(
        default=0.0,
        ge=0,
        le=1,
        description="share of unspent budget that may be spent a year later",
    )
    discount_rate: float | None = Field(
        default=None,
        ge=0,
        le=1,
        description="planner's rate; may be left out where all buyers have the same rate",
    )
    risk_weight: float = Field(
        default=0.0, ge=0, le=1, description="planner's weight on the worst futures"
    )
    tail: float = Field(
        default=0.1, gt=0, le=1, description="share of futures that the planner counts as the worst"
    )
    risk: RiskName = Field(
        default="course",
        description="way in which the planner counts the worst futures: course (once, over the whole course of "
        "events) or nested (again wherever futures part, consistent over time)",
    )
    group_producers: bool = Field(
        default=True,
        description="judge a producer's projects as a group (true) or line by line (false)",
    )
    allow_double_risk: bool = Field(
        default=False,
        description="allow a hurdle premium and a risk weight together, which counts risk twice",
    )
    cut_off: date | None = Field(default=None, description="day after which no source was read")
    synthetic: bool = Field(default=False, description="figures are invented; every page says so")


@dataclass(frozen=True)
class Study:
    """One complete study.  `tables` holds a frame for every table of the dictionary, empty where
    the user gave none."""

    settings: Settings
    tables: Mapping[str, pd.DataFrame]

    def __getattr__(self, name: str) -> pd.DataFrame:
        """A table by its name: `study.lines`."""
        tables = self.__dict__.get("tables", {})
        if name in tables:
            frame: pd.DataFrame = tables[name]
            return frame
        raise AttributeError(f"a study has no table {name}")

    @property
    def step(self) -> float:
        """Δ, the length of a period in years."""
        return 1.0 / PERIODS_PER_YEAR[self.settings.period]

    def period_start(self, period: int) -> date:
        """First day of a period, counted from 0; also the day after the last when given `periods`."""
        months = 12 // PERIODS_PER_YEAR[self.settings.period] * period
        start = self.settings.start
        month = start.month - 1 + months
        return date(start.year + month // 12, month % 12 + 1, start.day)

    def clock(self, day: date) -> float:
        """Periods from the study's start to the beginning of `day`, below 0 before it.

        Periods count alike, however many days they have; within one, time goes by its days.
        """
        months = 12 // PERIODS_PER_YEAR[self.settings.period]
        start = self.settings.start
        whole = (12 * (day.year - start.year) + day.month - start.month) // months
        first, after = self.period_start(whole), self.period_start(whole + 1)
        return whole + (day - first).days / (after - first).days

    def budget_year(self, period: int, month: int = 1) -> int:
        """Calendar year in which the budget year began that holds a period; it begins with `month`."""
        day = self.period_start(period)
        return day.year if day.month >= month else day.year - 1

    def budget_years(self, month: int = 1) -> range:
        """The budget years that the study's periods lie in, each by the calendar year of its beginning."""
        last = self.settings.periods - 1
        return range(self.budget_year(0, month), self.budget_year(last, month) + 1)

    def period_label(self, period: int) -> str:
        """2027, 2027-H1, 2027-Q3 or 2027-03."""
        day = self.period_start(period)
        match self.settings.period:
            case "year":
                return str(day.year)
            case "half-year":
                return f"{day.year}-H{(day.month - 1) // 6 + 1}"
            case "quarter":
                return f"{day.year}-Q{(day.month - 1) // 3 + 1}"
            case _:
                return f"{day.year}-{day.month:02d}"

    @property
    def years(self) -> range:
        """Calendar years that the study's periods begin in."""
        return range(
            self.settings.start.year, self.period_start(self.settings.periods - 1).year + 1
        )

    def __eq__(self, other: object) -> bool:
        """Equal settings and equal tables."""
        if not isinstance(other, Study):
            return NotImplemented
        return (
            self.settings == other.settings
            and self.tables.keys() == other.tables.keys()
            and all(frame.equals(other.tables[name]) for name, frame in self.tables.items())
        )

    __hash__ = None  # type: ignore[assignment]  # frames are not hashable
