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
from offtake.model.capacity import completions, worth_left
from offtake.model.delivery import waiting
from offtake.model.figures.quantities import Quantities, held
from offtake.model.output import by_line, joined
from offtake.model.purchase import bought_units
from offtake.uncertainty.tree import ScenarioTree


def discounted_cost(q: Quantities, tree: ScenarioTree, values: Mapping[str, Vector]) -> Vector:
    """(nodes,): present value of what each node costs, less what it is worth."""
    t, of = tree.period, q.requirements
    begun = values["begun"]
    before = np.where(tree.parent[:, None] >= 0, begun[tree.parent], 0.0)
    capital = ((begun - before) * q.projects.capex).sum(axis=1) * q.start_factor[t]
    capital = capital - worth_left(q, tree, begun).sum(axis=1) * q.end_factor[-1]
    standing = q.lines.fixed_cost.sum(axis=1)
    if q.projects.fixed_cost.any():
        complete = joined(completions(q, tree))
        standing = standing + by_line(q, complete, q.projects.fixed_cost, begun).sum(axis=1)
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
