"""What was not known at a study's cut-off: an article of after it gives no figure of the study, but for its history."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from offtake.errors import UsageError
from offtake.study.cells.settings import read_settings
from offtake.study.provenance.dates import earliest_day
from offtake.study.reading.read import as_found

FREE = ("history",)
"""Tables that look back, and may rest on what came later."""
WHAT = "take an article of before that day, or move cut_off there if the study is to know of it"


Dated = Sequence[tuple[str, str]]
"""Articles by name, each with its date; two may have one name."""


def late(study: Path, dates: Dated) -> tuple[Dated, str]:
    """Of articles, those of after the study's cut-off; and that day with the cell it stands in."""
    found = as_found(study)
    settings, _ = read_settings(found)
    if settings is None or settings.cut_off is None:
        return [], ""
    limit = settings.cut_off
    after = [(name, told) for name, told in dates if (day := earliest_day(told)) and day > limit]
    return after, f"{limit} ({found.settings_place['cut_off']})"


def refuse_late(study: Path, dates: Dated, table: str) -> None:
    """UsageError where an article of after the cut-off would give a figure of this table."""
    after, limit = ([], "") if table in FREE else late(study, dates)
    if after:
        told = " and ".join(f"{name} is of {day}" for name, day in after)
        raise UsageError(f"{told}, after the study's cut_off, {limit}: what was not known then is no source of {table}, only of history; {WHAT}")  # fmt: skip
