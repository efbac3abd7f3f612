"""Which projects begin: how many are told, when each stage lasts, and what no deal would bring."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from offtake.study.study import Study
from offtake.views.drawing.frames import REQUIRED, material
from offtake.views.figures.plan.building import timeline


def drawn(invent, *rows, going=()):
    """Rows of (arrangement, project, share begun, begin, built, full rate, capex)."""
    whole = [(a, p, "line-1", "Alder Works", "rounds", "new", s, b, e, f, c, 9.0) for a, p, s, b, e, f, c in rows]  # fmt: skip
    run = material(invent().with_frame("projects", pd.DataFrame(whole, columns=REQUIRED["projects"].split())))  # fmt: skip
    own = pd.DataFrame({"project": [r[1] for r in rows]}).drop_duplicates()
    own["begun"] = ["2025-01-01" if p in going else None for p in own["project"]]
    return timeline(replace(run, study=Study(run.settings, {**run.study.tables, "projects": own})))


SURE = ("deal", "a", 1.0, "2027-04-01", "2028-01-01", "2028-01-01", 100.0)
LIKELY = ("deal", "b", 0.5, "2026-10-01", "2027-10-01", "2028-10-01", 20.0)
RARE = ("deal", "c", 0.49, "2026-01-01", "2027-01-01", "2028-01-01", 7.0)
NEVER = ("deal", "d", 0.0, None, None, None, 3.0)


def test_half_of_the_futures_is_enough_and_the_earliest_of_these_is_the_first(invent):
    # a and b, 100 + 20; c begins earlier, in less than half
    assert drawn(invent, RARE, SURE, NEVER, LIKELY).title == (
        "2 of 4 projects begin in at least half of the futures, the first in 2026, for EUR 120 million; "
        "1 of them begin whatever happens"
    )
    assert drawn(invent, RARE).title == "No project begins in more than half of the futures"


def test_what_is_under_way_is_nobodys_decision(invent):
    figure = drawn(invent, SURE, LIKELY, NEVER, going=("a",))
    assert figure.title == (
        "1 project is under way; of 2 more 1 begins in at least half of the futures, the first in 2026, for EUR 20 million"
    )
    assert drawn(invent, SURE, going=("a",)).title.endswith("none begins in half of the futures")
    alone = [("no-deal", *row[1:]) for row in (SURE, LIKELY)]
    assert texts(drawn(invent, SURE, LIKELY, *alone, going=("a",))) == ["b · 50%", "a · under way"]


def texts(figure) -> list[str]:
    sets = figure.panels[0].spec["datasets"].values()
    return [row["label"] for rows in sets for row in rows if "label" in row]


def test_the_share_without_a_deal_stands_beside_that_with_it_where_they_differ(invent):
    alone = ("no-deal", "a", 0.996, *SURE[3:]), ("no-deal", "b", 0.25, *LIKELY[3:])
    assert texts(drawn(invent, SURE, LIKELY, *alone)) == ["b · 50%; no-deal 25%", "a · 100%"]
    # what no-deal does not list it does not begin
    assert texts(drawn(invent, SURE)) == ["a · 100%; no-deal 0%"]


def test_stages_follow_each_other_and_one_that_takes_no_time_is_not_drawn(invent):
    figure = drawn(invent, SURE, LIKELY)
    sets = figure.panels[0].spec["datasets"].values()
    bars = [row for rows in sets for row in rows if "stage" in row]
    own = {p: [(r["stage"], r["start"], r["stop"]) for r in bars if r["project"] == p] for p in "ab"}  # fmt: skip
    # 1 April is day 90 of 365, 1 October day 273 of 365 or 274 of 366, to the week that a chart shows; deliveries end
    # with 2035
    april, october, later = (
        pytest.approx(t, abs=0.01) for t in (2027 + 90 / 365, 2027 + 273 / 365, 2028 + 274 / 366)
    )
    assert own["a"] == [("building", april, 2028.0), ("at full rate", 2028.0, 2036.0)]
    assert own["b"] == [
        ("building", pytest.approx(2026 + 273 / 365, abs=0.01), october),
        ("ramping up", october, later), ("at full rate", later, 2036.0),
    ]  # fmt: skip


def test_what_never_begins_is_named_and_not_drawn(invent):
    figure = drawn(invent, SURE, NEVER)
    assert figure.remarks == ("Never begun: d.",)
    assert drawn(invent, NEVER).panels == ()


def test_what_is_decided_on_is_drawn_before_what_is_under_way(invent):
    # 30 have room: the one begun in half of the futures, and 29 of the 31 that are under way
    going = tuple(f"old {k:02}" for k in range(31))
    rows = [("deal", name, *SURE[2:]) for name in going]
    figure = drawn(invent, *rows, LIKELY, going=going)
    assert "b · 50%; no-deal 0%" in texts(figure)
    assert figure.remarks == ("2 projects under way in the numbers only.",)
