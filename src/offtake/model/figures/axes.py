"""Where rows stand: labels and positions of names; days, years and rates of periods."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import numpy.typing as npt
import pandas as pd

from offtake.errors import StudyError
from offtake.frozen import Indices, Vector
from offtake.stochastic.program.blocks import Labels
from offtake.study.study import Study
from offtake.study.wording.periods import period_span


def names(frame: pd.DataFrame, *columns: str) -> Labels:
    """Labels from the key columns of a table."""
    keys = zip(*(frame[column].astype(str) for column in columns), strict=True)
    return Labels(columns, tuple(keys))


def positions(values: pd.Series[str], among: pd.Series[str]) -> Indices:
    """Where each of `values` stands in `among`; -1 for an empty one."""
    place = {name: k for k, name in enumerate(among)}
    return np.array([-1 if pd.isna(v) or v == "" else place[v] for v in values], np.int64)


def planner_rate(study: Study) -> float:
    """The rate of study.toml, or the one rate that all buyers share."""
    if study.settings.discount_rate is not None:
        return study.settings.discount_rate
    rates = study.buyers["discount_rate"].unique()
    if len(rates) != 1:
        raise StudyError("buyers have different discount rates; set discount_rate in study.toml")
    return float(rates[0])


def payment_years(study: Study) -> Indices:
    """(periods,) calendar year in which the last day of each period falls."""
    ends = [study.period_start(t + 1) - timedelta(days=1) for t in range(study.settings.periods)]
    return np.array([day.year for day in ends], np.int64)


def clock_of(study: Study, days: pd.Series, empty: float) -> Vector:
    """(rows,): periods from the study's start to each day; `empty` where none is stated."""
    return np.array([empty if pd.isna(day) else study.clock(day) for day in days], float)


def first_days(study: Study) -> npt.NDArray[np.datetime64]:
    """(periods, 1): first day of each period."""
    days = [study.period_start(t) for t in range(study.settings.periods)]
    return np.array(days, "datetime64[ns]")[:, None]


def period_spans(study: Study, labels: pd.Series[str]) -> tuple[Indices, Indices]:
    """First period and number of periods of 2027, 2027-H1, 2027-Q3 or 2027-03; first may be < 0."""
    length = round(study.step * 12)
    origin = study.settings.start.year * 12 + study.settings.start.month
    first, count = [], []
    for label in labels:
        span = period_span(str(label))
        if span is None:
            raise StudyError(f"requirements: {label} is not a period")
        begin, end = (day.year * 12 + day.month - origin for day in span)
        if begin % length or end % length:
            raise StudyError(
                f"requirements: {label} does not fit periods of a {study.settings.period}"
            )
        first.append(begin // length)
        count.append((end - begin) // length)
    return np.array(first, np.int64), np.array(count, np.int64)
