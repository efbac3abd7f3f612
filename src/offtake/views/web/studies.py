"""A study as a grid: cells as found, what a policy makes of them, faults at the cell; and an edit as a change of a policy.

The base study is never written over.  An edit becomes one row of table `changes`, under the policy's name, with a
source or a reason; the same cell edited again in the same policy is the same row with another value.
"""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from offtake.errors import UsageError
from offtake.files import write_bytes, write_text
from offtake.study.cells.drafts import Draft
from offtake.study.cells.raw import RawStudy, RawTable
from offtake.study.changing.changes import EDITED
from offtake.study.dictionary import TABLES
from offtake.study.faults import Fault, refuse, worst_first
from offtake.study.reading.assemble import examine
from offtake.study.reading.endings import WORKBOOKS
from offtake.study.reading.folder import from_grid
from offtake.study.reading.read import as_found, read_study
from offtake.study.schema import Table
from offtake.study.wording.where import as_text
from offtake.study.writing.marking import MARKED, mark_workbook
from offtake.study.writing.write import write_study
from offtake.views.web import plain
from offtake.views.web.desk import ChangedError, Desk, Place
from offtake.views.web.edits import edits, texts, with_changes

MOST = 600
"""Rows of a grid that are sent; a filter finds the others."""
EDIT = ("policy", "table", "row", "column", "value", "source", "note", "undo", "operation", "seen")
"""What the page sends with an edit."""
_POLICY = re.compile(r"\w[\w .-]{0,39}")


@dataclass(frozen=True)
class StudySight:
    """A study as found, with the edits of a policy: what was read, the typed drafts, the faults."""

    raw: RawStudy
    drafts: dict[str, Draft]
    faults: list[Fault]


def seen(desk: Desk, place: Place, policy: str) -> StudySight:
    """The study as it lies there now; read anew when a file of it has changed."""

    def look() -> StudySight:
        raw = as_found(place.path)
        _, drafts, faults = examine(raw, policy if policy in policies(raw) else ())
        return StudySight(raw, drafts, worst_first(faults))

    sight: StudySight = desk.kept(("study", place.path, policy, _stamp(place.path)), look)
    return sight


def _stamp(path: Path) -> tuple[tuple[str, int, int], ...]:
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    stats = [(file.name, file.stat()) for file in files if file.is_file()]
    return tuple((name, s.st_mtime_ns, s.st_size) for name, s in stats)


def policies(raw: RawStudy) -> list[str]:
    """Names of the policies that table `changes` holds, in their order."""
    table = next((t for t in raw.tables if t.name == "changes"), None)
    if table is None or "policy" not in table.header:
        return []
    at = table.header.index("policy")
    return list(dict.fromkeys(as_text(row[at]) for row in table.rows if as_text(row[at])))


def about(desk: Desk, name: str, policy: str) -> dict[str, Any]:
    """The study's tables with their sizes, its policies, all faults."""
    place = desk.study(name)
    sight = seen(desk, place, policy)
    sizes = {t.name: len(t.rows) for t in sight.raw.tables}
    wrong = [fault.table for fault in sight.faults]
    return {
        "id": place.id,
        "kind": place.kind,
        "editable": place.editable,
        "policies": policies(sight.raw),
        "faults": plain.faults(sight.faults[:200]),
        "sources": [as_text(v) for v in sight.drafts["sources"].columns["source"]],
        "settings": {str(k): as_text(v) for k, v in sight.raw.settings.items()},
        "tables": [
            {"name": t.name, "meaning": t.meaning, "rows": sizes.get(t.name, 0), "faults": wrong.count(t.name)}
            for t in TABLES
            if t.required or t.name in sizes
        ],
    }  # fmt: skip


def grid(desk: Desk, name: str, table: str, policy: str, words: str) -> dict[str, Any]:
    """One table: its columns, its rows as found, what the policy makes of them, and its faults."""
    place, declared = desk.study(name), _declared(table)
    sight = seen(desk, place, policy)
    draft = sight.drafts[table]
    raw = next((t for t in sight.raw.tables if t.name == table), draft.raw)
    header = [c for c in declared.columns if c.name in raw.header]
    wanted = words.casefold()
    rows = [
        row
        for row in _rows(raw, draft, [c.name for c in header])
        if not wanted or any(wanted in text.casefold() for text in row["cells"])
    ]
    return {
        "table": table,
        "meaning": declared.meaning,
        "key": list(declared.key),
        "columns": [
            {"name": c.name, "unit": c.unit, "meaning": c.meaning, "choices": list(c.choices), "number": c.kind in ("number", "integer"),
             "editable": place.editable and c.name in EDITED.get(table, ())}
            for c in header
        ],
        "rows": rows[:MOST],
        "left_out": max(len(rows) - MOST, 0),
        "faults": plain.faults(f for f in sight.faults if f.table == table),
    }  # fmt: skip


