"""A row of table `instruments`, as a record: a kind of clause, and whom and what it may be offered for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from offtake.formulas.instruments import KINDS, Kind
from offtake.study.study import Study

_NAN = float("nan")


@dataclass(frozen=True)
class Instrument:
    """One instrument; an empty name applies to everything, an empty date is no bound."""

    instrument: str
    kind: str
    buyer: str = ""  # or a producer that pays its supplier
    producer: str = ""
    line: str = ""
    project: str = ""
    product: str = ""
    minimum: float = 0.0  # size
    maximum: float = _NAN  # size; NaN: none stated
    quantity: float = _NAN  # units a year
    exercise_price: float = _NAN
    interest: float = 0.0
    earliest: date | None = None
    latest: date | None = None
    durations: tuple[float, ...] = ()  # years: a menu
    tested: bool = True
    steps: tuple[float, ...] = ()  # quantity a year and price in turn

    @property
    def form(self) -> Kind:
        """What clauses of its kind pay."""
        return KINDS[self.kind]


def instruments(study: Study) -> tuple[Instrument, ...]:
    """The rows of the study's table."""
    return tuple(_instrument(row) for row in study.instruments.to_dict("records"))


def _instrument(row: dict[object, object]) -> Instrument:
    minimum = _number(row["minimum"])
    return Instrument(
        instrument=str(row["instrument"]),
        kind=str(row["kind"]),
        buyer=str(row["buyer"]),
        producer=str(row["producer"]),
        line=str(row["line"]),
        project=str(row["project"]),
        product=str(row["product"]),
        minimum=0.0 if np.isnan(minimum) else minimum,
        maximum=_number(row["maximum"]),
        quantity=_number(row["quantity"]),
        exercise_price=_number(row["exercise_price"]),
        interest=_number(row["interest"]),
        earliest=_day(row["earliest"]),
        latest=_day(row["latest"]),
        durations=_numbers(row["durations"]),
        tested=bool(row["tested"]),
        steps=_numbers(row["steps"]),
    )


def _number(value: object) -> float:
    return float(str(value))


def _day(value: object) -> date | None:
    return None if value is None or value != value else pd.Timestamp(str(value)).date()


def _numbers(value: object) -> tuple[float, ...]:
    return tuple(float(v) for v in value) if isinstance(value, tuple) else ()
