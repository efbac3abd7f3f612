"""The assumptions of a study: which figures stand or fall together, and how far each may be off.

One assumption is the figures of one column that rest on the same ground: the same reason where they are judgements,
the same document where they come from one, or a row of table `ranges`, which says itself how far.  They are moved
together.  Ends that are one say that a figure is
a definition, and no assumption.  Where nothing is said of how far, the default goes by grade, as a share of the value either way:

=====  =====  =====  ====================
  A      B      C    D, assumed, missing
=====  =====  =====  ====================
  5%    10%    20%          30%
=====  =====  =====  ====================

Only figures that a plan is made from are taken: what a driver may do with which probability is no range, and what
producers ask of a deal does not enter first-best.  The planner's own choices among the settings (`SETTINGS`) are judgements.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from offtake.study.dictionary import table
from offtake.study.judging.range_rules import BASE, IN_THE_PLAN, RANGED
from offtake.study.provenance.sources import provenance
from offtake.study.study import Study
from offtake.study.wording.where import as_text, matching_rows

BY_GRADE = {"A": 0.05, "B": 0.10, "C": 0.20, "D": 0.30}
UNGRADED = 0.30
"""Share of an assumed figure, and of one without a source, that it may be off either way."""
CHOSEN = "settings"
"""What stands in place of a table's name where a setting is meant."""
SETTINGS = ("discount_rate", "carry_over", "risk_weight")
"""Settings that a plan is made from and that a share can be taken off."""


@dataclass(frozen=True)
class Assumption:
    """Figures that stand or fall together, and the ends of their range.

    `operation` says what `low` and `high` do to the values: scale, set or add.  `rows` are positions in the study's table.
    """

    table: str
    column: str
    rows: tuple[int, ...]
    what: str  # the rows' keys, or what they have in common
    low: float
    high: float
    operation: str = "scale"
    status: str = "assumed"  # assumed, missing or sourced
    grade: str = ""
    reason: str = ""
    stated: bool = False  # the range is the study's own

    @property
    def name(self) -> str:
        """How people call it: column, table and rows."""
        return f"{self.column} of {self.table}, {self.what}"

    def stands(self, study: Study) -> float | None:
        """What leaves the figures as they are; None where the range sets figures that differ from one another."""
        if self.operation in BASE:
            return BASE[self.operation]
        cells = study.tables[self.table][self.column].iloc[list(self.rows)]
        values = {v for cell in cells for v in (cell if isinstance(cell, tuple) else (cell,))}
        return float(next(iter(values))) if len(values) == 1 else None


def assumptions(study: Study, sourced: bool = False) -> tuple[Assumption, ...]:
    """The assumptions that the plan is made from, those with most figures first.

    Those of table `ranges` come before all others, then settings, on which every figure hangs; `sourced` adds the
    figures that come from a document.
    """
    own = tuple(_stated(study))
    taken = {(a.table, a.column, row) for a in own for row in a.rows}
    grounds: dict[tuple[str, ...], list[tuple[int, str]]] = {}
    at = _positions(study)
    for r in provenance(study).to_dict("records"):
        name, column = str(r["table"]), str(r["column"])
        row = at.get((name, str(r["key"])))
        if row is None or (name, column, row) in taken or not _moves(name, column):
            continue
        if r["status"] == "sourced" and not sourced:
            continue
        ground = r["source"] if r["status"] == "sourced" else r["reason"]
        key = (name, column, str(r["status"]), str(r["grade"]), str(ground))
        grounds.setdefault(key, []).append((row, str(r["key"])))
    found = [_by_default(key, members) for key, members in grounds.items()]
    chosen = [a for a in _chosen(study) if sourced or a.status != "sourced"]
    found = [*(a for a in found if _is_anything(study, a)), *chosen]
    return (
        *(a for a in own if a.low < a.high),
        *sorted(found, key=lambda a: (a.table != CHOSEN, -len(a.rows))),
    )


def _by_default(key: tuple[str, ...], members: list[tuple[int, str]]) -> Assumption:
    name, column, status, grade, ground = key
    share = BY_GRADE.get(grade, UNGRADED)
    first = members[0][1]
    what = first if len(members) == 1 else f"{first} and {len(members) - 1} more"
    rows = tuple(row for row, _ in members)
    return Assumption(name, column, rows, what, 1 - share, 1 + share, "scale", status, grade, ground)  # fmt: skip


def _chosen(study: Study) -> Iterator[Assumption]:
    """The settings that are something at all; the planner's rate may come from a document."""
    listed = study.tables["sources"]
    grades = dict(zip(listed["source"], listed["grade"], strict=True))
    for name in SETTINGS:
        if not getattr(study.settings, name):
            continue
        source = study.settings.discount_rate_source or "" if name == "discount_rate" else ""
        grade = str(grades.get(source, ""))
        status, ground = ("sourced", source) if source else ("assumed", "the planner's choice")
        share = BY_GRADE.get(grade, UNGRADED)
        yield Assumption(CHOSEN, name, (), "study.toml", 1 - share, 1 + share, "scale", status, grade, ground)  # fmt: skip


def _stated(study: Study) -> Iterator[Assumption]:
    """Those of table `ranges`."""
    listed = study.tables["sources"]
    grades = dict(zip(listed["source"], listed["grade"], strict=True))
    for r in study.ranges.to_dict("records"):
        name, source = str(r["table"]), str(r["source"])
        rows = tuple(matching_rows(study.tables[name], str(r["where"])).tolist())
        status = "sourced" if source in grades else source or "missing"
        yield Assumption(
            name, str(r["column"]), rows, str(r["where"]) or "all rows", float(r["low"]), float(r["high"]),
            str(r["operation"]), status, grades.get(source, ""), str(r["note"]), stated=True,
        )  # fmt: skip


def _moves(name: str, column: str) -> bool:
    """Whether a share of the figure can be taken off or added: a count, a year or a date is none."""
    return column in RANGED.get(name, ())


def _is_anything(study: Study, a: Assumption) -> bool:
    """Whether a share of it is something at all."""
    values = study.tables[a.table][a.column].iloc[list(a.rows)]
    return any(bool(v) for value in values for v in (value if isinstance(value, tuple) else (value,)))  # fmt: skip


def _positions(study: Study) -> dict[tuple[str, str], int]:
    """(table, key as provenance writes it) -> position of the row."""
    return {
        (name, " | ".join(as_text(record[k]) for k in table(name).key)): row
        for name in IN_THE_PLAN
        for row, record in enumerate(study.tables[name].to_dict("records"))
    }
