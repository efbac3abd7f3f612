"""What every method gives back, and the limits it keeps to."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from offtake.stochastic.solver.highs import Status

Vector = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Step:
    """One line of a method's log: seconds since its start, best plan, proved bound, what was done."""

    seconds: float
    objective: float
    bound: float
    what: str


@dataclass(frozen=True)
class Answer:
    """A plan's first stage and cost, and the bound that no plan can be below."""

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

    @property
    def gap(self) -> float:
        """Relative distance between objective and bound."""
        return relative_gap(self.objective, self.bound)

    def to_json(self) -> dict[str, object]:
        """Plain values, ready to be printed as JSON; what is not finite becomes None."""
        return {
            "status": self.status,
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


def relative_gap(objective: float, bound: float) -> float:
    """|objective - bound| over |objective|; infinite while either is unknown."""
    if objective == bound:
        return 0.0
    if not (np.isfinite(objective) and np.isfinite(bound)):
        return float("inf")
    return max(objective - bound, 0.0) / max(abs(objective), 1e-10)


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
