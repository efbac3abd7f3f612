"""Buyers at every node: what each may pay in its budget year, and what public money costs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from offtake.formulas.discounting import discount_factors
from offtake.frozen import Flags, Indices, Vector
from offtake.model.figures.axes import names, positions
from offtake.stochastic.program.blocks import Labels
from offtake.study.changing.money import budgets
from offtake.study.study import PERIODS_PER_YEAR, Study
from offtake.uncertainty.effects import node_values
from offtake.uncertainty.tree import ScenarioTree


@dataclass(frozen=True)
class Buyers:
    """Buyers b."""

    labels: Labels
    budget: Vector  # (nodes, buyers) of the period's budget year; infinite where none is stated
    carry_over: float
    year: Indices  # (periods, buyers) budget year in which the period lies
    ends_year: Flags  # (periods, buyers): is it the year's last period, or the study's?
    fund_cost: Vector  # (buyers,) φ, what one unit of public money costs the taxpayer
    start_factor: (
        Vector  # (periods, buyers) discount factor of a period's start, at the buyer's rate
    )
    end_factor: Vector  # (periods, buyers) and of its end

    @property
    def limited(self) -> Indices:
        """Buyers with a budget; such a buyer has one for every year."""
        return np.flatnonzero(np.isfinite(self.budget[0]))

    @property
    def burden(self) -> Vector:
        """(periods, buyers): what a unit paid at the end of a period costs beyond itself, discounted."""
        return np.asarray((self.fund_cost - 1.0) * self.end_factor)


def buyers_of(study: Study, tree: ScenarioTree) -> Buyers:
    """Table `buyers`, with budgets stated or pledged, at the nodes of `tree`.

    A budget year counts by the share of its periods that lie within the study.
    """
    frame, periods = budgets(study), study.settings.periods
    amount = node_values(study, frame, "budgets", "amount", tree)
    months = study.buyers["year_starts"].to_numpy(int)
    year = np.array([[study.budget_year(t, int(m)) for m in months] for t in range(periods)])
    whole = PERIODS_PER_YEAR[study.settings.period]
    share = (year[:, None, :] == year[None, :, :]).sum(axis=1) / whole
    buyer = positions(frame["buyer"], study.buyers["buyer"])
    budget = np.full((tree.size, len(study.buyers)), np.inf)
    for row, (b, y) in enumerate(zip(buyer, frame["year"].to_numpy(int), strict=True)):
        at = year[tree.period, b] == y
        budget[at, b] = amount[at, row] * share[tree.period[at], b]
    rates = study.buyers["discount_rate"].to_numpy(float)
    factors = [discount_factors(rate, study.step, periods) for rate in rates.tolist()]
    return Buyers(
        labels=names(study.buyers, "buyer"),
        budget=budget,
        carry_over=study.settings.carry_over,
        year=year.astype(np.int64),
        ends_year=np.concatenate([year[1:] != year[:-1], np.ones((1, months.size), bool)]),
        fund_cost=study.buyers["public_fund_cost"].to_numpy(float),
        start_factor=np.stack([start for start, _ in factors], axis=1),
        end_factor=np.stack([end for _, end in factors], axis=1),
    )
