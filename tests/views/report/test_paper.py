"""Charts on paper: bars, bands and lines as plain numbers, in the unit of their heading."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from offtake.views.drawing.frames import OPTIONAL, REQUIRED, material
from offtake.views.drawing.palette import ARRANGEMENTS, STEPS
from offtake.views.report.paper import (
    by_future,
    deliveries,
    money_by_year,
    ticks_between,
    who_pays,
)


def test_a_future_is_as_wide_as_it_is_likely_and_losses_stand_first(invent):
    run = material(invent())
    futures = [{"probability": p, "difference": d} for p, d in ((0.5, 20.0), (0.2, -30.0), (0.3, 0.0))]  # fmt: skip
    (chart,) = by_future(replace(run, headline={**run.headline, "value_of_commitment_by_future": futures}))  # fmt: skip
    # −30, 0 and 20 beside each other: 0.2, 0.3 and 0.5 wide, but for a gap of 0.5% of each
    assert [b["stop"] for b in chart["bars"]] == [-30.0, 0.0, 20.0]
    assert [b["from"] for b in chart["bars"]] == pytest.approx([0.0, 0.2, 0.5])
    assert [b["to"] for b in chart["bars"]] == pytest.approx([0.199, 0.4985, 0.9975])
    assert [b["colour"] for b in chart["bars"]] == [ARRANGEMENTS[a] for a in ("no-deal", "deal", "deal")]  # fmt: skip
    assert (chart["low"], chart["high"]) == (-30.0, 20.0)
    assert by_future(run) == ()


def test_periods_are_summed_to_years_in_thousands_beside_what_falls_due(invent):
    made = [("deal", "rounds", f"2026-Q{q}", 2026, *[1_000.0] * 8) for q in (1, 2, 3, 4)]
    made += [("deal", "rounds", "2027-Q1", 2027, *[500.0] * 8), ("deal", "boats", "2027-Q1", 2027, *[9e6] * 8)]  # fmt: skip
    made += [("first-best", "rounds", "2027-Q1", 2027, *[9e6] * 8)]
    need = [("rounds", f"2026-Q{q}", 2_000.0, 0.0, 0.0) for q in (1, 2)]
    need += [("boats", "2026-Q1", 9e6, 0.0, 0.0)]
    run = invent("deal", "first-best")
    run = run.with_frame("deliveries", pd.DataFrame(made, columns=REQUIRED["deliveries"].split()))
    run = run.with_frame("need", pd.DataFrame(need, columns=REQUIRED["need"].split()))
    run = material(run.with_frame("answer", run.frames["answer"][:0]))
    (chart,) = deliveries(run) if _first(run) == "rounds" else pytest.fail("rounds come first")
    assert (chart["title"], chart["places"]) == ("thousand rounds a year", ["2026", "2027"])
    assert [b["stop"] for b in chart["bars"]] == pytest.approx([4.0, 0.5])
    assert chart["lines"][0]["values"] == pytest.approx([4.0, 0.0])
    assert chart["bands"] == []  # quantiles of periods are no quantiles of their sum


def _first(run) -> str:
    from offtake.views.figures.plan.delivery import products

    return products(run)[0]


def test_payers_stand_on_each_other_in_all_futures_alone(invent):
    rows = [("deal", p, s, 2026, m, m, m) for p, s, m in (
        ("Arland", "all futures", 30.0), ("Dorne", "all futures", 20.0), ("Arland", "war goes on", 900.0))]  # fmt: skip
    rows.append(("no-deal", "Arland", "all futures", 2026, 700.0, 0.0, 0.0))
    frame = pd.DataFrame(rows, columns=OPTIONAL["who_pays"].split())
    (chart,) = who_pays(material(invent().with_frame("who_pays", frame)))
    assert [(b["start"], b["stop"]) for b in chart["bars"]] == [(0.0, 30.0), (30.0, 50.0)]
    assert chart["high"] == 50.0
    assert who_pays(material(invent().without("who_pays"))) == ()


def test_money_of_a_year_in_which_a_step_has_none_is_nothing_and_not_the_next_years(invent):
    steps = [(2026, "pledged", 900.0), (2027, "pledged", 1_200.0), (2027, "paid", 600.0)]
    frame = pd.DataFrame([(y, s, m, 0.5 * m, m, 1.5 * m) for y, s, m in steps], columns=REQUIRED["money_path"].split())  # fmt: skip
    (chart,) = money_by_year(material(invent().with_frame("money_path", frame)))
    # in billion, since a band ends at 1.8
    assert [b["stop"] for b in chart["bars"]] == pytest.approx([0.0, 0.6])
    assert (chart["bands"][1]["low"], chart["bands"][1]["high"]) == pytest.approx((0.3, 0.9))
    assert [line["values"] for line in chart["lines"]] == [pytest.approx([0.9, 1.2])]
    assert chart["lines"][0]["colour"] == STEPS["budget room"]
    unpaid = frame[frame["step"] == "pledged"]
    assert money_by_year(material(invent().with_frame("money_path", unpaid))) == ()


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0.0, 3.0, [0, 1, 2, 3]),
        (0.0, 0.7, [0, 0.2, 0.4, 0.6]),
        (-4.0, 4.0, [-4, -2, 0, 2, 4]),
        (-40.0, 20.0, [-40, -20, 0, 20]),
        (5.0, 5.0, [0]),
    ],
)
def test_ticks_are_round_and_lie_within(low, high, ticks):
    assert ticks_between(low, high) == pytest.approx(ticks)
