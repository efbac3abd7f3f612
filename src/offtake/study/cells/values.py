"""Each value by itself: bounds, choices, countries; and keys that stand twice."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

from offtake.study.cells.cells import LARGEST, Value
from offtake.study.cells.drafts import Draft
from offtake.study.faults import Fault
from offtake.study.schema import Column
from offtake.study.wording.countries import COUNTRIES, meant_country
from offtake.study.wording.near import nearest
from offtake.study.wording.where import as_text

COUNTRY_COLUMNS = ("country", "iso3")


def value_faults(draft: Draft) -> Iterator[tuple[int, str, Fault]]:
    """(row, column, fault) of every sound cell whose value its column does not allow."""
    for column in draft.table.columns:
        for row, value in enumerate(draft.columns[column.name]):
            if value is None or not draft.sound(row, column.name):
                continue
            if fault := _value_fault(draft, row, column, value):
                yield row, column.name, fault


def _value_fault(draft: Draft, row: int, column: Column, value: Value) -> Fault | None:
    name = column.name
    if column.kind == "integer" and isinstance(value, float) and not value.is_integer():
        found = f"{name}: {as_text(value)} is not a whole number"
        return draft.fault("E103", row, name, found, "write a whole number")
    if isinstance(value, (int, float, tuple)) and not isinstance(value, bool):
        if wrong := broken_bound(column, value):
            shown = _shown(draft, row, column, value)
            return draft.fault("E104", row, name, f"{name}: {shown} is {wrong}", _percent(column, value))  # fmt: skip
        return None
    if column.choices and value not in column.choices:
        near, use = nearest(str(value), column.choices), f"use one of {', '.join(column.choices)}"
    elif name in COUNTRY_COLUMNS and value and value not in COUNTRIES:
        near, use = meant_country(str(value)), "use a three-letter ISO code"
    else:
        return None
    wanted, suggestion = ("", f"did you mean {near!r}?") if near else (use, "")
    return draft.fault("E106", row, name, f"{name}: {value!r} is not known", wanted, suggestion)


def _percent(column: Column, value: Value) -> str:
    """What to write for a share or a rate that was written in percent; '' where it was not."""
    if column.maximum != 1 or isinstance(value, tuple) or not 2 <= float(str(value)) <= 100:
        return ""
    return f"for {float(str(value)):g}% write {float(str(value)) / 100:g}"


def broken_bound(column: Column, value: Value) -> str:
    """The bound that a number, or the first of a list, does not keep."""
    unit = f" {column.unit}" if column.unit else ""
    for part in value if isinstance(value, tuple) else (value,):
        number = float(str(part))
        if number != number or abs(number) == inf:
            return "not a finite number"
        if abs(number) > LARGEST:
            return f"above {LARGEST:.0e}, larger than any figure of a study"
        if column.above and number <= column.minimum:
            return f"not above {column.minimum:g}{unit}"
        if number < column.minimum:
            return f"below the minimum {column.minimum:g}{unit}"
        if number > column.maximum:
            return f"above the maximum {column.maximum:g}{unit}"
    return ""


def _shown(draft: Draft, row: int, column: Column, value: Value) -> str:
    """What the user wrote, not what conversion made of it."""
    if (row, column.name) not in draft.places and column.name in draft.raw.header:
        return as_text(draft.raw.rows[row][draft.raw.header.index(column.name)]).strip()
    return as_text(value)


def key_faults(draft: Draft) -> Iterator[tuple[int, Fault]]:
    """(row, fault) of every row whose key an earlier row bears already."""
    seen: dict[tuple[Value, ...], int] = {}
    for row in range(draft.size):
        if not draft.sound(row, *draft.table.key):
            continue
        key = tuple(draft.columns[name][row] for name in draft.table.key)
        if key in seen:
            pairs = zip(draft.table.key, key, strict=True)
            named = ", ".join(f"{name} {as_text(value)!r}" for name, value in pairs)
            column, wanted = draft.table.key[0], "remove one of them, or name it differently"
            found = f"{named} stands twice; first at {draft.place(seen[key], column)}"
            yield row, draft.fault("E112", row, column, found, wanted)
        else:
            seen[key] = row
