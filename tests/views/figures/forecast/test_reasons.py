"""Why deliveries are late: shares that add up, in an order that the rows do not decide."""

from __future__ import annotations

import pandas as pd
import pytest

from offtake.views.drawing.frames import OPTIONAL, material
from offtake.views.drawing.palette import OTHERS
from offtake.views.figures.forecast.reasons import reasons


def drawn(invent, *rows: tuple[object, ...]):
    frame = pd.DataFrame(list(rows), columns=OPTIONAL["reasons"].split())
    return reasons(material(invent("first-best").with_frame("reasons", frame)))


def test_reasons_add_up_in_every_bar(run):
    figure = reasons(run)
    assert "70% parts whose lines could be built, and are not (powder); 20% money" in figure.title
    assert figure.tables[0].frame["Lines of"].tolist() == ["powder 70%", "", ""]
    (values,) = figure.panels[0].spec["datasets"].values()
    sums = pd.DataFrame(values).groupby("buyer")["share"].sum()
    assert sums.tolist() == pytest.approx([100, 100])


def test_of_more_than_three_reasons_the_smaller_ones_are_told_together(invent):
    five = (("part", "slip", 0.5), ("money", "", 0.2), ("slip", "slip", 0.15), ("start", "slip", 0.1), ("capacity", "slip", 0.05))  # fmt: skip
    rows = [("first-best", "rounds", "all buyers", "unit-years late", k, *r, r[2]) for k, r in enumerate(five, 1)]  # fmt: skip
    told = drawn(invent, *rows).tables[0].frame
    assert told["Share"].tolist() == ["50%", "20%", "15%", "15%"]
    # a part may bear the name of a reason
    assert told["Lines of"].tolist()[0] == "slip 50%"
    assert told.iloc[3]["Because of"] == "smaller reasons"
    assert told.iloc[3]["Lines of"] == "state at the start 10%, capacity that could be built, and is not 5%"  # fmt: skip


def test_the_largest_reason_leads_the_legend_and_what_is_other_is_grey_and_last(invent):
    # several parts of one reason count together: 0.2 + 0.2 > 0.35; other, 0.25, stays at the end
    parts = (("money", "", 0.35), ("other", "", 0.25), ("part", "powder", 0.2), ("part", "fuse", 0.2))  # fmt: skip
    rows = [
        ("first-best", "rounds", b, "units never delivered", k, *r, 10 * r[2])
        for b in ("Arland", "all buyers")
        for k, r in enumerate(parts, 1)
    ]
    figure = drawn(invent, *rows)
    assert [key.label for key in figure.legend] == [
        "parts whose lines could be built, and are not", "money of the buyers", "other",
    ]  # fmt: skip
    assert figure.legend[-1].colour == OTHERS
    assert OTHERS not in [key.colour for key in figure.legend[:-1]]


def test_the_need_that_the_answer_is_about_comes_first_and_each_has_its_panels(invent):
    rows = [
        ("first-best", product, b, of, 1, "money", "", 1.0, 5.0)
        for product in ("boats", "rounds")
        for of in ("unit-years late", "units never delivered")
        for b in ("all buyers", "Arland")
    ]
    figure = drawn(invent, *rows)
    assert [panel.title for panel in figure.panels] == [
        "rounds, unit-years late", "rounds, units never delivered",
        "boats, unit-years late", "boats, units never delivered",
    ]  # fmt: skip
    assert figure.title == "What holds rounds back: 100% money of the buyers"


def test_without_a_reason_there_is_no_figure(invent):
    assert reasons(material(invent("first-best"))) is None
    assert drawn(invent) is None
