"""Deliveries: arrangements that are one line are drawn once."""

from __future__ import annotations

import pandas as pd

from offtake.views.drawing.frames import material
from offtake.views.figures.plan.delivery import deliveries


def test_arrangements_that_deliver_the_same_share_a_chart_named_after_them_all(invent):
    run = invent()
    made = run.frames["deliveries"]
    same = made[made["arrangement"] == "deal"].assign(arrangement="first-best")
    run = run.with_frame("deliveries", pd.concat([made[made["arrangement"] != "first-best"], same]))

    titles = [panel.title for panel in deliveries(material(run)).panels]

    assert titles == ["no-deal", "deal and first-best"]
