"""One arrangement's plan beside the figures it was made from: what every statistic is computed from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from offtake.deals.arrangements.arrangements import Arrangements
from offtake.formulas.flow import Flow
from offtake.market.cash import cash
from offtake.market.figures import figures
from offtake.model.figures.quantities import Quantities
from offtake.plan.plan import Plan
from offtake.results.tables.deal.agreement import clause_dues, clause_flows, clause_waste
from offtake.results.tables.futures import Array
from offtake.study.study import Study
from offtake.uncertainty.tree import ScenarioTree


@dataclass(frozen=True)
class Account:
    """A plan, its study, the study's figures at the nodes of the plan's tree, and what buyers pay.

    `goods`: for goods and orders, (nodes, buyers), of which `extra` goes to third parties; `clauses`: under the clauses of a deal, one flow a buyer; `dues`: of
    these, (nodes,), what all buyers pay before anything comes back to them; `waste`: (nodes,), cost at the end of the
    period of what clauses have made that nobody needs.
    """

    study: Study
    plan: Plan
    q: Quantities
    goods: Array
    extra: Array
    clauses: tuple[Flow, ...] = ()
    dues: Array | None = None
    waste: Array | None = None

    @property
    def arrangement(self) -> str:
        """Whose plan it is: no-deal, deal or first-best."""
        return self.plan.arrangement

    @property
    def tree(self) -> ScenarioTree:
        """The tree of the plan."""
        return self.plan.tree

    @cached_property
    def weight(self) -> Array:
        """π of every leaf, (leaves,)."""
        return self.tree.probability[self.tree.leaves]

    @cached_property
    def years(self) -> list[int]:
        """Calendar years in which periods end, rising."""
        return [int(year) for year in np.unique(self.q.year)]

    @cached_property
    def increments(self) -> Array:
        """Projects begun at each node itself, (nodes, projects)."""
        begun = self.plan.values["begun"]
        parent = self.tree.parent[:, None]
        change: Array = begun - np.where(parent >= 0, begun[self.tree.parent], 0.0)
        return change

    @cached_property
    def short(self) -> Array:
        """Units late (stock) or missed (flow) at each node, (nodes, requirements)."""
        units = np.zeros((self.tree.size, self.q.requirements.labels.size))
        units[:, self.q.requirements.is_stock] = self.plan.values["late"]
        units[:, ~self.q.requirements.is_stock] = self.plan.values["missed"]
        return units


def account(study: Study, plan: Plan, found: Arrangements | None = None) -> Account:
    """The account of `plan`, made for `study`; `found` where it is one of several arrangements."""
    if found is not None:
        at = found.positions[plan.arrangement]
        under, _ = clause_dues(found, plan.arrangement)
        flows = clause_flows(found, plan.arrangement)
        q, money = found.market.f.q, at.cash
        waste = clause_waste(found, plan.arrangement)
        return Account(study, plan, q, money.paid, money.extra, flows, under.sum(axis=1), waste)
    f = figures(study, plan.tree)
    money = cash(f, plan)
    return Account(study, plan, f.q, money.paid, money.extra)
