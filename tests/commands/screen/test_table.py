"""Headline numbers on a terminal: three digits, bands in brackets, and what weighs most among the assumed."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
import pytest

from offtake.commands.screen.table import (
    answer_table,
    figures_line,
    information_table,
    number,
    tried_lines,
)


def test_the_band_of_80_percent_stands_below_that_of_90_where_it_is_another():
    levels = ["mean", "p05", "p10", "p90", "p95"]
    rows = [("social_value", "million EUR", 5, 1, 2, 8, 9), ("begun", "projects", 1, 1, 1, 1, 1)]
    frame = pd.DataFrame(rows, columns=["measure", "unit", *levels]).assign(arrangement="deal")
    run = SimpleNamespace(stats=SimpleNamespace(answer=lambda: frame))
    assert [line.split("  ")[-1].strip() for line in answer_table(run).splitlines()] == [
        "deal", "5 (1 to 9)", "2 to 8", "1", "In brackets: 90% of futures.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "said"),
    [(99.94, "99.9"), (999.5, "1,000"), (999_999.0, "999,999"), (1e6, "1 m"), (-1e9, "-1 bn"), (-0.5, "-0.5"), (1e-13, "0")],
)  # fmt: skip
def test_a_number_has_three_digits_or_whole_units(value, said):
    assert number(value) == said


def run(**frames):
    stats = {name: (lambda frame=frame: frame) for name, frame in frames.items()}
    return SimpleNamespace(
        stats=SimpleNamespace(**stats), headline={"figures_sourced": 978, "figures_assumed": 20, "currency": "EUR"}
    )  # fmt: skip


def test_a_measure_is_told_in_words_and_an_arrangement_without_it_has_a_dash():
    rows = [
        ("deal", "delivered:pump", "units", 5.0), ("deal", "wait:pump", "months", 2.0),
        ("first-best", "delivered:pump", "units", 6.0), ("deal", "public_paid", "million EUR", 1234.0),
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["arrangement", "measure", "unit", "mean"])
    frame = frame.assign(**dict.fromkeys(("p05", "p10", "p90", "p95"), frame["mean"]))
    table = [" ".join(line.split()) for line in answer_table(run(answer=frame)).splitlines()]
    assert table == [
        "deal first-best", "Pump delivered (units) 5 6", "Wait, pump (months) 2 -",
        "Public money paid (million EUR, present value) 1,234 -",
    ]  # fmt: skip


def test_the_columns_with_most_figures_without_a_document_are_named_and_equals_by_name():
    columns = [*["lines.capacity"] * 2, *["b.x", "a.x", "c.x", "d.x"], *["projects.capex"] * 3]
    frame = pd.DataFrame([c.split(".") for c in columns], columns=["table", "column"])
    assert figures_line(run(assumptions=frame)) == (
        "Figures  978 from documents, 20 assumed or without a source, most in projects.capex (3), lines.capacity (2), a.x (1), b.x (1)"
    )
    assert figures_line(run(assumptions=frame[:0])).endswith("without a source")


def test_what_knowing_is_worth_stands_beside_how_well_it_is_known():
    frame = pd.DataFrame([("demand", 12.34, 0.5)], columns=["name", "value", "error"])
    assert information_table(run(information=frame)).splitlines()[1].split() == ["demand", "12.3", "±", "0.5"]  # fmt: skip
    assert information_table(run(information=None)) is None


def test_how_many_other_plans_were_tried_and_what_they_gain_at_most_is_said_and_whose_list_was_cut():
    found = run()
    deal = {"tried": {"Alfa": 9, "Beta": 1200, "Idle": 0}, "epsilon": {"Alfa": 0.0, "Beta": 2.5, "Idle": 0.0}}  # fmt: skip
    found.headline |= {
        "arrangements": {"no-deal": {"tried": {"Alfa": 9}, "epsilon": {"Alfa": 1e-9}}, "deal": deal},
        "deal": {"cut": ["Beta"]},
        "no_deal": {"starts": [{"shown": True, "cut": []}]},
    }  # fmt: skip
    assert tried_lines(found) == [
        "Tried    no-deal: 9 other plans a producer, by none of which it gains",
        "Tried    deal: 9 to 1,200 other plans a producer, Beta would gain most, 2.5 million EUR; not the whole list for Beta",
    ]
    assert tried_lines(found, every=True)[-1] == "         Beta: 2.5 million EUR by 1,200"
    assert tried_lines(SimpleNamespace(headline={"arrangements": {"first-best": {}}})) == []
