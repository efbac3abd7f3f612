"""Tests of limits.py: what is said of how the numbers were made."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from offtake.uncertainty.reduction.left_out import LeftOut
from offtake.views.drawing.frames import material
from offtake.views.figures.grounds.limits import method


@pytest.mark.parametrize(
    ("settled", "agree", "said"),
    [
        (True, True, "came to rest at the same projects"),
        (
            True,
            False,
            "came to rest at different projects; shown is the better end, from nothing built",
        ),
        (False, False, "go round in a circle"),
    ],
)
def test_it_says_where_best_responses_came_to_rest(invent, settled, agree, said):
    run = invent()
    starts = [{"start": s, "settled": settled} for s in ("nothing built", "first best")]
    no_deal = {"starts_agree": agree, "starts": starts}
    run = replace(run, headline={**run.headline, "no_deal": no_deal})

    assert [line for line in method(material(run)) if said in line]


def test_it_says_how_many_futures_those_kept_stand_for(invent):
    run = material(invent())
    low = LeftOut("charges", "low", date(2026, 1, 1), 0.25)
    kept = replace(run, possible=192, left_out=(low,))

    said = "The 27 kept stand for the 192 futures that can come about. None of them has charges low 2026 (25%): what comes then is not told."
    assert said in method(kept)
    assert any(line.startswith("The one that was kept stands for the 192") for line in method(replace(kept, futures=1)))  # fmt: skip
    assert not any("for the" in line and "come about" in line for line in method(run))


def test_it_says_how_much_money_still_moves_goods(invent):
    run = invent()
    deal = {"goods_unrest": 8.63}
    told = method(material(replace(run, headline={**run.headline, "deal": deal})))

    assert any(
        "these pay EUR 8.63 million more or less in expectation than was set aside" in line
        for line in told
    )
    assert not any("set aside" in line for line in method(material(run)))
