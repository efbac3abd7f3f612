"""What each buyer gains by signing, where three share the smallest study, and where a run does not know it."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

import offtake
from offtake.views.drawing.frames import material
from offtake.views.figures.deal.buyers import buyers
from offtake.views.figures.deal.worth import gains_table, side, together, who_gains


@pytest.fixture(scope="module")
def run():
    return offtake.solve(offtake.load(offtake.examples["two-states"]))


def _several(run):
    """The study as if three buyers shared it: one gains, one loses, one comes out even."""
    columns = [
        "arrangement",
        "buyer",
        "worth",
        "late_cost",
        "burden",
        "net",
        "gain",
        "gain_least",
        "gain_most",
        "gain_chance",
    ]
    rows = [("no-deal", b, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0) for b in ("State", "B", "C")]
    rows += [
        ("deal", b, 1000.0, 10.0, 990.0 - g, g, g, g - 50, g + 50, 0.5)
        for b, g in (("State", 100.0), ("B", -20.0), ("C", 0.01))
    ]  # fmt: skip
    what = material(run)
    frames = {**what.frames, "buyer_worth": pd.DataFrame(rows, columns=columns)}
    return replace(what, frames=frames)


def test_of_several_buyers_it_is_said_who_gains_and_who_does_not(run):
    what = _several(run)

    assert who_gains(what) == "1 of 3 buyers gains on average; B loses; C comes out even"
    assert buyers(what).title == f"Buyer by buyer: {who_gains(what)}"
    told = gains_table(what).set_index("Buyer")
    assert told["Gains"].to_dict() == {"State": 100.0, "C": 0.01, "B": -20.0}
    assert told["Pays more by"].tolist() == pytest.approx([890.0, 989.99, 1010.0])
    assert told.loc["State", "Single futures"] == "50 to 150"
    assert who_gains(material(run)) == ""  # one buyer: its page says it


def test_a_run_kept_by_an_earlier_version_says_what_each_buyer_pays(run):
    what = material(run)
    old = replace(what, frames={k: v for k, v in what.frames.items() if k != "buyer_worth"})

    assert buyers(old).title.startswith("Buyer by buyer: State pays EUR ")
    alone = buyers(material(run.only("deal")))  # nothing to compare with
    assert alone.title == buyers(old).title
    assert buyers(old).sheets[0].summary.startswith("pays EUR ")
    assert side(pd.Series({"gain": -0.3, "worth": 15_000.0})) == 0


@pytest.mark.parametrize(
    ("whole", "said"),
    [
        (100.0, "gain EUR 80 million; producers, and others who are paid, gain EUR 20 million."),
        (50.0, "gain EUR 80 million; producers, and others who are paid, lose EUR 30 million."),
    ],
)
def test_what_buyers_gain_together_and_what_is_left_to_others(run, whole, said):
    """100, -20 and 0.01 together, to two digits; what society gains beyond or short of it is the others'."""
    what = _several(run)
    (told,) = together(replace(what, headline={**what.headline, "value_of_commitment": whole}))

    assert told.endswith(said)
