"""The figure of what matters most says its finding from the numbers, and leaves itself out where nothing moves."""

from __future__ import annotations

import pandas as pd
import pytest

from offtake.results.dictionary import result
from offtake.views.drawing.frames import material
from offtake.views.figures.grounds.tornado import tornado


def row(name: str, at_low: float, at_high: float, **more: object) -> dict[str, object]:
    nan = float("nan")
    ends = [v for v in (at_low, 100.0, at_high) if v == v]
    return {
        **{c.name: "" for c in result("tornado").columns}, "name": name, "table": "lines", "column": "unit_cost", "figures": 1, "stated": False,
        "operation": "scale", "low": 0.7, "high": 1.3, "measure": "social_value", "unit": "million EUR", "at_low": at_low,
        "base": 100.0, "at_high": at_high, "swing": max(ends) - min(ends), "error": 0.5, "turn_low": nan, "turn_high": nan, **more,
    }  # fmt: skip


def frame(*rows: dict[str, object]) -> pd.DataFrame:
    return result("tornado").frame(rows)


def test_the_widest_swing_is_the_finding(invent):
    rows = [
        row("capex of projects, hall", 60.0, 140.0),
        row("unit_cost of lines, works", 95.0, 105.0),
    ]
    made = tornado(material(invent().with_frame("tornado", frame(*rows))))
    assert made is not None
    assert made.title == (
        "Most hangs on capex of projects, hall (±30%): social value from EUR 60 million to EUR 140 million"
    )


def test_an_end_that_is_refused_is_said_and_a_turn_is_told(invent):
    turned = row(
        "adds of projects, hall", float("nan"), 140.0, first_at_high="hall", turn_high=1.125
    )
    made = tornado(material(invent().with_frame("tornado", frame(turned))))
    assert made is not None
    table = made.tables[0].frame
    assert table["At the low end"].tolist() == ["study refused"]
    assert table["Begun otherwise at the start"].tolist() == ["hall, from +12%"]


@pytest.mark.parametrize("rows", [(), (row("unit_cost of lines, works", 100.0, 100.0),)])
def test_where_nothing_moves_there_is_no_figure(invent, rows):
    assert tornado(material(invent().with_frame("tornado", frame(*rows)))) is None
