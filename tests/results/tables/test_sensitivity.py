"""What moves the answer as tables: units and signs of swings, the order of rows, and how ranges are said."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from offtake.plan.sensitivity.assumptions import Assumption
from offtake.plan.sensitivity.draws import Design, Drawn
from offtake.plan.sensitivity.reckoning import Reckoned
from offtake.plan.sensitivity.tornado import Swing, Tornado
from offtake.results.tables.sensitivity import (
    AGAIN,
    RECKONED,
    beside,
    first_frame,
    range_words,
    tornado_document,
    tornado_frame,
    turn_words,
)

PRICE = Assumption("prices", "price", (0,), "Maker", 0.9, 1.1, status="sourced")
ADDS = Assumption("projects", "adds", (0, 1), "hall | annex", 0.7, 1.3)
COST = Assumption("lines", "unit_cost", (0,), "works", 0.5, 1.5)
# social value, rounds delivered, halls begun at the start
FOUND = Tornado(
    ("social_value", "delivered:round"),
    ("hall", "annex"),
    np.array([100.0, 20.0, 1.0, 0.0]),
    (
        Swing(PRICE, np.array([99.5, 20.0, 1.0, 0.0]), np.array([100.0, 19.0, 1.0, 0.0]), 0.1),
        Swing(ADDS, None, np.array([130.0, 26.0, 0.0, 2.0])),
    ),
    error=0.3,
)


@pytest.fixture
def frame(study):
    turned = [(1, "high", np.array([1.1, 1.2]))]
    return tornado_frame(study, FOUND, turned, [Reckoned(COST, 4.0, -6.0)])


def test_rows_stand_by_measure_then_by_swing_and_an_end_that_is_refused_is_empty(frame):
    assert frame["measure"].tolist() == ["social_value"] * 3 + ["delivered:round"] * 2
    assert frame["column"].tolist() == ["adds", "unit_cost", "price", "adds", "price"]
    # the stated figure counts where an end is refused; what falls is a swing as well
    assert frame["swing"].tolist() == [30, 10, 0.5, 6, 1]
    assert frame["at_high"].tolist() == [130, 94, 100, 26, 19]
    assert np.isnan(frame["at_low"][0])
    assert frame["figures"].tolist() == [2, 1, 1, 2, 1]
    assert frame["how"].tolist() == [AGAIN, RECKONED, AGAIN, AGAIN, AGAIN]
    assert frame["unit"].tolist() == ["million EUR, present value"] * 3 + ["rounds"] * 2


def test_what_turns_and_how_exactly_it_is_known_is_of_social_value(frame):
    adds, _, price, goods, _ = frame.to_dict("records")

    assert (adds["first_at_low"], adds["first_at_high"]) == ("", "hall, annex")
    assert (price["first_at_low"], price["first_at_high"]) == ("", "")
    assert adds["turn_high"] == pytest.approx(1.15)
    assert np.isnan(adds["turn_low"])
    assert price["error"] == 0.3  # the worse of base and ends
    assert np.isnan(adds["error"])
    assert np.isnan(goods["error"])


def test_the_share_of_judgement_counts_what_moves_by_a_hundredth_or_more(frame):
    told = tornado_document(frame, every=True)

    # 30 and 10 of 100, both judgements; the price moves it by half a hundredth
    assert told["judgement"] == {
        "moved_by": 0.01, "looked_at": 3, "worked_out_again": 2, "moving": 2, "judged": 2, "share": 1.0,
    }  # fmt: skip
    assert [m["swing"] for m in told["moves_most"]] == [30, 10, 0.5]
    assert [m["range"] for m in told["moves_most"]] == ["±30%", "±50%", "±10%"]
    assert told["moves_most"][0]["at_low"] is None
    assert "judgement" not in tornado_document(frame, every=False)
    still = frame.assign(swing=0.0)
    assert tornado_document(still, every=True)["judgement"]["share"] is None


def test_rows_of_another_arrangement_stay_and_the_same_ones_are_made_anew(frame):
    deal = frame.iloc[:1].assign(arrangement="deal", swing=7.0)
    both = beside(frame, deal)
    assert both["arrangement"].tolist() == ["deal"] + ["first-best"] * 5
    assert beside(both, deal.assign(swing=8.0))["swing"].tolist() == [8, 30, 10, 0.5, 6, 1]
    assert beside(None, frame) is frame


def test_first_decisions_that_are_begun_stand_first_and_nine_of_ten_hold():
    begun = np.array([[0, 1, 1]] * 9 + [[0, 2, 0]], float)
    values = np.column_stack([np.zeros(10), begun])
    design = Design(("lines",), ("lines",), np.zeros((10, 1)), {}, 1)
    base = np.array([5.0, 0.0, 1.0, 0.0])
    frame = first_frame(Drawn(design, ("social_value",), ("a", "b", "c"), base, values))

    assert frame["project"].tolist() == ["b", "a", "c"]
    assert frame["begun"].tolist() == [1, 0, 0]
    assert frame["same"].tolist() == pytest.approx([0.9, 1.0, 0.1])
    assert frame["holds"].tolist() == [True, True, False]


@pytest.mark.parametrize(
    ("operation", "low", "high", "said"),
    [
        ("scale", 0.7, 1.3, "±30%"),
        ("scale", 0.9, 1.2, "0.9 to 1.2 times"),
        ("set", 3.0, 5.0, "3 to 5 years"),
        ("add", -0.5, 1.0, "-0.5 to +1 years"),
    ],
)
def test_a_range_is_said_by_what_it_does(operation, low, high, said):
    row = {"table": "projects", "column": "build_time", "operation": operation, "low": low, "high": high}  # fmt: skip
    assert range_words(pd.Series(row)) == said


def test_where_it_turns_is_a_share_or_a_value_or_nothing():
    row = pd.Series({"operation": "scale", "turn_low": 0.75, "turn_high": float("nan")})
    assert (turn_words(row, "low"), turn_words(row, "high")) == ("-25%", "")
    assert turn_words(pd.Series({"operation": "set", "turn_high": 2.5}), "high") == "2.5"
