"""Whether the values are within their bounds and fit each other."""

from __future__ import annotations

from offtake.study.drafts import Draft
from offtake.study.faults import Fault
from offtake.study.raw import RawStudy
from offtake.study.study import Settings


def judge(
    raw: RawStudy, settings: Settings | None, drafts: dict[str, Draft], absent: frozenset[str]
) -> list[Fault]:
    """All faults that need more than one cell, or a cell's final value."""
    return []
