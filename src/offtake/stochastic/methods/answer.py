"""What every method gives back, and the limits it keeps to."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np

from offtake.stochastic.solver.program import Status, Vector, relative_gap


@dataclass(frozen=True)
class Step:
    """One line of a method's log: seconds since its start, best plan, proved bound, what was done."""

    seconds: float
    objective: float
    bound: float
    what: str


@dataclass(frozen=True)
class Answer:
    """A plan's first stage and cost, and the bound that no plan can be below; above, where it maximises."""

    status: Status
    objective: float
    bound: float
    first_stage: Vector
    seconds: float
    iterations: int
    method: str
    why: str = ""
    warnings: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    sense: Literal["min", "max"] = "min"

    @property
    def gap(self) -> float:
        """Relative distance between objective and bound."""
        sign = -1.0 if self.sense == "max" else 1.0
        return relative_gap(sign * self.objective, sign * self.bound)

    def in_sense(self, sense: Literal["min", "max"]) -> Answer:
        """This answer of a program that was minimised, in the sense in which its problem was posed."""
        if sense == "min":
            return self
        steps = tuple(replace(s, objective=-s.objective, bound=-s.bound) for s in self.steps)
        return replace(self, objective=-self.objective, bound=-self.bound, steps=steps, sense=sense)

    def to_json(self) -> dict[str, object]:
        """Plain values, ready to be printed as JSON; what is not finite becomes None."""
        return {
            "status": self.status,
            "sense": self.sense,
            "objective": _finite(self.objective),
            "bound": _finite(self.bound),
            "gap": _finite(self.gap),
            "seconds": round(self.seconds, 3),
            "iterations": self.iterations,
            "method": self.method,
            "why": self.why,
            "warnings": list(self.warnings),
            "first_stage": [float(v) for v in self.first_stage],
        }


@dataclass(frozen=True)
class Clock:
    """Seconds since a start, and whether they are used up."""

    limit: float = float("inf")
    start: float = field(default_factory=time.monotonic)

    @property
    def seconds(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self.start

    @property
    def left(self) -> float:
        """Seconds that are left."""
        return self.limit - self.seconds

    @property
    def over(self) -> bool:
        """Whether the time is used up."""
        return self.left <= 0


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
