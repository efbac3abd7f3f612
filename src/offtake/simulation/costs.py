r"""What a course of events costs: the terms of the physical plan's objective, node by node.

With v_0, v_1 the planner's discount factors at the start and the end of a period, E the worth of what is left of
projects at the end and T the end of the study:

    cost_n = Σ_p v_0(t) I_p ΔN_p,n - [t = T] v_1(T) E_n                 capital cost of what begins, less end value
           + v_1(t) [ Σ_l c_l x_l + Δ f_l + Σ_p Δ f_p N complete        making, standing lines and projects
                      + Σ_j Δ g_j h_j - [t = T] w_j h_j                 holding, worth of stock at the end
                      + Σ_w e_w y_w + Σ_c e_c z_c                       extra cost of what is bought and called
                      + Σ_r Δ b_r (late before + late)_r / 2 + b_r missed_r - Σ_d v_d c_d y_d ]   less value
           + Σ_b (φ_b - 1) v_b(t) paid_b                                raising what buyers pay, at their own rates

All in millions, present value.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from offtake.frozen import Vector
from offtake.model.capacity import Steps, completions, steps, worth_left
from offtake.model.delivery import waiting
from offtake.model.figures.quantities import Quantities, held
from offtake.model.purchase import bought_units
from offtake.uncertainty.tree import ScenarioTree


def capacity_with(
    q: Quantities, tree: ScenarioTree, begun: Vector, ramp: tuple[Steps, ...] | None = None
) -> Vector:
    """(nodes, lines): units that each line can make in the period; `ramp` is that of building times, by node."""
    ramp = steps(q, tree) if ramp is None else ramp
    total = q.lines.capacity + _by_line(q, begun, ramp, q.projects.adds)
    return np.asarray(q.lines.reliability * total * q.step)


def discounted_cost(q: Quantities, tree: ScenarioTree, values: Mapping[str, Vector]) -> Vector:
    """(nodes,): present value of what each node costs, less what it is worth."""
    t, of = tree.period, q.requirements
    begun = values["begun"]
    before = np.where(tree.parent[:, None] >= 0, begun[tree.parent], 0.0)
    capital = ((begun - before) * q.projects.capex).sum(axis=1) * q.start_factor[t]
    capital = capital - worth_left(q, tree, begun).sum(axis=1) * q.end_factor[-1]
    standing = q.lines.fixed_cost.sum(axis=1)
    if q.projects.fixed_cost.any():
        complete = _by_line(q, begun, completions(q, tree), q.projects.fixed_cost)
        standing = standing + complete.sum(axis=1)
    short = np.zeros((tree.size, of.labels.size))
    short[:, of.is_stock], short[:, ~of.is_stock] = values["late"], values["missed"]
    last = (t == tree.periods - 1)[:, None]
    holding = q.products.holding_cost * q.step - q.products.stock_value * last
    value = of.value[:, of.requirement] * of.contribution
    yearly = standing * q.step
    yearly = yearly + (values["make"] * q.lines.unit_cost).sum(axis=1)
    yearly = yearly + (held(q, values["hold"]) * holding).sum(axis=1)
    units = bought_units(q, values["buy"], values["deliver"])
    yearly = yearly + (units * q.ways.extra_cost).sum(axis=1)
    yearly = yearly + (values["call"] * q.ways.call_extra).sum(axis=1)
    yearly = yearly + waiting(q, tree, short).sum(axis=1)
    yearly = yearly - (values["deliver"] * value).sum(axis=1)
    burden = (values["paid"] * q.buyers.burden[t]).sum(axis=1)
    return np.asarray(capital + q.end_factor[t] * yearly + burden)


def _by_line(q: Quantities, begun: Vector, reached: tuple[Steps, ...], each: Vector) -> Vector:
    """(nodes, lines): `each` (nodes, projects) of what has been begun, as far as its ramp has come."""
    total = np.zeros((begun.shape[0], q.lines.labels.size))
    for n, s in enumerate(reached):
        amount = each[n, s.project] * s.share * begun[s.ancestor, s.project]
        np.add.at(total[n], q.projects.line[s.project], amount)
    return total
