"""Money in one currency and price year, and the budgets that follow from pledges."""

from __future__ import annotations

from offtake.study.drafts import Draft
from offtake.study.faults import Fault
from offtake.study.study import Settings


def converted(settings: Settings, drafts: dict[str, Draft]) -> tuple[dict[str, Draft], list[Fault]]:
    return drafts, []
