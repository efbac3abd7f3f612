"""Whether needs, budgets and moves of drivers lie in the study's time, and in its periods."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from offtake.study.cells.drafts import Draft
from offtake.study.cells.settings import last_day_after
from offtake.study.faults import Fault
from offtake.study.periods import months_of, period_span
from offtake.study.study import PERIODS_PER_YEAR, Settings, Study


def time_faults(settings: Settings, drafts: dict[str, Draft]) -> Iterator[Fault]:
    """Needs and budgets outside the study, needs shorter than its periods, moves before its first day."""
    study = Study(settings, {})
    labels = study.period_label(0), study.period_label(settings.periods - 1)
    span = f"the study runs from {labels[0]} to {labels[1]}"
    yield from _need_faults(settings, drafts["requirements"], span)
    budgets = drafts["budgets"]
    for row, year in enumerate(budgets.columns["year"]):
        if budgets.known(row, "year") and year not in study.years:
            found = f"year: {year} is not within the study's time"
            yield budgets.fault("E121", row, "year", found, span)
    yield from _order_faults(settings, drafts["orders"], span)
    moves, told = drafts["driver_states"], set()
    for row, day in enumerate(moves.columns["date"]):
        driver = moves.columns["driver"][row]
        if not moves.known(row, "driver", "date") or (driver, day) in told:
            continue
        if isinstance(day, date) and day < settings.start:
            told.add((driver, day))
            found = f"date: on {day} the study, which begins on {settings.start}, is not under way"
            wanted = (
                "write its first day or later; what is known before is the driver's initial state"
            )
            yield moves.fault("E121", row, "date", found, wanted)


def _order_faults(settings: Settings, orders: Draft, span: str) -> Iterator[Fault]:
    """Orders of which no day lies in the study; one that lies in it in part counts in part."""
    after = last_day_after(settings)
    for row in range(orders.size):
        first, last = orders.columns["starts"][row], orders.columns["ends"][row]
        if not orders.known(row, "starts", "ends"):
            continue
        assert isinstance(first, date)
        assert isinstance(last, date)
        if last < first:
            continue  # told where dates are in the wrong order
        if last < settings.start:
            found = f"ends: {last} is not within the study's time"
            yield orders.fault("E121", row, "ends", found, span)
        elif first >= after:
            found = f"starts: {first} is not within the study's time"
            yield orders.fault("E121", row, "starts", found, span)


def _need_faults(settings: Settings, needs: Draft, span: str) -> Iterator[Fault]:
    start, after = settings.start, last_day_after(settings)
    months = 12 // PERIODS_PER_YEAR[settings.period]
    for row, period in enumerate(needs.columns["period"]):
        stated = period_span(str(period))
        if stated is None or not needs.known(row, "period"):
            continue
        if not (start <= stated[0] and stated[1] <= after):
            found = f"period: {period} is not within the study's time"
            yield needs.fault("E121", row, "period", found, span)
        elif months_of(stated) < months:
            found = f"period: {period} is shorter than the study's periods ({settings.period})"
            wanted = f"state the need for a whole {settings.period}, or for longer"
            yield needs.fault("E121", row, "period", found, wanted)
