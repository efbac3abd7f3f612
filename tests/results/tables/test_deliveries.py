"""Expected values follow from the plan in conftest.py by the arithmetic shown."""

from __future__ import annotations

import pytest

from offtake.results.tables import deliveries


def test_deliveries_of_a_period_have_their_mean_and_bands_over_futures(paper):
    frame = deliveries.deliveries(paper).set_index("period")
    assert frame["product"].unique().tolist() == ["round"]
    assert frame.loc["2026-H2", ["mean", "p05", "p95"]].tolist() == [5, 5, 5]
    row = frame.loc["2027-H1"]  # 10 with 0.4, 6 with 0.6
    assert row[["p05", "p25", "p50", "p75", "p95"]].tolist() == [6, 6, 6, 10, 10]
    assert row["mean"] == pytest.approx(0.4 * 10 + 0.6 * 6)
    assert row["year"] == 2027


def test_deliveries_of_a_year_are_summed_within_each_future(paper):
    frame = deliveries.deliveries_by_year(paper).set_index("year")
    assert frame.loc[2026, "mean"] == 5 + 5
    assert frame.loc[2027, ["p05", "p95"]].tolist() == [6, 20]
    assert frame.loc[2027, "mean"] == pytest.approx(0.4 * 20 + 0.6 * 6)


def test_what_is_needed_follows_the_drivers(paper):
    frame = deliveries.need(paper).set_index("period")
    assert frame.loc["2026-H1", "mean"] == 8  # half of the year's 16
    assert frame.loc["2027-H2", ["p05", "p50", "p95"]].tolist() == [0, 0, 10]
    assert frame.loc["2027-H2", "mean"] == pytest.approx(0.4 * 10)


def test_the_share_late_is_over_all_that_was_needed_up_to_then(paper):
    frame = deliveries.shortfall(paper).set_index("year")
    assert frame.loc[2026, ["late", "share_late"]].tolist() == [6, 6 / 16]
    late, needed = 0.4 * 6, 16 + 0.4 * 20
    assert frame.loc[2027, ["late", "share_late"]].tolist() == pytest.approx([late, late / needed])


def test_unit_years_late_count_each_unit_for_each_period_it_waits(paper):
    waiting = 3 + 6 + 0.4 * 6 + 0.4 * 6
    assert deliveries.late(paper) == {"round": pytest.approx(0.5 * waiting)}
    assert deliveries.missed(paper) == {"round": 0.0}
    frame = deliveries.lateness(paper)
    assert frame.loc[0, ["product", "units_missed"]].tolist() == ["round", 0]


def test_the_mean_delay_is_units_waiting_over_the_rate_at_which_needs_arise(paper):
    unit_years, needed = 0.5 * 13.8, 8 + 8 + 0.4 * 20
    assert deliveries.mean_delay(paper) == pytest.approx(12 * unit_years / needed)
    assert deliveries.delay_by_future(paper).tolist() == pytest.approx(
        [12 * 10.5 / 36, 12 * 4.5 / 16]
    )
