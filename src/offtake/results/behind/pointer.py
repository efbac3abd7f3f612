"""Where a figure stands, and what is behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from offtake.results.behind import scope
from offtake.study.study import Study

Behind = Callable[[Study], scope.Scope]


@dataclass(frozen=True)
class Pointer:
    """Where a figure stands: its table, the values that pick its rows, and what stands behind it."""

    table: str
    where: Mapping[str, object]
    behind: Behind
