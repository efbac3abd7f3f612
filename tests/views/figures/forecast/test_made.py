"""Who makes what, beside what is announced."""

from __future__ import annotations

import pandas as pd
import pytest

from offtake.views.drawing.frames import OPTIONAL, material
from offtake.views.figures.forecast.made import made


def drawn(invent, *rows: tuple[object, ...]):
    """Rows of (product, by, name, year, mean, announced); the band is the mean."""
    whole = [("first-best", p, by, n, y, *[m] * 8, a) for p, by, n, y, m, a in rows]
    frame = pd.DataFrame(whole, columns=OPTIONAL["made"].split())
    return made(material(invent("first-best").with_frame("made", frame)))


def test_what_is_made_is_held_beside_what_is_announced(run):
    figure = made(run)
    assert "50% of what is announced" in figure.title
    assert {key.label for key in figure.legend} >= {"Alder", "Birch", "announced"}


def test_the_share_of_what_is_announced_is_of_sums_and_not_a_mean_of_shares(invent):
    # (40 + 90) / (80 + 340) = 31%; the mean of 50% and 26% is 38%
    figure = drawn(
        invent,
        ("rounds", "all", "all lines", 2026, 40.0, 80.0),
        ("rounds", "all", "all lines", 2027, 90.0, 340.0),
        ("rounds", "firm", "Alder", 2026, 40.0, 80.0),
    )
    assert figure.title == "90 rounds made in 2027; over all years 31% of what is announced"


def test_more_made_in_some_future_than_announced_in_the_mean_is_explained(invent):
    whole = ("rounds", "all", "all lines", 2026)
    own = ("rounds", "firm", "Alder", 2026, 40.0, 80.0)
    said = drawn(invent, (*whole, 90.0, 80.0), own).remarks
    assert any(text.startswith("Lines above the dashes (rounds): ") for text in said)
    assert not any("dashes" in text for text in drawn(invent, (*whole, 80.0, 80.0), own).remarks)


def test_where_nothing_is_announced_no_share_is_told(invent):
    figure = drawn(
        invent,
        ("rounds", "all", "all lines", 2026, 40.0, 0.0),
        ("rounds", "firm", "Alder", 2026, 40.0, 0.0),
    )
    assert figure.title == "40 rounds made in 2026"


def test_firms_alone_are_stacked_and_one_that_makes_nothing_has_no_colour(invent):
    # countries and lines are told in the numbers; bars of one year add up to 30 + 10
    figure = drawn(
        invent,
        ("rounds", "all", "all lines", 2026, 40.0, 0.0),
        ("rounds", "firm", "Birch & Sons", 2026, 10.0, 0.0),
        ("rounds", "firm", "Alder Works", 2026, 30.0, 0.0),
        ("rounds", "firm", "Cedar plc", 2026, 0.0, 0.0),
        ("rounds", "country", "Arland", 2026, 40.0, 0.0),
    )
    bars = [
        rows for rows in figure.panels[0].spec["datasets"].values() if rows and "firm" in rows[0]
    ]
    assert sum(row["mean"] for row in bars[0]) == pytest.approx(40.0)
    assert {row["firm"] for row in bars[0]} == {"Birch & Sons", "Alder Works"}
    named = {key.label for key in figure.legend if key.mark == "bar"}
    assert named == {"Birch & Sons", "Alder Works"}


def test_a_product_that_is_neither_made_nor_announced_is_named_and_not_drawn(invent):
    figure = drawn(
        invent,
        ("fuses", "all", "all lines", 2026, 0.0, 0.0),
        ("rounds", "all", "all lines", 2026, 0.0, 5.0),
    )
    assert [panel.title for panel in figure.panels] == ["rounds"]
    assert figure.remarks[-1] == "Neither made nor announced: fuses."


def test_without_the_frame_there_is_no_figure(invent):
    assert made(material(invent("first-best"))) is None
