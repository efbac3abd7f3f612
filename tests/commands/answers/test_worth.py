"""What time costs, in words: which delays are asked for, and what each of them loses."""

from __future__ import annotations

import pytest

from offtake.commands.answers.worth import _far, _later, _periods, _times, _wait_text
from offtake.errors import UsageError


def test_delays_are_whole_periods_within_the_study_each_once_in_order():
    assert _periods(None, 12) == [1, 2, 4]
    assert _periods(None, 4) == [1, 2]  # a delay of all four leaves nothing to sign in
    assert _periods("4, 1,4", 5) == [1, 4]


@pytest.mark.parametrize("later", ["0", "5", "1.5", "-1", "one", "1,5", "²"])
def test_a_delay_of_nothing_or_of_the_whole_study_is_refused_with_those_there_are(later):
    with pytest.raises(UsageError, match="whole numbers of periods from 1 to 4"):
        _periods(later, 5)


def test_one_need_has_a_number_and_several_have_names():
    one = {"never_delivered": {"pump": 0.125}, "wait_months": {"pump": 2.264}}
    assert _times(one) == ("12.5%", "2.26")
    two = {"never_delivered": {"pump": 0.125, "shell": 0.0}, "wait_months": {"pump": 3.0}}
    assert _times(two) == ("pump 12.5%, shell 0.0%", "pump 3")
    assert _times({**two, "wait_months": {}})[1] == "-"


def row(**more):
    return {"periods": 2, "years": 0.5, "cost": 12.0, "error": 0.4, "never_delivered": {"pump": 0.1}, "wait_months": {"pump": 3.0}} | more  # fmt: skip


def test_signing_now_is_no_delay_and_a_year_is_one():
    assert [_later(row(periods=p, years=y)) for p, y in ((0, 0.0), (4, 1.0), (2, 0.5), (1, 1 / 12), (13, 13 / 12), (6, 1.5))] == ["now", "1 year later", "6 months later", "1 month later", "13 months later", "1.5 years later"]  # fmt: skip


def test_signals_are_told_where_a_producer_refuses_and_the_state_is_believed_in():
    signal = {"driver": "war", "state": "lasts", "believed": 0.25, "producer": "Maker", "gap": 5.0, "turns_at": 0.6, "contract_cost": 9.0}  # fmt: skip
    document = {"currency": "EUR", "waiting": [row()], "signals": [signal, {**signal, "producer": "Willing", "gap": 0.0}, {**signal, "producer": "Deaf", "turns_at": None}]}  # fmt: skip
    text = _wait_text(document)
    assert "war ends lasts" in text
    assert "Willing" not in text
    told = {line.split()[4]: line for line in text.splitlines() if line.startswith("war")}
    assert "0.6000" in told["Maker"]
    assert "no probability" in told["Deaf"]
    assert _wait_text({**document, "signals": []}).endswith("bring a producer that refuses round.")
    assert "add --signals" in _wait_text({k: v for k, v in document.items() if k != "signals"})


def test_a_gap_is_told_once_plan_and_bound_are_known():
    assert _far(100.0, 99.0) == ", gap 1.00%"
    assert _far(float("inf"), 99.0) == ""
