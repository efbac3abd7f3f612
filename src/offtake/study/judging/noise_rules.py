"""Noise: every row means lines, and no line is meant twice."""

from __future__ import annotations

from collections.abc import Iterator

from offtake.study.cells.drafts import Draft
from offtake.study.faults import Fault
from offtake.study.judging.meaning import bearing, meant
from offtake.study.wording.where import as_text

_NAMES = ("line", "producer", "site", "country", "product")


def noise_faults(drafts: dict[str, Draft], lost: frozenset[str]) -> Iterator[Fault]:
    """Rows of table noise whose `where` is malformed, means no line, or means a line that another row means."""
    draft, lines = drafts["noise"], drafts["lines"]
    if lines.spoilt or "lines" in lost:
        return
    named = bearing(lines, _NAMES)
    first: dict[int, str] = {}
    for row in range(draft.size):
        if not draft.sound(row, "where"):
            continue
        rows, faults = meant(draft, row, named, "row of 'lines'", "of 'lines'")
        yield from faults
        twice = [line for line in rows if line in first]
        if twice:
            name = as_text(lines.columns["line"][twice[0]])
            found = f"where: line {name!r} is meant by row {first[twice[0]]!r} too"
            yield draft.fault("E117", row, "where", found, "let each line stand in one row")
        for line in rows:
            first.setdefault(line, as_text(draft.columns["noise"][row]))
