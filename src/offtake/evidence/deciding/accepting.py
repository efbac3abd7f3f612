"""A claim into a study: a cell of a row, a change of a policy, or the ends of a range; with source and words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from offtake.errors import UsageError
from offtake.evidence.claim import Claim
from offtake.evidence.deciding.cells import TextSheet, replaced, sheet
from offtake.evidence.deciding.conversion import in_unit_of
from offtake.evidence.deciding.store import Decision, Evidence, decide
from offtake.evidence.document import Document
from offtake.study.dictionary import table
from offtake.study.provenance.notes import ASSUMED, with_claim
from offtake.study.provenance.sources import provenance
from offtake.study.reading.read import read_study
from offtake.study.schema import Column
from offtake.study.study import Study
from offtake.study.wording.near import did_you_mean
from offtake.study.wording.where import as_text


@dataclass(frozen=True)
class Aim:
    """Where a claim goes, and what is said with it."""

    table: str
    where: str
    column: str
    reason: str
    at: str
    """Day of the decision, ISO 8601."""
    grade: str = ""
    source: str = ""
    publisher: str = ""
    policy: str = ""
    value: str = ""
    """The figure as the user means it, of a range its two ends with ; between; '' takes the claim's own."""


def accept(study: Path, evidence: Evidence, claim: Claim, aim: Aim) -> str:
    """Put a claim into a row, or into a policy where the aim names one; what was written, in a line."""
    column, checked = _column(aim), read_study(study)
    target = sheet(study, aim.table)
    row = target.meant(aim.where)
    own = "" if aim.policy else target.cell(row, "currency")  # an edit is in the study's currency
    currency = own or checked.settings.currency
    text = aim.value or as_text(
        _tidy(in_unit_of(claim, column, _unit(checked, target, row), currency))
    )
    names, texts = _sources(study, [evidence.document(claim)], aim)
    name = names[claim.document]
    if aim.policy:
        texts["changes"] = _change(study, claim, aim, name, text)
        said = f"policy {aim.policy}: {aim.table}.{aim.column} = {text} where {aim.where}"
    else:
        old = target.cell(row, aim.column)
        cells = {
            aim.column: text,
            **_provenance(target, row, [(aim.column, claim)], aim.table, name, checked),
        }
        texts[aim.table] = target.with_cells(row, cells)
        said = f"{aim.table}.{aim.column} = {text} (was {old or 'empty'}) where {aim.where}"
    replaced(study, texts)
    decide(evidence.folder, [_decision("accepted", claim, aim, text, name)])
    return f"{said}, from source {name}"


def set_range(study: Path, evidence: Evidence, claims: Sequence[Claim], aim: Aim, driver: str, probability: float) -> str:  # fmt: skip
    """Put the two ends of a range into `low` and `high` of a row, or else into two states of a new driver.

    One claim gives both ends, two give one each.  The odds of the states are a judgement, and marked as one.
    """
    checked, target = read_study(study), sheet(study, aim.table)
    row = target.meant(aim.where)
    column = _column(Aim(aim.table, aim.where, aim.column, aim.reason, aim.at))
    unit = _unit(checked, target, row)
    ends = _ends(claims, column, unit, checked.settings.currency, aim.value)
    low, high = (as_text(_tidy(end)) for _, end in ends)
    names, texts = _sources(study, [evidence.document(c) for c, _ in ends], aim)
    name = names[ends[1][0].document]
    if {"low", "high"} <= set(table(aim.table).names):
        cells = {"low": low, "high": high}
        given = [("low", ends[0][0]), ("high", ends[1][0])]
        cells |= _provenance(target, row, given, aim.table, name, checked)
        texts[aim.table] = target.with_cells(row, cells)
        said = f"{aim.table}: low {low}, high {high} where {aim.where}"
    else:
        if not driver:
            raise UsageError(f"table {aim.table} has no columns low and high: name the driver that decides, --driver NAME, and the odds of the low end, --probability")  # fmt: skip
        texts |= _driver(study, checked, ends, (low, high), aim, driver, probability, names)
        said = f"driver {driver}: {aim.table}.{aim.column} {low} or {high} where {aim.where}"
    replaced(study, texts)
    decide(
        evidence.folder,
        [
            _decision("range", c, aim, v, names[c.document])
            for (c, _), v in zip(ends, (low, high), strict=True)
        ],
    )
    return f"{said}, from source {name}"


