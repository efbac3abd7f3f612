"""Policies: named, ordered edits of the base study, stackable.

A policy is the rows of table `changes` that bear its name, in their order.  "a+b" applies a, then b.
Each edit sets, scales or adds to one column in the rows that its `where` means.  Values are in the
column's unit, money in the study's currency and price year.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from offtake.errors import UsageError
from offtake.study.cells.cells import Problem, Value, parse_cell
from offtake.study.cells.drafts import Draft
from offtake.study.changing.pledged import pledges_dissolved, unclear, with_pledged
from offtake.study.changing.rows import ROWS, unfilled, with_row, without_rows
from offtake.study.dictionary import TABLES
from offtake.study.faults import Fault
from offtake.study.schema import Column
from offtake.study.study import Settings
from offtake.study.wording.near import did_you_mean
from offtake.study.wording.where import conditions

NOT_EDITED = ("changes", "sources", "exchange_rates", "deflators")
"""Tables that no policy edits: they are used up, or hold no figures, when a policy comes to act."""
_NOT_EDITED_COLUMNS = ("source", "note", "currency", "price_year")
Aim = tuple[Draft, Column, list[int]]
"""What a row acts on: table, column, rows."""
Aims = Mapping[str, tuple[str, ...]]
"""Table -> the columns of it that may be aimed at."""
EDITED: Aims = {
    table.name: tuple(name for name in table.names if name not in _NOT_EDITED_COLUMNS)
    for table in TABLES
    if table.name not in NOT_EDITED
}


def policy_names(policy: str | Sequence[str]) -> tuple[str, ...]:
    """The single names in "a+b" or in a sequence of such, left to right.

    >>> policy_names(["base+dear", "late"])
    ('base', 'dear', 'late')
    """
    parts = [policy] if isinstance(policy, str) else list(policy)
    return tuple(name.strip() for part in parts for name in part.split("+") if name.strip())


def edited(
    settings: Settings | None,
    drafts: dict[str, Draft],
    policy: str | Sequence[str],
    lost: frozenset[str] = frozenset(),
    made: str = "",
) -> tuple[dict[str, Draft], list[Fault]]:
    """The drafts after the policy's edits, and the faults in all edits, applied or not.

    Where edits were `made` before, only those of `policy` are looked at: the others were written for the study as it was,
    and may mean no row any more.
    An edit of budgets that follow from a pledge puts them in the pledge's place.  Raises UsageError for a policy that table `changes` does not hold.
    """
    changes = drafts["changes"]
    names = policy_names(policy)
    lost = unclear(settings, drafts, lost)
    _refuse_unknown(names, changes)
    faults: list[Fault] = []
    policies: dict[Value, list[int]] = {}
    for row, said in enumerate(changes.columns["policy"]):
        policies.setdefault(said, []).append(row)
    for said, rows in policies.items():
        if said not in names and not made:
            faults += _tried(settings, drafts, rows, lost)
    before, seen = drafts, set[int]()
    for name in names:
        rows = [r for r in range(changes.size) if changes.columns["policy"][r] == name]
        for row in _in_order(changes, rows):
            drafts, found = _apply(settings, drafts, row, lost)
            faults += [] if row in seen else found
            seen.add(row)
    for table, at, column, fault in unfilled(before, drafts):
        drafts = {**drafts, table: drafts[table].with_bad({(at, column)})}
        faults.append(fault)
    return drafts, faults


def _tried(
    settings: Settings | None, drafts: dict[str, Draft], rows: list[int], lost: frozenset[str]
) -> list[Fault]:
    """The faults in the edits, in these rows, of a policy that is not asked for: each by itself, but in rows that it
    puts in or takes out."""
    changes, faults = drafts["changes"], list[Fault]()
    if any(changes.columns["operation"][r] in ROWS for r in rows):
        rows = _in_order(changes, rows)
    for row in rows:
        after, found = _apply(settings, drafts, row, lost)
        faults += found
        if changes.columns["operation"][row] in ROWS:
            drafts = after
    return faults


def _in_order(changes: Draft, rows: list[int]) -> list[int]:
    """Those of the rows that say it in the order in which they act."""
    known = [r for r in rows if changes.known(r, "order")]
    return sorted(known, key=lambda r: (changes.value(r, "order"), r))


def _refuse_unknown(names: Sequence[str], changes: Draft) -> None:
    known = sorted({str(value) for value in changes.columns["policy"] if value is not None})
    for name in names:
        if name not in known:
            listed = f"known: {', '.join(known)}" if known else "the study has no policies"
            raise UsageError(f"policy {name!r} not found{did_you_mean(name, known)}; {listed}")


def _apply(
    settings: Settings | None, drafts: dict[str, Draft], row: int, lost: frozenset[str]
) -> tuple[dict[str, Draft], list[Fault]]:
    """One edit: the drafts after it, or as they were with its fault."""
    changes = drafts["changes"]
    clear = changes.known(row, "table", "column", "operation", "value")
    if not clear or not changes.sound(row, "where") or changes.value(row, "table") in lost:
        return drafts, []
    operation = str(changes.columns["operation"][row])
    if operation not in changes.table.column("operation").choices:
        return drafts, []
    if operation in ROWS:
        return _rows_edited(drafts, row, operation)
    whole = drafts
    if settings is not None and changes.columns["table"][row] == "budgets":
        whole = {**drafts, "budgets": with_pledged(settings, drafts)}
    aim, faults = aimed(whole, changes, row, EDITED)
    if aim is None:
        return drafts, faults
    target, column, rows = aim
    text = changes.columns["value"][row]
    numeric = column.kind in ("number", "integer", "numbers")
    if operation != "set" and not numeric:
        found = f"operation: {operation!r} does not go with {target.table.name}.{column.name}, which is not a number"
        return drafts, [changes.fault("E117", row, "operation", found, "use 'set'")]
    factor = column if operation == "set" else Column("value", "number", column.unit, "")
    value = parse_cell(text, dataclasses.replace(factor, name="value"))
    if isinstance(value, Problem):
        return drafts, [changes.fault(value.code, row, "value", value.found, value.wanted)]
    if whole is not drafts and settings is not None:
        drafts, rows = pledges_dissolved(settings, drafts, rows)
        target = drafts["budgets"]
    values, places = list(target.columns[column.name]), dict(target.places)
    for at in rows:
        if not target.sound(at, column.name):
            continue
        values[at] = _outcome(values[at], operation, value)
        places[at, column.name] = changes.raw.cell(row, "value")
    columns = {**target.columns, column.name: values}
    after = dataclasses.replace(target, columns=columns, places=places)
    return {**drafts, target.table.name: after}, []


def _rows_edited(
    drafts: dict[str, Draft], row: int, operation: str
) -> tuple[dict[str, Draft], list[Fault]]:
    """Rows put in or taken out: the drafts after it, or as they were with its fault."""
    target, faults = _aimed_at(drafts, drafts["changes"], row, EDITED)
    if target is None:
        return drafts, faults
    change = with_row if operation == "insert" else without_rows
    after, faults = change(target, drafts["changes"], row)
    return {**drafts, target.table.name: after}, faults


def _outcome(old: Value, operation: str, value: Value) -> Value:
    if operation == "set":
        return value
    amount = value if isinstance(value, (int, float)) else 0.0
    if isinstance(old, tuple):
        return tuple(part * amount if operation == "scale" else part + amount for part in old)
    if not isinstance(old, (int, float)):
        return old
    new = old * amount if operation == "scale" else old + amount
    if isinstance(old, int) and float(new).is_integer():
        return int(new)
    return new


def aimed(
    drafts: dict[str, Draft], aims: Draft, row: int, allowed: Aims
) -> tuple[Aim | None, list[Fault]]:
    """What a row with `table`, `where`, `column` aims at, or its one fault."""
    target, faults = _aimed_at(drafts, aims, row, allowed)
    if target is None:
        return None, faults
    name, where = target.table.name, str(aims.value(row, "where") or "")
    try:
        rows = target.meant(where)
    except UsageError as error:
        return None, [aims.fault("E117", row, "where", f"where: {error} in table {name!r}")]
    named = {column for column, _ in conditions(where)}
    if rows or not target.settled(*named):
        return (target, target.table.column(aims.value(row, "column")), rows), []
    if where:
        found = f"where: no row of table {name!r} is meant by {where!r}"
        return None, [aims.fault("E117", row, "where", found)]
    return None, [aims.fault("E117", row, "table", f"table: {name!r} has no rows")]


def _aimed_at(
    drafts: dict[str, Draft], aims: Draft, row: int, allowed: Aims
) -> tuple[Draft | None, list[Fault]]:
    """The table that a row with `table` and `column` aims at, or its one fault."""
    name, wanted = str(aims.value(row, "table")), str(aims.value(row, "column"))
    if name not in allowed:
        known = name in drafts
        what = "cannot be changed in this way" if known else "is not a table of a study"
        asked = "" if known else did_you_mean(name, allowed).removeprefix("; ")
        listed = "" if asked else f"tables that can be are {', '.join(allowed)}"
        return None, [aims.fault("E117", row, "table", f"table: {name!r} {what}", listed, asked)]
    target, names = drafts[name], allowed[name]
    if wanted not in names:
        known = wanted in target.table.names
        found = f"column: {wanted!r} is not a column of table {name!r} that can be changed"
        asked = "" if known else did_you_mean(wanted, names).removeprefix("; ")
        listed = "" if asked else f"those that can be are {', '.join(names)}"
        return None, [aims.fault("E117", row, "column", found, listed, asked)]
    return target, []
