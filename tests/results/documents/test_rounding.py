from __future__ import annotations

from offtake.results.documents.rounding import rounded


def test_money_is_rounded_to_a_billionth_of_the_largest_amount():
    found = rounded({"public_cost": 43561.123456789, "acceptance": -4e-5, "gap": 2e-5})
    assert found == {"public_cost": 43561.1235, "acceptance": 0.0, "gap": 2e-5}


def test_nothing_is_never_minus_nothing():
    assert str(rounded({"acceptance": -7e-15, "cost": 3.0})["acceptance"]) == "0.0"


def test_what_is_not_money_keeps_twelve_places():
    found = rounded({"size": 0.000756123456789, "share_of_futures": 1 / 3, "cost": 1e6})
    assert found["size"] == 0.000756123457
    assert abs(found["share_of_futures"] - 1 / 3) < 1e-12


def test_infinite_and_missing_amounts_pass():
    assert rounded({"bound": float("-inf"), "cost": 1.0, "value": None})["value"] is None


def test_amounts_below_a_name_are_amounts_too():
    found = rounded(
        {"shares": {"State": 1e-12, "Other": 5.0}, "rows": [{"mean": 1e-12}]}, also=["mean"]
    )
    assert found == {"shares": {"State": 0.0, "Other": 5.0}, "rows": [{"mean": 0.0}]}
