"""Money in one currency and price year; budgets that follow from pledges."""

from __future__ import annotations

import pytest

from offtake.study.changing.money import budgets
from offtake.study.reading.read import read_study


def test_foreign_money_is_converted_at_its_own_year_and_then_inflated(folder):
    line = read_study(folder()).lines.set_index("line").loc["B1"]

    # 0.004 USD of 2024 at 0.92 EUR/USD, and prices rise from 100 to 102.5 by 2025.
    assert line["unit_cost"] == pytest.approx(0.004 * 0.92 * 1.025, rel=1e-14)
    assert line["fixed_cost"] == pytest.approx(0.5 * 0.92 * 1.025, rel=1e-14)


def test_what_is_no_money_is_not_converted(folder):
    assert read_study(folder()).lines["capacity"].tolist() == [500, 1000, 1200]


def test_converted_rows_bear_the_studys_currency_and_price_year(folder):
    line = read_study(folder()).lines.set_index("line").loc["B1"]

    assert (line["currency"], line["price_year"]) == ("EUR", 2025)


def test_own_money_of_another_year_needs_no_rate(folder):
    study = read_study(folder({"lines": {"K4": "", "L4": "2024"}, "exchange_rates": None}))

    assert study.lines.set_index("line")["unit_cost"]["B1"] == pytest.approx(
        0.004 * 1.025, rel=1e-14
    )


def test_foreign_money_of_the_studys_year_needs_no_price_level(folder):
    rates = "currency,year,rate\nUSD,2025,0.9\n"
    study = read_study(
        folder({"lines": {"L4": "2025"}, "exchange_rates": rates, "deflators": None})
    )

    assert study.lines.set_index("line")["unit_cost"]["B1"] == pytest.approx(0.004 * 0.9, rel=1e-14)


def test_a_pledge_is_a_straight_line_from_now_to_its_target_and_level_after_it(folder):
    pledges = """\
buyer,gdp,gdp_growth,share_now,share_target,target_year,equipment_share,product_share,source
Warsaw,1000000,0.1,0.02,0.04,2028,0.5,0.01,S1
"""
    frame = budgets(read_study(folder({"pledges": pledges})))

    warsaw = frame[frame["buyer"] == "Warsaw"]
    assert warsaw["year"].tolist() == [2026, 2027, 2028, 2029]
    # 1,000,000 x 0.5 x 0.01 = 5,000; shares 2%, 3%, 4%, 4%; growth 1, 1.1, 1.21, 1.331
    expected = [5000 * 0.02, 5000 * 1.1 * 0.03, 5000 * 1.21 * 0.04, 5000 * 1.331 * 0.04]
    assert warsaw["amount"].tolist() == pytest.approx(expected, rel=1e-12)
    assert set(warsaw["source"]) == {"S1"}


@pytest.mark.parametrize("target", [2026, 2020])
def test_a_pledge_whose_year_has_come_is_met_at_once(folder, target):
    pledges = f"""\
buyer,gdp,gdp_growth,share_now,share_target,target_year,equipment_share,product_share
Warsaw,1000,0,0.02,0.04,{target},1,1
"""
    frame = budgets(read_study(folder({"pledges": pledges})))

    assert frame[frame["buyer"] == "Warsaw"]["amount"].tolist() == pytest.approx([40] * 4)


def test_given_budgets_stand_as_they_are(folder):
    frame = budgets(read_study(folder({"pledges": None})))

    assert frame[["buyer", "year", "amount", "source"]].values.tolist() == [
        ["Berlin", 2026, 900, "S1"],
        ["Berlin", 2027, 950, "S1"],
        ["Berlin", 2028, 950, "S1"],
        ["Berlin", 2029, 950, "S1"],
    ]


def test_no_budgets_make_an_empty_frame_with_all_columns(folder):
    frame = budgets(read_study(folder({"pledges": None, "budgets": None})))

    assert list(frame.columns) == ["buyer", "year", "amount", "source", "note"]
    assert len(frame) == 0
