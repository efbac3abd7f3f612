"""Rules of thumb against arithmetic, in the study with two states and with its figures changed.

Price 40, cost 10, worth 80; 100 of capital for one unit a year over five years at 10%, so k = 100 / a(10%, 5) a year.
Demand is 1 a year, or 0.4 on average where it ends after two of five years, with even chances.
"""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from click.testing import CliRunner

from offtake.cli import cli
from offtake.deals.acceptance.participation import Stance
from offtake.deals.thumb.one_period import Facts, capacity_rule, mixes
from offtake.formulas.newsvendor import Supplier
from offtake.study.examples import case_path


def a(rate: float, years: int) -> float:
    return sum((1 + rate) ** -t for t in range(1, years + 1))


K = 100 / a(0.1, 5)


@pytest.fixture
def thumb(ask):
    """thumb(case, …): the rules of thumb of a bundled study."""
    return lambda case, *words: ask("thumb", str(case_path(case)), *words)


def test_capacity_for_the_price_alone_is_the_demand_that_is_certain(thumb):
    """(w - c - k) / (w - c) = 0.12: below 0.5, so 0.4 is held; one owner, at 0.62, holds 1."""
    (row,) = thumb("two-states")["capacity"]

    assert (30 - K) / 30 < 0.5 < (70 - K) / 70
    assert row["capacity_cost"] == pytest.approx(K)
    assert (row["alone"], row["first_best"], row["planned"]) == pytest.approx((0.4, 1, 1))
    assert (row["demand_mean"], row["demand_deviation"]) == pytest.approx((0.7, 0.3))
    together = 70 * 0.7 - K
    assert row["efficiency"] == pytest.approx((70 * 0.4 - K * 0.4) / together)


def test_a_firm_order_makes_goods_in_vain_and_take_or_pay_does_not(thumb):
    """An order of 1 makes 0.3 on average that nobody needs, at 10 each; the fee is k (r - w) / (r - c - k)."""
    (row,) = thumb("two-states")["capacity"]

    assert row["firm_order"] == pytest.approx(1)
    assert row["unneeded"] == pytest.approx(0.3)
    assert row["firm_order_efficiency"] == pytest.approx((70 * 0.7 - K - 3) / (70 * 0.7 - K))
    assert row["take_or_pay"] == pytest.approx(K * 40 / (70 - K))
    assert row["take_or_pay_share"] == pytest.approx(K / (70 - K))
    assert row["reservation_fee"] == pytest.approx(K * 40 / 70)


def test_demand_of_another_shape_moves_the_quantile(thumb):
    """Even between 0.7 ± 0.3 √3: one owner holds the quantile (70 - k) / 70."""
    (row,) = thumb("two-states", "--shape", "uniform")["capacity"]

    low, width = 0.7 - 0.3 * math.sqrt(3), 0.6 * math.sqrt(3)
    assert row["first_best"] == pytest.approx(low + width * (70 - K) / 70)
    assert row["alone"] == pytest.approx(low + width * (30 - K) / 30)


def test_the_option_to_wait_rests_on_the_spread_of_the_futures(thumb):
    (row,) = thumb("two-states")["waiting"]

    good, bad = 30 * a(0.1, 5), 30 * a(0.1, 2)
    mean = (good + bad) / 2
    assert row["worth"] == pytest.approx(mean)
    assert row["ratio"] == pytest.approx(mean / 100)
    s = (good - bad) / 2 / mean / math.sqrt(5)
    d = 30 * 3.5 / 5 / mean
    beta = 0.5 - (0.1 - d) / s**2 + math.sqrt(((0.1 - d) / s**2 - 0.5) ** 2 + 0.2 / s**2)
    assert (row["volatility"], row["payout"]) == pytest.approx((s, d))
    assert row["trigger"] == pytest.approx(beta / (beta - 1))
    assert row["grant_share"] == pytest.approx(1 - mean / 100 * (beta - 1) / beta)
    # a year later the better future is worth (good - first year) 1.1 < 100, so waiting is worth nothing either
    assert row["begin_now"] == pytest.approx(mean - 100)
    assert (good - 30 / 1.1) * 1.1 < 100
    assert row["wait_a_year"] == row["option"] == 0


def test_without_uncertainty_a_line_is_worth_building_at_its_full_cost(thumb):
    (little,) = thumb("two-states", "--volatility", "0.0001")["prices"]
    (much,) = thumb("two-states", "--volatility", "0.3")["prices"]

    assert little["trigger_price"] == pytest.approx(10 + K, rel=1e-3)
    assert little["share_built"] == pytest.approx(1, rel=1e-2)
    assert much["trigger_price"] > little["trigger_price"]
    assert much["share_built"] < 1


