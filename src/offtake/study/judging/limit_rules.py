"""Limits: every hard rule names entries of its variable that the plan will have."""

from __future__ import annotations

from collections.abc import Iterator

from offtake.study.cells.drafts import Draft
from offtake.study.faults import Fault
from offtake.study.judging.meaning import meant
from offtake.study.wording.where import Rows, as_text


def limit_faults(drafts: dict[str, Draft], lost: frozenset[str]) -> Iterator[Fault]:
    """Rules whose `where` is malformed or means no entry, and rules without a bound."""
    limits = drafts["limits"]
    found: dict[str, Rows | None] = {}
    for row in range(limits.size):
        if not limits.known(row, "variable") or not limits.sound(row, "where"):
            continue
        variable = str(limits.columns["variable"][row])
        if variable not in found:
            found[variable] = _entries(variable, drafts, lost)
        if (entries := found[variable]) is None:
            continue
        wanted = f"name its {', '.join(entries.columns)}"
        among = f"among the names of {variable!r}"
        yield from meant(limits, row, entries, f"entry of {variable!r}", among, wanted)[1]
        bounds = [limits.columns[name][row] for name in ("minimum", "maximum")]
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
    kind = {"late": "stock", "missed": "flow"}.get(variable)
    rows: list[tuple[str, ...]] = []
    for row in range(needs.size):
        buyer, need, sort = (as_text(needs.columns[c][row]) for c in ("buyer", "product", "kind"))
        if kind is not None:
            rows += [(buyer, need)] if sort == kind else []
            continue
        pairs = zip(gives.columns["capability"], gives.columns["product"], strict=True)
        given = [as_text(product) for capability, product in pairs if as_text(capability) == need]
        rows += [(buyer, need, sort, product) for product in given or [need]]
    columns = ["buyer", "need"] if kind is not None else ["buyer", "need", "kind", "product"]
    return Rows(
        dict(zip(columns, zip(*rows, strict=True), strict=True))
        if rows
        else dict.fromkeys(columns, ()),
        len(rows),
    )
