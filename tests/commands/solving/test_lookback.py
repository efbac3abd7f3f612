"""What `offtake backtest` says of its outcomes in words."""

from __future__ import annotations

from datetime import date

from offtake.commands.solving.lookback import _verdict
from offtake.simulation.lookback.backtest import Backtest
from offtake.simulation.lookback.outcomes import Observed
from offtake.simulation.lookback.score import Scored, score


def said(happened: float) -> str:
    outcome = Observed(
        "cars", date(2026, 6, 30), None, "made", "car", "", happened, happened, ("s",)
    )
    held = (Scored(outcome, 2.0, 5.0, 9.0, 1.0, None),)
    return _verdict(Backtest(held, score(held), {"car made": score(held)}, {"cars": score(held)}))


def test_an_outcome_of_nothing_has_no_share_to_be_told() -> None:
    assert "nan" not in said(0.0)
    assert "held 0 of 1 outcomes (0%)\n" in said(0.0)


def test_an_outcome_far_beyond_its_band_is_asked_about_its_unit() -> None:
    assert "another unit" in said(9_000.0)
    assert "another unit" in said(0.01)
    assert "another unit" not in said(60.0)


def test_one_outcome_of_nearly_nothing_does_not_decide_the_means() -> None:
    def one(happened: float) -> Scored:
        outcome = Observed("cars", date(2026, 6, 30), None, "made", "car", "", happened, happened, ("s",))  # fmt: skip
        return Scored(outcome, 0.0, 5.0, 9.0, 1.0, None)

    three = score((one(4.0), one(10.0), one(0.01)))
    # 5 forecast each time: a quarter too high, half too low, 499 times too high; 1 off, of 4
    assert (three.bias, three.crps) == (0.25, 0.25)