def _rows(raw: RawTable, draft: Draft, names: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Rows as found and as the policy makes them: edited, taken out, put in.

    Where all rows follow from something else (budgets from pledges), the rows that follow.
    """
    at = {number: k for k, number in enumerate(draft.raw.numbers)}
    found = raw if raw.rows else draft.raw
    for k, number in enumerate(found.numbers):
        yield _row(found, k, draft, at.get(number), names)
    for number in draft.raw.numbers:
        if number not in found.numbers:
            row = _row(draft.raw, at[number], draft, at[number], names)
            yield {**row, "state": "put in" if draft.table.key[0] in row["edited"] else ""}


def _row(raw: RawTable, k: int, draft: Draft, at: int | None, names: Sequence[str]) -> dict[str, Any]:  # fmt: skip
    cells = dict(zip(raw.header, raw.rows[k], strict=True))
    edited = {c: as_text(draft.columns[c][at]) for (r, c) in draft.places if r == at}
    return {
        "number": raw.numbers[k],
        "cells": [as_text(cells.get(name)) for name in names],
        "edited": edited,
        "state": "" if at is not None else "taken out",
    }


def edit(desk: Desk, name: str, sent: dict[str, str]) -> dict[str, Any]:
    """Put an edit into the policy, or with `undo` take it out again; StudyError, nothing written, where it breaks a rule.

    `operation`: set (a cell, by default), delete (a row) or insert (a row whose cells `value` holds, as a JSON object).
    """
    place = desk.study(name)
    if not place.editable:
        raise UsageError(f"{name} is not changed from here: make a copy of it first")
    policy = sent["policy"].strip()
    if not _POLICY.fullmatch(policy):
        raise UsageError("name the policy: letters, digits, blank, _ . and -, at most 40")
    with desk.writing:
        sight = seen(desk, place, policy)
        base = seen(desk, place, "") if sent["operation"] == "delete" and sent["undo"] else sight
        _still_so(base, sent)
        changed = edits(base.drafts[_declared(sent["table"]).name], {**sent, "policy": policy})
        text = with_changes(place.path, changed, undo=bool(sent["undo"]))
        _refuse_new_faults(sight, text, policy)
        write_text(text, place.path / "changes.csv")
    return about(desk, name, policy)


def _still_so(sight: StudySight, sent: dict[str, str]) -> None:
    """ChangedError where a cell of the row in question reads otherwise than it did in the page that sends the edit: `seen`,
    a JSON object of texts by column."""
    seen = texts(sent["seen"] or "{}")
    draft = sight.drafts[_declared(sent["table"]).name]
    raw = next((t for t in sight.raw.tables if t.name == sent["table"]), draft.raw)
    row = next((r for r in _rows(raw, draft, list(seen)) if str(r["number"]) == sent["row"]), None)
    if row is None:
        return
    now = {**dict(zip(seen, row["cells"], strict=True)), **row["edited"]}
    other = [
        f"{name} is {now[name] or 'empty'} now, not {text or 'empty'}"
        for name, text in seen.items()
        if now[name] != text
    ]
    if other:
        raise ChangedError(
            f"Somebody else changed row {sent['row']}: {'; '.join(other)}. Nothing of yours was written; look, and change it again."
        )


def _declared(name: str) -> Table:
    for table in TABLES:
        if table.name == name:
            return table
    raise UsageError(f"a study has no table {name[:40]!r}")


def _refuse_new_faults(before: StudySight, text: str, policy: str) -> None:
    """StudyError with the faults that table `changes` in this form would add to the study."""
    raw = _exchanged(before.raw, text)
    _, _, after = examine(raw, policy if policy in policies(raw) else ())
    known = {(f.code, f.table, f.cell, f.found) for f in before.faults}
    new = [f for f in after if (f.code, f.table, f.cell, f.found) not in known]
    if new:
        raise refuse("this edit", new)


def _exchanged(raw: RawStudy, text: str) -> RawStudy:
    cells: Sequence[Sequence[object]] = list(csv.reader(io.StringIO(text, newline="")))
    faults: list[Fault] = []
    made: RawTable = from_grid("changes", "changes.csv", "file", cells, faults)
    others = tuple(t for t in raw.tables if t.name != "changes")
    return replace(raw, tables=(*others, made), faults=(*raw.faults, *faults))


def copy(desk: Desk, name: str, new: str) -> dict[str, str]:
    """A copy of a sound study as a folder of tables, to change in the page."""
    place = desk.study(name)
    with desk.writing:
        target, study = desk.free(new), read_study(place.path)
        try:
            write_study(study, target)
        except OSError:
            shutil.rmtree(target, ignore_errors=True)
            raise
    return {"id": target.name}


def bring_in(desk: Desk, name: str, data: bytes) -> dict[str, str]:
    """Keep a workbook that the user brings, whatever faults its cells have; UsageError where it cannot be opened."""
    stem, ending = Path(name).stem, Path(name).suffix.lower()
    if ending not in WORKBOOKS or data[:4] != b"PK\x03\x04":
        endings = ", ".join(WORKBOOKS)
        raise UsageError(f"a workbook ends in {endings}; save it as an Excel workbook first")
    with desk.writing:
        target = desk.free(stem, ending)
        write_bytes(data, target)
        try:
            unreadable = [f for f in as_found(target).faults if f.code == "E100" and f.table == "study" and "!" not in f.cell]  # fmt: skip
        except Exception:
            target.unlink()
            raise
        if any(f.cell == target.name for f in unreadable):
            target.unlink()
            raise UsageError("; ".join(fault.message for fault in unreadable))
    return {"id": target.name}


def workbook(desk: Desk, name: str) -> tuple[bytes, str]:
    """The study as a workbook, and the name to save it under; the user's own with its faults marked, where it has any."""
    from tempfile import TemporaryDirectory

    place = desk.study(name)
    faults = seen(desk, place, "").faults if place.kind == "workbook" else []
    if place.kind == "workbook" and not faults:
        return place.path.read_bytes(), place.path.name
    with TemporaryDirectory() as folder:
        target = Path(folder) / "study.xlsx"
        if faults:
            mark_workbook(place.path, faults, target)
            return (
                target.read_bytes(),
                f"{place.path.stem}.checked{MARKED[place.path.suffix.lower()]}",
            )
        write_study(read_study(place.path), target)
        return target.read_bytes(), f"{place.path.name}.xlsx"