def reject(evidence: Evidence, claims: Sequence[Claim], reason: str, at: str) -> None:
    """Keep that claims are not used, and why."""
    decide(evidence.folder, [Decision(c.id, "rejected", at, reason) for c in claims])


def _column(aim: Aim) -> Column:
    try:
        declared = table(aim.table)
    except KeyError:
        from offtake.study.dictionary import TABLES

        names = [t.name for t in TABLES]
        raise UsageError(
            f"a study has no table {aim.table!r}{did_you_mean(aim.table, names)}"
        ) from None
    if aim.column not in declared.names:
        raise UsageError(
            f"table {aim.table} has no column {aim.column!r}{did_you_mean(aim.column, declared.names)}"
        )
    return declared.column(aim.column)


def _unit(study: Study, target: TextSheet, row: int) -> str:
    """What one unit of the row's product is; '' where the row is about none."""
    product = target.cell(row, "product")
    line = target.cell(row, "line")
    if not product and line and "line" in study.lines:
        own = study.lines[study.lines["line"] == line]["product"]
        product = str(own.iloc[0]) if len(own) else ""
    found = study.products[study.products["product"] == product]["unit"]
    return str(found.iloc[0]) if len(found) else ""


def _tidy(value: float) -> float:
    return float(f"{value:.10g}")


def _decision(what: str, claim: Claim, aim: Aim, value: str, source: str) -> Decision:
    where = (aim.at, aim.reason, aim.table, aim.where, aim.column)
    return Decision(claim.id, what, *where, value, source, aim.policy)


def _sources(
    study: Path, documents: Sequence[Document], aim: Aim
) -> tuple[dict[str, str], dict[str, TextSheet]]:
    """The name of each document's source, and table `sources` with a row for each that is new."""
    header = ("source", "publisher", "title", "date", "address", "grade", "note")
    target = before = sheet(study, "sources", header)
    names: dict[str, str] = {}
    for document in documents:
        mark = f"evidence {document.short}"
        known = next((r for r in range(len(target.rows)) if mark in target.cell(r, "note") or (aim.source and target.cell(r, "source") == aim.source)), None)  # fmt: skip
        if known is None:
            known = len(target.rows)
            target = target.with_row(_source_row(document, aim, mark, {r[0] for r in target.rows}))
        names[document.id] = target.cell(known, "source")
    return names, {} if target is before else {"sources": target}


def _source_row(document: Document, aim: Aim, mark: str, taken: set[str]) -> dict[str, str]:
    h = document.heading
    publisher = h.outlet or h.origin or aim.publisher
    missing = [
        o
        for o, v in (("--grade A, B, C or D", aim.grade), ("--publisher NAME", publisher))
        if not v
    ]
    if missing:
        raise UsageError(
            f"{document.file} is not among the study's sources yet: give {' and '.join(missing)}"
        )
    name = aim.source or _name(publisher, h.published, taken)
    return {"source": name, "publisher": publisher, "title": h.title or document.file, "date": h.published,
            "address": h.url or document.file, "grade": aim.grade, "note": f"{mark}; file {document.file}"}  # fmt: skip


def _name(publisher: str, published: str, taken: set[str]) -> str:
    first = re.sub(r"\W+", "-", publisher.lower()).strip("-")[:20] or "document"
    name = f"{first}-{published}" if published else first
    number = 2
    whole = name
    while whole in taken:
        whole, number = f"{name}-{number}", number + 1
    return whole


