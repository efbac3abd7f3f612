"""One part at a worker: held by a solver, solved at prices and at shares again and again from where it stood."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from offtake.plan.apart.tied import Part
from offtake.plan.search.integers import solve_integers
from offtake.plan.search.local_search import Moves
from offtake.stochastic.solver.highs import DUAL, PRIMAL, Basis, Handle, basis_of, written
from offtake.stochastic.solver.program import Outcome, Until, Vector

Written = tuple[Vector, Vector]
"""(columns,), (rows,): a basis as numbers."""


@dataclass(frozen=True)
class Answered:
    """What a part costs, what it spends of every link, and what more of each would be worth to it."""

    value: float
    spent: Vector  # (links,)
    worth: Vector  # (links,)
    iterations: int


class HeldPart:
    """The relaxation of a part, and the bases at which it stood at prices and at shares."""

    def __init__(self, part: Part, start: Written | None) -> None:
        self._part, self._spending = part, part.spending
        self._handle = Handle(part.program.relaxed)
        first = None if start is None else basis_of(*start, alien=True)
        # what is first solved at prices starts from what was solved at shares, which is nearer
        self._bases: dict[str, Basis | None] = {"prices": None, "shares": first}
        # other prices leave the last point possible; it is far where nothing had a price
        self._near = False

    def at_prices(self, price: Vector) -> Answered:
        """The part with as much as it likes of every link at these prices (links,), and nothing for nothing."""
        part, free = self._part, np.full(price.size, np.inf)
        v, none = part.shared_columns, np.zeros(part.shared_columns.size)
        self._handle.bounds(v, none, none)
        _, _, low, high = part.sides(np.zeros(price.size))
        self._handle.row_bounds(part.shared_rows, low, high)
        self._handle.costs(part.beyond, price)
        self._handle.bounds(part.beyond, -free, free)
        found = self._solved("prices", "a part at prices")
        self._near = bool(price.any())
        return found

    def at_shares(self, share: Vector) -> Answered:
        """The part with these shares (links,) of what all share."""
        part, none = self._part, np.zeros(share.size)
        lower, upper, low, high = part.sides(share)
        self._handle.bounds(part.shared_columns, lower, upper)
        self._handle.row_bounds(part.shared_rows, low, high)
        self._handle.bounds(part.beyond, none, none)
        return self._solved("shares", "a part at its shares")

    def basis(self) -> Written:
        """Where it stood at shares, or, where it never did, at prices."""
        last = self._bases["shares"] or self._bases["prices"]
        return written(last if last is not None else self._handle.basis)

    def _solved(self, kind: str, name: str) -> Answered:
        held, part = self._handle, self._part
        other = "prices" if kind == "shares" else "shares"
        held.set(simplex_strategy=PRIMAL if kind == "prices" and self._near else DUAL)
        start = self._bases[kind] or self._bases[other]
        if start is not None:
            held.start_from(start)
        held.run_or_retry(("optimal",), name)
        self._bases[kind] = held.basis
        spent = np.asarray(self._spending @ held.x[: part.own_columns])
        worth = np.maximum(-held.row_dual[part.links], 0.0)
        return Answered(held.value, spent, worth, held.iterations)


@dataclass(frozen=True)
class SoughtPart:
    """A part whose whole numbers are to be found."""

    part: Part
    moves: Moves
    start: Written | None
    finer: float  # part of the gap at which its plan is changed no further

    def found(self, share: Vector, until: Until) -> Outcome:
        """Its plan with these shares (links,) of what all share."""
        start = None if self.start is None else basis_of(*self.start, alien=True)
        program = replace(self.part.given(share), offset=0.0)
        return solve_integers(program, until, moves=self.moves, start=start, finer=self.finer)
