"""Degeneracy, what the program leaves open, settled: least payments for what is not called, and a cost without penalties."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from offtake.frozen import Indices, Vector
from offtake.plan.plan import Effort, Plan
from offtake.plan.stated import Stated
from offtake.stochastic.program.extensive_form import Flat, named
from offtake.stochastic.solver.program import Outcome


def plan_of(
    of: Stated, where: Mapping[str, Indices], found: Outcome, x: Vector, effort: Effort, name: str
) -> Plan:
    """The arrangement `name` from the point x, which costs what was `found`; `where` its variables stand."""
    flat, beside = of.flat, penalties(of.flat, found.x)
    return Plan(
        arrangement=name,
        tree=of.tree,
        values=named(where, least_unused(flat, x)),
        labels=flat.stochastic.labels,
        status=found.status,
        objective=found.objective - beside,
        bound=found.bound - beside,
        effort=effort,
        duals=flat.duals_by_name(found.row_dual) if found.row_dual.size else {},
    )


def penalties(flat: Flat, x: Vector) -> float:
    """Expected cost that stands in the objective only so that the least is overspent."""
    return float(penalty_costs(flat) @ x) if x.size else 0.0


def penalty_costs(flat: Flat) -> Vector:
    """(columns,): the costs of what is overspent, nothing elsewhere."""
    cost = np.zeros(flat.program.cost.size)
    for n, node in enumerate(flat.stochastic.nodes):
        if "over" in node.columns:
            where = node.columns["over"]
            place = slice(flat.column[n] + where.start, flat.column[n] + where.stop)
            cost[place] = flat.program.cost[place]
    return cost


def least_unused(flat: Flat, x: Vector) -> Vector:
    """The point with no more paid uncalled than orders oblige; where nobody minds, a solver may pay more."""
    point = x
    for n, node in enumerate(flat.stochastic.nodes):
        if "unused" not in node.rows:
            continue
        rows, columns = node.rows["unused"], node.columns["unused"]
        for r in np.flatnonzero(np.isinf(node.row_upper[rows])) + rows.start:
            entries = np.flatnonzero(node.row == r)
            own = node.column[entries]
            paid = (own >= columns.start) & (own < columns.stop)
            called = node.value[entries[~paid]] @ x[flat.column[n] + own[~paid]]
            if point is x:
                point = x.copy()
            point[flat.column[n] + own[paid]] = max(float(node.row_lower[r] - called), 0.0)
    return point
