"""The physical plan, a multistage stochastic program: the blocks of every node, as one program over the tree.

    minimise  E[ capex + operating, fixed and holding cost + extra cost + late cost - value delivered - end values
                 + sum over buyers of (public_fund_cost - 1) * what the buyer pays ]

discounted at the planner's rate, payments at each buyer's own, with the planner's weight on the worst futures where
study.toml sets one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from offtake.frozen import Vector
from offtake.model.budget import budget_block, overspent_block
from offtake.model.capacity import begun_cost, begun_outlays, capacity_block, steps
from offtake.model.delivery import delivery_block, late_costs, late_outlay
from offtake.model.figures.quantities import Quantities, quantities
from offtake.model.figures.requirements import Requirements
from offtake.model.limits import limit_block, stated_limits
from offtake.model.purchase import purchase_block
from offtake.model.risk.aversion import planner
from offtake.model.shares import share_block
from offtake.model.start import start_block
from offtake.model.supply import supply_block
from offtake.stochastic.program.blocks import (
    Block,
    Labels,
    NodeProgram,
    StochasticProgram,
    assemble,
)
from offtake.study.study import Study
from offtake.uncertainty.tree import ScenarioTree


def physical_program(
    study: Study, tree: ScenarioTree, *, worthless: bool = False, obliged: Vector | None = None
) -> StochasticProgram:
    """The program whose solution is the first-best plan of `study` over `tree`.

    `worthless` leaves out what deliveries are
    worth and what it costs to be late; `obliged` (nodes, buyers), millions, takes its part of the budgets.
    """
    q = quantities(study, tree)
    if worthless:
        q = replace(q, requirements=_worthless(q.requirements))
    rules = stated_limits(study)
    ramp, cost = steps(q, tree), begun_cost(q, tree)
    fixed = fixed_costs(q, tree)
    programs: list[NodeProgram] = []
    columns: list[Mapping[str, slice]] = []
    labels: dict[str, Labels] = {}
    aversion = planner(study)
    averse = aversion.weight > 0
    weighed = None if averse else late_costs(q, tree)
    if averse:  # costs then stand where they fall on the path, not in expectation
        cost, outlays = np.zeros_like(cost), begun_outlays(q, tree)
    for n in range(tree.size):
        blocks = [
            capacity_block(q, tree, n, ramp[n], cost[n]),
            supply_block(q, tree, n),
            delivery_block(q, tree, n, weighed),
            purchase_block(q, tree, n),
            share_block(q, tree, n),
            budget_block(q, tree, n, obliged),
            start_block(q, tree, n),
        ]
        if rules:
            variables = [v for block in blocks for v in block.variables]
            blocks.append(limit_block(rules, variables, study.period_start(int(tree.period[n]))))
        if averse:
            outlay = (*outlays[n], *late_outlay(q, tree, n))
            blocks = aversion.stated(blocks, tree, n, outlay, float(fixed[n]))
        blocks.append(overspent_block(q, tree, n, obliged))
        programs.append(assemble(blocks, columns))
        columns.append(programs[-1].columns)
        _note_labels(labels, blocks)
    constant = 0.0 if averse else float(tree.probability @ fixed)
    return StochasticProgram(tree.parent, tree.probability, tuple(programs), labels, constant)


def _worthless(needs: Requirements) -> Requirements:
    return replace(
        needs, value=np.zeros_like(needs.value), late_cost=np.zeros_like(needs.late_cost)
    )


def fixed_costs(q: Quantities, tree: ScenarioTree) -> Vector:
    """(nodes,): discounted cost of lines that stand at the start, whatever is decided."""
    yearly = (q.lines.fixed_cost * q.step).sum(axis=1)
    return np.asarray(yearly * q.end_factor[tree.period])


def _note_labels(labels: dict[str, Labels], blocks: list[Block]) -> None:
    for block in blocks:
        labels.update({v.name: v.labels for v in block.variables})
        labels.update({f"row {r.name}": r.labels for r in block.rows})
