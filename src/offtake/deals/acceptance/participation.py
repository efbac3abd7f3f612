r"""Participation (individual rationality): does a producer do its part of a plan, by how much, and what would turn it round?

With NPV_s its own cash on path s at its own rate (its hurdle rate, or else its cost of capital):

    value  = (1 - λ) E[NPV] + λ · mean of the worst `tail` share of NPV
    accepts  iff  value ≥ V0 - material · present value of its receipts  and  cumulative cash ≥ -credit_limit at every node

V0 is the value of its best alternative without a deal: nothing new, or less of its part, or the same later; so the
option to wait is priced.  A refusal below `material` (a setting) is none: the producer is indifferent.  A hurdle above the cost of capital and λ > 0 both charge for
risk; a study that has both must say so (`allow_double_risk`).

A producer is judged as a group or line by line (`group_producers`); its bank sees the group either way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from offtake.errors import UsageError
from offtake.formulas import finance
from offtake.formulas.flow import Flow
from offtake.frozen import Vector
from offtake.market.flows import balances, present_values
from offtake.study.study import Study
from offtake.uncertainty.tree import ScenarioTree

TOLERANCE = 1e-6  # millions; a gap below this is rounding


@dataclass(frozen=True)
class Stance:
    """How a producer looks at time and risk."""

    producer: str
    rate: float  # per year, at which it discounts its own cash
    risk_weight: float = 0.0  # λ
    tail: float = 0.5
    credit_limit: float = np.inf  # millions

    def value(self, npv: Vector, probability: Vector) -> float:
        """(1 - λ) mean + λ mean of the worst share."""
        return finance.acceptance(npv, probability, self.risk_weight, self.tail)

    def weights(self, npv: Vector, probability: Vector) -> Vector:
        """Weights of the futures, sum 1, under which the mean of `npv` is its value."""
        if self.risk_weight == 0.0:
            return probability
        worst = finance.tail_weights(npv, probability, self.tail)
        mixed: Vector = (1.0 - self.risk_weight) * probability + self.risk_weight * worst
        return mixed


def stances(study: Study) -> tuple[Stance, ...]:
    """The stance of every producer, in the order of its table.

    Raises UsageError where a hurdle premium and a risk weight stand together without leave.
    """
    found, doubled = [], []
    for row in study.producers.to_dict("records"):
        capital, hurdle = float(row["cost_of_capital"]), float(row["hurdle_rate"])
        rate = capital if np.isnan(hurdle) else hurdle
        weight, limit = float(row["risk_weight"]), float(row["credit_limit"])
        if rate > capital and weight > 0:
            doubled.append(str(row["producer"]))
        found.append(
            Stance(
                producer=str(row["producer"]),
                rate=rate,
                risk_weight=weight,
                tail=float(row["tail"]),
                credit_limit=np.inf if np.isnan(limit) else limit,
            )
        )
    if doubled and not study.settings.allow_double_risk:
        raise UsageError(
            f"{', '.join(doubled)}: hurdle_rate above cost_of_capital and risk_weight above 0 count "
            "risk twice; use one of them, or set allow_double_risk = true in study.toml"
        )
    return tuple(found)


@dataclass(frozen=True)
class Participation:
    """One producer's (or line's) judgement of its part."""

    unit: str  # producer, or line where lines are judged one by one
    stance: Stance
    flow: Flow
    npv: Vector  # (leaves,)
    probability: Vector  # (leaves,)
    value: float
    outside: float  # V0
    lowest_balance: float  # least cumulative cash at any node
    slack: float = TOLERANCE  # a gap no larger leaves it indifferent

    @property
    def gap(self) -> float:
        """What is missing for acceptance, in present value at its own rate; 0 where nothing is."""
        return max(self.outside - self.value, 0.0)

    @property
    def acceptance(self) -> float:
        """Value beyond the best alternative; it accepts where this is not below 0."""
        return self.value - self.outside

    @property
    def liquid(self) -> bool:
        """Whether its bank lets it through."""
        return self.lowest_balance >= -self.stance.credit_limit - TOLERANCE

    @property
    def accepts(self) -> bool:
        """Whether it does its part; an indifferent producer does."""
        return self.acceptance >= -self.slack and self.liquid

    @property
    def indifferent(self) -> bool:
        """Whether it would refuse, by no more than what is worth asking for."""
        return self.accepts and self.acceptance < -TOLERANCE

    @property
    def mean(self) -> float:
        """Expected NPV."""
        return float(self.probability @ self.npv)

    @property
    def tail_mean(self) -> float:
        """Mean NPV of the worst share of futures."""
        return finance.tail_mean(self.npv, self.probability, self.stance.tail)


def judge(
    unit: str,
    stance: Stance,
    flow: Flow,
    tree: ScenarioTree,
    step: float,
    outside: float = 0.0,
    slack: float = TOLERANCE,
) -> Participation:
    """How `stance` looks at `flow` against an alternative worth `outside`."""
    npv = present_values(flow, tree, stance.rate, step)
    probability = tree.probability[tree.leaves]
    return Participation(
        unit=unit,
        stance=stance,
        flow=flow,
        npv=npv,
        probability=probability,
        value=stance.value(npv, probability),
        outside=outside,
        lowest_balance=float(balances(flow, tree).min()),
        slack=max(slack, TOLERANCE),
    )


@dataclass(frozen=True)
class Hurting:
    """A future that hurts: its course in words, and what a part is worth in it."""

    future: str
    probability: float
    npv: float


def hurting_futures(p: Participation, tree: ScenarioTree) -> tuple[Hurting, ...]:
    """The three futures that hurt most, worst first."""
    order = np.argsort(p.npv, kind="stable")[:3]
    return tuple(
        Hurting(tree.future(int(tree.leaves[s])), float(p.probability[s]), float(p.npv[s]))
        for s in order
    )


def flip_rate(
    flow: Flow,
    stance: Stance,
    tree: ScenarioTree,
    step: float,
    outside: float = 0.0,
    beside: Flow | None = None,
) -> float | None:
    """Discount rate at which the judgement turns; None where none between 0 and 100% does.

    The alternative is worth `outside` whatever the rate, or where its cash `beside` is known, what that is worth
    at the same rate.
    """
    probability = tree.probability[tree.leaves]

    def value(of: Flow, rate: float) -> float:
        return stance.value(present_values(of, tree, rate, step), probability)

    def surplus(rate: float) -> float:
        return value(flow, rate) - (outside if beside is None else value(beside, rate))

    return _crossing(surplus, 0.0, 1.0)


def flip_risk_weight(
    npv: Vector,
    stance: Stance,
    probability: Vector,
    outside: float = 0.0,
    beside: Vector | None = None,
) -> float | None:
    """λ at which the judgement turns; None where none from 0 to 1 does.

    The value falls in a straight line from the mean to the tail mean; that of the alternative does too, where
    its worth on every path, `beside`, is known, and else stays at `outside`.
    """

    def ends(of: Vector) -> tuple[float, float]:
        return float(probability @ of), finance.tail_mean(of, probability, stance.tail)

    mean, worst = ends(npv)
    mean0, worst0 = (outside, outside) if beside is None else ends(beside)
    turn = (mean - worst) - (mean0 - worst0)
    if abs(turn) <= TOLERANCE:
        return None
    weight = (mean - mean0) / turn
    return weight if 0.0 <= weight <= 1.0 else None


def _crossing(function: Callable[[float], float], low: float, high: float) -> float | None:
    """Where a function changes sign, by bisection; None where its ends have one sign."""
    at_low, at_high = function(low), function(high)
    if (at_low >= 0.0) == (at_high >= 0.0):
        return None
    for _ in range(100):
        middle = 0.5 * (low + high)
        if (function(middle) >= 0.0) == (at_low >= 0.0):
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)
