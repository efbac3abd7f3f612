"""Own output against that of rivals: each scope by itself, and what its chance is of."""

from __future__ import annotations

import pandas as pd

from offtake.views.drawing.frames import OPTIONAL, material
from offtake.views.figures.forecast.rivals import rivals


def drawn(invent, *rows: tuple[object, ...]):
    """Rows of (rival, product, year, low, central, high, basis, ahead, ahead_by); own output is 30."""
    whole = [("first-best", r, p, "rounds", y, *[30.0] * 8, *theirs) for r, p, y, *theirs in rows]
    frame = pd.DataFrame(whole, columns=OPTIONAL["rivals"].split())
    return rivals(material(invent("first-best").with_frame("rivals", frame)))


def test_each_scope_has_a_panel_of_its_own_that_says_what_is_counted(run):
    figure = rivals(run)
    assert [panel.title for panel in figure.panels] == [
        "rounds against Them: shells, new", "rounds against Them: shells, repaired too",
    ]  # fmt: skip
    theirs = figure.tables[0].frame["Their figures are"].tolist()
    assert "held on from 2026" in theirs[0]
    assert "one figure without a range" in theirs[1]
    assert "60%" in figure.title


def test_the_chance_is_that_of_the_last_year_and_an_earlier_lead_is_told_where_it_differs(invent):
    rows = [("Them", "shells", 2026, 20.0, None, 40.0, "stated", 0.9, 0.9)]
    led = drawn(invent, *rows, ("Them", "shells", 2027, 20.0, None, 40.0, "stated", 0.25, 0.95))
    assert led.title == (
        "Chance of making more rounds than Them makes (shells) in 2027: 25%, in some year until then 95%"
    )
    steady = drawn(invent, ("Them", "shells", 2026, 20.0, None, 40.0, "stated", 0.25, 0.25))
    assert steady.title.endswith("in 2026: 25%")


def middle(panel) -> list[float]:
    rows = next(r for r in panel.spec["datasets"].values() if r and "middle" in r[0])
    return [row["middle"] for row in rows]


def test_theirs_is_the_central_figure_and_the_middle_of_the_range_where_there_is_none(invent):
    # (20 + 40) / 2
    figure = drawn(
        invent,
        ("Them", "shells", 2026, 20.0, None, 40.0, "stated", 0.5, 0.5),
        ("Them", "shells", 2027, 20.0, 38.0, 40.0, "stated", 0.5, 0.5),
    )
    assert middle(figure.panels[0]) == [30.0, 38.0]


def test_the_legend_has_what_is_drawn_and_headings_no_unit_beside_the_axis(invent):
    held = ("Them", "shells, thousand", 2027, 30.0, 30.0, 30.0, "held on from 2026", 0.5, 0.5)
    figure = drawn(invent, held)
    theirs = [(k.label, k.mark) for k in figure.legend if k.label.startswith("theirs")]
    assert theirs == [("theirs, not of every year", "dash")]
    assert figure.panels[0].title == "rounds against Them: shells"
    ranged = drawn(invent, ("Them", "shells", 2026, 20.0, 30.0, 40.0, "stated", 0.5, 0.5))
    assert [k.label for k in ranged.legend][-2:] == ["theirs, as stated", "theirs, range of the sources"]  # fmt: skip


def dashes(panel) -> list[list[int]]:
    marks = [layer["mark"] for layer in panel.spec["layer"]]
    return [m["strokeDash"] for m in marks if m["type"] == "line" and "strokeDash" in m]


def test_their_line_is_dashed_where_a_figure_is_not_of_its_year(invent):
    stated = ("Them", "shells", 2026, 20.0, None, 40.0, "stated", 0.5, 0.5)
    held = ("Them", "shells", 2027, 20.0, None, 40.0, "held on from 2026", 0.5, 0.5)
    assert dashes(drawn(invent, stated).panels[0]) == [[1, 0]]
    assert dashes(drawn(invent, stated, held).panels[0]) == [[5, 4]]


def test_without_a_rival_there_is_no_figure(invent):
    assert rivals(material(invent("first-best"))) is None