def test_a_contract_for_years_pays_below_the_chance_at_which_its_fee_eats_the_saving(thumb):
    """Worth 40 · 3.5; the fee alone that would do is 45.534; 80 paid early is credited after 1 and 2 years."""
    (row,) = thumb("two-states", "--saving", "0.2")["contracts"]

    assert row["worth"] == pytest.approx(140)
    assert row["ceiling"] == pytest.approx(45.534 / 140, abs=1e-5)
    early = 80 * (1.03**1.5 - 1)
    assert row["early_money"] == pytest.approx(early)
    assert row["breakeven"] == pytest.approx((0.2 * 140 - early) / 45.534, rel=1e-4)
    assert row["chance"] == 0.5


def test_a_line_is_kept_warm_where_its_fee_is_below_what_readiness_saves(thumb):
    """toy: 2 a year for 40 a year; the quickest other project takes half a year; a pump late costs 0.4 a year."""
    (row,) = thumb("toy")["warm"]
    assert (row["project"], row["fee"], row["breakeven"]) == ("keep warm", 0.05, pytest.approx(0.05 / 0.2))  # fmt: skip

    (row,) = thumb("toy", "--hurried", "0.3")["warm"]
    assert row["breakeven"] == pytest.approx(0.05 / (0.3 + 0.2))


def test_rates_and_learning_are_those_of_finance(thumb):
    found = thumb("two-states", "--inflation", "0.03", "--learning", "0.9")
    (row,) = found["rates"]
    assert row["nominal"] == pytest.approx(1.1 * 1.03 - 1)
    assert row["real_if_nominal"] == pytest.approx(0.06796, abs=5e-6)
    assert row["erosion"] == pytest.approx(0.1374, abs=5e-5)
    good, bad = 30 * a(0.1, 5) - 100, 30 * a(0.1, 2) - 100
    assert row["normal_tail"] == pytest.approx((good + bad) / 2 - 0.7979 * (good - bad) / 2, abs=2e-3)  # fmt: skip
    (line,) = found["learning"]
    assert (line["lots"], line["last"]) == (3, pytest.approx(10 * 3 ** math.log2(0.9)))


def test_a_new_line_makes_nothing_before_it_is_built(thumb):
    soon = {row["project"]: row for row in thumb("toy")["soon"]}
    line = soon["new motor line"]  # a year to build, half the rate in its first year
    assert (line["first_week"], line["week_52"]) == (53, 0)
    assert thumb("two-states")["soon"][0]["week_52"] == pytest.approx(1)


def facts(name: str, capacity_cost: float, unit_cost: float) -> Facts:
    import numpy as np

    demand, weight = np.array([500.0]), np.array([1.0])
    return Facts(name, "goods", Stance(name, 0.1), 70, Supplier(unit_cost, capacity_cost), 150, demand, weight, 0, 0)  # fmt: skip


def test_without_demand_nothing_is_gained_of_which_a_share_could_be_kept():
    import numpy as np

    rule = capacity_rule(replace(facts("idle", 10, 20), demand=np.zeros(1)), "futures")
    assert (rule.first_best, rule.alone, rule.efficiency) == (0.0, 0.0, None)


def test_base_and_peak_are_held_as_in_the_published_portfolio():
    """Base (30, 20) and peak (10, 60) for shortage at 150, demand normal (1000, 200): 1000 and 244.13."""
    from offtake.deals.thumb import one_period
    from offtake.formulas.newsvendor import NormalDemand

    shape = one_period.shaped
    try:
        one_period.shaped = lambda found, name: NormalDemand(1000, 200)
        rows = mixes([facts("peak", 10, 60), facts("base", 30, 20), facts("worse", 31, 61)], "normal")  # fmt: skip
    finally:
        one_period.shaped = shape
    (row,) = rows
    assert [part.producer for part in row.parts] == ["base", "peak"]
    assert [part.capacity for part in row.parts] == pytest.approx([1000.0, 244.13], abs=5e-3)


def test_one_line_that_is_always_cheaper_leaves_no_mix():
    assert mixes([facts("good", 10, 20), facts("bad", 30, 20)], "futures") == []


def test_people_get_tables_in_words(here, monkeypatch):
    monkeypatch.chdir(here)
    result = CliRunner().invoke(cli, ["thumb", str(case_path("two-states"))])
    assert result.exit_code == 0
    for words in ("for the price alone", "begins at ratio", "pays up to a chance of", "first week"):
        assert words in result.output.lower()
