"""Policies side by side: what is alike under all of them is counted, and a number that is not there is none."""

from __future__ import annotations

import pandas as pd

from offtake.commands.answers.policies import _text


def frame(*rows: tuple[object, ...]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=["part", "arrangement", "name", "unit", "base", "cut"])


NAN = float("nan")
ROWS = (
    ("headline", "deal", "public_paid", "million EUR", 12.0, 12.0),
    ("begun at the start", "deal", "hall", "projects", 1.0, 1.0),
    ("begun at the start", "deal", "shed", "projects", 1.0, 0.0),
    ("clauses", "deal", "grant", "million EUR", 5.0, NAN),
    ("clauses", "deal", "fee", "million EUR", NAN, NAN),
)


def test_the_headline_is_told_in_full_and_of_the_rest_what_a_policy_changes():
    parts = [p.splitlines() for p in _text(frame(*ROWS), ["base", "cut"]).split("\n\n")]
    assert [lines[0].split()[0] for lines in parts] == ["Headline", "Begun", "Begun", "Clauses", "Clauses:"]  # fmt: skip
    assert parts[0][1].split() == ["public", "paid", "deal", "million", "EUR", "12", "12"]
    assert [line.split()[0] for line in parts[1][1:]] == ["shed"]
    assert parts[2] == ["Begun at the start: the same under every policy in 1 of 2 rows; --json has them."]  # fmt: skip
    # what is signed under one alone differs; what is nowhere is the same
    assert parts[3][1].split()[-2:] == ["5", "-"]
    assert parts[4][0].startswith("Clauses: the same under every policy in 1 of 2 rows")


def test_one_policy_alone_hides_nothing():
    told = _text(frame(*ROWS), ["base"])
    assert "the same under every policy" not in told
    assert len(told.splitlines()) == 3 + 5 + 2  # heads, rows, lines between


def test_parts_stand_in_the_order_of_the_table():
    told = _text(frame(*reversed(ROWS)), ["base", "cut"])
    assert told.index("Clauses") < told.index("Begun") < told.index("Headline")
