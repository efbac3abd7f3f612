"""Drivers: their states are known, their probabilities sum to 1, their effects hit something."""

from __future__ import annotations

import dataclasses
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator

from offtake.study.cells.cells import Value
from offtake.study.cells.drafts import Draft
from offtake.study.cells.values import broken_bound
from offtake.study.changing.changes import Aim, aimed
from offtake.study.changing.pledged import unclear, with_pledged
from offtake.study.dictionary import TABLES
from offtake.study.faults import Fault
from offtake.study.judging.effect_bounds import bound_faults
from offtake.study.study import Settings
from offtake.study.wording.near import Names
from offtake.study.wording.where import as_text

SUM_TOLERANCE = 1e-9
AFFECTED = {
    table.name: columns
    for table in TABLES
    if (columns := tuple(column.name for column in table.columns if column.by_node))
}
"""Table -> the columns on which drivers act."""


def effect_faults(
    settings: Settings | None, drafts: dict[str, Draft], lost: frozenset[str]
) -> list[Fault]:
    """Effects that name an unknown table, column or row, a column that is the same at every node, or
    make a figure what its column does not allow, alone or together."""
    faults: list[Fault] = []
    aims: dict[int, Aim] = {}
    effects = drafts["driver_effects"]
    lost = unclear(settings, drafts, lost)
    if settings is not None:
        full = with_pledged(settings, drafts)
        seen = {name: full.columns[name] for name in ("buyer", "year", "amount", "source", "note")}
        drafts = {**drafts, "budgets": dataclasses.replace(full, columns=seen)}
    for row in range(effects.size):
        if not effects.known(row, "table", "column") or not effects.sound(row, "where"):
            continue
        if effects.columns["table"][row] in lost:
            continue
        aim, found = aimed(drafts, effects, row, AFFECTED)
        faults += found
        if aim is None:
            continue
        if effects.known(row, "value") and effects.value(row, "operation") == "set":
            value, (target, column, _) = effects.value(row, "value"), aim
            if wrong := broken_bound(column, value):
                what = f"value: {as_text(value)} for {target.table.name}.{column.name} is {wrong}"
                faults.append(effects.fault("E104", row, "value", what))
        if _follows(drafts, row):
            aims[row] = aim
    if settings is not None and not any(drafts[n].spoilt for n in ("drivers", "driver_states")):
        for row, what in bound_faults(settings, drafts, aims):
            faults.append(effects.fault("E104", row, "value", what))
    return faults


def _follows(drafts: dict[str, Draft], row: int) -> bool:
    """Whether it is clear what an effect does and when."""
    effects = drafts["driver_effects"]
    return (
        effects.known(row, "driver", "state", "operation", "value")
        and effects.sound(row, "from", "to")
        and effects.columns["driver"][row] in drafts["drivers"].keys
    )


def driver_faults(drafts: dict[str, Draft]) -> Iterator[Fault]:
    """Unknown states, and probabilities that do not sum to 1."""
    drivers, moves, effects = (drafts[n] for n in ("drivers", "driver_states", "driver_effects"))
    leaves, reached = _states(moves, "state"), _states(moves, "next")

    def states(driver: Value) -> tuple[set[Value], ...]:
        return leaves[driver], reached[driver], leaves[None], reached[None]

    initial: dict[Value, Value] = {}
    uncertain = _uncertain(moves)
    for row, (driver, state) in enumerate(
        zip(drivers.keys, drivers.columns["initial"], strict=True)
    ):
        if not drivers.known(row, "driver", "initial"):
            uncertain.add(driver)
            continue
        told = leaves[driver] or reached[driver]
        if driver in uncertain or not told or any(state in s for s in states(driver)):
            initial[driver] = state
        else:
            uncertain.add(driver)
            yield _unknown(drivers, row, "initial", driver, Names(_texts(states(driver))))

    entered: dict[Value, Names] = {}
    anywhere: dict[Value, Names] = {}

    def settled(driver: Value) -> bool:
        return driver in initial and not uncertain & {driver, None}

    doubtful: set[tuple[Value, Value]] = set()
    for row in range(moves.size):
        driver, when = moves.columns["driver"][row], moves.columns["date"][row]
        known = (reached[driver], reached[None], {initial.get(driver)})
        if not moves.sound(row, *moves.table.key, "probability"):
            doubtful.add((_if_sound(moves, row, "driver"), _if_sound(moves, row, "date")))
        elif settled(driver) and not any(moves.columns["state"][row] in s for s in known):
            doubtful.add((driver, when))
            if driver not in entered:
                entered[driver] = Names(_texts(known))
            yield _unknown(moves, row, "state", driver, entered[driver])
    yield from _sum_faults(moves, doubtful)

    for row, driver, state in effects.rows("driver", "state"):
        every = (*states(driver), {initial.get(driver)})
        if settled(driver) and not any(state in s for s in every):
            if driver not in anywhere:
                anywhere[driver] = Names(_texts(every))
            yield _unknown(effects, row, "state", driver, anywhere[driver])


def _if_sound(moves: Draft, row: int, column: str) -> Value:
    """The cell's value, or None, which stands for any, where the cell has a fault."""
    return moves.columns[column][row] if moves.sound(row, column) else None


def _states(moves: Draft, column: str) -> defaultdict[Value, set[Value]]:
    """Driver -> states in the column; under None those of rows whose driver has a fault."""
    states: defaultdict[Value, set[Value]] = defaultdict(set)
    for row, state in moves.rows(column):
        states[_if_sound(moves, row, "driver")].add(state)
    return states


def _uncertain(moves: Draft) -> set[Value]:
    """Drivers some of whose states a fault hides; None where it may be any driver's."""
    return {
        _if_sound(moves, row, "driver")
        for row in range(moves.size)
        if not moves.sound(row, "state", "next")
    }


def _sum_faults(moves: Draft, doubtful: set[tuple[Value, Value]]) -> Iterator[Fault]:
    """Sums that are not 1, but where a row with a fault of its own may be the missing part."""
    groups: defaultdict[tuple[Value, Value, Value], list[int]] = defaultdict(list)
    seen: set[tuple[Value, ...]] = set()
    for row in range(moves.size):
        key = tuple(moves.columns[name][row] for name in moves.table.key)
        twice = key in seen
        seen.add(key)
        if twice and moves.sound(row, *moves.table.key):
            continue
        driver, when = moves.columns["driver"][row], moves.columns["date"][row]
        if not doubtful & {(driver, when), (driver, None), (None, when), (None, None)}:
            groups[driver, when, moves.columns["state"][row]].append(row)
    for (driver, when, state), rows in groups.items():
        total = math.fsum(moves.value(row, "probability") for row in rows)
        if abs(total - 1.0) > SUM_TOLERANCE:
            found = f"probability: the moves of driver {driver!r} on {as_text(when)} from state {state!r} sum to {total:.10g}"
            yield moves.fault("E116", rows[0], "probability", found, "make them sum to 1")


def _texts(known: Iterable[set[Value]]) -> set[str]:
    return {str(name) for names in known for name in names if name}


def _unknown(draft: Draft, row: int, column: str, driver: Value, known: Names) -> Fault:
    state, names = str(draft.columns[column][row]), known.names
    near = known.nearest(state)
    found = f"{column}: {state!r} is not a state of driver {driver!r}"
    more = f" and {len(names) - 10} more" if len(names) > 10 else ""
    wanted = "" if near or not names else f"its states are {', '.join(names[:10])}{more}"
    return draft.fault(
        "E115", row, column, found, wanted, f"did you mean {near!r}?" if near else ""
    )