def _provenance(target: TextSheet, row: int, given: Sequence[tuple[str, Claim]], table_name: str, name: str, study: Study) -> dict[str, str]:  # fmt: skip
    """Source and note of a row of which these columns now come from claims; its other figures stay what they were."""
    old, note = target.cell(row, "source"), target.cell(row, "note")
    columns = {column for column, _ in given}
    key = " | ".join(target.cell(row, k) for k in table(table_name).key)
    figures = provenance(study)
    own = figures[
        (figures["table"] == table_name)
        & (figures["key"] == key)
        & ~figures["column"].isin(columns)
    ]
    sourced = own[own["status"] == "sourced"]
    if len(sourced) and old != name:
        raise UsageError(f"{', '.join(sourced['column'])} of that row come from {old}: a row has one source; write the claim as a change with --policy NAME")  # fmt: skip
    if old in ("", ASSUMED) and len(own):
        why = re.sub(r"[()]", "", note) if old == ASSUMED and note else "no source was given"
        note = f"assumed: {', '.join(own['column'])} ({why})"
    elif old == ASSUMED:
        note = ""  # it gave the reason for a judgement that is none any more
    for column, claim in given:
        note = with_claim(note, column, claim.id, claim.exact)
    return {"source": name, "note": note}


def _change(study: Path, claim: Claim, aim: Aim, name: str, text: str) -> TextSheet:
    """Table `changes` with one edit more at the end of the policy."""
    header = ("policy", "order", "table", "where", "column", "operation", "value", "source", "note")
    target = sheet(study, "changes", header)
    orders = [
        float(target.cell(r, "order") or 0)
        for r in range(len(target.rows))
        if target.cell(r, "policy") == aim.policy
    ]
    order = as_text(max(orders, default=0.0) + 1)
    cells = dict(zip(header, (aim.policy, order, aim.table, aim.where, aim.column, "set", text, name, with_claim("", aim.column, claim.id, claim.exact)), strict=True))  # fmt: skip
    return target.with_row(cells)


def _ends(
    claims: Sequence[Claim], column: Column, unit: str, currency: str, meant: str
) -> list[tuple[Claim, float]]:
    """The lower end and the upper one, each with its claim; `meant` in the order of the claims."""
    if len(claims) not in (1, 2):
        raise UsageError("a range has two ends: give one claim that states both, or two claims")
    if meant:
        values = meant.split(";")
        if len(values) != 2:
            raise UsageError("a range has two ends: give --value twice, in the order of the claims")
        both = zip((claims[0], claims[-1]), map(float, values), strict=True)
        return sorted(both, key=lambda end: end[1])
    if len(claims) == 1:
        one = claims[0]
        return [(one, in_unit_of(one, column, unit, currency, end)) for end in ("low", "high")]
    ends = [(c, in_unit_of(c, column, unit, currency)) for c in claims]
    return sorted(ends, key=lambda end: end[1])


def _driver(study: Path, checked: Study, ends: Sequence[tuple[Claim, float]], values: tuple[str, str], aim: Aim, driver: str, probability: float, sources: Mapping[str, str]) -> dict[str, TextSheet]:  # fmt: skip
    """Tables with a driver of two states, low and high, known after the first period, in which the row's figure holds."""
    if driver in set(checked.drivers["driver"]):
        raise UsageError(f"the study has a driver {driver!r} already: give another name")
    odds = f"the odds are a judgement: {aim.reason}"
    start = checked.period_start(1).isoformat()
    return {
        "drivers": _added(study, "drivers", [{"driver": driver, "initial": "open", "meaning": f"which of two readings of {aim.column} holds", "source": ASSUMED, "note": aim.reason}]),
        "driver_states": _added(study, "driver_states", [
            {"driver": driver, "date": start, "state": "open", "next": state, "probability": as_text(_tidy(odd)), "source": ASSUMED, "note": odds}
            for state, odd in (("low", probability), ("high", 1 - probability))
        ]),
        "driver_effects": _added(study, "driver_effects", [
            {"driver": driver, "state": state, "table": aim.table, "where": aim.where, "column": aim.column, "operation": "set", "value": value,
             "source": sources[claim.document], "note": with_claim("", aim.column, claim.id, claim.exact)}
            for state, value, (claim, _) in zip(("low", "high"), values, ends, strict=True)
        ]),
    }  # fmt: skip


def _added(study: Path, name: str, rows: Sequence[Mapping[str, str]]) -> TextSheet:
    return sheet(study, name, ()).with_rows(rows)
