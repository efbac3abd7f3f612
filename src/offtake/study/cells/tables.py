"""Which tables are there: the known ones in the dictionary's order, the unknown ones as faults."""

from __future__ import annotations

from offtake.study.cells.raw import RawStudy, RawTable
from offtake.study.dictionary import TABLES
from offtake.study.faults import Fault
from offtake.study.wording.near import nearest

MAY_BE_EMPTY = frozenset({"projects"})
"""Required tables that may be without rows: a study of existing capacity alone."""


def arranged(raw: RawStudy) -> tuple[dict[str, RawTable], frozenset[str], list[Fault]]:
    """A raw table for every table of the dictionary; the names of those about which nothing is known
    because they are missing, unreadable or misspelt; and the faults."""
    faults = []
    known = {table.name: table for table in TABLES}
    given = {table.name: table for table in raw.tables if table.name in known}
    for name, table in given.items():
        if not table.header:
            given[name] = _nothing(name, known[name].names, raw, table.place)
    free = [name for name in known if name not in given and name not in raw.unread]
    spoiled = {fault.table for fault in raw.faults if fault.code == "E100"}
    lost = set(raw.unread) | {t.name for t in raw.tables if t.name in spoiled and not t.rows}
    for table in raw.tables:
        if table.name in known:
            continue
        meant = nearest(table.name, free)
        lost |= {meant} if meant else set()
        what = {"file": "file", "sheet": "sheet", "frame": "table"}[raw.form]
        suggestion = f"did you mean {meant!r}?" if meant else ""
        wanted = (
            "" if meant else f"remove it, or begin its name with _ to keep the {what} as your own"
        )
        found = f"{what} {table.place!r} is not a table of a study"
        faults.append(Fault("E109", table.name, table.place, "", None, found, wanted, suggestion))
    for name, declared in known.items():
        if name in given:
            empty = not given[name].rows and name not in lost
            if declared.required and empty and name not in MAY_BE_EMPTY:
                place, found = given[name].place, f"table {name!r} has no rows"
                wanted = f"fill it in: {declared.meaning}"
                faults.append(Fault("E108", name, place, "", None, found, wanted))
                lost.add(name)
            continue
        if declared.required and name not in lost:
            place = f"{name}.csv" if raw.form == "file" else name
            found, wanted = f"table {name!r} is missing but required", f"add it: {declared.meaning}"
            faults.append(Fault("E108", name, place, "", None, found, wanted))
            lost.add(name)
        given[name] = _nothing(name, declared.names, raw)
    return {name: given[name] for name in known}, frozenset(lost), faults


def _nothing(name: str, header: tuple[str, ...], raw: RawStudy, place: str = "") -> RawTable:
    """A table without rows: one that is left out, or an empty file, sheet or frame."""
    place = place or (f"{name}.csv" if raw.form == "file" else name)
    return RawTable(name, place, raw.form, header, tuple(range(len(header))), (), ())
