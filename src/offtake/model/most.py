r"""The most that lines may make in a period where somebody holds them to it, each alone or several together.

.. math::
    x_{l,n} \le \max(m_{l,n}, \underline{x}_{l,n}), \qquad \sum_{l \in G} x_{l,n} \le M_{G,n}

Lines of a group share its :math:`M` as one line of all their capacity would: of capacities :math:`K_l` each counts
for :math:`K_l \min(1, M / \sum_G K)`, and what is new for its part of what the old ones leave of :math:`M`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sp

from offtake.frozen import Flags, Indices, Vector
from offtake.stochastic.solver.program import LinearProgram


@dataclass(frozen=True)
class Most:
    """Bounds on what lines make, and on sums of it."""

    each: Vector  # (nodes, lines) m, units; infinite where a line is free or held with others only
    node: Indices  # (groups,)
    lines: Flags  # (groups, lines) those of a group; a line is in one at a node
    units: Vector  # (groups,) M, above what its lines make at least

    @property
    def key(self) -> bytes:
        """The same for the same bounds alone."""
        groups = (self.node, self.lines, self.units) if self.node.size else ()
        return b"".join(part.tobytes() for part in (self.each, *groups))

    def bounding(self, program: LinearProgram, make: Indices) -> LinearProgram:
        """`program`, in which lines make the columns `make` (nodes, lines), within these bounds; sums are rows below."""
        upper = program.upper.copy()
        upper[make] = np.minimum(upper[make], np.maximum(self.each, program.lower[make]))
        held = replace(program, upper=upper)
        if not self.node.size:
            return held
        group, line = np.nonzero(self.lines)
        entries = np.ones(group.size), (group, make[self.node[group], line])
        rows = sp.csr_array(entries, shape=(self.node.size, upper.size))
        return held.with_rows(rows, np.full(self.node.size, -np.inf), self.units)

    def shared(self, old: Vector, new: Vector) -> tuple[Vector, Vector]:
        """(nodes, lines) each: capacities, in units, as far as lines may use them together."""
        stood = self._sums(old)
        return (
            old * self._share(self.units, stood),
            new * self._share(np.maximum(self.units - stood, 0.0), self._sums(new)),
        )

    def _sums(self, of: Vector) -> Vector:
        """(groups,)."""
        return np.asarray(np.where(self.lines, of[self.node], 0.0).sum(axis=1))

    def _share(self, most: Vector, total: Vector) -> Vector:
        """(nodes, lines): how much of `total` is within `most`, (groups,) each; 1 for lines of no group."""
        share = np.ones_like(self.each)
        within = np.divide(most, total, out=np.ones_like(total), where=total > most)
        group, line = np.nonzero(self.lines)
        share[self.node[group], line] = within[group]
        return share
