"""What moves the answer, in words: swings that are none, ends that are refused, and shares that are chance."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd

from offtake.commands.answers.sensitivity import _first, _measure_words, _spread, _text
from offtake.results.tables.sensitivity import AGAIN, RECKONED

NAN = float("nan")


def moved(name: str, swing: float, **more: object) -> dict[str, object]:
    return {
        "arrangement": "first-best", "measure": "social_value", "unit": "million EUR", "base": 100.0, "name": name, "figures": 2,
        "how": AGAIN, "operation": "scale", "low": 0.7, "high": 1.3, "at_low": 100.0 - swing, "at_high": 100.0, "swing": swing,
        "error": NAN, "first_at_low": "", "first_at_high": "", "turn_low": NAN, "turn_high": NAN,
    } | more  # fmt: skip


def told(*rows: dict[str, object]) -> str:
    run = SimpleNamespace(id="7f3a1c", settings=SimpleNamespace(currency="EUR"))
    return _text(run, pd.DataFrame(list(rows)))


def test_what_moves_is_listed_and_what_does_not_is_counted_of_those_worked_out_again():
    text = told(moved("capex", 40.0), moved("opens", 1e-9), moved("price", 30.0, how=RECKONED))
    assert "Social value (million EUR), now 100" in text
    row = next(line for line in text.splitlines() if line.startswith("capex"))
    assert row.split() == ["capex", "2", "±30%", "60", "100", "40"]
    assert "1 of 2 move nothing." in text
    assert "price" not in text
    assert "No assumption moves it." in told(moved("opens", 0.0))


def test_an_end_that_is_refused_and_a_first_decision_that_turns_are_said():
    text = told(moved("capex", 40.0, at_high=NAN, first_at_low="hall", turn_low=0.85, first_at_high="shed"))  # fmt: skip
    assert "refused" in text
    assert "hall, from -15%; shed, at the high end" in text


def test_swings_are_known_to_within_the_largest_error_where_all_are_known():
    both = moved("capex", 40.0, error=0.3), moved("price", 30.0, error=1.9)
    assert "known to within EUR 1.9 million" in told(*both)
    assert "known to within" not in told(both[0], moved("price", 30.0))


def test_a_share_beyond_all_or_below_nothing_is_chance_and_said_to_be():
    def spread(alone: float, total: float) -> str:
        rows = [("social_value", "lines", alone, 0.05, total, 0.05), ("begun", "lines", -1.0, 0.0, 3.0, 0.0)]  # fmt: skip
        frame = pd.DataFrame(rows, columns=["measure", "group", "alone", "alone_error", "total", "total_error"])  # fmt: skip
        return _spread(SimpleNamespace(tables={"spread": frame}))

    assert spread(0.25, 0.4).splitlines()[1].split() == ["lines", "25%", "5%", "40%", "5%"]
    assert "are chance" not in spread(0.0, 1.0)
    assert "are chance" in spread(-0.01, 0.4)
    assert "are chance" in spread(0.2, 1.01)
    assert _spread(SimpleNamespace(tables={})) == ""


def test_first_decisions_that_are_not_begun_and_always_so_are_not_listed():
    rows = [("hall", 1.0, 0.875, False), ("shed", 0.0, 1.0, True), ("yard", 0.0, 0.95, True)]
    frame = pd.DataFrame(rows, columns=["project", "begun", "same", "holds"])
    lines = _first(SimpleNamespace(tables={"first_decisions": frame})).splitlines()
    assert [line.split() for line in lines[1:]] == [["hall", "1", "88%", "hangs", "on", "figures"], ["yard", "0", "95%", "holds"]]  # fmt: skip
    assert [_measure_words(m) for m in ("delivered:pump", "public_paid")] == ["Delivered pump", "Public paid"]  # fmt: skip
