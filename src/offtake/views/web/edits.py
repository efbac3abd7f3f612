"""From what is done in the grid to rows of table `changes`: a cell set, a row put in, a row taken out; each can be undone."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from offtake.errors import UsageError
from offtake.evidence.deciding.cells import TextSheet
from offtake.evidence.deciding.cells import sheet as sheet_of
from offtake.study.cells.cells import escaped
from offtake.study.cells.drafts import Draft
from offtake.study.wording.where import as_text, rows_meant

HEADER = ("policy", "order", "table", "where", "column", "operation", "value", "source", "note")
_SAME = ("policy", "table", "where", "column", "operation")
OPERATIONS = ("set", "insert", "delete")
Change = Mapping[str, str]


def edits(draft: Draft, sent: Mapping[str, str]) -> list[dict[str, str]]:
    """The rows of table `changes` that say what was done to a row of `draft`; UsageError where it cannot be named."""
    operation = sent["operation"] or "set"
    if operation not in OPERATIONS:
        raise UsageError(f"an edit is one of {', '.join(OPERATIONS)}")
    common = {name: sent[name] for name in ("policy", "table", "source", "note")}
    if operation == "insert":
        return [
            {**common, **change} for change in _put_in(draft, sent["value"], bool(sent["undo"]))
        ]
    key = _key(draft, sent["row"])
    if operation == "set":
        return [{**common, "where": _condition(key), "column": sent["column"], "operation": "set", "value": sent["value"]}]  # fmt: skip
    (first, name), *others = key.items()
    return [{**common, "where": _condition(dict(others)), "column": first, "operation": "delete", "value": name}]  # fmt: skip


def _put_in(draft: Draft, text: str, undo: bool) -> list[dict[str, str]]:
    """A row put in by its key, then each of its other cells set."""
    cells = texts(text)
    given = {name: value.strip() for name, value in cells.items() if value.strip()}
    key = {name: given.pop(name) for name in draft.table.key if name in given}
    if draft.table.key[0] not in key:
        raise UsageError(f"a new row of {draft.table.name} needs {', '.join(draft.table.key)}")
    _refuse_signs(key)
    if not undo and rows_meant(draft.columns, draft.size, _condition(key)):
        raise UsageError(
            f"{draft.table.name} has a row {', '.join(key.values())} already: change that one"
        )
    (first, name), *others = key.items()
    rows = [{"where": _condition(dict(others)), "column": first, "operation": "insert", "value": name}]  # fmt: skip
    return rows + [
        {"where": _condition(key), "column": column, "operation": "set", "value": value}
        for column, value in given.items()
    ]


def texts(sent: str) -> dict[str, str]:
    """A JSON object of texts; UsageError where it is no such thing."""
    try:
        found = json.loads(sent)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or not all(map(_is_text, found.values())):
        raise UsageError("what was sent cannot be read")
    return found


def _is_text(value: object) -> bool:
    """Whether it can be written: half of a character, which JSON can name, cannot."""
    return isinstance(value, str) and not any("\ud800" <= sign <= "\udfff" for sign in value)


def _key(draft: Draft, number: str) -> dict[str, str]:
    """What names the row of that number and no other."""
    row = next((k for k, n in enumerate(draft.raw.numbers) if str(n) == number), None)
    if row is None:
        raise UsageError("that row is not there any more; look at the table again")
    key = {c: text for c in draft.table.key if (text := as_text(draft.columns[c][row]))}
    _refuse_signs(key)
    if not key or rows_meant(draft.columns, draft.size, _condition(key)) != [row]:
        raise UsageError("that row cannot be told from others by its key")
    return key


def _refuse_signs(key: Mapping[str, str]) -> None:
    if any(set(text) & set(";|") or text != text.strip() for text in key.values()):
        raise UsageError("that row cannot be named in a change: its key holds ; or | or blanks at its ends")  # fmt: skip


def _condition(cells: Mapping[str, str]) -> str:
    return ";".join(f"{column}={text}" for column, text in cells.items())


def with_changes(folder: Path, rows: Sequence[Change], *, undo: bool) -> str:
    """Table `changes` with the edits put in, put in others' place, or taken out with all that rests on them."""
    table = sheet_of(folder, "changes", HEADER)
    for row in rows:
        cells = {name: escaped(text) for name, text in row.items()}
        table = _without(table, cells) if undo else _with(table, cells)
    return table.text


def _with(table: TextSheet, cells: Change) -> TextSheet:
    at = _places(table, cells, (*_SAME, "value") if cells["operation"] != "set" else _SAME)
    if at:
        return table.with_cells(at[-1], cells)
    own = [k for k in range(len(table.rows)) if table.cell(k, "policy") == cells["policy"]]
    orders = [_number(table.cell(k, "order")) for k in own]
    return table.with_row({**cells, "order": as_text(max(orders, default=0.0) + 1)})


def _without(table: TextSheet, cells: Change) -> TextSheet:
    """A cell's edit taken out; a row put in goes with what was set in it."""
    gone = _places(table, cells, (*_SAME, "value") if cells["operation"] != "set" else _SAME)
    if cells["operation"] == "insert":
        named = f"{cells['column']}={cells['value']}"
        whole = ";".join(filter(None, (named, cells["where"])))
        gone += _places(table, {**cells, "operation": "set", "where": escaped(whole)}, ("policy", "table", "operation", "where"))  # fmt: skip
    kept = tuple(r for k, r in enumerate(table.rows) if k not in gone)
    return replace(table, rows=kept)


def _places(table: TextSheet, cells: Change, names: Sequence[str]) -> list[int]:
    return [k for k in range(len(table.rows)) if all(table.cell(k, n) == cells[n] for n in names)]


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
