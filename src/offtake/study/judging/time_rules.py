"""Whether needs, budgets and moves of drivers lie in the study's time, and in its periods."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from offtake.study.cells.drafts import Draft
from offtake.study.cells.settings import last_day_after
from offtake.study.faults import Fault
from offtake.study.study import PERIODS_PER_YEAR, Settings, Study
from offtake.study.wording.periods import months_of, period_span


def time_faults(settings: Settings, drafts: dict[str, Draft]) -> Iterator[Fault]:
    """Needs and budgets outside the study, needs shorter than its periods, budget years that are missing or begin
    within a period, moves before its first day, projects begun after it."""
    study = Study(settings, {})
    labels = study.period_label(0), study.period_label(settings.periods - 1)
    span = f"the study runs from {labels[0]} to {labels[1]}"
    yield from _need_faults(settings, drafts["requirements"], span)
    yield from _budget_faults(study, drafts, span)
    yield from _begun_faults(settings, drafts["projects"])
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


def budget_months(drafts: dict[str, Draft]) -> dict[str, int]:
    """Buyer -> month with which its budget year begins, where that is known."""
    buyers = drafts["buyers"]
    return {
        str(buyers.columns["buyer"][row]): int(str(buyers.columns["year_starts"][row]))
        for row in range(buyers.size)
        if buyers.known(row, "buyer", "year_starts")
    }


def _budget_faults(study: Study, drafts: dict[str, Draft], span: str) -> Iterator[Fault]:
    """Budget years that begin within a period, budgets outside the study, and years left out."""
    settings, budgets, buyers = study.settings, drafts["budgets"], drafts["buyers"]
    length, known = 12 // PERIODS_PER_YEAR[settings.period], budget_months(drafts)
    for row in range(buyers.size):
        month = known.get(str(buyers.columns["buyer"][row]), 1)
        if buyers.sound(row, "year_starts") and (month - 1) % length:
            found = f"year_starts: {month} is not the first month of a {settings.period}"
            wanted = "take shorter periods: quarters, or months"
            yield buyers.fault("E121", row, "year_starts", found, wanted)
    stated: dict[str, set[int]] = {}
    first: dict[str, int] = {}
    for row in range(budgets.size):
        buyer = str(budgets.columns["buyer"][row])
        if not budgets.known(row, "buyer", "year"):
            continue
        year, within = int(str(budgets.columns["year"][row])), known.get(buyer, 1)
        if year not in study.budget_years(within):
            found = f"year: {year} is not within the study's time"
            yield budgets.fault("E121", row, "year", found, span)
            first[buyer] = -1  # as said of this one
        stated.setdefault(buyer, set()).add(year)
        first.setdefault(buyer, row)
    pledged = {str(key) for key in drafts["pledges"].columns["buyer"]}
    if pledged & set(stated) or not all(
        budgets.known(row, "buyer", "year") for row in range(budgets.size)
    ):
        return  # a row with a fault of its own may be the one that is missing
    for buyer, years in stated.items():
        missing = [y for y in study.budget_years(known.get(buyer, 1)) if y not in years]
        if missing and first[buyer] >= 0 and buyer in known:
            listed = ", ".join(map(str, missing[:5])) + (", …" if len(missing) > 5 else "")
            found = (
                f"year: {buyer!r} has a budget for some years of the study, but none for {listed}"
            )
            wanted = "add a row for each year; 0 where nothing may be paid"
            yield budgets.fault("E131", first[buyer], "year", found, wanted)


def _begun_faults(settings: Settings, projects: Draft) -> Iterator[Fault]:
    """Projects that are said to have been begun in the future, or several in one row."""
    for row, day in enumerate(projects.columns["begun"]):
        if not projects.known(row, "begun") or not isinstance(day, date):
            continue
        if day > settings.start:
            found = f"begun: on {settings.start}, when the study begins, {day} is still to come"
            wanted = "leave it empty, or state earliest and latest"
            yield projects.fault("E121", row, "begun", found, wanted)
        elif projects.known(row, "limit") and projects.columns["limit"][row] != 1:
            found = f"limit: {projects.columns['limit'][row]} of a project that has been begun"
            yield projects.fault(
                "E104", row, "limit", found, "write one row for each that was begun"
            )
