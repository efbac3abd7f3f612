"""Risk aversion, how a planner counts the worst futures: in the program, and of given costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from offtake.frozen import Vector
from offtake.model.risk.nested import nested_risk, nested_value
from offtake.model.risk.whole import gathering, whole_risk
from offtake.stochastic.program.blocks import Block, Terms
from offtake.stochastic.risk.worst_share import worst_share_mean
from offtake.study.study import Study
from offtake.uncertainty.tree import ScenarioTree


@dataclass(frozen=True)
class Aversion:
    """Weight λ on the mean of the worst share `tail`: of the whole course, or nested, at every fork."""

    weight: float = 0.0
    tail: float = 1.0
    nested: bool = False

    def stated(
        self,
        blocks: Sequence[Block],
        tree: ScenarioTree,
        n: int,
        outlay: Sequence[Terms] = (),
        fixed: float = 0.0,
    ) -> list[Block]:
        """The blocks of node n with their costs gathered in `accumulated` (see `gathering`) and weighed."""
        weighed = nested_risk if self.nested else whole_risk
        cost, more = weighed(tree, n, self.weight, self.tail)
        return [*gathering(blocks, tree, n, outlay, fixed, cost), *more]

    def value(self, tree: ScenarioTree, cost: Vector) -> float:
        """What the costs of the leaves, (leaves,), count for as a whole."""
        if self.nested:
            return nested_value(tree, cost, self.weight, self.tail)
        chance = tree.probability[tree.leaves]
        worst = worst_share_mean(cost, chance, self.tail) if self.weight > 0 else 0.0
        return (1 - self.weight) * float(chance @ cost) + self.weight * worst


def planner(study: Study) -> Aversion:
    """The planner's own, as study.toml states it."""
    s = study.settings
    return Aversion(s.risk_weight, s.tail, s.risk == "nested")
