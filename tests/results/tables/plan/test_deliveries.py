"""Expected values follow from the plan in conftest.py by the arithmetic shown."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from offtake.results.tables.answer import answer
from offtake.results.tables.plan import deliveries


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


def test_unit_years_late_are_the_mean_of_what_is_late_at_a_periods_beginning_and_end(paper):
    # 0 to 3, 3 to 6; then 6 to 6 and again with 0.4, 6 to 0 and 0 with 0.6
    waiting = 1.5 + 4.5 + 0.4 * (6 + 6) + 0.6 * (3 + 0)
    assert deliveries.late(paper) == {"round": pytest.approx(0.5 * waiting)}
    assert deliveries.missed(paper) == {"round": 0.0}
    frame = deliveries.lateness(paper)
    assert frame.loc[0, ["product", "units_missed"]].tolist() == ["round", 0]


def test_what_is_never_delivered_and_how_long_the_rest_was_waited_for(paper):
    # On: needed at 16, 16, 20, 20 a year and delivered at 10, 10, 20, 20. The u-th unit waits 0 to 0.375 years up
    # to the 10th, 0.375 to 0.3 up to the 16th, 0.3 up to the 30th; 6 of 36 are open at the end.
    # Off: delivered at 10, 10, 12: 0 to 0.375 years up to the 10th, 0.375 to 0.5 up to the 16th, the last.
    on = 10 * 0.375 / 2 + 6 * (0.375 + 0.3) / 2 + 14 * 0.3
    off = 10 * 0.375 / 2 + 6 * (0.375 + 0.5) / 2
    units = 0.4 * 30 + 0.6 * 16

    row = deliveries.lateness(paper).loc[0]

    assert row["never_delivered"] == pytest.approx(0.4 * 6 / (0.4 * 36 + 0.6 * 16))
    assert row["of_stocks"] == row["never_delivered"]
    assert np.isnan(row["of_flows"])
    assert row["wait_months"] == pytest.approx(12 * (0.4 * on + 0.6 * off) / units)
    # 95% of 21.6 units: all but the last 1.08, which with 0.6 wait longest; 0.6 times 1.8 units of 1/48 year each
    assert row["wait_p95"] == pytest.approx(12 * (0.5 - 1.8 / 48))
    # the last 6 of 36 are needed from 1.7 to 2 years, the study's end
    assert row["still_open"] == pytest.approx(0.4 * 6)
    assert row["open_months"] == pytest.approx(12 * 0.15)


def test_the_band_of_waits_is_over_futures(paper):
    found = answer(paper).set_index("measure").loc["wait:round"]

    assert found[["p05", "p95"]].tolist() == pytest.approx([12 * 8.1 / 30, 12 * 4.5 / 16])


def test_units_missed_are_those_of_every_year():
    # 2 for certain in the first period, then 3 with 0.4 or 5 with 0.6; what is late of a stock is not missed
    needs = SimpleNamespace(
        is_stock=np.array([False, True]),
        labels=SimpleNamespace(keys=[("State", "round", "flow"), ("State", "round", "stock")]),
    )
    account = SimpleNamespace(
        tree=SimpleNamespace(probability=np.array([1.0, 0.4, 0.6])),
        short=np.array([[2.0, 9], [3, 9], [5, 9]]),
        q=SimpleNamespace(requirements=needs),
    )
    assert deliveries.missed(account) == {"round": pytest.approx(2 + 0.4 * 3 + 0.6 * 5)}
