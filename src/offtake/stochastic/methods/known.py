"""Incumbent, bound and gap as known so far: the one record that every method keeps, and makes its answer of."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from offtake.stochastic.methods.answer import Answer, Clock, Step
from offtake.stochastic.solver.program import Status, Until, Vector, relative_gap, status_at


@dataclass(kw_only=True)
class Known:
    """The best plan's first stage and cost, the bound that no plan can be below, and the log."""

    until: Until = field(default_factory=Until)
    clock: Clock = field(default_factory=Clock)
    plan: Vector = field(default_factory=lambda: np.zeros(0))
    objective: float = np.inf
    bound: float = -np.inf
    steps: list[Step] = field(default_factory=list)

    @property
    def gap(self) -> float:
        """Relative distance between plan and bound."""
        return relative_gap(self.objective, self.bound)

    @property
    def done(self) -> bool:
        """Whether the gap is closed or the time is used up."""
        return self.clock.over or self.gap <= self.until.gap

    def note(self, what: str) -> None:
        """One line of the log."""
        self.steps.append(Step(self.clock.seconds, self.objective, self.bound, what))

    def offer(self, plan: Vector, cost: float) -> bool:
        """Keep a plan that is cheaper than the best; whether it was."""
        if cost >= self.objective:
            return False
        self.plan, self.objective = plan, cost
        return True

    def raise_bound(self, bound: float) -> None:
        """A bound on plans that are still open; one that is known bounds as well."""
        self.bound = max(self.bound, min(bound, self.objective))

    def answer(self, method: str, iterations: int, status: Status | None = None) -> Answer:
        """What was found so far; where nothing is possible, say so in `status`."""
        return Answer(
            status or status_at(self.gap, self.until.gap),
            self.objective,
            np.inf if status == "infeasible" else self.bound,
            self.plan,
            self.clock.seconds,
            iterations,
            method,
            steps=tuple(self.steps),
        )
