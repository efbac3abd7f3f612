"""Break-even of the two-state example, by hand.

100 at once, then a margin of 30 on a price of 40 for each unit sold, at 10%.  One unit a year is sold for five years,
with even odds none after the second: of 3.79079 unit-years A5 that is S = A2 + (A5 - A2) / 2 = 2.76316 expected, and in the
other 1.02763 = U nothing is sold.  The part is worth -100 + 30 κ S, nothing its best alternative.
"""

from __future__ import annotations

import pytest

from offtake.results.solving.solve import solve
from offtake.study.examples import case_path
from offtake.study.reading.read import read_study

A2, A5 = ((1 - 1.1**-n) / 0.1 for n in (2, 5))
S, U = (A2 + A5) / 2, (A5 - A2) / 2


@pytest.fixture(scope="module")
def stats():
    return solve(read_study(case_path("two-states"))).stats


@pytest.fixture
def least(stats):
    """least(demand): by kind, the smallest size that suffices and what it costs."""
    return lambda demand: (
        stats.bankable().query("demand == @demand").set_index("kind")[["size", "public_cost"]]
    )


def test_with_all_sales_only_what_lapses_is_guaranteed(least):
    found, gap = least(1.0), 100 - 30 * S
    # the guarantee pays 40 g, that of the margin 30 g, where nothing is sold; an uplift is paid on what is
    assert found["size"]["guarantee"] == pytest.approx(gap / (40 * U))
    assert found["size"]["margin"] == pytest.approx(gap / (30 * U))
    assert found["size"]["floor price"] == pytest.approx(40 + gap / S)
    # 40 in 2028, by half the futures, are worth 15.0 < 17.1 = gap; with 2029 28.7
    assert found["size"]["duration"] == 4
    # what it costs at 3%, the same money for both guarantees: 22.190, 20.098 for the uplift
    assert found["public_cost"].to_dict() == pytest.approx(
        {"guarantee": 22.190, "margin": 22.190, "floor price": 20.098, "duration": 20 * (1.03**-3 + 1.03**-4)},
        abs=6e-4,
    )  # fmt: skip


def test_with_half_of_sales_the_guarantee_fills_up_what_is_sold(least):
    found = least(0.5)
    # g above a half: 40 (g - 1/2) S + 40 g U = 100 - 15 S; with the margin alone as if g were always sold: 30 g A5 = 100
    assert found["size"]["guarantee"] == pytest.approx((100 + 5 * S) / (40 * A5))
    assert found["size"]["margin"] == pytest.approx(100 / (30 * A5))
    assert found["size"]["floor price"] == pytest.approx(40 + (100 - 15 * S) / (0.5 * S))


def test_worth_and_payout_at_a_point_of_the_grid(stats):
    point = stats.breakeven().query("guarantee == 0.8 and demand == 0.5").iloc[0]
    # 30 · 0.8 in all where nothing is sold, 30 · 0.3 beside what is
    assert point["acceptance"] == pytest.approx(-100 + 30 * 0.8 * A5)
    assert point["payout"] == pytest.approx(
        sum(9 / 1.03**t for t in (1, 2)) + sum((9 + 24) / 2 / 1.03**t for t in (3, 4, 5))
    )
