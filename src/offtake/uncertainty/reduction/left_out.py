"""What a reduced tree leaves out: states that can come about and that none of its futures is in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from offtake.study.study import Study
from offtake.uncertainty.drivers import chains
from offtake.uncertainty.tree import ScenarioTree


@dataclass(frozen=True)
class LeftOut:
    """A state of a driver that no node of a period has."""

    driver: str
    state: str
    day: date  # first day of the period in which the driver moves
    probability: float  # of being in the state then, before reduction


def left_out(study: Study, tree: ScenarioTree) -> tuple[LeftOut, ...]:
    """States that drivers can be in after they moved, Pr > 0, and that no node of that period is in; none where nothing was reduced."""
    found = []
    for chain in chains(study) if tree.full_leaves > tree.leaves.size else ():
        d = tree.drivers.index(chain.driver)
        chances = chain.marginals(tree.periods)
        for period in sorted(t for t in chain.moves if t < tree.periods):
            kept = {tree.states[d][s] for s in np.unique(tree.state[tree.at(period), d])}
            found += [
                LeftOut(chain.driver, state, study.period_start(period), float(chance))
                for state, chance in zip(chain.states, chances[period], strict=True)
                if chance > 0.0 and state not in kept
            ]
    return tuple(found)
