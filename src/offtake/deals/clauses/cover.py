"""What a clause covers in a plan: the lines and projects of one producer, and what the plan has them do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from offtake.formulas.flow import Flow
from offtake.formulas.instruments import Capital, ClauseTerms, highest_in_period
from offtake.frozen import Indices, Vector
from offtake.market.cash import Cash
from offtake.market.flows import discounted
from offtake.uncertainty.tree import path_sums


@dataclass(frozen=True)
class Cover:
    """What one clause covers: lines of one producer that make one product, and when; see `Covered`."""

    target: Cash
    lines: Indices
    projects: Indices  # projects of those lines, or the one that the clause is tied to
    rate: float  # the producer's own
    terms: ClauseTerms
    outside: Flow | None = None  # the producer's best alternative, where it is known

    @property
    def step(self) -> float:
        """Years in a period."""
        return self.target.f.q.step

    @property
    def period(self) -> Indices:
        """(nodes,): period of each node."""
        return self.target.f.tree.period

    @property
    def parent(self) -> Indices:
        """(nodes,): node before each node."""
        return self.target.f.tree.parent

    @property
    def inside(self) -> npt.NDArray[np.bool_]:
        """(nodes,): does the node's period lie within the clause's time?"""
        return np.asarray((self.period >= self.terms.first) & (self.period <= self.terms.last))

    @property
    def price(self) -> Vector:
        """(nodes,): price of one unit."""
        return self.target.f.price[:, int(self.lines[0])]

    @property
    def called(self) -> Vector:
        """(nodes,): units sold."""
        return np.asarray(self.target.sold[:, self.lines].sum(axis=1))

    @property
    def capacity(self) -> Vector:
        """(nodes,): units that the lines can make."""
        return np.asarray(self.target.capacity[:, self.lines].sum(axis=1))

    @property
    def nameplate(self) -> Vector:
        """(nodes,): units that the lines and all that was begun on them would make at once and without loss."""
        f, begun = self.target.f, self.target.begun
        own = np.isin(f.q.projects.line, self.lines)
        added = (f.q.projects.adds * begun)[:, own].sum(axis=1)
        return np.asarray((f.q.lines.capacity[:, self.lines].sum(axis=1) + added) * f.q.step)

    @property
    def committed(self) -> Vector:
        """(nodes,): committed or reserved units; never more than the capacity that stands."""
        return self._wanted(self.capacity)

    @property
    def reserved(self) -> Vector:
        """(nodes,): the same, but of the nameplate where what is ready is not tested."""
        return self._wanted(self.capacity if self.terms.tested else self.nameplate)

    @property
    def spare(self) -> Vector:
        """(nodes,): units that the lines could make beside what they make."""
        made = self.target.make[:, self.lines].sum(axis=1)
        return np.asarray(np.maximum(self.capacity - made, 0.0))

    @property
    def unit_cost(self) -> Vector:
        """(nodes,): what making one unit more costs, parts included."""
        parts = self.target.part_price[:, self.lines].mean(axis=1)
        return np.asarray(self.target.f.q.lines.unit_cost[:, self.lines].mean(axis=1) + parts)

    @property
    def capital(self) -> Iterator[Capital]:
        """Projects of the lines on which the plan spends anything in the clause's time."""
        f = self.target.f
        for project in self.projects.tolist():
            capex = f.increments(self.target.begun)[:, project] * f.q.projects.capex[:, project]
            capex = np.where(self.inside, capex, 0.0)
            largest = float(path_sums(capex, f.tree).max())
            if largest > 0.0:
                cap = float(f.study.projects["grant_cap"].iloc[project])
                yield Capital(f.projects[project], project, capex, largest, cap)

    @property
    def beyond(self) -> Vector:
        """(nodes,): present cash so far, beyond that of the best alternative."""
        tree = self.target.f.tree
        flow = self.target.flow(self.lines.tolist(), self.rate)
        if self.outside is not None:
            flow = flow + -self.outside
        cash = Flow(flow.start, flow.end, np.zeros(tree.size))
        return path_sums(discounted(cash, tree, self.rate, self.step), tree)

    @property
    def end_factor(self) -> Vector:
        """(nodes,): discount factor of the end of the node's period."""
        return np.asarray(self.target.f.factors(self.rate)[1][self.period])

    def _wanted(self, most: Vector) -> Vector:
        if np.isnan(self.terms.quantity):
            wanted = highest_in_period(self.period, self.called)
        else:
            wanted = np.full(self.period.size, self.terms.quantity * self.step)
        return np.where(self.inside, np.minimum(wanted, most), 0.0)
