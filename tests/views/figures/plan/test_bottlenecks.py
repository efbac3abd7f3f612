"""Limits of different stages are counted per unit of the goods that they end in."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from offtake.study.study import Study
from offtake.views.drawing.frames import material
from offtake.views.figures.plan.bottlenecks import bottlenecks

COLUMNS = ["arrangement", "family", "name", "year", "mean", "p05", "p95", "unit"]


@pytest.fixture
def what(invent):
    """Rounds of five charges each; charges come from two lines, one of which is worth more."""
    run = invent("first-best")
    limits = [
        ("first-best", "capacity", "charge line A", 2027, 0.001, 0.0, 0.002, "million EUR per unit made"),
        ("first-best", "capacity", "charge line A", 2028, 0.003, 0.0, 0.004, "million EUR per unit made"),
        ("first-best", "capacity", "charge line B", 2027, 0.001, 0.001, 0.001, "million EUR per unit made"),
        ("first-best", "capacity", "line-1", 2027, 0.004, 0.004, 0.004, "million EUR per unit made"),
        ("first-best", "budget", "Dorne", 2027, 0.4, 0.1, 0.9, "million EUR per million of budget"),
    ]  # fmt: skip
    frame = pd.DataFrame(limits, columns=COLUMNS)
    frame = frame.assign(**dict.fromkeys(("p10", "p25", "p50", "p75", "p90"), frame["mean"]))
    found = material(run.with_frame("bottlenecks", frame))
    tables = dict(found.study.tables)
    more = pd.DataFrame({"line": ["charge line A", "charge line B"], "product": "charges"})
    tables["lines"] = pd.concat([tables["lines"], more], ignore_index=True)
    tables["products"] = pd.DataFrame(
        {"product": ["rounds", "charges"], "unit": ["rounds", "charges"]}
    )
    tables["recipes"] = pd.DataFrame(
        {"product": ["rounds"], "input": ["charges"], "quantity": [5.0]}
    )
    return replace(found, study=Study(found.study.settings, tables))


def test_a_stage_counts_by_what_is_in_one_of_the_goods_and_its_lines_stand_together(what):
    figure = bottlenecks(what)
    drawn = [p.title for p in figure.panels]

    # charges: mean over the years of line A (0.001 + 0.003)/2 = 0.002 million, five of them in a round: EUR 10,000;
    # the line of rounds itself: 0.004 million, EUR 4,000
    assert drawn == ["EUR for one more round", "EUR of one more in the budget"]
    assert figure.title.startswith(
        "Capacity in charges for one more round is worth EUR 10,000; EUR 1 more in the budget of Dorne, EUR "
    )
    text = str(figure.panels[0].spec)
    assert "charges (2 lines)" in text
    assert "10000" in text
    assert "4000" in text


def test_no_limit_that_binds_is_said_so(what):
    empty = replace(what, frames={**what.frames, "bottlenecks": what["bottlenecks"].head(0)})

    assert bottlenecks(empty).title == "No limit holds deliveries back"


def test_where_nobody_is_short_no_limit_is_said_to_hold_anything_back(what):
    # shadow prices may be positive all the same: what stands could make more than is needed of nothing else
    served = what["shortfall"].assign(share_late=0.0, late=0.0)

    assert bottlenecks(replace(what, frames={**what.frames, "shortfall": served})) is None
