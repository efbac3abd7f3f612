"""A study: what the user wrote, typed, in one currency and price year, and free of faults.

Tables are pandas frames whose columns are exactly those of the data dictionary.  What is written to a frame that a
study gives does not reach the study: `with_` and table `changes` make another one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, Protocol, overload

import pandas as pd
from pydantic import BaseModel, ConfigDict, Field

from offtake.errors import UsageError
from offtake.frozen import Frames
from offtake.notebook import table

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
    discount_rate_source: str | None = Field(
        default=None,
        description="document that the planner's rate is taken from, a name in table sources; empty: the planner's own choice",
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
    material: float = Field(
        default=0.01,
        ge=0,
        le=1,
        description="refusals and deviations worth less than this share of what a producer receives count for nothing",
    )
    cut_off: date | None = Field(
        default=None,
        description="day after which no source was read: one from after it is refused, those of table history aside",
    )
    synthetic: bool = Field(default=False, description="figures are invented; every page says so")


class Checked(Protocol):
    """Makes a study of settings and frames, and refuses what is wrong with them."""

    def __call__(
        self,
        settings: Mapping[str, object],
        frames: Mapping[str, pd.DataFrame],
        policy: str | Sequence[str] = (),
        made: str = "",
    ) -> Study:
        """The study, after the policy's edits; `made` names those that the frames hold already."""


class _Table:
    """A table of a study by its name; what it gives is the reader's own copy."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, study: None, owner: type) -> _Table: ...
    @overload
    def __get__(self, study: Study, owner: type) -> pd.DataFrame: ...
    def __get__(self, study: Study | None, owner: type) -> pd.DataFrame | _Table:
        if study is None:
            return self
        return study.tables[self.name]


@dataclass(frozen=True, repr=False)
class Study:
    """One complete study.  `tables` holds a frame for every table of the dictionary, empty where
    the user gave none; `study.lines` is the table lines."""

    settings: Settings
    tables: Mapping[str, pd.DataFrame]
    checked: Checked | None = field(default=None, compare=False)
    """How a study is made of settings and frames, every fault told at once."""
    policy: str = field(default="", compare=False)
    """The edits that were made of it, for the record: a+b for b on top of a."""

    products = _Table()
    recipes = _Table()
    producers = _Table()
    lines = _Table()
    projects = _Table()
    buyers = _Table()
    budgets = _Table()
    pledges = _Table()
    requirements = _Table()
    capabilities = _Table()
    prices = _Table()
    orders = _Table()
    supply = _Table()
    instruments = _Table()
    drivers = _Table()
    driver_states = _Table()
    driver_effects = _Table()
    noise = _Table()
    limits = _Table()
    ranges = _Table()
    rivals = _Table()
    history = _Table()
    exchange_rates = _Table()
    deflators = _Table()
    sources = _Table()
    changes = _Table()

    def __post_init__(self) -> None:
        object.__setattr__(self, "tables", Frames(self.tables))

    def with_(
        self,
        policy: str | Sequence[str] = (),
        settings: Mapping[str, object] | None = None,
        **tables: pd.DataFrame,
    ) -> Study:
        """The study with other settings, with tables replaced, and with a policy's edits, in that order.

        study.with_(settings={"leaves": 9}, prices=study.prices.assign(price=2.0))

        Raises StudyError with every fault, UsageError for a table or policy that is not there.
        """
        if self.checked is None:
            raise UsageError("this study was put together without being checked; use from_frames")
        if unknown := [name for name in tables if name not in self.tables]:
            raise UsageError(f"a study has no table {', '.join(unknown)}")
        changed = self.settings.model_dump(exclude_none=True) | dict(settings or {})
        return self.checked(changed, {**self.tables, **tables}, policy, self.policy)

    def __repr__(self) -> str:
        said, rows = self.settings, sum(len(frame) for frame in self.tables.values())
        return f"<Study {said.name}: {said.periods} periods from {said.start}, {rows} rows>"

    def _repr_html_(self) -> str:
        said = self.settings
        rows = [(name, len(f), ", ".join(map(str, f.iloc[:, 0].head(4)))) for name, f in self.tables.items() if len(f)]  # fmt: skip
        title = f"Study {said.name}: {said.title}"
        note = f"{said.periods} periods ({said.period}) from {said.start}; million {said.currency}, prices of {said.price_year}"
        return table(title, ("table", "rows", "first of them"), rows, note + ("; figures invented" if said.synthetic else ""))  # fmt: skip

    @property
    def units(self) -> dict[str, str]:
        """What one unit is, in the plural, by product, and by capability where the study says so."""
        given = [
            *zip(self.capabilities["capability"], self.capabilities["unit"], strict=True),
            *zip(self.products["product"], self.products["unit"], strict=True),
        ]
        return {str(name): str(unit) for name, unit in given if unit}

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
