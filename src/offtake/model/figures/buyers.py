"""Buyers at every node: what each may spend in the calendar year."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from offtake.model.figures.periods import payment_years
from offtake.model.figures.places import names, positions
from offtake.stochastic.program.blocks import Labels, Vector
from offtake.study.changing.money import budgets
from offtake.study.study import Study
from offtake.uncertainty.effects import node_values
from offtake.uncertainty.tree import ScenarioTree


@dataclass(frozen=True)
class Buyers:
    """Buyers b."""

    labels: Labels
    budget: Vector  # (nodes, buyers) of the period's calendar year; infinite where none is stated
    carry_over: float


def buyers_of(study: Study, tree: ScenarioTree) -> Buyers:
    """Table `buyers`, with budgets stated or pledged, at the nodes of `tree`."""
    frame = budgets(study)
    amount = node_values(study, frame, "budgets", "amount", tree)
    buyer = positions(frame["buyer"], study.buyers["buyer"])
    year = payment_years(study)[tree.period]
    budget = np.full((tree.size, len(study.buyers)), np.inf)
    for row, (b, y) in enumerate(zip(buyer, frame["year"].to_numpy(int), strict=True)):
        at = year == y
        budget[at, b] = amount[at, row]
    return Buyers(names(study.buyers, "buyer"), budget, study.settings.carry_over)
