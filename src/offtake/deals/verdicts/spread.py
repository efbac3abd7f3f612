"""Plans tried by workers: each holds the market of the study and is told which plans it was held at.

A plan that is tried starts from the basis of the plan held, so every worker holds what this process holds, one after
another; then it does not matter which of them tries a plan, nor how many there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from offtake.deals.verdicts.market import Held, Market, Terms, Tried, market
from offtake.stochastic.parallel.executor import Executor, LocalExecutor, Parts, RayExecutor
from offtake.study.study import Study
from offtake.uncertainty.tree import ScenarioTree

FEWEST = 4
"""Plans that are worth handing out."""


class Trying:
    """The market of a study, in a worker."""

    def __init__(self, study: Study, tree: ScenarioTree) -> None:
        self.first = self.here = market(study, tree)

    def tried(
        self, held: Sequence[Held], terms: Terms, unit: int, levels: Sequence[Any], tied: bool
    ) -> list[Tried | None]:
        """What the levels would bring the unit under `terms`, once the market was held at each of `held`."""
        for lift, obliged, begun in held:
            self._under((lift, obliged)).rest(begun.astype(float))
        asked = [begun.astype(float) for begun in levels]
        return self._under(terms).tried(self.first.units[unit], asked, tied=tied)

    def _under(self, terms: Terms) -> Market:
        self.here = self.here.under(*terms)
        return self.here


@dataclass
class Helpers:
    """Workers that try plans for this process."""

    executor: LocalExecutor | RayExecutor
    study: Study
    tree: ScenarioTree
    parts: Parts | None = None
    untold: list[Held] = field(default_factory=list)
    closed: bool = False

    def note(self, held: Held) -> None:
        """Remember what the market is held at; workers are told with the next plans."""
        self.untold.append(held)

    def tried(self, here: Market, unit: int, levels: Sequence[Any], tied: bool) -> Any:
        """What each of the levels would bring the unit; None where they are too few to hand out."""
        if len(levels) < FEWEST or self.closed:
            return None
        count = self.executor.workers
        if self.parts is None:
            self.parts = self.executor.make([(Trying, (self.study, self.tree))] * count)
        small = [np.round(begun).astype(np.int16) for begun in levels]
        held, self.untold = tuple(self.untold), []
        terms = (here.lift, here.obliged)
        asked = [(held, terms, unit, small[k::count], tied) for k in range(count)]
        found: list[Tried | None] = [None] * len(small)
        for k, answer in enumerate(self.parts.call("tried", asked)):
            found[k::count] = answer
        return found

    def close(self) -> None:
        """End the workers: plans are tried here from now on."""
        self.closed = True
        if self.parts is not None:
            self.parts.close()


def shared(here: Market, executor: Executor | None) -> Market:
    """The market, its plans tried by the workers of `executor` where these are several processes, or a cluster's."""
    if isinstance(executor, RayExecutor):
        executor.join()
    elif not isinstance(executor, LocalExecutor) or executor.workers < 2:
        return here
    return here.helped(Helpers(executor, here.f.study, here.f.tree))
