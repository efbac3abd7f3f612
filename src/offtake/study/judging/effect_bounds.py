"""Whether effects leave every figure within its column's bounds, in every future that there can be.

One effect may do it alone: `add -10` on a capacity of 5.  Or several together, where each alone is sound: half the
reliability is added by one driver, and half by another.  So every combination of states that the drivers of a
figure can be in at the start of a period is looked at, with the effects in the order of the table.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice, product

import numpy as np
import numpy.typing as npt

from offtake.study.cells.cells import Value
from offtake.study.cells.drafts import Draft
from offtake.study.cells.values import broken_bound
from offtake.study.changing.changes import Aim
from offtake.study.schema import Column
from offtake.study.study import Settings, Study
from offtake.study.wording.periods import period_span
from offtake.study.wording.where import as_text

Numbers = npt.NDArray[np.float64]
Span = tuple[date, date]
ALWAYS: Span = (date.min, date.max)
_MOVE = ("date", "state", "next", "probability")
ROUNDING = 1e-9
"""Shares that make up 1 may sum to a little more."""
MOST = 4096
"""Combinations of states looked at for one figure at one time; no more are, so as to end."""


@dataclass(frozen=True)
class _Broken:
    """A figure that leaves its bounds: the effects that do it, where and when."""

    effects: tuple[int, ...]
    states: tuple[tuple[str, str], ...]
    row: int
    value: float
    period: str


def applied(values: Numbers, operation: object, amount: float) -> Numbers:
    """The figures after one effect."""
    match operation:
        case "set":
            return np.full_like(values, amount)
        case "scale":
            return values * amount
        case _:
            return values + amount


def outside(column: Column, values: Numbers) -> npt.NDArray[np.bool_]:
    """Which figures leave the column's bounds by more than rounding; an empty one (NaN) does not."""
    least, most = column.minimum, column.maximum
    slack = ROUNDING * max(1.0, *(abs(b) for b in (least, most) if np.isfinite(b)))
    low = values <= least if column.above else values < least - slack
    return np.asarray(low | (values > most + slack) | np.isinf(values))


def bound_faults(
    settings: Settings, drafts: Mapping[str, Draft], aims: Mapping[int, Aim]
) -> Iterator[tuple[int, str]]:
    """(row of driver_effects, what is wrong) for each smallest set of effects that breaks a bound, at its last.

    `aims` holds the sound rows of driver_effects.
    """
    effects = drafts["driver_effects"]
    columns: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row, (target, column, _) in aims.items():
        columns[target.table.name, column.name].append(row)
    for rows in columns.values():
        target, column, _ = aims[rows[0]]
        told: list[set[int]] = []
        for (hits, span), at in _alike(target, column, rows, aims).items():
            found = _broken(settings, drafts, target, column, hits, span, at)
            for one in sorted(found, key=lambda b: len(b.effects)):
                done = set(one.effects)
                if not any(before <= done for before in told):
                    told.append(done)
                    if len(done) > 1 or effects.value(one.effects[0], "operation") != "set":
                        yield one.effects[-1], _words(effects, target, column, one)


def _alike(
    target: Draft, column: Column, rows: Sequence[int], aims: Mapping[int, Aim]
) -> dict[tuple[tuple[int, ...], Span], list[int]]:
    """Effects and the time in which they matter -> the sound figures on which just these act."""
    hits: dict[int, list[int]] = defaultdict(list)
    for effect in rows:
        for at in aims[effect][2]:
            if target.known(at, column.name):
                hits[at].append(effect)
    found: dict[tuple[tuple[int, ...], Span], list[int]] = defaultdict(list)
    for at, own in sorted(hits.items()):
        found[tuple(own), _span(target, at)].append(at)
    return found


def _span(target: Draft, row: int) -> Span:
    """First day, and the day after the last, between which a figure counts: a need and a budget have a time."""
    if target.table.name == "requirements" and target.known(row, "period"):
        return period_span(target.value(row, "period")) or ALWAYS
    if target.table.name == "budgets" and target.known(row, "year"):
        return period_span(as_text(target.value(row, "year"))) or ALWAYS
    return ALWAYS


