"""What happened: the readings of table `history` that a forecast can be held against."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from offtake.errors import UsageError
from offtake.study.study import Study


@dataclass(frozen=True)
class Observed:
    """One reading: what was counted, when, and between which ends the sources put it."""

    measure: str
    day: date
    variable: str  # made: units a year; delivered: units since the study's start
    product: str
    where: str
    low: float
    high: float
    sources: tuple[str, ...]

    @property
    def middle(self) -> float:
        """The middle of its range."""
        return (self.low + self.high) / 2.0


def outcomes(study: Study) -> list[Observed]:
    """The readings within the study's time, by day and measure; several sources of one span its range.

    UsageError where there is none.
    """
    first, after = study.settings.start, study.period_start(study.settings.periods)
    found = [o for o in _readings(study) if first < o.day < after]
    if not found:
        raise UsageError(
            f"table history of {study.settings.name} holds nothing to compare: no row with a variable "
            f"dated after {first} and before {after}"
        )
    return found


def last_known(study: Study, outcome: Observed) -> float | None:
    """The newest reading of the same measure on or before the study's first day; None where there is none."""
    before = [
        o for o in _readings(study)
        if (o.variable, o.product, o.where) == (outcome.variable, outcome.product, outcome.where)
        and o.day <= study.settings.start
    ]  # fmt: skip
    return before[-1].middle if before else None


def _readings(study: Study) -> list[Observed]:
    rows: dict[tuple[date, str, str, str, str], list[tuple[float, float, str]]] = {}
    for row in study.history.to_dict("records"):
        if row["variable"]:
            key = row["date"], row["measure"], row["variable"], row["product"], row["where"]
            high = row["value"] if row["high"] != row["high"] else row["high"]  # NaN: no range
            rows.setdefault(key, []).append((float(row["value"]), float(high), str(row["source"])))
    return [
        Observed(measure, day, variable, product, where, min(r[0] for r in read), max(r[1] for r in read), tuple(r[2] for r in read))
        for (day, measure, variable, product, where), read in sorted(rows.items())
    ]  # fmt: skip
