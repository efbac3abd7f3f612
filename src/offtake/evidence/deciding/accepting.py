"""A claim into a study: a cell of a row, or a change of a policy; with source and words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from offtake.errors import UsageError
from offtake.evidence.claim import Claim
from offtake.evidence.deciding.aim import Aim, column_meant
from offtake.evidence.deciding.cells import TextSheet, sheet
from offtake.evidence.deciding.conversion import in_unit_of
from offtake.evidence.deciding.fitting import as_said, kind_said, refuse_misfit, remarks
from offtake.evidence.deciding.known import refuse_late
from offtake.evidence.deciding.resting import of_row, rows_of, same_figure
from offtake.evidence.deciding.settling import settle
from offtake.evidence.deciding.sourcing import Given, dates_of, provenance_with, sources_of
from offtake.evidence.deciding.store import Decision, Evidence, decide
from offtake.study.provenance.notes import quoted_claims, with_claim
from offtake.study.reading.read import read_study
from offtake.study.schema import Column
from offtake.study.study import Study
from offtake.study.wording.where import as_text


def accept(study: Path, evidence: Evidence, claim: Claim, aim: Aim) -> str:
    """Put a claim into a row, or into a policy where the aim names one; what was written, in a line, and what to know of it."""
    column, checked = column_meant(aim), read_study(study)
    documents = [evidence.document(claim)]
    refuse_late(study, dates_of(study, documents, aim), aim.table)
    refuse_misfit(claim, aim.table, aim.column, aim.kind)
    target = sheet(study, aim.table)
    row = target.meant(aim.where)
    given = _given(claim, column, aim, checked, target, row)
    names, texts = sources_of(study, documents, aim)
    name = names[claim.document]
    place = f"{aim.table}.{aim.column} = {given.value}"
    place = f"policy {aim.policy}: {place} where {aim.where}" if aim.policy else place
    if _there(study, target, row, aim, given):
        return f"claim {claim.id} is accepted already: {place}; nothing was written"
    _refuse_again(study, evidence, target, row, aim, claim)
    kept = Decision(claim.id, "accepted", aim.at, aim.reason, aim.table, aim.where, aim.column, given.value, name, aim.policy, given.quoted.said)  # fmt: skip
    if aim.policy:
        texts["changes"] = _change(study, aim, name, given)
        said = place
    else:
        own = provenance_with(target, row, [given], aim.table, name, checked)
        texts[aim.table] = target.with_cells(row, {aim.column: given.value, **own})
        kept = with_former(kept, target, row, aim.column, own["note"])
        said = f"{place} (was {kept.before or 'empty'}) where {aim.where}"
    settle(study, texts, evidence.folder, [kept])
    mark = f" ({given.quoted.said})" if given.quoted.said else ""
    return "\n".join([f"{said}, from source {name}{mark}", *remarks(as_said(claim, aim.kind), aim.column, *year_of(checked, target, row))])  # fmt: skip


def reject(evidence: Evidence, claims: Sequence[Claim], reason: str, at: str) -> None:
    """Keep that claims are not used, and why."""
    decide(evidence.folder, [Decision(c.id, "rejected", at, reason) for c in claims])


def _given(claim: Claim, column: Column, aim: Aim, study: Study, target: TextSheet, row: int) -> Given:  # fmt: skip
    """The figure for the column: the claim's own, or what the user says instead."""
    own = "" if aim.policy else target.cell(row, "currency")  # an edit is in the study's currency
    currency = own or study.settings.currency
    kind = kind_said(claim, aim.kind)
    try:
        amount = in_unit_of(as_said(claim, aim.kind), column, unit_of(study, target, row), currency)
        text = as_text(tidy(amount))
    except UsageError:
        if not aim.value:
            raise
        text = ""
    differs = bool(aim.value) and not same_figure(aim.value, text)
    return Given(aim.column, claim, aim.value if differs else text, differs, kind)


def _refuse_again(study: Path, evidence: Evidence, target: TextSheet, row: int, aim: Aim, claim: Claim) -> None:  # fmt: skip
    """UsageError where the claim stands in that place, read in another way."""
    if not aim.policy:
        refuse_standing(study, evidence, target, row, aim.column, claim)
        return
    changes = sheet(study, "changes", ())
    for r in _edits(changes, target, row, aim):
        refuse_standing(study, evidence, changes, r, aim.column, claim, "value")


