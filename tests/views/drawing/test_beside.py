"""What differs between two runs, in words."""

from __future__ import annotations

import pandas as pd

from offtake.views.drawing.beside import decisions, headline


def test_measures_that_are_the_same_are_counted_and_differences_within_the_gaps_stand_in_brackets():
    rows = [
        ("deal", "never_delivered:pump", "share", 0.10, 0.03, float("nan")),
        ("deal", "public_paid", "million EUR", 340.0, 341.5, 2.0),
        ("deal", "begun", "projects", 2.0, 2.0, float("nan")),
        ("deal", "on_time", "share", 1.0, 0.0, float("nan")),
    ]
    frame = pd.DataFrame(rows, columns=["arrangement", "measure", "unit", "before", "after", "noise"])  # fmt: skip
    told, same = headline(frame.assign(difference=frame["after"] - frame["before"]))
    assert told["measure"].tolist() == ["never delivered, pump", "public paid", "on time"]
    assert told["before"].tolist() == ["10%", "340.0", "100%"]
    assert told["difference"].tolist() == ["−7", "(1.5)", "−100"]
    assert same == 1


def test_a_clause_that_only_one_side_signs_has_its_size_with_its_unit():
    clause = {"kind": "claw_back", "covers": "all", "unit": "share of profit", "size_before": 0.26, "size_after": None}  # fmt: skip
    (row,) = decisions(pd.DataFrame([clause]), "EUR").to_dict("records")
    assert row == {"kind": "claw back", "covers": "all", "size before": "26% of profit", "size after": "-"}  # fmt: skip
