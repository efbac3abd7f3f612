r"""What is known of a unit's plans already, so that no program is solved twice.

While buyers owe g, a plan of least cost spends y_e in budget year e.  Where they owe g' instead, its rows of budgets have
other right-hand sides and nothing else changes.  The programs are convex, so a row that does not bind at the optimum
may be moved as far as it still does not, and the optimum stays one:

    y_e + g_e < B_e + carried_e  and  y_e + g'_e < B_e + carried_e   for every year e with g'_e ≠ g_e

(and, where money is carried, every year after one of these).  The same holds of each aim of ties in turn, so a plan
whose ties were settled keeps them settled.

What settling ties adds to a plan's value under g is besides a good guess of what it adds under g'.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

import numpy as np

from offtake.deals.verdicts.headroom import Headroom
from offtake.frozen import Vector

_SPARE = 1e-6  # millions
_SAME = 1e-12  # millions


class Spending(Protocol):
    """What is remembered of a plan."""

    @property
    def spent(self) -> Vector:
        """(ends,): what is paid for goods in each budget year, millions."""

    @property
    def tied(self) -> bool:
        """Whether its ties were settled."""


T = TypeVar("T", bound=Spending)
Key = tuple[bytes, bytes]
"""Everybody's levels, and the most that lines may make."""


@dataclass
class Memory(Generic[T]):
    """Plans tried for one unit, each with what buyers owed in each budget year, (ends,)."""

    years: Headroom | None
    added: dict[bytes, float] = field(default_factory=dict)
    """By levels: what settling ties added to the plan's value when that was done last."""
    plans: dict[Key, list[tuple[Vector, T]]] = field(default_factory=dict)

    def keep(self, key: Key, owed: Vector, tried: T) -> None:
        """Remember a plan found while buyers owed `owed`."""
        self.plans.setdefault(key, []).append((owed, tried))

    def recall(self, key: Key, owed: Vector, tied: bool) -> T | None:
        """A plan that is one while buyers owe `owed` too; None where none is known.  With `tied` one whose ties are settled."""
        found = [t for had, t in self.plans.get(key, ()) if self._stands(t.spent, had, owed)]
        settled = [t for t in found if t.tied]
        return next(iter(settled if tied or settled else found), None)

    def _stands(self, spent: Vector, had: Vector, owed: Vector) -> bool:
        moved = np.abs(owed - had) > _SAME
        if self.years is None or not moved.any():
            return True
        moved = self.years.followed(moved)
        spare = np.minimum(self.years.spare(spent, had), self.years.spare(spent, owed))
        return bool((spare[moved] > _SPARE).all())
