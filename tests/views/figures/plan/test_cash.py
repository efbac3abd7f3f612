"""Producers' cash: whom the title counts, and how deep it says they stand."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from offtake.views.drawing.frames import material
from offtake.views.figures.plan.cash import producer_cash

PEAKS = pd.DataFrame(
    [
        ("deal", "Alder Works", 0.25, -40.0, -60.0, -60.0),  # builds in a quarter of the futures
        ("deal", "Birch & Sons", 0.0, -10.0, -10.0, -10.0),  # pays for what had begun
        ("deal", "Cedar plc", 0.0, 0.0, 0.0, 0.0),
    ],
    columns=["arrangement", "producer", "builds", "deepest_mean", "deepest_p05", "deepest"],
)


@pytest.fixture
def what(invent):
    return material(invent().with_frame("producer_peaks", PEAKS))


def test_whoever_stands_below_zero_is_counted_also_for_what_had_begun(what):
    title = producer_cash(what).title
    assert title == (
        "2 of 3 producers spend before they earn; the deepest, Alder Works, stands at EUR −40 million in the mean where it "
        "builds, at EUR −60 million at worst"
    )


def test_what_is_the_same_at_worst_is_told_once(what):
    alike = PEAKS.assign(deepest=PEAKS["deepest_mean"] * 1.001)
    found = producer_cash(replace(what, frames={**what.frames, "producer_peaks": alike}))
    assert found.title.endswith("stands at EUR −40 million where it builds")
