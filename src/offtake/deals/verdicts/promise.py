r"""First-order estimates of what a plan of its own promises a producer, without solving anything: which plans to try
first in a large program.

Beside the plan at hand, with capacity K, output x, price p and cost c of its lines:

    Δx_n  =  K'_n - K_n          where more stands and the lines that make the same at the same cost are all used
          = -(x_n - K'_n)+       where less stands
    ΔNPV  =  (p - c)+ Δx - Δ capital and fixed cost, at the producer's own rate

A guess: it decides nothing but the order in which plans are tried.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from offtake.deals.clauses.on_offer import Unit
from offtake.deals.verdicts.idle import margin
from offtake.deals.verdicts.market import Market, Position
from offtake.formulas.flow import Flow
from offtake.frozen import Vector
from offtake.market.flows import present_values

_SPARE = 1e-6  # units


@dataclass(frozen=True)
class Promise:
    """Guesses for one unit beside one position."""

    market: Market
    unit: Unit
    at: Position

    def gain(self, begun: Vector) -> float:
        """What following `begun` (nodes, projects) would add to what its part is worth, guessed, millions."""
        f, stance = self.market.f, self.market.stance(self.unit)
        lines, own = list(self.unit.lines), self.market.own_projects(self.unit)
        capacity = f.capacity(begun)[:, lines]
        more = capacity - self.at.cash.capacity[:, lines]
        less = np.maximum(self.at.cash.make[:, lines] - capacity, 0.0)
        sales = np.where(more > 0.0, more * self._full, -less)
        fixed = (f.fixed_cost(begun)[:, lines] - self.at.cash.fixed[:, lines]).sum(axis=1)
        built = (f.increments(begun) - f.increments(self.at.begun))[:, own]
        capex = built * f.q.projects.capex[:, own]
        change = begun - self.at.begun
        left = f.left(change, stance.rate)[:, own].sum(axis=1)
        flow = Flow(-capex.sum(axis=1), (self._margin * sales).sum(axis=1) - fixed, left)
        npv = self._npv + present_values(flow, f.tree, stance.rate, f.q.step)
        return stance.value(npv, f.tree.probability[f.tree.leaves]) - self._value

    @cached_property
    def _margin(self) -> Vector:
        """(nodes, lines of the unit): money per unit."""
        return np.asarray(margin(self.market.f)[:, list(self.unit.lines)])

    @cached_property
    def _full(self) -> Vector:
        """(nodes, lines of the unit): 1 where nothing that makes the same at the same cost is spare."""
        cash = self.at.cash
        spare = np.zeros_like(cash.make)
        for lines in self.market.f.alike:
            spare[:, lines] = (cash.capacity - cash.make)[:, lines].sum(axis=1)[:, None]
        return np.asarray(spare[:, list(self.unit.lines)] <= _SPARE, float)

    @cached_property
    def _npv(self) -> Vector:
        return self.market.of(self.unit, self.at).npv

    @cached_property
    def _value(self) -> float:
        tree = self.market.f.tree
        return self.market.stance(self.unit).value(self._npv, tree.probability[tree.leaves])
