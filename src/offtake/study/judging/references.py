"""Names that rows of other tables must bear."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from offtake.study.cells.drafts import Draft
from offtake.study.faults import Fault
from offtake.study.provenance.notes import ASSUMED
from offtake.study.wording.countries import COUNTRIES
from offtake.study.wording.near import Names, told_apart

Cell = tuple[Draft, int, str]


def reference_faults(
    drafts: dict[str, Draft], lost: frozenset[str]
) -> Iterator[tuple[Cell, Fault]]:
    """Every reference to a name that does not exist, with its cell.

    Where several cells name one missing row, and the table has a like name that nobody uses, or just one
    such name at all, that name is the fault, not the cells.  Where a table that may be left out is left out, one fault says so.
    References to tables that are lost, missing or misspelt are not looked at.
    """
    missing, used = _missing(drafts, lost)
    times = Counter(targets for targets, _ in missing)
    # Naming any of several tables is enough; the first is the one the message speaks of.
    firsts = dict.fromkeys(targets[0] for targets in times)
    spares = {
        t: Names(str(k) for k in drafts[t].keys if k and str(k) not in used[t]) for t in firsts
    }
    listed = {targets: _listed(targets, drafts) for targets in times}
    for (targets, name), cells in missing.items():
        draft, row, column = cells[0]
        target, spare = drafts[targets[0]], spares[targets[0]]
        alone = len(spare.names) == 1 and times[targets] == 1
        near = spare.nearest(name) if len(cells) > 1 else None
        misspelt = (near or (spare.names[0] if alone else None)) if len(cells) > 1 else None
        if misspelt is not None:
            at = [str(key) for key in target.keys].index(misspelt)
            key = target.table.columns[0].name
            places = f"{len(cells)} cells name {name!r}, the first at {draft.place(row, column)}"
            found = f"{key}: no cell names {misspelt!r}, and {places}"
            asked = (
                f"did you mean {name!r}?{told_apart(misspelt, name)}"
                if near
                else f"is it {name!r}, or is that row missing?"
            )
            yield (target, at, key), target.fault("E110", at, key, found, "", asked)
            continue
        for draft, row, column in cells:
            yield (draft, row, column), _fault(draft, row, column, name, targets, listed[targets])
    for absent, cells in _to_absent(drafts, lost).items():
        draft, row, column = cells[0]
        more = f", as do {len(cells) - 1} other cells" if len(cells) > 1 else ""
        named = draft.columns[column][row]
        found = f"{column}: {named!r} names a row of table {absent[0]!r}{more}, but that table is missing or empty"
        yield (
            (draft, row, column),
            draft.fault("E110", row, column, found, f"add table {absent[0]!r}"),
        )


def _references(drafts: dict[str, Draft]) -> Iterator[tuple[Draft, int, str, tuple[str, ...], str]]:
    for draft in drafts.values():
        for column in draft.table.columns:
            for row, value in enumerate(draft.columns[column.name] if column.refers_to else ()):
                free = column.name == "source" and value == ASSUMED
                free |= column.or_country and value in COUNTRIES
                if value is not None and value != "" and not free and draft.sound(row, column.name):
                    yield draft, row, column.name, column.refers_to, str(value)


def _missing(
    drafts: dict[str, Draft], lost: frozenset[str]
) -> tuple[dict[tuple[tuple[str, ...], str], list[Cell]], dict[str, set[str]]]:
    """(tables, missing name) -> cells; and the names that are used, by table."""
    missing: dict[tuple[tuple[str, ...], str], list[Cell]] = defaultdict(list)
    used: dict[str, set[str]] = defaultdict(set)
    names = {table: set(draft.keys) for table, draft in drafts.items()}
    for draft, row, column, targets, name in _references(drafts):
        for target in targets:
            used[target].add(name)
        listed = any(name in names[target] for target in targets)
        unclear = any(t in lost or not _whole(drafts[t]) for t in targets)
        if not listed and not unclear and any(drafts[t].size for t in targets):
            missing[targets, name].append((draft, row, column))
    for targets in dict.fromkeys(key[0] for key in missing):
        # An empty, faulty or repeated name in the table may be the very one that is missed; a single
        # cell with a near name is a slip of its own.
        if not (unnamed := sum(_unnamed(drafts[t]) for t in targets)):
            continue
        known = _listed(targets, drafts)
        absent = [
            key
            for key, cells in missing.items()
            if key[0] == targets and (len(cells) > 1 or known.nearest(key[1]) is None)
        ]
        if len(absent) <= unnamed:
            for key in absent:
                del missing[key]
    return missing, used


def _to_absent(drafts: dict[str, Draft], lost: frozenset[str]) -> dict[tuple[str, ...], list[Cell]]:
    cells: dict[tuple[str, ...], list[Cell]] = defaultdict(list)
    for draft, row, column, targets, _ in _references(drafts):
        if all(not drafts[t].size and t not in lost for t in targets):
            cells[targets].append((draft, row, column))
    return cells


def _listed(targets: tuple[str, ...], drafts: dict[str, Draft]) -> Names:
    """What may stand in a cell that names a row of any of these tables."""
    known = [str(key) for target in targets for key in drafts[target].keys if key]
    return Names([*known, ASSUMED] if targets == ("sources",) else known)


def _whole(draft: Draft) -> bool:
    return draft.table.columns[0].name not in draft.broken


def _unnamed(draft: Draft) -> int:
    key = draft.table.columns[0].name
    return sum(not draft.sound(row, key) for row in range(draft.size))


def _fault(
    draft: Draft, row: int, column: str, name: str, targets: tuple[str, ...], known: Names
) -> Fault:
    tables = " or ".join(repr(target) for target in targets)
    near = known.nearest(name)
    suggestion = f"did you mean {near!r}?{told_apart(name, near)}" if near else ""
    if near is not None and near == name.strip():
        suggestion = f"did you mean {near!r}, without blanks around it?"
    found = f"{column}: {name!r} is not in table {tables}"
    return draft.fault("E110", row, column, found, "" if near else "add it there", suggestion)
