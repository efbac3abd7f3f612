"""Who pays, in a state of the world, is told over the futures that end in it."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from offtake.results.tables.deal import agreement


def test_means_within_a_state_are_weighed_within_it(fork, monkeypatch):
    # 8 in the last year with 0.25, 4 with 0.75; in the state that the second ends in, 4 is sure
    paid = np.array([0.0, 0, 0, 8, 4])[:, None]
    f = SimpleNamespace(
        tree=fork, buyers=["State"], q=SimpleNamespace(year=np.array([2026, 2027, 2028]))
    )
    found = SimpleNamespace(
        market=SimpleNamespace(f=f),
        plans={"no-deal": None},
        positions={"no-deal": SimpleNamespace(cash=SimpleNamespace(paid=paid))},
        deal=None,
    )
    parts = [(agreement.ALL, np.array([0, 1])), ("peace", np.array([1]))]
    monkeypatch.setattr(agreement, "_split", lambda found: 0)
    monkeypatch.setattr(agreement, "states", lambda tree, driver: parts)

    frame = agreement.who_pays(found).set_index(["state", "year"])
    assert frame.loc[(agreement.ALL, 2028), ["mean", "worst"]].tolist() == pytest.approx([5, 8])
    assert frame.loc[("peace", 2028), ["mean", "worst"]].tolist() == pytest.approx([4, 4])
