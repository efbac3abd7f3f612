"""Monte Carlo: fresh courses of events drawn from the drivers.

The draw of path k for one driver and one date is the k-th number of the stream named by them.  So any
block of paths can be drawn by itself, by any worker, and neither another driver nor a longer study
changes what was drawn before.
"""

from __future__ import annotations

import numpy as np

from offtake.errors import UsageError
from offtake.frozen import Indices
from offtake.study.study import Study
from offtake.uncertainty.drivers import Chain, chains
from offtake.uncertainty.streams import stream
from offtake.uncertainty.tree import Paths


def sample_paths(study: Study, count: int, seed: int, first: int = 0) -> Paths:
    """Paths `first` to `first + count - 1` of the sample with that seed, each as likely as the others.

    Raises UsageError where none is asked for.
    """
    if count < 1 or first < 0:
        raise UsageError(f"a sample has 1 path or more, from 0 on; got {count} from {first}")
    drivers = chains(study)
    state = np.zeros((count, study.settings.periods, len(drivers)), dtype=np.int64)
    for d, chain in enumerate(drivers):
        for t in range(study.settings.periods):
            before = state[:, t - 1, d] if t else state[:, 0, d]  # the initial state is the first
            state[:, t, d] = before
            if t in chain.moves:
                numbers = stream(seed, "paths", chain.driver, str(study.period_start(t)))
                numbers.bit_generator.advance(first)  # type: ignore[attr-defined]
                state[:, t, d] = _moved(chain, t, before, numbers.random(count))
    names, states = tuple(c.driver for c in drivers), tuple(c.states for c in drivers)
    return Paths(np.full(count, 1.0 / count), names, states, state)


def _moved(chain: Chain, period: int, state: Indices, uniform: np.ndarray) -> Indices:
    """The next state: the first one whose cumulative probability exceeds the number drawn."""
    above = np.cumsum(chain.moves[period], axis=1)[:, :-1]
    moved: Indices = np.sum(uniform[:, None] >= above[state], axis=1, dtype=np.int64)
    return moved
