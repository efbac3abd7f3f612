"""The forecast: arrangement `course`, followed along fresh futures, read off where an outcome was counted."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

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

    Making is that of the period which holds the day, as a rate a year; deliveries add up from the study's start,
    those of a period evenly over it.
    """
    study = d.study
    period, share = _place(study, outcome.day)
    if outcome.variable == "made":
        rows = matching_rows(study.lines, outcome.where)
        lines = study.lines["line"].iloc[rows][study.lines["product"].iloc[rows] == outcome.product]
        columns = [k for k, key in enumerate(d.labels["make"].keys) if key[0] in set(lines)]
        rate: Vector = d.values["make"][:, period, columns].sum(axis=1) / study.step
        return rate
    buyers = set(study.buyers["buyer"].iloc[matching_rows(study.buyers, outcome.where)])
    columns = [
        k
        for k, (buyer, _, _, product) in enumerate(d.labels["deliver"].keys)
        if buyer in buyers and product == outcome.product
    ]
    units = d.values["deliver"][:, :, columns].sum(axis=2)
    total: Vector = units[:, :period].sum(axis=1) + share * units[:, period]
    return total


def _place(study: Study, day: date) -> tuple[int, float]:
    """The period that holds `day`, and the share of it that has gone by then."""
    starts = [study.period_start(t) for t in range(study.settings.periods + 1)]
    period = bisect_right(starts, day) - 1
    length = (starts[period + 1] - starts[period]).days
    return period, (day - starts[period]).days / length