def _edits(changes: TextSheet, target: TextSheet, row: int, aim: Aim) -> list[int]:
    """The rows of `changes` in which the policy sets that cell, in whatever words they mean its row."""
    mine = (aim.policy, aim.table, aim.column)
    every = range(len(changes.rows))
    own = [r for r in every if tuple(changes.cell(r, c) for c in ("policy", "table", "column")) == mine]  # fmt: skip
    return [r for r in own if rows_of(target, changes.cell(r, "where")) == [row]]


def refuse_standing(study: Path, evidence: Evidence, target: TextSheet, row: int, column: str, claim: Claim, holds: str = "") -> None:  # fmt: skip
    """UsageError where a row's figure rests on the claim, as a decision has it that stands."""
    now = target.cell(row, holds or column)
    mine = [q for q in quoted_claims(target.cell(row, "note")) if (q.column, q.claim) == (column, claim.id)]  # fmt: skip
    if not any(not q.value or same_figure(q.value, now) for q in mine):
        return
    done = _written(evidence, target, row, column, claim)
    when = f" since {done.at} ({done.reason})" if done else ""
    said = f", with {mine[0].said}" if mine[0].said else ""
    raise UsageError(f"claim {claim.id} stands in {target.name}.{holds or column} = {now} already{when}{said}; 'offtake evidence undo {claim.id} --into {study}' takes that back, then decide anew")  # fmt: skip


def _written(evidence: Evidence, target: TextSheet, row: int, column: str, claim: Claim) -> Decision | None:  # fmt: skip
    """The last decision that put a claim into that cell, or into that edit of a policy."""
    edit = tuple(target.cell(row, c) for c in ("table", "where", "policy"))
    mine = [d for d in evidence.decisions if d.decision in ("accepted", "range") and (d.claim, d.column) == (claim.id, column)]  # fmt: skip
    if target.name == "changes":
        found = [d for d in mine if (d.table, d.where, d.policy) == edit]
    else:
        found = of_row(target, row, [d for d in mine if (d.table, d.policy) == (target.name, "")])
    return found[-1] if found else None


def _there(study: Path, target: TextSheet, row: int, aim: Aim, given: Given) -> bool:
    """The very same figure was taken from the very same claim into the same place."""
    if not aim.policy:
        quoted = quoted_claims(target.cell(row, "note"))
        return given.quoted_in(quoted) and target.cell(row, aim.column) == given.value
    changes = sheet(study, "changes", ())
    return any(
        changes.cell(r, "value") == given.value
        and given.quoted_in(quoted_claims(changes.cell(r, "note")))
        for r in _edits(changes, target, row, aim)
    )


def with_former(kept: Decision, target: TextSheet, row: int, column: str, note: str) -> Decision:
    """The decision with what stood in the row before, and the note that is written."""
    before, source, former = (target.cell(row, c) for c in (column, "source", "note"))
    return replace(kept, before=before, source_before=source, note_before=former, note=note)


def year_of(study: Study, target: TextSheet, row: int) -> tuple[int, bool]:
    """The year that a row's figures are of, and whether the row itself says so."""
    for column in ("year", "period"):
        found = re.match(r"\d{4}", target.cell(row, column))
        if found:
            return int(found[0]), True
    return study.settings.start.year, False


def unit_of(study: Study, target: TextSheet, row: int) -> str:
    """What one unit of the row's product is; '' where the row is about none."""
    product = target.cell(row, "product")
    line = target.cell(row, "line")
    if not product and line and "line" in study.lines:
        own = study.lines[study.lines["line"] == line]["product"]
        product = str(own.iloc[0]) if len(own) else ""
    found = study.products[study.products["product"] == product]["unit"]
    return str(found.iloc[0]) if len(found) else ""


def tidy(value: float) -> float:
    """A figure without what the arithmetic of floating point adds to it."""
    return float(f"{value:.10g}")


def _change(study: Path, aim: Aim, name: str, given: Given) -> TextSheet:
    """Table `changes` with one edit more at the end of the policy."""
    header = ("policy", "order", "table", "where", "column", "operation", "value", "source", "note")
    target = sheet(study, "changes", header)
    orders = [
        float(target.cell(r, "order") or 0)
        for r in range(len(target.rows))
        if target.cell(r, "policy") == aim.policy
    ]
    order = as_text(max(orders, default=0.0) + 1)
    cells = dict(zip(header, (aim.policy, order, aim.table, aim.where, aim.column, "set", given.value, name, with_claim("", given.quoted)), strict=True))  # fmt: skip
    return target.with_row(cells)
