"""Rules whose `where` names rows of other tables, or entries of the plan: hard rules (limits), and noise of lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from offtake.errors import UsageError
from offtake.study.cells.drafts import Draft
from offtake.study.faults import Fault
from offtake.study.wording.where import Rows, as_text

_OF_LINES = ("line", "producer", "site", "country", "product")


def bearing(draft: Draft, names: Iterable[str]) -> Rows:
    """The rows of a table, to be found by these columns alone."""
    return Rows({name: draft.columns[name] for name in names}, draft.size)


def meant(
    draft: Draft, row: int, among: Rows, what: str, of: str, wanted: str = ""
) -> tuple[list[int], list[Fault]]:
    """Positions of the rows that column `where` of a sound cell means; its fault where it is malformed or means none.

    `what` is what a row is called, `of` what the rows are those of.
    """
    where = str(draft.value(row, "where") or "")
    try:
        rows = among.meant(where)
    except UsageError as error:
        return [], [draft.fault("E117", row, "where", f"where: {error} {of}")]
    if rows:
        return rows, []
    found = f"where: no {what} is meant by {where!r}"
    return [], [draft.fault("E117", row, "where", found, wanted)]


def limit_faults(drafts: dict[str, Draft], lost: frozenset[str]) -> Iterator[Fault]:
    """Hard rules whose `where` is malformed or means no entry that the plan will have, and rules without a bound."""
    limits = drafts["limits"]
    found: dict[str, Rows | None] = {}
    for row, variable in limits.rows("variable"):
        if not limits.sound(row, "where"):
            continue
        if variable not in found:
            found[variable] = _entries(variable, drafts, lost)
        if (entries := found[variable]) is None:
            continue
        wanted = f"name its {', '.join(entries.columns)}"
        among = f"among the names of {variable!r}"
        yield from meant(limits, row, entries, f"entry of {variable!r}", among, wanted)[1]
        bounds = [limits.value(row, name) for name in ("minimum", "maximum")]
        if limits.sound(row, "minimum", "maximum") and bounds == [None, None]:
            nothing = "minimum and maximum are both empty: the rule says nothing"
            yield limits.fault("E102", row, "maximum", nothing, "write one of them")


def _entries(variable: str, drafts: dict[str, Draft], lost: frozenset[str]) -> Rows | None:
    """Names of the variable's entries; None where faults leave them unclear."""
    single = {"begun": "project", "make": "line", "hold": "product"}
    if variable in single:
        draft = drafts[f"{single[variable]}s"]
        if draft.spoilt or draft.table.name in lost:
            return None
        return Rows({single[variable]: draft.keys}, draft.size)
    needs, gives = drafts["requirements"], drafts["capabilities"]
    if needs.spoilt or gives.spoilt or lost & {"requirements", "capabilities"}:
        return None
    short = {"late": "stock", "missed": "flow"}.get(variable)
    rows: list[tuple[str, ...]] = []
    for _, buyer, need, kind in needs.rows("buyer", "product", "kind"):
        given = [j for _, name, j in gives.rows("capability", "product") if name == need]
        if short is None:
            rows += [(buyer, need, kind, product) for product in given or [need]]
        elif kind == short:
            rows.append((buyer, need))
    columns = ["buyer", "need"] if short else ["buyer", "need", "kind", "product"]
    return Rows({name: [row[k] for row in rows] for k, name in enumerate(columns)}, len(rows))


def noise_faults(drafts: dict[str, Draft], lost: frozenset[str]) -> Iterator[Fault]:
    """Rows of table noise whose `where` is malformed, means no line, or means a line that another row means."""
    draft, lines = drafts["noise"], drafts["lines"]
    if lines.spoilt or "lines" in lost:
        return
    named = bearing(lines, _OF_LINES)
    first: dict[int, str] = {}
    for row in range(draft.size):
        if not draft.sound(row, "where"):
            continue
        rows, faults = meant(draft, row, named, "row of 'lines'", "of 'lines'")
        yield from faults
        twice = [line for line in rows if line in first]
        if twice:
            name = as_text(lines.value(twice[0], "line"))
            found = f"where: line {name!r} is meant by row {first[twice[0]]!r} too"
            yield draft.fault("E117", row, "where", found, "let each line stand in one row")
        for line in rows:
            first.setdefault(line, as_text(draft.value(row, "noise")))
