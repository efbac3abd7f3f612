"""Figures of the forecast, from small frames made by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from offtake.views.drawing.frames import material
from offtake.views.figures.forecast.made import made
from offtake.views.figures.forecast.reasons import reasons
from offtake.views.figures.forecast.rivals import rivals
from offtake.views.figures.forecast.times import delivery_times

BANDS = ("p05", "p10", "p25", "p50", "p75", "p90", "p95")


def frame(columns: str, *rows: tuple[object, ...]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=columns.split())


WAITS = frame(
    "arrangement product buyer needed never_delivered of_flows of_stocks wait_months wait_p05 wait_p10 wait_p50 wait_p90 wait_p95 on_time",
    ("first-best", "rounds", "all buyers", 30.0, 0.2, 0.3, 0.1, 4.0, 0, 0, 3, 9, 12, 0.5),
    ("first-best", "rounds", "Arland", 10.0, 0.1, 0.1, 0.1, 4.0, 0, 0, 3, 9, 12, 0.5),
    ("first-best", "rounds", "Borduria", 20.0, 0.25, 0.4, 0.1, None, None, None, None, None, None, None),
)  # fmt: skip
REACHED = frame(
    "arrangement product buyer share p05 p10 p50 p90 p95 ever",
    *(
        ("first-best", "rounds", b, share, 2028.0, 2028.5, 2029.0, None if share > 0.5 else 2030.25, None, 0.6)
        for b in ("all buyers", "Arland", "Borduria") for share in (0.5, 0.9, 1.0)
    ),
)  # fmt: skip
REASONS = frame(
    "arrangement product buyer of rank reason name share amount",
    *(
        ("first-best", "rounds", b, "unit-years late", k, reason, name, share, 10 * share)
        for b in ("all buyers", "Arland")
        for k, (reason, name, share) in enumerate((("part", "powder", 0.7), ("money", "", 0.2), ("other", "", 0.1)), 1)
    ),
)  # fmt: skip
MADE = frame(
    "arrangement product by name year mean p05 p10 p25 p50 p75 p90 p95 announced",
    *(
        ("first-best", "rounds", by, name, year, m, m, m, m, m, m, m, m, 2 * m)
        for by, name, m in (("all", "all lines", 30.0), ("firm", "Alder", 10.0), ("firm", "Birch", 20.0))
        for year in (2026, 2027)
    ),
)  # fmt: skip
RIVALS = frame(
    "arrangement rival product against year mean p05 p10 p25 p50 p75 p90 p95 low central high basis ahead ahead_by",
    ("first-best", "Them", "shells, new", "rounds", 2026, *[30.0] * 8, 20.0, None, 40.0, "stated", 0.5, 0.5),
    ("first-best", "Them", "shells, new", "rounds", 2027, *[30.0] * 8, 20.0, None, 40.0, "held on from 2026", 0.5, 0.6),
    ("first-best", "Them", "shells, repaired too", "rounds", 2026, *[30.0] * 8, 90.0, 90.0, 90.0, "stated", 0.0, 0.0),
)  # fmt: skip


@pytest.fixture
def run(invent):
    found = invent("first-best")
    for name, rows in (("waits", WAITS), ("reached", REACHED), ("reasons", REASONS), ("made", MADE), ("rivals", RIVALS)):  # fmt: skip
        found = found.with_frame(name, rows)
    return material(found)


def test_the_finding_of_delivery_times_names_the_buyer_that_lacks_most(run):
    figure = delivery_times(run)
    assert figure.title.startswith("Rounds: 20% of the need is never delivered")
    assert figure.title.endswith("Borduria lacks the largest share, 25%")
    told = figure.tables[0].frame.set_index("buyer")
    assert told.loc["Arland", ["80% of units", "half by"]].tolist() == ["0 to 9", "2029-01 (2028-07 to 2030-04)"]  # fmt: skip
    assert told.loc["Borduria", "wait, months"] == ""
    assert told.loc["Arland", "90% by"] == "2029-01 (2028-07 to never)"


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
    figure = reasons(
        material(invent("first-best").with_frame("reasons", frame(" ".join(REASONS), *rows)))
    )
    told = figure.tables[0].frame
    assert told["Share"].tolist() == ["50%", "20%", "15%", "15%"]
    # a part may bear the name of a reason
    assert told["Lines of"].tolist()[0] == "slip 50%"
    assert told.iloc[3]["Because of"] == "smaller reasons"
    assert told.iloc[3]["Lines of"] == "state at the start 10%, capacity that could be built, and is not 5%"  # fmt: skip


def test_what_is_made_is_held_beside_what_is_announced(run):
    figure = made(run)
    assert "50% of what is announced" in figure.title
    assert {key.label for key in figure.legend} >= {"Alder", "Birch", "announced"}


def test_each_scope_has_a_panel_of_its_own_that_says_what_is_counted(run):
    figure = rivals(run)
    assert [panel.title for panel in figure.panels] == [
        "rounds against Them: shells, new", "rounds against Them: shells, repaired too",
    ]  # fmt: skip
    theirs = figure.tables[0].frame["Their figures are"].tolist()
    assert "held on from 2026" in theirs[0]
    assert "one figure without a range" in theirs[1]
    assert "60%" in figure.title


def test_a_run_without_the_frames_has_no_such_figures(invent):
    bare = material(invent("first-best"))
    assert [f(bare) for f in (delivery_times, reasons, made, rivals)] == [None] * 4
