"""A forecast of two futures, worked out by hand, against what happened."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from offtake.errors import UsageError
from offtake.simulation.lookback.backtest import Backtest, backtest
from offtake.simulation.lookback.outcomes import known_already, outcomes
from offtake.simulation.lookback.score import crps
from offtake.study.study import Study

Make = Callable[..., Study]


def reading(value: float, day: str = "2027-06-30", **changed: object) -> dict[str, object]:
    row = {"measure": "goods a year", "date": day, "value": value, "variable": "made", "product": "good"}  # fmt: skip
    return row | {"source": "", **changed}


def looked_back(make: Make, *history: dict[str, object]) -> Backtest:
    # the line makes 10 in state good and 5 in state bad; its project is on offer, and is not begun by itself
    return backtest(make(history=list(history)), 2000, 1)


def test_the_forecast_is_of_what_stands_and_not_of_what_might_be_begun(uncertain: Make) -> None:
    [held] = looked_back(uncertain, reading(10)).held
    assert (held.p10, held.p90) == (5, 10)
    assert held.inside


def test_an_outcome_beyond_the_band_is_missed_and_the_bias_is_that_of_the_middle(
    uncertain: Make,
) -> None:
    found = looked_back(uncertain, reading(4.0), reading(10, "2026-06-30"))
    assert (found.total.inside, found.total.count) == (1, 2)
    first, second = (h.p50 for h in found.held)
    assert first == 10
    assert found.total.bias == pytest.approx(((second - 4) / 4 + 0) / 2)
    assert found.total.sharpness == pytest.approx((5 / 4 + 0) / 2)


def test_of_a_reported_range_any_part_in_the_band_will_do(uncertain: Make) -> None:
    assert looked_back(uncertain, reading(2, high=6)).held[0].inside
    assert not looked_back(uncertain, reading(2, high=4)).held[0].inside


def test_two_sources_of_one_day_span_a_range(uncertain: Make) -> None:
    study = uncertain(history=[reading(2, source=""), reading(6, source="assumed", note="a second source")])  # fmt: skip
    [outcome] = outcomes(study)
    assert (outcome.low, outcome.high, len(outcome.sources)) == (2, 6, 2)


def test_deliveries_count_from_the_start_and_evenly_within_a_period(uncertain: Make) -> None:
    # 10 in 2026, and 181 of 365 days of 10 or of 5
    [held] = looked_back(uncertain, reading(12, "2027-07-01", variable="delivered")).held
    assert held.p10 == pytest.approx(10 + 5 * 181 / 365)
    assert held.p90 == pytest.approx(10 + 10 * 181 / 365)


def test_the_newest_reading_before_the_start_is_the_forecast_to_beat(uncertain: Make) -> None:
    found = looked_back(uncertain, reading(7, "2024-06-30"), reading(8, "2025-12-31"), reading(10))
    assert found.held[0].naive == 8
    assert found.total.naive == pytest.approx(0.2)
    assert looked_back(uncertain, reading(10)).total.naive is None


def test_what_was_known_by_cut_off_is_no_test(uncertain: Make) -> None:
    def cut_off(day: str) -> Study:
        return uncertain(
            settings={"cut_off": day}, history=[reading(10, "2026-06-30"), reading(10)]
        )

    assert [o.day.year for o in outcomes(cut_off("2026-06-30"))] == [2027]
    held = backtest(cut_off("2026-06-30"), 2000, 1)
    assert held.total.naive == 0  # 10 was known, and 10 came
    assert [known_already(cut_off(day)) for day in ("2025-12-31", "2026-06-30")] == [0, 1]
    with pytest.raises(UsageError, match=r"every outcome .* put cut_off before 2026-01-01"):
        outcomes(cut_off("2030-01-01"))


@pytest.mark.parametrize("variable", ["made", "delivered"])
def test_a_total_of_a_span_counts_its_first_and_its_last_day(
    uncertain: Make, variable: str
) -> None:
    # 10 in 2026, of which 182 of 365 days are over, and 182 of 365 days of 10 or of 5 in 2027
    span = reading(9, "2027-07-01", since="2026-07-02", variable=variable)
    [held] = looked_back(uncertain, span).held
    assert held.p10 == pytest.approx(10 * 183 / 365 + 5 * 182 / 365)
    assert held.p90 == pytest.approx(10 * 183 / 365 + 10 * 182 / 365)
    assert held.outcome.told == "2026-07-02 to 2027-07-01"


def test_a_span_may_end_with_the_study(uncertain: Make) -> None:
    [held] = looked_back(uncertain, reading(9, "2027-12-31", since="2027-01-01")).held
    assert (held.p10, held.p90) == (5, 10)


def test_a_total_is_held_on_at_its_pace(uncertain: Make) -> None:
    before = reading(7, "2024-12-31", since="2024-01-01")  # 366 days
    a_year = looked_back(uncertain, before, reading(9, "2027-12-31", since="2027-01-01"))
    assert a_year.held[0].naive == pytest.approx(7 * 365 / 366)
    rate = looked_back(uncertain, before, reading(9))
    assert rate.held[0].naive == pytest.approx(7 * 365.25 / 366)
    so_far = looked_back(uncertain, {**before, "variable": "delivered"}, reading(9, "2026-12-31", variable="delivered"))  # fmt: skip
    assert so_far.held[0].naive == pytest.approx(7 * 365 / 366)
    a_rate = looked_back(uncertain, reading(7, "2024-12-31"), reading(9, "2027-12-31", since="2027-01-01"))  # fmt: skip
    assert a_rate.held[0].naive == pytest.approx(7 * 365 / 365.25)


def test_the_stage_that_was_most_wrong_is_named(uncertain: Make) -> None:
    found = looked_back(uncertain, reading(10), reading(40, variable="delivered", measure="got"))
    assert found.worst == "good delivered"
    assert {name: own.inside for name, own in found.stages.items()} == {"good made": 1, "good delivered": 0}  # fmt: skip


def test_of_one_stage_the_measure_that_was_most_wrong_is_named(uncertain: Make) -> None:
    missed = reading(40, measure="another count")
    found = looked_back(uncertain, reading(10), missed, reading(40, "2026-06-30", variable="delivered", measure="got"))  # fmt: skip
    assert (found.worst, found.worst_measure) == ("good delivered", "got")
    found = looked_back(uncertain, reading(10), missed)
    assert (found.worst, found.worst_measure) == ("good made", "another count")


def test_readings_outside_the_study_s_time_are_no_outcomes(uncertain: Make) -> None:
    with pytest.raises(UsageError, match="holds nothing to compare"):
        outcomes(uncertain(history=[reading(1, "2025-12-31"), reading(1, "2030-01-01")]))


def test_readings_without_a_variable_are_kept_to_be_read(uncertain: Make) -> None:
    rows = [reading(1, variable="", measure="a claim"), reading(9)]
    assert [o.low for o in outcomes(uncertain(history=rows))] == [9]


def test_the_crps_of_values_and_weights_is_the_double_sum() -> None:
    values, weight, happened = np.array([3.0, 1.0, 7.0]), np.array([0.2, 0.5, 0.3]), 4.0
    apart = np.abs(values[:, None] - values[None, :])
    by_hand = float(weight @ np.abs(values - happened)) - 0.5 * float(weight @ apart @ weight)
    assert math.isclose(crps(values, weight, happened), by_hand)
    assert crps(np.array([4.0]), np.array([1.0]), 4.0) == 0.0


def test_the_same_seed_gives_the_same_forecast(uncertain: Make) -> None:
    assert looked_back(uncertain, reading(10)) == looked_back(uncertain, reading(10))
