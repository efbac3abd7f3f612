"""Whether needs, budgets, orders and moves of drivers lie in the study's time, and in its periods."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from offtake.study.cells.drafts import Draft
from offtake.study.cells.settings import last_day_after
from offtake.study.faults import Fault
from offtake.study.study import PERIODS_PER_YEAR, Settings, Study
from offtake.study.wording.periods import months_of, period_span


def time_faults(settings: Settings, drafts: dict[str, Draft]) -> Iterator[Fault]:
    """Needs, budgets and orders outside the study, needs shorter than its periods, budget years that are missing or
    begin within a period, moves before its first day, projects begun after it, totals that begin before it and end in it."""
    study = Study(settings, {})
    labels = study.period_label(0), study.period_label(settings.periods - 1)
    span = f"the study runs from {labels[0]} to {labels[1]}"
    yield from _need_faults(settings, drafts["requirements"], span)
    yield from _budget_faults(study, drafts, span)
    yield from _begun_faults(settings, drafts["projects"])
    yield from _order_faults(settings, drafts["orders"], span)
    yield from _move_faults(settings, drafts["driver_states"])
    yield from _span_faults(settings, drafts["history"])


def _move_faults(settings: Settings, moves: Draft) -> Iterator[Fault]:
    told = set()
    for row, driver, day in moves.rows("driver", "date"):
        if day < settings.start and (driver, day) not in told:
            told.add((driver, day))
            found = f"date: on {day} the study, which begins on {settings.start}, is not under way"
            wanted = (
                "write its first day or later; what is known before is the driver's initial state"
            )
            yield moves.fault("E121", row, "date", found, wanted)


def _order_faults(settings: Settings, orders: Draft, span: str) -> Iterator[Fault]:
    """Orders of which no day lies in the study; one that lies in it in part counts in part."""
    after = last_day_after(settings)
    for row, first, last in orders.rows("starts", "ends"):
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
    for row, period in needs.rows("period"):
        stated = period_span(period)
        if stated is None:
            continue
        if not (start <= stated[0] and stated[1] <= after):
            found = f"period: {period} is not within the study's time"
            yield needs.fault("E121", row, "period", found, span)
        elif months_of(stated) < months:
            found = f"period: {period} is shorter than the study's periods ({settings.period})"
            wanted = f"state the need for a whole {settings.period}, or for longer"
            yield needs.fault("E121", row, "period", found, wanted)


def budget_months(drafts: Mapping[str, Draft]) -> dict[str, int]:
    """Buyer -> month with which its budget year begins, where that is known."""
    return {buyer: month for _, buyer, month in drafts["buyers"].rows("buyer", "year_starts")}


def _budget_faults(study: Study, drafts: dict[str, Draft], span: str) -> Iterator[Fault]:
    """Budget years that begin within a period, budgets outside the study, and years left out."""
    settings, budgets, buyers = study.settings, drafts["budgets"], drafts["buyers"]
    length, known = 12 // PERIODS_PER_YEAR[settings.period], budget_months(drafts)
    for row in range(buyers.size):
        month = known.get(str(buyers.value(row, "buyer")), 1)
        if buyers.sound(row, "year_starts") and (month - 1) % length:
            found = f"year_starts: {month} is not the first month of a {settings.period}"
            wanted = "take shorter periods: quarters, or months"
            yield buyers.fault("E121", row, "year_starts", found, wanted)
    stated: dict[str, set[int]] = {}
    first: dict[str, int] = {}
    rows = list(budgets.rows("buyer", "year"))
    for row, buyer, year in rows:
        if year not in study.budget_years(known.get(buyer, 1)):
            found = f"year: {year} is not within the study's time"
            yield budgets.fault("E121", row, "year", found, span)
            first[buyer] = -1  # as said of this one
        stated.setdefault(buyer, set()).add(year)
        first.setdefault(buyer, row)
    pledged = {str(key) for key in drafts["pledges"].columns["buyer"]}
    if pledged & set(stated) or len(rows) < budgets.size:
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
    for row, day in projects.rows("begun"):
        if day > settings.start:
            found = f"begun: on {settings.start}, when the study begins, {day} is still to come"
            wanted = "leave it empty, or state earliest and latest"
            yield projects.fault("E121", row, "begun", found, wanted)
        elif projects.known(row, "limit") and projects.value(row, "limit") != 1:
            found = f"limit: {projects.value(row, 'limit')} of a project that has been begun"
            wanted = "write one row for each that was begun"
            yield projects.fault("E104", row, "limit", found, wanted)


def _span_faults(settings: Settings, history: Draft) -> Iterator[Fault]:
    """Totals of a span that begins before the study and ends in it: of the part before there is no forecast."""
    for row, since, day, _ in history.rows("since", "date", "variable"):
        if since < settings.start < day:
            found = f"since: {since} is before the study, which begins on {settings.start}, and date, {day}, after that"
            wanted = "give what was counted from that day on, or leave variable empty"
            yield history.fault("E121", row, "since", found, wanted)
