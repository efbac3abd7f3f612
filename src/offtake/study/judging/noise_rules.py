"""Noise: every row means lines, and no line is meant twice."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from offtake.errors import UsageError
from offtake.study.cells.drafts import Draft
from offtake.study.faults import Fault
from offtake.study.wording.where import as_text, matching_rows

_NAMES = ("line", "producer", "site", "country", "product")


def noise_faults(drafts: dict[str, Draft], lost: frozenset[str]) -> Iterator[Fault]:
    """Rows of table noise whose `where` is malformed, means no line, or means a line that another row means."""
    draft, lines = drafts["noise"], drafts["lines"]
    if lines.bad or "lines" in lost:
        return
    frame = pd.DataFrame({n: [as_text(v) for v in lines.columns[n]] for n in _NAMES})
    first: dict[int, str] = {}
    for row in range(draft.size):
        if not draft.sound(row, "where"):
            continue
        where = str(draft.columns["where"][row] or "")
        try:
            meant = matching_rows(frame, where).tolist()
        except UsageError as error:
            yield draft.fault("E117", row, "where", f"where: {error} of 'lines'")
            continue
        if not meant:
            yield draft.fault("E117", row, "where", f"where: no row of 'lines' is meant by {where!r}")  # fmt: skip
        twice = [line for line in meant if line in first]
        if twice:
            found = (
                f"where: line {frame['line'][twice[0]]!r} is meant by row {first[twice[0]]!r} too"
            )
            yield draft.fault("E117", row, "where", found, "let each line stand in one row")
        for line in meant:
            first.setdefault(line, as_text(draft.columns["noise"][row]))
