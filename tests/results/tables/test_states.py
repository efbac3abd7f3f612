"""Expected values follow from the plan in conftest.py: demand goes on with 0.4, or stops."""

from __future__ import annotations

import pytest

from offtake.results.tables.answer import answer
from offtake.results.tables.states import by_state, dividing_driver


def test_each_state_has_its_own_need_deliveries_and_times(paper):
    # on: 16 + 20 needed and 10 + 20 delivered; off: 16 and 16; the waits are those of test_deliveries.py
    found = by_state(paper, 0).set_index(["state", "measure"])

    assert found.loc[("demand on", "needed:round"), ["probability", "mean"]].tolist() == [0.4, 36]
    assert found.loc[("demand on", "delivered:round"), ["mean", "least", "most"]].tolist() == [30, 30, 30]  # fmt: skip
    assert found.loc[("demand on", "never_delivered:round"), "mean"] == pytest.approx(6 / 36)
    assert found.loc[("demand on", "wait:round"), "mean"] == pytest.approx(12 * 8.1 / 30)
    assert found.loc[("demand off", "needed:round"), ["probability", "mean"]].tolist() == [0.6, 16]
    assert found.loc[("demand off", "never_delivered:round"), "mean"] == 0
    assert found.loc[("demand off", "wait:round"), "mean"] == pytest.approx(12 * 4.5 / 16)


def test_the_states_together_are_the_answer(paper):
    found = by_state(paper, 0)
    whole = answer(paper).set_index("measure")["mean"]

    for measure in ("delivered:round", "public_paid", "social_value"):
        own = found[found["measure"] == measure]
        assert own["probability"] @ own["mean"] == pytest.approx(whole[measure])


def test_the_driver_is_the_one_that_parts_what_buyers_pay(paper):
    assert dividing_driver(paper) == 0
