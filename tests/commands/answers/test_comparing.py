"""Two runs or studies side by side: what was changed is told once a column, with its unit."""

from __future__ import annotations

import pandas as pd

from offtake.commands.answers.comparing import _inputs, _next, _table, _told
from offtake.results.comparing.compare import Comparison

SUMMARY = ["table", "column", "what", "rows", "first", "before", "after", "factor"]
INPUTS = ["table", "row", "column", "what", "before", "after", "factor", "source"]
NAN = float("nan")


def summary(*rows: tuple[object, ...]) -> list[dict[str, str]]:
    return _inputs(pd.DataFrame(list(rows), columns=SUMMARY), "EUR")


def test_many_rows_by_one_factor_are_a_factor_and_one_row_is_its_two_values():
    one, many, apart = summary(
        ("projects", "capex", "changed", 1, "hall", "5", "6", 1.2),
        ("projects", "capex", "changed", 3, "hall", "5", "6", 1.2),
        ("projects", "capex", "changed", 3, "hall", "5", "6", NAN),
    )
    assert (one["before"], one["after"], one["column"]) == ("5", "6", "capex, million EUR")
    assert (many["before"], many["after"], many["rows"]) == ("all rows", "times 1.2", "3")
    assert (apart["before"], apart["after"]) == ("5", "6")


def test_a_cell_that_was_empty_says_so_and_a_row_put_in_has_no_cell():
    cell, whole = summary(
        ("projects", "limit", "changed", 1, "hall", "", "2", NAN),
        ("projects", "", "added", 1, "shed", "", "", NAN),
    )
    assert (cell["before"], cell["after"]) == ("empty", "2")
    assert (whole["column"], whole["before"], whole["after"]) == ("added", "", "")


def test_rows_beyond_the_most_are_counted():
    rows = [{"a": str(k)} for k in range(14)]
    assert _table(rows, 12).splitlines()[-1] == "... and 2 more: --all shows them"
    assert len(_table(rows, None).splitlines()) == len(_table(rows[:12], 12).splitlines()) + 2


def test_studies_are_compared_by_inputs_alone_and_say_what_to_do_next():
    changed = pd.DataFrame([("projects", "hall", "capex", "changed", "5", "6", 1.2, "")], columns=INPUTS)  # fmt: skip
    text = _told(Comparison("a", "a@cut", changed, None, {}), 12, "EUR")
    assert text.startswith("a beside a@cut\n\nChanged in the inputs (1):")
    assert text.endswith("5       6")
    assert _next(["", "b"]).endswith("compare the runs for what this changes.")
    assert _next(["a1", "b2"]).endswith("offtake compare a1 b2")
    assert "The inputs are the same." in _told(Comparison("a", "b", changed[:0], None, {}), 12, "EUR")  # fmt: skip


def test_what_is_no_more_than_the_gaps_leave_open_stands_in_brackets_and_is_explained():
    columns = ["arrangement", "measure", "before", "after", "difference", "noise", "unit"]
    rows = [("deal", "social_value", 5.0, 7.0, 2.0, 3.0, "million EUR"), ("deal", "begun", 1.0, 1.0, 0.0, 0.0, "projects")]  # fmt: skip
    frame = pd.DataFrame(rows, columns=columns)
    none = pd.DataFrame(columns=INPUTS)
    text = _told(Comparison("a", "b", none, frame, {"projects": none}), 12, "EUR")
    assert "(2)" in text
    assert "In brackets: no more than the gaps" in text
    assert "1 measure the same: --all shows them" in text
    assert text.endswith("Projects: the same.")
    same = Comparison("a", "b", none, frame[1:], {})
    assert "The answer is the same." in _told(same, 12, "EUR")
