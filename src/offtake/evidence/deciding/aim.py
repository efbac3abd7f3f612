"""Where a claim goes, and the column of the study that is meant by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from offtake.errors import UsageError
from offtake.study.dictionary import TABLES, table
from offtake.study.provenance.sources import is_figure
from offtake.study.schema import Column
from offtake.study.wording.near import did_you_mean

_TEXTS = ("sources", "changes")


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
    kind: str = ""
    """What the claim tells, where the user says that it is of another kind than was read."""


def _instead(name: str, names: Sequence[str]) -> str:
    return did_you_mean(name, names) or f"; there are {', '.join(names)}"


def column_meant(aim: Aim) -> Column:
    """The column that an aim names; UsageError where there is none, or one that holds no figure."""
    try:
        declared = table(aim.table)
    except KeyError:
        names = [t.name for t in TABLES]
        raise UsageError(
            f"a study has no table {aim.table!r}{_instead(aim.table, names)}"
        ) from None
    if aim.column not in declared.names:
        raise UsageError(
            f"table {aim.table} has no column {aim.column!r}{_instead(aim.column, declared.names)}"
        )
    column = declared.column(aim.column)
    if aim.table in _TEXTS or not is_figure(column, declared):
        figures = [c.name for c in declared.columns if is_figure(c, declared)]
        those = f"; those that do are {', '.join(figures)}" if figures and aim.table not in _TEXTS else ""  # fmt: skip
        raise UsageError(f"column {aim.column} of {aim.table} holds no figure that a claim can give{those}")  # fmt: skip
    return column
