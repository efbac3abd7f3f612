"""The source of a row that takes a claim: its document among `sources`, and the words in the row's note."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from offtake.errors import UsageError
from offtake.evidence.claim import Claim
from offtake.evidence.deciding.aim import Aim
from offtake.evidence.deciding.cells import TextSheet, sheet
from offtake.evidence.document import Document
from offtake.study.dictionary import table
from offtake.study.provenance.notes import ASSUMED, Quoted, with_claim
from offtake.study.provenance.sources import provenance
from offtake.study.study import Study


@dataclass(frozen=True)
class Given:
    """A figure that a claim gives for a column."""

    column: str
    claim: Claim
    value: str
    own: bool = False
    """The value was said by the user, not by the claim."""
    kind: str = ""
    """The kind that the user said and what was read instead; '' where that is the same."""

    @property
    def quoted(self) -> Quoted:
        """As a note of a row names it."""
        return Quoted(self.column, self.claim.id, self.claim.exact, self.value, self.own, self.kind)

    def quoted_in(self, quoted: Sequence[Quoted]) -> bool:
        """A note names this claim for this column already, read in the same way."""
        mine = self.quoted
        return any((q.column, q.claim, q.said) == (mine.column, mine.claim, mine.said) for q in quoted)  # fmt: skip


def sources_of(
    study: Path, documents: Sequence[Document], aim: Aim
) -> tuple[dict[str, str], dict[str, TextSheet]]:
    """The name of each document's source, and table `sources` with a row for each that is new."""
    target = before = _sources(study)
    names: dict[str, str] = {}
    for document in documents:
        known = _known(target, document, aim)
        if known is None:
            known = len(target.rows)
            target = target.with_row(_source_row(document, aim, {r[0] for r in target.rows}))
        names[document.id] = target.cell(known, "source")
    return names, {} if target is before else {"sources": target}


def dates_of(study: Path, documents: Sequence[Document], aim: Aim) -> list[tuple[str, str]]:
    """The file of each document and when it was published: as the study's sources say it, else as was read.

    Two files of two folders may have one name.
    """
    target = _sources(study)
    rows = {d: _known(target, d, aim) for d in documents}
    return [(d.file, d.heading.published if row is None else target.cell(row, "date")) for d, row in rows.items()]  # fmt: skip


def _sources(study: Path) -> TextSheet:
    header = ("source", "publisher", "title", "date", "address", "grade", "note")
    return sheet(study, "sources", header)


def _known(target: TextSheet, document: Document, aim: Aim) -> int | None:
    """The row of `sources` that a document has already."""
    mark = _mark(document)
    return next((r for r in range(len(target.rows)) if mark in target.cell(r, "note") or (aim.source and target.cell(r, "source") == aim.source)), None)  # fmt: skip


def _mark(document: Document) -> str:
    return f"evidence {document.short}"


def _source_row(document: Document, aim: Aim, taken: set[str]) -> dict[str, str]:
    h = document.heading
    publisher = h.outlet or h.origin or aim.publisher
    missing = [
        o
        for o, v in (("--grade A, B, C or D", aim.grade), ("--publisher NAME", publisher))
        if not v
    ]
    if missing:
        raise UsageError(
            f"{document.file} is not among the study's sources yet; give {' and '.join(missing)}"
        )
    name = aim.source or _name(publisher, h.published, taken)
    return {"source": name, "publisher": publisher, "title": h.title or document.file, "date": h.published,
            "address": h.url or document.file, "grade": aim.grade, "note": f"{_mark(document)}; file {document.file}"}  # fmt: skip


def _name(publisher: str, published: str, taken: set[str]) -> str:
    first = re.sub(r"\W+", "-", publisher.lower()).strip("-")[:20] or "document"
    name = f"{first}-{published}" if published else first
    number = 2
    whole = name
    while whole in taken:
        whole, number = f"{name}-{number}", number + 1
    return whole


def provenance_with(target: TextSheet, row: int, given: Sequence[Given], table_name: str, name: str, study: Study) -> dict[str, str]:  # fmt: skip
    """Source and note of a row of which these columns now come from claims; its other figures stay what they were."""
    old, note = target.cell(row, "source"), target.cell(row, "note")
    columns = {one.column for one in given}
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
    for one in given:
        note = with_claim(note, one.quoted)
    return {"source": name, "note": note}
