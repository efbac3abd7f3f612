"""Cells of a study that rest on claims, as they are written there now: what was put in, and whether it still stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from offtake.errors import UsageError
from offtake.evidence.deciding.cells import TextSheet, sheet
from offtake.evidence.deciding.store import Decision, Evidence
from offtake.study.dictionary import table
from offtake.study.provenance.notes import Quoted, quoted_claims
from offtake.study.provenance.sources import claimed, key_of
from offtake.study.study import Study
from offtake.study.wording.where import conditions

EDITS = ("changes", "driver_effects")
"""Tables whose rows say in a column what they change, and give the figure in `value`."""


@dataclass(frozen=True)
class Resting:
    """A cell beside which a claim is named."""

    table: str
    row: int
    key: str
    quoted: Quoted
    now: str
    """What the cell holds."""
    written: str
    """What was put in with the claim; '' where neither note nor decision says."""
    source: str
    note: str

    @property
    def holds(self) -> bool:
        """The cell holds what was put in, as far as that is known."""
        return not self.written or same_figure(self.written, self.now)

    @property
    def told(self) -> str:
        """The cell in words."""
        return f"{self.table}, {self.key}, {self.quoted.column} = {self.now or 'empty'}"


def resting(path: Path, study: Study, evidence: Evidence) -> list[Resting]:
    """The cells that name a claim, table by table; tables that are no text are left out."""
    names = dict.fromkeys(figure["table"] for figure, _ in claimed(study))
    found = []
    for name in names:
        try:
            own = sheet(path, name)
        except UsageError:
            continue
        found += [_cell(own, r, q, evidence) for r in range(len(own.rows)) for q in quoted_claims(own.cell(r, "note"))]  # fmt: skip
    return found


def _cell(own: TextSheet, row: int, quoted: Quoted, evidence: Evidence) -> Resting:
    column = "value" if own.name in EDITS else quoted.column
    key = key_of(own.cell(row, c) for c in table(own.name).key)
    written = quoted.value or _decided(evidence, own.name, quoted)
    return Resting(own.name, row, key, quoted, own.cell(row, column), written, own.cell(row, "source"), own.cell(row, "note"))  # fmt: skip


def _decided(evidence: Evidence, name: str, quoted: Quoted) -> str:
    """What the last decision wrote, for notes that do not say."""
    return next((d.value for d in reversed(evidence.decisions) if _of(d, name, quoted)), "")


def _of(decision: Decision, name: str, quoted: Quoted) -> bool:
    own = decision.table == name or name in EDITS
    return own and (decision.claim, decision.column) == (quoted.claim, quoted.column)


def rows_of(own: TextSheet, where: str) -> list[int]:
    """The rows that a `where` which was written earlier means; none where it names a column that the table has not."""
    return own.all_meant(where) if all(c in own.header for c, _ in conditions(where)) else []


def of_row(own: TextSheet, row: int, decisions: Sequence[Decision]) -> list[Decision]:
    """Of decisions on a table those that mean a row; else those that speak of a row as it is no more, if of one only."""
    here = [d for d in decisions if row in rows_of(own, d.where)]
    gone = [d for d in decisions if not rows_of(own, d.where)]
    return here or (gone if len({d.where for d in gone}) == 1 else [])


def same_figure(one: str, other: str) -> bool:
    """Two texts say the same number, or are the same.

    >>> same_figure("80", "80.0"), same_figure("80", "")
    (True, False)
    """
    try:
        return float(one) == float(other)
    except ValueError:
        return one == other
