"""What the `where` of a rule means among the rows that it may mean, looked up once for all rules of a table."""

from __future__ import annotations

from collections.abc import Iterable

from offtake.errors import UsageError
from offtake.study.cells.drafts import Draft
from offtake.study.faults import Fault
from offtake.study.wording.where import Rows


def bearing(draft: Draft, names: Iterable[str]) -> Rows:
    """The rows of a table, to be found by these columns alone."""
    return Rows({name: draft.columns[name] for name in names}, draft.size)


def meant(
    draft: Draft, row: int, among: Rows, what: str, of: str, wanted: str = ""
) -> tuple[list[int], list[Fault]]:
    """Positions of the rows that column `where` of a sound cell means; its fault where it is malformed or means none.

    `what` is what a row is called, `of` what the rows are those of.
    """
    where = str(draft.columns["where"][row] or "")
    try:
        rows = among.meant(where)
    except UsageError as error:
        return [], [draft.fault("E117", row, "where", f"where: {error} {of}")]
    if rows:
        return rows, []
    found = f"where: no {what} is meant by {where!r}"
    return [], [draft.fault("E117", row, "where", found, wanted)]
