"""What happened: the readings of table `history` that a forecast can be held against."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from offtake.errors import UsageError
from offtake.study.study import Study
from offtake.study.wording.where import as_text


@dataclass(frozen=True)
class Observed:
    """One reading: what was counted, when, and between which ends the sources put it."""

    measure: str
    day: date
    since: date | None  # first day of the span whose total was reported
    variable: str  # made: units a year; delivered: units since the study's start; of a span: units
    product: str
    where: str
    low: float
    high: float
    sources: tuple[str, ...]

    @property
    def middle(self) -> float:
        """The middle of its range."""
        return (self.low + self.high) / 2.0

    @property
    def told(self) -> str:
        """Its day, or its first and last."""
        return f"{self.day}" if self.since is None else f"{self.since} to {self.day}"


def years(first: date, last: date) -> float:
    """Years from the beginning of one day to the end of another."""
    return ((last - first).days + 1) / 365.25


def outcomes(study: Study) -> list[Observed]:
    """The readings within the study's time and after its cut_off, by day and measure; several sources of one span its range.

    UsageError where there is none.
    """
    found, settings = _in_time(study), study.settings
    if not found:
        raise UsageError(
            f"table history of {settings.name} holds nothing to compare: no row with a variable "
            f"dated after {settings.start} and before {study.period_start(settings.periods)}"
        )
    later = [o for o in found if settings.cut_off is None or o.day > settings.cut_off]
    if not later:
        raise UsageError(
            f"every outcome in table history of {settings.name} is dated on or before cut_off, {settings.cut_off}: it was known "
            f"then and tests no forecast; put cut_off before {settings.start}, or add later readings"
        )
    return later


def known_already(study: Study) -> int:
    """Readings within the study's time that are no test, since they are dated on or before its cut_off."""
    cut_off = study.settings.cut_off
    return sum(o.day <= cut_off for o in _in_time(study)) if cut_off else 0


def _in_time(study: Study) -> list[Observed]:
    first, after = study.settings.start, study.period_start(study.settings.periods)
    return [o for o in _readings(study) if first < o.day < after]


def last_known(study: Study, outcome: Observed) -> float | None:
    """The newest reading of the same measure on or before the study's first day, or its cut_off where that is later; None
    where there is none.

    A total of a span is held on at its pace: its units a year, times the years of the outcome where that is a total.
    """
    known = max(study.settings.start, study.settings.cut_off or study.settings.start)
    before = [
        o for o in _readings(study)
        if (o.variable, o.product, o.where) == (outcome.variable, outcome.product, outcome.where)
        and o.day <= known
    ]  # fmt: skip
    if not before:
        return None
    newest, since = before[-1], outcome.since
    if newest.since is None and (outcome.variable == "delivered" or since is None):
        return newest.middle if since is None else None
    pace = (
        newest.middle if newest.since is None else newest.middle / years(newest.since, newest.day)
    )
    if outcome.variable == "delivered":
        since = since or study.settings.start
    return pace if since is None else pace * years(since, outcome.day)


def _readings(study: Study) -> list[Observed]:
    rows: dict[tuple[date, str, str, str, str, date], list[tuple[float, float, str]]] = {}
    for row in study.history.to_dict("records"):
        if row["variable"]:
            since = row["since"] if as_text(row["since"]) else date.min  # date.min: no span
            key = row["date"], row["measure"], row["variable"], row["product"], row["where"], since
            high = row["value"] if row["high"] != row["high"] else row["high"]  # NaN: no range
            rows.setdefault(key, []).append((float(row["value"]), float(high), str(row["source"])))
    return [
        Observed(
            measure, day, None if since == date.min else since, variable, product, where,
            min(r[0] for r in read), max(r[1] for r in read), tuple(r[2] for r in read),
        )
        for (day, measure, variable, product, where, since), read in sorted(rows.items())
    ]  # fmt: skip
