"""Ranges: how far figures may be off, each of figures that there are, around what they are, and said once."""

from __future__ import annotations

from collections.abc import Iterator

from offtake.study.cells.drafts import Draft
from offtake.study.cells.values import broken_bound
from offtake.study.changing.changes import Aim, Aims, aimed
from offtake.study.dictionary import TABLES
from offtake.study.faults import Fault
from offtake.study.wording.where import as_text

IN_THE_PLAN = ("products", "recipes", "lines", "projects", "buyers", "budgets", "pledges", "requirements", "capabilities", "prices", "orders", "supply", "driver_effects", "limits")  # fmt: skip
"""Tables that a plan is made from; odds and dates in them are no figures that a share could be taken off."""
RANGED: Aims = {
    t.name: tuple(c.name for c in t.columns if c.kind in ("number", "numbers"))
    for t in TABLES
    if t.name in IN_THE_PLAN
}
BASE = {"scale": 1.0, "add": 0.0}
"""What leaves a figure as it is."""


def range_faults(drafts: dict[str, Draft], lost: frozenset[str]) -> Iterator[Fault]:
    """Ranges of what there is not, that leave their figures out, or that say something twice."""
    ranges = drafts["ranges"]
    said: dict[tuple[str, str, int], str] = {}
    for row in range(ranges.size):
        if not ranges.known(row, "table", "column") or not ranges.sound(row, "where"):
            continue
        if ranges.columns["table"][row] in lost:
            continue
        aim, faults = aimed(drafts, ranges, row, RANGED)
        yield from faults
        if aim is None or not ranges.known(row, "low", "high", "operation"):
            continue
        target, column, rows = aim
        for end in ("low", "high") if ranges.value(row, "operation") == "set" else ():
            value = ranges.value(row, end)
            if wrong := broken_bound(column, value):
                what = f"{end}: {as_text(value)} for {target.table.name}.{column.name} is {wrong}"
                yield ranges.fault("E104", row, end, what)
        yield from _around(ranges, row, aim)
        for at in rows:
            key = (target.table.name, column.name, at)
            if key in said:
                found = f"{column.name} of {as_text(target.keys[at])} has a range already, in {said[key]}"
                yield ranges.fault("E112", row, "where", found, "keep one of them")
                break
            said[key] = ranges.place(row, "table")


def _around(ranges: Draft, row: int, aim: Aim) -> Iterator[Fault]:
    """Whether the figures as they stand lie within the range."""
    operation, low, high = (ranges.value(row, name) for name in ("operation", "low", "high"))
    name = aim[1].name
    stands = [BASE[operation]] if operation in BASE else _values(aim)
    out = [value for value in stands if not low <= value <= high]
    if out:
        said = f"{name} as it stands, {as_text(out[0])},"
        word = {"scale": "the factor 1", "add": "0"}.get(operation, said)
        found = f"low: {word} is not between low, {as_text(low)}, and high, {as_text(high)}"
        yield ranges.fault("E119", row, "low", found, "a range holds the figure itself")


def _values(aim: Aim) -> list[float]:
    target, column, rows = aim
    cells = [target.value(at, column.name) for at in rows if target.known(at, column.name)]
    return [part for cell in cells for part in (cell if isinstance(cell, tuple) else (cell,))]
