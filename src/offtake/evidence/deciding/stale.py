"""Figures of a study whose documents changed, grew old, or were contradicted since."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from offtake.evidence.claim import Claim
from offtake.evidence.comparing.relation import Relation
from offtake.evidence.deciding.resting import Resting
from offtake.evidence.deciding.store import Decision, Evidence, changed_originals, standing
from offtake.evidence.document import Document
from offtake.study.provenance.sources import claimed, provenance
from offtake.study.study import Study
from offtake.study.wording.where import as_text


@dataclass(frozen=True)
class Stale:
    """A figure to look at again, and why: changed, aged, contradicted, denied, newer, rejected, edited or gone."""

    table: str
    key: str
    column: str
    value: str
    source: str
    kind: str
    why: str


def aged(study: Study, today: date, limit: int) -> list[Stale]:
    """Figures whose source is older than `limit` days on `today`; a source without a date is told too."""
    dates = dict(zip(study.sources["source"], study.sources["date"], strict=True))
    found = []
    figures = provenance(study)
    for row in figures[figures["status"] == "sourced"].to_dict("records"):
        said = as_text(dates.get(row["source"], ""))
        last = _last_day(said)
        if last is None:
            found.append(_of(row, "aged", "its source has no date"))
        elif today - last > timedelta(limit):
            found.append(
                _of(row, "aged", f"of {said}, more than {limit} days before {today.isoformat()}")
            )
    return found


def overtaken(study: Study, evidence: Evidence, relations: Sequence[Relation]) -> list[Stale]:
    """Figures taken from claims whose document changed, or which others contradict, deny or bring up to date."""
    claims = {c.id: c for c in evidence.claims}
    documents = {d.id: d for d in evidence.documents}
    changed = {
        d.id: "the kept original is gone or was altered" for d in changed_originals(evidence)
    }
    changed |= _published_anew(evidence.documents)
    rejected = {name for name, d in standing(evidence.decisions).items() if d.decision == "rejected"}  # fmt: skip
    settled = _settled(evidence)
    found = []
    for row, quoted in claimed(study):
        name = quoted.claim
        claim = claims.get(name)
        if claim is None:
            found.append(_of(row, "gone", f"claim {name} is not in the evidence any more"))
            continue
        if claim.document in changed:
            found.append(_of(row, "changed", changed[claim.document]))
        if name in rejected:
            found.append(_of(row, "rejected", f"claim {name} was rejected since; 'offtake evidence undo {name} --into STUDY' puts back what the cell held"))  # fmt: skip
        told = _against(claim, relations, documents)
        found += [
            _of(row, kind, why)
            for other, kind, why in told
            if other not in rejected and (name, other) not in settled
        ]
    return found


def by_hand(rests: Sequence[Resting]) -> list[Stale]:
    """Figures that were changed in the study since a claim was written there, whose words still stand beside them."""
    return [
        Stale(r.table, r.key, r.quoted.column, r.now, r.source, "edited", f"claim {r.quoted.claim} gave {r.written}, which was changed by hand since: its words are not the source of {r.now or 'an empty cell'}")
        for r in rests
        if not r.holds
    ]  # fmt: skip


def _settled(evidence: Evidence) -> set[tuple[str, str]]:
    """Pairs of claims that are the two ends of one range: that they differ was decided upon."""
    ends = [d for d in evidence.decisions if d.decision == "range"]
    return {
        (a.claim, b.claim)
        for a in ends
        for b in ends
        if a.claim != b.claim and (a.table, a.where) == (b.table, b.where) and _ends(a, b)
    }


def _ends(one: Decision, other: Decision) -> bool:
    return one.column == other.column or {one.column, other.column} == {"low", "high"}


def _against(
    claim: Claim, relations: Sequence[Relation], documents: dict[str, Document]
) -> list[tuple[str, str, str]]:
    """Claims that stand against this one: their id, how, and where."""
    found = []
    for relation in relations:
        if relation.second is None or claim.id not in (relation.first.id, relation.second.id):
            continue
        other = relation.second if relation.first.id == claim.id else relation.first
        later = _published(documents[other.document]) > _published(documents[claim.document])
        named = f"claim {other.id} ({documents[other.document].file}): {other.words or other.exact[:80]}"
        if relation.kind == "contradiction":
            found.append((other.id, "contradicted", named))
        elif relation.kind == "denial" and other.kind == "denial":
            found.append((other.id, "denied", f"{other.speaker or 'somebody'}, {named}"))
        elif relation.kind == "change" and later:
            found.append((other.id, "newer", named))
    return found


def _published(document: Document) -> str:
    return document.heading.published


def _published_anew(documents: Sequence[Document]) -> dict[str, str]:
    """Documents of which a later one has the address, or the outlet and title, and other bytes."""
    found = {}
    for one in documents:
        for other in documents:
            a, b = one.heading, other.heading
            same = bool(a.url and a.url == b.url)
            same = same or bool(a.outlet and a.title and (a.title, a.outlet) == (b.title, b.outlet))
            if (
                same
                and one.id != other.id
                and _published(other) >= _published(one)
                and one.text != other.text
            ):
                found[one.id] = f"published anew with another text: {other.file}"
    return found


def _of(row: Mapping[Any, str], kind: str, why: str) -> Stale:
    return Stale(row["table"], row["key"], row["column"], row["value"], row["source"], kind, why)


def _last_day(text: str) -> date | None:
    """The last day of a date such as 2025, 2025-08 or 2025-08-27; None where there is none."""
    found = re.search(r"\b((?:19|20)\d\d)(?:-(0[1-9]|1[0-2])(?!\d)(?:-(\d\d))?)?", text)
    if found is None:
        return None
    year, month, day = int(found[1]), int(found[2] or 12), found[3]
    try:
        if day:
            return date(year, month, int(day))
        return date(year + month // 12, month % 12 + 1, 1) - timedelta(1)
    except ValueError:
        return None
