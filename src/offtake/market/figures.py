"""The figures that deals are computed from, at every node: read once for each study and tree."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np

from offtake.formulas.discounting import discount_factors
from offtake.frozen import Indices, Vector
from offtake.model.capacity import Steps, completions, end_shares, steps, worth_left
from offtake.model.figures.quantities import Quantities, quantities
from offtake.model.output import Entries, by_line, joined, made_at_most
from offtake.study.study import Study
from offtake.uncertainty.tree import ScenarioTree


@dataclass(frozen=True)
class Figures:
    """A study at the nodes of a tree, with what only deals need."""

    study: Study
    tree: ScenarioTree
    q: Quantities
    price: Vector  # (nodes, lines): what the line's producer asks
    producer: Indices  # (lines,)
    ramp: tuple[Steps, ...]  # by node
    complete: tuple[Steps, ...]  # by node
    _end_shares: dict[float, Vector] = field(default_factory=dict, repr=False, compare=False)

    @property
    def producers(self) -> list[str]:
        """Names of the producers."""
        return [str(name) for name in self.study.producers["producer"]]

    @property
    def lines(self) -> list[str]:
        """Names of the lines."""
        return [key[0] for key in self.q.lines.labels.keys]

    @property
    def projects(self) -> list[str]:
        """Names of the projects."""
        return [key[0] for key in self.q.projects.labels.keys]

    @property
    def products(self) -> list[str]:
        """Names of the products."""
        return [key[0] for key in self.q.products.labels.keys]

    @property
    def buyers(self) -> list[str]:
        """Names of the buyers."""
        return [key[0] for key in self.q.buyers.labels.keys]

    @cached_property
    def buyer_rates(self) -> Vector:
        """(buyers,): discount rates."""
        return self.study.buyers["discount_rate"].to_numpy(float)

    @cached_property
    def fund_cost(self) -> Vector:
        """(buyers,): what one unit of public money costs the taxpayer."""
        return self.study.buyers["public_fund_cost"].to_numpy(float)

    def increments(self, begun: Vector) -> Vector:
        """(nodes, projects): projects begun at each node itself."""
        before = np.where(self.tree.parent[:, None] >= 0, begun[self.tree.parent], 0.0)
        return np.asarray(begun - before)

    def capacity(self, begun: Vector) -> Vector:
        """(nodes, lines): units that each line can make in the period."""
        return made_at_most(self.q, self._rises, begun)

    @cached_property
    def stands(self) -> Vector:
        """(nodes, lines): units that each line can make in the period without any project."""
        return self.capacity(np.zeros((self.tree.size, len(self.projects))))

    def fixed_cost(self, begun: Vector) -> Vector:
        """(nodes, lines): fixed cost of the period, of lines and of projects that are complete."""
        yearly = by_line(self.q, self._ends, self.q.projects.fixed_cost, begun)
        return np.asarray((self.q.lines.fixed_cost + yearly) * self.q.step)

    @cached_property
    def alike(self) -> tuple[Indices, ...]:
        """Groups of lines of one source that make at one cost; a line with a minimum rate is one alone."""
        q = self.q.lines
        alone = np.where(q.min_rate > 0.0, np.arange(q.min_rate.size), -1)
        source = self.q.offers.line_source.astype(float)
        keys = np.stack([source, alone, *q.unit_cost.round(9)], axis=1)
        _, group = np.unique(keys, axis=0, return_inverse=True)
        return tuple(np.flatnonzero(group.ravel() == g) for g in range(int(group.max()) + 1))

    @cached_property
    def _rises(self) -> Entries:
        return joined(self.ramp)

    @cached_property
    def _ends(self) -> Entries:
        return joined(self.complete)

    def left(self, begun: Vector, rate: float) -> Vector:
        """(nodes, projects): what is left at the end of the projects `begun`, at a producer's rate; at leaves."""
        if rate not in self._end_shares:
            self._end_shares[rate] = end_shares(self.q, self.tree, rate)
        return worth_left(self.q, self.tree, begun, self._end_shares[rate])

    def span(self, first: date | None, last: date | None) -> tuple[int, int]:
        """First and last period that begin within two dates; an empty date is no bound.

        A time that holds no beginning of a period counts for the period that it lies in.
        """
        starts = [self.study.period_start(t) for t in range(self.tree.periods + 1)]
        low = 0 if first is None else bisect_left(starts, first)
        high = self.tree.periods - 1 if last is None else bisect_right(starts, last) - 1
        return min(low, high), min(high, self.tree.periods - 1)

    def factors(self, rate: float) -> tuple[Vector, Vector]:
        """Discount factors of the starts and ends of periods."""
        return discount_factors(rate, self.q.step, self.tree.periods)


def figures(study: Study, tree: ScenarioTree) -> Figures:
    """Read the figures of `study` at the nodes of `tree`."""
    q = quantities(study, tree)
    return Figures(
        study=study,
        tree=tree,
        q=q,
        price=q.asked,
        producer=q.lines.producer,
        ramp=steps(q, tree),
        complete=completions(q, tree),
    )
