"""What the figures rest on: counts and shares, and a log in the order of what each entry moves."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from offtake.views.drawing.frames import material
from offtake.views.figures.grounds.provenance import (
    grounds,
    in_order_of_effect,
    judgement,
    sources,
)


def test_the_entry_that_moves_most_stands_first_and_what_was_not_moved_last():
    log = pd.DataFrame(
        [
            ("assumed", "lines", "unit_cost", "a guess"),
            ("assumed", "lines", "opens", "a date"),
            ("assumed", "projects", "capex", "of 2025; assumed: capex (as at the sister plant)"),
            ("no source", "prices", "price", ""),
        ],
        columns=["Status", "Table", "Column", "Reason"],
    )
    tornado = pd.DataFrame(
        [
            ("social_value", "lines", "unit_cost", "a guess", 3.0),
            ("social_value", "projects", "capex", "as at the sister plant", 60.0),
            ("social_value", "prices", "price", "", 0.0),
            ("delivered:goods", "lines", "unit_cost", "a guess", 1e6),
        ],
        columns=["measure", "table", "column", "reason", "swing"],
    )
    found = in_order_of_effect(log, tornado, "EUR")
    assert found["Column"].tolist() == ["capex", "unit_cost", "price", "opens"]
    assert found["Moves social value by"].tolist() == ["EUR 60 million", "EUR 3 million", "EUR 0", "not moved"]  # fmt: skip


def test_grounds_count_what_documents_carry_what_is_judged_and_what_has_nothing(invent):
    # invented: 978 from documents; 11 + 9 assumed and 3 without a source in the log: of 1,001
    run = material(invent())
    assert grounds(run)["figures"].tolist() == [978, 20, 3]
    assert sources(run).title == "98% of the figures come from a document, 2% are assumed, and 3 figures (under 1%) have no source"  # fmt: skip
    # 23 of 1,001
    assert judgement(run) == "2% of the 1,001 figures behind this are judgements; 978 figures stand in documents."  # fmt: skip


def test_parts_of_the_bar_lie_end_to_end_from_nothing_to_a_hundred(invent):
    (bar,) = sources(material(invent())).panels[0].spec["datasets"].values()
    assert [row["start"] for row in bar[1:]] == [row["stop"] for row in bar[:-1]]
    assert (bar[0]["start"], bar[-1]["stop"]) == (pytest.approx(0.0, abs=1e-3), pytest.approx(100.0))  # fmt: skip
    assert [row["text"] for row in bar] == ["98%", "", ""]  # a narrow part has no room


def test_what_moves_the_answer_is_told_after_how_much_is_judged_and_what_moves_nothing_is_not(
    invent,
):
    rows = [
        {"name": "capex", "range": "±30%", "swing": 40.0, "called": "projects capex, 2 figures: a guess"},
        {"name": "opens", "range": "±30%", "swing": 0.0},
    ]  # fmt: skip
    run = material(invent())
    told = judgement(replace(run, headline={**run.headline, "moves_most": rows}))
    assert told.endswith("What the plan is worth moves most with projects capex, 2 figures (±30%: EUR 40 million).")  # fmt: skip


def test_documents_stand_by_grade_then_by_the_figures_that_they_carry_whatever_the_rows(invent):
    frame = invent().frames["sources"].sample(frac=1, random_state=1)
    documents, log = sources(material(invent().with_frame("sources", frame))).tables
    # S01 carries 131, each next one 9 fewer; grades go B, C, D, A and round again
    assert documents.frame["Called"].tolist() == [f"S{k:02d}" for first in (4, 1, 2, 3) for k in range(first, 13, 4)]  # fmt: skip
    # three lines without a source are one row, and come first
    assert log.frame["Status"].tolist()[0] == "no source"
    assert log.frame["Rows"].tolist()[0] == "line-1, line-2 and line-3"
    assert log.frame["Value"].tolist()[0] == "0.004 million EUR a unit"
