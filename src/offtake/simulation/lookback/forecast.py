"""The forecast: arrangement `course`, followed along fresh futures, read off where an outcome was counted."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from offtake.frozen import Vector
from offtake.plan.given import Dispatch
from offtake.plan.plan import Plan
from offtake.simulation.lookback.outcomes import Observed
from offtake.stochastic.program.blocks import Labels
from offtake.study.study import Study
from offtake.study.wording.where import matching_rows
from offtake.uncertainty.tree import ScenarioTree


def course(study: Study, tree: ScenarioTree) -> Plan:
    """What comes if nothing more is decided: what stands, what was begun, the orders as they are."""
    return Dispatch(study, tree).plan(np.zeros((tree.size, len(study.projects))), "course")


@dataclass(frozen=True)
class Forecast:
    """What is made and delivered along courses of events: make and deliver are (courses, periods, entries)."""

    study: Study
    values: Mapping[str, Vector]
    labels: Mapping[str, Labels]


def read_off(d: Forecast, outcome: Observed) -> Vector:
    """(courses,): what the forecast says of an outcome, in the outcome's unit.

    Making is that of the period which holds the day, as a rate a year; deliveries add up from the study's start.
    Of a span both are units, its first and last day counted.  What a period holds comes evenly over it.
    """
    units = _made(d, outcome) if outcome.variable == "made" else _delivered(d, outcome)
    if outcome.since is not None:
        last = outcome.day + timedelta(days=1)
        return _until(d.study, units, last) - _until(d.study, units, outcome.since)
    if outcome.variable == "delivered":
        return _until(d.study, units, outcome.day)
    rate: Vector = units[:, _place(d.study, outcome.day)[0]] / d.study.step
    return rate


def _made(d: Forecast, outcome: Observed) -> Vector:
    """(courses, periods): units made on the lines that the outcome counts."""
    lines = d.study.lines.iloc[matching_rows(d.study.lines, outcome.where)]
    own = set(lines["line"][lines["product"] == outcome.product])
    columns = [k for k, key in enumerate(d.labels["make"].keys) if key[0] in own]
    units: Vector = d.values["make"][:, :, columns].sum(axis=2)
    return units


def _delivered(d: Forecast, outcome: Observed) -> Vector:
    """(courses, periods): units delivered to the buyers that the outcome counts."""
    buyers = set(d.study.buyers["buyer"].iloc[matching_rows(d.study.buyers, outcome.where)])
    columns = [
        k
        for k, (buyer, _, _, product) in enumerate(d.labels["deliver"].keys)
        if buyer in buyers and product == outcome.product
    ]
    units: Vector = d.values["deliver"][:, :, columns].sum(axis=2)
    return units


def _until(study: Study, units: Vector, day: date) -> Vector:
    """(courses,): units from the study's start to the beginning of a day."""
    period, share = _place(study, day)
    total: Vector = units[:, :period].sum(axis=1)
    return total + share * units[:, period] if share > 0 else total


def _place(study: Study, day: date) -> tuple[int, float]:
    """The period that holds `day`, and the share of it that has gone by then."""
    starts = [study.period_start(t) for t in range(study.settings.periods + 1)]
    period = bisect_right(starts, day) - 1
    if day == starts[-1]:
        return period, 0.0  # the study's end
    length = (starts[period + 1] - starts[period]).days
    return period, (day - starts[period]).days / length
