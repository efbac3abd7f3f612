"""Tests of finance.py: worked numbers, then laws that hold for any numbers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from offtake.formulas import finance


@pytest.mark.parametrize(
    ("rate", "years", "expected"),
    [(0.10, 2, 1.735537), (0.10, 5, 3.790787), (0.03, 2, 1.913470), (0.03, 5, 4.579707)],
)
def test_annuities(rate, years, expected):
    assert finance.annuity(rate, years) == pytest.approx(expected, abs=5e-7)


@pytest.mark.parametrize("rate", [0.0, 1e-140, 1e-15])
def test_an_annuity_without_interest_is_the_number_of_years(rate):
    assert finance.annuity(rate, 7) == pytest.approx(7)


RECOVERY = {
    3: (0.38803, 0.40211, 0.41635, 0.43798, 603.2),
    5: (0.25046, 0.26380, 0.27741, 0.29832, 395.7),
    7: (0.19207, 0.20541, 0.21912, 0.24036, 308.1),
    10: (0.14903, 0.16275, 0.17698, 0.19925, 244.1),
    15: (0.11683, 0.13147, 0.14682, 0.17102, 197.2),
    20: (0.10185, 0.11746, 0.13388, 0.15976, 176.2),
}


@pytest.mark.parametrize("years", RECOVERY)
def test_capital_recovery_factors_and_the_charge_of_1500_a_unit(years):
    *factors, charge = RECOVERY[years]

    found = [finance.capital_recovery(rate, years) for rate in (0.08, 0.10, 0.12, 0.15)]

    assert found == pytest.approx(factors, abs=5e-6)
    assert finance.levelised_charge(1500, 0.10, years) == pytest.approx(charge, abs=0.05)


def test_ten_years_instead_of_five_cut_the_charge_by_38_percent_and_half_use_doubles_it():
    five, ten = (finance.levelised_charge(1500, 0.10, years) for years in (5, 10))

    assert 1 - ten / five == pytest.approx(0.38, abs=0.005)
    assert finance.levelised_charge(1500, 0.10, 5, utilisation=0.5) == pytest.approx(2 * five)


def test_end_value_by_annuity():
    assert finance.salvage(0.10, 20, 10) == pytest.approx(0.72174, abs=5e-6)
    assert finance.salvage(0.10, 20, 0) == 1
    assert finance.salvage(0.10, 20, 25) == 0


def test_ten_percent_nominal_at_three_percent_inflation_is_6_796_real():
    assert finance.real_rate(0.10, 0.03) == pytest.approx(0.06796, abs=5e-6)
    assert finance.nominal_rate(finance.real_rate(0.10, 0.03), 0.03) == pytest.approx(0.10)


@pytest.mark.parametrize(("years", "lost"), [(5, 0.1374), (7, 0.1869), (10, 0.2559), (15, 0.3581)])
def test_a_price_without_index_erodes(years, lost):
    assert finance.erosion(0.03, years) == pytest.approx(lost, abs=5e-5)


def test_npv_of_the_good_and_of_the_bad_future():
    assert finance.npv(0.10, start=[-100], end=[30] * 5) == pytest.approx(13.7236, abs=5e-5)
    assert finance.npv(0.10, start=[-100], end=[30] * 2) == pytest.approx(-47.9339, abs=5e-5)


@given(
    cash=st.lists(st.floats(-100, 100), min_size=1, max_size=12),
    nominal=st.floats(0.0, 0.3),
    inflation=st.floats(0.0, 0.1),
)
def test_nominal_cash_at_the_nominal_rate_is_worth_as_much_as_real_cash_at_the_real_rate(
    cash, nominal, inflation
):
    inflated = [c * (1 + inflation) ** (t + 1) for t, c in enumerate(cash)]

    real = finance.npv(finance.real_rate(nominal, inflation), end=cash)

    assert finance.npv(nominal, end=inflated) == pytest.approx(real, abs=1e-7)


LOSSES, CHANCES = (100.0, 20.0, -10.0, -30.0), (0.05, 0.05, 0.4, 0.5)


@pytest.mark.parametrize(
    ("level", "expected"), [(0.0, -13), (0.5, 4), (0.8, 25), (0.9, 60), (0.95, 100)]
)
def test_cvar_of_four_losses(level, expected):
    assert finance.cvar(LOSSES, CHANCES, level) == pytest.approx(expected)


@pytest.mark.parametrize("level", [0.1, 0.5, 0.77, 0.9])
def test_cvar_is_the_minimum_of_rockafellar_and_uryasev(level):
    losses, chances = np.array(LOSSES), np.array(CHANCES)
    candidates = [t + (chances * np.maximum(losses - t, 0)).sum() / (1 - level) for t in LOSSES]

    assert finance.cvar(losses, chances, level) == pytest.approx(min(candidates))


@pytest.mark.parametrize(
    ("tail", "coefficient"),
    [(0.01, 2.6652), (0.05, 2.0627), (0.10, 1.7550), (0.25, 1.2711), (0.50, 0.7979)],
)
def test_worst_share_of_a_normal_value(tail, coefficient):
    assert finance.normal_tail_coefficient(tail) == pytest.approx(coefficient, abs=5e-5)
    assert finance.normal_tail_mean(10, 2, tail) == pytest.approx(10 - 2 * coefficient, abs=2e-4)


def test_the_mean_of_all_is_the_worst_whole():
    assert finance.normal_tail_mean(10, 2, 1.0) == 10
    assert finance.tail_mean([1, 2, 3], [0.2, 0.3, 0.5], 1.0) == pytest.approx(2.3)


def test_acceptance_of_the_good_and_the_bad_future():
    values, chances = [13.7236, -47.9339], [0.5, 0.5]

    gaps = [-finance.acceptance(values, chances, lam, 0.5) for lam in (0, 0.25, 0.5, 1)]

    assert gaps == pytest.approx([17.105, 24.812, 32.520, 47.934], abs=5e-4)


def test_a_tail_of_nothing_is_refused():
    with pytest.raises(ValueError, match="above 0"):
        finance.tail_mean([1.0], [1.0], 0.0)


@given(
    values=st.lists(st.floats(-50, 50), min_size=2, max_size=8),
    lam=st.tuples(st.floats(0, 1), st.floats(0, 1)),
    tail=st.floats(0.05, 1.0),
)
def test_more_weight_on_the_worst_never_raises_acceptance(values, lam, tail):
    chances = np.full(len(values), 1 / len(values))

    low, high = (finance.acceptance(values, chances, x, tail) for x in sorted(lam))

    assert high <= low + 1e-9


@pytest.mark.parametrize(
    ("rate", "units", "averages"),
    [
        (0.80, (80, 47.65, 22.71, 10.82), (90, 63.15, 32.65, 15.87)),
        (0.85, (85, 58.28, 33.97, 19.80), (92.5, 71.16, 43.75, 25.79)),
    ],
)
def test_learning_curves(rate, units, averages):
    counts = (2, 10, 100, 1000)

    assert finance.learning_cost(100, rate, counts) == pytest.approx(units, abs=0.005)
    found = [finance.learning_average(100, rate, n) for n in counts]
    assert found == pytest.approx(averages, abs=0.005)
    assert finance.learning_cost(100, 0.9, (2, 10, 100, 1000)) == pytest.approx(
        (90, 70.47, 49.66, 34.99), abs=0.005
    )
