"""The settings of a study, checked one by one."""

from __future__ import annotations

import math
import re
from calendar import month_name
from dataclasses import replace
from datetime import date, datetime

from pydantic import ValidationError

from offtake.study.cells.cells import Problem, no_value, parse_cell, shown
from offtake.study.cells.raw import RawStudy
from offtake.study.faults import Fault
from offtake.study.schema import Column
from offtake.study.study import PERIODS_PER_YEAR, Settings, Study
from offtake.study.wording.near import did_you_mean, nearest
from offtake.study.wording.periods import FIRST_YEAR, LAST_YEAR, period_holding

LONGEST = 300
"""Characters of a text: it heads a page, or names a study in a sentence."""
_WORDS = {"yes": True, "no": False, "true": True, "false": False}


def read_settings(raw: RawStudy) -> tuple[Settings | None, list[Fault]]:
    """The settings, or None with every fault in them."""
    if not raw.settings and any(fault.table == "study" for fault in raw.faults):
        return None, []
    known = Settings.model_fields
    given = {name: value for name, value in raw.settings.items() if name in known}
    faults = [_unknown(raw, name, given) for name in raw.settings if name not in known]
    unfit = {name: problem for name, value in given.items() if (problem := _unfit(value, name))}
    for name, problem in unfit.items():
        faults.append(replace(_fault(raw, name, problem.found, problem.wanted), code=problem.code))
    given = {name: value for name, value in given.items() if name not in unfit}
    if raw.form == "sheet":
        given = {name: _from_sheet(name, value) for name, value in given.items()}
    try:
        settings = Settings.model_validate(given)
    except ValidationError as error:
        meant = {
            nearest(name, set(known) - set(given)) for name in raw.settings if name not in known
        }
        for detail in error.errors():
            name = str(detail["loc"][0])
            if name not in unfit and (name not in meant or name in given):
                faults.append(_wrong(raw, name, name in given, detail["msg"]))
        return None, faults
    faults += list(_values(raw, settings))
    return (None if faults else settings), faults


def _from_sheet(name: str, value: object) -> object:
    """A cell's value as TOML would have given it: whole floats, day-only datetimes, yes and no."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, datetime):
        return value.date()
    if Settings.model_fields[name].annotation is bool and isinstance(value, str):
        return _WORDS.get(value.strip().casefold(), value)
    return value


def _unfit(value: object, name: str) -> Problem | None:
    """What no cell of a table may hold either: an error, a formula without a value, a character unseen."""
    found = parse_cell(value, Column(name, "text", "", ""), literal=True)
    return no_value(value, name) or (found if isinstance(found, Problem) else None)


def _unknown(raw: RawStudy, name: str, given: dict[str, object]) -> Fault:
    suggestion = did_you_mean(name, set(Settings.model_fields) - set(given)).removeprefix("; ")
    return _fault(raw, name, f"setting {name!r} is not known", "", suggestion)


def _wrong(raw: RawStudy, name: str, given: bool, why: str) -> Fault:
    meaning = Settings.model_fields[name].description or ""
    if not given:
        return _fault(raw, name, f"setting {name!r} is missing", f"add it: {meaning}")
    if "date" in str(Settings.model_fields[name].annotation):
        return _fault(raw, name, f"{name}: {shown(raw.settings[name])} is not a date", f"write YYYY-MM-DD, the {meaning}")  # fmt: skip
    found = f"{name}: {shown(raw.settings[name])} cannot be used ({why[:1].lower()}{why[1:]})"
    return _fault(raw, name, found, f"it is the {meaning}")


def _values(raw: RawStudy, settings: Settings) -> list[Fault]:
    """What the types alone do not hold."""
    faults = []
    if found := _misaligned(settings):
        first = period_holding(settings.start, settings.period)
        faults.append(_fault(raw, "start", found, f"write {first} or another such day"))
    if not re.fullmatch(r"[A-Z]{3}", settings.currency):
        found = f"currency: {settings.currency!r} is not a currency code"
        faults.append(_fault(raw, "currency", found, "write three capital letters, such as EUR"))
    for name, value in settings:
        if isinstance(value, float) and not math.isfinite(value):
            faults.append(_fault(raw, name, f"{name}: {value} is not a finite number"))
        if isinstance(value, str) and not value.strip():
            faults.append(_fault(raw, name, f"{name} is empty but required"))
        if isinstance(value, str) and len(value) > LONGEST:
            found = f"{name}: a text of {len(value)} characters"
            faults.append(_fault(raw, name, found, f"write {LONGEST} at most"))
        if isinstance(value, date) and not FIRST_YEAR <= value.year <= LAST_YEAR:
            found = f"{name}: {value} is not within the years {FIRST_YEAR} to {LAST_YEAR}"
            faults.append(_fault(raw, name, found))
    return faults


def _misaligned(settings: Settings) -> str:
    """What is wrong where the study does not begin with a period of the calendar."""
    if settings.start == period_holding(settings.start, settings.period):
        return ""
    months = 12 // PERIODS_PER_YEAR[settings.period]
    what = "month" if months == 1 else f"{settings.period} of the calendar"
    names = [month_name[m] for m in range(1, 13, months)]
    listed = "" if months == 1 else f" (1 {_or(names)})"
    return f"start: {settings.start} is not the first day of a {what}{listed}"


def _or(names: list[str]) -> str:
    return " or 1 ".join([", 1 ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]


def _fault(raw: RawStudy, name: str, found: str, wanted: str = "", suggestion: str = "") -> Fault:
    where = raw.settings_place.get(name) or raw.settings_place[""]
    return Fault("E100", "study", where, name, None, found, wanted, suggestion)


def settings_as_raw(settings: Settings) -> dict[str, object]:
    """The settings that differ from nothing said: for writing, and for `RawStudy`."""
    dumped: dict[str, object] = settings.model_dump()
    return {name: value for name, value in dumped.items() if value is not None}


def last_day_after(settings: Settings) -> date:
    """The day after the study's last."""
    return Study(settings, {}).period_start(settings.periods)
