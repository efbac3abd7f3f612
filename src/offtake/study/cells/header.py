"""The heading of a table: which columns are missing, unknown, misspelt or without a name."""

from __future__ import annotations

from collections.abc import Iterator

from offtake.study.cells.raw import RawTable, is_unnamed, letters
from offtake.study.faults import Fault
from offtake.study.schema import Table
from offtake.study.wording.near import nearest
from offtake.study.wording.where import as_text


def meant_columns(table: Table, raw: RawTable) -> dict[str, str]:
    """Unknown heading -> the column it stands for: one with a like name, or the required one whose
    place it has taken."""
    free = [name for name in table.names if name not in raw.header]
    unknown = [name for name in raw.header if name not in table.names]
    meant: dict[str, str] = {}
    for name in unknown:
        near = None if is_unnamed(name) else nearest(name, free)
        if near is not None:
            meant[name] = near
            free.remove(near)
    for name in unknown:
        if name not in meant and (taken := _place_taken(name, free, table, raw)):
            meant[name] = taken
            free.remove(taken)
    return meant


def _place_taken(name: str, free: list[str], table: Table, raw: RawTable) -> str | None:
    """The first missing column that would stand between the heading's neighbours; a required one,
    unless nothing else can be meant: users' own columns stand anywhere."""
    order = {column: k for k, column in enumerate(table.names)}
    at = raw.header.index(name)
    before = [order[n] for n in raw.header[:at] if n in order][-1:]
    after = [order[n] for n in raw.header[at + 1 :] if n in order][:1]
    low, high = (before or [-1])[0], (after or [len(order)])[0]
    beside = at > 0 and raw.positions[at - 1] == raw.positions[at] - 1
    fit = [c for c in free if low < order[c] < high]
    sure = beside and (is_unnamed(name) or (len(fit) == 1 and bool(after)))
    return next((c for c in fit if sure or table.column(c).required), None)


def header_faults(table: Table, raw: RawTable) -> Iterator[Fault]:
    """One fault for every heading that is wrong, and for every required one that is missing."""
    meant = meant_columns(table, raw)
    for position, name in zip(raw.positions, raw.header, strict=True):
        if name not in table.names:
            yield _unknown(table, raw, position, name, meant.get(name))
    for column in table.columns:
        if column.required and column.name not in raw.header and column.name not in meant.values():
            unit = f" ({column.unit})" if column.unit else ""
            found = f"column {column.name!r} is missing"
            wanted = f"add it: {column.meaning}{unit}"
            yield Fault("E101", table.name, raw.spot("1:1"), column.name, None, found, wanted)


def _unknown(table: Table, raw: RawTable, position: int, name: str, meant: str | None) -> Fault:
    if is_unnamed(name):
        at = raw.header.index(name)
        row = next(r for r, cells in enumerate(raw.rows) if as_text(cells[at]).strip())
        place = raw.spot(f"{letters(position)}{raw.numbers[row]}")
        found = f"{as_text(raw.rows[row][at])!r} stands in a column without a name"
        wanted = "" if meant else "remove it, or name the column"
        suggestion = f"is it {meant!r}, which is missing?" if meant else ""
        return Fault("E126", table.name, place, "", raw.numbers[row], found, wanted, suggestion)
    place = raw.spot(f"{letters(position)}1")
    wanted = "" if meant else "remove it, or move it to a table whose name begins with _"
    near = meant is not None and nearest(name, [meant]) is not None
    asked = f"did you mean {meant!r}?" if near else f"is it {meant!r}, which is missing?"
    found = f"column {name!r} is not known"
    return Fault("E107", table.name, place, name, None, found, wanted, asked if meant else "")
