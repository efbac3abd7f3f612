"""The least guarantee that carries a project: where half of planned sales turn up, and nowhere else."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from offtake.views.drawing.frames import OPTIONAL, material
from offtake.views.figures.deal.breakeven import breakeven

D, G = "new 4 at Site D", "expand 7 at Site G"
NAN = math.nan


def drawn(invent, *rows):
    """Rows of (project, demand, kind, size, public cost)."""
    whole = [("Alder Works", "rounds", p, d, k, s, "", c) for p, d, k, s, c in rows]
    frame = pd.DataFrame(whole, columns=OPTIONAL["bankable"].split())
    return breakeven(material(invent().with_frame("bankable", frame)))


@pytest.mark.parametrize(
    ("sizes", "said"),
    [
        ({D: 0.4, G: 0.25}, f", a guarantee of the margin can carry 2 of 2 projects: least for {G}, 25% of its rate"),
        ({D: 0.4, G: NAN}, f", a guarantee of the margin can carry 1 of 2 projects: least for {D}, 40% of its rate"),
        ({D: 0.4, G: 0.0}, f", 1 of 2 projects needs no guarantee; {D} needs 40% of its rate guaranteed"),
        ({D: 0.0, G: 0.0}, ", 2 of 2 projects need no guarantee"),
        ({D: NAN, G: NAN}, ", no guarantee of the margin carries a project"),
    ],
)  # fmt: skip
def test_the_title_tells_how_many_a_guarantee_carries_and_the_least(invent, sizes, said):
    half = [(p, 0.5, "margin", s, 1.0) for p, s in sizes.items()]
    other = [(p, d, "margin", 0.01, 1.0) for p in sizes for d in (0.0, 1.0)]  # not half
    assert drawn(invent, *other, *half).title == f"If half of planned sales turn up{said}"


def test_each_kind_is_told_in_its_own_unit_and_who_needs_least_stands_first(invent):
    figure = drawn(
        invent,
        (D, 0.5, "margin", 0.4, 12.0), (D, 0.5, "guarantee", 0.3, 9.0),
        (D, 0.5, "floor price", 0.005, 8.0), (D, 0.5, "duration", 0.25, 7.0),
        (G, 0.5, "margin", NAN, NAN), (G, 0.5, "guarantee", 0.2, 3.0),
        (G, 0.5, "floor price", NAN, NAN), (G, 0.5, "duration", 2.5, 7.0),
    )  # fmt: skip
    first, second = figure.tables[0].frame.itertuples(index=False, name=None)
    assert first == (D, "40%", 12.0, "30%", "EUR 5,000 a round", "3 months")
    assert (second[0], second[1], *second[3:]) == (G, "none suffices", "20%", "none suffices", "2.5 years")  # fmt: skip
    assert math.isnan(second[2])


def test_the_page_opens_with_the_project_of_the_title_and_a_slider_of_what_was_solved(invent):
    figure = drawn(invent, (D, 0.5, "margin", 0.4, 1.0), (G, 0.5, "margin", 0.0, 1.0))
    project, guarantee, ends = figure.panels[0].spec["params"]
    assert (project["value"], project["bind"]["options"]) == (D, [D, G])
    # eleven guarantees, 0 to 100 percent; at 30, the last that does not suffice, the line is seen to cross zero
    bind = guarantee["bind"]
    assert (bind["min"], bind["max"], bind["step"], guarantee["value"]) == (0, 100, 10, 30)
    # invented: acceptance 420 × max(sold, guaranteed) − 260 − 30k, payment 300 of what is guaranteed and not sold
    assert ends["value"][D]["30"] == [-134.0, 160.0]
    assert ends["value"][G]["100"] == [0.0, 300.0]


def test_a_line_that_falls_as_more_is_sold_is_explained(invent):
    # invented: worth never falls with what is sold; turned round it does
    assert not any("falls" in text for text in drawn(invent).remarks)
    grid = invent().frames["breakeven"]
    fallen = grid.assign(acceptance=-grid["acceptance"])
    said = breakeven(material(invent().with_frame("breakeven", fallen))).remarks
    assert any(text.startswith("Where the solid line falls") for text in said)


def test_without_sizes_the_title_counts_and_without_the_grid_there_is_nothing(invent):
    figure = breakeven(material(invent()))
    assert figure.title == "Break-even of 2 projects, by guarantee and by what turns up"
    assert figure.tables == ()
    assert breakeven(material(invent().without("breakeven"))) is None
