"""Cash of one party at the starts and ends of periods, and what is left at the end of the study."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Flow:
    """Cash of one party by node, in millions; what it receives is positive."""

    start: Vector  # (nodes,)
    end: Vector  # (nodes,)
    left: Vector  # (nodes,), 0 but at leaves

    def __add__(self, other: Flow) -> Flow:
        """Both together."""
        return Flow(self.start + other.start, self.end + other.end, self.left + other.left)

    def __mul__(self, factor: float) -> Flow:
        """The same, so many times."""
        return Flow(self.start * factor, self.end * factor, self.left * factor)

    def __neg__(self) -> Flow:
        """Seen from the other side."""
        return self * -1.0

    @property
    def cash(self) -> Vector:
        """All cash of each period, (nodes,)."""
        return self.start + self.end


def at_start(cash: Vector) -> Flow:
    """Cash at the starts of periods."""
    return Flow(np.asarray(cash, float), np.zeros(cash.size), np.zeros(cash.size))


def at_end(cash: Vector) -> Flow:
    """Cash at the ends of periods."""
    return Flow(np.zeros(cash.size), np.asarray(cash, float), np.zeros(cash.size))


def due(flow: Flow) -> Vector:
    """(nodes,): what is paid in each period, nothing that comes back taken off."""
    return np.asarray(np.maximum(flow.start, 0.0) + np.maximum(flow.end, 0.0))
