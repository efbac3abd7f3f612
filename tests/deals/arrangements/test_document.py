"""What the deal found as one plain document."""

from __future__ import annotations

import json
from types import SimpleNamespace

import numpy as np
import pytest

from offtake.deals.arrangements.document import deal_document, signing_steps


def test_the_document_holds_every_number_of_the_deal_and_is_json(two):
    found = deal_document(two)

    json.dumps(found)
    deal = found["deal"]
    assert {s["kind"]: s["cost"] for s in deal["singles"]} == pytest.approx(
        {
            "price_uplift": 20.098,
            "grant": 17.105,
            "take_or_pay": 22.190,
            "cancellation_fee": 20.835,
            "prepayment": 5.597,
        },
        abs=6e-4,
    )
    assert deal["without"]["Maker"]["prepayment"] == pytest.approx(17.1051, abs=6e-5)
    assert found["no_deal"]["starts_agree"] is True


def test_the_cheapest_mix_without_a_kind_stands_beside_that_of_all(two):
    found = deal_document(two)["deal"]

    assert found["without"]["Maker"]["all kinds"] == pytest.approx(9.9878, abs=6e-5)
    assert all(row["within_budget"] for row in found["singles"] if not row["over_cap"])


def test_of_both_starts_without_a_deal_it_says_which_end_is_shown(two):
    found = deal_document(two, detail=False)

    assert [s["shown"] for s in found["no_deal"]["starts"]].count(True) == 1
    assert all(s["social_value"] == pytest.approx(0, abs=1e-9) for s in found["no_deal"]["starts"])
    assert found["no_deal"]["coordination"] == pytest.approx(0, abs=1e-9)
    assert found["deal"]["left_out"] == []
    assert "without" not in found["deal"]


def test_a_step_is_worth_to_the_buyers_what_it_gains_beyond_signing_nothing():
    def step(parts, gain, chosen, delivered):
        return SimpleNamespace(parts=parts, social_value=gain + 1.0, public_paid=5.0, buyers_gain=gain, chosen=chosen, delivered=np.array(delivered))  # fmt: skip

    steps = [step(("A", "B"), 9.0, False, [3.0, 1.0]), step(("B",), 8.0, True, [2.0, 1.0]), step((), 6.0, False, [0.0, 1.0])]  # fmt: skip
    figures = SimpleNamespace(products=("pump", "fuse"))
    struck = SimpleNamespace(market=SimpleNamespace(f=figures))
    found = signing_steps(SimpleNamespace(struck=struck, signing=SimpleNamespace(steps=steps)))

    assert [(s["step"], s["parts"], s["chosen"]) for s in found] == [(2, ["A", "B"], False), (1, ["B"], True), (0, [], False)]  # fmt: skip
    assert [s["buyers_gain"] for s in found] == [3, 2, 0]
    assert [s["social_value"] for s in found] == [10, 9, 7]
    assert found[1]["delivered"] == {"pump": 2, "fuse": 1}
