r"""What lines can make with what has been begun, at every node, in units of the period.

With the steps g of the ramp of project p, begun N times at the ancestors m of node n (`capacity`):

.. math::
    \rho_{l,n} Δ \Big( K_{l,n} + \sum_{p \in l} A_{p,n} \sum_{m \in P(n)} (g_{p,n}(m) - g_{p,n}(m^+)) N_{p,m} \Big)
"""

from __future__ import annotations

import numpy as np

from offtake.frozen import Indices, Vector
from offtake.model.capacity import Steps, steps
from offtake.model.figures.quantities import Quantities
from offtake.uncertainty.tree import ScenarioTree

Entries = tuple[Indices, Steps]
"""The node of each entry, and the entries of all nodes in one."""


def joined(reached: tuple[Steps, ...]) -> Entries:
    """The steps of all nodes in one."""
    node = np.repeat(np.arange(len(reached)), [s.project.size for s in reached])
    parts = zip(*((s.project, s.ancestor, s.share) for s in reached), strict=True)
    return node, Steps(*map(np.concatenate, parts))


def by_line(q: Quantities, entries: Entries, each: Vector, begun: Vector) -> Vector:
    """(nodes, lines): `each` (nodes, projects) of what has been begun, as far as its ramp has come."""
    node, steps = entries
    amount = each[node, steps.project] * steps.share * begun[steps.ancestor, steps.project]
    nodes, lines = q.lines.capacity.shape
    place = node * lines + q.projects.line[steps.project]
    return np.bincount(place, amount, nodes * lines).astype(np.float64).reshape(nodes, lines)


def made_at_most(q: Quantities, entries: Entries, begun: Vector) -> Vector:
    """(nodes, lines): units that each line can make in the period; `entries` are those of the ramps."""
    total = q.lines.capacity + by_line(q, entries, q.projects.adds, begun)
    return np.asarray(q.lines.reliability * total * q.step)


def capacity_with(
    q: Quantities, tree: ScenarioTree, begun: Vector, ramp: tuple[Steps, ...] | None = None
) -> Vector:
    """(nodes, lines): the same; `ramp` is that of building times, by node, by default as they are."""
    return made_at_most(q, joined(steps(q, tree) if ramp is None else ramp), begun)
