"""Tests of waiting.py: what signing later costs, kept consistent between delays."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from tests.deals.cheapest.test_deal import HALVES, clause, one, struck

from offtake.deals.arrangements import waiting
from offtake.deals.arrangements.arrangements import arrange


@pytest.fixture(scope="module")
def two(two_states):
    return arrange(
        two_states.study, two_states.tree, two_states.plan, arrangements=("no-deal", "deal")
    )


def answers(monkeypatch, plan, found):
    """Let the program for each delay end with the objective and bound of `found`."""

    class Fixed:
        def __init__(self, study, tree):
            pass

        def plan_from(self, begun, count, limits, arrangement, on_progress):
            on_progress("plan", *found[count])
            objective, bound = found[count]
            return replace(plan, objective=objective, bound=bound)

    monkeypatch.setattr(waiting, "Dispatch", Fixed)


def test_a_plan_signed_later_is_one_for_every_shorter_delay(two, two_states, monkeypatch):
    answers(monkeypatch, two_states.plan, {1: (-90.0, -96.0), 2: (-92.0, -94.0), 4: (-50.0, -60.0)})
    now = replace(two_states.plan, objective=-99.0, bound=-100.0)
    told = []

    frame = waiting.cost_of_waiting(
        two.market, two.plans["no-deal"], now, [1, 2, 4], tell=lambda *args: told.append(args[0])
    )

    # after one period at least what two allow, 92; nothing proved for one is less true for two
    assert frame["cost"].tolist() == [0, 7, 7, 49]
    # found less proved, of the delay and of now: 92 against 96 and against 94, 50 against 60, and 99 against 100
    assert frame["error"].tolist() == [0, 4 + 1, 2 + 1, 10 + 1]
    assert told == [1, 2, 4]


def test_waiting_never_pays(two, two_states, monkeypatch):
    """A better plan found for later shows that now was not solved to the end, not that waiting gains."""
    answers(monkeypatch, two_states.plan, {1: (-101.0, -102.0)})
    now = replace(two_states.plan, objective=-99.0, bound=-103.0)

    frame = waiting.cost_of_waiting(two.market, two.plans["no-deal"], now, [1])

    assert frame["cost"].tolist() == [0, 0]
    assert np.isfinite(frame["error"]).all()
    assert (frame["error"] >= 0).all()


def test_a_state_in_which_no_future_ends_cannot_be_believed(two, two_states, monkeypatch):
    nowhere = np.zeros(two_states.tree.leaves.size, bool)
    monkeypatch.setattr(waiting, "ends_in", lambda *_: nowhere)
    with np.errstate(invalid="raise"):
        found = waiting.signal(two.deal.struck, "any", "state", probability=0.5)
    assert (found["believed"] == 0.0).all()
    assert found["turns_at"].isna().all()
    assert found["gap_believing"].isna().all()


def test_a_state_written_twice_is_believed_by_either_name(study):
    # low is lo by another name: half of all futures end in it
    (effect,) = HALVES["driver_effects"]
    moves = [("hi", 0.5), ("lo", 0.25), ("low", 0.25)]
    said = HALVES | {
        "driver_states": [{"driver": "d", "date": "2027-01-01", "state": "hi", "next": n, "probability": p} for n, p in moves],
        "driver_effects": [effect, effect | {"state": "low"}],
    }  # fmt: skip
    deal = struck(one(study, 2, 0.5, 1, 9, **said, instruments=[clause("grant")]))
    first, other = (waiting.signal(deal, "d", state, 0.25) for state in ("lo", "low"))
    assert first["believed"].tolist() == [0.5]
    assert first["gap_believing"].tolist() == pytest.approx([9 - 5 - 0.75 * 5])
    pd.testing.assert_frame_equal(first, other)
