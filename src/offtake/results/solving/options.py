"""How a study is solved, as a run remembers it."""

from __future__ import annotations

from dataclasses import dataclass

from offtake.deals.names import USUAL

TIME_LIMIT = 600.0


@dataclass(frozen=True)
class Options:
    """How a study is solved: which arrangements, how many futures, how exactly, for how long."""

    arrangements: tuple[str, ...] = USUAL
    policy: str = ""  # the policy that the study was read with, for the record
    leaves: int | None = None
    gap: float = 0.005
    time_limit: float = TIME_LIMIT  # seconds for first-best
    instruments: tuple[str, ...] = ()  # kinds of clause that the deal may use; none named: all
    information: bool = False  # whether to find what knowing more would be worth
    futures: int | None = None  # how many to draw; None: the reduced tree
    method: str = "auto"  # for first-best
