"""Chances of being ahead, by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from offtake.results.tables.forecast.rivals import estimate, first_ahead, rivals


def _said(*rows: tuple[int, float, float, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["year", "low", "central", "high"])


NONE = float("nan")


def test_a_range_without_a_central_figure_is_evenly_spread():
    said = estimate(_said((2026, 4.0, NONE, 8.0)), [2026])
    assert said.below(np.array([[3.0], [5.0], [8.0], [9.0]])).ravel().tolist() == [0, 0.25, 1, 1]


def test_a_central_figure_is_the_peak_of_a_triangle():
    # density rises from 4 to its peak 2/4 = 0.5 at 5, then falls to 8: F(5) = 1 * 0.5 / 2, F(6.5) = 1 - 1.5 * 0.25 / 2
    said = estimate(_said((2026, 4.0, 5.0, 8.0)), [2026])
    assert said.below(np.array([[5.0], [6.5], [8.0]])).ravel() == pytest.approx([0.25, 0.8125, 1])
    ends = estimate(_said((2026, 4.0, 4.0, 8.0)), [2026]), estimate(_said((2026, 4, 8, 8)), [2026])
    assert [float(e.below(np.array([[6.0]]))[0, 0]) for e in ends] == pytest.approx([0.75, 0.25])


def test_one_figure_is_certain_and_as_much_is_not_ahead():
    said = estimate(_said((2026, NONE, 5.0, NONE)), [2026])
    assert said.below(np.array([[5.0], [5.1]])).ravel().tolist() == [0, 1]


def test_between_years_on_a_line_then_held_on_and_nothing_before_the_first():
    said = estimate(_said((2028, 4, 6, 8), (2026, 0, 2, 4)), [2025, 2026, 2027, 2028, 2030])
    assert said.basis == ("", "stated", "between", "stated", "held on from 2028")
    assert said.central[1:].tolist() == [2, 4, 6, 6]
    assert np.isnan(said.low[0])
    assert said.below(np.full((1, 5), 99.0)).ravel().tolist() == [0, 1, 1, 1, 1]


RIVAL = [
    {"rival": "Them", "product": "goods, new", "against": "good", "year": 2025, "low": 8, "high": 18},
    {"rival": "Them", "product": "goods, repaired too", "against": "good", "year": 2026, "central": 30},
    {"rival": "Them", "product": "things", "year": 2026, "central": 1},
]  # fmt: skip
YIELD = {
    "drivers": [{"driver": "yield", "initial": "full"}],
    "driver_states": [
        {"driver": "yield", "date": "2027-01-01", "state": "full", "next": state, "probability": 0.5}
        for state in ("full", "half")
    ],
    "driver_effects": [
        {"driver": "yield", "state": "half", "table": "lines", "column": "reliability", "operation": "set", "value": 0.5}
    ],
}  # fmt: skip


def test_scopes_stand_apart_and_what_is_held_beside_nothing_is_left_out(solved):
    frame = rivals(solved(rivals=RIVAL, **YIELD))
    assert frame["product"].unique().tolist() == ["goods, new", "goods, repaired too"]
    assert set(frame["basis"]) == {"held on from 2025", "stated", "held on from 2026"}


def test_the_chance_of_being_ahead_in_a_year_and_by_it(solved):
    # 10 made in 2026; in 2027 14, which is what the need leaves of 18, or 9 of 18 where yields halve. Rival evenly
    # between 8 and 18: ahead with 0.2; with 0.6 or 0.1, 0.35 in the mean; by then with 0.6 or 0.2
    a = solved(rivals=RIVAL, **YIELD)
    own = rivals(a).set_index(["product", "year"]).loc["goods, new"]
    assert own["p05"].tolist() == pytest.approx([10, 9])
    assert own["p95"].tolist() == pytest.approx([10, 14])
    assert own["ahead"].tolist() == pytest.approx([0.2, 0.5 * 0.6 + 0.5 * 0.1])
    assert own["ahead_by"].tolist() == pytest.approx([0.2, 0.5 * 0.6 + 0.5 * 0.2])

    first = first_ahead(a).set_index("product")
    assert first.loc["goods, new", ["p10", "ever"]].tolist() == pytest.approx([2026, 0.4])
    assert np.isnan(first.loc["goods, new", "p50"])
    assert first.loc["goods, repaired too", "ever"] == 0


def test_years_that_the_study_covers_in_part_are_not_held_beside_a_rivals(solved):
    # three half-years: 2026 whole, of 2027 a half
    needs = [{"buyer": "state", "product": "good", "period": "2026", "quantity": 12, "kind": "stock", "value": 90, "late_cost": 1}]  # fmt: skip
    a = solved(periods=3, period="half-year", requirements=needs, rivals=RIVAL)
    assert set(rivals(a)["year"]) == {2026}