def _broken(
    settings: Settings,
    drafts: Mapping[str, Draft],
    target: Draft,
    column: Column,
    hits: tuple[int, ...],
    span: Span,
    at: Sequence[int],
) -> list[_Broken]:
    effects, found = drafts["driver_effects"], []
    driver_of = [str(driver) for driver in effects.columns["driver"]]
    base = np.array([target.value(row, column.name) for row in at], float)
    for period, active, states in _times(settings, drafts, hits, span):
        for course in islice(product(*states.values()), MOST):
            state = dict(zip(states, course, strict=True))
            acting = tuple(e for e in active if effects.value(e, "state") == state[driver_of[e]])
            values = base
            for e in acting:
                values = applied(values, effects.value(e, "operation"), effects.value(e, "value"))
            if acting and (bad := np.flatnonzero(outside(column, values))).size:
                row, named = int(bad[0]), dict.fromkeys(driver_of[e] for e in acting)
                in_words = tuple((driver, state[driver]) for driver in named)
                found.append(_Broken(acting, in_words, at[row], float(values[row]), period))
    return found


def _times(
    settings: Settings, drafts: Mapping[str, Draft], hits: tuple[int, ...], span: Span
) -> Iterator[tuple[str, tuple[int, ...], dict[str, tuple[str, ...]]]]:
    """Period, effects whose dates hold in it, and the states that their drivers can be in; each of its kind once."""
    effects, study = drafts["driver_effects"], Study(settings, {})
    driver_of = [str(driver) for driver in effects.columns["driver"]]
    reached = {
        driver: _reached(drafts, driver) for driver in dict.fromkeys(driver_of[e] for e in hits)
    }
    seen = set()
    for t in range(settings.periods):
        day = study.period_start(t)
        if not span[0] <= day < span[1]:
            continue
        active = tuple(e for e in hits if _holds(effects, e, day))
        states = {
            driver: [found for when, found in reached[driver] if when <= day][-1]
            for driver in dict.fromkeys(driver_of[e] for e in active)
        }
        kind = (active, tuple(states.values()))
        if active and kind not in seen:
            seen.add(kind)
            yield study.period_label(t), active, states


def _holds(effects: Draft, row: int, day: date) -> bool:
    first, last = effects.value(row, "from"), effects.value(row, "to")
    return (first is None or first <= day) and (last is None or day <= last)


def _reached(drafts: Mapping[str, Draft], driver: str) -> list[tuple[date, tuple[str, ...]]]:
    """The states that a driver can be in from a day on, by day."""
    drivers, moves = drafts["drivers"], drafts["driver_states"]
    initial = dict(zip(drivers.keys, drivers.columns["initial"], strict=True))
    found: list[tuple[date, tuple[str, ...]]] = [(date.min, (str(initial[driver]),))]
    own = [move for _, name, *move in moves.rows("driver", *_MOVE) if name == driver]
    for day in sorted({move[0] for move in own}):
        here, before = [move for move in own if move[0] == day], found[-1][1]
        left = {state for _, state, _, _ in here}
        after = {state for state in before if state not in left}
        after |= {then for _, state, then, chance in here if state in before and chance != 0}
        found.append((day, tuple(sorted(after))))
    return found


def _words(effects: Draft, target: Draft, column: Column, broken: _Broken) -> str:
    table = target.table
    cells = [target.value(broken.row, name) for name in table.key]
    key = ", ".join(as_text(cell) for cell in cells if cell is not None)
    figure = f"{table.name}.{column.name} of {key}"
    value: Value = round(broken.value, 12)
    then = f"{as_text(value)} from {broken.period} on, {broken_bound(column, value) or 'beyond its bounds'}"
    last = broken.effects[-1]
    if len(broken.effects) == 1:
        operation, amount = effects.value(last, "operation"), effects.value(last, "value")
        return f"value: {operation} {as_text(amount)} makes {figure} {then}"
    future = " and ".join(f"{driver} {state}" for driver, state in broken.states)
    count = len(broken.effects)
    return f"value: where {future} meet, {count} effects together make {figure} {then}"
