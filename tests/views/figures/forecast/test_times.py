"""When each buyer's need is met: who is named, in which order, and what is left unsaid."""

from __future__ import annotations

import pandas as pd

from offtake.views.drawing.frames import material
from offtake.views.figures.forecast.times import delivery_times


def test_the_finding_of_delivery_times_names_the_buyer_that_lacks_most(run):
    figure = delivery_times(run)
    assert figure.title.startswith("Rounds: 20% of the need is never delivered")
    assert figure.title.endswith("Borduria lacks the largest share, 25%")
    told = figure.tables[0].frame.set_index("buyer")
    assert told.loc["Arland", ["80% of units", "half by"]].tolist() == ["0 to 9", "2029-01 (2028-07 to 2030-04)"]  # fmt: skip
    assert told.loc["Borduria", "wait, months"] == ""
    assert told.loc["Arland", "90% by"] == "2029-01 (2028-07 to never)"
    assert set(told["all in"]) == {"60% of futures"}
    half = figure.numbers.set_index(["buyer", "share"]).loc[("Arland", 0.5)]
    assert half[["p10", "p50", "p90"]].tolist() == ["2028-07", "2029-01", "2030-04"]


def test_all_buyers_stand_first_and_then_who_needs_most_whatever_the_names(run):
    # Borduria needs 20, Arland 10
    figure = delivery_times(run)
    assert figure.tables[0].frame["buyer"].tolist() == ["all buyers", "Borduria", "Arland"]
    (marks,) = figure.panels[0].spec["datasets"].values()
    assert {row["of"] for row in marks} == {"50%", "90%"}  # the whole of a need is no mark
    assert len(marks) == 2 * 3


def test_one_buyer_alone_is_all_of_them_and_lacks_no_largest_share(invent, run):
    one = {
        name: run[name][run[name]["buyer"].isin(("all buyers", "Arland"))]
        for name in ("waits", "reached")
    }
    alone = invent("first-best")
    for name, rows in one.items():
        alone = alone.with_frame(name, rows)
    figure = delivery_times(material(alone))
    assert figure.tables[0].frame["buyer"].tolist() == ["Arland"]
    assert figure.title == "Rounds: 20% of the need is never delivered; what stands until delivered waits 4 months in the mean"  # fmt: skip


def test_a_need_that_is_half_met_by_nobody_before_the_end_has_no_panel(invent, run):
    never = run["reached"].assign(**dict.fromkeys(("p10", "p50", "p90"), float("nan")))
    found = invent("first-best").with_frame("waits", run["waits"]).with_frame("reached", never)
    figure = delivery_times(material(found))
    assert (figure.panels, figure.legend) == ((), ())
    assert set(figure.tables[0].frame["half by"]) == {"never"}


def test_an_order_says_what_is_due_in_the_unit_of_its_goods(invent, run):
    row = ("first-best", "ship", "Arland", "Alder Works", "rounds", 1_250.0, 0.1, 7.26, 2.0, 12.0, 0.5, 0.95)  # fmt: skip
    columns = "arrangement order buyer producer product due never_called wait_months wait_p10 wait_p90 on_time completed"
    orders = pd.DataFrame([row], columns=columns.split()).assign(wait_p50=7.0)
    found = invent("first-best")
    for name in ("waits", "reached"):
        found = found.with_frame(name, run[name])
    *_, told = delivery_times(material(found.with_frame("orders", orders))).tables
    assert told.frame.iloc[0].tolist() == ["ship", "Arland", "Alder Works", "1,250 rounds", "10%", "7.3", "2 to 12", "95% of futures"]  # fmt: skip


def test_a_run_without_both_frames_has_no_such_figure(invent, run):
    assert delivery_times(material(invent("first-best"))) is None
    assert delivery_times(material(invent("first-best").with_frame("waits", run["waits"]))) is None
