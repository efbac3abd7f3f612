from __future__ import annotations

import pytest

from offtake.results.tables.plan.bottlenecks import bottlenecks


def test_a_shadow_price_is_money_of_its_year_averaged_over_the_years_periods(paper):
    frame = bottlenecks(paper).set_index("year")
    assert frame["family"].unique().tolist() == ["capacity"]
    assert frame.loc[2026, ["mean", "p05", "p95"]].tolist() == pytest.approx([(2 + 4) / 2] * 3)
    going_on = (0 + 6) / 2
    assert frame.loc[2027, ["mean", "p05", "p95"]].tolist() == pytest.approx(
        [0.4 * going_on, 0, going_on]
    )
    assert frame["unit"].unique().tolist() == ["million EUR per unit made"]


def test_a_limit_that_never_binds_is_left_out(paper):
    assert "budget" not in set(bottlenecks(paper)["family"])
