"""What the gain of a deal turns on: what says whether there is one."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from offtake.results.tables.deal.gain import turns_on

# plants deliver or not, evenly; war comes back with 0.2: it makes gains large, plants that do not deliver make them
TREE = SimpleNamespace(
    leaves=np.arange(4), probability=np.array([0.4, 0.1, 0.4, 0.1]), drivers=("war", "plants"),
    state=np.array([[0, 0], [1, 0], [0, 1], [1, 1]]),
)  # fmt: skip


def test_a_gain_turns_on_what_says_that_there_is_one_not_on_what_makes_it_large():
    # by amounts war would: 0.2 · 1879² + 0.8 · 470² against 627²
    assert turns_on(TREE, np.array([-14.0, -15.0, 300.0, 5000.0])).driver == "plants"


def test_where_every_future_gains_it_turns_on_what_makes_it_large():
    assert turns_on(TREE, np.array([14.0, 15.0, 300.0, 5000.0])).driver == "war"
